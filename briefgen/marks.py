"""The marks of an edition: which notes they call and which spans they open."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import TypeVar

from briefgen.edition import Citation, CiteItem, Edition

T = TypeVar("T")


def notes_called(value: object) -> tuple[int, ...]:
    """Return the numbers of the notes that are called anywhere in a part of an edition."""
    return tuple(one.note for one in _found(value, Citation) if one.note)


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
            yield from _found(part, kind)
    elif is_dataclass(value):
        for field in fields(value):
            yield from _found(getattr(value, field.name), kind)
