"""Synthetic projects of realistic two-page briefs: `python -m benchmarks.synthetic DIR --briefs N`.

A brief has about 640 printed words: a dozen claims in five fields, three judgments, unknowns and
what to watch. It rests on six to eight sources, whose texts hold every quote; the last of them is
shared by twenty briefs. The same number gives the same files, however many others there are.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from pathlib import Path

from benchmarks.phrases import (
    BOTTOM_LINE,
    COUNTRIES,
    FILLERS,
    JUDGMENTS,
    KINDS,
    LEADS,
    REGIONS,
    STATEMENTS,
    SUPPORTS,
    THEMES,
    UNKNOWNS,
    WATCH,
    YEARBOOK,
    Statement,
)

AUDIENCES = ("executive", "congress", "public")
BRIEFS_PER_YEARBOOK = 20

_FIRST_DAY = date(2023, 1, 2)
_N_DAYS = 700
_PROJECT = """\
desk: Desk of Synthetic Affairs
contact: desk@example.org
"""


def write_project(folder: Path, n_briefs: int) -> None:
    """Write a project of that many briefs into a folder that has none."""
    seeds = folder / "seeds"
    (seeds / "briefs").mkdir(parents=True)
    (seeds / "project.yaml").write_text(_PROJECT, "utf-8")
    for number in range(0, n_briefs, BRIEFS_PER_YEARBOOK):
        _write_yearbook(seeds / "sources" / "shared", number // BRIEFS_PER_YEARBOOK)
    for number in range(n_briefs):
        name = brief_id(number)
        (seeds / "briefs" / f"{name}.yaml").write_text("".join(_brief(number)), "utf-8")
        _write_sources(seeds / "sources" / name, number)


def brief_id(number: int) -> str:
    """Return the id of the brief of that number, counted from 0."""
    return f"brief-{number:04}"


@dataclass(frozen=True, slots=True)
class _Dated:
    """A brief's day, and the words for its gaps."""

    as_of: date
    words: Mapping[str, str]

    def fill(self, text: str) -> str:
        return text.format_map(self.words)


