"""The front half: YAML in, screen HTML out, on one core, without a page being laid out."""

from __future__ import annotations

import gc
import json
import os
import time
import traceback
from collections.abc import Callable, Iterable, Iterator
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

N_BRIEFS, N_TIMES = 20, 25
"""So many warm the process up; as many others are measured, each so many times."""
TARGET_MS, TARGET_CACHED_MS = 12.0, 6.0


def figures(folder: Path, _effort: Effort) -> Iterator[Figure]:
    """Yield what an edition takes that was never met, and what it takes to make it again."""
    write_project(folder, 2 * N_BRIEFS)
    note = f"{N_BRIEFS * len(AUDIENCES)} editions, processor time"
    ground, templates = ground_of(folder, ("html",)), open_templates(TEMPLATES)
    met, new = ground.briefs[:N_BRIEFS], ground.briefs[N_BRIEFS:]
    store = Store(folder / ".briefgen" / "store")

    def times(ground: Ground, *groups: Iterable[str]) -> list[float]:
        # What a process writes to for the first time since it was forked is copied by the system.
        return [_times(ground, templates, briefs) for briefs in (met, *groups)][-1]

    def stored() -> Ground:
        return replace(ground, kept=Kept(store, "benchmarks"))

    times(ground)
    _apart(lambda: times(stored(), new))
    rows = (
        ("YAML to screen HTML, an edition", TARGET_MS, lambda: times(ground, new)),
        ("the same with its sources cached", TARGET_CACHED_MS, lambda: times(stored(), new)),
        ("the same, made again", None, lambda: times(stored(), new, new)),
    )
    runs = [[_apart(measure) for _, _, measure in rows] for _ in range(N_TIMES)]
    for (name, target, _), found in zip(rows, zip(*runs, strict=True), strict=True):
        quickest = tuple(map(min, zip(*found, strict=True)))
        yield Figure(name, median(quickest), "ms", target, note, quickest)


def _apart(measure: Callable[[], list[float]]) -> list[float]:
    """Measure in a process that knows what this one knows, and leaves nothing of it behind."""
    end, begin = os.pipe()
    child = os.fork()
    if not child:
        try:
            os.write(begin, json.dumps(measure()).encode())
        except BaseException:
            traceback.print_exc()
        finally:
            os._exit(0)
    os.close(begin)
    with os.fdopen(end, "rb") as told:
        found: list[float] = json.loads(told.read())
    os.waitpid(child, 0)
    return found


def _times(ground: Ground, templates: Templates, briefs: Iterable[str]) -> list[float]:
    """Return the milliseconds that an edition of each brief takes.

    No garbage is looked for: where editions are made none is, and planning leaves none.
    """
    gc.collect()
    gc.freeze()
    gc.disable()
    found = []
    for brief in briefs:
        begin_s = time.process_time()
        jobs = jobs_of(ground, brief)
        for job in jobs:
            _screen(job, templates, ground.options.cache)
        found.append(1000 * (time.process_time() - begin_s) / len(jobs))
        gc.collect()
    gc.enable()
    gc.unfreeze()
    return found


def _screen(job: Job, templates: Templates, cache: Path) -> bytes:
    edition = compose(job.cleared, n_claims(job.cleared), job.language)
    web_fonts = partial(fonts.web_fonts, cache / "fonts")
    return render_screen(templates, edition, job.language, web_fonts)
