"""The crew: workers that warm up while the seeds are read, and make editions when there are any."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from briefgen import pdf
from briefgen.workers import Terms, hire, in_order

Run = Callable[[Iterable[Any]], Iterator[Any]]
"""Jobs, asked for one at a time -> for each, in order, its result or a `Failed`."""

_AHEAD = 16
"""Outcomes a worker that may wait for that of a slow edition before them."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How many editions are made at once, and what each may cost."""

    n_jobs: int = 1
    timeout_s: float = 120
    memory_mib: int = 1024


@contextmanager
def call_up(cache: Path, limits: Limits, environment: Mapping[str, str]) -> Iterator[Run]:
    """Start the crew, and give what hands jobs to it.

    Args:
        cache: folder that keeps the fonts' configuration.
        limits: of the crew as a whole and of each edition.
        environment: the whole of what the workers shall see, but for the fonts.

    Raises:
        UsageError: native libraries are missing, once there is a job.
    """
    if pdf.missing_libraries():
        yield _unable
        return
    terms = Terms(
        work="briefgen.make:make",
        n_jobs=limits.n_jobs,
        timeout_s=limits.timeout_s,
        memory_mib=limits.memory_mib,
        environment={**environment, **pdf.environment(cache / "fonts")},
        preload=("briefgen.warm",),
    )
    with hire(terms) as submit:
        yield lambda jobs: in_order(submit, jobs, ahead=_AHEAD * limits.n_jobs)


def _unable(jobs: Iterable[Any]) -> Iterator[Any]:
    for job in jobs:
        pdf.require_libraries()
        yield job