def _dated(number: int) -> _Dated:
    theme = THEMES[number % len(THEMES)]
    region = REGIONS[number // len(THEMES) % len(REGIONS)]
    words = {key: str(value) for key, value in asdict(theme).items()}
    figures = {
        "m": _drawn(number, 1, 40, 200),
        "n": _drawn(number, 2, 210, 780),
        "share": _drawn(number, 3, 21, 78),
        "k": _drawn(number, 4, 3, 12),
        "j": _drawn(number, 5, 14, 45),
        "p": _drawn(number, 6, 310, 990),
        "money": _drawn(number, 7, 12, 95),
        "w": _drawn(number, 8, 5, 13),
        "loan": _drawn(number, 9, 110, 480),
        "worth": _drawn(number, 10, 25, 290),
    }
    words |= {key: str(value) for key, value in figures.items()} | {"region": region}
    return _Dated(_FIRST_DAY + timedelta(days=number * 7 % _N_DAYS), words)


def _drawn(number: int, salt: int, low: int, high: int) -> int:
    """Return a figure from low to high that looks drawn, and is the same every time."""
    return low + (number * 7919 + salt * 104729 + number * salt * 31) % (high - low + 1)


# The brief


def _brief(number: int) -> Iterator[str]:
    dated = _dated(number)
    title = dated.fill("{topic} in the {region} districts test the {ministry}")
    yield f"title: {title}\nas_of: {dated.as_of}\nstatus: final\nmarking: TLP:CLEAR\n"
    yield f"stale_after_days: {2 * _N_DAYS}\n"
    yield f"countries: [{COUNTRIES[number % len(COUNTRIES)]}]\n"
    yield f"sources: [{brief_id(number)}/*, shared/{_yearbook_id(number // BRIEFS_PER_YEARBOOK)}]\n"
    yield f"audiences: [{', '.join(AUDIENCES)}]\n"
    yield f"bottom_line: >-\n  {dated.fill(BOTTOM_LINE)}\njudgments:\n"
    for name, likelihood, confidence, text, because in JUDGMENTS:
        yield f"  - id: {name}\n    text: >-\n      {dated.fill(text)}\n"
        yield f"    likelihood: {likelihood}\n    confidence: {confidence}\n"
        yield f"    because: [{because}]\n    reviewed: {dated.as_of}\n"
    yield "unknowns:\n"
    for text in UNKNOWNS:
        yield f"  - >-\n    {dated.fill(text)}\n"
    yield "watch:\n"
    for text, judgment in WATCH:
        yield f"  - text: >-\n      {dated.fill(text)}\n    judgment: {judgment}\n"
    yield "fields:\n"
    for field, text in LEADS.items():
        yield f"  {field}:\n    lead: >-\n      {dated.fill(text)}\n"


# Its sources


def _write_sources(folder: Path, number: int) -> None:
    folder.mkdir(parents=True)
    kinds = KINDS[: 5 + number % 3]
    dated = _dated(number)
    for index, (stem, type_, title, publisher) in enumerate(kinds):
        stated = STATEMENTS[index :: len(kinds)]
        confirmed = [name for name in SUPPORTS if _place_of(name, len(kinds)) == index - 1]
        day = dated.as_of - timedelta(days=2 + 3 * index)
        head = (
            f"title: {dated.fill(title)}\ntype: {type_}\npublisher: {dated.fill(publisher)}\n"
            f"issued: {day}\nurl: https://example.org/{brief_id(number)}/{stem}\n"
            f"marking: TLP:CLEAR\nreliability: {'ABC'[index % 3]}\norigin: Office {index}\n"
            "annotations:\n"
        )
        body = [_annotation(one, dated, day) for one in stated]
        body += [_support(name, dated) for name in confirmed]
        (folder / f"{stem}.yaml").write_text(head + "".join(body), "utf-8")
        quotes = [dated.fill(one.quote) for one in stated]
        quotes += [dated.fill(SUPPORTS[name]) for name in confirmed]
        (folder / f"{stem}.txt").write_text(_text(quotes, dated, number + index), "utf-8")


def _place_of(statement: str, n_kinds: int) -> int:
    """Return which of the sources makes a statement; the one after it confirms it."""
    names = [one.id for one in STATEMENTS]
    return names.index(statement) % n_kinds % (n_kinds - 1)


def _annotation(statement: Statement, dated: _Dated, day: date) -> str:
    lines = [
        f"  - id: {statement.id}",
        f"    quote: >-\n      {dated.fill(statement.quote)}",
        f"    claim: >-\n      {dated.fill(statement.claim)}",
        f"    field: {statement.field}",
        f"    priority: {statement.priority}",
        f"    credibility: {2 + len(statement.id) % 2}",
    ]
    if statement.dated:
        lines.append(f"    when: {day - timedelta(days=1 + len(statement.id) % 6)}")
    if statement.marking:
        lines.append(f"    marking: {statement.marking}")
    return "\n".join([*lines, ""])


def _support(name: str, dated: _Dated) -> str:
    quote = dated.fill(SUPPORTS[name])
    return f"  - quote: >-\n      {quote}\n    supports: {name}\n    credibility: 2\n"


def _text(quotes: list[str], dated: _Dated, start: int) -> str:
    """Return a source's text: each quote within a sentence, between paragraphs of others."""
    paragraphs = []
    for index in range(max(len(quotes), 3)):
        fillers = [
            dated.fill(FILLERS[(start + 5 * index + step) % len(FILLERS)]) for step in range(6)
        ]
        if index < len(quotes):
            fillers.insert(3, f"Page {index + 1} of it says that {quotes[index]}.")
        paragraphs.append(" ".join(fillers))
    return "\n\n".join([*paragraphs, ""])


# What briefs share


def _yearbook_id(volume: int) -> str:
    return f"yearbook-{volume:03}"


def _write_yearbook(folder: Path, volume: int) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    words = {
        "people_share": str(_drawn(volume, 11, 52, 71)),
        "export_share": str(_drawn(volume, 12, 18, 47)),
    }
    dated = _Dated(date(2022, 12, 1), {**_dated(volume).words, **words})
    path = folder / _yearbook_id(volume)
    head = (
        f"title: Statistical yearbook, volume {volume + 1}\ntype: book\n"
        f"publisher: Statistical Office\nissued: {dated.as_of}\nmarking: TLP:CLEAR\n"
        "reliability: A\norigin: Statistical Office\nannotations:\n"
    )
    path.with_suffix(".yaml").write_text(head + _annotation(YEARBOOK, dated, dated.as_of), "utf-8")
    path.with_suffix(".txt").write_text(_text([dated.fill(YEARBOOK.quote)], dated, volume), "utf-8")


def main() -> None:
    """Write a project where the command line says."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.synthetic", description=__doc__)
    parser.add_argument("folder", type=Path, help="where to write it; it must not hold seeds yet")
    parser.add_argument("--briefs", type=int, default=100, help="how many (default: 100)")
    arguments = parser.parse_args()
    if (arguments.folder / "seeds").exists():
        parser.error(f"{arguments.folder} holds seeds already")
    write_project(arguments.folder, arguments.briefs)


if __name__ == "__main__":
    main()
