"""Starting up: what a command costs that has nothing to do."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from benchmarks.measure import BRIEFGEN, Effort, Figure, Process, median_of

TARGET_CPU_S = 0.12
ROUNDS = 15


def figures(folder: Path, _effort: Effort) -> Iterator[Figure]:
    """Yield the processor time of the help and of a build that finds nothing to do."""
    Process((*BRIEFGEN, "init", "demo"), folder).run()
    build = Process((*BRIEFGEN, "build"), folder / "demo")
    build.run()
    commands = {
        "briefgen --help": Process((*BRIEFGEN, "--help"), folder),
        "briefgen build, nothing to do": build,
    }
    for name, command in commands.items():
        yield Figure(name, _cpu_s(command), "s", TARGET_CPU_S, "processor time")


def _cpu_s(command: Process) -> float:
    return median_of(lambda: command.run().cpu_s, ROUNDS)
