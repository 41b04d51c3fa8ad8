"""Each rule on small libraries: what it finds, and what it leaves alone."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pytest
from libraries import AMBER, AUDIENCES, CLEAR, GREEN, RED, annotation, library, source

from briefgen.check import CODES, check
from briefgen.errors import Diagnostic, KeyPath
from briefgen.rules.case import Repertoire
from briefgen.vocabulary import Marking, Severity

Annotations = list[dict[str, Any]]


@dataclass(frozen=True)
class Case:
    """Seeds, a rule and where it must find something; nowhere: it must be quiet."""

    name: str
    code: str
    places: list[tuple[str, KeyPath]]
    sources: dict[str, dict[str, Any]]
    brief: dict[str, Any] = field(default_factory=dict)
    project: dict[str, Any] = field(default_factory=dict)
    says: str = ""
    desk: dict[str, Any] = field(default_factory=dict)
    marking: Marking = Marking.CLEAR
    today: date | None = None


def one(*annotations: dict[str, Any], **keys: Any) -> dict[str, dict[str, Any]]:
    return {"paper": source(*annotations, **keys)}


def at(*path: str | int) -> tuple[str, KeyPath]:
    return "seeds/sources/brief/paper.yaml", path


def other(*path: str | int) -> tuple[str, KeyPath]:
    return "seeds/sources/brief/other.yaml", path


def brief(*path: str | int) -> tuple[str, KeyPath]:
    return "seeds/briefs/brief.yaml", path


A = annotation("a")
B = annotation("b")
SUPPORT = annotation("s", supports="a")


def told(text: str, **keys: Any) -> dict[str, Any]:
    return {"bottom_line": "It is so [@a].", "judgments": [{"text": text, "id": "j", **keys}]}


REFERENCES = [
    Case("a citation leads nowhere", "unknown-annotation", [brief("bottom_line", "text")],
         one(annotation("shoot-to-kill")), {"bottom_line": "It is so [@shoot-to-kil]."},
         says="did you mean `shoot-to-kill`?"),
    Case("the source is the wrong one", "unknown-annotation", [brief("bottom_line", "text")],
         one(A), {"bottom_line": "It is so [@other#a]."}, says="it stands in `brief/paper`"),
    Case("the nearest id is marked higher", "unknown-annotation", [brief("bottom_line", "text")],
         one(annotation("abcdef", marking=AMBER)), {"bottom_line": "It is so [@abcdeg]."},
         marking=Marking.AMBER),
    Case("support leads nowhere", "unknown-annotation", [at("annotations", 1, "supports")],
         one(A, annotation("s", supports="nowhere"))),
    Case("because leads nowhere", "unknown-annotation", [brief("judgments", 0, "because", 0)],
         one(A), told("It is likely [@a].", because=["nowhere"])),
    Case("a plan leads nowhere", "unknown-annotation", [brief("claims", "nowhere")],
         one(A), {"claims": {"nowhere": {"omit": True}}}),
    Case("a list leads nowhere", "unknown-annotation",
         [brief("fields", "situation", "claims", 1)], one(A),
         {"fields": {"situation": {"claims": ["a", "nowhere"]}}}),
    Case("a tearline's id is known", "unknown-annotation", [],
         one(annotation("a", marking=AMBER,
                        tearline={"id": "torn", "marking": CLEAR, "claim": "Less."})),
         {"bottom_line": "It is so [@torn]."}),
    Case("two go by one id", "duplicate-annotation", [other("annotations", 0, "id")],
         {"first": source(A), "other": source(A)}),
    Case("two have one quote and no id", "duplicate-annotation", [at("annotations", 2, "quote")],
         one(A, *({"quote": "The words.", "claim": "x.", "field": "actors"} for _ in range(2)))),
    Case("a tearline takes another's id", "duplicate-annotation",
         [at("annotations", 1, "tearline", "id")],
         one(A, annotation("b", marking=AMBER,
                           tearline={"id": "a", "marking": CLEAR, "claim": "Less."})),
         marking=Marking.AMBER),
    Case("two judgments go by one id", "duplicate-item", [brief("judgments", 1, "id")], one(A),
         {"judgments": [{"id": "j", "text": "One [@a]."}, {"id": "j", "text": "Two [@a]."}]}),
    Case("two unknowns are the same", "duplicate-item", [brief("unknowns", 1)], one(A),
         {"unknowns": ["Whether [@a].", "Whether [@a]."]}),
    Case("ids of two kinds may agree", "duplicate-item", [], one(A),
         {"unknowns": [{"id": "j", "text": "Whether."}], **told("So it is [@a].")}),
    Case("two files of one name", "duplicate-source", [("seeds/sources/brief/x/paper.yaml", ())],
         {"paper": source(A), "x/paper": source(B)}),
    Case("a pattern matches nothing", "unmatched-sources", [brief("sources", 1)], one(A),
         {"sources": ["brief/*", "brif/*"]}),
    Case("a brief without sources", "unmatched-sources", [brief()], {},
         {"bottom_line": "It is so."}),
    Case("a source that no brief takes", "unused-source", [other()],
         {"paper": source(A), "other": source(B, marking=GREEN)}, {"sources": ["brief/paper"]},
         marking=Marking.GREEN),
    Case("an annotation that is not printed", "unprinted-annotation", [at("annotations", 1)],
         one(A, B), {"fields": {"situation": {"claims": ["a"]}}}),
    Case("support of a printed claim is printed", "unprinted-annotation", [], one(A, SUPPORT)),
    Case("a cited annotation is printed", "unprinted-annotation", [], one(A, B),
         {"bottom_line": "It is so [@a; @b].", "fields": {"situation": {"claims": []}}}),
    Case("support of support", "bearing-mismatch", [at("annotations", 2, "supports")],
         one(A, SUPPORT, annotation("t", supports="s"))),
    Case("a dispute of a dispute", "bearing-mismatch", [at("annotations", 2, "disputes")],
         one(A, annotation("d", disputes="a"), annotation("e", disputes="d"))),
    Case("a dispute of an update", "bearing-mismatch", [],
         one(A, annotation("u", updates="a"), annotation("d", disputes="u"))),
    Case("an update of an update", "bearing-mismatch", [at("annotations", 2, "updates")],
         one(A, annotation("u", updates="a"), annotation("v", updates="u"))),
    Case("itself", "bearing-mismatch", [at("annotations", 1, "updates")],
         one(A, annotation("u", updates="u")), says="itself"),
    Case("support is listed", "not-a-claim", [brief("fields", "situation", "claims", 1)],
         one(A, SUPPORT), {"fields": {"situation": {"claims": ["a", "s"]}}}),
    Case("a claim is listed twice", "claim-listed-twice", [brief("fields", "actors", "claims", 0)],
         one(A), {"fields": {"situation": {"claims": ["a"]}, "actors": {"claims": ["paper#a"]}}}),
    Case("watching for no judgment", "unknown-judgment", [brief("watch", 0, "judgment")], one(A),
         {**told("So it is [@a]."), "watch": [{"text": "It [@a].", "judgment": "k"}]}),
    Case("a citation with a space", "malformed-citation", [brief("bottom_line", "text")], one(A),
         {"bottom_line": "It is so [@a b]."}),
    Case("an escaped bracket is none", "malformed-citation", [], one(A),
         {"bottom_line": "It is so [@a]."}),
]  # fmt: skip

KNOWN = [
    Case("an actor not introduced", "unknown-actor", [at("annotations", 0, "actors", 1)],
         one(annotation("a", actors=["tokayev", "tokajev"])),
         {"actors": {"tokayev": {"name": "Tokayev"}}}, says="did you mean `tokayev`?"),
    Case("a place off the map", "unknown-place", [at("annotations", 0, "where")],
         one(annotation("a", where="almati")),
         project={"places": {"almaty": {"name": "Almaty", "lat": 43, "lon": 76}}},
         says="did you mean `almaty`?"),
    Case("audiences that do not exist", "unknown-audience",
         [at("annotations", 0, "only", 0), at("annotations", 0, "wording", "desks"),
          brief("audiences", 0), brief("bottom_line", "only", 0)],
         one(annotation("a", only=["pubic"], wording={"desks": "x"})),
         {"audiences": ["congres"], "bottom_line": {"text": "It [@a].", "only": ["nobody"]}}),
    Case("a field not declared", "unknown-field", [at("annotations", 0, "field")],
         one(annotation("a", field="humanitarian"))),
    Case("a field of the brief's own", "unknown-field", [],
         one(annotation("a", field="humanitarian")),
         {"fields": {"humanitarian": {"heading": "Consequences"}}}),
    Case("a field without a heading", "field-without-heading", [brief("fields", "situations")],
         one(A), {"fields": {"situations": {}}}, says="did you mean `situation`?"),
]  # fmt: skip

QUOTES = [
    Case("one digit is wrong", "quote-not-found", [at("annotations", 0, "quote")],
         one(annotation("a", quote="2,400 soldiers came"),
             text="In all 2,500\nsoldiers came. Then"),
         says='the nearest passage is "2,500 soldiers came." (94 %)'),
    Case("a dropped not", "quote-not-found", [at("annotations", 0, "quote")],
         one(annotation("a", quote="It was legitimate"), text="It was not legitimate.")),
    Case("the prefix is wrong", "quote-not-found", [at("annotations", 0, "quote")],
         one(annotation("a", quote="It was", prefix="Yet"), text="It was not."),
         says="not between this prefix and suffix"),
    Case("quotation marks do not count", "quote-not-found", [],
         one(annotation("a", quote="Tokayev's  call"), text="On Tokayev\u2019s\ncall.")),
    Case("no text at hand", "quote-not-found", [], one(A, text=None)),
    Case("two places", "quote-ambiguous", [at("annotations", 0, "quote")],
         one(annotation("a", quote="It was"), text="It was. Then\nstill It was."),
         says="1:1, 2:7"),
    Case("two places and a suffix", "quote-ambiguous", [],
         one(annotation("a", quote="It was", suffix="not"), text="It was. Then It was not.")),
    Case("another text", "text-changed", [at("sha256")], one(A, sha256="0" * 64)),
]  # fmt: skip

FIGURES = [
    Case("a claim's figure", "figure-without-support", [at("annotations", 0, "claim")],
         one(annotation("a", quote="2,500 came", claim="Some 2,600 came.")), says="2,600"),
    Case("a figure in words", "figure-without-support", [],
         one(annotation("a", quote="2,500,000 came", claim="2.5 million came."))),
    Case("a figure that is broken between lines", "figure-without-support", [],
         one(annotation("a", quote="about\n3\u00a0million came", claim="About 3 million  came."))),
    Case("a figure is not read on from quote to translation", "figure-without-support",
         [at("annotations", 0, "claim")],
         one(annotation("a", quote="ils etaient 3", translation="million times so",
                        claim="They were 3 million.")), says="3 million"),
    Case("a time is no count", "figure-without-support", [at("annotations", 0, "claim")],
         one(annotation("a", quote="5 offices closed", claim="It closed at 5 pm.")), says="5 pm"),
    Case("a supported figure", "figure-without-support", [],
         one(annotation("a", quote="They came", claim="In all 250 came."),
             annotation("s", quote="250 in all", supports="a"))),
    Case("a translation", "figure-without-support", [],
         one(annotation("a", quote="dvesti", translation="two hundred", claim="200 came."))),
    Case("the date of the source", "figure-without-support", [],
         one(annotation("a", claim="On January 5 they came."), issued="2022-01-05")),
    Case("label, wording and tearline", "figure-without-support",
         [at("annotations", 0, "label"), at("annotations", 0, "tearline", "claim"),
          at("annotations", 0, "wording", "desk")],
         one(annotation("a", quote="20 came", claim="20 came.", label="21 come", marking=AMBER,
                        tearline={"marking": CLEAR, "claim": "22 came."},
                        wording={"desk": "23 came."})),
         {"bottom_line": "It is so."}, marking=Marking.AMBER),
    Case("a figure that the citation lacks", "figure-without-support",
         [brief("bottom_line", "text")],
         one(annotation("a", quote="20 came"), annotation("b", quote="30 left")),
         {"bottom_line": "In all 30 left [@a]."}),
    Case("a figure in an unknown is let be", "figure-without-support", [], one(A),
         {"unknowns": ["Whether 30 left [@a]."]}),
    Case("support that differs", "figures-differ", [at("annotations", 1, "quote")],
         one(annotation("a", quote="164 people were killed"),
             annotation("s", quote="225 people were killed", supports="a")), says="225"),
    Case("a declared dispute", "figures-differ", [],
         one(annotation("a", quote="164 people were killed"),
             annotation("d", quote="225 people were killed", disputes="a"),
             annotation("u", quote="226 people were killed", updates="a"))),
]  # fmt: skip

CITING = [
    Case("a sentence cites nothing", "uncited-sentence", [brief("bottom_line", "text")], one(A),
         {"bottom_line": "It is so. It will last [@a]."}, says="`It is so.`"),
    Case("a wording cites nothing", "uncited-sentence",
         [brief("judgments", 0, "wording", "desk")], one(A),
         told("So it is [@a].", wording={"desk": "So it is."})),
    Case("a lead cites nothing", "uncited-sentence",
         [brief("fields", "situation", "lead", "text")], one(A),
         {"fields": {"situation": {"lead": "It is so."}}}),
    Case("unknowns need no source", "uncited-sentence", [], one(A), {"unknowns": ["Whether."]}),
    Case("one unrated source", "single-weak-source", [brief("bottom_line", "text")], one(A),
         says="unrated"),
    Case("one source rated F", "single-weak-source", [brief("bottom_line", "text")],
         one(A, reliability="F"), says="(F)"),
    Case("statements rated 6", "single-weak-source", [brief("bottom_line", "text")],
         one(annotation("a", credibility="6"), reliability="A"), says="(6)"),
    Case("one good source", "single-weak-source", [], one(A, reliability="B")),
    Case("two unrated sources", "single-weak-source", [],
         {"paper": source(A), "other": source(SUPPORT)}),
    Case("the source is marked", "single-weak-source", [brief("bottom_line", "text")],
         one(annotation("a", marking=CLEAR), marking=AMBER, descriptor="a diplomat"),
         marking=Marking.AMBER),
]  # fmt: skip

RATINGS = [
    Case("1 alone", "credibility-unconfirmed", [at("annotations", 0, "credibility")],
         one(annotation("a", credibility="1"), origin="Ministry")),
    Case("1 with the same origin", "credibility-unconfirmed",
         [at("annotations", 0, "credibility")],
         {"paper": source(annotation("a", credibility="1"), origin="Ministry"),
          "other": source(SUPPORT, origin="Ministry")}),
    Case("1 with an unstated origin", "credibility-unconfirmed",
         [at("annotations", 0, "credibility")],
         {"paper": source(annotation("a", credibility="1"), origin="Ministry"),
          "other": source(SUPPORT)}),
    Case("1 without an origin of its own", "credibility-unconfirmed",
         [at("annotations", 0, "credibility")],
         {"paper": source(annotation("a", credibility="1")),
          "other": source(SUPPORT, origin="Press")}, says="its origin is not stated"),
    Case("1 with another origin", "credibility-unconfirmed", [],
         {"paper": source(annotation("a", credibility="1"), origin="Ministry"),
          "other": source(annotation("s", supports="a", credibility="1"), origin="Press")}),
    Case("high on one origin", "confidence-unsupported", [brief("judgments", 0, "text")],
         one(A, origin="Ministry", reliability="A"),
         told("It is likely [@a].", confidence="high")),
    Case("high on D and F", "confidence-unsupported", [brief("judgments", 0, "text")],
         {"paper": source(A, origin="Ministry", reliability="D"),
          "other": source(B, origin="Press", reliability="F")},
         told("It is likely [@a; @b].", confidence="high"), says="without a source rated A"),
    Case("high on two, one good", "confidence-unsupported", [],
         {"paper": source(A, origin="Ministry", reliability="C"),
          "other": source(SUPPORT, origin="Press")},
         told("It is likely [@a].", confidence="high")),
    Case("moderate on one", "confidence-unsupported", [], one(A),
         told("It is likely [@a].", confidence="moderate")),
]  # fmt: skip

JUDGING = [
    Case("another term", "likelihood-mismatch", [brief("judgments", 0, "text")], one(A),
         told("It will probably last [@a].", likelihood="likely"), says="`probable`"),
    Case("no term", "likelihood-mismatch", [brief("judgments", 0, "text")], one(A),
         told("It will last [@a].", likelihood="likely"), says="no term"),
    Case("an inflection", "likelihood-mismatch", [], one(A),
         told("It will almost certainly last [@a].", likelihood="almost certain")),
    Case("a wording without the term", "likelihood-mismatch",
         [brief("judgments", 0, "wording", "desk")], one(A),
         told("It is likely to last [@a].", likelihood="likely",
              wording={"desk": "It lasts [@a]."})),
    Case("two rows", "likelihood-rows-mixed", [brief("judgments", 0, "text")], one(A),
         {"bottom_line": "It is likely [@a].",
          "judgments": [{"id": "j", "text": "It is probable [@a]."}]},
         says="write `likely`"),
    Case("one row", "likelihood-rows-mixed", [], one(A),
         {"bottom_line": "It is likely [@a].",
          "judgments": [{"id": "j", "text": "It is unlikely [@a]."}]}),
    Case("likelihood with confidence", "likelihood-with-confidence",
         [brief("judgments", 0, "text")], one(A),
         told("We have high confidence that it is likely to last [@a].")),
    Case("in two sentences", "likelihood-with-confidence", [], one(A),
         told("It is likely to last [@a]. Confidence is high [@a].")),
    Case("a hedge", "hedge", [brief("judgments", 0, "text")], one(A),
         told("It could last [@a]."), says="`could`"),
    Case("the month of May", "hedge", [], one(A), told("Elections are due in May 2022 [@a].")),
    Case("a hedge elsewhere", "hedge", [], one(A), {"unknowns": ["Whether it could last."]}),
]  # fmt: skip

AGES = [
    Case("evidence from later", "evidence-after-as-of", [at("issued")],
         one(A, issued="2022-01-25")),
    Case("a month that may be earlier", "evidence-after-as-of", [], one(A, issued="2022-01")),
    Case("old evidence", "stale-evidence", [at("annotations", 0)], one(A, issued="2021-12-01")),
    Case("old and dated", "stale-evidence", [],
         one(annotation("a", when="2021-11"), issued="2021-12-01")),
    Case("newer support", "stale-evidence", [],
         {"paper": source(A, issued="2021-12-01"), "other": source(SUPPORT, issued="2022-01-02")}),
    Case("an old brief", "brief-stale", [brief("as_of")], one(A), today=date(2022, 2, 24)),
    Case("a brief of the month", "brief-stale", [], one(A), today=date(2022, 2, 23)),
    Case("no day to measure on", "brief-stale", [], one(A)),
    Case("evidence since the review", "judgment-unreviewed", [brief("judgments", 0, "reviewed")],
         one(A, issued="2022-01-12"), told("It is likely [@a].", reviewed="2022-01-11")),
    Case("a dispute since the review", "judgment-unreviewed",
         [brief("judgments", 0, "reviewed")],
         {"paper": source(A, issued="2022-01-01"),
          "other": source(annotation("d", disputes="a"), issued="2022-01-12")},
         told("It is likely [@a].", reviewed="2022-01-11"), says="`d`"),
    Case("reviewed on the day", "judgment-unreviewed", [], one(A, issued="2022-01-11"),
         told("It is likely [@a].", reviewed="2022-01-11")),
]  # fmt: skip

TORN = {"id": "torn", "marking": CLEAR, "claim": "Less."}

MARKINGS = [
    Case("lowered without a descriptor", "marking-lowered-without-descriptor",
         [at("annotations", 0, "marking")], one(annotation("a", marking=CLEAR), marking=AMBER),
         marking=Marking.AMBER),
    Case("lowered with a descriptor", "marking-lowered-without-descriptor", [],
         one(annotation("a", marking=CLEAR), marking=AMBER, descriptor="a diplomat")),
    Case("a tearline as high", "tearline-not-lower", [at("annotations", 0, "tearline", "marking")],
         one(annotation("a", tearline=TORN))),
    Case("an item's tearline as high", "tearline-not-lower",
         [brief("bottom_line", "tearline", "marking")], one(A),
         {"bottom_line": {"text": "It [@a].", "tearline": {"marking": CLEAR, "text": "It [@a]."}}}),
    Case("a tearline below what is cited", "tearline-not-lower", [],
         one(annotation("a", marking=AMBER)),
         {"bottom_line": {"text": "It [@a].", "tearline": {"marking": CLEAR, "text": "It."}}}),
    Case("a tearline without a descriptor", "tearline-needs-descriptor",
         [at("annotations", 0, "tearline")], one(annotation("a", tearline=TORN), marking=AMBER),
         marking=Marking.AMBER),
    Case("a tearline with a descriptor", "tearline-needs-descriptor", [],
         one(annotation("a", tearline=TORN), marking=AMBER, descriptor="a diplomat")),
    Case("an item below its brief", "marking-below-brief",
         [brief("judgments", 0, "marking")], one(A),
         {"marking": GREEN, **told("So it is [@a].", marking=CLEAR)}, marking=Marking.GREEN),
    Case("a dispute below its claim", "hidden-with-claim", [other("annotations", 0, "disputes")],
         {"paper": source(annotation("a", marking=AMBER)),
          "other": source(annotation("d", disputes="a"))},
         {"bottom_line": "It is so."}, marking=Marking.AMBER),
]  # fmt: skip

EDITIONS = [
    Case("a brief above a ceiling", "no-edition", [brief("marking")], one(A), {"marking": GREEN},
         says="`public`", marking=Marking.GREEN),
    Case("a hidden bottom line", "no-edition", [brief("bottom_line", "text")],
         one(annotation("a", marking=AMBER)), says="`public` and `partners`",
         marking=Marking.AMBER),
    Case("a bottom line with a tearline", "no-edition", [], one(annotation("a", marking=AMBER)),
         {"bottom_line": {"text": "It [@a].", "tearline": {"marking": CLEAR, "text": "It."}}}),
    Case("empty fields", "field-empty",
         [brief("fields", f) for f in
          ("actors", "government-response", "international-reaction", "us-interests")], one(A),
         says="`public`, `partners` and `desk`"),
    Case("a field empty for some", "field-empty", [brief("fields", "situation")],
         one(annotation("a", marking=AMBER)),
         {"bottom_line": "It is so.",
          "fields": {f: {"lead": "It."} for f in
          ("actors", "government-response", "international-reaction", "us-interests")}},
         says="`situation` is empty for `public` and `partners`,", marking=Marking.AMBER),
    Case("a hidden dispute", "withheld-dissent", [other("annotations", 0)],
         {"paper": source(A), "other": source(annotation("d", disputes="a"), marking=AMBER)},
         says="`public` and `partners` print `a` without `d`", marking=Marking.AMBER),
    Case("a hidden update", "withheld-dissent", [other("annotations", 0)],
         {"paper": source(A), "other": source(annotation("d", updates="a"), marking=RED)},
         marking=Marking.RED),
    Case("a dispute with a tearline", "withheld-dissent", [],
         {"paper": source(A),
          "other": source(annotation("d", disputes="a", marking=AMBER, tearline=TORN))}),
    Case("hidden ground of a confidence", "withheld-support",
         [brief("judgments", 0, "because", 0)],
         one(A, annotation("b", marking=AMBER)),
         {**told("It is likely [@a].", confidence="moderate", because=["b"])},
         says="print the judgment `j` without `b`",
         marking=Marking.AMBER),
    Case("hidden confirmation of a rating", "withheld-support",
         [at("annotations", 0, "credibility")],
         {"paper": source(annotation("a", credibility="1"), origin="Ministry"),
          "other": source(SUPPORT, origin="Press", marking=AMBER)}, marking=Marking.AMBER),
]  # fmt: skip

WORDS = [
    Case("an acronym", "acronym-unexplained", [at("annotations", 0, "claim")],
         one(annotation("a", claim="The CSTO came.")), says="`CSTO`"),
    Case("an acronym in terms", "acronym-unexplained", [],
         one(annotation("a", claim="The CSTO's men and CSTOs came.")), {"terms": {"CSTO": "x"}}),
    Case("an acronym spelled out", "acronym-unexplained", [],
         one(annotation("a", claim="The Treaty Organization (CSTO) came; the CSTO left."))),
    Case("an acronym spelled out too late", "acronym-unexplained", [brief("bottom_line")],
         one(annotation("a", claim="The Treaty Organization (CSTO) came.")),
         {"bottom_line": "The CSTO came [@a]."}),
    Case("common ones", "acronym-unexplained", [],
         one(annotation("a", claim="The US and U.S. TV said so in World War II."))),
    Case("the other spelling", "name-spelled-two-ways",
         [at("annotations", 0, "claim"), brief("bottom_line", "text")],
         one(annotation("a", quote="Tokaev came", claim="Tokaev came.")),
         {"bottom_line": "Tokaev's men came [@a].",
          "actors": {"t": {"name": "Tokayev", "also": ["Tokaev"]}}}),
    Case("letters turned round", "hidden-character", [at("annotations", 0, "claim")],
         one(annotation("a", claim="The \u202ebridge is closed.")), says="U+202E"),
    Case("words parted unseen", "hidden-character", [brief("title"), brief("bottom_line", "text")],
         one(A), {"title": "The\u200bbridge", "bottom_line": "It is so\ufeff [@a]."}),
    Case("marks that scripts need", "hidden-character", [],
         one(annotation("a", claim="\u0645\u06cc\u200c\u0631\u0648\u062f\u200f."))),
    Case("a name that holds the other", "name-spelled-two-ways", [],
         one(annotation("a", claim="Tokaev-Smith came with Tokaevs.")),
         {"actors": {"t": {"name": "Tokaev-Smith", "also": ["Tokaev"]}}}),
]  # fmt: skip

THEIRS = "seeds/audiences/desk.yaml"
REPERTOIRE = Repertoire(
    templates=frozenset({"brief", "brief/sheet.html"}),
    themes=frozenset({"policy"}),
    languages=frozenset({"en"}),
    countries=frozenset({"KZ"}),
    taken=frozenset({"index"}),
)
OFFERED = [
    Case("a template that is not there", "unknown-template", [(THEIRS, ("template",))], one(A),
         desk={"template": "brife"}, says="did you mean `brief`?"),
    Case("a file of a template", "unknown-template", [], one(A),
         desk={"template": "brief/sheet.html"}),
    Case("a theme that is not there", "unknown-theme", [(THEIRS, ("theme",))], one(A),
         desk={"theme": "neon"}, says="known themes: policy"),
    Case("an audience's language", "unknown-language", [(THEIRS, ("language",))], one(A),
         desk={"language": "xx"}, says="known languages: en"),
    Case("a brief's language", "unknown-language", [brief("language")], one(A),
         {"language": "xx-Latn"}),
    Case("a brief's language that no page is in", "unknown-language", [], one(A),
         {"language": "xx", "audiences": ["desk"]}, desk={"language": "en-GB"}),
    Case("a brief's language that only those read who get no edition", "unknown-language", [],
         one(A), {"language": "xx", "marking": RED, "audiences": ["public", "desk"]},
         desk={"language": "en"}),
    Case("a country that is nowhere", "unknown-country", [brief("countries", 1)], one(A),
         {"countries": ["KZ", "ZZ"]}),
]  # fmt: skip

ALL = [*REFERENCES, *KNOWN, *OFFERED, *QUOTES, *FIGURES, *CITING, *RATINGS, *JUDGING, *AGES,
       *MARKINGS, *EDITIONS, *WORDS]  # fmt: skip


def found(case: Case) -> list[Diagnostic]:
    audiences = {**AUDIENCES, "desk": {**AUDIENCES["desk"], **case.desk}}
    made = library(case.sources, case.brief, audiences, case.project)
    return list(check(made, made.briefs, case.today, REPERTOIRE, select=[case.code]))


@pytest.mark.parametrize("case", ALL, ids=lambda case: f"{case.code}: {case.name}")
def test_rule(case: Case) -> None:
    findings = found(case)
    places = [(finding.place.file, finding.place.path) for finding in findings]
    assert sorted(places, key=str) == sorted(case.places, key=str), findings
    for finding in findings:
        assert finding.code == case.code
        assert finding.marking == case.marking
        assert not finding.message.endswith(".")
    assert not findings or any(case.says in f"{f.message} | {f.hint}" for f in findings), findings


def test_every_rule_has_a_case() -> None:
    elsewhere = {"ignored-rule", "name-taken"}
    assert {case.code for case in ALL if case.places} == set(CODES) - elsewhere


def test_drafts_are_warned_where_final_briefs_are_stopped() -> None:
    for code, text in (("uncited-sentence", "It is so."), ("figure-without-support", "20 [@a].")):
        for status, severity in (("draft", Severity.WARNING), ("final", Severity.ERROR)):
            made = library(one(A), {"bottom_line": text, "status": status})
            assert [f.severity for f in check(made, ["brief"], select=[code])] == [severity]
