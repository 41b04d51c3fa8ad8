"""The strip under a timeline's words: the axis with its ticks, and the marks of the moments."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from briefgen.figures.axis import TICK_SIZE, Scale, Tick, ticks
from briefgen.figures.drawing import Attributes, Box, Ink, group, line, rounded, text
from briefgen.figures.flags import lanes
from briefgen.figures.lettering import SEMIBOLD, measure
from briefgen.figures.moments import Moment, TimelineWords
from briefgen.values import frozen

SIZE = 7.6
"""Font size of a timeline's words in points."""
DATE_SIZE = 7.2
LEADING = 9.0
_BAR = 1.4
"""Half the height of the bar of a span."""
_ERA_GAP = 3.0

Drawn = tuple[tuple[str, ...], float]
"""Markup, and how far down it reaches."""


@frozen
class Sheet:
    """What a timeline is drawn on."""

    width: float
    words: TimelineWords
    ink: Ink
    scale: Scale

    def at(self, x: float) -> float:
        """Return the place of x, which is counted from the side where time begins."""
        return self.width - x if self.words.rtl else x

    def middle(self, moment: Moment) -> float:
        """Return where a moment's words belong."""
        days = moment.extent
        return (self.scale.x(days.first) + self.scale.x(days.last)) / 2


@frozen
class Mark:
    """A moment on the axis; `level` is how far its centre is above the axis."""

    left: float
    right: float
    level: float
    is_span: bool

    @property
    def middle(self) -> float:
        """Half-way between its ends."""
        return (self.left + self.right) / 2


@frozen
class Bead:
    """What marks a moment on the axis: half its height, and the width of each; 0: none."""

    half: float
    widths: tuple[float, ...]


def place_marks(sheet: Sheet, moments: Sequence[Moment], bead: Bead) -> tuple[Mark, ...]:
    """Place a mark for each moment: days near the axis, spans above them, none on another."""
    is_span = [not moment.is_day for moment in moments]
    spans = [
        _widened(sheet, moment, max(2 * bead.half, width))
        for moment, width in zip(moments, bead.widths, strict=True)
    ]
    order = sorted(range(len(moments)), key=lambda n: (is_span[n], n))
    levels = dict(zip(order, lanes([spans[n] for n in order], 0.6), strict=True))
    pitch = 2 * bead.half + 1
    return tuple(Mark(*span, levels[n] * pitch, is_span[n]) for n, span in enumerate(spans))


def draw_marks(sheet: Sheet, marks: Sequence[Mark], y: float, bead: Bead) -> str:
    """Draw the marks over an axis at y: spans as thin bars, days and numbers as beads."""
    spans, beads = [], []
    for mark, width in zip(marks, bead.widths, strict=True):
        at_y = y - mark.level
        if mark.is_span:
            left, right = sorted((sheet.at(mark.left), sheet.at(mark.right)))
            spans.append(rounded(Box(left, at_y - _BAR, right, at_y + _BAR)))
        if width:
            x = sheet.at(mark.middle)
            box = Box(x - width / 2, at_y - bead.half, x + width / 2, at_y + bead.half)
            beads.append(rounded(box))
    fill = {"fill": sheet.ink.accent}
    return group("tl-span", fill, spans) + group("tl-dot", fill, beads)


@lru_cache(maxsize=64)
def draw_axis(sheet: Sheet, y: float, half: float) -> Drawn:
    """Draw the axis at y with its ticks, and their labels clear of beads of this half height.

    Several audiences see the same of it.
    """
    found = ticks(sheet.scale, sheet.words)
    lines = [line(0, y, sheet.width, y)]
    lines += [line(sheet.at(tick.x), y, sheet.at(tick.x), y + 3) for tick in found]
    labels = [text(sheet.at(t.x), y + half + 7.6, t.label, text_anchor="middle") for t in found]
    eras = [text(sheet.at(x), y + half + 15.6, era) for x, era in _eras(sheet, found)[::-1]]
    look: Attributes = {"font-size": TICK_SIZE, "fill": sheet.ink.muted}
    drawn = (
        group("tl-axis", {"stroke": sheet.ink.line, "stroke-width": 0.6}, lines),
        group("tl-tick", look, labels + eras),
    )
    return drawn, y + half + (18.0 if eras else 10.0)


def draw_dates(sheet: Sheet, content: Sequence[str]) -> str:
    """Draw the dates that go with the words."""
    look: Attributes = {"font-size": DATE_SIZE, "font-weight": "600", "fill": sheet.ink.accent}
    return group("tl-date", look, content)


def date_width(moment: Moment) -> float:
    """Return how wide a moment's date is."""
    return measure(moment.date, DATE_SIZE * SEMIBOLD)


def _widened(sheet: Sheet, moment: Moment, least: float) -> tuple[float, float]:
    left, right = sheet.scale.x(moment.extent.first), sheet.scale.x(moment.extent.last)
    more = max(0.0, least - (right - left)) / 2
    shift = max(0.0, more - left) + min(0.0, sheet.width - right - more)
    return left - more + shift, right + more + shift


def _eras(sheet: Sheet, ticks: Sequence[Tick]) -> list[tuple[float, str]]:
    """Return the months and years below, the last first, each begun below its tick's label.

    One that would reach beyond the end of the axis, or into the next, begins sooner.
    """
    end, placed = sheet.width, list[tuple[float, str]]()
    for tick in reversed(ticks):
        if tick.era:
            below = tick.x - measure(tick.label, TICK_SIZE) / 2
            x = min(below, end - measure(tick.era, TICK_SIZE))
            end = x - _ERA_GAP
            placed.append((x, tick.era))
    return placed
