"""A warm worker: how much of an edition's time is not WeasyPrint's own render and write."""

from __future__ import annotations

import gc
import pickle
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.jobs import ground_of, jobs_of
from benchmarks.measure import Effort, Figure
from benchmarks.phrases import COUNTRIES
from benchmarks.synthetic import AUDIENCES, write_project
from briefgen import pdf
from briefgen.job import Job
from briefgen.make import make

N_BRIEFS = len(COUNTRIES)
"""So many warm the worker up, one a country; as many others on these countries are measured."""
FORMATS = ("html", "pdf", "json")
TARGET = 10.0


def figures(folder: Path, _effort: Effort) -> Iterator[Figure]:
    """Yield the share for each audience, whose pages are laid out once or more to fit."""
    write_project(folder, 2 * N_BRIEFS)
    ground = ground_of(folder, FORMATS)
    every = [job for brief in ground.briefs for job in jobs_of(ground, brief)]
    cache = folder / ".briefgen"
    pdf.prepare(cache / "fonts")
    with _engine_watched() as engine:
        for audience in AUDIENCES:
            jobs = [job for job in every if job.cleared.manner.audience == audience]
            shares, times_ms = [], []
            for job in jobs:
                whole_s, engine_s = _work(job, cache, engine)
                shares.append(100 * (1 - engine_s / whole_s))
                times_ms.append(1000 * whole_s)
            samples = tuple(shares[N_BRIEFS:])
            note = f"{median(times_ms[N_BRIEFS:]):.0f} ms of processor an edition"
            name = f"a warm worker beside its engine, {audience}"
            yield Figure(name, median(samples), "%", TARGET, note, samples)


@dataclass(slots=True)
class _Engine:
    """Processor time spent in WeasyPrint."""

    spent_s: float = 0.0

    def timing(self, act: Callable[..., Any], sign: int = 1) -> Callable[..., Any]:
        def timed(*args: Any, **options: Any) -> Any:
            if "finisher" in options:  # our own part of the writing
                options["finisher"] = self.timing(options["finisher"], -sign)
            begin_s = time.process_time()
            try:
                return act(*args, **options)
            finally:
                self.spent_s += sign * (time.process_time() - begin_s)

        return timed


@contextmanager
def _engine_watched() -> Iterator[_Engine]:
    """Count what parsing, laying out and writing take, within the block."""
    from weasyprint import HTML, Document

    engine = _Engine()
    own = {(HTML, "__init__"), (HTML, "render"), (Document, "write_pdf")}
    before = {(kind, name): getattr(kind, name) for kind, name in own}
    try:
        for (kind, name), act in before.items():
            setattr(kind, name, engine.timing(act))
        yield engine
    finally:
        for (kind, name), act in before.items():
            setattr(kind, name, act)


def _work(job: Job, cache: Path, engine: _Engine) -> tuple[float, float]:
    """Do as a worker does; return the processor time of all, and of the engine."""
    data = pickle.dumps(job, pickle.HIGHEST_PROTOCOL)
    gc.collect()
    gc.disable()
    engine.spent_s = 0.0
    begin_s = time.process_time()
    pickle.dumps(make(pickle.loads(data), cache), pickle.HIGHEST_PROTOCOL)
    whole_s = time.process_time() - begin_s
    gc.enable()
    return whole_s, engine.spent_s
