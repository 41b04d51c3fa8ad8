"""An audience: who reads, what they may see, how it is laid out for them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field

from briefgen.models.base import Language, Line, Model, Slug, Whole
from briefgen.vocabulary import DEFAULT_FIELDS, Marking

Paper = Literal["Letter", "A4"]
Layout = Literal["prose", "bullets"]
CitationStyle = Literal["notes", "numeric", "author-date", "none"]
Part = Literal[
    "judgments", "unknowns", "watch", "timeline", "sources", "changes", "options", "actors", "map",
    "ratings", "portion-marks", "summary", "evidence", "definitions", "omitted", "dissent",
    "drafter",
]  # fmt: skip


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
    pages: Annotated[Whole, Field(ge=1)] | None = None
    """A real limit on the laid-out PDF. Default: none."""
    fields: tuple[Slug, ...] = DEFAULT_FIELDS
    """The structured fields shown, in this order; a brief's own fields follow."""
    headings: Mapping[Slug, Line] = Field(default_factory=dict)
    """Headings for these readers: field -> words."""
    citations: CitationStyle = "numeric"
    """How references are given."""
    show: tuple[Part, ...] = ("judgments", "unknowns", "watch", "sources", "changes")
    """The parts shown beside bottom line and fields."""
