"""The crew of a Dask cluster: the same jobs, the same outcomes, made by other machines.

What travels is data: jobs there, artefacts back. No disk is shared.
"""

from __future__ import annotations

import asyncio
import logging
import pickle
from collections.abc import Awaitable, Callable, Iterator, Mapping
from concurrent.futures import CancelledError, Future, wait
from contextlib import contextmanager
from functools import partial
from itertools import count
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from briefgen import outpost
from briefgen.crew import Run
from briefgen.errors import BriefgenError, UsageError, usage_error
from briefgen.fingerprint import software
from briefgen.values import frozen
from briefgen.workers import Cause, Failed, Terms, in_order

if TYPE_CHECKING:
    from distributed import Client

ANSWER_S = 15.0
"""How long the scheduler, and its workers, may take to answer."""
DESERTED_S = 60.0
"""How long a cluster may be without workers in the middle of a build."""
LOOK_S = 5.0
"""How often it is looked whether there are any, while an edition is waited for."""

_AHEAD, _LEAST_AHEAD = 16, 64
"""Outcomes a thread of the cluster, and in all, that may wait for that of a slow edition."""
_RETRIES = 2
_SENT_AGAIN = 2
"""How often a job is sent again whose workers were lost."""
_LOST = Failed(Cause.DIED, "ended every worker of the cluster that it was given to")


@frozen
class _Sent:
    """A job under way, and what Dask calls it."""

    parcel: outpost.Parcel
    key: str


@contextmanager
def join(address: str, terms: Terms) -> Iterator[Run]:
    """Join a cluster, and give what hands jobs to it.

    Args:
        address: of the scheduler: `tcp://HOST:PORT`.
        terms: on which each of its workers makes editions.

    Raises:
        UsageError: the package is missing, nobody answers there, or some worker would make other
            bytes than this machine.
    """
    here = software()
    with _silence(), _connected(address) as client:
        _muster(client, address, here, terms)
        n_threads = sum(_asked(client, client.nthreads).values())
        executor = client.get_executor(pure=False, retries=_RETRIES)

        sent: WeakKeyDictionary[Future[Any], _Sent] = WeakKeyDictionary()
        numbers = count()

        def send(parcel: outpost.Parcel) -> Future[Any]:
            key = f"edition-{client.id}-{next(numbers)}"
            future: Future[Any] = executor.submit(outpost.make, parcel, key=key)
            sent[future] = _Sent(parcel, key)
            return future

        def submit(job: Any) -> Future[Any]:
            data = pickle.dumps(job, pickle.HIGHEST_PROTOCOL)
            return send(outpost.Parcel(here, terms, data))

        def result(future: Future[Any]) -> Any:
            outcome = _result(client, address, future, sent[future].key)
            # Dask blames all that a lost worker had: whoever is at fault loses others as well.
            for _ in range(_SENT_AGAIN):
                if outcome != _LOST:
                    break
                future = send(sent[future].parcel)
                outcome = _result(client, address, future, sent[future].key)
            return outcome

        yield lambda jobs: in_order(submit, jobs, max(_LEAST_AHEAD, _AHEAD * n_threads), result)


@contextmanager
def _silence() -> Iterator[None]:
    """Keep what Dask logs from the person at work: what matters is told as an error."""
    before = logging.root.manager.disable
    logging.disable(logging.CRITICAL)
    try:
        yield
    finally:
        logging.disable(before)


# Is anybody there?


@contextmanager
def _connected(address: str) -> Iterator[Client]:
    try:
        from distributed import Client
    except ImportError as error:
        raise usage_error(
            "`--scheduler` needs the package `distributed`",
            "run `python -m pip install 'briefgen[distributed]'`",
            code="missing-package",
        ) from error
    _require_address(address)
    try:
        asyncio.run(asyncio.wait_for(_knock(address), ANSWER_S))
        client = Client(address, timeout=ANSWER_S, set_as_default=False)
    except TimeoutError as error:
        raise _no_answer(address, f"nobody answers within {ANSWER_S:g} s") from error
    except (OSError, RuntimeError, TypeError) as error:
        raise _no_answer(address, str(error)) from error
    try:
        yield client
    finally:
        client.close()


