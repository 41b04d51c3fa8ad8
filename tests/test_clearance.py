from __future__ import annotations

from typing import Any

import pytest
from libraries import AMBER, CLEAR, GREEN, RED, annotation, cleared, library, seen, source

from briefgen.models.library import Library
from briefgen.parts import Cleared, Proof
from briefgen.words import cites

OPEN = source(annotation("open"), title="An open document")


def claims(found: Cleared) -> dict[str, str]:
    return {claim.key: claim.text for field in found.fields for claim in field.claims}


def with_hidden(**keys: Any) -> Library:
    """A library with an open claim and one annotation of a marked source."""
    marked = source(annotation("hidden", **keys), marking=AMBER, title="A marked document")
    return library({"open": OPEN, "marked": marked})


def test_a_claim_is_seen_at_its_marking_and_above() -> None:
    made = with_hidden()
    assert claims(seen(made, "public")) == {"open": "The claim of open."}
    assert claims(seen(made, "desk")).keys() == {"open", "hidden"}


def test_a_lower_marking_without_descriptor_shows_nothing() -> None:
    assert claims(seen(with_hidden(marking=GREEN), "partners")).keys() == {"open"}


def test_a_descriptor_stands_in_for_the_document_and_clears_the_annotations_own_keys() -> None:
    marked = source(
        annotation("told", marking=CLEAR, locator="p. 3", origin="A minister", note="secret"),
        marking=AMBER,
        title="A marked document",
        descriptor="an official with access",
        reliability="B",
        issued="2022-01-05",
    )
    found = seen(library({"marked": marked}), "public").evidence["told"]
    assert found.document.descriptor == "an official with access"
    assert (found.document.record, found.document.reliability) == (None, None)
    assert (found.quote, found.locator, found.origin) == ("The words of told.", "", "")
    assert (found.before, found.after) == ("", "")
    assert "marked document" not in repr(found)


def test_a_tearline_stands_in_with_a_reference_only() -> None:
    tearline = {"id": "told", "marking": CLEAR, "claim": "Something happened."}
    plain = source(annotation("hidden", marking=RED, tearline=tearline, priority=1), title="Open")
    made = library({"plain": plain}, {"bottom_line": "It happened [@told]."})
    public, desk = seen(made, "public"), seen(made, "desk")
    assert claims(public) == {"told": "Something happened."}
    assert claims(desk) == {"hidden": "The claim of hidden."}
    assert public.evidence["told"].quote == ""
    assert [cite.ref for word in desk.bottom_line.words for cite in getattr(word, "cites", ())] == [
        "hidden"
    ]


def test_only_keeps_from_audiences_that_the_ladder_would_admit() -> None:
    made = library({"open": source(annotation("open"), annotation("kept", only=["desk"]))})
    assert claims(seen(made, "partners")).keys() == {"open"}
    assert claims(seen(made, "desk")).keys() == {"open", "kept"}


def test_what_bears_on_a_hidden_claim_is_hidden() -> None:
    bearing = source(
        annotation("support", supports="hidden"),
        annotation("dispute", disputes="hidden"),
        annotation("update", updates="hidden"),
    )
    marked = source(annotation("hidden"), marking=AMBER)
    made = library({"a": OPEN, "bearing": bearing, "marked": marked})
    assert seen(made, "public").evidence.keys() == {"open"}
    assert len(seen(made, "desk").evidence) == 5


def test_the_latest_update_is_printed_under_the_claims_own_key() -> None:
    made = library(
        {
            "a": source(annotation("toll"), issued="2022-01-09"),
            "b": source(annotation("later", updates="toll"), issued="2022-01-15"),
            "c": source(annotation("middle", updates="toll"), issued="2022-01-11"),
        }
    )
    (claim,) = seen(made, "public").fields[0].claims
    assert (claim.key, claim.text) == ("toll", "The claim of later.")
    assert [piece.statement for piece in claim.earlier] == [
        "The claim of toll.",
        "The claim of middle.",
    ]


def test_a_hidden_update_leaves_the_older_words() -> None:
    made = library(
        {
            "a": source(annotation("toll"), issued="2022-01-09"),
            "b": source(annotation("later", updates="toll"), marking=AMBER),
        }
    )
    assert claims(seen(made, "public")) == {"toll": "The claim of toll."}
    assert claims(seen(made, "desk")) == {"toll": "The claim of later."}


def test_disputes_come_with_their_claim_and_its_updates() -> None:
    made = library(
        {
            "a": source(annotation("toll"), annotation("update", updates="toll")),
            "b": source(annotation("no", disputes="update"), annotation("why", supports="no")),
        }
    )
    (claim,) = seen(made, "public").fields[0].claims
    (dispute,) = claim.disputes
    assert [piece.key for piece in dispute.evidence] == ["no", "why"]


@pytest.mark.parametrize(
    ("item", "public", "desk"),
    [
        ("The words [@open].", "The words ", "The words "),
        ("The words [@hidden].", None, "The words "),
        ({"text": "The words [@open].", "marking": RED}, None, "The words "),
        ({"text": "The words [@open].", "only": ["desk"]}, None, "The words "),
        (
            {"text": "All [@hidden].", "tearline": {"marking": CLEAR, "text": "Less [@open]."}},
            "Less ",
            "All ",
        ),
        ({"text": "All [@hidden].", "wording": {"public": "Less [@open]."}}, "Less ", "All "),
        ({"text": "All [@open].", "wording": {"public": "Less [@hidden]."}}, None, "All "),
    ],
)
def test_authored_words_are_cleared_where_they_and_all_they_cite_are(
    item: Any, public: str | None, desk: str
) -> None:
    marked = source(annotation("hidden"), marking=AMBER)
    made = library({"open": OPEN, "marked": marked}, {"unknowns": [item]})
    for audience, words in (("public", public), ("desk", desk)):
        told = [getattr(passage.words[0], "text", "") for passage in seen(made, audience).unknowns]
        assert told == ([] if words is None else [words])


