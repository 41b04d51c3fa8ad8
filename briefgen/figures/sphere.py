"""The earth as a sphere: directions, circles on it, and its equal-area projection."""

from __future__ import annotations

from collections.abc import Iterable
from math import acos, asin, atan2, cos, degrees, hypot, radians, sin, sqrt

from briefgen.values import frozen

_OPPOSITE = 1e-4
"""Nearer to the point opposite the centre, all points would be drawn infinitely far away."""

Vector = tuple[float, float, float]
Point = tuple[float, float]


@frozen
class Circle:
    """All directions that are no farther than `reach` degrees from a centre."""

    centre: Vector
    reach: float

    def meets(self, other: Circle) -> bool:
        """Tell whether the two have a point in common."""
        return angle(self.centre, other.centre) <= self.reach + other.reach

    def joined(self, other: Circle) -> Circle:
        """Return a circle that holds both, the least but for rounding."""
        apart = angle(self.centre, other.centre)
        if apart + other.reach <= self.reach:
            return self
        if apart + self.reach <= other.reach:
            return other
        reach = min(180.0, (apart + self.reach + other.reach) / 2)
        share = (reach - self.reach) / apart
        return Circle(_between(self.centre, other.centre, radians(apart), share), reach)


@frozen
class Projection:
    """Lambert's azimuthal equal-area projection; lengths in radii of the earth, y downwards."""

    centre: Vector

    def project(self, lines: Iterable[Point]) -> list[Point]:
        """Return the points of longitudes and latitudes in degrees."""
        cx, cy, cz = self.centre
        (east_x, east_y, _), (north_x, north_y, north_z) = self._axes()
        points = []
        for lon, lat in lines:
            x, y, z = direction(lon, lat)
            k = sqrt(2 / max(_OPPOSITE, 1 + cx * x + cy * y + cz * z))
            across, up = east_x * x + east_y * y, north_x * x + north_y * y + north_z * z
            points.append((k * across, -k * up))
        return points

    def _axes(self) -> tuple[Vector, Vector]:
        lon, lat = atan2(self.centre[1], self.centre[0]), asin(max(-1, min(1, self.centre[2])))
        east = (-sin(lon), cos(lon), 0.0)
        return east, (-sin(lat) * cos(lon), -sin(lat) * sin(lon), cos(lat))


def direction(lon: float, lat: float) -> Vector:
    """Return the unit vector of a longitude and latitude in degrees."""
    lon, lat = radians(lon), radians(lat)
    return cos(lat) * cos(lon), cos(lat) * sin(lon), sin(lat)


def angle(one: Vector, other: Vector) -> float:
    """Return the degrees between two unit vectors."""
    dot = one[0] * other[0] + one[1] * other[1] + one[2] * other[2]
    return degrees(acos(max(-1.0, min(1.0, dot))))


def angle_at(x: float, y: float) -> float:
    """Return the degrees from the centre of a projection to a projected point."""
    return degrees(2 * asin(min(1.0, hypot(x, y) / 2)))


def _between(one: Vector, other: Vector, apart: float, share: float) -> Vector:
    a, b = sin((1 - share) * apart) / sin(apart), sin(share * apart) / sin(apart)
    x, y, z = (a * p + b * q for p, q in zip(one, other, strict=True))
    length = sqrt(x * x + y * y + z * z)
    return x / length, y / length, z / length
