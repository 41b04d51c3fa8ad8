"""What the texts of a figure cover, measured in the fonts themselves."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from importlib import import_module
from importlib.resources import files
from itertools import combinations
from typing import Any
from xml.etree import ElementTree

from briefgen.figures.drawing import Box

_SVG = "{http://www.w3.org/2000/svg}"


def parse(svg: str) -> ElementTree.Element:
    """Return the root of a figure."""
    return ElementTree.fromstring(svg)


def texts(svg: str, css: str = "") -> list[str]:
    """Return the words of all texts, or of those in a group of this class, in their order."""
    return [node.text or "" for node, looks in _texts(parse(svg)) if not css or css in looks["css"]]


def view(svg: str) -> Box:
    """Return the figure's view box."""
    left, top, width, height = map(float, parse(svg).attrib["viewBox"].split())
    return Box(left, top, left + width, top + height)


def text_boxes(svg: str) -> list[tuple[str, Box]]:
    """Return all texts with the rectangles that their letters can fill."""
    return [(node.text or "", _box(node, looks)) for node, looks in _texts(parse(svg))]


def overlaps(svg: str) -> list[tuple[str, str]]:
    """Return the pairs of texts that touch."""
    pairs = combinations(text_boxes(svg), 2)
    return [(one, other) for (one, box), (other, box_) in pairs if box.meets(box_, -0.01)]


def outside(svg: str) -> list[str]:
    """Return the texts that stand out of the view box."""
    whole = view(svg)
    edge = Box(whole.left - 0.01, whole.top - 0.01, whole.right + 0.01, whole.bottom + 0.01)
    return [words for words, box in text_boxes(svg) if not box.within(edge)]


def advance(character: str, face: str) -> float:
    """Return a character's width in em in the font's own table; of others, a guess."""
    names, widths = _font(face)
    name = names.get(ord(character))
    return float(widths[name][0]) / 1000 if name else 0.7


def _texts(root: ElementTree.Element) -> Iterator[tuple[ElementTree.Element, dict[str, str]]]:
    for child in root:
        looks = {**root.attrib, **child.attrib, "css": root.get("class", "")}
        if child.tag == f"{_SVG}text":
            yield child, looks
        elif child.tag == f"{_SVG}g":
            yield from ((node, {**root.attrib, **inner}) for node, inner in _texts(child))


def _box(node: ElementTree.Element, looks: dict[str, str]) -> Box:
    size = float(looks["font-size"])
    face = "SemiBold" if looks.get("font-weight") == "600" else "Regular"
    width = sum(advance(character, face) for character in node.text or "") * size
    x, y = float(node.attrib["x"]), float(node.attrib["y"])
    shares = {"start": 0.0, "middle": 0.5, "end": 1.0}
    share = shares[looks.get("text-anchor", "start")]
    left = x - width * (1 - share if looks.get("direction") == "rtl" else share)
    return Box(left, y - 0.75 * size, left + width, y + 0.22 * size)


@lru_cache(maxsize=2)
def _font(face: str) -> tuple[dict[int, str], Any]:
    file = files("fontpkg_fira_sans") / "files" / f"FiraSans-{face}.ttf"
    font = import_module("fontTools.ttLib").TTFont(str(file))
    return font.getBestCmap(), font["hmtx"]
