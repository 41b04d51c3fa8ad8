"""What the engine is spared changes nothing but its time, kerning and the joining of letters."""

from __future__ import annotations

import io
import re
import sys
from importlib import import_module
from inspect import unwrap
from pathlib import Path
from typing import Any

import pytest
from pypdf import PageObject, PdfReader

from briefgen import pdf
from briefgen.footnotes import for_notes_alone
from briefgen.pdf import lay_out
from briefgen.tagging import mend

_PAGE = '<html lang="en"><title>A page</title><body><h1>A page</h1>{}</body></html>'
_FIGURE = '<svg xmlns="http://www.w3.org/2000/svg" width="90" height="40"><title>x</title>{}</svg>'
_STYLE = """
@page { size: 300pt 320pt; margin: 20pt; @footnote { border-top: 1pt solid; padding-top: 3pt } }
.note { float: footnote; footnote-policy: block; font-size: 8pt }
p { break-inside: avoid; margin: 0 0 6pt }
"""


@pytest.fixture(autouse=True)
def _engine(fonts: Path) -> None:
    pdf.prepare(fonts)


@pytest.mark.parametrize(
    ("attributes", "pieces"), [('x="9"', 1), ('x="9 19 29"', 3), ('x="9" letter-spacing="2"', 3)]
)
def test_words_in_a_figure_are_set_as_a_whole(attributes: str, pieces: int) -> None:
    text = f'<text y="20" font-family="Amiri" {attributes}>\u0644\u0627\u062d</text>'
    page = PdfReader(io.BytesIO(lay_out(_PAGE.format(_FIGURE.format(text)), ()).pdf())).pages[0]
    contents = page.get_contents()
    assert contents is not None
    assert contents.get_data().count(b" Tm\n") == 1 + pieces  # the heading, and the words


def _noted(n: int) -> str:
    words = "Words of a stretch of text that goes on for more than a line of its page. "
    note = "<span class=note><b>{}</b> A source, <i>named</i> at the length of two lines.</span>"
    return "".join(f"<p>{words}{words}{note.format(k) * (1 + k % 3)}</p>" for k in range(n))