def test_there_is_no_edition_where_the_brief_or_its_bottom_line_is_above_the_ceiling() -> None:
    marked = {"marked": source(annotation("hidden"), marking=AMBER), "open": OPEN}
    assert cleared(library(marked, {"bottom_line": "It is [@hidden]."}), "public") is None
    assert cleared(library(marked, {"marking": GREEN}), "public") is None
    assert cleared(library({"open": OPEN}, {"audiences": ["desk"]}), "public") is None


def test_credibility_one_is_printed_only_with_another_cleared_stated_origin() -> None:
    claim = annotation("said", credibility="1")
    makes = {
        "alone": {},
        "same": {"b": source(annotation("b", supports="said"), origin="A ministry")},
        "unstated": {"b": source(annotation("b", supports="said"))},
        "hidden": {"b": source(annotation("b", supports="said"), origin="Other", marking=AMBER)},
        "other": {"b": source(annotation("b", supports="said"), origin="Other")},
    }
    printed = {
        case: seen(library({"a": source(claim, origin="A ministry"), **more}), "public")
        .evidence["said"]
        .credibility
        for case, more in makes.items()
    }
    assert printed == {"alone": "2", "same": "2", "unstated": "2", "hidden": "2", "other": "1"}


def test_a_judgment_is_unreviewed_by_evidence_that_the_audience_may_see() -> None:
    judgment = {"text": "It will likely last [@open].", "reviewed": "2022-01-10"}
    late = source(annotation("late", disputes="open"), issued="2022-01-15", marking=AMBER)
    made = library({"a": OPEN, "late": late}, {"judgments": [judgment]})
    assert [seen(made, name).judgments[0].unreviewed for name in ("public", "desk")] == [
        False,
        True,
    ]


def test_dissent_names_the_audiences_that_read_the_claim_without_its_dispute() -> None:
    made = library({"a": OPEN, "b": source(annotation("no", disputes="open"), marking=AMBER)})
    (dissent,) = seen(made, "desk").dissent
    assert (dissent.claim, dissent.dispute) == ("open", "no")
    assert dissent.audiences == ("Public", "Partners")
    assert seen(made, "public").dissent == ()


def test_notes_are_no_quotation_and_have_no_context() -> None:
    made = library({"a": source(annotation("open"), capture="notes")})
    found = seen(made, "public").evidence["open"]
    assert (found.proof, found.before, found.after) == (Proof.NOTES, "", "")


@pytest.mark.parametrize("change", ["rename", "reorder", "delete", "reword", "more"])
def test_what_stands_above_the_ceiling_changes_nothing_below_it(change: str) -> None:
    marked = source(annotation("x", marking=GREEN), annotation("y", marking=GREEN), marking=RED)
    marked |= {"descriptor": "an official"}
    secret = source(annotation("z", priority=1), annotation("s", disputes="open"), marking=RED)
    sources = {"m": marked, "open": OPEN, "z": secret}
    changed: dict[str, Any] = {
        "rename": {"zz": marked, "open": OPEN, "z": secret},
        "reorder": {"z": secret, "m": marked, "open": OPEN},
        "delete": {"m": marked, "open": OPEN},
        "reword": {
            **sources,
            "z": source(annotation("z", claim="Other.", quote="Q."), marking=RED),
        },
        "more": {**sources, "q": source(annotation("q", updates="open"), marking=AMBER)},
    }[change]
    brief = {"bottom_line": "The bottom line [@open]."}
    before, after = (seen(library(s, brief), "partners") for s in (sources, changed))
    assert repr(before) == repr(after)


def test_a_briefs_plan_for_a_claim_may_name_its_source() -> None:
    sources = {"a": source(annotation("x"), annotation("y")), "b": source(annotation("z"))}
    plans = {"a#x": {"omit": True}, "brief/b#z": {"priority": "1"}}
    made = library(sources, {"claims": plans, "bottom_line": "It is so [@y]."})
    assert list(claims(seen(made, "public"))) == ["z", "y"]


def test_authored_words_name_no_place_in_a_document_that_is_not_named() -> None:
    marked = source(
        annotation("told", marking=CLEAR), marking=AMBER, title="A cable", descriptor="an official"
    )
    plan = {"bottom_line": "All is well [@told, cable 88; @open, p. 3].", "title": "A brief"}
    made = library({"open": OPEN, "marked": marked}, plan)
    for audience, places in (("public", ["", "p. 3"]), ("desk", ["cable 88", "p. 3"])):
        words = seen(made, audience).bottom_line.words
        assert [cite.locator for cite in cites(words)] == places


def test_who_is_named_in_what_is_shown_is_listed() -> None:
    plan = {
        "unknowns": ["What Ana will do."],
        "watch": [{"text": "Whether Boris resigns."}],
        "options": [{"title": "Ask Cem", "text": "He may help."}],
        "actors": {name: {"name": name.capitalize()} for name in ("ana", "boris", "cem", "dora")},
    }
    audience = {"title": "Readers", "marking": CLEAR, "show": ["unknowns", "options"]}
    made = seen(library({"open": OPEN}, plan, {"readers": audience}), "readers")
    assert [actor.name for actor in made.actors] == ["Ana", "Cem"]
