"""Events gathered by date, and dates in few words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from briefgen.dates import first_day, last_day
from briefgen.figures.lettering import Label
from briefgen.values import frozen


@frozen
class TimelineWords:
    """All that a timeline says that is not in its events, in the language of the edition."""

    title: str
    """What the figure is, read out in place of it."""
    months: tuple[str, ...]
    """Twelve short names."""
    description: str = ""
    """A sentence before the list of events that is read out; may be empty."""
    day: str = "{day} {month}"
    month: str = "{month} {year}"
    date: str = "{day} {month} {year}"
    rtl: bool = False
    """The language is written from right to left: time runs to the left."""


@frozen
class Event:
    """Something that happened on a day, in a month or year, or over a span."""

    when: str
    """EDTF: `2022`, `2022-01`, `2022-01-05`, or two of them joined by `/`."""
    label: str
    mark: str = ""
    """The label of its reference, printed after the words as it is; may be empty."""


@frozen(order=True)
class Extent:
    """The days that a date can mean, both included."""

    first: date
    last: date


@frozen
class Moment:
    """All that happened at one date."""

    extent: Extent
    date: str
    """In words."""
    labels: tuple[Label, ...]

    @property
    def is_day(self) -> bool:
        """It is known to the day."""
        return self.extent.first == self.extent.last


def gather(events: Sequence[Event], words: TimelineWords) -> tuple[Moment, ...]:
    """Gather events by date, in order of date; those of one date keep their order.

    Raises:
        ValueError: a date is no EDTF level 0 date or span.
    """
    by_extent: dict[Extent, list[Event]] = {}
    for event in events:
        days = Extent(first_day(event.when), last_day(event.when))
        by_extent.setdefault(days, []).append(event)
    years = {day.year for days in by_extent for day in (days.first, days.last)}
    return tuple(
        Moment(days, short_date(held[0].when, words, len(years) > 1), tuple(map(_label, held)))
        for days, held in sorted(by_extent.items(), key=lambda item: item[0])
    )


def short_date(when: str, words: TimelineWords, with_year: bool) -> str:
    """Return a date or span as briefly as it can be said."""
    start, slash, end = when.partition("/")
    if not slash or start == end:
        return _point(start, words, with_year)
    if len(start) == len(end) == 10 and start[:7] == end[:7]:
        days = f"{int(start[8:])}\N{EN DASH}{int(end[8:])}"
        return _fill(end, words.date if with_year else words.day, words, days)
    year_once = start[:4] == end[:4] and len(start) > 4 < len(end)
    first = _point(start, words, with_year and not year_once)
    return f"{first}\N{THIN SPACE}\N{EN DASH}\N{THIN SPACE}{_point(end, words, with_year)}"


def _label(event: Event) -> Label:
    return Label(event.label, event.mark)


def _point(when: str, words: TimelineWords, with_year: bool) -> str:
    if len(when) == 4:
        return when
    if len(when) == 7:
        return _fill(when, words.month, words)
    return _fill(when, words.date if with_year else words.day, words, str(int(when[8:])))


def _fill(when: str, pattern: str, words: TimelineWords, day: str = "") -> str:
    return pattern.format(day=day, month=words.months[int(when[5:7]) - 1], year=when[:4])
