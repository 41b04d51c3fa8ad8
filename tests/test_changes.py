"""What changed between two editions: found, worded, and never in words since raised."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

import pytest
from libraries import AMBER, CLEAR, annotation, library, seen, source

import briefgen.changes as changes_module
from briefgen.changes import (
    Added,
    BottomLineChanged,
    Change,
    Changes,
    ConfidenceMoved,
    DisputeOpened,
    DisputeReworded,
    DisputeSettled,
    Dropped,
    EvidenceGained,
    EvidenceLost,
    LikelihoodMoved,
    NotRecommended,
    Recommended,
    Rerated,
    Reviewed,
    Reworded,
    Updated,
    Withdrawn,
)
from briefgen.compare import compare
from briefgen.compose import compose
from briefgen.dossier import hashed
from briefgen.edition import Edition
from briefgen.languages import Language, read_language
from briefgen.parts import Run
from briefgen.recorded import read_edition
from briefgen.selection import n_claims
from briefgen.shipped import TEMPLATES
from briefgen.wording import shortened, worded

SHOW = ["judgments", "options", "unknowns", "watch", "sources", "changes", "evidence"]
BASE = annotation("x", claim="Ten boats lie in port.")
ENGLISH = read_language(TEMPLATES, "en-US")
Sources = dict[str, dict[str, Any]]


def edition(sources: Sources, brief: dict[str, Any] | None = None, **keys: Any) -> Edition:
    """An edition of everything, as its JSON tells it."""
    k, since = keys.pop("k", None), keys.pop("since", None)
    audience = {"title": "Readers", "marking": CLEAR, "show": SHOW, **keys}
    plan = {"bottom_line": "All is well.", **(brief or {})}
    cleared = seen(library(sources, plan, {"readers": audience}), "readers")
    made = compose(cleared, n_claims(cleared) if k is None else k, ENGLISH, since)
    return read_edition(made.as_json(), "edition.json")


def judged(**keys: Any) -> dict[str, Any]:
    return {"judgments": [{"id": "j", "text": "Boats are likely to sail [@x].", **keys}]}


def led(text: str) -> dict[str, Any]:
    return {"fields": {"situation": {"lead": text}}}


def option(**keys: Any) -> dict[str, Any]:
    return {"options": [{"id": "o", "title": "Wait", "for": "It is safe [@x].", **keys}]}


def with_boats(*others: dict[str, Any], **keys: Any) -> Sources:
    return {"a": source(BASE, *others, **keys)}


def sentences(made: Edition) -> list[str]:
    runs = ([part for part in change.line if isinstance(part, Run)] for change in made.changes)
    return ["".join(run.text for run in line) for line in runs]


SUPPORT = annotation("y", supports="x")
DISPUTE = annotation("y", disputes="x", claim="Two boats lie there.")
UPDATE = annotation("y", updates="x", claim="Nine boats lie in port.")
WORDS = "Ten boats lie in port."
JUDGED = "Boats are likely to sail."

CASES: dict[str, tuple[tuple[Any, ...], tuple[Any, ...], list[Change]]] = {
    "nothing": ((with_boats(),), (with_boats(),), []),
    "a new claim": (
        (with_boats(),),
        (with_boats(annotation("n", claim="A crane fell.")),),
        [Added("n", "A crane fell.")],
    ),
    "a claim in other words": (
        (with_boats(),),
        ({"a": source(annotation("x", claim="Boats lie in port."))},),
        [Reworded("x", "Boats lie in port.")],
    ),
    "a later figure": (
        (with_boats(),),
        (with_boats(UPDATE),),
        [Updated("x", "Nine boats lie in port.", WORDS)],
    ),
    "another rating": (
        ({"a": source(annotation("x", claim=WORDS, credibility="3"), reliability="C")},),
        ({"a": source(annotation("x", claim=WORDS, credibility="4"), reliability="D")},),
        [Rerated("x", WORDS, "C3", "D4")],
    ),
    "more evidence": (
        (with_boats(),),
        (with_boats(SUPPORT),),
        [EvidenceGained("x", WORDS, 1)],
    ),
    "less evidence": ((with_boats(SUPPORT),), (with_boats(),), [EvidenceLost("x", WORDS, 1)]),
    "a dispute": (
        (with_boats(),),
        (with_boats(DISPUTE),),
        [DisputeOpened("x", WORDS, "Two boats lie there.")],
    ),
    "no dispute any more": ((with_boats(DISPUTE),), (with_boats(),), [DisputeSettled("x", WORDS)]),
    "a claim less": (
        (with_boats(annotation("gone")),),
        (with_boats(),),
        [Withdrawn("", "", 1)],
    ),
    "a claim that is cited still": (
        (with_boats(annotation("n")),),
        (
            with_boats(annotation("n")),
            {"bottom_line": "Well [@n].", "claims": {"n": {"omit": True}}},
        ),
        [BottomLineChanged("", "Well.")],
    ),
    "another bottom line": (
        (with_boats(),),
        (with_boats(), {"bottom_line": "All is **lost**."}),
        [BottomLineChanged("", "All is lost.")],
    ),
    "a new judgment": (
        (with_boats(),), (with_boats(), judged()), [Added("j", JUDGED, of="judgment")],
    ),
    "a judgment less": (
        (with_boats(), judged()), (with_boats(),), [Dropped("", "", 1, of="judgment")],
    ),
    "a judgment in other words": (
        (with_boats(), judged()),
        (with_boats(), judged(text="Boats will likely sail [@x].")),
        [Reworded("j", "Boats will likely sail.", of="judgment")],
    ),
    "a judgment that moved": (
        (with_boats(), judged(likelihood="likely", confidence="low")),
        (
            with_boats(),
            judged(text="Boats are unlikely to sail.", likelihood="unlikely", confidence="high"),
        ),
        [
            LikelihoodMoved("j", "Boats are unlikely to sail.", "likely", "unlikely"),
            ConfidenceMoved("j", "Boats are unlikely to sail.", "low", "high"),
        ],
    ),
    "a judgment that was reviewed and stands": (
        (with_boats(), judged(reviewed="2022-01-11")),
        (with_boats(SUPPORT), judged(reviewed="2022-01-24")),
        [Reviewed("j", JUDGED, "2022-01-24"), EvidenceGained("x", WORDS, 1)],
    ),
    "a rating where there was none": (
        ({"a": source(annotation("x", claim=WORDS))},),
        ({"a": source(annotation("x", claim=WORDS, credibility="4"), reliability="D")},),
        [Rerated("x", WORDS, "", "D4")],
    ),
    "a dispute in other words": (
        (with_boats(DISPUTE),),
        (with_boats({**DISPUTE, "claim": "But two boats lie there."}),),
        [DisputeReworded("x", WORDS, "But two boats lie there.")],
    ),
    "a judgment that cites otherwise": (
        (with_boats(), judged(id=None)), (with_boats(), judged(id=None, text=JUDGED)), [],
    ),
    "another opening": (
        (with_boats(), led("Boats wait [@x].")),
        (with_boats(), led("Ships wait.")),
        [Reworded("situation", "Ships wait.", of="lead")],
    ),
    "a new opening": (
        (with_boats(),),
        (with_boats(), led("Ships wait.")),
        [Added("situation", "Ships wait.", of="lead")],
    ),
    "no opening any more": (
        (with_boats(), led("Ships wait.")), (with_boats(),), [Dropped("", "", 1, of="lead")],
    ),
    "a new option": (
        (with_boats(),), (with_boats(), option()), [Added("o", "Wait", of="option")],
    ),
    "an option in other words": (
        (with_boats(), option()),
        (with_boats(), option(against="It takes long [@x].")),
        [Reworded("o", "Wait", of="option")],
    ),
    "an option that is recommended now": (
        (with_boats(), option()),
        (with_boats(), option(recommended=True)),
        [Recommended("o", "Wait")],
    ),
    "an option that is recommended no longer": (
        (with_boats(), option(recommended=True)),
        (with_boats(), option(text="For a week.")),
        [Reworded("o", "Wait", of="option"), NotRecommended("o", "Wait")],
    ),
    "an option less": (
        (with_boats(), option()), (with_boats(),), [Dropped("", "", 1, of="option")],
    ),
    "unknowns new, in other words and no longer": (
        (with_boats(), {"unknowns": [{"id": "u", "text": "Whether."}, "When.", "Who."]}),
        (with_boats(), {"unknowns": [{"id": "u", "text": "If [@x]."}, "Whither."]}),
        [Reworded("u", "If.", of="unknown"),
         Added(hashed("w", "Whither."), "Whither.", of="unknown"),
         Dropped("", "", 2, of="unknown")],
    ),
    "what to watch new, in other words and no longer": (
        (with_boats(), {"watch": [{"id": "v", "text": "A sail."}, "A mast."]}),
        (with_boats(), {"watch": [{"id": "v", "text": "A gun."}, "A flag."]}),
        [Reworded("v", "A gun.", of="watch"), Added(hashed("w", "A flag."), "A flag.", of="watch"),
         Dropped("", "", 1, of="watch")],
    ),
    "an item without an id that cites otherwise": (
        (with_boats(), {"unknowns": ["Whether."], "watch": ["A sail [@x]."]}),
        (with_boats(), {"unknowns": ["Whether [@x]."], "watch": ["A sail."]}),
        [],
    ),
    "ids that stand for two things": (
        (with_boats(),),
        (with_boats(), {"unknowns": [{"id": "x", "text": "Why."}],
                        "watch": [{"id": "x", "text": "A sail."}]}),
        [Added("x", "Why.", of="unknown"), Added("x", "A sail.", of="watch")],
    ),
    "judgments before the bottom line before claims": (
        (with_boats(),),
        (with_boats(SUPPORT), {"bottom_line": "All is lost.", **judged()}),
        [Added("j", JUDGED, of="judgment"), BottomLineChanged("", "All is lost."),
         EvidenceGained("x", WORDS, 1)],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("old", "new", "changes"), CASES.values(), ids=CASES)
@pytest.mark.parametrize("style", ["numeric", "author-date"])
def test_each_difference_is_a_change(
    old: Sequence[Any], new: Sequence[Any], changes: list[Change], style: str
) -> None:
    show = [*SHOW, "ratings"]
    before, after = (edition(*given, citations=style, show=show) for given in (old, new))
    assert list(compare(before, after)) == changes


def test_spelling_an_acronym_out_elsewhere_is_no_change() -> None:
    terms = {"terms": {"EU": "European Union"}}
    claim = annotation("x", claim="The EU's ships wait.")
    before = edition({"a": source(claim)}, {**terms, "bottom_line": "The EU waits."})
    after = edition({"a": source(claim)}, terms)
    assert sentences_of(after) != sentences_of(before)
    assert list(compare(before, after)) == [BottomLineChanged("", "All is well.")]


def sentences_of(made: Edition) -> list[str]:
    lines = [claim.line for section in made.sections for claim in section.claims]
    return ["".join(part.text for part in line if isinstance(part, Run)) for line in lines]


@pytest.mark.parametrize("part", ["judgments", "options", "unknowns", "watch", "ratings"])
def test_what_an_audience_is_not_shown_in_both_is_no_change(part: str) -> None:
    shown = [*SHOW, "ratings"]
    plan = {**judged(), **option(), "unknowns": ["Whether."], "watch": ["A sail."]}
    given = {"a": source(annotation("x", credibility="3"), reliability="C")}, plan
    whole = edition(*given, show=shown)
    fewer = edition(*given, show=[one for one in shown if one != part])
    assert (compare(fewer, whole), compare(whole, fewer)) == ((), ())


@pytest.mark.parametrize(("k_before", "k_after"), [(1, 3), (3, 1), (1, 1), (0, 3)])
def test_what_is_left_out_for_length_is_no_change(k_before: int, k_after: int) -> None:
    sources = with_boats(annotation("b"), annotation("c"))
    assert compare(edition(sources, k=k_before), edition(sources, k=k_after)) == ()


def test_words_since_raised_are_counted_and_not_told() -> None:
    secret = {"claim": "The heron knows.", "quote": "A heron."}
    before = edition(
        {
            "a": source(BASE, annotation("raised", **secret), annotation("d", disputes="x")),
            "b": source(annotation("y", updates="x", claim="The kingfisher counts."), title="B"),
        },
        {
            "judgments": [
                {"id": "raised", "text": "Herons will likely fly.", "likelihood": "likely"}
            ],
        },
    )
    after = edition(
        {
            "a": source(
                BASE,
                annotation("raised", **secret, marking=AMBER),
                annotation("d", disputes="x", marking=AMBER),
            ),
            "b": source(
                annotation("y", updates="x", claim="The kingfisher counts.", marking=AMBER),
                title="B",
            ),
        },
        {
            "judgments": [{"id": "raised", "marking": AMBER, "text": "Herons will likely fly."}],
        },
    )
    changes = compare(before, after)
    assert {type(change) for change in changes} >= {Withdrawn, Dropped, DisputeSettled}
    told = repr([asdict(change) for change in changes]).casefold()
    assert not [word for word in ("heron", "kingfisher", "claim of d") if word in told]


# What an edition prints


def test_an_edition_tells_the_changes_of_what_it_prints() -> None:
    old = edition(with_boats(annotation("low", priority=5)))
    sources = {
        "a": source(
            annotation("x", claim="Ten boats lie in port.", priority=1),
            annotation("low", claim="A new low.", priority=5),
        )
    }
    whole = edition(sources, judged())
    changes = Changes("2022-01-11", compare(old, whole))
    full = edition(sources, judged(), since=changes)
    at = full.order.index("judgments")
    assert (full.since, full.order[at + 1]) == ("2022-01-11", "changes")
    assert sentences(full) == [
        "New judgment: Boats are likely to sail.",
        "Reworded: A new low.",
    ]
    assert sentences(edition(sources, judged(), since=changes, k=1)) == [
        "New judgment: Boats are likely to sail."
    ]
    silent = edition(sources, judged(), since=changes, show=["judgments"])
    assert (silent.since, silent.changes, "changes" in silent.order) == ("", (), False)


def test_where_pages_are_limited_only_new_figures_are_told_in_full() -> None:
    wait = annotation("w", claim="The crews wait.")
    sail = annotation("s", claim="The crews sail.", updates="w")
    old = edition(with_boats(wait), judged())
    new = (
        {"a": source(BASE, UPDATE, wait, sail, annotation("n")), "b": source(annotation("m"))},
        judged(confidence="low"),
    )
    changes = Changes("2022-01-11", compare(old, edition(*new)))
    assert sentences(edition(*new, since=changes, pages=2)) == [
        "Judgment 1: confidence from not given to low. 1 claim updated, 2 new claims.",
        "Updated: Nine boats lie in port. Before: Ten boats lie in port.",
    ]


def test_where_pages_are_limited_openings_and_items_are_counted() -> None:
    plan = {**led("Ships wait."), **option(recommended=True), "unknowns": ["Why.", "When."],
            "watch": ["A sail."]}  # fmt: skip
    old = edition(with_boats(), {**plan, **option(), "watch": ["A gun."], "unknowns": []})
    changes = Changes("2022-01-11", compare(old, edition(with_boats(), plan)))
    assert sentences(edition(with_boats(), plan, since=changes, pages=1)) == [
        "1 item is no longer watched. 1 option newly recommended, 2 new open questions, "
        "1 new item to watch."
    ]


def test_the_withdrawn_are_a_count() -> None:
    old = edition(with_boats(annotation("g"), annotation("h")))
    changes = Changes("2022-01-11", compare(old, edition(with_boats())))
    made = edition(with_boats(), since=changes)
    assert (made.since, made.changes, made.withdrawn) == ("2022-01-11", (), 2)


def test_an_edition_says_that_nothing_changed() -> None:
    made = edition(with_boats(), since=Changes("2022-01-11", ()))
    assert sentences(made) == ["Nothing changed"]


def test_changes_carry_the_marking_of_what_they_tell() -> None:
    old = edition(with_boats(), marking=AMBER)
    new = with_boats(annotation("n", marking=AMBER, claim="A crane fell."))
    changes = Changes("2022-01-11", compare(old, edition(new, marking=AMBER)))
    made = edition(new, {"bottom_line": "All is lost."}, marking=AMBER, since=changes)
    assert [(change.kind, change.marking) for change in made.changes] == [("new", AMBER)]


def test_changes_of_items_carry_their_markings() -> None:
    raised = {"marking": AMBER, "text": "Ships wait."}
    plan = {
        "unknowns": [{"id": "u", **raised}],
        "watch": [{"id": "w", **raised}, "A sail."],
        "options": [{"id": "o", "title": "Wait", "marking": AMBER}],
        **led("A lull."),
    }
    old, new = (edition(with_boats(), given, marking=AMBER) for given in ({}, plan))
    changes = Changes("2022-01-11", compare(old, new))
    made = edition(with_boats(), plan, marking=AMBER, since=changes)
    assert [(change.kind, change.marking) for change in made.changes] == [
        ("lead-new", CLEAR),
        ("option-new", AMBER),
        ("unknown-new", AMBER),
        ("watch-new", AMBER),
        ("watch-new", CLEAR),
    ]


def test_terms_are_spelled_out_before_the_changes_that_follow() -> None:
    terms = {"terms": {"EU": "European Union"}}
    new = {"a": source(annotation("x", claim="The EU waits."))}
    changes = Changes("2022-01-11", compare(edition({"a": source(annotation("x"))}), edition(new)))
    made = edition(new, terms, since=changes)
    assert sentences_of(made) == ["The European Union (EU) waits."]
    assert sentences(made) == ["Reworded: The EU waits."]


@pytest.mark.parametrize("tag", ["en", "ru", "ar"])
def test_every_kind_has_words_in_every_language(tag: str) -> None:
    language: Language = read_language(TEMPLATES, tag)
    changes = [change for *_, found in CASES.values() for change in found]
    told = [*worded(changes, language), *shortened(changes, language, {"j": 1})]
    kinds = [kind for kind in vars(changes_module).values() if isinstance(kind, type)]
    happened = {kind.happened for kind in kinds if issubclass(kind, Change) and kind is not Change}
    assert {change.happened for change in changes} == happened
    assert all(one.words for one in told)
    keys = {f"change-{change.kind}" for change in changes}
    assert keys - {"change-withdrawn"} <= language.words.keys() | language.counts.keys()


def test_what_was_said_before_is_in_no_edition_with_a_lower_label() -> None:
    amber = source(
        annotation("u", updates="x", claim="The kingfisher counts."), issued="2022-01-06"
    )
    clear = source(annotation("v", updates="x", claim="Nine boats."), issued="2022-01-09")
    sources = with_boats(issued="2022-01-05") | {"b": amber | {"marking": AMBER}, "c": clear}
    for show in (SHOW, ["changes"]):
        made = edition(sources, marking=AMBER, show=show)
        (claim,) = made.sections[0].claims
        assert claim.earlier[-1] == "The kingfisher counts."
        assert (made.marking, claim.marking) == (AMBER, AMBER)
    assert edition(sources).marking == CLEAR
