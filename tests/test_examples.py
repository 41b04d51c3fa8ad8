"""The example of 11 January: true to its day, and what the releases in the seeds were made from."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from briefgen import dates
from briefgen.check import check
from briefgen.clearance.clear import clear
from briefgen.compose import compose
from briefgen.dossier import assemble
from briefgen.edition import Edition
from briefgen.languages import read_language
from briefgen.models.library import Library
from briefgen.releases import read_release, recorded_in
from briefgen.seeds import read_library
from briefgen.shipped import TEMPLATES
from briefgen.vocabulary import Severity

ROOT = Path(__file__).parents[1]
EXAMPLE = ROOT / "examples" / "kazakhstan-2022-01-11"
BRIEF, DAY = "kazakhstan-2022", "2022-01-11"
RELEASES = ROOT / "seeds" / "releases"
AUDIENCES = ("congress", "desk", "executive", "public")


@cache
def example() -> Library:
    return read_library(EXAMPLE / "seeds")


def released(audience: str) -> Edition:
    return read_release(RELEASES / audience / BRIEF / f"{DAY}.json").edition


def test_the_example_is_without_fault_and_final() -> None:
    brief = example().briefs[BRIEF]
    assert (brief.as_of, brief.status.value) == (DAY, "final")
    found = check(example(), [BRIEF], dates.first_day(DAY))
    assert [one.code for one in found if one.severity is Severity.ERROR] == []


def test_its_files_name_their_schemas() -> None:
    for file in sorted((EXAMPLE / "seeds").rglob("*.yaml")):
        first = file.read_text("utf-8").splitlines()[0]
        prefix, _, target = first.partition("$schema=")
        assert prefix == "# yaml-language-server: ", file
        assert (file.parent / target).is_file(), file


def test_nothing_in_it_was_issued_later() -> None:
    for source in example().sources.values():
        assert source.issued is None or dates.first_day(source.issued) <= dates.first_day(DAY)


def test_it_knows_of_nothing_that_came_later() -> None:
    texts = [path.read_text("utf-8") for path in (EXAMPLE / "seeds").rglob("*") if path.is_file()]
    told = "\n".join(texts)
    assert "164" in told
    assert not [word for word in ("225", "withdrew", "January 20", "January 24") if word in told]


def test_every_audience_was_handed_its_edition() -> None:
    found = recorded_in(RELEASES)
    assert sorted(found) == [(audience, BRIEF) for audience in AUDIENCES]
    assert {one.as_of for sightings in found.values() for one in sightings} == {DAY}


@pytest.mark.parametrize("audience", AUDIENCES)
def test_the_releases_are_those_of_the_example(audience: str) -> None:
    """How many claims fit is the layout's to say; what is said is the example's."""
    edition, library = released(audience), example()
    cleared = clear(assemble(library, BRIEF), library.audiences[audience], audience)
    assert cleared is not None
    k = sum(len(section.claims) for section in edition.sections)
    language = read_language(TEMPLATES, cleared.manner.language)
    assert compose(cleared, k, language) == edition


@pytest.mark.parametrize("audience", AUDIENCES)
def test_a_release_is_within_the_ceiling_of_its_audience(audience: str) -> None:
    release = read_release(RELEASES / audience / BRIEF / f"{DAY}.json")
    assert release.ceiling is example().audiences[audience].marking
    assert [file.name for file in release.files] == [
        f"{BRIEF}.html", f"{BRIEF}.json", f"{BRIEF}.pdf"
    ]  # fmt: skip
