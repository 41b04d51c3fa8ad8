"""Jobs in killable children, each under a limit of time and memory; results in order.

`hire` gives a `Submit`, which turns a job into a future. Any executor of `concurrent.futures` gives
one too, so that the same jobs can run elsewhere: `lambda job: executor.submit(work, job)`. Who does
them there opens an `Office` of its own.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import queue
import select
import signal
import socket
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from enum import StrEnum
from typing import Any

from briefgen.errors import BriefgenError, usage_error
from briefgen.values import frozen
from briefgen.worker_process import (
    ANSWER,
    DONE,
    FIRE,
    HIRE,
    OUT_OF_MEMORY,
    REQUEST,
    Contract,
    read_exactly,
    receive,
    send_pickled,
    start_python,
)

_PATIENCE = 4
"""How often a worker is looked at, in times its limit of computing."""
_LEAST = 0.01
"""Part of its limit that a worker computes meanwhile, unless something holds it up."""


_LONGEST_MS = 2**31 - 1
"""Of one look."""
_CPU_TIME = 2
"""CPUCLOCK_SCHED of Linux, whose clocks of processes are numbered by their ids."""


class Cause(StrEnum):
    """Why a job has no result."""

    REFUSED = "refused"
    """It raised a `BriefgenError`: a person can mend it."""
    RAISED = "raised"
    """It raised anything else."""
    TIMEOUT = "timeout"
    MEMORY = "memory"
    DIED = "died"
    """Its process ended, and so did that of a second attempt."""


@frozen
class Failed:
    """A job without a result."""

    cause: Cause
    message: str
    """The end of a sentence that begins with the job: `took longer than 60 s`."""
    error: Exception | None = None
    """What it raised, if it did."""


@frozen
class Terms:
    """What is done, and within which limits; names are importable by every process."""

    work: str
    """`package.module:function`, called with each job and the setting."""
    timeout_s: float
    """Of computing, so that a busy machine changes nothing."""
    memory_mib: int
    """Of a worker as a whole, its imports included."""
    preload: tuple[str, ...] = ()
    """Modules to import once, before workers are forked; they must start no thread."""


@frozen
class Premises:
    """Where it is done: what differs from machine to machine."""

    environment: Mapping[str, str]
    """The whole of the workers' environment."""
    setting: object = None
    """What a worker works with, as long as it works."""
    can_fork: bool = os.uname().sysname == "Linux"
    """False where forking a process with such libraries is unsafe: each worker starts afresh."""


Submit = Callable[[Any], "Future[Any]"]
"""A job -> the future of its result, or of a `Failed`."""


def in_order(
    submit: Submit,
    jobs: Iterable[Any],
    ahead: int,
    result: Callable[[Future[Any]], Any] = Future.result,
) -> Iterator[Any]:
    """Yield the outcome of each job, in order.

    Args:
        submit: as `hire` gives it.
        jobs: asked for one at a time, when there is room for one more.
        ahead: how many outcomes may wait for that of a slow job before them.
        result: waits for a future, and returns its result.
    """
    pending: deque[Future[Any]] = deque()
    try:
        for job in jobs:
            pending.append(submit(job))
            while pending and (len(pending) > ahead or pending[0].done()):
                yield result(pending.popleft())
        while pending:
            yield result(pending.popleft())
    finally:
        for future in pending:
            future.cancel()


@contextlib.contextmanager
def hire(terms: Terms, premises: Premises, n_workers: int) -> Iterator[Submit]:
    """Start to warm up at once, hire workers when there are jobs, and end them all at the end."""
    office = open_office(terms, premises)
    threads = ThreadPoolExecutor(n_workers, "briefgen-worker")
    try:
        yield lambda job: threads.submit(_pickled_outcome, office, job)
    finally:
        _end(office)
        threads.shutdown(cancel_futures=True)
        _close(office)


@frozen
class _Worker:
    pid: int
    desk: socket.socket


@frozen
class Office:
    """The near end of the warm process."""

    terms: Terms
    contract: bytes
    pid: int
    control: socket.socket
    turn: threading.Lock
    """One request at a time."""
    idle: queue.SimpleQueue[_Worker]
    hired: set[int]


def open_office(terms: Terms, premises: Premises) -> Office:
    """Start the process that workers are hired from, and do not wait until it is warm."""
    near, far = socket.socketpair()
    with far:
        far.set_inheritable(True)
        pid = start_python("serve", far.fileno(), premises.environment)
    contract = Contract(
        work=terms.work,
        setting=premises.setting,
        preload=terms.preload,
        timeout_s=terms.timeout_s,
        memory_mib=terms.memory_mib,
        can_fork=premises.can_fork,
    )
    data = pickle.dumps(contract)
    send_pickled(near, data)
    return Office(terms, data, pid, near, threading.Lock(), queue.SimpleQueue(), set())


