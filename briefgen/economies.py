"""What the PDF engine is spared: letters set one by one, notes laid out again for each other."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import wraps
from math import inf
from typing import Any

_SET_APART = ("dx", "dy", "rotate", "letter-spacing", "textLength")
_LISTED = re.compile(r"\S[\s,]+\S")

Draw = Callable[[Any, Any, float], None]
"""A figure, a `text` element of it and its font size."""
Update = Callable[[Any], bool]
"""A page in the making; tells whether its notes overflow the room that they have at most."""


class _Run(str):
    """Words that are one piece to whoever goes through them letter by letter."""

    __slots__ = ()

    def __iter__(self) -> Iterator[str]:
        return iter((str(self),))


def in_one_piece(draw: Draw) -> Draw:
    """Return the engine's drawing of words in figures, which sets each letter, for whole lines.

    Letter by letter a figure costs as much as its page, and Arabic letters do not join. Only words
    whose letters have places of their own are left to it.
    """

    @wraps(draw)
    def drawn(svg: Any, node: Any, font_size: float) -> None:
        places = (node.get("x", ""), node.get("y", ""))
        if not any(map(node.get, _SET_APART)) and not any(map(_LISTED.search, places)):
            node._etree_node.text = _Run(node.text)
        draw(svg, node, font_size)

    return drawn


def each_once(update: Update) -> Update:
    """Return the engine's measuring of a page's notes, which lays all out again for each, for one.

    Notes that are plain paragraphs without margins, one under the other, are as high as the sum of
    them, whatever a page holds: each is laid out alone, once. All others are left to it.
    """

    @wraps(update)
    def updated(context: Any) -> bool:
        notes, area = context.current_page_footnotes, context.current_footnote_area
        if not notes or context.in_column or not _grows(area) or not all(map(_is_plain, notes)):
            return update(context)
        heights = vars(context).setdefault("heights_of_notes", {})
        for note in notes:
            if (note, area.page.width) not in heights:
                context.current_page_footnotes = [note]
                update(context)
                heights[note, area.page.width] = area.height
        context.current_page_footnotes = area.children = notes
        before = 0 if area.height == "auto" else area.margin_height()
        area.height = sum(heights[note, area.page.width] for note in notes)
        context.page_bottom += before - area.margin_height()
        return False

    return updated


def _grows(area: Any) -> bool:
    """Tell whether the room for notes is as high as they are."""
    style = area.style
    return (
        style["height"] == "auto"
        and style["min_height"] in ("auto", (0, "px"))
        and style["max_height"] == (inf, "px")
    )


def _is_plain(note: Any) -> bool:
    inside = all(child.style["display"][0] == "inline" for child in note.children)
    margins = (note.style["margin_top"], note.style["margin_bottom"])
    return inside and note.style["display"][0] == "block" and set(margins) == {(0, "px")}
