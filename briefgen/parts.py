"""The derived nouns, cleared side: what one audience may see of one brief.

A `Cleared` is made by `clearance.clear` alone. It shares no object with the library that could
lead back to what was withheld.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from briefgen.models.record import Record
from briefgen.values import frozen
from briefgen.vocabulary import Confidence, Credibility, Likelihood, Marking, Reliability, Role


@frozen
class Run:
    """A stretch of authored words in one style."""

    text: str
    """The words."""
    styles: tuple[str, ...] = ()
    """Of `em`, `strong`, `code`, outermost first."""
    href: str = ""
    """http, https or mailto; empty for no link."""

    def __hash__(self) -> int:
        """Runs that are equal have the same words, and few others do."""
        return hash(self.text)


@frozen
class Cite:
    """One citation of one annotation."""

    ref: str
    """As written in authored words; the annotation's key once cleared."""
    locator: str = ""
    """`p. 12`; empty for the annotation's own."""


@frozen
class Cites:
    """The citations that stand in one pair of brackets."""

    cites: tuple[Cite, ...]


Words = tuple[Run | Cites, ...]
"""Authored inline Markdown, parsed once."""


class Proof(StrEnum):
    """How far a quotation is proved."""

    VERIFIED = "verified"
    """The words stand in the text."""
    UNVERIFIED = "unverified"
    """No text is at hand."""
    NOTES = "notes"
    """The words are the desk's notes, no quotation."""


@frozen
class Document:
    """What an audience may know of a source."""

    record: Record | None
    """Its bibliographic record; None where only the descriptor may be named."""
    descriptor: str = ""
    """How to name it without its record; empty where the record is known."""
    reliability: Reliability | None = None
    marking: Marking = Marking.CLEAR
    """The document's marking; with a descriptor alone, that of the words it stands beside."""


@frozen
class Evidence:
    """One annotation that the audience may see."""

    key: str
    role: Role
    document: Document
    marking: Marking
    proof: Proof
    quote: str
    """The words; empty behind a tearline, which gives a reference only."""
    before: str = ""
    """Context before the quote; empty where the text may not be shown."""
    after: str = ""
    """Context after the quote."""
    translation: str = ""
    language: str = ""
    """Language of the quote; empty for the brief's."""
    locator: str = ""
    credibility: Credibility | None = None
    """As printed: 1 only with independent support that this audience may see."""
    origin: str = ""
    """Who first said it; empty for unstated."""
    statement: str = ""
    """The annotation's own claim; empty for one that only supports."""


@frozen
class Dispute:
    """A claim that contradicts another, printed with it."""

    key: str
    text: str
    marking: Marking
    evidence: tuple[Evidence, ...]
    """What states it, then what supports it."""


@frozen
class Spot:
    """A place of the gazetteer that a cleared claim names."""

    name: str
    """As the brief spells it."""
    lat: float
    """Degrees north."""
    lon: float
    """Degrees east."""


@frozen
class Claim:
    """One sentence for a field, with the evidence that the audience may see."""

    key: str
    field: str
    text: str
    marking: Marking
    rank: int
    """0-based place in the order of dropping, 0 dropped last."""
    evidence: tuple[Evidence, ...]
    """What states the printed words, then what supports them."""
    earlier: tuple[Evidence, ...] = ()
    """What the printed words replaced, oldest first, with its support."""
    disputes: tuple[Dispute, ...] = ()
    when: str = ""
    """EDTF; empty for undated."""
    where: Spot | None = None
    actors: tuple[str, ...] = ()
    label: str = ""
    """A few words for figures; empty where none were given."""


@frozen
class Passage:
    """Authored words whose every citation is a key of cleared evidence."""

    key: str
    words: Words
    marking: Marking


@frozen
class Judgment:
    """A cleared judgment."""

    passage: Passage
    likelihood: Likelihood | None
    confidence: Confidence | None
    because: tuple[str, ...]
    """Keys of cleared evidence."""
    reviewed: str = ""
    unreviewed: bool = False
    """Cleared evidence that it rests on was issued after `reviewed`."""


@frozen
class Option:
    """A cleared option; `title`, `pro` and `con` carry the marking of the passage."""

    passage: Passage
    title: Words
    pro: Words
    con: Words
    recommended: bool


@frozen
class Watch:
    """A cleared item to watch; `judgment` is the key of a cleared judgment, or empty."""

    passage: Passage
    judgment: str


@frozen
class Field:
    """A structured field: its heading, its lead and the claims on offer, in print order."""

    id: str
    heading: str
    """As authored; empty for the language's own heading of a default field."""
    lead: Passage | None
    claims: tuple[Claim, ...]


@frozen
class Actor:
    """Someone who plays a part, and is named by cleared words."""

    id: str
    """As the brief calls it."""
    name: str
    """As the brief spells it."""
    role: str
    """Who that is, in a few words; empty for none."""


@frozen
class Dissent:
    """Evidence that disputes a claim printed for audiences that may not see it: for the desk."""

    claim: str
    """Key of the disputed claim."""
    dispute: str
    """Key of the dispute."""
    audiences: tuple[str, ...]
    """Titles of the audiences it is withheld from."""


@frozen
class Manner:
    """How an audience wants its editions, apart from what it may see."""

    audience: str
    title: str
    gloss: str
    template: str
    theme: str
    layout: str
    language: str
    paper: str
    pages: int | None
    citations: str
    show: tuple[str, ...]


@frozen
class Cleared:
    """What one audience may see of one brief."""

    brief: str
    manner: Manner
    ceiling: Marking
    title: str
    as_of: str
    status: str
    marking: Marking
    """Of the brief's own words: title, masthead, headings."""
    language: str
    countries: tuple[str, ...]
    desk: str
    """The desk's name."""
    drafter: str
    cleared_by: str
    contact: str
    bottom_line: Passage
    judgments: tuple[Judgment, ...]
    fields: tuple[Field, ...]
    options: tuple[Option, ...]
    unknowns: tuple[Passage, ...]
    watch: tuple[Watch, ...]
    actors: tuple[Actor, ...]
    terms: Mapping[str, str]
    evidence: Mapping[str, Evidence]
    """All evidence that cleared words may cite, by key."""
    dissent: tuple[Dissent, ...] = ()
