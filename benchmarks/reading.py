"""Reading and checking a large library, against PyYAML's C loader alone."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from benchmarks.bulk import Size, write_library
from benchmarks.measure import Effort, Figure, Process, alternate

SIZE = Size(n_briefs=20, n_sources=50, n_annotations=10)
TARGET = 2.5
ROUNDS = 3

OURS = """\
import gc
from pathlib import Path
from briefgen.check import check
from briefgen.seeds import read_library
gc.disable()  # as `briefgen check` does
library = read_library(Path("seeds"))
check(library, library.briefs)
"""
LOADER = """\
from pathlib import Path
import yaml
for file in sorted(Path("seeds").rglob("*.yaml")):
    yaml.load(file.read_bytes(), yaml.CSafeLoader)
"""


def figures(folder: Path, _effort: Effort) -> Iterator[Figure]:
    """Yield the ratio of processor time."""
    write_library(folder / "seeds", SIZE)
    ours, loader = (Process((sys.executable, "-c", script), folder) for script in (OURS, LOADER))
    ours_s, loader_s = alternate(lambda: ours.run().cpu_s, lambda: loader.run().cpu_s, ROUNDS)
    n_sources = SIZE.n_briefs * SIZE.n_sources
    name = f"reading and checking {n_sources} sources × {SIZE.n_annotations}"
    note = f"{ours_s:.2f} s against {loader_s:.2f} s of processor time"
    yield Figure(name, ours_s / loader_s, "×", TARGET, note)
