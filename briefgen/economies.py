"""What the PDF engine is spared: the same lines set again, letter by letter, number by number."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache, wraps
from typing import Any, TypeVar

from briefgen.alike import known

T = TypeVar("T")
_SET_APART = ("dx", "dy", "rotate", "letter-spacing", "textLength")
_LISTED = re.compile(r"\S[\s,]+\S")

Draw = Callable[[Any, Any, float], None]
"""A figure, a `text` element of it and its font size."""
Split = Callable[..., tuple[Any, ...]]
"""A text, its style, its room and more, to its first line as it is set; the rest is left."""

_SETTING = (
    "font_family",
    "font_size",
    "font_style",
    "font_stretch",
    "font_weight",
    "font_kerning",
    "font_variant_ligatures",
    "font_variant_position",
    "font_variant_caps",
    "font_variant_numeric",
    "font_variant_alternates",
    "font_variant_east_asian",
    "font_feature_settings",
    "font_variation_settings",
    "font_language_override",
    "lang",
    "direction",
    "letter_spacing",
    "word_spacing",
    "white_space",
    "overflow_wrap",
    "word_break",
    "tab_size",
    "hyphens",
    "hyphenate_character",
    "hyphenate_limit_chars",
    "hyphenate_limit_zone",
    "text_decoration_line",
)
"""All of a style that the setting of a line depends on."""
_SIDES = ("top", "right", "bottom", "left")
_LENGTHS = (
    *(f"{kind}_{side}" for kind in ("margin", "padding") for side in _SIDES),
    *(f"{bound}{axis}" for bound in ("", "min_", "max_") for axis in ("width", "height")),
)
_CORNERS = tuple(
    f"border_{corner}_radius" for corner in ("top_left", "top_right", "bottom_right", "bottom_left")
)
_ARRAY = re.compile(r"\[\d+\]$")
_BORDERS = tuple(f"border_{side}_width" for side in _SIDES)
ACROSS = [n for n in (*_LENGTHS, *_BORDERS) if n.endswith(("width", "left", "right"))]
"""What the width of a box depends on."""
_MOST_LINES = 1 << 12


class Stops(dict[tuple[Any, bool], re.Pattern[str]]):
    """What the reader of HTML looks for, by the characters that it stops or does not stop at.

    It means to keep these patterns, and files them under another key than it looks under.
    """

    def __missing__(self, asked: tuple[Any, bool]) -> re.Pattern[str]:
        characters, is_opposite = asked
        members = "".join(map(re.escape, sorted(characters)))
        self[asked] = re.compile(f"[{members}]+" if is_opposite else f"[^{members}]+")
        return self[asked]


def setting(style: Any) -> str:
    """Return what tells styles apart whose lines are set differently; found once for a style."""
    kept = known(style)
    if "setting" not in kept:
        kept["setting"] = str([style[name] for name in _SETTING])
    return str(kept["setting"])


def line_by_line(split: Split) -> Split:
    """Return the engine's splitting of text into lines, which remembers the lines that it set.

    Each attempt at fitting sets nearly the same lines, and so do the editions of a brief. Where a
    line ends depends on its text, its setting and its room alone.
    """
    lines: dict[object, tuple[Any, ...]] = {}

    @wraps(split)
    def first_line(
        text: str,
        style: Any,
        context: Any,
        max_width: float | None,
        spacing: float,
        *rest: Any,
        **more: Any,
    ) -> tuple[Any, ...]:
        line = (text, setting(style), max_width, spacing, rest, tuple(more.items()))
        if line not in lines:
            if len(lines) >= _MOST_LINES:
                lines.clear()
            lines[line] = split(text, style, context, max_width, spacing, *rest, **more)
        layout, *measures = lines[line]
        return _copy(layout), *measures

    return first_line


def _copy(layout: Any) -> Any:
    copied = object.__new__(type(layout))
    vars(copied).update(vars(layout))
    return copied


def by_setting(act: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Return a reading of a style that is done once for all that set lines alike."""
    kept: dict[str, Any] = {}

    @wraps(act)
    def read(style: Any) -> Any:
        key = setting(style)
        if key not in kept:
            kept[key] = act(style)
        return kept[key]

    return read


def once_a_style(read: Callable[..., T]) -> Callable[..., T]:
    """Return a reading of a style that is done once for it and for what else is asked."""

    @wraps(read)
    def remembered(style: Any, *asked: Any, **more: Any) -> T:
        kept: dict[Any, T] = known(style).setdefault(read, {})
        key = (asked, tuple(more.items()))
        if key not in kept:
            kept[key] = read(style, *asked, **more)
        return kept[key]

    return remembered


def beside_floats(measure: Callable[..., float]) -> Callable[..., float]:
    """Return the engine's measuring of a line's least width, for lines that stand beside a float.

    Where a line is being set, it tells which floats it must move away from: none that ends above.
    (From right to left the width tells where a line begins.)
    """

    @wraps(measure)
    def least_width(context: Any, line: Any, *rest: Any, **more: Any) -> float:
        if more.get("first_line") and line.style["direction"] == "ltr":
            top = line.position_y
            ends = [(one.position_y, one.margin_height()) for one in context.excluded_shapes]
            if all(begin < top and begin + height <= top for begin, height in ends):
                return 0.0
        return measure(context, line, *rest, **more)

    return least_width


def once_for_lengths(resolve: Callable[[Any, Any], None]) -> Callable[[Any, Any], None]:
    """Return the engine's resolving of percentages, done once for a style that has none."""

    @wraps(resolve)
    def resolved(box: Any, containing_block: Any) -> None:
        kept = known(box.style)
        if kept.get("lengths"):
            vars(box).update(kept["lengths"])
            return
        resolve(box, containing_block)
        if "lengths" not in kept:
            names = () if _has_percentages(box.style) else (*_LENGTHS, *_BORDERS)
            kept["lengths"] = {name: getattr(box, name) for name in names}

    return resolved


def once_for_square(resolve: Callable[[Any], None]) -> Callable[[Any], None]:
    """Return the engine's resolving of rounded corners, done once for a style that has none."""

    @wraps(resolve)
    def resolved(box: Any) -> None:
        kept = known(box.style)
        if "corners" not in kept:
            radii = [box.style[name] for name in _CORNERS]
            is_square = all((0, "px") in radius for radius in radii)
            kept["corners"] = dict.fromkeys(_CORNERS, (0, 0)) if is_square else {}
        if kept["corners"]:
            vars(box).update(kept["corners"])
        else:
            resolve(box)

    return resolved


def as_bytes(write: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Return the engine's writing of a value in a PDF, which asks once of what kind it is."""
    numbers = lru_cache(maxsize=_MOST_LINES)(write)

    @wraps(write)
    def written(item: Any) -> Any:
        kind = type(item)
        if kind is bytes:
            return item
        if kind is str:
            return item.encode("ascii")
        return numbers(item) if kind is float else write(item)

    return written


class AnyLength:
    """The engine's way to C, where an array is of one type however long it is.

    What a type is called is parsed for each length that has not been met, at length.
    """

    def __init__(self, way: Any) -> None:
        self._way = way

    def __getattr__(self, name: str) -> Any:
        return getattr(self._way, name)

    def new(self, kind: str, *members: Any) -> Any:
        """Return new memory; an array is as long as its members are many."""
        return self._way.new(_ARRAY.sub("[]", kind) if members else kind, *members)


def _has_percentages(style: Any) -> bool:
    units = (getattr(style[name], "unit", None) for name in _LENGTHS if style[name] != "auto")
    return style["border_collapse"] == "collapse" or any(unit != "px" for unit in units)


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
