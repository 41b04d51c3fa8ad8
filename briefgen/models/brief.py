"""A brief: the authored plan of what is printed."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, GetJsonSchemaHandler, model_validator
from pydantic_core import CoreSchema

from briefgen.models.base import (
    Count,
    Country,
    Day,
    Flag,
    Language,
    Line,
    Model,
    Priority,
    Prose,
    Reference,
    Slug,
    Tearline,
)
from briefgen.vocabulary import Confidence, Likelihood, Marking


def _listed(value: object) -> object:
    return (value,) if isinstance(value, str) else value


class Authored(Model):
    """Words that a brief's author wrote; a plain string is their `text`.

    They are inline Markdown. `[@id]` cites an annotation, `[@source#id, p. 3]` a place in it, and
    `[@one; @other]` two.
    """

    id: Slug | None = None
    """Its key in editions and changes. Default: from the hash of its words."""
    text: Prose
    """The words."""
    marking: Marking | None = None
    """Raises the marking above the brief's; it never lowers it."""
    only: tuple[Slug, ...] = ()
    """The audiences that may see it. Default: all."""
    tearline: Tearline | None = None
    """What readers below the marking get instead."""
    wording: Mapping[Slug, Prose] = Field(default_factory=dict)
    """Other words for an audience: audience id -> words; they cite for themselves."""

    @model_validator(mode="before")
    @classmethod
    def _plain(cls, value: object) -> object:
        return {"text": value} if isinstance(value, str) else value

    @classmethod
    def __get_pydantic_json_schema__(
        cls, core_schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        return {"anyOf": [{"type": "string"}, handler(core_schema)]}


class Judgment(Authored):
    """What the desk concludes, as it stood at `reviewed`."""

    likelihood: Likelihood | None = None
    """The ICD 203 term, as the text uses it."""
    confidence: Confidence | None = None
    """How well founded it is; printed apart from the likelihood."""
    because: tuple[Reference, ...] = ()
    """Annotations it rests on beside those it cites; shown where cleared, raising nothing."""
    reviewed: Day | None = None
    """When it was last weighed; evidence issued since makes it unreviewed."""


class Option(Authored):
    """A course of action."""

    text: Prose = Field("")
    """What would be done, where the title does not say it all."""
    title: Line
    """What it is called."""
    for_: Prose | None = Field(None, alias="for")
    """What speaks for it."""
    against: Prose | None = None
    """What speaks against it."""
    recommended: Flag = False
    """Whether the desk recommends it."""


class Watch(Authored):
    """Something to watch for."""

    judgment: Slug | None = None
    """The judgment that it would bear out or overturn."""


class Actor(Model):
    """A person, state or body that plays a part."""

    name: Line
    """The name as this brief spells it."""
    role: Line | None = None
    """Who that is, in a few words."""
    also: tuple[Line, ...] = ()
    """Other spellings, which the brief avoids."""


class ClaimPlan(Model):
    """What a brief changes about one claim."""

    priority: Priority | None = None
    """Replaces the annotation's priority in this brief."""
    omit: Flag = False
    """Leaves the claim out of this brief."""


class FieldPlan(Model):
    """What a brief says about one structured field."""

    heading: Line | None = None
    """Its heading; needed for a field of the brief's own."""
    lead: Authored | None = None
    """Words that open the field; never dropped by fitting."""
    claims: tuple[Reference, ...] | None = None
    """Fixes which claims are printed, and their order."""


class Status(StrEnum):
    """How far a brief has come."""

    DRAFT = "draft"
    """Stamped so."""
    FINAL = "final"
    """Ready for its readers: uncited sentences and figures are errors."""


class Brief(Model):
    """The authored plan of a brief."""

    id: Slug | None = None
    """Must equal the file's stem if given."""
    title: Line
    """The brief's title."""
    as_of: Day
    """The day whose state of knowledge it gives; evidence issued later is an error."""
    status: Status = Status.DRAFT
    """`draft` or `final`."""
    marking: Marking
    """TLP label of the brief's own words."""
    countries: tuple[Country, ...] = ()
    """ISO 3166 codes of the countries it is about, for the locator map."""
    language: Language = "en-US"
    """Language of its words (BCP 47)."""
    sources: Annotated[tuple[Line, ...], BeforeValidator(_listed)] = ()
    """Paths under `sources/`, `*` matching any. Default: the folder of the brief's name."""
    audiences: tuple[Slug, ...] = ()
    """The audiences it is for. Default: all."""
    stale_after_days: Count = 30
    """Age in days at which undated evidence counts as stale."""
    drafter: Line | None = None
    """Who drafted it."""
    cleared_by: Line | None = None
    """Who cleared it."""
    contact: Line | None = None
    """Whom to ask."""
    actors: Mapping[Slug, Actor] = Field(default_factory=dict)
    """Who plays a part: id -> actor."""
    terms: Mapping[Line, Line] = Field(default_factory=dict)
    """Acronyms, spelled out at first use in each edition: acronym -> words."""
    bottom_line: Authored
    """What the reader must know, first."""
    judgments: tuple[Judgment, ...] = ()
    """What the desk concludes."""
    options: tuple[Option, ...] = ()
    """What could be done."""
    unknowns: tuple[Authored, ...] = ()
    """What the desk does not know."""
    watch: tuple[Watch, ...] = ()
    """What to watch for."""
    claims: Mapping[Reference, ClaimPlan] = Field(default_factory=dict)
    """What this brief changes about claims: annotation id -> plan."""
    fields: Mapping[Slug, FieldPlan] = Field(default_factory=dict)
    """What this brief says about fields, and fields of its own: field -> plan."""

    def patterns(self, brief_id: str) -> tuple[str, ...]:
        """Return the patterns of its sources' paths: its own, or the folder of its name."""
        return self.sources or (f"{brief_id}/*",)
