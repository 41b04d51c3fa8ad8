"""The page limit of the shipped one-pager, on the brief in the seeds."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from math import ceil, log2
from pathlib import Path

import pytest

from briefgen.clearance.clear import clear
from briefgen.dossier import assemble
from briefgen.job import Job, Made
from briefgen.languages import read_language
from briefgen.looks import PLAIN
from briefgen.make import _Attempts, make
from briefgen.models.library import Library
from briefgen.models.source import Source
from briefgen.seeds import read_library
from briefgen.selection import n_claims
from briefgen.shipped import TEMPLATES

SEEDS = Path(__file__).parents[1] / "seeds"
BRIEF, AUDIENCE = "kazakhstan-2022", "executive"
FIELDS = ("situation", "actors", "government-response", "international-reaction", "us-interests")
LONG = ("The minutes record, among much else that has no place on one page, that the column stopped"
        " for the night beside the road before it went on to the airport, number {}.")  # fmt: skip
TEN = tuple(f"long-{number}" for number in range(10))


@dataclass(frozen=True)
class Fitted:
    """What one fit came to."""

    made: Made
    n_offered: int
    pages: Mapping[int, int]
    """Claims printed -> pages, of every layout."""

    @property
    def printed(self) -> tuple[str, ...]:
        (data,) = [item.data for item in self.made.artefacts]
        sections = json.loads(data)["sections"]
        return tuple(claim["key"] for section in sections for claim in section["claims"])


@cache
def seeds() -> Library:
    return read_library(SEEDS)


def with_ten(first: str = "") -> Library:
    """Return the seeds with ten long claims more: one of the first priority, others of the last."""
    claims = [
        {
            "id": key,
            "quote": LONG.format(key),
            "claim": LONG.format(key),
            "field": FIELDS[number % len(FIELDS)],
            "when": "2022-01-24",
            "priority": 1 if key == first else 5,
        }
        for number, key in enumerate(TEN)
    ]
    text = "\n".join(str(claim["quote"]) for claim in claims)
    document = {"title": "Minutes", "marking": "TLP:CLEAR", "text": text, "annotations": claims}
    path = f"{BRIEF}/minutes"
    brief = seeds().briefs[BRIEF]
    fields = {
        name: field.model_copy(update={"claims": (*(field.claims or ()), *TEN[number::5])})
        for number, name in enumerate(FIELDS)
        for field in [brief.fields[name]]
    }
    return replace(
        seeds(),
        briefs={BRIEF: brief.model_copy(update={"fields": fields})},
        sources={**seeds().sources, path: Source.model_validate(document)},
        files={**seeds().files, f"sources/{path}": f"seeds/sources/{path}.yaml"},
    )


def fit(library: Library, fonts: Path) -> Fitted:
    cleared = clear(assemble(library, BRIEF), library.audiences[AUDIENCE], AUDIENCE)
    assert cleared is not None
    job = Job(
        cleared=cleared,
        language=read_language(TEMPLATES, cleared.manner.language),
        formats=("json",),
        looks=PLAIN,
        file="seeds/briefs/kazakhstan-2022.yaml",
    )
    pages: dict[int, int] = {}
    measure = _Attempts.length

    def measuring(attempts: _Attempts, k: int) -> float:
        length = measure(attempts, k)
        pages[k] = attempts.layouts[k].n_pages
        return length

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(_Attempts, "length", measuring)
        made = make(job, fonts.parent)
    return Fitted(made, n_claims(cleared), pages)


@pytest.fixture(scope="module")
def plain(fonts: Path) -> Fitted:
    return fit(seeds(), fonts)


@pytest.fixture(scope="module")
def longer(fonts: Path) -> Fitted:
    return fit(with_ten(), fonts)


def test_it_is_one_page(plain: Fitted, longer: Fitted) -> None:
    assert (plain.made.n_pages, longer.made.n_pages) == (1, 1)
    assert longer.n_offered == plain.n_offered + 10


@pytest.mark.parametrize("which", ["plain", "longer"])
def test_what_is_printed_was_measured_and_one_more_was_too_many(
    which: str, request: pytest.FixtureRequest
) -> None:
    fitted: Fitted = request.getfixturevalue(which)
    k = fitted.made.n_printed
    assert k == len(fitted.printed)
    assert k + len(fitted.made.left_out) == fitted.n_offered
    assert (fitted.pages[k], fitted.pages[k + 1] > 1) == (1, True)
    assert len(fitted.pages) <= ceil(log2(fitted.n_offered)) + 2


def test_ten_long_claims_of_the_last_priority_change_nothing(plain: Fitted, longer: Fitted) -> None:
    assert longer.printed == plain.printed
    assert set(longer.made.left_out) == {*plain.made.left_out, *TEN}


@pytest.mark.parametrize("key", ["long-0", "long-4"])
def test_one_of_the_first_priority_is_printed_and_others_go(
    key: str, plain: Fitted, fonts: Path
) -> None:
    fitted = fit(with_ten(key), fonts)
    assert fitted.made.n_pages == 1
    assert key in fitted.printed
    gone = set(plain.printed) - set(fitted.printed)
    assert gone
    assert set(fitted.made.left_out) == {*plain.made.left_out, *TEN, *gone} - {key}
