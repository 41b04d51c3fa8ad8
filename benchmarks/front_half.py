"""The front half: YAML in, screen HTML out, on one core, without a page being laid out."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from statistics import median
from typing import TypeVar

from benchmarks.jobs import jobs_of
from benchmarks.measure import Effort, Figure
from benchmarks.synthetic import AUDIENCES, write_project
from briefgen import fonts
from briefgen.check import check
from briefgen.compose import compose
from briefgen.job import Job
from briefgen.models.library import Library
from briefgen.render import Templates, open_templates, render_screen
from briefgen.seeds import read_library
from briefgen.selection import n_claims
from briefgen.shipped import TEMPLATES

Result = TypeVar("Result")

N_BRIEFS = 20
N_EDITIONS = N_BRIEFS * len(AUDIENCES)
ROUNDS = 9
TARGET_MS, TARGET_CACHED_MS = 12.0, 6.0


def figures(folder: Path, _effort: Effort) -> Iterator[Figure]:
    """Yield what an edition takes, its share of reading and checking included, and without."""
    write_project(folder, N_BRIEFS)
    templates = open_templates(TEMPLATES)
    whole, cached = [], []
    for _ in range(1 + ROUNDS):
        read_ms, library = _timed(partial(_read, folder / "seeds"))
        drawn_ms, _ = _timed(partial(_draw, library, templates, folder / ".briefgen"))
        whole.append((read_ms + drawn_ms) / N_EDITIONS)
        cached.append(drawn_ms / N_EDITIONS)
    note = f"{N_EDITIONS} editions of {N_BRIEFS} briefs, processor time"
    for name, samples, target in (
        ("YAML to screen HTML, an edition", tuple(whole[1:]), TARGET_MS),
        ("the same with its sources at hand", tuple(cached[1:]), TARGET_CACHED_MS),
    ):
        yield Figure(name, median(samples), "ms", target, note, samples)


def _read(seeds: Path) -> Library:
    """Read as a build does: whatever has an error would stop here."""
    library = read_library(seeds)
    if check(library, library.briefs):
        raise ValueError("the synthetic briefs have findings")
    return library


def _draw(library: Library, templates: Templates, cache: Path) -> None:
    for audience in AUDIENCES:
        for job in jobs_of(library, audience, ("html",)):
            _screen(job, templates, cache)


def _screen(job: Job, templates: Templates, cache: Path) -> bytes:
    edition = compose(job.cleared, n_claims(job.cleared), job.language)
    said = edition.as_json() + "".join(job.language.words.values())
    rules = fonts.web_fonts(cache / "fonts", said)
    return render_screen(templates, edition, job.language, rules).encode()


def _timed(act: Callable[[], Result]) -> tuple[float, Result]:
    """Return the milliseconds of processor time that an act takes, and what it gives."""
    gc.collect()
    begin_s = time.process_time()
    result = act()
    return 1000 * (time.process_time() - begin_s), result
