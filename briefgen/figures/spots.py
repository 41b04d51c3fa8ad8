"""Free places for the names on a map."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from briefgen.figures.drawing import Box
from briefgen.figures.outline import Point

Span = tuple[float, float]
_MARGIN = 2.0
"""Least room between a name and the border or another name."""
_MOSTLY = 4
"""Of six points on a box's edges, that stand on a land which it is said to be on."""
_TRIES = 12
"""Rows and columns of boxes that are tried."""


def spot_within(
    rings: Sequence[Sequence[Point]], size: tuple[float, float], taken: Sequence[Box], frame: Box
) -> Box | None:
    """Return a box of this size within the land, or nothing if there is no room.

    Args:
        rings: even-odd outlines, cut to the frame.
        size: width and height in points.
        taken: what the box must not meet.
        frame: what it stays within.
    """
    width, height = size
    step = height / 4
    rows = _rows(rings, frame, step)
    middle = _middle(rows, frame.top, step)
    wide = [[(a, b) for a, b in row if b - a - 2 * _MARGIN >= width] for row in rows]
    best, best_score = None, float("-inf")
    for n in range(2, len(rows) - 2):
        top = frame.top + (n - 2) * step
        band = Box(frame.left, top, frame.right, top + height)
        if band.bottom > frame.bottom - _MARGIN or band.top < frame.top + _MARGIN:
            continue
        for left, right in _free(wide[n - 2 : n + 3], band, taken):
            room = right - left - 2 * _MARGIN
            if room < width:
                continue
            x = min(max(middle[0], left + _MARGIN + width / 2), right - _MARGIN - width / 2)
            x = (x + (left + right) / 2) / 2
            score = min(room, 2.5 * width) - abs(top + height / 2 - middle[1])
            if score > best_score:
                best = Box(x - width / 2, top, x + width / 2, top + height)
                best_score = score
    return best


def spot_across(
    rings: Sequence[Sequence[Point]], size: tuple[float, float], taken: Sequence[Box], frame: Box
) -> Box | None:
    """Return the box of this size that is most on the land, or nothing if little of it would be.

    Of those that are as much on it, the one that its borders cross least.
    """
    width, height = size
    xs, ys = [x for ring in rings for x, _ in ring], [y for ring in rings for _, y in ring]
    best, best_score = None, (_MOSTLY, float("-inf"))
    for n in range(_TRIES**2):
        row, column = divmod(n, _TRIES)
        x = min(xs) + (column + 0.5) * (max(xs) - min(xs)) / _TRIES
        y = min(ys) + (row + 0.5) * (max(ys) - min(ys)) / _TRIES
        box = Box(x - width / 2, y - height / 2, x + width / 2, y + height / 2)
        if box.within(frame) and not any(box.meets(other, _MARGIN) for other in taken):
            score = covers(rings, box), -crossings(rings, box)
            if score > best_score:
                best, best_score = box, score
    return best


def spots_beside(
    anchor: Box, size: tuple[float, float], taken: Sequence[Box], frame: Box
) -> list[Box]:
    """Return the free boxes right, left, above and below another, the best first."""
    return [
        box
        for box in _beside(anchor, *size)
        if box.within(frame) and not any(box.meets(other, 0.5) for other in taken)
    ]


def crossings(lines: Sequence[Sequence[Point]], box: Box) -> int:
    """Return how many pieces of these lines come into a box."""
    return sum(_comes_into(box, *ends) for line in lines for ends in pairwise(line))


def _comes_into(box: Box, start: Point, end: Point) -> bool:
    """Tell whether a straight line has a point in the box, after Liang and Barsky."""
    first, last = 0.0, 1.0
    for at, to, low, high in (
        (start[0], end[0], box.left, box.right),
        (start[1], end[1], box.top, box.bottom),
    ):
        step = to - at
        if not step:
            if not low <= at <= high:
                return False
            continue
        near, far = sorted(((low - at) / step, (high - at) / step))
        first, last = max(first, near), min(last, far)
    return first <= last


def covers(rings: Sequence[Sequence[Point]], box: Box) -> int:
    """Return how many of six points on a box's edges stand on land."""
    middle = (box.left + box.right) / 2
    points = [(x, y) for x in (box.left, middle, box.right) for y in (box.top, box.bottom)]
    return sum(_is_inside(rings, x, y) for x, y in points)


def _is_inside(rings: Sequence[Sequence[Point]], x: float, y: float) -> bool:
    crossed = 0
    for ring in rings:
        for (x0, y0), (x1, y1) in pairwise([*ring, ring[0]]):
            if (y0 > y) != (y1 > y) and x < x0 + (y - y0) / (y1 - y0) * (x1 - x0):
                crossed += 1
    return crossed % 2 == 1


def _beside(anchor: Box, width: float, height: float) -> Iterator[Box]:
    x, y = (anchor.left + anchor.right) / 2, (anchor.top + anchor.bottom) / 2
    right, left = anchor.right + 1.5, anchor.left - 1.5 - width
    above, below = anchor.top - 0.5 - height, anchor.bottom + 0.5
    for x0, y0 in (
        (right, y - height / 2),
        (left, y - height / 2),
        (x - width / 2, above),
        (x - width / 2, below),
        (right - 2, above),
        (right - 2, below),
        (left + 2, above),
        (left + 2, below),
    ):
        yield Box(x0, y0, x0 + width, y0 + height)


def _rows(rings: Sequence[Sequence[Point]], frame: Box, step: float) -> list[list[Span]]:
    """Return the spans of land on horizontal lines, a step apart."""
    n_rows = int((frame.bottom - frame.top) / step) + 1
    crossings: list[list[float]] = [[] for _ in range(n_rows)]
    for ring in rings:
        for (x0, y0), (x1, y1) in pairwise([*ring, ring[0]]):
            if y0 == y1:
                continue
            first, last = sorted((y0, y1))
            start = max(0, -int(-(first - frame.top) // step))
            for n in range(start, min(n_rows, -int(-(last - frame.top) // step))):
                y = frame.top + n * step
                crossings[n].append(x0 + (y - y0) / (y1 - y0) * (x1 - x0))
    return [list(zip(row[::2], row[1::2], strict=False)) for row in map(sorted, crossings)]


def _middle(rows: Sequence[Sequence[Span]], top: float, step: float) -> Point:
    """Return the centre of the land's area."""
    total = sum(b - a for row in rows for a, b in row) or 1.0
    x = sum((b - a) * (a + b) / 2 for row in rows for a, b in row) / total
    y = sum((b - a) * n for n, row in enumerate(rows) for a, b in row) / total
    return x, top + y * step


def _free(rows: Sequence[Sequence[Span]], band: Box, taken: Sequence[Box]) -> list[Span]:
    """Return the spans that are land on all rows and free of what is taken."""
    spans = list(rows[0])
    for row in rows[1:] if spans else ():
        spans = [(max(a, c), min(b, d)) for a, b in spans for c, d in row if max(a, c) < min(b, d)]
    for box in taken:
        if box.meets(band, _MARGIN):
            spans = [part for span in spans for part in _without(span, box)]
    return spans


def _without(span: Span, box: Box) -> list[Span]:
    a, b = span
    parts = ((a, min(b, box.left)), (max(a, box.right), b))
    return [(start, end) for start, end in parts if start < end]
