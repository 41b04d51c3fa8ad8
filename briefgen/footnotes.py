"""Notes at the foot of a page: what the PDF engine is spared of their styles and measuring."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from math import inf
from typing import Any

from briefgen.economies import ACROSS

Update = Callable[[Any], bool]
"""A page in the making; tells whether its notes overflow the room that they have at most."""
_OF_NOTES = ("footnote-call", "footnote-marker", "note-call", "note-marker", "note-callback")


def for_notes_alone(compute: Callable[..., None]) -> Callable[..., None]:
    """Return the engine's computing of styles, which gives all elements those of calls and markers.

    Its own style sheet names `::footnote-call` and the like for whatever an element is; they are
    read for notes alone, and are most of the styles of a page.
    """

    @wraps(compute)
    def computed(styles: Any, element: Any, parent: Any, *rest: Any, **more: Any) -> None:
        if more.get("pseudo_type") in _OF_NOTES and not _is_note(styles(parent)):
            return
        compute(styles, element, parent, *rest, **more)

    return computed


def _is_note(style: Any) -> bool:
    return bool(style["float"] == "footnote" or style["position"][0] == "note()")


def each_once(update: Update) -> Update:
    """Return the engine's measuring of a page's notes, which lays all out again for each, for one.

    Notes that are plain paragraphs without margins, one under the other, are as high as the sum of
    them, whatever a page holds: each is laid out alone, once for a width. All others are left to
    it, and those that belong to pages of several names.
    """

    @wraps(update)
    def updated(context: Any) -> bool:
        notes, area = context.current_page_footnotes, context.current_footnote_area
        if not notes or context.in_column or not (_grows(area) and _are_plain(notes)):
            return update(context)
        room = (area.page.width, *(getattr(area, name) for name in ACROSS))
        heights = vars(context).setdefault("heights_of_notes", {}).setdefault(room, {})
        for note in notes:
            if note not in heights:
                context.current_page_footnotes = [note]
                update(context)
                heights[note] = area.height
        context.current_page_footnotes = area.children = notes
        before = 0 if area.height == "auto" else area.margin_height()
        area.height = sum(map(heights.__getitem__, notes))
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


def _are_plain(notes: list[Any]) -> bool:
    pages = {name for note in notes for name in note.page_values()}
    return len(pages) == 1 and all(map(_is_plain, notes))


def _is_plain(note: Any) -> bool:
    """Tell whether a note is a paragraph that stands alone, without a note of its own."""
    kept = vars(note)
    if "is_plain" not in kept:
        kept["is_plain"] = _stands_alone(note) and not any(b.footnote for b in note.descendants())
    return bool(kept["is_plain"])


def _stands_alone(note: Any) -> bool:
    inside = all(child.style["display"][0] == "inline" for child in note.children)
    margins = (note.style["margin_top"], note.style["margin_bottom"])
    breaks = (note.style["break_before"], note.style["break_after"])
    is_alone = set(margins) == {(0, "px")} and set(breaks) == {"auto"}
    return inside and note.style["display"][0] == "block" and is_alone