def outcome(office: Office, job: bytes) -> Any:
    """Return the result of a pickled job, or a `Failed`.

    There are as many workers as threads that ask at once.

    Raises:
        UsageError: the warm process was ended by something else.
    """
    first = _attempt(office, job)
    if isinstance(first, Failed) and first.cause is Cause.DIED:
        return _attempt(office, job)
    return first


def close_office(office: Office) -> None:
    """End the workers and the warm process, once nobody asks any more."""
    _end(office)
    _close(office)


def _pickled_outcome(office: Office, job: Any) -> Any:
    return outcome(office, pickle.dumps(job, pickle.HIGHEST_PROTOCOL))


def _end(office: Office) -> None:
    """End all workers, and whatever the warm process is at; threads that wait find the end."""
    office.control.shutdown(socket.SHUT_RDWR)
    with office.turn:
        if not office.hired:
            os.kill(office.pid, signal.SIGKILL)
        os.waitpid(office.pid, 0)


def _close(office: Office) -> None:
    office.control.close()
    with contextlib.suppress(queue.Empty):
        while True:
            office.idle.get_nowait().desk.close()


def _attempt(office: Office, job: bytes) -> Any:
    worker = _take(office)
    try:
        send_pickled(worker.desk, job)
        _wait(worker, office.terms.timeout_s)
        kind, value = receive(worker.desk)
    except TimeoutError:
        _dismiss(office, worker)
        return Failed(Cause.TIMEOUT, f"did nothing for {office.terms.timeout_s * _PATIENCE:g} s")
    except (EOFError, OSError):
        return _death(office, *_dismiss(office, worker))
    if kind == OUT_OF_MEMORY:
        _dismiss(office, worker)
        return _out_of_memory(office)
    office.idle.put(worker)
    return value if kind == DONE else _failure(value)


def _wait(worker: _Worker, timeout_s: float) -> None:
    """Wait until the worker answers or ends; the system sees to it that it does not compute on.

    Raises:
        TimeoutError: it does nothing.
    """
    answer = select.poll()
    answer.register(worker.desk, select.POLLIN)
    before_s = 0.0
    while not answer.poll(min(1000 * timeout_s * _PATIENCE, _LONGEST_MS)):
        now_s = _computed_s(worker.pid)
        if now_s - before_s < timeout_s * _LEAST:
            raise TimeoutError
        before_s = now_s


def _computed_s(pid: int) -> float:
    """Return how long a process has computed; 0 where the system does not tell."""
    with contextlib.suppress(OSError):
        return time.clock_gettime(~pid << 3 | _CPU_TIME)
    return 0.0


def _failure(error: Exception) -> Failed:
    if isinstance(error, BriefgenError):
        return Failed(Cause.REFUSED, "was refused", error)
    return Failed(Cause.RAISED, f"failed: {type(error).__name__}: {error}", error)


def _out_of_memory(office: Office) -> Failed:
    return Failed(Cause.MEMORY, f"needed more than {office.terms.memory_mib} MiB of memory")


def _death(office: Office, exit_code: int, peak_kib: int) -> Failed:
    if exit_code == -signal.SIGPROF:
        return Failed(Cause.TIMEOUT, f"took longer than {office.terms.timeout_s:g} s")
    # Libraries that cannot allocate abort, and the system kills who takes too much.
    if exit_code < 0 and peak_kib > 0.8 * 1024 * office.terms.memory_mib:
        return _out_of_memory(office)
    how = f"signal {-exit_code}" if exit_code < 0 else f"exit code {exit_code}"
    return Failed(Cause.DIED, f"lost its process twice ({how})")


def _take(office: Office) -> _Worker:
    with contextlib.suppress(queue.Empty):
        return office.idle.get_nowait()
    near, far = socket.socketpair()
    try:
        with far:
            pid, _, _ = _ask(office, REQUEST.pack(HIRE, 0), [far.fileno()])
    except BaseException:
        near.close()
        raise
    office.hired.add(pid)
    with contextlib.suppress(OSError):  # one that dies at once is noticed with its first job
        send_pickled(near, office.contract)
    return _Worker(pid, near)


def _dismiss(office: Office, worker: _Worker) -> tuple[int, int]:
    """End a worker; return its exit code and its peak memory in KiB."""
    worker.desk.close()
    _, exit_code, peak_kib = _ask(office, REQUEST.pack(FIRE, worker.pid), [])
    return exit_code, peak_kib


def _ask(office: Office, request: bytes, handed: list[int]) -> tuple[int, ...]:
    try:
        with office.turn:
            socket.send_fds(office.control, [request], handed)
            return ANSWER.unpack(read_exactly(office.control, ANSWER.size))
    except (EOFError, OSError) as error:
        raise usage_error(
            "the process that starts the workers has ended",
            "see whether the machine ran out of memory, and build again",
            code="workers-lost",
        ) from error
