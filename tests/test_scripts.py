"""Briefs in Russian and Arabic, whole, on both papers: what a language and its script decide."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from io import BytesIO
from pathlib import Path

import pypdf
import pypdfium2
import pytest
from editions import sample

from briefgen import pdf
from briefgen.clearance.clear import clear
from briefgen.dossier import assemble
from briefgen.job import Job
from briefgen.languages import read_language
from briefgen.looks import PLAIN
from briefgen.make import make
from briefgen.models.audience import Audience
from briefgen.render import open_templates, render_sheet
from briefgen.seeds import read_library
from briefgen.shipped import TEMPLATES

CASES = Path(__file__).parent / "cases" / "languages"
SHOWN = ["judgments", "unknowns", "actors", "timeline", "sources", "summary", "evidence",
         "definitions"]  # fmt: skip
TITLES = {"ru": "Читатели", "ar": "القرّاء"}
PAPERS = {"A4": (595, 842), "Letter": (612, 792)}
HEADINGS_PT = 0.8 * 72, 0.8 * 72 + 27.5 / 25.4 * 72
"""Where the column of headings begins and ends, from the edge of the paper."""


@pytest.fixture(params=["ru", "ar"])
def tag(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(params=PAPERS)
def paper(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def built(tag: str, paper: str, fonts: Path) -> dict[str, bytes]:
    """The files of one brief in a language, on a paper, by format."""
    return made(tag, paper, fonts)


@cache
def made(tag: str, paper: str, fonts: Path) -> dict[str, bytes]:
    keys = {"title": TITLES[tag], "marking": "TLP:CLEAR", "show": SHOWN, "paper": paper}
    audience = Audience.model_validate({**keys, "layout": "prose", "citations": "notes"})
    library = replace(read_library(CASES / tag), audiences={"readers": audience})
    cleared = clear(assemble(library, "brief"), audience, "readers")
    assert cleared is not None
    job = Job(
        cleared=cleared,
        language=read_language(TEMPLATES, cleared.manner.language),
        formats=("html", "pdf"),
        looks=PLAIN,
        file="brief.yaml",
    )
    done = make(job, fonts.parent)
    assert done.warnings == ()
    return {item.name.partition(".")[2]: item.data for item in done.artefacts}


def words_of(data: bytes) -> str:
    pages = [page.extract_text() for page in pypdf.PdfReader(BytesIO(data)).pages]
    return "\n".join(pages)


SAID = {
    "ru": (
        "По состоянию на 24 января 2022",
        "2 источника",
        "0 заявленных происхождений",
        "«Вывод контингента завершён.»",
        "Вероятно",
        "Обстановка",
    ),
    "ar": (
        "حتى 24 يناير 2022",
        "مصدر واحد",
        "بلا منشأ معلن",
        "«وصلت القوات إلى المطار في صباح اليوم.»",
        "مرجَّح",
        "الوضع",
    ),
}
"""Dates, plural forms, quotation marks and headings, as each language has them."""


def test_the_page_speaks_the_language(built: dict[str, bytes], tag: str) -> None:
    page = built["html"].decode()
    direction = {"ru": "ltr", "ar": "rtl"}[tag]
    assert f'<html lang="{tag}" dir="{direction}"' in page
    text = re.sub(r"<[^>]+>", "", page).replace("\N{NO-BREAK SPACE}", " ")
    assert [words for words in SAID[tag] if words not in text] == []


def test_the_paper_has_its_size_and_its_language(
    built: dict[str, bytes], tag: str, paper: str
) -> None:
    reader = pypdf.PdfReader(BytesIO(built["pdf"]))
    box = reader.pages[0].mediabox
    assert (round(box.width), round(box.height)) == PAPERS[paper]
    assert str(reader.root_object["/Lang"]) == tag


def test_headings_stand_where_lines_begin(built: dict[str, bytes], tag: str) -> None:
    page = pypdfium2.PdfDocument(built["pdf"])[0]
    width, height = page.get_size()
    near, far = HEADINGS_PT
    text = page.get_textpage()
    left = text.get_text_bounded(near, 0, far, height * 0.87)
    right = text.get_text_bounded(width - far, 0, width - near, height * 0.87)
    heading = {"ru": "Обстановка", "ar": "الوضع"}[tag]
    begin, end = (left, right) if tag == "ru" else (right, left)
    assert heading in begin or heading[::-1] in begin
    assert heading not in end
    assert heading[::-1] not in end


def test_faces_with_the_script_are_in_the_files(built: dict[str, bytes], tag: str) -> None:
    face = {"ru": "Spectral", "ar": "Amiri"}[tag]
    assert any(name.endswith(f"+{face}") for name in _names_of_fonts(built["pdf"]))
    ranges = {"ru": "U+400-4FF", "ar": "U+600-6FF"}[tag]
    assert ranges in built["html"].decode()


def _names_of_fonts(data: bytes) -> set[str]:
    reader = pypdf.PdfReader(BytesIO(data))
    objects = [reader.get_object(number) for number in range(1, int(str(reader.trailer["/Size"])))]
    fonts = [one for one in objects if isinstance(one, pypdf.generic.DictionaryObject)]
    return {str(one["/BaseFont"]) for one in fonts if "/BaseFont" in one}


def test_long_words_are_divided_as_their_language_does(fonts: Path) -> None:
    pdf.prepare(fonts)
    words = "Высококвалифицированные правоохранительные подразделения противодействуют терроризму."
    html = f"<html lang='ru'><title>т</title><body><p>{words}</p></body></html>"
    style = (TEMPLATES / "sheet.css").read_text("utf-8")
    narrow = "@page{size:55mm 120mm;margin:6mm}"
    data = pdf.lay_out(html, (style, narrow)).pdf()
    assert re.search(r"[^\W\d_][-\N{HYPHEN}]\n[^\W\d_]", words_of(data))


@pytest.mark.parametrize("tag", ["ar"], indirect=True)
def test_arabic_letters_are_joined(built: dict[str, bytes]) -> None:
    """What is drawn are the joined shapes; what is copied are the letters."""
    text = pypdfium2.PdfDocument(built["pdf"])[0].get_textpage().get_text_range()
    assert any(word in text for word in ("القوات", "القوات"[::-1]))


@pytest.mark.parametrize("tag", ["en-US", "ru", "ar"])
def test_a_timeline_is_drawn_in_every_script(tag: str) -> None:
    language = read_language(TEMPLATES, tag)
    edition = sample(language=tag, order=("bottom-line", "timeline"))
    html = render_sheet(open_templates(TEMPLATES), edition, language).html
    assert "<svg" in html
    assert '<ol class="events">' not in html
