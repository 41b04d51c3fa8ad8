"""A whole edition, made by hand: what the tests of templates and pages print."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from briefgen.edition import (
    Citation,
    CiteItem,
    Claim,
    Dissent,
    Edition,
    Event,
    EvidenceEntry,
    Judgment,
    Line,
    Note,
    Option,
    Passage,
    Reference,
    Section,
    Watch,
)
from briefgen.parts import Actor, Run, Spot

STYLES = ("numeric", "notes", "author-date", "none")

_ENTRIES = (
    ("White House", "Press briefing by Press Secretary Jen Psaki", "2022-01-06", "B"),
    ("UN Human Rights Office", "Press briefing on Kazakhstan", "2022-01-11", "A"),
    ("Prosecutor General’s Office", "Statement on the dead and injured", "2022-01-15", "C"),
    ("European Parliament", "Resolution P9_TA(2022)0012", "2022-01-20", "A"),
    ("CSTO secretariat", "Statement on the collective force", "2022-01-07", "C"),
    ("Qazaq TV", "Peacekeepers begin to leave", "2022-01-13", ""),
    ("President Tokayev", "Call with the President of the European Council", "2022-01-10", "C"),
    ("SB Belarus Today", "The mission is over", "2022-01-20", "D"),
)
_SPANS = (
    (1, "verified", "We have questions about the nature of this request and whether it has — it "
     "was a legitimate invitation or not", "2"),
    (2, "notes", "164 people reported dead and about 9,900 detained", "3"),
    (3, "notes", "225 bodies were brought to morgues, 19 of them police or soldiers", "2"),
    (4, "unverified", "calls for an international investigation into the human rights violations",
     "1"),
    (5, "notes", "About 2,500 in the whole force of six member states", "3"),
    (6, "notes", "The force begins to leave; the withdrawal takes ten days", ""),
    (7, "verified", "2,030 troops and 250 vehicles", "3"),
    (8, "notes", "The withdrawal is complete, without losses", "4"),
)  # fmt: skip


def sample(style: str = "numeric", **changes: Any) -> Edition:
    """Return the sample edition in a citation style, with some of its fields changed."""
    return replace(_Maker(style).edition(), **changes)


class _Maker:
    """Numbers the notes of an edition as it is put together."""

    def __init__(self, style: str) -> None:
        self.style = style
        self.notes: list[Note] = []

    def line(self, words: str, *spans: int) -> Line:
        if not spans:
            return (Run(words),)
        space = "\u00a0" if self.style == "author-date" else ""
        return (Run(words.removesuffix(".") + space), self.citation(spans), Run("."))

    def citation(self, spans: tuple[int, ...]) -> Citation:
        items = tuple(CiteItem(n, (n,), self.label(n)) for n in spans)
        if len(spans) > 2:
            items = (CiteItem(spans[0], spans, self.label(spans[0])),)
        if self.style != "notes":
            return Citation(items)
        entry = tuple(run for n in spans for run in _entry(n))
        self.notes.append(Note(len(self.notes) + 1, entry))
        return Citation(items, len(self.notes))

    def label(self, number: int) -> str:
        publisher, _, issued, _ = _ENTRIES[number - 1]
        labels = {"author-date": f"{publisher} {issued[:4]}", "none": ""}
        return labels.get(self.style, str(number))

    def passage(self, key: str, words: str, *spans: int) -> Passage:
        return Passage(key, "TLP:CLEAR", self.line(words, *spans))

    def claim(self, key: str, words: str, *spans: int, **more: Any) -> Claim:
        plain: dict[str, Any] = {"when": "", "rating": "", "earlier": (), "disputes": ()}
        line = self.line(words, *spans)
        return Claim(key=key, marking="TLP:CLEAR", line=line, **{**plain, **more})

    def edition(self) -> Edition:
        bottom_line = self.passage(
            "bottom-line",
            "The Russian-led deployment ended within three weeks but set a precedent: Moscow can be"
            " asked to police a neighbor’s streets, and Washington still has no agreed account of"
            " who called for it or of how 225 people died.", 1, 3,
        )  # fmt: skip
        sections = tuple(self.sections())
        return Edition(
            brief="kazakhstan-2022",
            audience="public",
            title="Russian intervention in Kazakhstan risks further destabilization",
            title_marking="TLP:CLEAR",
            audience_title="Congressional staff",
            desk="Central Asia Desk",
            as_of="2022-01-24",
            status="final",
            marking="TLP:CLEAR",
            gloss="For public release",
            language="en-US",
            text_language="en-US",
            template="brief",
            theme="policy",
            layout="bullets",
            paper="Letter",
            citations=self.style,
            show=("judgments", "unknowns", "watch", "actors", "timeline", "map", "sources",
                  "summary", "evidence", "definitions", "omitted"),
            order=("bottom-line", "judgments", *(f"field:{one.field}" for one in sections[:1]),
                   "timeline", "map", *(f"field:{one.field}" for one in sections[1:]), "options",
                   "unknowns", "watch", "actors", "summary", "sources", "evidence", "definitions"),
            bottom_line=bottom_line,
            judgments=tuple(self.judgments()),
            sections=sections,
            options=tuple(self.options()),
            unknowns=(
                self.passage("unknown-1", "Whether foreign fighters took part, as the President"
                             " said.", 7),
                self.passage("unknown-2", "Who gave the order to fire without warning, and when."),
            ),
            watch=(
                Watch("watch-1", "TLP:CLEAR", self.line("A second request for CSTO forces by any"
                      " member.", 5), 1),
                Watch("watch-2", "TLP:CLEAR", self.line("A mandate for an international inquiry."),
                      3),
            ),
            actors=(
                Actor("tokayev", "Kassym-Jomart Tokayev", "President of Kazakhstan"),
                Actor("zas", "Stanislav Zas", "Secretary General of the CSTO"),
                Actor("psaki", "Jen Psaki", "White House Press Secretary"),
                Actor("shalabayev", "Serik Shalabayev", "Deputy Prosecutor General"),
            ),
            timeline=(
                Event("2022-01-02", "Protests begin in Zhanaozen over fuel prices", "1"),
                Event("2022-01-05", "State of emergency", "2"),
                Event("2022-01-06", "First CSTO troops land", "5"),
                Event("2022-01-13", "Withdrawal begins", "6"),
                Event("2022-01-20", "European Parliament votes", "4"),
            ),
            countries=("KZ",),
            places=(Spot("Almaty", 43.24, 76.95), Spot("Zhanaozen", 43.34, 52.86)),
            evidence=tuple(_evidence()),
            references=tuple(_references()),
            notes=tuple(self.notes),
            summary=("This edition rests on 8 sources with 6 stated origins.",
                     "Rated sources range in reliability from A to D.",
                     "1 claim is disputed, and printed with what disputes it."),
            dissent=(),
            terms=(("CSTO", "Collective Security Treaty Organization"),),
            drafter="",
            cleared_by="",
            contact="centralasia@example.org",
            left_out=("trivia", "fuel-price"),
        )  # fmt: skip

    def judgments(self) -> list[Judgment]:
        texts = (
            ("precedent", "The CSTO will likely be used again to shore up a member government,"
             " because the cost of this first use was low.", "likely", 55, 80, "moderate", (5,)),
            ("room", "It is unlikely that President Tokayev’s room for maneuver toward the West"
             " narrows for long.", "unlikely", 20, 45, "low", (1, 7)),
            ("inquiry", "An independent inquiry into the deaths is very unlikely this year.",
             "very unlikely", 5, 20, "high", ()),
        )  # fmt: skip
        return [
            Judgment(
                key=key,
                marking="TLP:CLEAR",
                line=self.line(words, *spans),
                likelihood=term,
                low=low,
                high=high,
                confidence=confidence,
                because=(),
                reviewed="2022-01-14" if key == "room" else "",
                unreviewed=key == "room",
            )
            for key, words, term, low, high, confidence, spans in texts
        ]

    def sections(self) -> list[Section]:
        toll = self.claim(
            "toll",
            "Prosecutors count 225 dead, 19 of them police or soldiers.",
            3,
            when="2022-01-15",
            rating="C2",
            earlier=("The health ministry counts 164 dead.",),
            disputes=(
                self.passage("toll-dispute", "the health ministry withdrew its count of 164.", 2),
            ),
        )
        return [
            Section("situation", "Situation", self.passage("situation", "Calm has returned to the"
                    " cities; the government calls the unrest an attempted coup.", 7), (
                toll,
                self.claim("detained", "About 9,900 people were detained by 11 January.", 2),
                self.claim("order", "The President ordered troops to fire without warning.", 1),
            )),
            Section("actors", "Actors", self.passage("actors", "Three circles matter: the"
                    " President, the family of his predecessor, and Moscow.", 1), (
                self.claim("force", "The CSTO sent about 2,500 troops from six member states.", 5),
                self.claim("count", "The President speaks of 2,030 troops and 250 vehicles.", 7),
            )),
            Section("government-response", "Government response", None, (
                self.claim("withdrawal", "The withdrawal began on 13 January and is complete.",
                           6, 8),
            )),
            Section("international-reaction", "International reaction", None, (
                self.claim("legitimacy", "The White House questioned whether the request was"
                           " legitimate.", 1),
                self.claim("parliament", "The European Parliament asked for an international"
                           " investigation and targeted sanctions.", 4, 2, 1),
            )),
            Section("us-interests", "Why it matters", self.passage("us-interests", "Washington’s"
                    " stake is a sovereign Kazakhstan that sells its oil and uranium freely.", 1),
                    (self.claim("personnel", "No US personnel were hurt.", 1),)),
        ]  # fmt: skip

    def options(self) -> list[Option]:
        return [
            Option("inquiry", "TLP:CLEAR", (Run("Ask the Chair to use the Moscow Mechanism."),),
                   (Run("Back an OSCE inquiry"),),
                   (Run("Facts on the record, at little cost."),),
                   (Run("Astana may close the door."),), True),
            Option("wait", "TLP:CLEAR", (), (Run("Wait for the national inquiry"),),
                   (Run("Keeps the talks open."),), (Run("Evidence fades."),), False),
        ]  # fmt: skip


def with_dissent(edition: Edition) -> Edition:
    """Return the edition as the desk sees it: portion marks, ratings, dissent, drafter."""
    show = (*edition.show, "portion-marks", "ratings", "dissent", "drafter")
    return replace(
        edition,
        marking="TLP:AMBER+STRICT",
        show=show,
        order=(*edition.order, "dissent"),
        dissent=(Dissent("toll", "toll-dispute", ("Executive", "Public")),),
        drafter="A. Analyst",
        status="draft",
    )


def _entry(number: int) -> tuple[Run, ...]:
    publisher, title, issued, _ = _ENTRIES[number - 1]
    href = f"https://example.org/{number}"
    return (Run(f"{publisher}, “"), Run(title), Run(f",” {issued}, "), Run(href, href=href),
            Run(". "))  # fmt: skip


def _references() -> list[Reference]:
    return [
        Reference(
            number=number,
            entry=_entry(number),
            reliability=reliability,
            marking="TLP:CLEAR",
            url=f"https://example.org/{number}",
            csl={
                "type": "report",
                "title": title,
                "publisher": publisher,
                "issued": {"date-parts": [[int(part) for part in issued.split("-")]]},
            },
            cited_by=(number,),
        )
        for number, (publisher, title, issued, reliability) in enumerate(_ENTRIES, start=1)
    ]


def _evidence() -> list[EvidenceEntry]:
    return [
        EvidenceEntry(
            number=number,
            key=f"span-{number}",
            reference=reference,
            role="states",
            proof=proof,
            quote=quote,
            before="Obviously, events are moving quickly. " if proof == "verified" else "",
            after=", and we do not know the answer yet." if proof == "verified" else "",
            translation="",
            language="",
            locator="p. 3" if number == 4 else "",
            credibility=credibility,
            origin="Ministry of Health of Kazakhstan" if number == 2 else "",
            marking="TLP:CLEAR",
            statement="What the span says, in the desk’s words.",
            supports=(3,) if number == 2 else (),
            disputes=(2,) if number == 3 else (),
        )
        for number, (reference, proof, quote, credibility) in enumerate(_SPANS, start=1)
    ]
