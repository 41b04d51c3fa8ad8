"""What the benchmarks build, as far as it is the same every time; nothing here is timed."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.synthetic import AUDIENCES, BRIEFS_PER_YEARBOOK, write_project
from briefgen.check import check
from briefgen.clearance.clear import clear
from briefgen.dossier import assemble
from briefgen.models.library import Library
from briefgen.seeds import read_library

N_BRIEFS = 26
"""Every theme with five, six and seven sources of its own, and a second yearbook."""


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    folder = tmp_path_factory.mktemp("synthetic")
    write_project(folder, N_BRIEFS)
    return read_library(folder / "seeds")


def test_synthetic_briefs_have_no_findings(library: Library) -> None:
    assert len(library.briefs) == N_BRIEFS
    assert list(check(library, library.briefs)) == []


def test_synthetic_briefs_are_of_one_kind(library: Library) -> None:
    for brief in library.briefs:
        dossier = assemble(library, brief)
        n_claims = {}
        for audience in AUDIENCES:
            cleared = clear(dossier, library.audiences[audience], audience)
            assert cleared is not None
            n_claims[audience] = sum(len(field.claims) for field in cleared.fields)
        # Two claims are marked above TLP:CLEAR.
        assert n_claims == {"executive": 14, "congress": 12, "public": 12}
        assert 6 <= len(dossier.sources) <= 8


def test_the_same_number_gives_the_same_brief(tmp_path: Path) -> None:
    few, many = tmp_path / "few", tmp_path / "many"
    write_project(few, 2)
    write_project(many, BRIEFS_PER_YEARBOOK + 1)
    for file in (few / "seeds").rglob("*.*"):
        assert file.read_bytes() == (many / file.relative_to(few)).read_bytes()
