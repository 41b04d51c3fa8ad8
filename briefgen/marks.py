"""The marks of an edition: which notes they call and which spans they open."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from functools import lru_cache
from typing import Any, TypeVar

from briefgen.edition import Citation, CiteItem, Edition
from briefgen.parts import Run

T = TypeVar("T")


def notes_called(value: object) -> tuple[int, ...]:
    """Return the numbers of the notes that are called anywhere in a part of an edition."""
    return tuple(one.note for one in _found(value, Citation) if one.note)


def without_address(entry: tuple[Run, ...]) -> tuple[Run, ...]:
    """Return the entry without the addresses that it spells out."""
    kept: list[Run] = []
    for run in entry:
        if not (run.href and run.text == run.href):
            kept.append(run)
        elif kept:
            kept[-1] = replace(kept[-1], text=kept[-1].text.rstrip(" ,.;:"))
    return tuple(kept)


def spans_opened(edition: Edition) -> tuple[tuple[int, ...], ...]:
    """Return the sets of spans that a mark or a link opens, those of one span first."""
    marks = [item.evidence for item in _found(edition, CiteItem)]
    if edition.citations == "notes":
        marks = []
    linked = {n for entry in edition.evidence for n in (*entry.supports, *entry.disputes)}
    linked.update(n for spans in marks for n in spans)
    if "evidence" in edition.order:
        linked.update(entry.number for entry in edition.evidence)
    return tuple(sorted({*marks, *((n,) for n in linked)}, key=lambda spans: (len(spans), spans)))


def spans_of_notes(edition: Edition) -> dict[int, tuple[int, ...]]:
    """Return the spans that each note stands for, by its number."""
    citations = [one for one in _found(edition, Citation) if one.note]
    return {
        one.note: tuple(dict.fromkeys(n for item in one.items for n in item.evidence))
        for one in citations
    }


def _found(value: object, kind: type[T]) -> Iterator[T]:
    """Yield the values of a kind that stand anywhere in an edition, in the order of its fields."""
    if isinstance(value, kind):
        yield value
    if isinstance(value, (tuple, list)):
        for part in value:
            if not isinstance(part, str):
                yield from _found(part, kind)
    else:
        kind_of_value: Any = type(value)
        for name in _parts(kind_of_value):
            yield from _found(getattr(value, name), kind)


@lru_cache
def _parts(kind: Any) -> tuple[str, ...]:
    """Return the fields of a dataclass that can hold other values."""
    if not is_dataclass(kind):
        return ()
    return tuple(field.name for field in fields(kind) if field.type not in ("str", "int", "bool"))
