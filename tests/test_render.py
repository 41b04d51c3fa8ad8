"""Rendering: what both doors print of an edition, and what a template may and may not do."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from editions import STYLES, sample, with_dissent

from briefgen.edition import Edition
from briefgen.errors import ContentError, Diagnostic
from briefgen.languages import Language
from briefgen.looks import read_looks
from briefgen.metadata import Whereabouts
from briefgen.parts import Run
from briefgen.render import Templates, open_templates, render_screen, render_sheet
from briefgen.shipped import TEMPLATES

_VOID = {"meta", "br", "img", "link", "hr", "input", "wbr"}


class _Page(HTMLParser):
    """A page as elements in order, with the text of all that is not a script or style."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.words: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in _VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag, f"</{tag}> closes nothing"

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        if not {"script", "style"} & set(self.open):
            self.words.append(data)

    @property
    def text(self) -> str:
        return re.sub(r"\s+", " ", "".join(self.words).replace("\u2060", ""))

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]


def _screen(edition: Edition, templates: Templates, language: Language) -> _Page:
    return _Page(render_screen(templates, edition, language).decode())


def _sheet(edition: Edition, templates: Templates, language: Language) -> _Page:
    return _Page(render_sheet(templates, edition, language).html)


def _own(folder: Path, files: dict[str, str]) -> Templates:
    for name, text in files.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    return open_templates(TEMPLATES, read_looks(folder))


def _fault(templates: Templates, edition: Edition, language: Language) -> Diagnostic:
    with pytest.raises(ContentError) as caught:
        render_sheet(templates, edition, language)
    (found,) = caught.value.diagnostics
    return found


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("layout", ["bullets", "prose"])
def test_every_part_is_printed_by_both_doors(
    templates: Templates, english: Language, style: str, layout: str
) -> None:
    edition = sample(style, layout=layout)
    for page in (_screen(edition, templates, english), _sheet(edition, templates, english)):
        for words in (
            edition.title,
            "The Russian-led deployment ended",
            "Prosecutors count 225 dead",
            "Disputed: ",
            "The CSTO will likely be used again",
            "Likely 55–80%",
            "Confidence: moderate",
            "Back an OSCE inquiry",
            "Recommended",
            "Whether foreign fighters took part",
            "A second request for CSTO forces",
            "Kassym-Jomart Tokayev",
            "This edition rests on 8 sources",
            "TLP:CLEAR For public release",
            "2 claims were left out for length",
        ):
            assert words in page.text
        assert not page.open


def test_numeric_marks_stand_beside_their_words(templates: Templates, english: Language) -> None:
    assert "19 of them police or soldiers[3]." in _sheet(sample(), templates, english).text
    named = _sheet(sample("author-date"), templates, english).text
    assert "police or soldiers (Prosecutor General’s Office 2022)." in named


def test_notes_go_to_the_foot_with_their_number(templates: Templates, english: Language) -> None:
    page = _sheet(sample("notes"), templates, english)
    feet = [one for one in page.all("span") if one.get("class") == "note"]
    assert len(feet) == len(sample("notes").notes)


@pytest.mark.parametrize("style", STYLES)
def test_every_mark_opens_a_span_that_is_there(
    templates: Templates, english: Language, style: str
) -> None:
    page = _screen(sample(style), templates, english)
    ids = [one["id"] for _, one in page.elements if "id" in one]
    assert len(ids) == len(set(ids))
    targets = {one["popovertarget"] for one in page.all("button")}
    assert targets <= {one["id"] for one in page.all("div") if "popover" in one}
    assert targets or style == "none"
    assert {one["href"] for one in page.all("a") if (one["href"] or "").startswith("#")} <= {
        f"#{one}" for one in ids
    }


def test_without_citations_nothing_marks_them(templates: Templates, english: Language) -> None:
    for door in (_screen, _sheet):
        page = door(sample("none"), templates, english)
        assert "[" not in page.text
        assert "Rests on" not in page.text
        assert "police or soldiers." in page.text
        assert not [one for one in page.all("button") if one.get("class") == "cite"]


