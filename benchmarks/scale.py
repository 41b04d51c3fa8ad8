"""Builds of a whole project, small to large: cold, warm, nothing to do, one thing edited."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from statistics import median
from string import ascii_uppercase

from benchmarks.measure import BRIEFGEN, Cost, Effort, Figure, Process
from benchmarks.report import shown
from benchmarks.synthetic import AUDIENCES, brief_id, write_project

BUILD = (*BRIEFGEN, "build", "--quiet")
COLD, WARM, NO_OP, SOURCE, TEMPLATE, ALONE = (
    "cold", "warm", "no-op", "one source edited", "one template edited", "its brief alone, cold"
)  # fmt: skip
ROUNDS = 3
NO_OP_S, SOURCE_RATIO, PARENT_MIB, CHILD_MIB = 0.6, 2.0, 200.0, 250.0
"""Targets."""
KINDS = (COLD, WARM, NO_OP, SOURCE, TEMPLATE, ALONE)


def figures(folder: Path, effort: Effort) -> Iterator[Figure]:
    """Yield what each kind of build takes, and the ratios that have targets."""
    for n_briefs in effort.scales:
        place = folder / str(n_briefs)
        costs: dict[str, list[Cost]] = {}
        for kind, cost in builds(place, n_briefs, ROUNDS):
            costs.setdefault(kind, []).append(cost)
            print(f"  {kind}: {cost.wall_s:.2f} s, {cost.cpu_s:.2f} s of processor", flush=True)
        yield from (_time(kind, n_briefs, costs[kind]) for kind in KINDS)
        yield from _judged(n_briefs, costs)
        shutil.rmtree(place)


def _time(kind: str, n_briefs: int, costs: Sequence[Cost]) -> Figure:
    cpu_s = median(cost.cpu_s for cost in costs)
    samples = tuple(cost.wall_s for cost in costs)
    note = f"{shown(cpu_s, 's')} of processor"
    return Figure(kind, median(samples), "s", None, note, samples, _column(n_briefs))


def _judged(n_briefs: int, costs: Mapping[str, Sequence[Cost]]) -> Iterator[Figure]:
    """Yield what has a target."""
    column = _column(n_briefs)
    cpu_s = tuple(cost.cpu_s for cost in costs[NO_OP])
    name = "nothing to do, processor time"
    yield Figure(name, median(cpu_s), "s", NO_OP_S, "", cpu_s, column)
    pairs = zip(costs[SOURCE], costs[ALONE], strict=True)
    ratios = tuple(one.wall_s / alone.wall_s for one, alone in pairs)
    name = "one source edited, of a cold build of its brief alone"
    yield Figure(name, median(ratios), "×", SOURCE_RATIO, "", ratios, column)
    every = [cost for found in costs.values() for cost in found]
    own_mib = max(cost.own_kib for cost in every) / 1024
    child_mib = max(cost.child_kib for cost in every) / 1024
    yield Figure("peak memory of the parent", own_mib, "MiB", PARENT_MIB, column=column)
    yield Figure("peak memory of a child", child_mib, "MiB", CHILD_MIB, column=column)


def _column(n_briefs: int) -> str:
    return f"{n_briefs:,} × {len(AUDIENCES)}"


def builds(folder: Path, n_briefs: int, rounds: int) -> Iterator[tuple[str, Cost]]:
    """Yield what each build costs, as it ends, with its kind.

    Args:
        folder: absent or empty.
        n_briefs: of the project.
        rounds: of the builds that are short; what makes every edition is built once.
    """
    project, alone = folder / "project", folder / "alone"
    number = n_briefs // 2
    write_project(project, n_briefs)
    write_template(project, "Printed by the desk")
    write_project_of(project, alone, number)
    build, only = Process(BUILD, project), Process(BUILD, alone)
    only.run()
    yield COLD, build.run()
    for round_ in range(rounds):
        shutil.rmtree(project / ".briefgen" / "fresh")
        yield WARM, build.run()
        yield NO_OP, build.run()
        edit_source(project, number, round_)
        yield SOURCE, build.run()
        forget(alone)
        yield ALONE, only.run()
    write_template(project, "Printed for the desk")
    yield TEMPLATE, build.run()


def write_project_of(project: Path, folder: Path, number: int) -> None:
    """Copy one brief of a project, with all that it rests on, into a folder of its own."""
    brief, seeds = brief_id(number), folder / "seeds"
    (seeds / "briefs").mkdir(parents=True)
    shutil.copy(project / "seeds" / "project.yaml", seeds)
    shutil.copy(project / "seeds" / "briefs" / f"{brief}.yaml", seeds / "briefs")
    for name in (brief, "shared"):
        shutil.copytree(project / "seeds" / "sources" / name, seeds / "sources" / name)
    shutil.copytree(project / "templates", folder / "templates")


def forget(project: Path) -> None:
    """Make the next build a cold one: nothing is kept but the fonts cut for the screen."""
    shutil.rmtree(project / "output")
    for kept in (project / ".briefgen").iterdir():
        if kept.is_dir() and kept.name != "fonts":
            shutil.rmtree(kept)


def edit_source(project: Path, number: int, round_: int) -> None:
    """Reword a claim that all audiences are told, differently in each round."""
    file = project / "seeds" / "sources" / brief_id(number) / "bulletin.yaml"
    text = file.read_text("utf-8")
    words = f"within four weeks, by list {ascii_uppercase[round_]},"
    edited = re.sub(r"within four weeks(, by list [A-Z])?,", words, text, count=1)
    if edited == text:
        raise LookupError(f"{file} has no claim to reword")
    file.write_text(edited, "utf-8")


def write_template(project: Path, colophon: str) -> None:
    """Give the project a sheet template of its own, which says one thing more."""
    file = project / "templates" / "brief" / "sheet.html"
    file.parent.mkdir(parents=True, exist_ok=True)
    block = f"{{% block colophon %}}{{{{ super() }}}}<p>{colophon}</p>{{% endblock %}}"
    file.write_text(f'{{% extends "shipped/brief/sheet.html" %}}\n{block}\n', "utf-8")
