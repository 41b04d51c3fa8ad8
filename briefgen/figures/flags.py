"""Where labels stand above an axis: each at its own pole, none on another, no pole across one."""

from __future__ import annotations

from collections.abc import Sequence

from briefgen.values import frozen

_GAP = 7.0
"""Least room between two labels of a lane in points."""
_CLEARANCE = 1.5
"""Least room between a label and a pole that passes it."""
_MOST = 14
"""More labels than this are not tried."""
_BEAM = 32
"""How many beginnings are followed up at a time."""


@frozen
class Flag:
    """A label at its pole."""

    pole: float
    left: float
    right: float
    lane: int
    """0 is nearest to the axis; a pole passes all lanes below its label's."""


def hoist(
    poles: Sequence[float], widths: Sequence[float], room: float, most_lanes: int = 3
) -> tuple[Flag, ...] | None:
    """Place labels to the right or left of their poles in as few lanes as will do.

    Args:
        poles: places on the axis in points, ascending.
        widths: of the labels, in the same order.
        room: labels stay between 0 and this.
        most_lanes: lanes to try.

    Returns:
        A flag for each pole, in the same order; None if there are too many labels for it.
    """
    if len(poles) > _MOST:
        return None
    for n_lanes in range(1, most_lanes + 1):
        if placed := _place(poles, widths, room, n_lanes):
            return placed
    return None


def lanes(spans: Sequence[tuple[float, float]], gap: float) -> tuple[int, ...]:
    """Return the lowest free lane for each span, taken in the order given."""
    taken: list[list[tuple[float, float]]] = []
    chosen = []
    for left, right in spans:
        free = (
            n
            for n, others in enumerate(taken)
            if all(right + gap <= start or end + gap <= left for start, end in others)
        )
        lane = next(free, len(taken))
        if lane == len(taken):
            taken.append([])
        taken[lane].append((left, right))
        chosen.append(lane)
    return tuple(chosen)


Placed = tuple[Flag, ...]


def _place(
    poles: Sequence[float], widths: Sequence[float], room: float, n_lanes: int
) -> Placed | None:
    beginnings: list[Placed] = [()]
    for pole, width in zip(poles, widths, strict=True):
        options = _options(pole, width, room, n_lanes)
        longer = [
            (*placed, flag)
            for placed in beginnings
            for flag in options
            if all(_are_clear(flag, other) for other in placed)
        ]
        beginnings = sorted(longer, key=_cost)[:_BEAM]
    return beginnings[0] if beginnings else None


def _options(pole: float, width: float, room: float, n_lanes: int) -> tuple[Flag, ...]:
    sides = ((pole, pole + width), (pole - width, pole))
    return tuple(
        Flag(pole, left, right, lane)
        for lane in range(n_lanes)
        for left, right in sides
        if left >= 0 and right <= room
    )


def _are_clear(one: Flag, other: Flag) -> bool:
    if one.lane == other.lane:
        return one.right + _GAP <= other.left or other.right + _GAP <= one.left
    upper, lower = (one, other) if one.lane > other.lane else (other, one)
    return not lower.left - _CLEARANCE < upper.pole < lower.right + _CLEARANCE


def _cost(placed: Placed) -> tuple[int, int]:
    """Prefer labels to the right of their poles, then low ones."""
    return sum(flag.left < flag.pole for flag in placed), sum(flag.lane for flag in placed)
