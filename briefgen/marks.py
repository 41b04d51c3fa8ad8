"""The marks of an edition: which notes they call and which spans they open."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import field, is_dataclass
from functools import lru_cache
from operator import attrgetter
from typing import Any, cast, get_args, get_type_hints

from markupsafe import Markup

from briefgen.edition import Citation, CiteItem, Edition, EvidenceEntry, Line, Reference
from briefgen.parts import Run
from briefgen.typeset import dressed, marked
from briefgen.values import frozen

_LONGEST_HELD = 24
"""Letters that a word has at most to be held to its mark."""
_CLOSING = frozenset(".,;:!?)]’”»")
_HOLDS = '<span class="held">', "</span>"


def notes_called(value: object) -> tuple[int, ...]:
    """Return the numbers of the notes that are called anywhere in a part of an edition."""
    return tuple(one.note for one in _found(value) if type(one) is Citation and one.note)


def without_address(entry: tuple[Run, ...]) -> tuple[Run, ...]:
    """Return the entry without the addresses that it spells out."""
    kept: list[Run] = []
    for run in entry:
        if not (run.href and run.text == run.href):
            kept.append(run)
        elif kept:
            last = kept[-1]
            kept[-1] = Run(last.text.rstrip(" ,.;:"), last.styles, last.href)
    return tuple(kept)


@frozen
class Openings:
    """What the marks of an edition open on a screen, and the way back."""

    sets: tuple[tuple[int, ...], ...]
    """The sets of spans that are opened together, those of one span first.

    A set is what a mark opens. A span that no mark opens, but others or the list of all spans
    lead to, is one by itself.
    """
    of_spans: Mapping[int, str]
    """Number of a span -> id of what shows it: its note, or the least set with it."""
    of_notes: Mapping[int, tuple[int, ...]]
    """Number of a note -> the spans that it stands for."""
    anchors: Mapping[int, int]
    """Identity of a mark that opens a span for the first time -> its number."""
    way_back: Mapping[int, int]
    """Number of a span -> that of the mark that opens it first."""

    def anchor(self, mark: Citation | CiteItem) -> int:
        """Return the number of a mark; 0 if what it opens was opened before."""
        return self.anchors.get(id(mark), 0)


def openings(edition: Edition) -> Openings:
    """Return what the marks of an edition open."""
    marks = _found(edition)
    citations = [one for one in marks if type(one) is Citation]
    items = [one for one in marks if type(one) is CiteItem]
    in_notes = edition.citations == "notes"
    of_notes = {
        one.note: tuple(dict.fromkeys(n for item in one.items for n in item.evidence))
        for one in citations
        if one.note
    }
    sets = _sets(edition, items, in_notes)
    of_spans: dict[int, str] = {}
    for spans in reversed(sets):
        of_spans |= dict.fromkeys(spans, opened_by(spans))
    if in_notes:
        for note, spans in reversed(of_notes.items()):
            of_spans |= dict.fromkeys(spans, f"n{note}")
    openers = (
        [(id(one), one.items) for one in citations]
        if in_notes
        else [(id(one), (one,)) for one in items]
    )
    return Openings(sets, of_spans, of_notes, *_anchored(openers))


def _sets(
    edition: Edition, items: Sequence[CiteItem], in_notes: bool
) -> tuple[tuple[int, ...], ...]:
    spans = [item.evidence for item in items]
    linked = {n for entry in edition.evidence for n in (*entry.supports, *entry.disputes)}
    if "evidence" in edition.order:
        linked.update(entry.number for entry in edition.evidence)
    alone = ((n,) for n in linked.difference(*spans))
    opened = () if in_notes else spans
    return tuple(sorted({*opened, *alone}, key=lambda numbers: (len(numbers), numbers)))


def _anchored(
    openers: Sequence[tuple[int, tuple[CiteItem, ...]]],
) -> tuple[dict[int, int], dict[int, int]]:
    """Number the marks that open a span for the first time."""
    anchors: dict[int, int] = {}
    way_back: dict[int, int] = {}
    for mark, items in openers:
        first = [n for item in items for n in item.evidence if n not in way_back]
        if first:
            anchors[mark] = len(anchors) + 1
            way_back.update(dict.fromkeys(first, len(anchors)))
    return anchors, way_back


@frozen
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


@frozen
class Said:
    """What macros answered so far."""

    known: dict[tuple[Any, ...], Any] = field(default_factory=dict)

    def once(self, macro: Any, *said: str | int) -> Any:
        """Call a macro with words and numbers once, and know its answer after that."""
        asked = (macro, *said)
        if asked not in self.known:
            self.known[asked] = macro(*said)
        return self.known[asked]


@lru_cache(maxsize=1024)
def opened_by(spans: tuple[int, ...]) -> str:
    """Return the id of what shows a set of spans together."""
    return f"e{'-'.join(map(str, spans))}"


def labels(items: Iterable[CiteItem]) -> tuple[str, ...]:
    """Return what is printed of a mark's items."""
    return tuple(one.label for one in items)


