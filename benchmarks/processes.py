"""Memory and processor time of a process and of all beneath it, as Linux tells while they run."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

_PROC = Path("/proc")
_PAUSE_S = 0.05


@dataclass(slots=True)
class Peaks:
    """The highest resident sizes seen so far, in KiB; 0 where none could be seen."""

    own_kib: int = 0
    """Of the process itself."""
    child_kib: int = 0
    """Of the largest one beneath it."""
    seen: dict[int, int] = field(default_factory=dict)

    def note(self, pid: int) -> None:
        """Look at the process and at all beneath it."""
        self.own_kib = max(self.own_kib, _peak_kib(pid))
        for below in _descendants(pid):
            self.seen[below] = max(self.seen.get(below, 0), _peak_kib(below))
        self.child_kib = max(self.seen.values(), default=0)


@contextmanager
def watching(pid: int) -> Iterator[Peaks]:
    """Look at a process several times a second until the block ends."""
    peaks, ended = Peaks(), threading.Event()

    def look() -> None:
        while not ended.wait(_PAUSE_S):
            peaks.note(pid)

    thread = threading.Thread(target=look)
    thread.start()
    try:
        yield peaks
    finally:
        ended.set()
        thread.join()


def processor_s(pid: int) -> float:
    """Return the processor time that a process and all beneath it have taken, ended or not."""
    return sum(_taken_s(one) for one in (pid, *_descendants(pid)))


def _taken_s(pid: int) -> float:
    with suppress(OSError):
        # After the name, which may hold anything, in brackets.
        told = (_PROC / str(pid) / "stat").read_text("utf-8").rpartition(")")[2].split()
        # Its own, and that of its children that have ended.
        return sum(map(int, told[11:15])) / os.sysconf("SC_CLK_TCK")
    return 0.0


def _peak_kib(pid: int) -> int:
    with suppress(OSError):
        for line in (_PROC / str(pid) / "status").read_text("utf-8").splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1])
    return 0


def _descendants(pid: int) -> Iterator[int]:
    with suppress(OSError):
        for listing in (_PROC / str(pid) / "task").glob("*/children"):
            for child in listing.read_text("utf-8").split():
                yield int(child)
                yield from _descendants(int(child))
