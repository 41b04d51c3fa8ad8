"""The front half: YAML in, screen HTML out, on one core, without a page being laid out."""

from __future__ import annotations

import gc
import time
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from statistics import median

from benchmarks.jobs import ground_of, jobs_of
from benchmarks.measure import Effort, Figure
from benchmarks.synthetic import AUDIENCES, write_project
from briefgen import fonts
from briefgen.compose import compose
from briefgen.job import Job
from briefgen.plan import Ground
from briefgen.render import Templates, open_templates, render_screen
from briefgen.seeds import Kept
from briefgen.selection import n_claims
from briefgen.shipped import TEMPLATES
from briefgen.store import Store

N_BRIEFS = 20
"""So many warm the process up; as many others are measured."""
TARGET_MS, TARGET_CACHED_MS = 12.0, 6.0


def figures(folder: Path, _effort: Effort) -> Iterator[Figure]:
    """Yield what an edition takes that was never met, and what it takes to make it again."""
    write_project(folder, 2 * N_BRIEFS)
    note = f"{N_BRIEFS * len(AUDIENCES)} editions, processor time"
    ground, templates = ground_of(folder, ("html",)), open_templates(TEMPLATES)
    met, new = ground.briefs[:N_BRIEFS], ground.briefs[N_BRIEFS:]
    for _ in _times(ground, templates, met):
        pass
    samples = tuple(_times(ground, templates, new))
    yield Figure("YAML to screen HTML, an edition", median(samples), "ms", TARGET_MS, note, samples)
    kept = replace(ground, kept=Kept(Store(folder / ".briefgen" / "store"), "benchmarks"))
    for _ in _times(kept, templates, new):
        pass
    samples = tuple(_times(kept, templates, new))
    name = "the same with its sources cached"
    yield Figure(name, median(samples), "ms", TARGET_CACHED_MS, f"{note}, met before", samples)


def _times(ground: Ground, templates: Templates, briefs: Iterable[str]) -> Iterator[float]:
    """Yield the milliseconds that an edition of each brief takes."""
    for brief in briefs:
        gc.collect()
        begin_s = time.process_time()
        jobs = jobs_of(ground, brief)
        for job in jobs:
            _screen(job, templates, ground.options.cache)
        yield 1000 * (time.process_time() - begin_s) / len(jobs)


def _screen(job: Job, templates: Templates, cache: Path) -> bytes:
    edition = compose(job.cleared, n_claims(job.cleared), job.language)
    web_fonts = partial(fonts.web_fonts, cache / "fonts")
    return render_screen(templates, edition, job.language, web_fonts)