def test_what_is_printed_of_a_source_runs_as_its_language_does(
    templates: Templates, english: Language
) -> None:
    edition = sample(text_language="en-US")
    first, *others = edition.references
    persian = replace(first, csl={**first.csl, "language": "fa"})
    for door in (_screen, _sheet):
        page = door(replace(edition, references=(persian, *others)), templates, english)
        spans = [one for one in page.all("span") if one.get("lang") == "fa"]
        assert spans
        assert {one["dir"] for one in spans} == {"rtl"}
        assert not [one for one in page.all("span") if one.get("lang") == "en-US"]


def test_evidence_says_what_it_is(templates: Templates, english: Language) -> None:
    text = _screen(sample(), templates, english).text
    assert "Desk notes: 164 people reported dead" in text
    assert "“164 people" not in text
    assert "Quotation unverified" in text
    assert "First said by Ministry of Health of Kazakhstan" in text
    assert "Disputed by: Evidence 2" in text


def test_references_out_of_order_keep_their_spans(templates: Templates, english: Language) -> None:
    edition = sample()
    turned = replace(edition, references=edition.references[::-1])
    page = render_screen(templates, turned, english).decode()
    opened = page[page.index('id="e3"') :]
    assert "Prosecutor General" in opened[: opened.index("</div>")]


def test_ids_are_positions_and_the_sheet_has_none(templates: Templates, english: Language) -> None:
    edition = with_dissent(sample())
    assert not [one for _, one in _sheet(edition, templates, english).elements if "id" in one]
    page = _screen(edition, templates, english)
    ids = {one["id"] or "" for _, one in page.elements if "id" in one}
    assert all(re.fullmatch(r"brief|[scern]\d+(-\d+)*", one) for one in ids)


def test_headings_are_one_title_and_its_parts(templates: Templates, english: Language) -> None:
    for page in (_screen(sample(), templates, english), _sheet(sample(), templates, english)):
        levels = [tag for tag, _ in page.elements if re.fullmatch(r"h[1-6]", tag)]
        assert levels[0] == "h1"
        assert set(levels[1:]) == {"h2"}


def test_the_desk_sees_marks_ratings_and_dissent(templates: Templates, english: Language) -> None:
    text = _sheet(with_dissent(sample()), templates, english).text
    assert "(TLP:CLEAR) Prosecutors count 225 dead" in text
    assert "C2" in text
    assert "Executive, Public" in text
    assert "Drafted by A. Analyst" in text
    assert "Draft" in text


@pytest.mark.parametrize(
    ("changes", "is_hidden"),
    [({}, False), ({"marking": "TLP:GREEN"}, True), ({"status": "draft"}, True)],
)
def test_search_engines_are_kept_from_what_is_marked(
    templates: Templates, english: Language, changes: dict[str, Any], is_hidden: bool
) -> None:
    page = _screen(sample(**changes), templates, english)
    robots = [one for one in page.all("meta") if one.get("name") == "robots"]
    assert bool(robots) == is_hidden


def test_the_screen_needs_nothing_from_outside(templates: Templates, english: Language) -> None:
    page = _screen(sample(), templates, english)
    assert not {tag for tag, _ in page.elements} & {"img", "iframe", "object", "embed"}
    assert {one["rel"] for one in page.all("link")} == {"schema.DC", "schema.dcterms"}
    policy = [one for one in page.all("meta") if one.get("http-equiv")]
    assert (policy[0]["content"] or "").startswith("default-src 'none'")
    assert [one.get("type") for one in page.all("script")] == ["application/ld+json"]


@pytest.mark.parametrize("style", sorted({*STYLES} - {"notes"}))
def test_the_sheet_links_its_references_once(
    style: str, templates: Templates, english: Language
) -> None:
    """Each link costs when pages are laid out and written; a note links a source at first use."""
    page = _sheet(sample(style), templates, english)
    links = [one["href"] for one in page.all("a")]
    assert len(links) <= len(sample(style).references)
    assert len(set(links)) == len(links)


