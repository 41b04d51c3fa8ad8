"""A timeline of many events: numbers on the axis, and their words in columns below it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate
from math import ceil

from briefgen.figures.drawing import Attributes, group, text
from briefgen.figures.lettering import SEMIBOLD, fits, measure, wrap
from briefgen.figures.moments import Moment
from briefgen.figures.strip import (
    LEADING,
    SIZE,
    Bead,
    Drawn,
    Mark,
    Sheet,
    date_width,
    draw_axis,
    draw_dates,
    draw_marks,
    place_marks,
)
from briefgen.values import frozen

_NUMBER_SIZE = 6.2
_HALF = 4.8
"""Half the height of a numbered mark."""
_COLUMN = 140.0
"""Least width of a column."""
_GUTTER = 14.0
_GAP = 5.0
"""Between number, date and words."""
_ROW_GAP = 3.5
_WHOLE, _PART = 400.0, 220.0
"""Height of the highest key that is one piece, and of the pieces of a higher one."""


def with_key(sheet: Sheet, moments: Sequence[Moment]) -> tuple[Drawn, ...]:
    """Draw the numbered axis and the key to its numbers, in pieces if it is long."""
    numbers = _numbers(moments)
    widths = (measure(words, _NUMBER_SIZE * SEMIBOLD) + 4 for words in numbers)
    bead = Bead(_HALF, tuple(max(2 * _HALF, width) for width in widths))
    marks = place_marks(sheet, moments, bead)
    axis_y = max(mark.level for mark in marks) + _HALF
    axis, below = draw_axis(sheet, axis_y, _HALF)
    columns, entries = _set(sheet, moments)
    first, *more = _parted(entries, columns)
    key, bottom = _key(sheet, columns, first, below + 9)
    drawn_marks = draw_marks(sheet, marks, axis_y, bead)
    strip = (*axis, drawn_marks, _on_marks(sheet, marks, numbers, axis_y))
    return (((*strip, *key), bottom), *(_key(sheet, columns, part, 0) for part in more))


@frozen
class _Entry:
    """One event of the key."""

    number: str
    date: str
    lines: tuple[str, ...]


@frozen
class _Columns:
    """The grid of the key: widths in points."""

    count: int
    width: float
    number: float
    date: float
    """Room for dates beside the words; 0: they stand above the words."""

    @property
    def indent(self) -> float:
        """From the left of a column to its words."""
        return self.number + self.date

    @property
    def room(self) -> float:
        """Width of the words."""
        return self.width - self.indent


def _numbers(moments: Sequence[Moment]) -> list[str]:
    """Return the numbers of each moment's events, counted through: `1`, `2` to `4`, `5`."""
    lasts = list(accumulate(len(moment.labels) for moment in moments))
    firsts = [last - len(moment.labels) + 1 for last, moment in zip(lasts, moments, strict=True)]
    return [
        str(last) if first == last else f"{first}\N{EN DASH}{last}"
        for first, last in zip(firsts, lasts, strict=True)
    ]


def _on_marks(sheet: Sheet, marks: Sequence[Mark], numbers: Sequence[str], axis_y: float) -> str:
    look: Attributes = {
        "font-size": _NUMBER_SIZE,
        "font-weight": "600",
        "fill": sheet.ink.paper,
        "text-anchor": "middle",
    }
    drawn = (
        text(sheet.at(mark.middle), axis_y - mark.level + 2.2, words)
        for mark, words in zip(marks, numbers, strict=True)
    )
    return group("tl-number", look, drawn)


def _parted(entries: Sequence[_Entry], columns: _Columns) -> Iterator[Sequence[_Entry]]:
    """Cut a key that is too high for a page beside other things into parts that are not."""
    ends = list(accumulate(_height(entry, columns) for entry in entries))
    height = ends[-1] / columns.count
    n_parts = 1 if height <= _WHOLE else ceil(height / _PART)
    places = [min(n_parts - 1, int(end * n_parts / (ends[-1] + 1))) for end in ends]
    for part in range(n_parts):
        yield [entry for entry, place in zip(entries, places, strict=True) if place == part]


def _key(sheet: Sheet, columns: _Columns, entries: Sequence[_Entry], top: float) -> Drawn:
    """Set events in order of date, the columns about equally deep."""
    drawn: tuple[list[str], list[str], list[str]] = ([], [], [])
    bottom = top
    for n, column in enumerate(_dealt(entries, columns)):
        y = top
        for entry in column:
            _draw_entry(sheet, columns, (n * (columns.width + _GUTTER), y), entry, drawn)
            y += _height(entry, columns)
        bottom = max(bottom, y)
    numbers, dates, lines = drawn
    muted = {"fill": sheet.ink.muted}
    words = (group("tl-key", muted, numbers), draw_dates(sheet, dates))
    return (*words, group("tl-label", {}, lines)), bottom - _ROW_GAP


def _set(sheet: Sheet, moments: Sequence[Moment]) -> tuple[_Columns, tuple[_Entry, ...]]:
    """Set the entries in the columns that cut fewest words short, the most columns of these."""
    n_events = sum(len(moment.labels) for moment in moments)
    most = int((sheet.width + _GUTTER) // (_COLUMN + _GUTTER))
    grids = [_grid(sheet, moments, n) for n in range(max(1, min(most, n_events)), 0, -1)]
    columns = min(grids, key=lambda grid: _n_cut(moments, grid))
    return columns, tuple(_entries(moments, columns))


def _n_cut(moments: Sequence[Moment], columns: _Columns) -> int:
    labels = [label for moment in moments for label in moment.labels]
    return sum(not fits(label, SIZE, columns.room) for label in labels)


def _grid(sheet: Sheet, moments: Sequence[Moment], count: int) -> _Columns:
    n_events = sum(len(moment.labels) for moment in moments)
    width = (sheet.width - _GUTTER * (count - 1)) / count
    number = measure("0" * len(str(n_events)), SIZE) + _GAP
    date = max(map(date_width, moments)) + _GAP
    return _Columns(count, width, number, date if date < width * 0.3 else 0.0)


def _entries(moments: Sequence[Moment], columns: _Columns) -> Iterator[_Entry]:
    listed = [(moment.date, label) for moment in moments for label in moment.labels]
    for n, (date, label) in enumerate(listed, 1):
        yield _Entry(str(n), date, wrap(label, SIZE, columns.room))


def _height(entry: _Entry, columns: _Columns) -> float:
    n_lines = len(entry.lines) + (columns.date == 0)
    return n_lines * LEADING + _ROW_GAP


def _dealt(entries: Sequence[_Entry], columns: _Columns) -> Iterator[Sequence[_Entry]]:
    """Cut the entries into as many columns, each ended where its share of the height is full."""
    ends = list(accumulate(_height(entry, columns) for entry in entries))
    shares = [
        min(columns.count - 1, int((end - 0.5 * LEADING) * columns.count / (ends[-1] + 1)))
        for end in ends
    ]
    for n in range(columns.count):
        yield [entry for entry, share in zip(entries, shares, strict=True) if share == n]


def _draw_entry(
    sheet: Sheet,
    columns: _Columns,
    corner: tuple[float, float],
    entry: _Entry,
    drawn: tuple[list[str], list[str], list[str]],
) -> None:
    numbers, dates, lines = drawn
    left, y = corner[0], corner[1] + 6.2
    numbers.append(text(sheet.at(left), y, entry.number))
    dates.append(text(sheet.at(left + columns.number), y, entry.date))
    first = y if columns.date else y + LEADING
    for n, words in enumerate(entry.lines):
        lines.append(text(sheet.at(left + columns.indent), first + n * LEADING, words))
