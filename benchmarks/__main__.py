"""`python -m benchmarks [NAME…]`: measure, and print a table of values and targets.

To add a benchmark, write a module with `figures(folder, effort)` and list it here, and say in
performance.in.md where its table goes.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks import (
    cold_build,
    comparison,
    composing,
    figures_share,
    fitting,
    front_half,
    reading,
    scale,
    starting,
    worker_share,
)
from benchmarks.machine import load, machine, versions
from benchmarks.measure import Effort, Figure
from benchmarks.report import Run, page, shown

BENCHMARKS: Mapping[str, Callable[[Path, Effort], Iterator[Figure]]] = {
    "starting": starting.figures,
    "composing": composing.figures,
    "fitting": fitting.figures,
    "figures-share": figures_share.figures,
    "reading": reading.figures,
    "cold-build": cold_build.figures,
    "front-half": front_half.figures,
    "worker-share": worker_share.figures,
    "comparison": comparison.figures,
    "scale": scale.figures,
}
"""Name -> what yields figures; it may do as it likes in the folder that it is given."""
EFFORTS = {
    "usual": Effort(scales=(1, 100), n_documents=50, n_rounds=2),
    "full": Effort(scales=(1, 100, 1000), n_documents=100, n_rounds=3),
}


def main() -> None:
    """Run the named benchmarks, or all; a target that is missed is told, and is no failure."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(BENCHMARKS)}")
    parser.add_argument("--size", choices=EFFORTS, default="usual", help="how much is measured")
    parser.add_argument("--briefs", type=int, help="size of the only project that is built")
    parser.add_argument("--write", type=Path, metavar="FILE", help="write all as a page")
    arguments = parser.parse_args()
    unknown = [name for name in arguments.names if name not in BENCHMARKS]
    if unknown:
        parser.error(f"there is no benchmark `{unknown[0]}`; there are: {', '.join(BENCHMARKS)}")
    effort = EFFORTS[arguments.size]
    if arguments.briefs:
        effort = replace(effort, scales=(arguments.briefs,), n_documents=arguments.briefs)
    run = _measured(arguments.names or list(BENCHMARKS), effort)
    if arguments.write:
        _write(run, arguments.write)


def _measured(names: Sequence[str], effort: Effort) -> Run:
    begin_s, before = time.perf_counter(), load()
    figures: dict[str, list[Figure]] = {}
    for name in names:
        with TemporaryDirectory(prefix="briefgen-bench-") as folder:
            for figure in BENCHMARKS[name](Path(folder), effort):
                print(_line(figure), flush=True)
                figures.setdefault(name, []).append(figure)
    busy = f"{before} before and {load()} after"
    return Run(machine(), dict(versions()), busy, time.perf_counter() - begin_s, figures)


def _line(figure: Figure) -> str:
    name = f"{figure.name}, {figure.column}" if figure.column else figure.name
    target, verdict = "", ""
    if figure.target is not None:
        target = f"(≤ {figure.target:g} {figure.unit})"
        verdict = "met" if figure.is_met else "NOT MET"
    value = shown(figure.value, figure.unit)
    return f"{name:<62} {value:>9}  {target:<12} {verdict:<8} {figure.note}".rstrip()


def _write(run: Run, file: Path) -> None:
    """Write the page, what it was made from, and its pictures beside it."""
    from benchmarks.plots import draw_growth, draw_peers

    images = file.parent / "images"
    images.mkdir(parents=True, exist_ok=True)
    draw_growth(run.figures["scale"], images / "performance-growth.svg")
    draw_peers(run.figures["comparison"], images / "performance-peers.svg")
    file.with_suffix(".json").write_text(run.as_json(), "utf-8")
    file.write_text(page(run), "utf-8")


if __name__ == "__main__":
    main()
