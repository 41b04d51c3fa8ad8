"""`python -m benchmarks [NAME…]`: measure, and print a table of values and targets.

To add a benchmark, write a module with `figures(folder, effort)` and list it here.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks import cold_build, composing, fitting, reading, scale, starting
from benchmarks.measure import Effort, Figure

BENCHMARKS: Mapping[str, Callable[[Path, Effort], Iterator[Figure]]] = {
    "starting": starting.figures,
    "composing": composing.figures,
    "fitting": fitting.figures,
    "reading": reading.figures,
    "cold-build": cold_build.figures,
    "scale": scale.figures,
}
"""Name -> what yields figures; it may do as it likes in the folder that it is given."""
EFFORTS = {"usual": Effort(scales=(1, 100)), "full": Effort(scales=(1, 100, 1000))}


def main() -> None:
    """Run the named benchmarks, or all; a target that is missed is told, and is no failure."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(BENCHMARKS)}")
    parser.add_argument("--size", choices=EFFORTS, default="usual", help="how much is measured")
    parser.add_argument("--briefs", type=int, help="size of the only project that is built")
    arguments = parser.parse_args()
    unknown = [name for name in arguments.names if name not in BENCHMARKS]
    if unknown:
        parser.error(f"there is no benchmark `{unknown[0]}`; there are: {', '.join(BENCHMARKS)}")
    effort = EFFORTS[arguments.size]
    if arguments.briefs:
        effort = Effort(scales=(arguments.briefs,))
    for name in arguments.names or BENCHMARKS:
        with TemporaryDirectory(prefix="briefgen-bench-") as folder:
            for figure in BENCHMARKS[name](Path(folder), effort):
                print(_line(figure), flush=True)


def _line(figure: Figure) -> str:
    value = f"{figure.value:.3g} {figure.unit}"
    target, verdict = "", ""
    if figure.target is not None:
        target = f"(≤ {figure.target:g} {figure.unit})"
        verdict = "met" if figure.is_met else "NOT MET"
    return f"{figure.name:<55} {value:>9}  {target:<13} {verdict:<8} {figure.note}".rstrip()


if __name__ == "__main__":
    main()
