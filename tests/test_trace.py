"""From a statement back to the spans that it rests on."""

from __future__ import annotations

import json

import pytest
from libraries import AMBER, CLEAR, annotation, library, source

from briefgen.clearance.clear import clear
from briefgen.dossier import assemble
from briefgen.errors import UsageError
from briefgen.models.library import Library
from briefgen.printed import claims, items, open_gates
from briefgen.trace import Statement, Trace, trace


def made() -> Library:
    claim = annotation("dead", quote="164 people died", claim="164 died.", credibility="1")
    newer = annotation("dead-225", quote="225 people died", claim="225 died.", updates="dead")
    more = annotation("hundreds", quote="hundreds died", supports="dead-225")
    rival = annotation("dead-300", quote="300 people died", claim="300 died.", disputes="dead")
    hidden = annotation(
        "cable",
        marking=AMBER,
        tearline={"id": "torn", "marking": CLEAR, "claim": "The toll is contested."},
    )
    return library(
        {
            "ministry": source(claim, origin="Ministry", reliability="C", issued="2022-01-09"),
            "prosecutor": source(newer, origin="Prosecutor", issued="2022-01-15"),
            "press": source(more, rival, origin="Press", capture="notes"),
            "cable": source(hidden, marking=AMBER, descriptor="a regional diplomat"),
        },
        {
            "bottom_line": {"id": "bl", "text": "In all 225 died [@dead-225]."},
            "judgments": [
                {"id": "j", "text": "It is likely [@hundreds].", "because": ["cable"],
                 "confidence": "high"},
                {"id": "k", "text": "Inside alone [@cable].", "only": ["desk"]},
            ],
        },
    )  # fmt: skip


def statement(found: Trace, kind: str, key: str) -> Statement:
    return next(told for told in found.statements if (told.kind, told.key) == (kind, key))


def behind(told: Statement) -> dict[str, list[str]]:
    return {claim.key: [piece.key for piece in claim.annotations] for claim in told.claims}


def test_a_sentence_leads_to_its_claim_and_all_that_carries_it() -> None:
    found = trace(made(), "brief")
    bottom_line = statement(found, "bottom_line", "bl")
    assert bottom_line.text == "In all 225 died."
    assert behind(bottom_line) == {"dead": ["dead", "dead-225", "hundreds"]}
    judgment = statement(found, "judgments", "j")
    assert behind(judgment) == {"dead": ["dead", "dead-225", "hundreds"], "cable": ["cable"]}
    assert judgment.confidence == "high"


def test_a_claim_is_printed_as_its_update_with_what_it_replaced() -> None:
    claim = statement(trace(made(), "brief"), "claim", "dead")
    assert claim.text == "225 died."
    assert claim.field == "situation"
    assert set(behind(claim)["dead"]) == {"dead", "dead-225", "hundreds"}


def test_a_dispute_is_a_statement_of_its_own() -> None:
    dispute = statement(trace(made(), "brief"), "dispute", "dead-300")
    assert dispute.text == "300 died."
    assert behind(dispute) == {"dead": ["dead", "dead-300"]}


def test_a_span_comes_with_its_context_rating_and_origin() -> None:
    (claim,) = statement(trace(made(), "brief"), "bottom_line", "bl").claims
    first = claim.annotations[0]
    text = made().sources["brief/ministry"].text or ""
    assert text[first.start : first.end] == first.quote == "164 people died"
    assert (first.before, first.after) == ("Before. ", " After.")
    assert (first.source, first.origin, first.issued) == (
        "brief/ministry",
        "Ministry",
        "2022-01-09",
    )
    assert first.rating == "C2"
    assert claim.annotations[2].proof == "notes"


def test_an_audience_gets_what_is_cleared_for_it() -> None:
    public = trace(made(), "brief", audience_id="public")
    assert {told.key for told in public.statements if told.kind == "judgments"} == {"j"}
    assert "cable" not in public.as_json()
    torn = statement(public, "claim", "torn")
    (witness,) = torn.claims[0].annotations
    assert (witness.source, witness.title) == ("", "a regional diplomat")
    assert (witness.quote, witness.start) == ("", None)
    desk = trace(made(), "brief", audience_id="desk")
    assert {told.key for told in desk.statements if told.kind == "judgments"} == {"j", "k"}


def test_without_an_audience_nothing_is_left_out() -> None:
    found = trace(made(), "brief")
    assert {told.key for told in found.statements if told.kind == "judgments"} == {"j", "k"}


@pytest.mark.parametrize("key", ["dead-300", "press#dead-300"])
def test_one_claim_can_be_asked_for(key: str) -> None:
    found = trace(made(), "brief", key)
    assert [told.key for told in found.statements] == ["dead-300"]
    assert [t.kind for t in trace(made(), "brief", "hundreds").statements] == [
        "bottom_line",
        "judgments",
        "claim",
    ]


@pytest.mark.parametrize(
    ("names", "message"),
    [
        (("brif", None, None), "there is no brief `brif`"),
        (("brief", "deaf", None), "there is no claim `deaf`"),
        (("brief", None, "pubic"), "there is no audience `pubic`"),
    ],
)
def test_what_does_not_exist_is_a_usage_error_with_a_hint(
    names: tuple[str, str | None, str | None], message: str
) -> None:
    with pytest.raises(UsageError) as refused:
        trace(made(), *names)
    (found,) = refused.value.diagnostics
    assert found.message == message
    assert found.hint.startswith("did you mean `")


def test_json_is_the_tree() -> None:
    document = json.loads(trace(made(), "brief", audience_id="desk").as_json())
    assert (document["schema"], document["brief"], document["audience"]) == (1, "brief", "desk")
    first = document["statements"][0]
    assert first["kind"] == "bottom_line"
    assert first["claims"][0]["annotations"][0]["quote"] == "164 people died"


def test_text_is_the_tree_with_notes_out_of_quotation_marks() -> None:
    text = trace(made(), "brief").as_text()
    assert "bottom line bl [TLP:CLEAR]\n  In all 225 died.\n    claim dead: 164 died." in text
    assert "      states ministry#dead, C2, origin Ministry, 2022-01-09, TLP:CLEAR\n" in text
    assert "Before. «164 people died» After. (verified)" in text
    assert "desk notes: hundreds died" in text


def test_what_is_printed_is_what_is_cleared() -> None:
    """The rules' and the trace's view of an edition is that of clearing."""
    library_ = made()
    dossier = assemble(library_, "brief")
    gates = {gate.id: gate for gate in open_gates(dossier)}
    for name, audience in library_.audiences.items():
        cleared = clear(dossier, audience, name)
        assert (cleared is None) == (name not in gates)
        if cleared is not None:
            offered = {f: [gates[name].key(c) for c in found]
                       for f, found in claims(gates[name]).items() if found}  # fmt: skip
            assert {f: sorted(keys) for f, keys in offered.items()} == {
                field.id: sorted(claim.key for claim in field.claims) for field in cleared.fields
            }
            judged = [told.id for item, told in items(gates[name]) if item.kind == "judgments"]
            shown = "judgments" in cleared.manner.show
            assert judged == [judgment.passage.key for judgment in cleared.judgments if shown]
