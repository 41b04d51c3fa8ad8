"""Which part of the world a locator map shows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import reduce

from briefgen.figures.countries import Atlas, Country, Ring
from briefgen.figures.drawing import Box
from briefgen.figures.sphere import Circle, Point, Projection, angle_at, direction
from briefgen.values import frozen

_GROWTH = 1.325
"""A far part belongs to the picture if it makes the circle grow by no more than this."""
_SPECK_GROWTH = 1.08
_SPECK = 0.005
"""Parts smaller than this share of the largest may make it grow by less."""
_LARGE = 0.3
"""Or if it is at least this share of the largest part."""
_SMALL = 2.5
"""Degrees within which any part belongs to the picture."""
_MARGIN = 0.16
"""Of the larger side of what is shown, for its neighbours."""
_LEAST = 0.05
"""Least side in radii of the earth: about 3 degrees."""
_RATIOS = 0.48, 0.78
"""Least and most height of a map of width 1."""


@frozen
class Place:
    """A town or site, in degrees north and east."""

    name: str
    lat: float
    lon: float


@frozen
class Frame:
    """A map's piece of the projected world."""

    projection: Projection
    left: float
    top: float
    scale: float
    """Points to a radius of the earth."""
    box: Box
    """In points."""

    def place(self, lines: Iterable[Point]) -> list[Point]:
        """Return the points on the map of longitudes and latitudes."""
        scale, left, top = self.scale, self.left, self.top
        projected = self.projection.project(lines)
        return [((x - left) * scale, (y - top) * scale) for x, y in projected]

    @property
    def circle(self) -> Circle:
        """What of the world can be in the frame."""
        right = self.left + self.box.right / self.scale
        bottom = self.top + self.box.bottom / self.scale
        corners = [(x, y) for x in (self.left, right) for y in (self.top, bottom)]
        return Circle(self.projection.centre, max(angle_at(x, y) for x, y in corners))


def frame_around(
    atlas: Atlas, countries: Sequence[Country], places: Sequence[Place], width_pt: float
) -> Frame:
    """Return a frame of this width around the main parts of countries, with their neighbours.

    Far parts, such as overseas territory, are shown only if one of the places is there.
    """
    spots = [Circle(direction(place.lon, place.lat), 0.0) for place in places]
    rings = [ring for country in countries for ring in _main_parts(country, spots)]
    centre = reduce(Circle.joined, (ring.circle for ring in rings)).centre
    projection = Projection(centre)
    numbers = {n if n >= 0 else ~n for ring in rings for n in ring.arcs}
    points = [p for n in sorted(numbers) for p in projection.project(atlas.arc(n))]
    return _fitted(projection, points, width_pt)


def _main_parts(country: Country, spots: Sequence[Circle]) -> list[Ring]:
    """Return the rings that make the country as one thinks of it, and those with a place in."""
    least = _LARGE * max(ring.area for ring in country.rings)
    large = [ring for ring in country.rings if ring.area >= least]
    whole = reduce(Circle.joined, (ring.circle for ring in large))
    away = [spot for spot in spots if not whole.meets(spot)]
    return [
        ring
        for ring in country.rings
        if ring.area >= least
        or _is_near(whole, ring, least / _LARGE)
        or any(map(ring.circle.meets, away))
    ]


def _is_near(whole: Circle, ring: Ring, largest: float) -> bool:
    growth = _SPECK_GROWTH if ring.area < _SPECK * largest else _GROWTH
    return whole.joined(ring.circle).reach <= max(growth * whole.reach, _SMALL)


def _fitted(projection: Projection, points: Sequence[Point], width_pt: float) -> Frame:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    middle_x, middle_y = (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2
    wide, high = max(xs) - min(xs), max(ys) - min(ys)
    margin = 2 * max(_MARGIN * max(wide, high), (_LEAST - max(wide, high)) / 2)
    wide, high = wide + margin, high + margin
    ratio = min(max(high / wide, _RATIOS[0]), _RATIOS[1])
    wide = max(wide, high / ratio)
    scale = width_pt / wide
    height_pt = round(width_pt * ratio, 2)
    left, top = middle_x - wide / 2, middle_y - height_pt / scale / 2
    return Frame(projection, left, top, scale, Box(0, 0, width_pt, height_pt))
