"""Figures: what a timeline and a map add to making an edition, HTML and PDF."""

from __future__ import annotations

import gc
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from statistics import median

from benchmarks.jobs import ground_of, jobs_of
from benchmarks.measure import Effort, Figure
from briefgen import illustrate
from briefgen.job import Job
from briefgen.make import make

HERE = Path(__file__).parent.parent
AUDIENCES = {"congress": ("timeline",), "desk": ("timeline", "map")}
"""Those of the seeds' brief that have figures, and which."""
N_ROUNDS = 10
TARGET = 15.0


def figures(folder: Path, _effort: Effort) -> Iterator[Figure]:
    """Yield the share for each edition, the middle of rounds in which both sides take turns."""
    ground = ground_of(HERE, ("html", "pdf"))
    jobs = (job for brief in ground.briefs for job in jobs_of(ground, brief))
    for job in jobs:
        shown = AUDIENCES.get(job.cleared.manner.audience, ())
        if shown:
            drawn, plain = _showing(job, shown), _showing(job, ())
            rounds = [(_ms(drawn, folder), _ms(plain, folder)) for _ in range(N_ROUNDS + 1)][1:]
            shares = tuple(100 * (with_ms / without_ms - 1) for with_ms, without_ms in rounds)
            with_ms, without_ms = map(median, zip(*rounds, strict=True))
            note = f"{with_ms:.0f} ms with, {without_ms:.0f} ms without, processor time"
            name = f"{' and '.join(shown)} of {job.cleared.manner.audience}, share of an edition"
            yield Figure(name, median(shares), "%", TARGET, note, shares)


def _ms(job: Job, folder: Path) -> float:
    """Return what an edition takes whose figures were not drawn before."""
    illustrate.draw_timeline.cache_clear()
    illustrate.draw_map.cache_clear()
    gc.collect()
    begin_s = time.process_time()
    make(job, folder)
    return 1000 * (time.process_time() - begin_s)


def _showing(job: Job, shown: tuple[str, ...]) -> Job:
    """Return the job with these figures and no others, on as many pages as it takes."""
    every = {figure for figures in AUDIENCES.values() for figure in figures}
    show = tuple(part for part in job.cleared.manner.show if part not in every) + shown
    manner = replace(job.cleared.manner, show=show, pages=None)
    return replace(job, cleared=replace(job.cleared, manner=manner))
