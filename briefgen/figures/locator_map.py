"""A locator map: the brief's countries among their neighbours, as one inline SVG.

Lambert's azimuthal equal-area projection around the countries. Classes for style sheets:
`map-sea`, `map-land`, `map-border` (stroke), `map-focus` (fill), `map-outline` (stroke), `map-dot`,
`map-place`, `map-country` (names of the brief's countries), `map-neighbour`, `map-note`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field

from briefgen.figures.countries import read_atlas
from briefgen.figures.drawing import (
    Attributes,
    Box,
    Ink,
    element,
    group,
    picture,
    rounded,
    text,
    told,
)
from briefgen.figures.framing import Place, frame_around
from briefgen.figures.ground import Ground, Land, lay_ground
from briefgen.figures.lettering import Label, wrap
from briefgen.figures.names import NEIGHBOUR_SIZE, PLACE_SIZE, Name, Names, set_names
from briefgen.figures.outline import path
from briefgen.values import frozen

INK = Ink()
NOTE_SIZE = 6.0


@frozen
class MapWords:
    """All that a map says but for the names of places, in the language of the edition."""

    title: str
    """What the figure is, read out in place of it."""
    description: str = ""
    """A sentence before the names that are read out; may be empty."""
    names: Mapping[str, str] = field(default_factory=dict)
    """ISO 3166-1 alpha-2 -> the name of a country; the others are named in English."""
    disclaimer: str = ""
    """What the borders do not say; printed below the map; may be empty."""
    rtl: bool = False
    """The language is written from right to left."""


def locator_map(
    countries: Sequence[str],
    places: Sequence[Place],
    width_pt: float,
    words: MapWords,
    *,
    ink: Ink = INK,
    view: str = "UN",
) -> str:
    """Return the map as SVG text, or nothing if none of the codes has a shape.

    Places outside the frame are left out, and so are names that find no room.

    Raises:
        ValueError: there are no shapes for this view of the world.
    """
    atlas = read_atlas(view)
    codes = sorted({code for code in countries if code in atlas.countries})
    if not codes:
        return ""
    focus = [atlas.countries[code] for code in codes]
    frame = frame_around(atlas, focus, places, width_pt)
    ground = lay_ground(atlas, frame, codes)
    names = set_names(ground, frame, places, lambda land: words.names.get(land.code, land.name))
    note = wrap(Label(words.disclaimer), NOTE_SIZE, width_pt) if words.disclaimer else ()
    depth = 3 + 7.2 * len(note) if note else 0
    box = Box(0, 0, width_pt, frame.box.bottom + depth)
    root: Attributes = {
        "font-family": ink.family,
        "fill": ink.text,
        "direction": "rtl" if words.rtl else "ltr",
    }
    content = (
        told(words.title, _said(words, names)),
        *_drawn_ground(ground, frame.box, ink),
        *_drawn_names(names, ink),
        _drawn_note(note, frame.box, words, ink),
    )
    return picture("locator-map", box, root, content)


def _said(words: MapWords, names: Names) -> str:
    listed = ", ".join(name.words for name in (*names.focus, *names.places))
    return " ".join(filter(None, (words.description, listed, words.disclaimer)))


def _drawn_ground(ground: Ground, box: Box, ink: Ink) -> Iterator[str]:
    sea = {"width": box.right - box.left, "height": box.bottom - box.top}
    yield element("rect", {"class": "map-sea", "fill": ink.sea, **sea})
    yield _path("map-land", {"fill": ink.land}, _rings(ground.neighbours))
    lines = path(ground.borders, closed=False)
    yield _path("map-border", {"fill": "none", "stroke": ink.paper, **_PEN}, lines)
    whole = path((ring for land in ground.focus for ring in land.whole), closed=True)
    cut = path((ring for land in ground.focus for ring in land.cut), closed=True)
    lines = path(ground.outlines, closed=False)
    yield _path("map-focus", {"fill": ink.focus}, cut)
    yield _path("map-focus map-outline", {"fill": ink.focus, "stroke": ink.accent, **_PEN}, whole)
    yield _path("map-outline", {"fill": "none", "stroke": ink.accent, **_PEN}, lines)


_PEN: Attributes = {"stroke-width": 0.6, "stroke-linejoin": "round"}


def _rings(lands: Sequence[Land]) -> str:
    return path((ring for land in lands for ring in land.rings), closed=True)


def _path(css: str, look: Attributes, d: str) -> str:
    return element("path", {"class": css, **look, "fill-rule": "evenodd", "d": d}) if d else ""


def _drawn_names(names: Names, ink: Ink) -> Iterator[str]:
    middle: Attributes = {"text-anchor": "middle"}
    muted: Attributes = {"font-size": NEIGHBOUR_SIZE, "fill": ink.muted, **middle}
    yield group("map-neighbour", muted, map(_set, names.neighbours))
    sized = (_set(name, font_size=f"{name.size:.1f}") for name in names.focus)
    yield group("map-country", {"font-weight": "600", "fill": ink.accent, **middle}, sized)
    yield group("map-dot", {"fill": ink.text}, map(rounded, names.dots))
    yield group("map-place", {"font-size": PLACE_SIZE, **middle}, map(_set, names.places))


def _set(name: Name, **attributes: str) -> str:
    return text((name.box.left + name.box.right) / 2, name.baseline, name.words, **attributes)


def _drawn_note(note: Sequence[str], box: Box, words: MapWords, ink: Ink) -> str:
    x = box.right if words.rtl else box.left
    lines = (text(x, box.bottom + 8 + 7.2 * n, line) for n, line in enumerate(note))
    return group("map-note", {"font-size": NOTE_SIZE, "fill": ink.muted}, lines)