def held(line: Line, cite: Callable[[Citation, bool], str], again: bool = False) -> Markup:
    """Return a line as a screen sets it, each mark held to the word before and the stop behind.

    Args:
        line: words and marks.
        cite: sets a mark.
        again: it was printed before, as the function is told.
    """
    done: list[str] = []
    closing: list[str] = []
    n_taken = 0
    for part, mark, after in zip(line, (*line[1:], None), (*line[2:], None, None), strict=False):
        if isinstance(part, Citation):
            done += (cite(part, again), *closing)
            closing = []
            continue
        text, is_spent, n_taken = part.text[n_taken:], n_taken == len(part.text) > 0, 0
        if is_spent or not isinstance(mark, Citation):
            done.append(dressed(text, part.styles))
            continue
        before, word = _last_word(text)
        done.append(dressed(before, part.styles))
        n_taken = int(isinstance(after, Run) and after.text[:1] in _CLOSING)
        if word or n_taken:
            done += (_HOLDS[0], dressed(word, part.styles))
            closing = [_HOLDS[1]]
        if n_taken and isinstance(after, Run):
            closing.insert(0, dressed(after.text[:1], after.styles))
    return marked("".join(done))


def _last_word(text: str) -> tuple[str, str]:
    """Return a text without its last word, and that word; no word if it is too long to be held."""
    start = max(text.rfind(" "), text.rfind("\u00a0")) + 1
    return (text, "") if len(text) - start > _LONGEST_HELD else (text[:start], text[start:])


def _found(value: object) -> list[Citation | CiteItem]:
    """Return the marks that stand anywhere in a part of an edition, in the order of its fields."""
    found: list[Citation | CiteItem] = []
    _find((value,), found)
    return found


def _find(values: Iterable[object], found: list[Citation | CiteItem]) -> None:
    for value in values:
        kind: Any = type(value)
        if kind is Run or not value:
            continue
        if kind is tuple or kind is list:
            _find(cast("Iterable[object]", value), found)
        elif isinstance(value, Citation):
            found.append(value)
            found += value.items
        elif isinstance(value, CiteItem):
            found.append(value)
        elif parts := _parts(kind):
            _find(parts(value), found)


@lru_cache
def _parts(kind: Any) -> Callable[[object], tuple[object, ...]] | None:
    """Return what takes from a dataclass the fields that lead to marks; None if there are none."""
    hints = get_type_hints(kind).items() if is_dataclass(kind) else ()
    names = [name for name, hint in hints if _leads_to_marks(hint)]
    if len(names) == 1:
        return lambda value: (getattr(value, names[0]),)
    return attrgetter(*names) if names else None


def _leads_to_marks(hint: Any) -> bool:
    known = hint in (Citation, CiteItem)
    return known or any(map(_leads_to_marks, get_args(hint))) or _parts(hint) is not None
