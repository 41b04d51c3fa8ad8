"""The front half: YAML in, screen HTML out, on one core, without a page being laid out."""

from __future__ import annotations

import gc
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from statistics import median

from benchmarks.jobs import ground_of, jobs_of
from benchmarks.measure import Effort, Figure
from benchmarks.synthetic import AUDIENCES, write_project
from briefgen import fonts
from briefgen.compose import compose
from briefgen.job import Job
from briefgen.render import Templates, open_templates, render_screen
from briefgen.seeds import Kept
from briefgen.selection import n_claims
from briefgen.shipped import TEMPLATES
from briefgen.store import Store

N_BRIEFS = 20
TARGET_MS, TARGET_CACHED_MS = 12.0, 6.0


def figures(folder: Path, _effort: Effort) -> Iterator[Figure]:
    """Yield what an edition takes, and what it takes where its sources were parsed before."""
    write_project(folder, N_BRIEFS)
    kept = Kept(Store(folder / ".briefgen" / "store"), "benchmarks")
    note = f"{N_BRIEFS * len(AUDIENCES)} editions, processor time"
    for name, target, memory in (
        ("YAML to screen HTML, an edition", TARGET_MS, None),
        ("the same with its sources cached", TARGET_CACHED_MS, kept),
    ):
        samples = tuple(_times(folder, memory))
        yield Figure(name, median(samples), "ms", target, note, samples)


def _times(folder: Path, kept: Kept | None) -> Iterator[float]:
    """Yield the milliseconds that an edition of each brief takes, once all is warm."""
    ground, templates = ground_of(folder, ("html",), kept), open_templates(TEMPLATES)
    for round_ in range(2):
        for brief in ground.briefs:
            gc.collect()
            begin_s = time.process_time()
            jobs = jobs_of(ground, brief)
            for job in jobs:
                _screen(job, templates, folder / ".briefgen")
            if round_:
                yield 1000 * (time.process_time() - begin_s) / len(jobs)


def _screen(job: Job, templates: Templates, cache: Path) -> bytes:
    edition = compose(job.cleared, n_claims(job.cleared), job.language)
    web_fonts = partial(fonts.web_fonts, cache / "fonts")
    return render_screen(templates, edition, job.language, web_fonts)
