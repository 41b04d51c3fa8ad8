"""The marks of an edition: which notes they call and which spans they open."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from functools import lru_cache
from typing import Any, TypeVar

from briefgen.edition import Citation, CiteItem, Edition, EvidenceEntry, Line, Reference
from briefgen.parts import Run

T = TypeVar("T")
_LONGEST_HELD = 24
"""Letters that a word has at most to be held to its mark."""
_CLOSING = ".,;:!?)]’”»"


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


def openings(edition: Edition) -> tuple[tuple[int, ...], ...]:
    """Return the sets of spans that are opened, those of one span first.

    A set is what a mark opens. A span that no mark opens, but others or the list of all spans
    lead to, is one by itself.
    """
    spans = [item.evidence for item in _found(edition, CiteItem)]
    opened = {n for numbers in spans for n in numbers}
    linked = {n for entry in edition.evidence for n in (*entry.supports, *entry.disputes)}
    if "evidence" in edition.order:
        linked.update(entry.number for entry in edition.evidence)
    if edition.citations == "notes":
        spans = []
    alone = ((n,) for n in linked - opened)
    return tuple(sorted({*spans, *alone}, key=lambda numbers: (len(numbers), numbers)))


def opening_of_spans(edition: Edition) -> dict[int, str]:
    """Return the id of what shows each span, by its number: the note or the least set with it."""
    homes: dict[int, str] = {}
    if edition.citations == "notes":
        for note, spans in spans_of_notes(edition).items():
            homes = {**dict.fromkeys(spans, f"n{note}"), **homes}
    for spans in openings(edition):
        homes = {**dict.fromkeys(spans, f"e{'-'.join(map(str, spans))}"), **homes}
    return homes


def spans_of_notes(edition: Edition) -> dict[int, tuple[int, ...]]:
    """Return the spans that each note stands for, by its number."""
    citations = [one for one in _found(edition, Citation) if one.note]
    return {
        one.note: tuple(dict.fromkeys(n for item in one.items for n in item.evidence))
        for one in citations
    }


@dataclass(frozen=True, slots=True)
class Anchors:
    """Where each span is cited first: the way back from the list of spans."""

    of_marks: Mapping[int, int]
    """Identity of a mark that opens a span for the first time -> its number."""
    of_spans: Mapping[int, int]
    """Number of a span -> that of the mark."""

    def of(self, mark: Citation | CiteItem) -> int:
        """Return the number of a mark; 0 if what it opens was opened before."""
        return self.of_marks.get(id(mark), 0)


def anchors(edition: Edition) -> Anchors:
    """Number the marks that open a span for the first time."""
    of_marks: dict[int, int] = {}
    of_spans: dict[int, int] = {}
    if edition.citations == "notes":
        marks = [(id(one), one.items) for one in _found(edition, Citation)]
    else:
        marks = [(id(one), (one,)) for one in _found(edition, CiteItem)]
    for mark, items in marks:
        first = [n for item in items for n in item.evidence if n not in of_spans]
        if first:
            of_marks[mark] = len(of_marks) + 1
            of_spans.update(dict.fromkeys(first, len(of_marks)))
    return Anchors(of_marks, of_spans)


@dataclass(frozen=True, slots=True)
class Group:
    """The spans of one source, and what all of them have alike."""

    reference: Reference
    entries: tuple[EvidenceEntry, ...]
    are_notes: bool
    """All are the desk's notes."""
    origin: str
    """Who first said all of it; empty where that differs or is not stated."""


def groups(edition: Edition) -> Iterator[Group]:
    """Yield the spans by source, in the order of the references."""
    for reference in edition.references:
        entries = tuple(edition.evidence[number - 1] for number in reference.cited_by)
        origins = {entry.origin for entry in entries}
        are_notes = all(entry.proof == "notes" for entry in entries)
        yield Group(reference, entries, are_notes, origins.pop() if len(origins) == 1 else "")


def held(line: Line) -> Iterator[Line]:
    """Yield the parts of a line, each mark with the word before it and the stop behind it."""
    left = list(line)
    while left:
        part = left.pop(0)
        if not left or not isinstance(part, Run) or not isinstance(left[0], Citation):
            yield (part,)
            continue
        before, word = _last_word(part)
        if before:
            yield (before,)
        together = [*word, left.pop(0)]
        if left and isinstance(left[0], Run) and left[0].text[:1] in tuple(_CLOSING):
            following = left.pop(0)
            together.append(replace(following, text=following.text[0]))
            if following.text[1:]:
                left.insert(0, replace(following, text=following.text[1:]))
        yield tuple(together)


def _last_word(run: Run) -> tuple[Run | None, tuple[Run, ...]]:
    """Return a run without its last word, and that word; no word if it is too long to be held."""
    start = max(run.text.rfind(" "), run.text.rfind("\u00a0")) + 1
    if len(run.text) - start > _LONGEST_HELD:
        return run, ()
    before = replace(run, text=run.text[:start]) if start else None
    return before, (replace(run, text=run.text[start:]),) if run.text[start:] else ()


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
