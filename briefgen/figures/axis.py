"""A time axis: days to points, and ticks by the extent."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta

from briefgen.figures.lettering import measure
from briefgen.figures.moments import Extent, TimelineWords
from briefgen.values import frozen

TICK_SIZE = 6.6
"""Font size of the axis in points."""
_GAP = 5.0
"""Least room between two labels of the axis in points."""


@frozen
class Scale:
    """Where a day stands."""

    extent: Extent
    left: float
    right: float

    def x(self, day: date) -> float:
        """Return the place of a day in points."""
        return self.xs([day])[0]

    def xs(self, days: Iterable[date]) -> list[float]:
        """Return the places of days in points."""
        first, width = self.extent.first.toordinal(), self.right - self.left
        n_days = self.extent.last.toordinal() - first
        return [self.left + width * (day.toordinal() - first) / n_days for day in days]


@frozen
class Tick:
    """A mark on the axis; `era` is the greater unit under it where that changes, else empty."""

    x: float
    label: str
    era: str


def ticks(scale: Scale, words: TimelineWords) -> tuple[Tick, ...]:
    """Return the ticks of the finest unit whose labels keep apart."""
    for days, label, era in _units(scale.extent, words):
        if len(days) > 1:
            places, names = scale.xs(days), list(map(label, days))
            if _keep_apart(places, names):
                return _with_eras(list(zip(places, names, map(era, days), strict=True)))
    edges = scale.extent.first, scale.extent.last
    return tuple(Tick(scale.x(day), str(day.year), "") for day in edges[: _room_for(scale)])


Word = Callable[[date], str]


def _units(extent: Extent, words: TimelineWords) -> Iterable[tuple[list[date], Word, Word]]:
    """Offer days to mark, finest first, with the words for them and for the unit above."""
    n_days = (extent.last - extent.first).days

    def month(day: date) -> str:
        return words.month.format(month=words.months[day.month - 1], year=day.year)

    def year(day: date) -> str:
        return str(day.year)

    if n_days <= 400:
        every = [extent.first + timedelta(n) for n in range(n_days + 1)]
        for chosen in _DAYS:
            yield [day for day in every if day.day in chosen], lambda day: str(day.day), month
    years = range(extent.first.year, extent.last.year + 1)
    for step in (1, 3, 6):
        firsts = [date(n, m, 1) for n in years for m in range(1, 13, step)] if n_days < 9999 else []
        inside = [day for day in firsts if extent.first <= day <= extent.last]
        yield inside, lambda day: words.months[day.month - 1], year
    for step in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000):
        firsts = [date(n, 1, 1) for n in years if n % step == 0]
        yield [day for day in firsts if extent.first <= day], year, lambda day: ""


_DAYS = (range(1, 32), range(1, 30, 2), (1, 5, 10, 15, 20, 25), (1, 8, 15, 22), (1, 15))


def _keep_apart(places: Iterable[float], names: Iterable[str]) -> bool:
    """Tell whether labels keep apart, in the order that they stand in."""
    end = float("-inf")
    for x, name in zip(places, names, strict=True):
        half = measure(name, TICK_SIZE) / 2
        if end + _GAP > x - half:
            return False
        end = x + half
    return True


def _with_eras(placed: Sequence[tuple[float, str, str]]) -> tuple[Tick, ...]:
    """Name the greater unit where it first stands or changes, if the next name leaves room."""
    new = [n for n, (_, _, era) in enumerate(placed) if n == 0 or era != placed[n - 1][2]]
    shown = {
        n
        for n, after in zip(new, [*new[1:], None], strict=True)
        if after is None
        or abs(placed[after][0] - placed[n][0]) >= measure(placed[n][2], TICK_SIZE) + _GAP
    }
    return tuple(
        Tick(x, label, era if n in shown else "") for n, (x, label, era) in enumerate(placed)
    )


def _room_for(scale: Scale) -> int:
    return 2 if abs(scale.right - scale.left) > 40 else 1
