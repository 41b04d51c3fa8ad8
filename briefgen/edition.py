"""An edition: one brief for one audience, composed, numbered and cited; all a template sees."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from typing import Any

from briefgen.parts import Actor, Run, Spot

SCHEMA = 1
"""Of edition JSON."""


@dataclass(frozen=True, slots=True)
class CiteItem:
    """One source in a citation, with the spans that it opens."""

    reference: int
    """Number of an entry of `Edition.references`."""
    evidence: tuple[int, ...]
    """Numbers of entries of `Edition.evidence`, in order of citation."""
    label: str
    """What is printed for it: `3`, or `White House 2022`."""


@dataclass(frozen=True, slots=True)
class Citation:
    """A citation mark in running words."""

    items: tuple[CiteItem, ...]
    note: int = 0
    """Number of an entry of `Edition.notes`; 0 where the style has none."""


Line = tuple[Run | Citation, ...]
"""Running words of an edition."""


@dataclass(frozen=True, slots=True)
class Reference:
    """A source as the edition lists it."""

    number: int
    """1-based, in order of first use."""
    entry: tuple[Run, ...]
    """Its entry in the list of references, in the audience's style."""
    reliability: str
    """Admiralty letter; empty for unrated."""
    marking: str
    url: str
    csl: dict[str, Any]
    """CSL-JSON without id; empty for a source that is known by its descriptor alone."""
    cited_by: tuple[int, ...]
    """Numbers of the evidence entries that stand in it."""
    short: str = ""
    """Who issued it and when, for a line of sources; its descriptor where only that is known."""


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote."""

    number: int
    entry: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class EvidenceEntry:
    """A span, as the evidence view shows it."""

    number: int
    """1-based, in order of first use."""
    key: str
    reference: int
    role: str
    proof: str
    """`verified`, `unverified` or `notes`."""
    quote: str
    before: str
    after: str
    translation: str
    language: str
    locator: str
    credibility: str
    """Admiralty digit as printed; empty for unrated."""
    origin: str
    marking: str
    statement: str
    supports: tuple[int, ...]
    """Numbers of the entries that support the same words."""
    disputes: tuple[int, ...]
    """Numbers of the entries that dispute them."""


@dataclass(frozen=True, slots=True)
class Passage:
    """Words with a key: a bottom line, a lead, an unknown."""

    key: str
    marking: str
    line: Line


@dataclass(frozen=True, slots=True)
class Claim:
    """A printed claim."""

    key: str
    marking: str
    line: Line
    when: str
    rating: str
    """Admiralty rating as `B2`; empty where either half is unrated."""
    earlier: tuple[str, ...]
    """What it said before it was updated, oldest first."""
    disputes: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A structured field that has something to print."""

    field: str
    heading: str
    lead: Passage | None
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class Judgment:
    """A printed judgment."""

    key: str
    marking: str
    line: Line
    likelihood: str
    """ICD 203 term; empty for none."""
    low: int
    """Lower bound of the term in per cent; 0 for none."""
    high: int
    confidence: str
    because: tuple[CiteItem, ...]
    reviewed: str
    unreviewed: bool


@dataclass(frozen=True, slots=True)
class Option:
    """A printed option."""

    key: str
    marking: str
    title: Line
    line: Line
    pro: Line
    con: Line
    recommended: bool


@dataclass(frozen=True, slots=True)
class Watch:
    """A printed item to watch; `judgment` is the number of a printed judgment, 0 for none."""

    key: str
    marking: str
    line: Line
    judgment: int


@dataclass(frozen=True, slots=True)
class Event:
    """A printed claim on the timeline."""

    when: str
    label: str
    reference: str
    """Citation label of what states it; empty where the style prints none."""


@dataclass(frozen=True, slots=True)
class Dissent:
    """A dispute that some audiences may not see, told to the desk."""

    claim: str
    dispute: str
    audiences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """A change since the last release, worded."""

    kind: str
    line: Line
    marking: str = ""
    """Of the words it tells of; empty for a count."""


@dataclass(frozen=True, slots=True)
class Edition:
    """One brief for one audience; keys are stable, numbers are of this edition."""

    brief: str
    audience: str
    title: str
    audience_title: str
    desk: str
    as_of: str
    status: str
    marking: str
    """The banner: the highest marking of what is printed."""
    title_marking: str
    """Of the title, the masthead and the actors: the brief's own words."""
    gloss: str
    language: str
    """Language of the template's own words and of the page."""
    text_language: str
    """Language of the brief's words."""
    template: str
    theme: str
    layout: str
    paper: str
    citations: str
    show: tuple[str, ...]
    order: tuple[str, ...]
    """The parts that have something to print, in print order; a field is `field:<id>`."""
    bottom_line: Passage
    judgments: tuple[Judgment, ...] = ()
    sections: tuple[Section, ...] = ()
    options: tuple[Option, ...] = ()
    unknowns: tuple[Passage, ...] = ()
    watch: tuple[Watch, ...] = ()
    actors: tuple[Actor, ...] = ()
    timeline: tuple[Event, ...] = ()
    figures_marking: str = ""
    """The highest marking of the claims that timeline and map are drawn from; empty for none."""
    countries: tuple[str, ...] = ()
    places: tuple[Spot, ...] = ()
    evidence: tuple[EvidenceEntry, ...] = ()
    references: tuple[Reference, ...] = ()
    notes: tuple[Note, ...] = ()
    summary: tuple[str, ...] = ()
    """The source summary statement, a sentence each."""
    dissent: tuple[Dissent, ...] = ()
    terms: tuple[tuple[str, str], ...] = ()
    """Acronyms that the edition uses, with their words."""
    drafter: str = ""
    cleared_by: str = ""
    contact: str = ""
    left_out: tuple[str, ...] = ()
    """Keys of claims left out for length."""
    since: str = ""
    """The day of the release that the changes are counted from; empty for none."""
    changes: tuple[ChangeLine, ...] = ()
    withdrawn: int = 0
    """Claims of that release which this edition no longer has."""
    schema: int = field(default=SCHEMA)

    def as_json(self) -> str:
        """Return the edition as canonical JSON: keys sorted, UTF-8 as it is, one final newline."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=1, sort_keys=True) + "\n"
