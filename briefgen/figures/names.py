"""Names on a map: of towns beside their dots, of countries within them; none on another."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from briefgen.figures.drawing import Box
from briefgen.figures.framing import Frame, Place
from briefgen.figures.ground import Ground, Land, Line
from briefgen.figures.lettering import SEMIBOLD, measure
from briefgen.figures.spots import covers, crossings, spot_across, spot_within, spots_beside
from briefgen.values import frozen

DOT = 1.9
"""Radius of a town's dot in points."""
PLACE_SIZE = 7.2
NEIGHBOUR_SIZE = 6.6
_FOCUS_SIZES = (10.5, 9.0, 8.0, 7.2)
_TINY = 4.0
"""A country smaller than this on the map is marked by a dot."""


@frozen
class Name:
    """A name and the room that it takes."""

    words: str
    size: float
    box: Box

    @property
    def baseline(self) -> float:
        """Where its letters stand."""
        return self.box.top + 0.79 * self.size


@frozen
class Names:
    """All names of a map, and the dots that some belong to."""

    dots: tuple[Box, ...]
    places: tuple[Name, ...]
    focus: tuple[Name, ...]
    neighbours: tuple[Name, ...]


def set_names(
    ground: Ground, frame: Frame, places: Sequence[Place], word: Callable[[Land], str]
) -> Names:
    """Find room for the names; those that find none are left out.

    Args:
        ground: the land that they stand on.
        frame: what they stay within.
        places: the first ones are the first to find room.
        word: the name of a country.
    """
    inside = [dot for dot in (_dot(place, frame) for place in _distinct(places)) if dot]
    tiny = [_around(land.rings) for land in ground.focus if _is_tiny(land)]
    taken = [box for _, box in inside] + tiny
    drawn = [ring for land in ground.focus for ring in land.whole] + [*ground.outlines]
    towns = _beside(inside, frame, taken, [*drawn, *ground.borders])
    focus = _countries(ground, word, frame, taken)
    others = sorted(ground.neighbours, key=lambda land: (-_extent(land), land.code))
    neighbours = []
    for land in others:
        name = word(land)
        size = measure(name, NEIGHBOUR_SIZE), NEIGHBOUR_SIZE * 1.1
        box = spot_within(land.rings, size, taken, frame.box) if name else None
        if box:
            taken.append(box)
            neighbours.append(Name(name, NEIGHBOUR_SIZE, box))
    dots = tuple(box for _, box in inside) + tuple(map(_marked, tiny))
    return Names(dots, tuple(towns), tuple(focus), tuple(neighbours))


def _distinct(places: Sequence[Place]) -> list[Place]:
    return list(dict.fromkeys(places))


def _dot(place: Place, frame: Frame) -> tuple[str, Box] | None:
    ((x, y),) = frame.place([(place.lon, place.lat)])
    box = Box(x - DOT, y - DOT, x + DOT, y + DOT)
    return (place.name, box) if box.within(frame.box) else None


def _beside(
    dots: Sequence[tuple[str, Box]], frame: Frame, taken: list[Box], lines: Sequence[Line]
) -> list[Name]:
    """Name the towns where the fewest borders run through their letters."""
    found = []
    for name, dot in dots:
        size = measure(name, PLACE_SIZE), PLACE_SIZE * 1.1
        others = [box for box in taken if box is not dot]
        free = spots_beside(dot, size, others, frame.box)
        box = min(free, key=lambda one: crossings(lines, one), default=None)
        if box:
            taken.append(box)
            found.append(Name(name, PLACE_SIZE, box))
    return found


def _countries(
    ground: Ground, word: Callable[[Land], str], frame: Frame, taken: list[Box]
) -> list[Name]:
    """Name the countries in focus within their land, or else beside it."""
    found = []
    for land in sorted(ground.focus, key=lambda land: (-_extent(land), land.code)):
        if not land.rings:
            continue
        name = word(land)
        sizes = [(measure(name, size) * SEMIBOLD, size * 1.1) for size in _FOCUS_SIZES]
        within = (spot_within(land.rings, size, taken, frame.box) for size in sizes)
        box = next((spot for spot in within if spot), None)
        box = box or _outside(ground, land, sizes[-1], frame, taken)
        if box:
            taken.append(box)
            found.append(Name(name, (box.bottom - box.top) / 1.1, box))
    return found


def _outside(
    ground: Ground, land: Land, size: tuple[float, float], frame: Frame, taken: Sequence[Box]
) -> Box | None:
    """Find room for a name that does not fit within: on the sea beside it, or across its border."""
    main = max((_around([ring]) for ring in land.rings), key=_size)
    others = [box for box in taken if box != _around(land.rings)]
    free = spots_beside(main, size, others, frame.box)
    lands = [other for other in (*ground.focus, *ground.neighbours) if other is not land]
    lines = [ring for other in lands for ring in other.rings]
    beside = min(free, key=lambda box: covers(lines, box), default=None)
    if beside and not covers(lines, beside):
        return beside
    return spot_across(land.rings, size, others, frame.box) or beside


def _is_tiny(land: Land) -> bool:
    around = _around(land.rings)
    return bool(land.rings) and max(around.right - around.left, around.bottom - around.top) < _TINY


def _marked(box: Box) -> Box:
    x, y = (box.left + box.right) / 2, (box.top + box.bottom) / 2
    return Box(x - DOT, y - DOT, x + DOT, y + DOT)


def _around(rings: Sequence[Sequence[tuple[float, float]]]) -> Box:
    xs = [x for ring in rings for x, _ in ring] or [0.0]
    ys = [y for ring in rings for _, y in ring] or [0.0]
    return Box(min(xs), min(ys), max(xs), max(ys))


def _extent(land: Land) -> float:
    return _size(_around(land.rings))


def _size(box: Box) -> float:
    return (box.right - box.left) * (box.bottom - box.top)
