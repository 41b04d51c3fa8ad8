"""Lines in the plane: made simpler, cut to a frame, written as SVG paths."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from math import hypot

from briefgen.figures.drawing import Box

Point = tuple[float, float]
Line = Sequence[Point]


def simplify(line: Line, tolerance: float) -> list[Point]:
    """Drop points whose absence moves the line by less than `tolerance` (Douglas and Peucker)."""
    if len(line) < 3:
        return list(line)
    kept = {0, len(line) - 1}
    open_spans = [(0, len(line) - 1)]
    while open_spans:
        first, last = open_spans.pop()
        far, n = _farthest(line, first, last)
        if far > tolerance:
            kept.add(n)
            open_spans += [(first, n), (n, last)]
    return [line[n] for n in sorted(kept)]


def thin(line: Line, step: float) -> list[Point]:
    """Drop points that are closer than `step` to the one kept before, but for the ends."""
    kept = [line[0]]
    x, y = line[0]
    for point in line[1:-1]:
        if abs(point[0] - x) > step or abs(point[1] - y) > step:
            kept.append(point)
            x, y = point
    return [*kept, line[-1]]


def clip_ring(ring: Line, frame: Box) -> list[Point]:
    """Return the part of a filled ring within a frame (Sutherland and Hodgman)."""
    points = list(ring)
    for axis, edge, sign in (
        (0, frame.left, 1),
        (0, frame.right, -1),
        (1, frame.top, 1),
        (1, frame.bottom, -1),
    ):
        if any((point[axis] - edge) * sign < 0 for point in points):
            points = _clip_side(points, axis, edge, sign)
    return points


def clip_line(line: Line, frame: Box) -> list[list[Point]]:
    """Return the pieces of a line within a frame (Liang and Barsky)."""
    pieces: list[list[Point]] = []
    for start, end in pairwise(line):
        part = _clip_segment(start, end, frame)
        if part is None:
            continue
        if pieces and pieces[-1][-1] == part[0]:
            pieces[-1].append(part[1])
        else:
            pieces.append(list(part))
    return pieces


def path(lines: Iterable[Line], closed: bool) -> str:
    """Write lines as the `d` of a path, relative and in tenths of a point."""
    parts: list[str] = []
    for line in lines:
        tenths = [(round(x * 10), round(y * 10)) for x, y in line]
        steps = [(x - x_before, y - y_before) for (x_before, y_before), (x, y) in pairwise(tenths)]
        drawn = [step for step in steps if step != (0, 0)]
        if len(drawn) > closed:
            moves = "l" + " ".join(_pair(*step) for step in drawn)
            parts.append(f"M{_pair(*tenths[0])}{moves}{'z' if closed else ''}")
    return "".join(parts)


def _farthest(line: Line, first: int, last: int) -> tuple[float, int]:
    (x0, y0), (x1, y1) = line[first], line[last]
    dx, dy = x1 - x0, y1 - y0
    between = line[first + 1 : last]
    if not between:
        return 0.0, first
    length = hypot(dx, dy)
    if length:
        apart = [abs(dx * (y - y0) - dy * (x - x0)) for x, y in between]
    else:
        apart = [hypot(x - x0, y - y0) for x, y in between]
    far = max(apart)
    return far / (length or 1.0), first + 1 + apart.index(far)


def _clip_side(points: Line, axis: int, edge: float, sign: int) -> list[Point]:
    kept: list[Point] = []
    if not points:
        return kept
    before = points[-1]
    was_in = (before[axis] - edge) * sign >= 0
    for point in points:
        is_in = (point[axis] - edge) * sign >= 0
        if is_in != was_in:
            kept.append(_crossing(before, point, axis, edge))
        if is_in:
            kept.append(point)
        before, was_in = point, is_in
    return kept


def _crossing(one: Point, other: Point, axis: int, edge: float) -> Point:
    share = (edge - one[axis]) / (other[axis] - one[axis])
    across = one[1 - axis] + share * (other[1 - axis] - one[1 - axis])
    return (edge, across) if axis == 0 else (across, edge)


def _clip_segment(start: Point, end: Point, frame: Box) -> tuple[Point, Point] | None:
    enter, leave = 0.0, 1.0
    dx, dy = end[0] - start[0], end[1] - start[1]
    for step, room in (
        (-dx, start[0] - frame.left),
        (dx, frame.right - start[0]),
        (-dy, start[1] - frame.top),
        (dy, frame.bottom - start[1]),
    ):
        if step == 0:
            if room < 0:
                return None
        elif step < 0:
            enter = max(enter, room / step)
        else:
            leave = min(leave, room / step)
    if enter >= leave:
        return None
    entry = (start[0] + enter * dx, start[1] + enter * dy) if enter else start
    exit_ = (start[0] + leave * dx, start[1] + leave * dy) if leave < 1 else end
    return entry, exit_


def _pair(x: int, y: int) -> str:
    return f"{_tenths(x)} {_tenths(y)}"


def _tenths(value: int) -> str:
    whole, rest = divmod(abs(value), 10)
    sign = "-" if value < 0 else ""
    return f"{sign}{whole}.{rest}" if rest else f"{sign}{whole}"
