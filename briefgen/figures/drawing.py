"""The few SVG elements that the figures are made of, and their default colours.

Colours and fonts are presentation attributes: a PDF engine that keeps the document's styles
away from inline SVG still prints them, and any rule of a style sheet for the classes wins on
screen (dark mode, themes).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from xml.sax.saxutils import escape, quoteattr

from briefgen.values import frozen

Attributes = Mapping[str, str | float]


@frozen
class Ink:
    """Fonts and colours of a figure, as SVG attribute values; the defaults are for white paper."""

    family: str = "Fira Sans, sans-serif"
    text: str = "#1d2126"
    muted: str = "#565d66"
    line: str = "#8b939c"
    accent: str = "#7d1d2f"
    paper: str = "#ffffff"
    sea: str = "#eef2f5"
    land: str = "#dcdad3"
    focus: str = "#ecc9c6"


@frozen
class Box:
    """A rectangle in points, y downwards."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box, gap: float = 0) -> bool:
        """Tell whether the two come closer than `gap`."""
        return (
            self.left < other.right + gap
            and other.left < self.right + gap
            and self.top < other.bottom + gap
            and other.top < self.bottom + gap
        )

    def within(self, other: Box) -> bool:
        """Tell whether no part of this stands out of the other."""
        return (
            other.left <= self.left
            and other.top <= self.top
            and self.right <= other.right
            and self.bottom <= other.bottom
        )


def element(name: str, attributes: Attributes, *content: str) -> str:
    """Return one element; `content` is markup already."""
    written, inner = _written(attributes), "".join(content)
    return f"<{name}{written}>{inner}</{name}>" if inner else f"<{name}{written}/>"


def group(css: str, attributes: Attributes, content: Iterable[str]) -> str:
    """Return a `g` of a class, or nothing if it would be empty."""
    inner = tuple(content)
    return element("g", {"class": css, **attributes}, *inner) if inner else ""


def text(x: float, y: float, words: str, **attributes: str) -> str:
    """Return one line of text whose start (or `text-anchor`) and baseline are at x, y."""
    named = _written({key.replace("_", "-"): value for key, value in attributes.items()})
    return f'<text x="{number(x)}" y="{number(y)}"{named}>{escape(words)}</text>'


def line(x1: float, y1: float, x2: float, y2: float) -> str:
    """Return a straight line."""
    start, end = f'x1="{number(x1)}" y1="{number(y1)}"', f'x2="{number(x2)}" y2="{number(y2)}"'
    return f"<line {start} {end}/>"


def rounded(box: Box) -> str:
    """Return a rectangle whose short sides are half circles; a square gives a dot."""
    width, height = box.right - box.left, box.bottom - box.top
    corner = f'x="{number(box.left)}" y="{number(box.top)}"'
    size = f'width="{number(width)}" height="{number(height)}"'
    return f'<rect {corner} {size} rx="{number(min(width, height) / 2)}"/>'


@lru_cache(maxsize=4096)
def number(value: float) -> str:
    """Write a coordinate with at most two decimals."""
    return f"{round(value, 2) + 0.0:.2f}".rstrip("0").rstrip(".")


def picture(css: str, box: Box, root: Attributes, content: Iterable[str]) -> str:
    """Return the `svg` element; one user unit is one point."""
    width, height = box.right - box.left, box.bottom - box.top
    attributes = {
        "xmlns": "http://www.w3.org/2000/svg",
        "class": css,
        "role": "img",
        "width": f"{number(width)}pt",
        "height": f"{number(height)}pt",
        "viewBox": " ".join(map(number, (box.left, box.top, width, height))),
        **root,
    }
    return element("svg", attributes, *content)


def told(title: str, description: str) -> str:
    """Return what a reader who cannot see the figure is told: its title and description."""
    return element("title", {}, escape(title)) + (
        element("desc", {}, escape(description)) if description else ""
    )


def _written(attributes: Attributes) -> str:
    return "".join([f" {key}={_quoted(value)}" for key, value in attributes.items()])


def _quoted(value: str | float) -> str:
    return _quoted_words(value) if isinstance(value, str) else f'"{number(value)}"'


@lru_cache(maxsize=1024)
def _quoted_words(words: str) -> str:
    return quoteattr(words)
