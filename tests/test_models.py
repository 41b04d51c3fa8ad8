"""What a person may write: shorthands, defaults and what the models settle."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from pydantic import ValidationError

from briefgen.models.audience import Audience
from briefgen.models.base import Model
from briefgen.models.brief import Brief
from briefgen.models.library import SEED_MODELS, Project
from briefgen.models.source import Annotation, Source
from briefgen.vocabulary import DEFAULT_FIELDS, Marking, Role

SOURCE: dict[str, Any] = {"title": "T", "marking": "TLP:CLEAR"}
BRIEF: dict[str, Any] = {
    "title": "T",
    "as_of": "2022-01-24",
    "marking": "TLP:CLEAR",
    "bottom_line": "It is so.",
}
CLAIM: dict[str, Any] = {"quote": "q", "claim": "c", "field": "situation"}
BEARING: dict[str, Any] = {"quote": "q", "claim": "c"}


def test_an_authored_item_is_a_string_or_a_map() -> None:
    plain = Brief.model_validate(BRIEF).bottom_line
    mapped = Brief.model_validate(BRIEF | {"bottom_line": {"text": "It is so."}}).bottom_line
    assert plain == mapped


def test_names_are_strings_maps_or_lists_of_either() -> None:
    def authors(value: object) -> list[str | None]:
        source = Source.model_validate(SOURCE | {"author": value})
        return [name.literal or name.family for name in source.author]

    assert authors("A ministry") == ["A ministry"]
    assert authors({"family": "Doe"}) == ["Doe"]
    assert authors(["A ministry", {"family": "Doe", "given": "J."}]) == ["A ministry", "Doe"]


def test_one_pattern_of_sources_needs_no_list() -> None:
    assert Brief.model_validate(BRIEF | {"sources": "kz/*"}).sources == ("kz/*",)


def test_what_is_left_out_has_the_documented_default() -> None:
    brief, source = Brief.model_validate(BRIEF), Source.model_validate(SOURCE)
    assert (brief.status.value, brief.stale_after_days, brief.language) == ("draft", 30, "en-US")
    assert (source.type, source.reliability, source.capture.value) == ("document", None, "verbatim")
    annotation = Annotation.model_validate(CLAIM)
    assert (annotation.priority, annotation.credibility, annotation.marking) == (3, None, None)
    audience = Audience.model_validate(SOURCE)
    assert (audience.pages, audience.paper, audience.fields) == (None, "Letter", DEFAULT_FIELDS)
    assert Project().places == {}


@pytest.mark.parametrize(
    ("keys", "role", "target"),
    [
        (CLAIM, Role.STATES, None),
        ({"quote": "q", "supports": "a"}, Role.SUPPORTS, "a"),
        (BEARING | {"disputes": "s#a"}, Role.DISPUTES, "s#a"),
        (BEARING | {"updates": "a"}, Role.UPDATES, "a"),
    ],
)
def test_an_annotation_does_one_thing(keys: dict[str, Any], role: Role, target: str) -> None:
    annotation = Annotation.model_validate(keys)
    assert (annotation.role, annotation.target) == (role, target)


@pytest.mark.parametrize(
    "keys",
    [
        {"quote": "q"},
        {"quote": "q", "claim": "c"},
        {"quote": "", "claim": "c", "field": "situation"},
        {"quote": "q", "field": "situation"},
        BEARING | {"disputes": "a", "field": "situation"},
        BEARING | {"disputes": "a", "updates": "b"},
        BEARING | {"supports": "a"},
        {"quote": "q", "supports": "a", "tearline": {"marking": "TLP:CLEAR", "claim": "c"}},
        {"quote": "q", "supports": "a b"},
        CLAIM | {"priority": "0"},
        CLAIM | {"priority": "03"},
        CLAIM | {"priority": "3.0"},
        CLAIM | {"priority": "\u0663"},
        CLAIM | {"credibility": "7"},
        CLAIM | {"marking": "TLP:WHITE"},
        CLAIM | {"when": "2022-01-05/"},
        CLAIM | {"where": "Almaty"},
        CLAIM | {"tearline": {"marking": "TLP:CLEAR"}},
    ],
)
def test_an_annotation_that_is_refused(keys: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        Annotation.model_validate(keys)


@pytest.mark.parametrize(
    ("model", "keys"),
    [
        (Source, SOURCE | {"issued": "2022-1"}),
        (Source, SOURCE | {"sha256": "ABC"}),
        (Source, SOURCE | {"title": " "}),
        (Source, SOURCE | {"title": "two\nlines"}),
        (Source, SOURCE | {"author": {}}),
        (Source, SOURCE | {"text": "t", "text_file": "t.txt"}),
        (Source, SOURCE | {"url": "javascript:alert(1)"}),
        (Brief, BRIEF | {"as_of": "2022"}),
        (Brief, BRIEF | {"status": "Final"}),
        (Brief, BRIEF | {"countries": ["kz"]}),
        (Brief, BRIEF | {"options": [{"title": "T", "recommended": "maybe"}]}),
        (Brief, BRIEF | {"judgments": [{"text": "t", "confidence": "certain"}]}),
        (Audience, SOURCE | {"pages": "0"}),
        (Audience, SOURCE | {"show": ["everything"]}),
        (Audience, SOURCE | {"citations": "apa"}),
        (Project, {"places": {"x": {"name": "X", "lat": "91", "lon": "0"}}}),
        (Project, {"url": "example.org"}),
    ],
)
def test_what_is_refused(model: type[Model], keys: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        model.model_validate(keys)


def test_texts_of_yaml_become_numbers_and_flags() -> None:
    keys = CLAIM | {"priority": "1", "credibility": "2"}
    annotation = Annotation.model_validate(keys)
    assert (annotation.priority, annotation.credibility) == (1, "2")
    place = Project.model_validate({"places": {"x": {"name": "X", "lat": "43.2", "lon": "-76"}}})
    assert (place.places["x"].lat, place.places["x"].lon) == (43.2, -76.0)


def test_markings_are_ordered() -> None:
    ladder = [
        Marking.CLEAR, Marking.GREEN, Marking.AMBER, Marking.AMBER_STRICT, Marking.RED,
    ]  # fmt: skip
    assert max(ladder) is Marking.RED
    assert all(low < high for low, high in pairwise(ladder))
    slugs = [marking.slug for marking in ladder]
    assert slugs == ["clear", "green", "amber", "amber-strict", "red"]


@pytest.mark.parametrize("model", SEED_MODELS.values(), ids=SEED_MODELS)
def test_models_are_frozen_and_refuse_keys_they_do_not_know(model: type[Model]) -> None:
    assert model.model_config["frozen"] is True
    assert model.model_config["extra"] == "forbid"
    with pytest.raises(ValidationError) as caught:
        model.model_validate({"no_such_key": "x"})
    assert "extra_forbidden" in {error["type"] for error in caught.value.errors()}


def test_a_value_cannot_be_changed() -> None:
    source = Source.model_validate(SOURCE)
    with pytest.raises(ValidationError):
        source.__setattr__("marking", Marking.RED)
