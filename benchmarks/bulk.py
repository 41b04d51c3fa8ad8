"""Large libraries of plain sentences: the same size gives the same files."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

_WORDS = (
    "airport", "alliance", "border", "cabinet", "ceasefire", "city", "column", "council",
    "convoy", "curfew", "decree", "delegation", "demand", "district", "embassy", "exchange",
    "garrison", "governor", "harbour", "highway", "hospital", "inquiry", "ministry", "mission",
    "network", "observer", "parliament", "patrol", "pipeline", "province", "railway", "refinery",
    "region", "request", "reserve", "statement", "station", "supply", "treaty", "warehouse",
)  # fmt: skip
_VERBS = ("closed", "opened", "reached", "left", "inspected", "surrounded", "reported", "supplied")
_FIELDS = (
    "situation", "actors", "government-response", "international-reaction", "us-interests",
)  # fmt: skip
_MARKINGS = ("TLP:CLEAR", "TLP:CLEAR", "TLP:CLEAR", "TLP:GREEN", "TLP:AMBER")
_LAST_DAY = date(2022, 1, 24)


@dataclass(frozen=True, slots=True)
class Size:
    """How much a library holds."""

    n_briefs: int
    n_sources: int
    """Of each brief."""
    n_annotations: int
    """Of each source: most state a claim, every tenth each supports, disputes and updates one."""


def write_library(folder: Path, size: Size) -> None:
    """Write a library of that size into an empty folder of seeds."""
    (folder / "briefs").mkdir(parents=True)
    for number in range(size.n_briefs):
        brief = f"brief-{number:02}"
        (folder / "sources" / brief).mkdir(parents=True)
        (folder / "briefs" / f"{brief}.yaml").write_text(_brief(number), "utf-8")
        for index in range(size.n_sources):
            source = folder / "sources" / brief / f"source-{index:04}"
            source.with_suffix(".yaml").write_text(_source(index, size), "utf-8")
            source.with_suffix(".txt").write_text(_text(index, size), "utf-8")


def _word(number: int) -> str:
    return _WORDS[number * 7919 % len(_WORDS)]


def _sentence(index: int, position: int) -> str:
    """Return a sentence that no other annotation of a brief has."""
    number = index * 31 + position
    verb = _VERBS[number * 5 % len(_VERBS)]
    subject, place = _word(number), _word(number * 3 + 1)
    return f"The {subject} {verb} the {place} in sector {index}-{position} with {number} vehicles."


def _brief(number: int) -> str:
    return f"""\
title: The {_word(number)} and the {_word(number + 7)}
as_of: {_LAST_DAY}
status: final
marking: TLP:CLEAR
bottom_line: >-
  The {_word(number)} holds, and the {_word(number + 3)} is watched closely [@a-0-0; @a-0-1].
judgments:
  - id: holds
    text: The {_word(number)} will likely hold [@a-0-0].
    likelihood: likely
    confidence: moderate
    because: [a-0-1]
    reviewed: {_LAST_DAY}
unknowns:
  - Whether the {_word(number + 5)} will open again [@a-0-1].
watch:
  - {{text: "A second {_word(number + 9)} [@a-0-0].", judgment: holds}}
"""


def _source(index: int, size: Size) -> str:
    issued = _LAST_DAY - timedelta(days=index % 20)
    # What brief and judgments cite is open to all.
    marking = "TLP:CLEAR" if index == 0 else _MARKINGS[index % len(_MARKINGS)]
    head = f"""\
title: Report {index} on the {_word(index)}
type: report
publisher: Office of the {_word(index + 2)}
author: Office {index % 40}
issued: {issued}
url: https://example.org/reports/{index}
marking: {marking}
reliability: {"ABC"[index % 3]}
origin: Office {index % 40}
annotations:
"""
    return head + "".join(_annotations(index, size))


def _annotations(index: int, size: Size) -> Iterator[str]:
    for position in range(size.n_annotations):
        sentence = _sentence(index, position)
        yield f"  - id: a-{index}-{position}\n    quote: {sentence}\n"
        yield from _bearing(index, position, sentence)
        yield f"    credibility: {1 + position % 4}\n    locator: p. {1 + position}\n"


def _bearing(index: int, position: int, sentence: str) -> Iterator[str]:
    day = _LAST_DAY - timedelta(days=(index + position) % 20 + 1)
    kind = {7: "supports", 8: "disputes", 9: "updates"}.get(position % 10)
    if kind:
        yield f"    {kind}: a-{index}-{position - 6}\n"
    if kind != "supports":
        yield f"    claim: {sentence}\n    when: {day}\n"
    if kind is None:
        yield f"    field: {_FIELDS[position % len(_FIELDS)]}\n    priority: {1 + position % 5}\n"


def _text(index: int, size: Size) -> str:
    """Return the source's text: every quote, with a line before and after it."""
    lines = []
    for position in range(size.n_annotations):
        between = f"It was said again that the {_word(index + position)} stays as it is."
        lines += [between, _sentence(index, position)]
    return "\n".join([*lines, "That is all.", ""])
