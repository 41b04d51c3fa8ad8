"""Editions read back: the same, or one located error that repeats nothing."""

from __future__ import annotations

import json
from dataclasses import asdict

import pytest
from editions import sample, with_dissent

from briefgen.edition import Edition
from briefgen.errors import ContentError
from briefgen.recorded import as_edition, highest, read_edition
from briefgen.vocabulary import Marking


@pytest.mark.parametrize("edition", [sample(), sample("notes"), with_dissent(sample("none"))])
def test_an_edition_is_read_back_as_it_was(edition: Edition) -> None:
    assert read_edition(edition.as_json(), "e.json") == edition


@pytest.mark.parametrize("edition", [sample(), sample("notes"), with_dissent(sample("none"))])
def test_an_edition_is_written_as_json_is(edition: Edition) -> None:
    told = json.dumps(asdict(edition), ensure_ascii=False, indent=1, sort_keys=True)
    assert edition.as_json() == told + "\n"


def test_the_highest_marking_may_stand_anywhere() -> None:
    assert highest(sample()) is Marking.CLEAR
    text = sample().as_json()
    raised = text.replace('"marking": "TLP:CLEAR"', '"marking": "TLP:AMBER+STRICT"', 1)
    assert highest(read_edition(raised, "e.json")) is Marking.AMBER_STRICT


DAMAGES = {
    "no JSON": ("{", "<"),
    "another schema": ('"schema": 1', '"schema": 2'),
    "a key less": ('"as_of"', '"as-of"'),
    "a number as text": ('"number": 1,', '"number": "1",'),
    "no marking": ('"TLP:CLEAR"', '"TLP:CLEAN"'),
    "a marking in small letters": ('"TLP:CLEAR"', '"tlp:clear"'),
    "an empty marking": ('"TLP:CLEAR"', '""'),
}


@pytest.mark.parametrize(("old", "new"), DAMAGES.values(), ids=DAMAGES)
def test_what_is_damaged_is_refused_and_not_repeated(old: str, new: str) -> None:
    text = sample().as_json()
    assert old in text
    with pytest.raises(ContentError) as caught:
        read_edition(text.replace(old, new, 1), "e.json")
    (found,) = caught.value.diagnostics
    assert (found.code, found.place.file, found.marking) == (
        "edition-damaged",
        "e.json",
        Marking.CLEAR,
    )
    assert "CLEAN" not in found.message


@pytest.mark.parametrize("text", ["", "[]", "null", "1", "[" * 100_000, '{"schema": true}'])
def test_other_json_is_no_edition(text: str) -> None:
    with pytest.raises(ContentError):
        read_edition(text, "e.json")


def test_a_fault_names_the_keys_that_it_stands_under() -> None:
    document = json.loads(sample().as_json())
    document["evidence"][1]["key"] = None
    with pytest.raises(ContentError) as caught:
        as_edition(document, "r.json", ("edition",))
    (found,) = caught.value.diagnostics
    assert found.place.path == ("edition", "evidence", 1, "key")
