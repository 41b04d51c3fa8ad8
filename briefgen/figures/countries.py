"""The door to the shapes and names of the world's countries, which come with the package."""

from __future__ import annotations

import gzip
import json
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from itertools import accumulate, repeat
from operator import truediv
from typing import Any

from briefgen.figures.sphere import Circle
from briefgen.values import frozen

VIEWS = ("UN",)
"""Whose view of the world's borders can be drawn."""


@frozen
class Ring:
    """A closed line around land, or around a hole in it."""

    arcs: tuple[int, ...]
    """Numbers of arcs in order; ~n is arc n backwards."""
    circle: Circle
    """Holds the ring."""
    area: float
    """In square degrees at the equator."""


@frozen
class Country:
    """A country or territory."""

    code: str
    """ISO 3166-1 alpha-2; `--` is land that belongs to nobody in this view."""
    name: str
    """In English."""
    rings: tuple[Ring, ...]


@frozen
class Atlas:
    """All countries of a view."""

    countries: Mapping[str, Country]
    scale: int
    steps: tuple[tuple[int, ...], ...]

    def arc(self, n: int) -> list[tuple[float, float]]:
        """Return the longitudes and latitudes of an arc in degrees."""
        flat = self.steps[n]
        lons = map(truediv, accumulate(flat[::2]), repeat(self.scale))
        lats = map(truediv, accumulate(flat[1::2]), repeat(self.scale))
        return list(zip(lons, lats, strict=True))


@lru_cache(maxsize=1)
def read_atlas(view: str) -> Atlas:
    """Return the atlas of a world view.

    Raises:
        ValueError: there are no shapes for this view.
    """
    if view not in VIEWS:
        known = ", ".join(f"`{one}`" for one in VIEWS)
        raise ValueError(f"there are no shapes for the world view `{view}`: known is {known}")
    packed = (files("briefgen.figures") / "countries.json.gz").read_bytes()
    data = json.loads(gzip.decompress(packed))
    countries = {code: _country(code, entry) for code, entry in data["countries"].items()}
    return Atlas(countries, data["scale"], tuple(map(tuple, data["arcs"])))


@lru_cache(maxsize=1)
def read_names() -> Mapping[str, Mapping[str, str]]:
    """Return language -> code -> the name of a country; English names are in the atlas."""
    packed = (files("briefgen.figures") / "country_names.json.gz").read_bytes()
    names: Mapping[str, Mapping[str, str]] = json.loads(gzip.decompress(packed))
    return names


def _country(code: str, entry: Mapping[str, Any]) -> Country:
    return Country(code, entry["name"], tuple(map(_ring, entry["rings"])))


def _ring(entry: Mapping[str, Any]) -> Ring:
    x, y, z, reach = entry["circle"]
    return Ring(tuple(entry["arcs"]), Circle((x, y, z), reach), entry["area"])
