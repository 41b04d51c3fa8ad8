"""What the engine is spared changes nothing but its time, kerning and the joining of letters."""

from __future__ import annotations

import io
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from briefgen import pdf
from briefgen.pdf import lay_out

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
