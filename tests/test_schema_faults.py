"""What the models refuse, in words for the person who wrote it."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from briefgen.errors import Diagnostic
from briefgen.models.audience import Audience
from briefgen.models.base import Model
from briefgen.models.brief import Brief
from briefgen.models.source import Source
from briefgen.schema_faults import highest_marking, schema_faults
from briefgen.vocabulary import Marking

SOURCE = {"title": "T", "marking": "TLP:CLEAR"}
BRIEF = {"title": "T", "as_of": "2022-01-24", "marking": "TLP:CLEAR", "bottom_line": "It is so."}
CLAIM = {"quote": "q", "claim": "c", "field": "situation"}


def faults(model: type[Model], data: dict[str, Any]) -> list[Diagnostic]:
    with pytest.raises(ValidationError) as caught:
        model.model_validate(data)
    return list(schema_faults(caught.value, model, "a.yaml", data))


def test_a_finding_leads_to_the_key_or_to_the_value() -> None:
    key, value = faults(Brief, BRIEF | {"fields": {"situation": {"haeding": "H"}}, "as_of": "now"})[
        ::-1
    ]
    assert (key.place.path, key.place.on_key) == (("fields", "situation", "haeding"), True)
    assert key.hint == "did you mean `heading`?"
    assert (value.place.path, value.place.on_key) == (("as_of",), False)


def test_a_map_key_at_fault_is_the_key_itself() -> None:
    (found,) = faults(Brief, BRIEF | {"actors": {"Not A Slug": {"name": "N"}}})
    assert (found.place.path, found.place.on_key) == (("actors", "Not A Slug"), True)
    assert found.message == "`Not A Slug` can be no key here"


def test_what_an_item_does_wrong_is_told_of_the_item() -> None:
    (found,) = faults(Source, SOURCE | {"annotations": [CLAIM, CLAIM | {"supports": "x"}]})
    assert found.place.path == ("annotations", 1)
    assert found.message == "what `supports` another claim has none of its own: remove `claim`"


def test_of_many_values_the_nearest_is_named_and_of_few_all() -> None:
    (many,) = faults(Source, SOURCE | {"type": "artcle"})
    (few,) = faults(Audience, SOURCE | {"layout": "tabular"})
    assert many.hint == "did you mean `article`?"
    assert few.hint == "write prose, bullets"


def test_a_long_value_is_cut() -> None:
    (found,) = faults(Audience, SOURCE | {"layout": "x" * 500})
    assert len(found.message) < 100


@pytest.mark.parametrize(
    ("data", "highest"),
    [
        ({"marking": "TLP:GREEN", "annotations": [{"marking": "TLP:RED"}, {}]}, Marking.RED),
        ({"marking": "TLP:CLEAR", "bottom_line": {"tearline": {"marking": "TLP:AMBER"}}},
         Marking.AMBER),
        ({"marking": "TLP:CLEAR", "annotations": [{"marking": "red"}]}, None),
        ({"marking": "TLP:CLEAR", "annotations": [{"marking": None}]}, None),
        ({"marking": ["TLP:CLEAR"]}, None),
        ({"title": "no marking at all"}, None),
        ([], None),
    ],
)  # fmt: skip
def test_the_highest_marking_of_a_file(data: object, highest: Marking | None) -> None:
    assert highest_marking(data) is highest


LABELS = [label.value for label in Marking]


@given(st.lists(st.sampled_from([*LABELS, "tlp:red", "", None]), max_size=6))
def test_one_marking_that_cannot_be_read_leaves_none_known(written: list[str | None]) -> None:
    data: dict[str, Any] = {}
    for marking in written:
        data = {"marking": marking, "inner": [{"deeper": data}]}
    known = [Marking(text) for text in written if text and text in LABELS]
    is_known = written and len(known) == len(written)
    assert highest_marking(data) == (max(known) if is_known else None)


def test_each_finding_carries_the_highest_marking_of_its_file() -> None:
    marked = [CLAIM | {"marking": "TLP:RED"}]
    found = faults(Source, SOURCE | {"annotations": marked, "titel": "T"})
    assert [each.marking for each in found] == [Marking.RED]


@pytest.mark.parametrize("key", ["title", "marking"])
def test_a_missing_key_is_told_with_what_to_add(key: str) -> None:
    (found,) = faults(Source, {name: text for name, text in SOURCE.items() if name != key})
    assert (found.code, found.message, found.hint) == (
        "missing-key",
        f"`{key}` is missing",
        f"add `{key}:`",
    )
