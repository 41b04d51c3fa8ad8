"""The land of a locator map: what of each country is in the frame, and the borders between."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from functools import lru_cache

from briefgen.figures.countries import Atlas, Country, Ring
from briefgen.figures.drawing import Box
from briefgen.figures.framing import Frame
from briefgen.figures.outline import Point, clip_line, clip_ring, simplify, thin
from briefgen.figures.sphere import angle
from briefgen.values import frozen

_TOLERANCE = 0.4
"""How far simplified outlines may stray, in points."""
_SPECKS = {True: 0.5, False: 1.6}
"""Islands below this many points across are not drawn; by whether the country is in focus."""
_FARTHEST = 150.0
"""Degrees from the centre beyond which the projection tears shapes apart."""

Line = list[Point]
Draw = Callable[[int], Line]


@frozen
class Land:
    """What is seen of a country, in points; filled by the even-odd rule."""

    code: str
    name: str
    whole: tuple[Line, ...]
    """Rings that the frame leaves as they are."""
    cut: tuple[Line, ...]
    """Rings whose rest is out of the frame."""

    @property
    def rings(self) -> tuple[Line, ...]:
        """All rings."""
        return self.whole + self.cut


@frozen
class Ground:
    """All land of a map."""

    focus: tuple[Land, ...]
    neighbours: tuple[Land, ...]
    borders: tuple[Line, ...]
    """Between neighbours."""
    outlines: tuple[Line, ...]
    """Around the cut rings of the countries in focus."""


def lay_ground(atlas: Atlas, frame: Frame, codes: Collection[str]) -> Ground:
    """Return the land in the frame; `codes` are the countries in focus."""
    drawn = lru_cache(maxsize=None)(lambda n: _drawn(atlas, frame, n))
    countries = [atlas.countries[code] for code in sorted(atlas.countries)]
    rings = {country.code: _in_sight(country, frame, codes) for country in countries}
    lands = [_seen(country, rings[country.code], frame, drawn) for country in countries]
    focus = [ring for code in codes for ring in rings[code]]
    cut = [ring for ring in focus if not _is_whole(_line(ring, drawn), frame)]
    shared = _shared(ring for seen in rings.values() for ring in seen)
    return Ground(
        tuple(land for land in lands if land.code in codes),
        tuple(land for land in lands if land.code not in codes and land.rings),
        _pieces(shared - _numbers(focus), frame, drawn),
        _pieces(_numbers(cut), frame, drawn),
    )


def _in_sight(country: Country, frame: Frame, codes: Collection[str]) -> list[Ring]:
    sight = frame.circle
    largest = max(ring.area for ring in country.rings)
    speck = _SPECKS[country.code in codes]
    points_a_degree = frame.scale * 0.01745
    return [
        ring
        for ring in country.rings
        if ring.circle.meets(sight)
        and angle(ring.circle.centre, sight.centre) < _FARTHEST
        and (ring.area == largest or 2 * ring.circle.reach * points_a_degree > speck)
    ]


def _drawn(atlas: Atlas, frame: Frame, n: int) -> Line:
    line = frame.place(atlas.arc(n))
    if _is_beyond_a_side(line, frame.box):  # where it winds is not seen
        return [line[0], line[-1]]
    return simplify(thin(line, _TOLERANCE), _TOLERANCE)


def _is_beyond_a_side(line: Line, box: Box) -> bool:
    xs, ys = [x for x, _ in line], [y for _, y in line]
    return max(xs) < box.left or min(xs) > box.right or max(ys) < box.top or min(ys) > box.bottom


def _seen(country: Country, rings: Sequence[Ring], frame: Frame, drawn: Draw) -> Land:
    lines = [_line(ring, drawn) for ring in rings]
    whole = tuple(line for line in lines if _is_whole(line, frame) and line[2:])
    cut = (clip_ring(line, frame.box) for line in lines if not _is_whole(line, frame))
    return Land(country.code, country.name, whole, tuple(line for line in cut if line[2:]))


def _is_whole(line: Line, frame: Frame) -> bool:
    box = frame.box
    return all(box.left < x < box.right and box.top < y < box.bottom for x, y in line)


def _line(ring: Ring, drawn: Draw) -> Line:
    return [p for n in ring.arcs for p in (drawn(n) if n >= 0 else drawn(~n)[::-1])[:-1]]


def _shared(rings: Iterable[Ring]) -> set[int]:
    """Return the arcs that two of the rings have in common."""
    count = Counter(n for ring in rings for n in _numbers([ring]))
    return {n for n, times in count.items() if times > 1}


def _numbers(rings: Iterable[Ring]) -> set[int]:
    return {n if n >= 0 else ~n for ring in rings for n in ring.arcs}


def _pieces(numbers: Collection[int], frame: Frame, drawn: Draw) -> tuple[Line, ...]:
    return tuple(piece for n in sorted(numbers) for piece in clip_line(drawn(n), frame.box))
