"""What falls or weakens without a source, and that a trace implies the same."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from libraries import AMBER, annotation, library, source

from briefgen.dossier import Dossier, assemble
from briefgen.errors import UsageError
from briefgen.impact import Effect, Impact, impact
from briefgen.models.library import Library
from briefgen.seeds import read_library
from briefgen.trace import trace

SEEDS = Path(__file__).parents[1] / "seeds"


def made() -> Library:
    return library(
        {
            "ministry": source(annotation("dead", credibility="1"), origin="Ministry"),
            "press": source(
                annotation("morgue", supports="dead"),
                annotation("rival", disputes="dead"),
                annotation("calm"),
                origin="Press",
            ),
            "cable": source(annotation("fear", marking=AMBER), marking=AMBER),
        },
        {
            "bottom_line": {"id": "bl", "text": "Many died [@dead]."},
            "judgments": [
                {"id": "j", "text": "So it is likely [@dead].", "confidence": "high"},
                {"id": "k", "text": "Fear is likely [@fear].", "because": ["calm"]},
                {"id": "m", "text": "Calm is likely [@calm].",
                 "tearline": {"id": "t", "marking": "TLP:CLEAR", "text": "Calm is likely."}},
            ],
        },
    )  # fmt: skip


def effects(found: Impact, audience: str) -> dict[str, Effect]:
    (affected,) = found.briefs
    reading = next(reading for reading in affected.readings if reading.audience == audience)
    return {f"{effect.kind} {effect.key}": effect for effect in reading.effects}


def test_what_cites_a_withdrawn_source_falls_and_what_it_supports_weakens() -> None:
    found = effects(impact(made(), "press"), "desk")
    assert {key: effect.effect for key, effect in found.items()} == {
        "bottom_line bl": "weakens",
        "judgments j": "weakens",
        "judgments k": "weakens",
        "judgments m": "falls",
        "claim dead": "weakens",
        "dispute rival": "falls",
        "claim calm": "falls",
    }
    assert found["judgments j"].loses == ("morgue",)
    assert found["judgments j"].reasons == (
        "stated origins: 1 instead of 2",
        "`dead` is rated -2 instead of -1",
        "high confidence is no longer corroborated",
    )


def test_each_audience_has_its_own_reading() -> None:
    found = impact(made(), "cable")
    assert set(effects(found, "desk")) == {"judgments k", "claim fear"}
    assert effects(found, "public") == {}


def test_an_edition_falls_with_its_bottom_line() -> None:
    (affected,) = impact(made(), "brief/ministry").briefs
    assert {r.audience: r.edition_falls for r in affected.readings} == {
        "": False,
        "public": True,
        "partners": True,
        "desk": True,
    }
    (affected,) = impact(made(), "press").briefs
    assert not any(reading.edition_falls for reading in affected.readings)


def test_an_update_that_is_withdrawn_brings_the_earlier_words_back() -> None:
    library_ = library(
        {
            "ministry": source(annotation("dead", claim="164 died.")),
            "prosecutor": source(annotation("new", updates="dead", claim="225 died.")),
        }
    )
    claim = effects(impact(library_, "prosecutor"), "public")["claim dead"]
    assert claim.effect == "weakens"
    assert claim.reasons == ("is printed as it was before: 164 died.",)


def test_text_names_each_statement_once_with_its_readers() -> None:
    text = impact(made(), "press").as_text()
    assert text.startswith("brief/press: A document\n\nbrief\n")
    assert "  falls: claim calm (public, partners, desk)\n    The claim of calm.\n" in text
    assert text.count("claim calm") == 1
    assert text.index("falls:") < text.index("weakens:")


def test_a_source_that_nobody_takes_carries_nothing() -> None:
    library_ = library({"a": source(annotation("a")), "b": source(annotation("b"))},
                       {"sources": ["brief/a"]})  # fmt: skip
    found = impact(library_, "b")
    assert found.briefs == ()
    assert "no brief takes it" in found.as_text()


def test_json_gives_every_part() -> None:
    document = json.loads(impact(made(), "press").as_json())
    assert (document["schema"], document["source"]) == (1, "brief/press")
    assert [r["audience"] for r in document["briefs"][0]["readings"]] == [
        "", "public", "partners", "desk",
    ]  # fmt: skip


def test_a_name_must_be_that_of_one_source() -> None:
    library_ = library({"x/one": source(annotation("a")), "y/one": source(annotation("b"))})
    for name, message in (("one", "names several"), ("brief/x/two", "there is no source")):
        with pytest.raises(UsageError) as refused:
            impact(library_, name)
        assert message in refused.value.diagnostics[0].message
        assert "brief/x/one" in refused.value.diagnostics[0].hint


def implied(library_: Library, dossier: Dossier, path: str, audience: str) -> set[tuple[str, ...]]:
    """Statements in whose trace an annotation of the source, or its tearline, stands."""
    exhibits = [exhibit for exhibit in dossier.exhibits.values() if exhibit.path == path]
    keys = {exhibit.key for exhibit in exhibits}
    keys |= {t for t, key in dossier.tearlines.items() if key in keys}
    document = json.loads(trace(library_, dossier.id, None, audience or None).as_json())
    return {
        (told["kind"], told["key"], told["field"])
        for told in document["statements"]
        if keys & {piece["key"] for claim in told["claims"] for piece in claim["annotations"]}
    }


@pytest.mark.parametrize("name", ["shipped", "made"])
def test_the_set_is_what_the_trace_implies(name: str) -> None:
    """Two ways to one answer: clearing again without the source, and reading the trace."""
    library_ = made() if name == "made" else read_library(SEEDS)
    (brief_id,) = library_.briefs
    dossier = assemble(library_, brief_id)
    n_effects = 0
    for path in library_.sources:
        for reading in impact(library_, path).briefs[0].readings:
            told = {(effect.kind, effect.key, effect.field) for effect in reading.effects}
            assert told == implied(library_, dossier, path, reading.audience), path
            n_effects += len(told)
    assert n_effects > 10
