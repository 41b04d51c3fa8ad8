"""A bibliographic record in the words of CSL 1.0.2."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import (
    BeforeValidator,
    Field,
    GetJsonSchemaHandler,
    model_validator,
)
from pydantic_core import CoreSchema

from briefgen.models.base import Date, Language, Line, Model, Url


class Name(Model):
    """A person or body, in CSL's parts; a plain string is the `literal`."""

    family: Line | None = None
    """Family name, or the only name."""
    given: Line | None = None
    """Given names."""
    dropping_particle: Line | None = Field(None, alias="dropping-particle")
    """A particle dropped when the family name stands alone: `van` in `L. van Beethoven`."""
    non_dropping_particle: Line | None = Field(None, alias="non-dropping-particle")
    """A particle that stays with the family name."""
    suffix: Line | None = None
    """Jr., III."""
    literal: Line | None = None
    """The name whole, for bodies and for names that have no family part."""

    @model_validator(mode="before")
    @classmethod
    def _literal(cls, value: object) -> object:
        return {"literal": value} if isinstance(value, str) else value

    @classmethod
    def __get_pydantic_json_schema__(
        cls, core_schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        return {"anyOf": [{"type": "string"}, handler(core_schema)]}

    @model_validator(mode="after")
    def _named(self) -> Name:
        if not (self.family or self.literal):
            raise ValueError("give `family`, or `literal` for a name that has no parts")
        return self


Names = Annotated[tuple[Name, ...], BeforeValidator(lambda value: _as_names(value))]


def _as_names(value: object) -> object:
    return (value,) if isinstance(value, str | dict) else value


CslType = Literal[
    "article", "article-journal", "article-magazine", "article-newspaper", "bill", "book",
    "broadcast", "chapter", "classic", "collection", "dataset", "document", "entry",
    "entry-dictionary", "entry-encyclopedia", "event", "figure", "graphic", "hearing", "interview",
    "legal_case", "legislation", "manuscript", "map", "motion_picture", "musical_score", "pamphlet",
    "paper-conference", "patent", "performance", "periodical", "personal_communication", "post",
    "post-weblog", "regulation", "report", "review", "review-book", "software", "song", "speech",
    "standard", "thesis", "treaty", "webpage",
]  # fmt: skip


class Record(Model):
    """The bibliographic record of a document, in CSL 1.0.2's words."""

    title: Line
    """The document's title."""
    title_short: Line | None = Field(None, alias="title-short")
    """The title in a few words, for notes that cite it again."""
    type: CslType = "document"
    """CSL item type."""
    author: Names = ()
    """Who wrote it: CSL names; a plain string is a literal name."""
    editor: Names = ()
    """Who edited it."""
    issued: Date | None = None
    """When it was issued: year, month or day. Default: no date."""
    accessed: Date | None = None
    """When it was read."""
    publisher: Line | None = None
    """Who published it."""
    publisher_place: Line | None = Field(None, alias="publisher-place")
    """Where the publisher is."""
    container_title: Line | None = Field(None, alias="container-title")
    """The newspaper, journal, site or programme that it stands in."""
    collection_title: Line | None = Field(None, alias="collection-title")
    """The series that it belongs to."""
    genre: Line | None = None
    """What kind of document: `press release`, `Resolution`."""
    number: Line | None = None
    """Its number in a series or register."""
    volume: Line | None = None
    """Volume."""
    issue: Line | None = None
    """Issue."""
    page: Line | None = None
    """Pages: `3-7`."""
    authority: Line | None = None
    """The body that enacted or heard it."""
    event_title: Line | None = Field(None, alias="event-title")
    """The event it was given at."""
    section: Line | None = None
    """Section of a newspaper or law."""
    DOI: Line | None = None
    """Digital Object Identifier."""
    url: Url | None = None
    """Where it can be read."""
    language: Language | None = None
    """Language of the text (BCP 47). Default: the brief's."""

    def __hash__(self) -> int:
        """Records that are equal in all have this in common, and few others do."""
        return hash((self.title, self.issued, self.url))
