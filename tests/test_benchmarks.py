"""What the benchmarks build, as far as it is the same every time; nothing here is timed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks.measure import Figure
from benchmarks.peers.documents import document
from benchmarks.peers.markdown import as_markdown
from benchmarks.report import Run, page, read_run
from benchmarks.synthetic import AUDIENCES, BRIEFS_PER_YEARBOOK, write_project
from briefgen.check import check
from briefgen.clearance.clear import clear
from briefgen.compose import compose
from briefgen.dossier import assemble
from briefgen.edition import Edition
from briefgen.languages import read_language
from briefgen.models.library import Library
from briefgen.seeds import read_library
from briefgen.selection import n_claims
from briefgen.shipped import TEMPLATES

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


def edition_of(library: Library, brief: str) -> Edition:
    cleared = clear(assemble(library, brief), library.audiences["congress"], "congress")
    assert cleared is not None
    return compose(cleared, n_claims(cleared), read_language(TEMPLATES, "en-US"))


def test_peers_are_given_all_words_of_an_edition(library: Library) -> None:
    edition = edition_of(library, "brief-0003")
    told = document(json.loads(edition.as_json()))
    text = as_markdown(told)
    claims = [claim.line for section in edition.sections for claim in section.claims]
    for line in (edition.bottom_line.line, *(one.line for one in edition.judgments), *claims):
        for part in line:
            assert getattr(part, "text", "") in text
    for note in edition.notes:
        assert f"[^{note.number}]: " in text
        assert f"[^{note.number}]" in text.partition("[^1]: ")[0]


RUN = Run(
    machine="a processor, 2 cores",
    versions={"Python": "3.11"},
    load="0.1 before and 2.0 after",
    seconds=600.0,
    figures={
        "scale": (
            Figure("cold", 12.34, "s", None, "20.1 s of processor", (12.34,), "1 × 3"),
            Figure("cold", 1234.5, "s", None, "", (1234.5,), "100 × 3"),
            Figure("peak memory of the parent", 201.0, "MiB", 200.0, column="100 × 3"),
        ),
        "comparison": (
            Figure("briefgen", 95.0, "ms", None, "2.0 pages", (97.0, 95.0, 91.0)),
            Figure("cold build, of a loop", 0.45, "×", 0.5),
            Figure("cold build, of Typst", 3.21, "×"),
        ),
    },
)


def test_a_run_becomes_a_page() -> None:
    told = page(RUN)
    assert "| | 1 × 3 | 100 × 3 |" in told
    assert "| cold | 12.3 s (20.1 s of processor) | 1234 s |" in told
    assert "| peak memory of the parent, 100 × 3 | 201 MiB | 200 MiB | **not met** |" in told
    assert "| cold build, of a loop | 0.45 × | 0.5 × | met |" in told
    assert "| briefgen | 95 ms | 91 ms | 2.0 pages |" in told
    assert "one run of 10 minutes" in told
    assert "3.2 times as long as Typst" in told


def test_a_run_is_kept_with_all_its_samples() -> None:
    assert page(read_run(RUN.as_json())) == page(RUN)
    assert read_run(RUN.as_json()).figures["comparison"][0].samples == (97.0, 95.0, 91.0)
