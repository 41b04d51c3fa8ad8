"""An audience: who reads, what they may see, how it is laid out for them."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Literal

from pydantic import Field

from briefgen.models.base import Count, Language, Line, Model, Slug
from briefgen.vocabulary import DEFAULT_FIELDS, Marking

Paper = Literal["Letter", "A4"]
Layout = Literal["prose", "bullets"]
CitationStyle = Literal["notes", "numeric", "author-date", "none"]


class Part(StrEnum):
    """A part of an edition that an audience can be shown beside bottom line and fields."""

    JUDGMENTS = "judgments"
    """What the desk concludes."""
    UNKNOWNS = "unknowns"
    """What it does not know."""
    WATCH = "watch"
    """What to watch for."""
    TIMELINE = "timeline"
    """A timeline of the dated claims, where there are two dates or more."""
    SOURCES = "sources"
    """The list of sources, in the audience's style."""
    CHANGES = "changes"
    """What changed since the last release."""
    OPTIONS = "options"
    """What could be done."""
    ACTORS = "actors"
    """Who is who: the actors whom words that these readers may see name."""
    MAP = "map"
    """A locator map of the brief's countries, with the places of printed claims."""
    RATINGS = "ratings"
    """Admiralty ratings beside claims, sources and spans."""
    PORTION_MARKS = "portion-marks"
    """The marking of each item, before its words."""
    SUMMARY = "summary"
    """How good the sources are, in a few sentences."""
    EVIDENCE = "evidence"
    """The annex: every span behind what is printed, with what it shows."""
    DEFINITIONS = "definitions"
    """How to read terms of likelihood, confidence and ratings."""
    OMITTED = "omitted"
    """How many claims were left out for length."""
    DISSENT = "dissent"
    """Disputes that other audiences of the brief may not read."""
    DRAFTER = "drafter"
    """Who drafted and who cleared it."""


class Audience(Model):
    """Who reads: what they may see, and how it is laid out for them."""

    id: Slug | None = None
    """Must equal the file's stem if given."""
    title: Line
    """The readers, as the masthead names them."""
    marking: Marking
    """The ceiling: nothing above it reaches this audience."""
    gloss: Line | None = None
    """Words beside the marking for readers who do not know TLP."""
    template: Line = "brief"
    """A folder or file of templates/."""
    theme: Line = "policy"
    """A theme of templates/themes/."""
    layout: Layout = "prose"
    """One paragraph a field, or a list."""
    language: Language | None = None
    """Language of the template's own words. Default: the brief's."""
    paper: Paper = "Letter"
    """Size of the sheet."""
    pages: Count | None = None
    """A real limit on the laid-out PDF. Default: none."""
    fields: tuple[Slug, ...] = DEFAULT_FIELDS
    """The structured fields shown, in this order; a brief's own fields follow."""
    headings: Mapping[Slug, Line] = Field(default_factory=dict)
    """Headings for these readers: field -> words."""
    citations: CitationStyle = "numeric"
    """How references are given."""
    show: tuple[Part, ...] = (
        Part.JUDGMENTS,
        Part.UNKNOWNS,
        Part.WATCH,
        Part.SOURCES,
        Part.CHANGES,
    )
    """The parts shown beside bottom line and fields."""
