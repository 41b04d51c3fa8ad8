"""The figures of an edition, drawn in its language and in the colours of its theme."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from briefgen.edition import Edition
from briefgen.figures.countries import read_names
from briefgen.figures.drawing import Ink
from briefgen.figures.framing import Place
from briefgen.figures.locator_map import MapWords, locator_map
from briefgen.figures.moments import Event, TimelineWords
from briefgen.figures.timeline import timeline
from briefgen.languages import Language
from briefgen.typeset import setter

_COLOUR = re.compile(r"--(accent|focus):\s*(#[0-9a-fA-F]{6})")
_TIMELINE_PT, _MAP_PT = 392.0, 261.0
"""Widths: of the column of words on Letter, and two thirds of it."""


def illustrate(edition: Edition, language: Language, theme: str) -> dict[str, str]:
    """Return the figures that have something to show, as SVG, by the part that they stand in.

    What a timeline has too much of for one piece is `timeline_more`.

    Args:
        theme: the theme's style sheet; its first `--accent` and `--focus` colour them.
    """
    ink = _ink(theme)
    first, *more = _timeline(edition, language, ink) or ("",)
    drawn = {
        "timeline": first,
        "timeline_more": "\n".join(more),
        "map": _map(edition, language, ink),
    }
    return {part: svg for part, svg in drawn.items() if svg}


@lru_cache(maxsize=32)
def _ink(theme: str) -> Ink:
    return replace(Ink(), **dict(reversed(_COLOUR.findall(theme))))


def _timeline(edition: Edition, language: Language, ink: Ink) -> tuple[str, ...]:
    if "timeline" not in edition.order:
        return ()
    words = TimelineWords(
        title=language.say("timeline"),
        months=language.months_short,
        day=language.formats["day-short"],
        month=language.formats["month-short"],
        rtl=language.direction == "rtl",
    )
    set_type = setter(language, edition.text_language)
    is_numbered = edition.citations in ("numeric", "notes")
    events = (
        Event(event.when, set_type.text(event.label), f"[{event.reference}]" if is_numbered else "")
        for event in edition.timeline
    )
    return draw_timeline(tuple(events), words, ink)


@lru_cache(maxsize=64)
def draw_timeline(events: tuple[Event, ...], words: TimelineWords, ink: Ink) -> tuple[str, ...]:
    """Draw a timeline once for both doors, and every attempt at fitting that keeps its events."""
    return timeline(events, _TIMELINE_PT, words, ink)


def _map(edition: Edition, language: Language, ink: Ink) -> str:
    if "map" not in edition.order:
        return ""
    places = tuple(Place(spot.name, spot.lat, spot.lon) for spot in edition.places)
    named = language.tag.partition("-")[0]
    is_rtl = language.direction == "rtl"
    return draw_map(MapOrder(edition.countries, places, language.say("map"), named, is_rtl, ink))


class MapOrder(NamedTuple):
    """All that a map depends on; its disclaimer is printed beside it as text."""

    countries: tuple[str, ...]
    places: tuple[Place, ...]
    title: str
    language: str
    """What countries are named in; in English where it has no names for them."""
    is_rtl: bool
    ink: Ink


@lru_cache(maxsize=64)
def draw_map(order: MapOrder) -> str:
    """Draw a map once for both doors, every attempt at fitting, and all briefs on a country."""
    names = {} if order.language == "en" else read_names().get(order.language, {})
    words = MapWords(title=order.title, names=names, rtl=order.is_rtl)
    return locator_map(order.countries, order.places, _MAP_PT, words, ink=order.ink)
