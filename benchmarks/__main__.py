"""`python -m benchmarks [NAME…]`: measure, and print a table of values and targets.

To add a benchmark, write a module with `figures(folder)` and list it here.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks import cold_build, composing, fitting, reading, starting
from benchmarks.measure import Figure

BENCHMARKS: Mapping[str, Callable[[Path], Iterator[Figure]]] = {
    "starting": starting.figures,
    "composing": composing.figures,
    "fitting": fitting.figures,
    "reading": reading.figures,
    "cold-build": cold_build.figures,
}
"""Name -> what yields figures; it may do as it likes in the folder that it is given."""


def main(names: Sequence[str]) -> int:
    """Run the named benchmarks, or all; a target that is missed is told, and is no failure."""
    unknown = [name for name in names if name not in BENCHMARKS]
    if unknown:
        print(f"there is no benchmark `{unknown[0]}`; there are: {', '.join(BENCHMARKS)}")
        return 2
    for name in names or BENCHMARKS:
        with TemporaryDirectory(prefix="briefgen-bench-") as folder:
            for figure in BENCHMARKS[name](Path(folder)):
                print(_line(figure), flush=True)
    return 0


def _line(figure: Figure) -> str:
    value = f"{figure.value:.3g} {figure.unit}"
    target = f"{figure.target:g} {figure.unit}"
    verdict = "met" if figure.is_met else "NOT MET"
    return f"{figure.name:<45} {value:>9}  (≤ {target:<7}) {verdict:<8} {figure.note}".rstrip()


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