def test_linked_data_and_meta_name_the_edition(templates: Templates, english: Language) -> None:
    html = render_screen(templates, sample(title="A <b>& “title”"), english).decode()
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
    assert found
    data = json.loads(found[1])
    assert data["name"] == "A <b>& “title”"
    assert [work["publisher"]["name"] for work in data["citation"]][:2] == [
        "White House",
        "UN Human Rights Office",
    ]
    named = [one for one in _Page(html).all("meta") if "content" in one]
    meta = {one.get("name") or one.get("property"): one["content"] for one in named}
    assert meta["citation_publication_date"] == "2022/01/24"
    assert meta["DC.title"] == meta["og:title"] == "A <b>& “title”"


def test_a_page_names_its_pdf_and_where_it_stands(templates: Templates, english: Language) -> None:
    def found(whereabouts: Whereabouts) -> tuple[dict[str | None, str | None], ...]:
        data = render_screen(templates, sample(), english, whereabouts=whereabouts)
        html = data.decode()
        page = _Page(html)
        named = [one for one in page.all("meta") if "content" in one]
        meta = {one.get("name") or one.get("property"): one["content"] for one in named}
        return meta, {one["rel"]: one["href"] for one in page.all("link")}

    meta, links = found(Whereabouts.of(sample(), "https://example.org/briefs"))
    address = "https://example.org/briefs/public/kazakhstan-2022.html"
    assert meta["DC.publisher"] == "Central Asia Desk"
    assert meta["citation_pdf_url"] == "kazakhstan-2022.pdf"
    assert links["canonical"] == meta["DC.identifier"] == meta["og:url"] == address
    assert links["schema.DC"] == "http://purl.org/dc/elements/1.1/"
    meta, links = found(Whereabouts.of(sample(), ""))
    assert not meta.keys() & {"DC.identifier", "og:url"}
    assert "canonical" not in links


def test_html_and_jinja_in_content_are_words(templates: Templates, english: Language) -> None:
    nasty = "{{ 7 * 7 }} <script>alert(1)</script> </style>\"'"
    edition = sample()
    passage = replace(edition.bottom_line, line=(Run(nasty),))
    edition = replace(edition, bottom_line=passage, title=nasty, desk=nasty, contact=nasty)
    for page in (_screen(edition, templates, english), _sheet(edition, templates, english)):
        assert "{{ 7 * 7 }} <script>alert(1)</script>" in page.text
        assert len(page.all("script")) <= 1
        assert not page.open


def test_words_in_another_language_say_so(templates: Templates, english: Language) -> None:
    page = _screen(sample(text_language="ru"), templates, english)
    assert page.all("html")[0]["lang"] == "en-US"
    assert page.all("h1")[0]["lang"] == "ru"
    for door in (_screen, _sheet):
        for tag, direction in (("ru", "ltr"), ("fa", "rtl")):
            heading = door(sample(text_language=tag), templates, english).all("h1")[0]
            assert (heading["lang"], heading["dir"]) == (tag, direction)
    assert "lang" not in _screen(sample(), templates, english).all("h1")[0]


def test_an_override_extends_the_shipped_template(tmp_path: Path, english: Language) -> None:
    own = '{% extends "shipped/brief/sheet.html" %}{% block unknowns %}<p>Ours</p>{% endblock %}'
    text = _sheet(sample(), _own(tmp_path, {"brief/sheet.html": own}), english).text
    assert "Ours" in text
    assert "Whether foreign fighters" not in text
    assert "A second request for CSTO forces" in text


def test_a_template_with_one_door_borrows_the_other(tmp_path: Path, english: Language) -> None:
    templates = _own(tmp_path, {"ours/sheet.html": "<p>{{ edition.title }}</p>"})
    edition = sample(template="ours")
    assert render_sheet(templates, edition, english).html.startswith("<p>Russian")
    assert _screen(edition, templates, english).all("main")


