"""Laying out and writing: tagged, hermetic, deterministic, and honest about what is missing."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from editions import sample
from pypdf import PdfReader
from pypdf.generic import DictionaryObject, IndirectObject

from briefgen import natives, pdf
from briefgen.errors import ContentError, UsageError
from briefgen.languages import read_language
from briefgen.pdf import Layout, lay_out
from briefgen.render import Sheet, open_templates, render_sheet
from briefgen.shipped import TEMPLATES

_PAGE = '<html lang="en"><title>A page</title><body><h1>A page</h1>{}</body></html>'


@pytest.fixture(scope="module", autouse=True)
def _engine(fonts: Path) -> None:
    pdf.prepare(fonts)


@pytest.fixture(scope="module")
def sheet() -> Sheet:
    templates = open_templates(TEMPLATES)
    return render_sheet(templates, sample("numeric"), read_language(TEMPLATES, "en-US"))


@pytest.fixture(scope="module")
def layout(sheet: Sheet) -> Layout:
    return lay_out(sheet.html, sheet.styles, sheet.assets)


@pytest.fixture(scope="module")
def written(layout: Layout) -> bytes:
    return layout.pdf()


def _read(data: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(data))


def _elements(data: bytes) -> Iterator[Any]:
    reader = _read(data)
    trailer: Any = reader.trailer
    for number in range(1, int(trailer["/Size"])):
        one = reader.get_object(IndirectObject(number, 0, reader))
        if isinstance(one, DictionaryObject) and one.get("/Type") == "/StructElem":
            yield one


def test_the_sample_is_laid_out_without_a_warning(layout: Layout, written: bytes) -> None:
    assert layout.warnings == ()
    assert len(_read(written).pages) == layout.n_pages


def test_the_same_sheet_gives_the_same_bytes(sheet: Sheet, written: bytes) -> None:
    assert lay_out(sheet.html, sheet.styles, sheet.assets).pdf() == written


def test_the_document_says_what_it_is(written: bytes) -> None:
    reader = _read(written)
    assert reader.metadata is not None
    assert reader.metadata.title == sample().title
    catalog: Any = reader.root_object
    assert catalog["/Lang"] == "en-US"
    assert catalog["/MarkInfo"]["/Marked"]
    assert reader.xmp_metadata is not None


def test_every_page_carries_its_marking_twice_and_its_number(written: bytes) -> None:
    pages = _read(written).pages
    for number, page in enumerate(pages, start=1):
        text = page.extract_text()
        assert text.count("TLP:CLEAR") >= 2
        assert f"Page {number} of {len(pages)}" in text


def test_there_are_no_named_destinations_but_bookmarks(written: bytes) -> None:
    reader = _read(written)
    assert not reader.named_destinations
    assert reader.outline


def test_only_the_packaged_fonts_are_embedded(written: bytes) -> None:
    pages: list[Any] = list(_read(written).pages)
    fonts = [font.get_object() for page in pages for font in page["/Resources"]["/Font"].values()]
    names = {str(font["/BaseFont"]).partition("+")[2] for font in fonts}
    assert names
    assert all(name.startswith(("Spectral", "Fira-Sans", "Fira")) for name in names)


@pytest.mark.parametrize(
    ("row", "scope"),
    [("<tr><th>a</th><th>b</th></tr>", "/Column"), ("<tr><th>a</th><td>1</td></tr>", "/Row")],
)
def test_table_headers_have_a_scope(row: str, scope: str) -> None:
    data = lay_out(_PAGE.format(f"<table>{row}<tr><td>1</td><td>2</td></tr></table>"), ()).pdf()
    headers = [one for one in _elements(data) if one["/S"] == "/TH"]
    assert headers
    assert all(one["/A"]["/Scope"] == scope for one in headers)


def test_an_inline_list_has_items_alone() -> None:
    styles = ("ul, li { display: inline; list-style: none }",)
    listed = "<ul>\n<li>one</li>\n<li>two</li>\n<li>three</li>\n</ul>"
    data = lay_out(_PAGE.format(listed), styles).pdf()
    (whole,) = (one for one in _elements(data) if one["/S"] == "/L")
    items = [kid.get_object() for kid in whole["/K"]]
    assert [item["/S"] for item in items] == ["/LI"] * 3
    assert [kid.get_object()["/S"] for item in items for kid in item["/K"]] == ["/LBody"] * 3
    assert "one two three" in _read(data).pages[0].extract_text()


@pytest.mark.parametrize("tag", ["p", "li", "span", "blockquote"])
def test_parts_in_another_language_say_so(tag: str) -> None:
    parts = f'<div><{tag} lang="ru-RU">да</{tag}> and <b>so</b> on</div>'
    elements = list(_elements(lay_out(_PAGE.format(parts), ()).pdf()))
    told = [one for one in elements if one.get("/Lang")]
    assert {one["/Lang"] for one in told} == {"ru-RU"}
    assert len(told) < len(elements) / 2


@pytest.mark.parametrize("language", ["", "en) /Evil (", "e" * 3 + "\\"])
def test_what_is_no_language_is_not_told(language: str) -> None:
    data = lay_out(_PAGE.format(f'<p lang="{language}">x</p>'), ()).pdf()
    assert not any("/Lang" in one for one in _elements(data))


def test_a_missing_glyph_is_named() -> None:
    with pytest.raises(ContentError) as caught:
        lay_out(_PAGE.format("<p>A \u4e2d and a \U00012000</p>"), ()).pdf()
    (found,) = caught.value.diagnostics
    assert found.code == "missing-glyph"
    assert "U+4E2D" in found.message
    assert "U+12000" in found.message


@pytest.mark.parametrize(
    "markup",
    [
        '<img alt="x" src="file:///etc/passwd">',
        '<img alt="x" src="https://example.org/x.png">',
        '<img alt="x" src="data:image/png;base64,AAAA">',
        '<img alt="x" src="assets/other.svg">',
        '<link rel="stylesheet" href="file:///etc/passwd">',
        '<style>@import "https://example.org/x.css";</style>',
        '<link rel="attachment" href="file:///etc/passwd">',
        '<a rel="attachment" href="file:///etc/passwd">x</a>',
    ],
)
def test_nothing_is_fetched(markup: str) -> None:
    layout = lay_out(_PAGE.format(markup), (), {"assets/logo.svg": b"<svg/>"})
    data = layout.pdf()
    assert b"/EmbeddedFile" not in data
    assert b"root:" not in data


def test_a_refused_address_is_told() -> None:
    layout = lay_out(_PAGE.format('<img alt="x" src="https://example.org/x.png">'), ())
    assert any("is not a registered asset" in warning for warning in layout.warnings)


def test_a_registered_asset_is_drawn() -> None:
    svg = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'
    page = _PAGE.format('<img alt="x" src="assets/logo.svg">')
    assert lay_out(page, (), {"assets/logo.svg": svg}).warnings == ()


def test_bad_styles_are_told_and_not_printed(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        layout = lay_out(_PAGE.format(""), ("p { colour: red }",))
    assert any("colour" in warning for warning in layout.warnings)
    assert not caplog.records


def test_missing_libraries_are_named_with_the_line_to_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(natives, "library", lambda name: None if name == "pango" else object())
    assert natives.missing_libraries() == ("pango",)
    with pytest.raises(UsageError) as caught:
        natives.require_libraries()
    (found,) = caught.value.diagnostics
    assert "`pango`" in found.message
    assert "apt-get install" in found.hint


def test_the_fingerprint_names_versions() -> None:
    found = pdf.fingerprint()
    assert {"weasyprint", "pango", "harfbuzz", "fontpkg-spectral"} <= set(found)
    assert all(found.values())
