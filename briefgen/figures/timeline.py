"""A timeline of dated statements: events in, one inline SVG out.

Few events carry their words as flags above the axis. Where flags would cross, the axis carries
numbers and the words follow in columns, in order of date; so no label ever meets another.

Classes for style sheets: `tl-axis`, `tl-tick`, `tl-leader`, `tl-dot`, `tl-span`, `tl-number`,
`tl-date`, `tl-label`.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, chain

from briefgen.figures.axis import Scale
from briefgen.figures.drawing import Attributes, Box, Ink, group, line, picture, text, told
from briefgen.figures.flags import Flag, hoist
from briefgen.figures.key import with_key
from briefgen.figures.lettering import Label, fits, measure, wrap
from briefgen.figures.moments import Event, Extent, Moment, TimelineWords, gather
from briefgen.figures.strip import (
    LEADING,
    SIZE,
    Bead,
    Drawn,
    Sheet,
    date_width,
    draw_axis,
    draw_dates,
    draw_marks,
    place_marks,
)
from briefgen.values import frozen

INK = Ink()
_ROOMS = (106.0, 132.0, 160.0, 190.0, 220.0)
"""Widths of a label in points; the first is about 26 characters."""
_ASCENT = 6.2
_INDENT = 3.5
_LANE_GAP = 5.0
_MOST_FLAGS_HEIGHT = 64.5
_MARGIN = 10.0
_DOT = 2.6
"""Half the height of a plain mark."""


def timeline(
    events: Sequence[Event], width_pt: float, words: TimelineWords, ink: Ink = INK
) -> tuple[str, ...]:
    """Return the timeline as SVG text, or nothing if there are fewer than two distinct dates.

    One that is too high for a page comes in pieces, between which pages may break.

    Raises:
        ValueError: a date is no EDTF level 0 date or span.
    """
    moments = gather(events, words)
    if len(moments) < 2:
        return ()
    whole = Extent(min(m.extent.first for m in moments), max(m.extent.last for m in moments))
    sheet = Sheet(width_pt, words, ink, Scale(whole, _MARGIN, width_pt - _MARGIN))
    flags = _with_flags(sheet, moments)
    pieces = (flags,) if flags else with_key(sheet, moments)
    said = (_said(moments, words), *[""] * (len(pieces) - 1))
    root: Attributes = {
        "font-family": ink.family,
        "font-size": SIZE,
        "fill": ink.text,
        "direction": "rtl" if words.rtl else "ltr",
    }
    return tuple(
        picture("timeline", Box(0, 0, width_pt, height), root, (told(words.title, tells), *content))
        for tells, (content, height) in zip(said, pieces, strict=True)
    )


def _said(moments: Sequence[Moment], words: TimelineWords) -> str:
    listed = "; ".join(f"{one.date}: {label.words}" for one in moments for label in one.labels)
    return f"{words.description} {listed}".strip()


@frozen
class _Hung:
    """A moment with its lines of words, its flag and where the flag's top is."""

    moment: Moment
    lines: tuple[str, ...]
    flag: Flag
    top: float


def _with_flags(sheet: Sheet, moments: Sequence[Moment]) -> Drawn | None:
    """Draw the words as flags above the axis, or nothing if they find no room there."""
    if not all(fits(label, SIZE, _ROOMS[-1]) for one in moments for label in one.labels):
        return None
    ordered = sorted(moments, key=sheet.middle)
    ways = (_hang(sheet, ordered, _ROOMS[n:]) for n in range(len(_ROOMS)))
    hung, height = min(filter(None, ways), key=lambda way: way[1], default=((), 0.0))
    if not hung or height > _MOST_FLAGS_HEIGHT:
        return None
    bead = Bead(_DOT, tuple(2 * _DOT if one.is_day else 0.0 for one in ordered))
    marks = place_marks(sheet, ordered, bead)
    axis_y = height + 2.5 + max(mark.level for mark in marks) + _DOT
    axis, bottom = draw_axis(sheet, axis_y, _DOT)
    leaders = (
        line(sheet.at(one.flag.pole), one.top, sheet.at(one.flag.pole), axis_y - mark.level)
        for one, mark in zip(hung, marks, strict=True)
    )
    return (
        group("tl-leader", {"stroke": sheet.ink.line, "stroke-width": 0.5}, leaders),
        *axis,
        draw_marks(sheet, marks, axis_y, bead),
        _flag_words(sheet, hung),
    ), bottom


def _hang(
    sheet: Sheet, moments: Sequence[Moment], rooms: Sequence[float]
) -> tuple[tuple[_Hung, ...], float] | None:
    """Hang words in the least of these widths, and say how high; nothing if they find no room."""
    set_lines = [
        tuple(chain.from_iterable(_wrap_whole(label, rooms) for label in moment.labels))
        for moment in moments
    ]
    widths = [
        _INDENT + max(date_width(moment), *(measure(words, SIZE) for words in lines))
        for moment, lines in zip(moments, set_lines, strict=True)
    ]
    flags = hoist([sheet.middle(moment) for moment in moments], widths, sheet.width)
    if flags is None:
        return None
    tops = _lane_tops(flags, [LEADING * (1 + len(lines)) for lines in set_lines])
    hung = zip(moments, set_lines, flags, strict=True)
    return tuple(_Hung(*one, tops[one[2].lane]) for one in hung), tops[-1]


def _wrap_whole(label: Label, rooms: Sequence[float]) -> tuple[str, ...]:
    """Wrap a label in the least width that cuts nothing, of which the last is one."""
    return next(wrap(label, SIZE, room) for room in rooms if fits(label, SIZE, room))


def _lane_tops(flags: Sequence[Flag], heights: Sequence[float]) -> tuple[float, ...]:
    """Return the top of each lane, the highest at 0, and after them the bottom of the lowest."""
    deep = [0.0] * (1 + max(flag.lane for flag in flags))
    for flag, height in zip(flags, heights, strict=True):
        deep[flag.lane] = max(deep[flag.lane], height)
    downwards = list(accumulate((d + _LANE_GAP for d in reversed(deep[1:])), initial=0.0))
    return (*reversed(downwards), downwards[-1] + deep[0])


def _flag_words(sheet: Sheet, hung: Sequence[_Hung]) -> str:
    dates, lines = [], []
    for one in hung:
        on_left = one.flag.left < one.flag.pole
        x = sheet.at(one.flag.pole + (-_INDENT if on_left else _INDENT))
        anchor = {"text_anchor": "end"} if on_left else {}
        dates.append(text(x, one.top + _ASCENT, one.moment.date, **anchor))
        for n, words in enumerate(one.lines, 1):
            lines.append(text(x, one.top + _ASCENT + n * LEADING, words, **anchor))
    return draw_dates(sheet, dates) + group("tl-label", {}, lines)
