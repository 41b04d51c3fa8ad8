"""A source and the annotations that mark it."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from pydantic import Field, model_validator

from briefgen.models.base import (
    DateSpan,
    Line,
    Model,
    Priority,
    Prose,
    Reference,
    Sha256,
    Slug,
    Tearline,
)
from briefgen.models.record import Record
from briefgen.vocabulary import DEFAULT_FIELDS, Credibility, Marking, Reliability, Role


class Annotation(Model):
    """A quote in a source and what it says.

    It states a `claim` for a `field`; or it `supports` another's claim, without words of its own;
    or it `disputes` or `updates` one with a `claim` of its own.
    """

    id: Slug | None = None
    """Needed only to be cited; unique among a brief's sources. Default: from the quote's hash."""
    quote: Prose
    """The words as they stand in the text (W3C TextQuoteSelector `exact`)."""
    prefix: str = ""
    """The words just before, where the quote stands several times."""
    suffix: str = ""
    """The words just after, where the quote stands several times."""
    locator: Line | None = None
    """Where in the document: `p. 3`."""
    translation: Prose | None = None
    """The quote in the language of the brief."""
    claim: Prose | None = None
    """What the quote is held to show, in one plain sentence."""
    label: Line | None = None
    """A few words for the timeline; without one the claim's own words stand there, cut short."""
    field: Slug | None = None
    """The structured field that the claim belongs to."""
    supports: Reference | None = None
    """The annotation whose claim this one supports; it has no claim of its own."""
    disputes: Reference | None = None
    """The claim or update that this one's claim disputes; field and priority are inherited."""
    updates: Reference | None = None
    """The claim that this one's claim brings up to date; field and priority are inherited."""
    credibility: Credibility | None = None
    """Admiralty credibility of the information, 1 to 6. Default: unrated."""
    origin: Line | None = None
    """Where this statement comes from, when the source only passes it on. Default: the source's."""
    when: DateSpan | None = None
    """When it happened: EDTF level 0, or two dates joined by `/`."""
    where: Slug | None = None
    """A place of the project's gazetteer."""
    actors: tuple[Slug, ...] = ()
    """Ids of the brief's actors."""
    priority: Priority = 3
    """1 is printed first and dropped last, 5 the reverse."""
    marking: Marking | None = None
    """TLP label of this annotation. Default: the source's."""
    tearline: Tearline | None = None
    """What readers below the marking get instead, with a reference only."""
    wording: Mapping[Slug, Prose] = Field(default_factory=dict)
    """Other words of the claim for an audience: audience id -> words."""
    only: tuple[Slug, ...] = ()
    """The audiences that may see it, where markings are not enough. Default: all."""
    note: Prose | None = None
    """The desk's own note; never leaves it."""

    @property
    def role(self) -> Role:
        """What this annotation does."""
        if self.supports is not None:
            return Role.SUPPORTS
        if self.disputes is not None:
            return Role.DISPUTES
        return Role.STATES if self.updates is None else Role.UPDATES

    @property
    def target(self) -> str | None:
        """The annotation that this one bears on, as written."""
        return self.supports or self.disputes or self.updates

    @model_validator(mode="after")
    def _does_one_thing(self) -> Annotation:
        bears_on = [key for key in (self.supports, self.disputes, self.updates) if key]
        if len(bears_on) > 1:
            raise ValueError("give one of `supports`, `disputes` and `updates`")
        if self.supports and (self.claim or self.tearline or self.wording):
            raise ValueError("what `supports` another claim has none of its own: remove `claim`")
        if bears_on and self.field:
            raise ValueError("the field is inherited from what this bears on: remove `field`")
        if not self.supports and not self.claim:
            raise ValueError("give a `claim`, or say which claim this one `supports`")
        if not bears_on and not self.field:
            raise ValueError(f"a claim needs its `field`: {', '.join(DEFAULT_FIELDS)}")
        return self


class Capture(StrEnum):
    """What a source's text is."""

    VERBATIM = "verbatim"
    """The document's own words."""
    NOTES = "notes"
    """The desk's notes of it: never printed in quotation marks, never with context."""


class Source(Record):
    """One document: its record, its text, how good it is, and the annotations that mark it."""

    id: Slug | None = None
    """Must equal the file's stem if given."""
    marking: Marking
    """TLP label of the document: its text, spans and context carry it."""
    reliability: Reliability | None = None
    """Admiralty reliability of the source, A to F. Default: unrated, which is not F."""
    origin: Line | None = None
    """Who first reported it; an unstated origin never counts as independent."""
    descriptor: Line | None = None
    """How to name it to readers who may not see the document."""
    capture: Capture = Capture.VERBATIM
    """Whether the text is the document's own words or the desk's notes."""
    text: str | None = None
    """The text itself. Default: what stands in `text_file`."""
    text_file: Line | None = None
    """File beside this one that holds the text. Default: `<id>.txt` if there is one."""
    sha256: Sha256 | None = None
    """SHA-256 of the text as UTF-8; pins it."""
    annotations: tuple[Annotation, ...] = ()
    """The quotes marked in the text."""
    note: Prose | None = None
    """The desk's own note; never leaves it."""

    @model_validator(mode="after")
    def _one_text(self) -> Source:
        if self.text is not None and self.text_file is not None:
            raise ValueError("give `text` or `text_file`, not both")
        return self
