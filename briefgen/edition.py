"""An edition: one brief for one audience, composed, numbered and cited; all a template sees."""

from __future__ import annotations

from dataclasses import field
from typing import Any

from briefgen.canonical import canonical_json
from briefgen.parts import Actor, Run, Spot
from briefgen.values import frozen

SCHEMA = 1
"""Of edition JSON."""


@frozen
class CiteItem:
    """One source in a citation, with the spans that it opens."""

    reference: int
    """Number of an entry of `Edition.references`."""
    evidence: tuple[int, ...]
    """Numbers of entries of `Edition.evidence`, in order of citation."""
    label: str
    """What is printed for it: `3`, or `White House 2022`."""


@frozen
class Citation:
    """A citation mark in running words."""

    items: tuple[CiteItem, ...]
    """One for each source that is cited there."""
    note: int = 0
    """Number of an entry of `Edition.notes`; 0 where the style has none."""


Line = tuple[Run | Citation, ...]
"""Running words of an edition."""


@frozen
class Reference:
    """A source as the edition lists it."""

    number: int
    """1-based, in order of first use."""
    entry: tuple[Run, ...]
    """Its entry in the list of references, in the audience's style."""
    reliability: str
    """Admiralty letter; empty for unrated."""
    marking: str
    """TLP label of the document; with a descriptor alone, of the words that cite it."""
    url: str
    """Where it can be read; empty for nowhere."""
    csl: dict[str, Any]
    """CSL-JSON without id; empty for a source that is known by its descriptor alone."""
    cited_by: tuple[int, ...]
    """Numbers of the evidence entries that stand in it."""
    short: str = ""
    """Who issued it and when, for a line of sources; its descriptor where only that is known."""


@frozen
class Note:
    """A footnote."""

    number: int
    """1-based, in order of first use."""
    entry: tuple[Run, ...]
    """Its words, in the audience's style."""


@frozen
class EvidenceEntry:
    """A span, as the evidence view shows it."""

    number: int
    """1-based, in order of first use."""
    key: str
    """Id of the annotation, or of the tearline that stands in for it."""
    reference: int
    """Number of an entry of `Edition.references`."""
    role: str
    """`states`, `supports`, `disputes` or `updates`."""
    proof: str
    """`verified`, `unverified` or `notes`."""
    quote: str
    """The words marked; empty behind a tearline."""
    before: str
    """Context before them; empty where the text is not shown."""
    after: str
    """Context after them."""
    translation: str
    """The words in the language of the brief; empty for none."""
    language: str
    """Language of the words (BCP 47); empty for the brief's."""
    locator: str
    """Where in the document: `p. 3`; empty for nowhere."""
    credibility: str
    """Admiralty digit as printed; empty for unrated."""
    origin: str
    """Who first said it; empty for unstated."""
    marking: str
    """TLP label of the annotation, or of its tearline."""
    statement: str
    """What the words are held to show; empty for one that only supports."""
    supports: tuple[int, ...]
    """Numbers of the entries that support the same words."""
    disputes: tuple[int, ...]
    """Numbers of the entries that dispute them."""


@frozen
class Passage:
    """Words with a key: a bottom line, a lead, an unknown, a dispute."""

    key: str
    """Its id, or one from the hash of its words."""
    marking: str
    """The highest TLP label of the words and of what they cite."""
    line: Line
    """The words, with their citations."""


@frozen
class Claim(Passage):
    """A printed claim; its key is that of the annotation that first states it."""

    when: str
    """EDTF date or span; empty for none."""
    rating: str
    """Admiralty rating as `B2`; empty where either half is unrated."""
    earlier: tuple[str, ...]
    """What it said before it was updated, oldest first."""
    disputes: tuple[Passage, ...]
    """What disputes it."""


@frozen
class Section:
    """A structured field that has something to print."""

    field: str
    """Its id: `situation`."""
    heading: str
    """As these readers have it."""
    lead: Passage | None
    """Words that open it."""
    claims: tuple[Claim, ...]
    """Those that are printed, in order."""


@frozen
class Judgment(Passage):
    """A printed judgment."""

    likelihood: str
    """ICD 203 term; empty for none."""
    low: int
    """Lower bound of the term in per cent; 0 for none."""
    high: int
    """Upper bound; 0 for none."""
    confidence: str
    """`low`, `moderate` or `high`; empty for none."""
    because: tuple[CiteItem, ...]
    """What it rests on beside what it cites, where evidence is shown."""
    reviewed: str
    """The day it was last weighed; empty for none."""
    unreviewed: bool
    """Whether evidence was issued since."""