def test_an_asset_of_a_theme_is_embedded(tmp_path: Path, english: Language) -> None:
    theme = "themes/ours.css"
    background = ".masthead { background: url(assets/logo.svg) }"
    templates = _own(tmp_path, {theme: background, "assets/logo.svg": "<svg/>"})
    assert render_sheet(templates, sample(theme="ours"), english).assets == {
        "assets/logo.svg": b"<svg/>"
    }
    html = render_screen(templates, sample(theme="ours"), english).decode()
    assert "url(data:image/svg+xml;base64,PHN2Zy8+)" in html


@pytest.mark.parametrize(
    ("changes", "code", "known"),
    [
        ({"template": "nowhere"}, "unknown-template", "brief"),
        ({"template": "../../etc"}, "unknown-template", "brief"),
        ({"template": "nowhere.html"}, "unknown-template", "brief"),
        ({"theme": "nowhere"}, "unknown-theme", "memo, policy"),
        ({"layout": "nowhere"}, "unknown-layout", "bullets, prose"),
    ],
)
def test_an_unknown_name_lists_the_known_ones(
    templates: Templates, english: Language, changes: dict[str, Any], code: str, known: str
) -> None:
    found = _fault(templates, sample(**changes), english)
    assert found.code == code
    assert found.hint.endswith(known)


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("<p>\n{% if %}", 2, "Expected an expression"),
        ("<p>\n\n{{ edition.nothing }}", 3, "nothing"),
        ("{{ edition.__class__ }}", 1, "__class__"),
        ("{{ ''.__class__.__mro__ }}", 1, "__class__"),
        ("{{ say.__globals__ }}", 1, "__globals__"),
        ("\n{{ say('no-such-words') }}", 2, "no-such-words"),
        ("{% include 'nowhere.html' %}", 1, "nowhere.html"),
        ("{% include '../secret' %}", 1, "../secret"),
        ("{{ 1 / 0 }}", 1, "ZeroDivisionError"),
        ("{% for i in range(10 ** 9) %}{% endfor %}", 1, "range"),
        ("{% set _ = sections.clear() %}", 1, "clear"),
        ("{% macro f() %}{{ f() }}{% endmacro %}{{ f() }}", 1, "RecursionError"),
    ],
)
def test_a_template_at_fault_is_located(
    tmp_path: Path, english: Language, text: str, line: int, words: str
) -> None:
    templates = _own(tmp_path, {"ours/sheet.html": text})
    found = _fault(templates, sample(template="ours"), english)
    assert (found.code, found.place.line) == ("template-error", line)
    assert found.place.file == str(tmp_path / "ours" / "sheet.html")
    assert words in found.message


def test_rendering_twice_gives_the_same_bytes(templates: Templates, english: Language) -> None:
    again = open_templates(TEMPLATES)
    edition = with_dissent(sample())
    assert render_sheet(templates, edition, english) == render_sheet(again, edition, english)
    assert render_screen(templates, edition, english) == render_screen(again, edition, english)


def _colours(css: str) -> dict[str, str]:
    return dict(re.findall(r"--([a-z-]+):\s*(#[0-9a-f]{3,6})\b", css))


def _luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(digit * 2 for digit in colour[1:])
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def _contrast(one: str, other: str) -> float:
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", ["policy", "memo"])
@pytest.mark.parametrize("scheme", ["light", "dark", "paper"])
def test_words_stand_out_from_what_is_behind_them(theme: str, scheme: str) -> None:
    screen = (TEMPLATES / "screen.css").read_text("utf-8")
    light, dark = screen.split("@media screen and (prefers-color-scheme: dark)")[:2]
    own = _colours((TEMPLATES / "themes" / f"{theme}.css").read_text("utf-8"))
    sheet = _colours((TEMPLATES / "sheet.css").read_text("utf-8"))
    colours = {"light": _colours(light), "dark": _colours(dark), "paper": sheet}[scheme] | own
    if scheme == "dark":
        colours |= {"accent": own["accent-dark"], "tint": own["tint-dark"]}
    for words in ("ink", "muted", "alert", "accent"):
        for behind in (colours.get("paper", "#fff"), colours["soft"]):
            assert _contrast(colours[words], behind) >= 4.5, (words, behind)