@pytest.mark.parametrize(
    "style",
    [
        "",
        ".note { margin-bottom: 2pt }",
        ".note { display: inline; footnote-display: inline }",
        ".note b { display: block; margin-top: 1pt }",
        ".note { footnote-policy: line }",
        "@page { @footnote { max-height: 120pt } }",
        "@page :first { margin: 20pt 60pt }",
        "body { columns: 2 }",
        ".note { font-size: 18pt; footnote-policy: auto } p:nth-child(even) { page: even }"
        " @page even { @footnote { padding-left: 90pt } }",
        ".note b { float: footnote; break-before: avoid }",
        ".note:nth-child(2) { break-before: page }",
    ],
)
def test_notes_stand_where_the_engine_would_set_them(
    style: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours = lay_out(_PAGE.format(_noted(9)), (_STYLE, style))
    context: Any = import_module("weasyprint.layout").LayoutContext
    plain = context._update_footnote_area.__wrapped__
    monkeypatch.setattr(context, "_update_footnote_area", plain)
    theirs = lay_out(_PAGE.format(_noted(9)), (_STYLE, style))
    assert ours.n_pages > 1
    assert ours.pdf() == theirs.pdf()


_TEXT = (
    "Transformations of administrative responsibilities notwithstanding, correspondents wrote"
    " of incomprehensibly long telecommunications; «others», in the North-Western parts, did not. "
)
_ARABIC = (
    "\u0642\u0648\u0627\u062a <b>\u062d\u0641\u0638</b> (A) \u0627\u0644\u0633\u0644\u0627\u0645 "
    * 9
)
_MIXED = f"""
<h2 class=left>On the left</h2><p>{_TEXT}<b>{_TEXT}</b><i>{_TEXT}</i></p>
<ul><li>{_TEXT}</li><li>{_TEXT}</li></ul>
<p class=just>{_TEXT}{_TEXT}</p><p class=narrow>{_TEXT}</p>
<p class=wide>Spaced out <span class=box>in a box that wraps</span> and <u>underlined</u></p>
<p class=cut>{_TEXT}</p><p class=half>{_TEXT}</p><p class=anywhere>{_TEXT.replace(" ", "")}</p>
<p dir=rtl lang=ar>{_ARABIC}</p>
<table><tr><th>A</th><td>{_TEXT}</td></tr><tr><th>B</th><td>{_TEXT}</td></tr></table>
<div class=flex><p>{_TEXT}</p><p>{_TEXT}</p></div><p>Again: {_TEXT}</p><p>Again: {_TEXT}</p>
"""
_MIXED_STYLE = """
@page { size: 300pt 320pt; margin: 20pt; @top-left { content: "Page " counter(page) } }
html { font: 10pt/13pt Spectral; hyphens: auto } p { margin: 0 0 1% 2em }
.left { float: left; width: 60pt } li::before { content: "–"; float: left; margin-left: -9pt }
.just { text-align: justify; hyphens: none } .narrow { width: 70pt; float: right }
.wide { letter-spacing: 0.2em; word-spacing: 4pt } .box { display: inline-block; max-width: 40% }
.cut { white-space: nowrap; overflow: hidden; text-overflow: ellipsis }
.half { width: 50%; padding: 2%; box-sizing: border-box } .anywhere { overflow-wrap: anywhere }
.flex { display: flex; font-variant-caps: all-small-caps } .flex p { width: 50% }
u { font-variant-numeric: tabular-nums; font-feature-settings: "kern" 0 }
"""


def _as_the_engine_has_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take back what the engine is spared."""
    for path, module in list(sys.modules.items()):
        if path.startswith("weasyprint."):
            for name, function in list(vars(module).items()):
                plain = getattr(function, "__wrapped__", None)
                if name in _SPARED and plain is not None:
                    monkeypatch.setattr(module, name, plain)
    css: Any = import_module("weasyprint.css")
    layout: Any = import_module("weasyprint.text.line_break").Layout
    for kind, method in (
        (css.StyleFor, "set_computed_styles"),
        (css.ComputedStyle, "__missing__"),
        (css.AnonymousStyle, "__missing__"),
        (css.AnonymousStyle, "__init__"),
        (css.AnonymousStyle, "copy"),
        (layout, "deactivate"),
        (layout, "reactivate"),
    ):
        monkeypatch.setattr(kind, method, unwrap(getattr(kind, method)))


_SPARED = (
    "draw_first_line",
    "preprocess_declarations",
    "split_first_line",
    "strut",
    "_font_style_cache_key",
    "get_font_description",
    "font_features",
    "inline_min_content_width",
    "resolve_percentages",
    "resolve_radii_percentages",
)


def test_pages_are_as_the_engine_sets_them(monkeypatch: pytest.MonkeyPatch) -> None:
    noted = _PAGE.format(_MIXED + _noted(3))
    ours = [lay_out(noted, (_MIXED_STYLE, _STYLE)).pdf() for _ in range(2)]
    _as_the_engine_has_it(monkeypatch)
    theirs = lay_out(noted, (_MIXED_STYLE, _STYLE))
    assert theirs.n_pages > 2
    assert ours == [theirs.pdf()] * 2


_RULED = "<p style='margin-left: auto{}; margin-inline-start: 50px; width: 50px'><u>Words</u></p>"
_ALONE = {
    "a value that outweighs another": (_RULED.format(" !important"), _RULED.format("")),
    "a first line": (
        "<style>p::first-line { border-left: 2pt solid; font-size: 20pt }</style>"
        "<p style='width: 60pt'>Words of a text and <b>more</b> of it</p>",
    ),
    "what ends a paragraph": ("<p>A\u2028B</p>", "<p>A&#13;B</p>"),
    "what is no declaration": ("<p style='color'>A</p>", "<p style='color: red; {} }'>B</p>"),
}


@pytest.mark.parametrize("pages", _ALONE.values(), ids=_ALONE)
def test_pages_are_the_same_after_others(
    pages: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    ours = [_laid_out(page) for page in (*pages, *pages)]
    _as_the_engine_has_it(monkeypatch)
    assert ours == [_laid_out(page) for page in pages] * 2


def _laid_out(page: str) -> tuple[tuple[str, ...], bytes]:
    layout = lay_out(_PAGE.format(page), (_STYLE,))
    return layout.warnings, bytes(layout._document.write_pdf(finisher=mend))


def test_what_depends_on_the_paper_is_not_remembered() -> None:
    page = _PAGE.format("<div>Half of it</div>")
    style = "@page { margin: 0 } div { width: 50vw; background: red }"
    widths = []
    for paper in ("A4", "A5", "A4"):
        pdf_page = _first_page(page, style, f"@page {{ size: {paper} }}")
        contents = pdf_page.get_contents()
        assert contents is not None
        found = re.search(rb"([\d.]+) [\d.]+ re\nf", contents.get_data())
        assert found is not None
        widths.append(round(float(found[1]) / float(pdf_page.mediabox.width), 3))
    assert widths[0] == widths[2] == widths[1]


def _first_page(page: str, *styles: str) -> PageObject:
    return PdfReader(io.BytesIO(lay_out(page, styles).pdf())).pages[0]


def test_what_the_engine_warns_of_it_says_of_every_document() -> None:
    page = _PAGE.format('<p>Wrong</p><p style="-weasy-hyphens: none">Old</p>')
    told = [lay_out(page, ("p { width: calc(1px * 1px) }",)).warnings for _ in range(3)]
    assert told[0]
    assert any("width" in one or "math" in one for one in told[0])
    assert any("-weasy-hyphens" in one for one in told[0])
    assert told[1] == told[2] == told[0]


def test_what_is_wrong_is_told_where_it_stands() -> None:
    page = _PAGE.format("{}<p style='{}margin: var(--none)'>A</p>")
    style = "p { padding: var(--none); width: calc(1px * 1px) }"
    places = ("", ""), ("", "color: red; "), ("<p style='margin: var(--none)'>B</p>", "")
    pages = [page.format(*place) for place in places]
    told = [lay_out(page, (style,)).warnings for page in (*pages, *pages)]
    assert told[:3] == told[3:]
    assert any("padding" in one for one in told[0])
    assert any("margin" in one and "1:9" in one for one in told[0])
    assert any("margin" in one and "1:21" in one for one in told[1])


def test_values_are_computed_once_for_styles_that_are_alike(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    css: Any = import_module("weasyprint.css")
    functions: dict[str, Any] = css.COMPUTER_FUNCTIONS
    computed: list[float] = []
    compute = functions["font_size"]

    def counted(style: Any, name: str, value: Any) -> Any:
        computed.append(value)
        return compute(style, name, value)

    monkeypatch.setitem(functions, "font_size", counted)
    style = "li { font-size: 8.125pt }"
    for page in ("<ul><li>A</li><li>B</li></ul>", "<ul><li>C</li></ul>"):
        lay_out(_PAGE.format(page), (style,))
    assert len(computed) == 2  # of the heading as well


def test_a_line_is_set_once_however_often_it_is_laid_out(monkeypatch: pytest.MonkeyPatch) -> None:
    breaking: Any = import_module("weasyprint.text.line_break")
    set_lines: list[str] = []
    create_layout = breaking.create_layout

    def counted(text: str, *others: Any) -> Any:
        set_lines.append(text)
        return create_layout(text, *others)

    monkeypatch.setattr(breaking, "create_layout", counted)
    words = "<p>A line that no other test has set.</p>"
    lay_out(_PAGE.format(words), (_STYLE,))
    n_first = len(set_lines)
    lay_out(_PAGE.format(words), (_STYLE,))
    assert 0 < n_first == len(set_lines)


@pytest.mark.parametrize(
    ("style", "is_set_again"),
    [("", False), ("p { text-align: justify }", True), ("p { letter-spacing: 1pt }", True)],
)
def test_a_line_is_drawn_as_it_was_set(
    style: str, is_set_again: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    layout: Any = import_module("weasyprint.text.line_break").Layout
    page = lay_out(_PAGE.format(f"<p>{_TEXT}<b>{_TEXT}</b></p>"), (_STYLE, style))
    set_again: list[str] = []
    setup = layout.setup

    def counted(self: Any, style: Any) -> None:
        set_again.append(self.text)
        setup(self, style)

    monkeypatch.setattr(layout, "setup", counted)
    page.pdf()
    assert bool(set_again) == is_set_again


def test_types_of_c_are_read_once_however_long_an_array_is(monkeypatch: pytest.MonkeyPatch) -> None:
    fonts: Any = import_module("weasyprint.pdf.fonts")
    kinds: list[str] = []
    plain = fonts.ffi._way

    class Heard:
        def __getattr__(self, name: str) -> Any:
            return getattr(plain, name)

        def new(self, kind: str, *members: Any) -> Any:
            kinds.append(kind)
            return plain.new(kind, *members)

    monkeypatch.setattr(fonts.ffi, "_way", Heard())
    for words in ("A few words", "And a few others, which are more"):
        lay_out(_PAGE.format(words), ()).pdf()
    n_first = len(set(kinds[: len(kinds) // 2]))
    assert "hb_codepoint_t[]" in kinds
    assert len(set(kinds)) == n_first


def test_styles_of_notes_are_computed_for_notes_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    css: Any = import_module("weasyprint.css")
    computed: list[str] = []
    compute = css.StyleFor.set_computed_styles.__wrapped__

    def counted(styles: Any, element: Any, parent: Any, *rest: Any, **more: Any) -> None:
        if (more.get("pseudo_type") or "").startswith(("note-", "footnote-")):
            computed.append(element.tag)
        compute(styles, element, parent, *rest, **more)

    spared = for_notes_alone(counted)
    monkeypatch.setattr(css.StyleFor, "set_computed_styles", spared)
    lay_out(_PAGE.format(_noted(1)), (_STYLE,))
    assert set(computed) == {"span"}


def test_each_note_is_laid_out_once_to_be_measured(monkeypatch: pytest.MonkeyPatch) -> None:
    layout: Any = import_module("weasyprint.layout")
    laid_out: list[int] = []
    block_level_layout = layout.block_level_layout

    def counted(context: Any, box: Any, *others: Any) -> Any:
        laid_out.append(len(box.children))
        return block_level_layout(context, box, *others)

    monkeypatch.setattr(layout, "block_level_layout", counted)
    lay_out(_PAGE.format(_noted(9)), (_STYLE,))
    assert laid_out == [1] * 18