@frozen
class Option(Passage):
    """A printed option; its line, what would be done, may be empty."""

    title: Line
    """What it is called; a tearline's words stand here."""
    pro: Line
    """What speaks for it; may be empty."""
    con: Line
    """What speaks against it; may be empty."""
    recommended: bool
    """Whether the desk recommends it."""


@frozen
class Watch(Passage):
    """A printed item to watch."""

    judgment: int
    """1-based number of the printed judgment that it bears on; 0 for none."""


@frozen
class Event:
    """A printed claim on the timeline."""

    when: str
    """EDTF date or span."""
    label: str
    """A few words for it."""
    reference: str
    """Citation label of what states it; empty where the style prints none."""


@frozen
class Dissent:
    """A dispute that some audiences may not see, told to the desk."""

    claim: str
    """Key of the claim."""
    dispute: str
    """Key of what disputes it."""
    audiences: tuple[str, ...]
    """Titles of the audiences that read the claim without it."""


@frozen
class ChangeLine:
    """A change since the last release, worded."""

    kind: str
    """As `briefgen diff --format json` calls it; `in-short` for several in one line."""
    line: Line
    """What changed, and what is said now."""
    marking: str = ""
    """Of the words it tells of; empty for a count."""


@frozen
class Edition:
    """One brief for one audience; keys are stable, numbers are of this edition."""

    brief: str
    """Id of the brief."""
    audience: str
    """Id of the audience."""
    title: str
    """Title of the brief."""
    audience_title: str
    """The readers, as the masthead names them."""
    desk: str
    """The desk's name; empty for none."""
    as_of: str
    """The day whose state of knowledge it gives."""
    status: str
    """`draft` or `final`."""
    marking: str
    """The banner: the highest marking of what is printed."""
    title_marking: str
    """Of the title, the masthead and the actors: the brief's own words."""
    gloss: str
    """Words beside the marking; empty for none."""
    language: str
    """Language of the template's own words and of the page."""
    text_language: str
    """Language of the brief's words."""
    template: str
    """The template that it is printed with."""
    theme: str
    """Its theme."""
    layout: str
    """`prose` or `bullets`."""
    paper: str
    """`Letter` or `A4`."""
    citations: str
    """`notes`, `numeric`, `author-date` or `none`."""
    show: tuple[str, ...]
    """The parts that the audience is shown, where there is something to show."""
    order: tuple[str, ...]
    """The parts that have something to print, in print order; a field is `field:<id>`."""
    bottom_line: Passage
    """What the reader must know, first."""
    judgments: tuple[Judgment, ...] = ()
    """What the desk concludes."""
    sections: tuple[Section, ...] = ()
    """The structured fields, in order."""
    options: tuple[Option, ...] = ()
    """What could be done."""
    unknowns: tuple[Passage, ...] = ()
    """What the desk does not know."""
    watch: tuple[Watch, ...] = ()
    """What to watch for."""
    actors: tuple[Actor, ...] = ()
    """Those of the brief's actors whom cleared words name."""
    timeline: tuple[Event, ...] = ()
    """The dated claims, where the timeline is shown."""
    figures_marking: str = ""
    """The highest marking of the claims that timeline and map are drawn from; empty for none."""
    countries: tuple[str, ...] = ()
    """ISO 3166 codes, where the map is shown."""
    places: tuple[Spot, ...] = ()
    """Those that printed claims name, where the map is shown."""
    evidence: tuple[EvidenceEntry, ...] = ()
    """The spans behind what is printed, in order of citation."""
    references: tuple[Reference, ...] = ()
    """The sources, in order of citation."""
    notes: tuple[Note, ...] = ()
    """The footnotes, where citations are `notes`."""
    summary: tuple[str, ...] = ()
    """The source summary statement, a sentence each."""
    dissent: tuple[Dissent, ...] = ()
    """Disputes that other audiences do not read, for one that is shown them."""
    terms: tuple[tuple[str, str], ...] = ()
    """Acronyms that the edition uses, with their words."""
    drafter: str = ""
    """Who drafted it, for an audience that is shown it."""
    cleared_by: str = ""
    """Who cleared it, for an audience that is shown it."""
    contact: str = ""
    """Whom to ask."""
    left_out: tuple[str, ...] = ()
    """Keys of claims left out for length."""
    since: str = ""
    """The day of the release that the changes are counted from; empty for none."""
    changes: tuple[ChangeLine, ...] = ()
    """What changed since that release."""
    withdrawn: int = 0
    """Claims of that release which this edition no longer has."""
    schema: int = field(default=SCHEMA)
    """Version of this form."""

    def as_json(self) -> str:
        """Return the edition as canonical JSON: keys sorted, UTF-8 as it is, one final newline."""
        return canonical_json(self)
