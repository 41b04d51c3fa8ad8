"""The figures of an edition, drawn in its language and in the colours of its theme."""

from __future__ import annotations

import re
from dataclasses import replace

from briefgen.edition import Edition
from briefgen.figures.drawing import Ink
from briefgen.figures.framing import Place
from briefgen.figures.locator_map import MapWords, locator_map
from briefgen.figures.moments import Event, TimelineWords
from briefgen.figures.timeline import timeline
from briefgen.languages import Language

_COLOUR = re.compile(r"--(accent|focus):\s*(#[0-9a-fA-F]{6})")
_MAP_SHARE = 0.74
"""Of the width of a figure: a map needs less of it than a timeline."""


def illustrate(edition: Edition, language: Language, theme: str, width_pt: float) -> dict[str, str]:
    """Return the figures that have something to show, as SVG, by the part that they stand in.

    Args:
        theme: the theme's style sheet; its first `--accent` and `--focus` colour them.
    """
    colours = dict(reversed(_COLOUR.findall(theme)))
    ink = replace(Ink(), **colours)
    drawn = {
        "timeline": _timeline(edition, language, width_pt, ink),
        "map": _map(edition, language, width_pt, ink),
    }
    return {part: svg for part, svg in drawn.items() if svg}


def _timeline(edition: Edition, language: Language, width_pt: float, ink: Ink) -> str:
    if "timeline" not in edition.order:
        return ""
    words = TimelineWords(
        title=language.say("timeline"),
        months=language.months_short,
        day=language.formats["day-short"],
        month=language.formats["month-short"],
        rtl=language.direction == "rtl",
    )
    is_numbered = edition.citations in ("numeric", "notes")
    events = [
        Event(event.when, event.label, f"[{event.reference}]" if is_numbered else "")
        for event in edition.timeline
    ]
    return timeline(events, width_pt, words, ink)


def _map(edition: Edition, language: Language, width_pt: float, ink: Ink) -> str:
    if "map" not in edition.order:
        return ""
    words = MapWords(
        title=language.say("map"),
        disclaimer=language.say("map-disclaimer"),
        rtl=language.direction == "rtl",
    )
    places = [Place(spot.name, spot.lat, spot.lon) for spot in edition.places]
    return locator_map(edition.countries, places, width_pt * _MAP_SHARE, words, ink=ink)