def _require_address(address: str) -> None:
    from distributed.comm.addressing import get_address_host_port, parse_address
    from distributed.comm.registry import get_backend

    try:
        get_backend(parse_address(address)[0])
        get_address_host_port(address)
    except ValueError as error:
        raise usage_error(
            f"`{address}` is no address of a scheduler: {error}",
            "write --scheduler tcp://HOST:PORT, as `dask scheduler` prints it",
            code="no-address",
        ) from error


async def _knock(address: str) -> None:
    """Make sure that a scheduler answers, before a client sets itself up to stay."""
    from distributed import rpc
    from distributed.security import Security

    async with rpc(address, connection_args=Security().get_connection_args("client")) as there:
        kind = (await there.identity())["type"]
    if kind != "Scheduler":
        raise OSError(f"a {kind.lower()} of Dask answers")


def _no_answer(address: str, why: str) -> UsageError:
    return usage_error(
        f"there is no scheduler: {why}",
        "start one with `dask scheduler`, and take the address that it prints",
        code="no-scheduler",
        file=address,
    )


# Who is there?


def _muster(client: Client, address: str, here: Mapping[str, str], terms: Terms) -> None:
    """Make sure that there are workers, and that all of them make the same bytes."""
    try:
        client.wait_for_workers(1, timeout=ANSWER_S)
        answers = _asked(client, partial(client.run, outpost.muster, terms, on_error="return"))
    except TimeoutError as error:
        raise _deserted(address) from error
    faults = [
        _unfit(worker, answer)
        for worker, answer in sorted(answers.items())
        if isinstance(answer, Exception)
    ]
    if faults:
        raise UsageError([found for fault in faults for found in fault.diagnostics])
    outpost.require_same(here, answers)


def _asked(client: Client, question: Callable[[], Awaitable[Any]]) -> Any:
    async def ask() -> Any:
        return await question()

    return client.sync(ask, callback_timeout=ANSWER_S)


def _unfit(worker: str, error: Exception) -> UsageError:
    return usage_error(
        f"this worker cannot make editions: {type(error).__name__}: {error}",
        "install the briefgen that is here, with all it needs: `briefgen doctor` tells",
        code="unfit-worker",
        file=worker,
    )


def _deserted(address: str) -> UsageError:
    return usage_error(
        "the cluster has no workers that answer",
        f"start some with `dask worker {address}`",
        code="no-workers",
        file=address,
    )


# What became of it?


def _result(client: Client, address: str, future: Future[Any], key: str) -> Any:
    """Wait for the outcome of a job, as long as somebody may be at it."""
    from distributed import KilledWorker

    deserted_s, has_failed = 0.0, False
    while not wait([future], LOOK_S).done:
        if has_failed:
            return _LOST
        has_failed = _has_failed(client, key)
        deserted_s = 0.0 if _has_workers(client) else deserted_s + LOOK_S
        if deserted_s >= DESERTED_S:
            raise _deserted(address)
    try:
        return future.result()
    except KilledWorker:
        return _LOST
    except CancelledError as error:
        raise _no_answer(address, "it was lost in the middle of the build") from error
    except BriefgenError:
        raise
    except Exception as error:
        raise _unfit(address, error) from error


def _has_failed(client: Client, key: str) -> bool:
    """Tell whether a job has come to nothing, which Dask may know and tell nobody.

    Its executor waits for ever where a worker is lost with an outcome, and the next one with the
    job.
    """
    state = client.futures.get(key)
    return state is None or state.status in ("error", "cancelled")


def _has_workers(client: Client) -> bool:
    try:
        return bool(_asked(client, client.nthreads))
    except (OSError, RuntimeError):  # the scheduler has gone, which the future will tell
        return False
