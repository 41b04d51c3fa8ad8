"""The far side of `cluster`: what a worker of Dask does with a job.

It has an office of its own, so that an edition can be killed without the worker. The office stays
open between jobs, and is closed when there has been none for a while.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from briefgen import crew
from briefgen.errors import UsageError, usage_error
from briefgen.fingerprint import differences, hashed, software
from briefgen.values import frozen
from briefgen.workers import Office, Terms, close_office, open_office, outcome

_IDLE_S = 60.0
"""How long an office stays open without a job."""


@frozen
class Parcel:
    """A job under way."""

    software: Mapping[str, str]
    """The sender's."""
    terms: Terms
    job: bytes = field(repr=False)
    """Pickled apart: it is opened by the same software alone, and in no log."""


def muster(terms: Terms, dask_worker: Any) -> Mapping[str, str]:
    """Return this machine's software, and begin to warm up."""
    with _post(terms, dask_worker) as post:
        return post.software


def make(parcel: Parcel) -> Any:
    """Return the result of a job, or a `Failed`.

    Raises:
        UsageError: the sender has other software; the warm process was ended by something else.
    """
    from distributed import get_worker

    worker = get_worker()
    with _post(parcel.terms, worker) as post:
        require_same(parcel.software, {worker.address: post.software})
        try:
            return outcome(post.office, parcel.job)
        except UsageError:
            _give_up(parcel.terms, post)
            raise


def require_same(here: Mapping[str, str], answers: Mapping[str, Mapping[str, str]]) -> None:
    """Make sure that workers have the same software.

    Args:
        answers: the software of each worker, by its address.

    Raises:
        UsageError: some have other software: what differs is told once for all that share it.
    """
    others: dict[tuple[str, ...], list[str]] = {}
    for address, there in sorted(answers.items()):
        others.setdefault(differences(here, there), []).append(address)
    others.pop((), None)
    if others:
        faults = [_other_software(found, addresses) for found, addresses in others.items()]
        raise UsageError([found for fault in faults for found in fault.diagnostics])


def _other_software(found: tuple[str, ...], addresses: list[str]) -> UsageError:
    more = f", as on {len(addresses) - 1} others" if addresses[1:] else ""
    return usage_error(
        f"this worker would make other bytes{more}: {'; '.join(found)}",
        "install the same there: `briefgen doctor` prints what decides bytes",
        code="other-software",
        file=addresses[0],
    )


# The office


@dataclass(slots=True)
class _Post:
    office: Office
    software: Mapping[str, str]
    """As it was when the office was opened, which is what it has loaded."""
    n_inside: int = 0
    closing: threading.Timer | None = None


_posts: dict[Terms, _Post] = {}
_turn = threading.Lock()


@contextmanager
def _post(terms: Terms, worker: Any) -> Iterator[_Post]:
    """Enter the office that works on these terms; the last to leave closes it, after a while."""
    with _turn:
        if terms not in _posts:
            _posts[terms] = _opened(terms, Path(worker.local_directory).parent)
        post = _posts[terms]
        post.n_inside += 1
        if post.closing:
            post.closing.cancel()
    try:
        yield post
    finally:
        with _turn:
            post.n_inside -= 1
            if not post.n_inside:
                wait_s = _IDLE_S if _posts.get(terms) is post else 0
                post.closing = threading.Timer(wait_s, _close, [terms, post])
                post.closing.daemon = True
                post.closing.start()


def _opened(terms: Terms, scratch: Path) -> _Post:
    """Open an office, whose cache is shared by the workers of a machine that are the same."""
    there = software()
    cache = scratch / f"briefgen-{hashed(there)[:12]}"
    return _Post(open_office(terms, crew.premises(cache, os.environ)), there)


def _give_up(terms: Terms, post: _Post) -> None:
    """Let the next job open another office."""
    with _turn:
        if _posts.get(terms) is post:
            del _posts[terms]


def _close(terms: Terms, post: _Post) -> None:
    with _turn:
        if post.n_inside:
            return
        if _posts.get(terms) is post:
            del _posts[terms]
    close_office(post.office)
