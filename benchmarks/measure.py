"""Measuring: figures with their targets, processor time of processes, medians of alternations."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from benchmarks.processes import watching

BRIEFGEN = (sys.executable, "-c", "import sys; from briefgen.cli import main; sys.exit(main())")
"""What the installed command does."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured value and what it should be at most."""

    name: str
    value: float
    unit: str
    """`s`, `ms`, `MiB`, `%` or `×`, times that of a peer."""
    target: float | None = None
    """None where the value is told for its own sake."""
    note: str = ""
    """What was compared, in figures."""
    samples: tuple[float, ...] = ()
    """What the value was chosen from, in the order of measuring."""
    column: str = ""
    """What it was measured on, where the same is measured on several things: `100 × 3`."""

    @property
    def is_met(self) -> bool:
        """Whether the value is within its target, if it has one."""
        return self.target is None or self.value <= self.target


@dataclass(frozen=True, slots=True)
class Effort:
    """How much a run measures."""

    scales: tuple[int, ...]
    """Briefs of the projects that are built."""
    n_documents: int
    """Documents that the peers make, and we."""
    n_rounds: int
    """How often peers and we take turns."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What a process took, the processes that it waited for included."""

    wall_s: float
    cpu_s: float
    own_kib: int = 0
    """Peak resident size of the process itself, as far as it was seen while it ran."""
    child_kib: int = 0
    """The same of the largest process beneath it."""


@dataclass(frozen=True, slots=True)
class Process:
    """A command to be measured."""

    argv: tuple[str, ...]
    folder: Path
    environment: Mapping[str, str] | None = None
    """The whole environment; None for this process's own."""

    def run(self) -> Cost:
        """Run it to its end.

        Raises:
            ChildProcessError: it failed.
        """
        begin_s = time.perf_counter()
        process = subprocess.Popen(
            self.argv,
            cwd=self.folder,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        with watching(process.pid) as peaks:
            _, status, usage = os.wait4(process.pid, 0)
            wall_s = time.perf_counter() - begin_s
        process.returncode = os.waitstatus_to_exitcode(status)
        if status:
            raise ChildProcessError(f"{' '.join(self.argv)}: {process.returncode}")
        cpu_s = usage.ru_utime + usage.ru_stime
        return Cost(wall_s, cpu_s, peaks.own_kib, peaks.child_kib)


def together(processes: Sequence[Process], n_at_once: int) -> Cost:
    """Run processes, so many at once, and return what they took as a whole."""
    begin_s = time.perf_counter()
    with ThreadPoolExecutor(n_at_once) as threads:
        costs = list(threads.map(Process.run, processes))
    return Cost(time.perf_counter() - begin_s, sum(cost.cpu_s for cost in costs))


def alternate(
    ours: Callable[[], float], theirs: Callable[[], float], rounds: int
) -> tuple[float, float]:
    """Return the medians of two measurements that take turns."""
    pairs = [(ours(), theirs()) for _ in range(rounds)]
    return median(pair[0] for pair in pairs), median(pair[1] for pair in pairs)


def median_of(measure: Callable[[], float], rounds: int) -> float:
    """Return the median of so many measurements."""
    return median(measure() for _ in range(rounds))


def timed(act: Callable[[], object]) -> float:
    """Return the seconds that an act takes."""
    begin_s = time.perf_counter()
    act()
    return time.perf_counter() - begin_s
