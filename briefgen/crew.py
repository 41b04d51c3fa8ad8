"""The crew: workers that warm up while the seeds are read, and make editions when there are any."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from briefgen import natives, pdf
from briefgen.workers import Premises, Terms, hire, in_order

Run = Callable[[Iterable[Any]], Iterator[Any]]
"""Jobs, asked for as there is room -> for each, in order, its result or a `Failed`."""

_AHEAD = 16
"""Outcomes a worker that may wait for that of a slow edition before them."""


def terms(timeout_s: float, memory_mib: int) -> Terms:
    """Return how editions are made, wherever that is, and what each may cost."""
    return Terms("briefgen.make:make", timeout_s, memory_mib, preload=("briefgen.warm",))


def premises(cache: Path, environment: Mapping[str, str]) -> Premises:
    """Return where editions are made on this machine.

    Args:
        cache: folder that keeps what is made once and used again.
        environment: the whole of what the workers shall see, but for the fonts.
    """
    return Premises({**environment, **pdf.environment(cache / "fonts")}, cache)


@contextmanager
def call_up(terms: Terms, premises: Premises, n_jobs: int) -> Iterator[Run]:
    """Start the crew, and give what hands jobs to it.

    Args:
        n_jobs: how many editions are made at once.

    Raises:
        UsageError: native libraries are missing, once there is a job.
    """
    if natives.missing_libraries():
        yield _unable
        return
    with hire(terms, premises, n_jobs) as submit:
        yield lambda jobs: in_order(submit, jobs, ahead=_AHEAD * n_jobs)


def _unable(jobs: Iterable[Any]) -> Iterator[Any]:
    for job in jobs:
        natives.require_libraries()
        yield job
