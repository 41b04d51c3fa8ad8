"""The summary of a build: a table of its editions, and the paths of their files."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from briefgen.values import frozen


@frozen
class Row:
    """One edition, as the summary tells of it."""

    name: str
    """`executive/kazakhstan-2022`."""
    state: str
    """`built`, `unchanged`, `failed`; or `stale`, what a trial would build."""
    n_pages: int = 0
    n_printed: int = 0
    left_out: tuple[str, ...] = ()
    """Keys of claims left out for length."""


def summary(rows: Sequence[Row], paths: Iterable[str]) -> Iterator[str]:
    """Yield the table, an empty line, and the paths."""
    head = ("edition", "pages", "claims", "left out", "")
    table = [head, *(_cells(row) for row in rows)]
    widths = [max(len(cells[column]) for cells in table) for column in range(len(head))]
    for cells in table:
        name, *numbers, state = cells
        figures = [text.rjust(width) for text, width in zip(numbers, widths[1:-1], strict=True)]
        yield "  ".join([name.ljust(widths[0]), *figures, state]).rstrip()
    yield ""
    yield from paths


def as_markdown(lines: Iterable[str]) -> str:
    """Return the table of a summary as a Markdown table; the paths are left out."""
    told = list(lines)
    head, *rows = (re.split(r" {2,}", line) for line in told[: told.index("")])
    table = [[*head, "state"], ["---", "---:", "---:", "---:", "---"]]
    for name, *figures, state in rows:
        table.append([name, *(figures or [""] * 3), state])
    return "".join(f"| {' | '.join(cells)} |\n" for cells in table)


def _cells(row: Row) -> tuple[str, ...]:
    if row.state == "failed":
        return row.name, "", "", "", row.state
    pages = str(row.n_pages) if row.n_pages else "-"
    return row.name, pages, str(row.n_printed), str(len(row.left_out)), row.state
