"""The far side of `workers`: a warm process that forks workers, and what a worker does.

The warm process is started by exec, so that it inherits neither locks nor threads, imports what
every job needs, and forks a worker whenever it is asked to. When the one who asks is gone, however
it went, the warm process kills its workers and ends. Standard library only.
"""

from __future__ import annotations

import contextlib
import ctypes
import gc
import importlib
import itertools
import os
import pickle
import resource
import signal
import socket
import struct
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from typing import Any, cast

from briefgen.values import frozen

HIRE, FIRE = b"H", b"F"
"""A request is one of these and a process id; with HIRE, the id is 0 and a socket comes along."""
REQUEST = struct.Struct("=cq")
ANSWER = struct.Struct("=qqq")
"""Process id; after FIRE, exit code (negative for a signal) and peak memory in KiB."""
DONE, RAISED, OUT_OF_MEMORY = "done", "raised", "out of memory"

_LENGTH = struct.Struct("=Q")
_JOBS_BETWEEN_COLLECTIONS = 8
_WATCH_S = 0.1
_RSS_PER_KIB = 1024 if sys.platform == "darwin" else 1
_DIE_WITH_PARENT = 1
"""PR_SET_PDEATHSIG of Linux."""


@frozen
class Contract:
    """What a worker is told before its first job; names are `package.module:function`."""

    work: str
    setting: object
    preload: tuple[str, ...]
    timeout_s: float
    memory_mib: int
    can_fork: bool


def serve(control_fd: int) -> None:
    """Hire and fire workers until the other end of the control socket is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    workers: set[int] = set()
    with socket.socket(fileno=control_fd) as control, contextlib.suppress(EOFError):
        contract: Contract = receive(control)
        if contract.can_fork:
            _warm_up(contract.preload)
        try:
            while True:
                _answer(control, contract, workers)
        finally:
            for pid in workers:
                _fire(pid)


def labour(desk_fd: int) -> None:
    """Do jobs until the other end of the socket is closed; the contract comes first."""
    with socket.socket(fileno=desk_fd) as desk, contextlib.suppress(EOFError, OSError):
        contract: Contract = receive(desk)
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        _limit_memory(contract.memory_mib)
        gc.disable()
        for n_jobs in itertools.count(1):
            outcome = _outcome(contract, receive(desk))
            send_pickled(desk, outcome)
            if outcome == _OUT_OF_MEMORY:
                return
            if n_jobs % _JOBS_BETWEEN_COLLECTIONS == 1:
                gc.collect()
            if n_jobs == 1:
                gc.freeze()


def send_pickled(desk: socket.socket, data: bytes) -> None:
    """Send one value, already pickled."""
    desk.sendall(_LENGTH.pack(len(data)))
    desk.sendall(data)


def receive(desk: socket.socket) -> Any:
    """Return the next value.

    Raises:
        EOFError: the other end was closed.
    """
    (size_bytes,) = _LENGTH.unpack(read_exactly(desk, _LENGTH.size))
    return pickle.loads(read_exactly(desk, size_bytes))


def read_exactly(desk: socket.socket, size_bytes: int) -> bytearray:
    """Return that many bytes.

    Raises:
        EOFError: the other end was closed before.
    """
    data = bytearray(size_bytes)
    rest = memoryview(data)
    while rest:
        n_read = desk.recv_into(rest)
        if not n_read:
            raise EOFError
        rest = rest[n_read:]
    return data


def _answer(control: socket.socket, contract: Contract, workers: set[int]) -> None:
    request, handed, _, _ = socket.recv_fds(control, REQUEST.size, 1)
    if not request:
        raise EOFError
    verb, pid = REQUEST.unpack(request)
    if verb == HIRE:
        pid = _fork(control, handed[0]) if contract.can_fork else _spawn(handed[0])
        os.close(handed[0])
        workers.add(pid)
        control.sendall(ANSWER.pack(pid, 0, 0))
    else:
        workers.discard(pid)
        control.sendall(ANSWER.pack(pid, *_fire(pid)))


def _warm_up(preload: tuple[str, ...]) -> None:
    gc.disable()  # imports leave next to no garbage, and looking for it takes a tenth of their time
    for name in preload:
        with contextlib.suppress(Exception):  # the job that needs it will say so, and better
            importlib.import_module(name)
    gc.freeze()


def _fork(control: socket.socket, desk_fd: int) -> int:
    pid = os.fork()
    if pid:
        return pid
    try:
        control.close()
        _die_with_parent()
        labour(desk_fd)
    finally:
        os._exit(0)


def _spawn(desk_fd: int) -> int:
    os.set_inheritable(desk_fd, True)
    return start_python("labour", desk_fd, os.environ)


def start_python(function: str, fd: int, environment: Mapping[str, str]) -> int:
    """Start a process that calls a function of this module with an inherited descriptor."""
    script = f"import sys; sys.path = sys.argv[2:]; from {__name__} import {function} as act; "
    call = "act(int(sys.argv[1])); import os; os._exit(0)"  # tidying up costs 0.15 s of CPU
    command = [sys.executable, "-c", script + call, str(fd), *sys.path]
    silence = [
        (os.POSIX_SPAWN_OPEN, number, os.devnull, os.O_RDWR, 0)
        for number in (0, 1)  # stdout is for the data of the one who asks
    ]
    # In a group of its own, so that Ctrl-C reaches the one who asks, who then ends this one.
    return os.posix_spawn(sys.executable, command, environment, file_actions=silence, setpgroup=0)


def _die_with_parent() -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_DIE_WITH_PARENT, signal.SIGKILL)


def _fire(pid: int) -> tuple[int, int]:
    os.kill(pid, signal.SIGKILL)
    _, status, usage = os.wait4(pid, 0)
    return os.waitstatus_to_exitcode(status), usage.ru_maxrss // _RSS_PER_KIB


def _limit_memory(limit_mib: int) -> None:
    if sys.platform == "linux":
        limit = limit_mib * 1024 * 1024
        resource.setrlimit(resource.RLIMIT_DATA, (limit, limit))
    else:
        watch = threading.Thread(target=_watch_memory, args=(limit_mib * 1024,), daemon=True)
        watch.start()


def _watch_memory(limit_kib: int) -> None:
    """End the process when it outgrows the limit, where the system enforces none."""
    while resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // _RSS_PER_KIB < limit_kib:
        time.sleep(_WATCH_S)
    os._exit(1)


def _outcome(contract: Contract, job: object) -> bytes:
    """Return a pickled pair: how it went, and the result or the exception."""
    try:
        with _limited(contract.timeout_s):
            value = _named(contract.work)(job, contract.setting)
        return _pickled(DONE, value)
    except MemoryError:
        return _OUT_OF_MEMORY
    except Exception as error:
        return _pickled_error(error)


@contextlib.contextmanager
def _limited(timeout_s: float) -> Iterator[None]:
    """Let the system end this process once it has computed for so long."""
    signal.setitimer(signal.ITIMER_PROF, timeout_s)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def _pickled(kind: str, value: object) -> bytes:
    return pickle.dumps((kind, value), pickle.HIGHEST_PROTOCOL)


def _pickled_error(error: Exception) -> bytes:
    try:
        data = _pickled(RAISED, error)
        pickle.loads(data)
    except Exception:
        return _pickled(RAISED, RuntimeError(f"{type(error).__name__}: {error}"))
    return data


def _named(name: str) -> Callable[..., Any]:
    module, _, function = name.partition(":")
    return cast("Callable[..., Any]", getattr(importlib.import_module(module), function))


_OUT_OF_MEMORY = _pickled(OUT_OF_MEMORY, None)
