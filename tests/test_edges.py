"""Whole pages at the edges of what they can hold: on paper nothing overlaps, leaves or is empty."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import pypdfium2
import pytest
from projects import Project, render_here, share_fonts
from svg_boxes import outside, overlaps

from briefgen.figures.drawing import Box
from tools.edges import EDGES, OTHERS, READERS, write_edges
from tools.projects import themes

_SVG = re.compile(r"<svg.*?</svg>", re.DOTALL)
_PART = re.compile(r'<section class="part ([\w-]+).*?</section>', re.DOTALL)
_TAG = re.compile(r"<(title|desc)>.*?</\1>|<h2.*?</h2>|<[^>]+>", re.DOTALL)
_SIDE_PT, _TOP_PT = 50.0, 15.0
"""Of the paper, where no text may stand; running heads do within it."""
_TOUCH_PT = 4.5
"""How far boxes of text may reach into one another, as letters with marks above and below do."""
_LETTER_PT = 6.0
"""The widest box of a letter, which may stand in its word's."""
_RUNNING = 6
"""Texts that stand on every page."""


@pytest.fixture(params=themes())
def built(
    request: pytest.FixtureRequest,
    tmp_path: Path,
    fonts: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Path:
    """The folder of all editions in a theme."""
    made = Project(tmp_path, capsys)
    share_fonts(tmp_path, fonts)
    render_here(monkeypatch, made.rendered)
    write_edges(tmp_path, str(request.param))
    monkeypatch.chdir(tmp_path)
    ran = made.build("--ceiling", "TLP:RED")
    assert ran.code == 0, ran.err
    assert len(ran.made) == len(EDGES) * len(READERS) + len(OTHERS)
    assert "warning" not in ran.err
    return tmp_path / "output"


def test_whole_pages_hold_what_they_can_hold(built: Path) -> None:
    pages = sorted(built.glob("*/*.html"))
    for page in pages:
        if page.stem in EDGES:
            html = page.read_text("utf-8")
            figures = _SVG.findall(html)
            assert [overlaps(svg) + outside(svg) for svg in figures] == [[]] * len(figures), page
            assert list(_empty(html)) == [], page
            assert list(_strays(page.with_suffix(".pdf").read_bytes())) == [], page


def _empty(html: str) -> list[str]:
    """Return the parts that have a heading and nothing beneath it."""
    return [part[1] for part in _PART.finditer(html) if not _TAG.sub("", part[0]).strip()]


def _strays(data: bytes) -> Iterator[str]:
    """Yield text that leaves the page's margins or stands on other text, and pages without any."""
    with pypdfium2.PdfDocument(data) as document:
        for number, page in enumerate(document, 1):
            words = page.get_textpage()
            boxes = [Box(*words.get_rect(n)) for n in range(words.count_rects())]
            width, height = page.get_size()
            whole = Box(_SIDE_PT, _TOP_PT, width - _SIDE_PT, height - _TOP_PT)
            strays = [box for box in boxes if not box.within(whole)]
            wide = [box for box in boxes if box.right - box.left > _LETTER_PT]
            strays += [one for one, other in combinations(wide, 2) if one.meets(other, -_TOUCH_PT)]
            for box in strays:
                edges = (box.left, box.top, box.right, box.bottom)
                yield f"page {number}: {words.get_text_bounded(*edges)} at {edges}"
            if len(boxes) <= _RUNNING:
                yield f"page {number} is empty"
