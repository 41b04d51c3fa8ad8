"""One build at a time, one maker of what is shared: locks that die with their holders."""

from __future__ import annotations

import contextlib
import fcntl
import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from briefgen.errors import usage_error
from briefgen.writing import guarded, make_folder

_PATIENCE_S = 1.0
"""How long a build waits in silence."""
_POLL_S = 0.05


@contextlib.contextmanager
def locked(path: Path, timeout_s: float, on_wait: Callable[[], None]) -> Iterator[None]:
    """Hold the lock file; while another build does, say so once and wait.

    The lock is the process's own: no child inherits it, no crash leaves it behind.

    Raises:
        UsageError: the other build took longer than the timeout.
    """
    make_folder(path.parent)
    opened: list[int] = []
    guarded(lambda target: opened.append(os.open(target, os.O_RDWR | os.O_CREAT, 0o666)), path)
    try:
        _wait(opened[0], path, timeout_s, on_wait)
        yield
    finally:
        os.close(opened[0])


@contextlib.contextmanager
def begun(path: Path, wait: bool) -> Iterator[bool]:
    """Tell whether a piece of work that others may do too is ours, and hold it if so.

    Args:
        path: of the lock file of this piece; where it cannot be made, all do the work.
        wait: until whoever has begun it is done.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
    except OSError:
        yield True
        return
    try:
        if wait:
            fcntl.lockf(handle, fcntl.LOCK_EX)
        is_ours = wait or _take(handle)
        yield is_ours
        if is_ours:
            path.unlink(missing_ok=True)
    finally:
        os.close(handle)


def _wait(handle: int, path: Path, timeout_s: float, on_wait: Callable[[], None]) -> None:
    begin_s = time.monotonic()
    has_spoken = False
    while not _take(handle):
        waited_s = time.monotonic() - begin_s
        if waited_s >= timeout_s:
            raise usage_error(
                f"another build has been at work here for more than {timeout_s:g} s",
                "wait for it, or stop it, and build again",
                code="locked",
                file=path.as_posix(),
            )
        if waited_s >= _PATIENCE_S and not has_spoken:
            on_wait()
            has_spoken = True
        time.sleep(_POLL_S)


def _take(handle: int) -> bool:
    try:
        fcntl.lockf(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    return True
