"""A run as a page: tables of what was measured, and the words that explain them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from string import Template

from benchmarks.measure import Figure

WORDS = Path(__file__).with_name("performance.in.md")
"""The page, with `$name` where a table goes."""


@dataclass(frozen=True, slots=True)
class Run:
    """One run of the benchmarks."""

    machine: str
    versions: Mapping[str, str]
    load: str
    """How busy the machine was before and after."""
    seconds: float
    """How long it took."""
    figures: Mapping[str, Sequence[Figure]]
    """By benchmark."""

    def as_json(self) -> str:
        """Return all that was measured, samples included."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=1) + "\n"


def read_run(text: str) -> Run:
    """Return the run that its JSON tells of."""
    told = json.loads(text)
    figures = {
        name: [Figure(**{**one, "samples": tuple(one["samples"])}) for one in found]
        for name, found in told.pop("figures").items()
    }
    return Run(**told, figures=figures)


def page(run: Run) -> str:
    """Return the page in Markdown."""
    every = [figure for found in run.figures.values() for figure in found]
    tables = {
        f"{name.replace('-', '_')}": "\n".join(_table(found)) for name, found in run.figures.items()
    }
    return Template(WORDS.read_text("utf-8")).safe_substitute(
        tables,
        machine=run.machine,
        versions=", ".join(f"{name} {version}" for name, version in run.versions.items()),
        load=run.load,
        minutes=f"{run.seconds / 60:.0f}",
        targets="\n".join(_targets(every)),
        typst=_compared(every, "Typst"),
    )


def shown(value: float, unit: str) -> str:
    """Return a value with its unit, three digits of it."""
    digits = f"{value:.0f}" if value >= 100 else f"{value:.3g}"
    return f"{digits} {unit}"


def _targets(figures: Sequence[Figure]) -> Iterator[str]:
    yield "| what | measured | at most | |"
    yield "| --- | ---: | ---: | --- |"
    for figure in figures:
        if figure.target is not None:
            name = f"{figure.name}, {figure.column}" if figure.column else figure.name
            verdict = "met" if figure.is_met else "**not met**"
            value, target = shown(figure.value, figure.unit), f"{figure.target:g} {figure.unit}"
            yield f"| {name} | {value} | {target} | {verdict} |"


def _table(figures: Sequence[Figure]) -> Iterator[str]:
    """Yield a table: a row a figure, or a row a name where there are columns."""
    columns = list(dict.fromkeys(figure.column for figure in figures if figure.column))
    if columns:
        yield from _matrix(figures, columns)
        return
    yield "| what | measured | lowest | |"
    yield "| --- | ---: | ---: | --- |"
    for figure in figures:
        lowest = shown(min(figure.samples), figure.unit) if figure.samples else ""
        yield f"| {figure.name} | {shown(figure.value, figure.unit)} | {lowest} | {figure.note} |"


def _matrix(figures: Sequence[Figure], columns: Sequence[str]) -> Iterator[str]:
    yield f"| | {' | '.join(columns)} |"
    yield f"| --- |{' ---: |' * len(columns)}"
    rows: dict[str, dict[str, Figure]] = {}
    for figure in figures:
        rows.setdefault(figure.name, {})[figure.column] = figure
    for name, cells in rows.items():
        told = (_cell(cells.get(column)) for column in columns)
        yield f"| {name} | {' | '.join(told)} |"


def _cell(figure: Figure | None) -> str:
    if figure is None:
        return ""
    note = f" ({figure.note})" if figure.note else ""
    return f"{shown(figure.value, figure.unit)}{note}"


def _compared(figures: Sequence[Figure], peer: str) -> str:
    """Return our time as a multiple of a peer's, in words."""
    for figure in figures:
        if figure.name == f"cold build, of {peer}":
            return f"{figure.value:.2g} times as long as {peer}"
    return f"{peer} was not here to be measured"
