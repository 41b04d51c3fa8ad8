"""Fitting: what holding a page limit costs, against one layout of everything on offer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from statistics import median

from benchmarks.bulk import Size, write_library
from benchmarks.jobs import ground_of, jobs_of
from benchmarks.measure import Effort, Figure, timed
from briefgen import pdf
from briefgen.compose import compose
from briefgen.job import Job
from briefgen.make import make
from briefgen.render import open_templates, render_sheet
from briefgen.selection import n_claims
from briefgen.shipped import TEMPLATES

HERE = Path(__file__).parent.parent
AUDIENCE = "executive"
SIZE = Size(n_briefs=20, n_sources=12, n_annotations=8)
TARGET = 4.0


def figures(folder: Path, _effort: Effort) -> Iterator[Figure]:
    """Yield the ratio for the middle one of the seeds' brief and of twenty that are generated."""
    write_library(folder / "seeds", SIZE)
    jobs, cache = [*_jobs(HERE), *_jobs(folder)], folder / ".briefgen"
    for job in jobs[:2]:
        make(job, cache)
    ratios = sorted(_ratio(job, cache) for job in jobs)
    note = f"of {len(jobs)} one-pagers the costliest {ratios[-1]:.1f}"
    yield Figure("a fitted one-pager, of one layout", median(ratios), "×", TARGET, note)


def _ratio(job: Job, cache: Path) -> float:
    edition = compose(job.cleared, n_claims(job.cleared), job.language)
    sheet = render_sheet(open_templates(TEMPLATES), edition, job.language)
    unfitted_s = timed(lambda: pdf.lay_out(sheet.html, sheet.styles, sheet.assets))
    return timed(lambda: make(job, cache)) / unfitted_s


def _jobs(project: Path) -> Iterator[Job]:
    """Yield jobs that fit and write no file."""
    ground = ground_of(project, ())
    for job in (job for brief in ground.briefs for job in jobs_of(ground, brief)):
        if job.cleared.manner.audience == AUDIENCE:
            manner = replace(job.cleared.manner, pages=1)
            yield replace(job, cleared=replace(job.cleared, manner=manner))
