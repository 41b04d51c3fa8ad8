"""Clearing and composing: what an edition costs before it is drawn."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import cycle
from pathlib import Path

from benchmarks.bulk import Size, write_library
from benchmarks.measure import Effort, Figure, median_of, timed
from briefgen.clearance.clear import clear
from briefgen.compose import compose
from briefgen.dossier import assemble
from briefgen.languages import read_language
from briefgen.seeds import read_library
from briefgen.selection import n_claims
from briefgen.shipped import TEMPLATES

SIZE = Size(n_briefs=1, n_sources=12, n_annotations=8)
"""Of each source's annotations seven state a claim and one supports one."""
N_CLAIMS = 60
TARGET_MS = 5.0
ROUNDS = 1000


def figures(folder: Path, _effort: Effort) -> Iterator[Figure]:
    """Yield the time that one edition takes; all audiences take turns."""
    write_library(folder / "seeds", SIZE)
    library = read_library(folder / "seeds")
    dossier = assemble(library, "brief-00")
    language = read_language(TEMPLATES, "en-US")
    turns = cycle(library.audiences.items())

    def one() -> None:
        name, audience = next(turns)
        cleared = clear(dossier, audience, name)
        assert cleared is not None
        compose(cleared, min(N_CLAIMS, n_claims(cleared)), language)

    value_ms = 1000 * median_of(lambda: timed(one), ROUNDS)
    yield Figure(f"clearing and composing {N_CLAIMS} claims", value_ms, "ms", TARGET_MS)
