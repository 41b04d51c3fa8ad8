"""Spans cited in print order -> citation marks, notes and references in the audience's style."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

from briefgen import dates
from briefgen.chicago import apart, forms
from briefgen.chicago.pages import locator as place
from briefgen.chicago.runs import Text, capital, closed, join, plain
from briefgen.edition import Citation, CiteItem, Note, Reference
from briefgen.languages import Language
from briefgen.models.record import Record
from briefgen.parts import Document
from briefgen.values import frozen


@frozen
class Cited:
    """One span, cited at one place."""

    key: str
    """Of the evidence."""
    document: Document
    locator: str = ""
    """The place to print: `p. 12`; empty for none."""


@frozen
class Citations:
    """All that an edition prints to cite its evidence."""

    citations: tuple[Citation, ...]
    """One for each group, in the order given; without items for an empty group."""
    references: tuple[Reference, ...]
    """In the order to be printed: by number where numbers are printed, else by the alphabet."""
    notes: tuple[Note, ...]
    evidence: tuple[str, ...]
    """Keys of the evidence, in order of first use: number 1 first."""
    references_of: tuple[int, ...]
    """For each of the evidence, the number of the reference that it stands in."""


@frozen
class _Bundle:
    """The spans of one source within one group."""

    source: int
    """Number of the source."""
    keys: tuple[str, ...]
    locators: tuple[str, ...]


@frozen
class _Numbers:
    """Who was first: the spans of each source and the keys of evidence, both in that order."""

    spans_of: tuple[tuple[Cited, ...], ...]
    """Spans of one document: that of an equal record, or of an equal descriptor."""
    source_of: Mapping[str, int]
    """Key of evidence -> number of its source."""
    evidence: Mapping[str, int]
    """Key -> number."""

    def document(self, source: int) -> Document:
        """Return the document of a source."""
        return self.spans_of[source - 1][0].document

    def records(self) -> dict[int, Record]:
        """Return the sources that are known by their records."""
        documents = {n: self.document(n) for n in range(1, len(self.spans_of) + 1)}
        return {n: one.record for n, one in documents.items() if one.record is not None}


@frozen
class _Manner:
    """What a style makes of a source and of a bundle."""

    entry: Callable[[int, Record], Text]
    label: Callable[[_Bundle], str]
    order: Callable[[Record, Language], tuple[str, ...]] | None = None
    """What references are sorted by; None for their numbers, which then order groups as well."""


def cite(
    groups: Sequence[Sequence[Cited]],
    style: str,
    language: Language,
    uncited: Sequence[Cited] = (),
) -> Citations:
    """Number and label the citations of an edition.

    Args:
        groups: what stands in each pair of brackets, in print order.
        style: `numeric`, `notes`, `author-date` or `none`.
        uncited: evidence to list that no bracket cites; its numbers follow the others.
    """
    numbers = _numbers([*(span for group in groups for span in group), *uncited])
    manner = _manner(style, numbers, language)
    bundled = [_bundles(group, numbers) for group in groups]
    is_noted = style == "notes"
    calls = tuple(_notes_called(bundled)) if is_noted else (0,) * len(bundled)
    return Citations(
        citations=tuple(
            _citation(bundles, manner, numbers, call)
            for bundles, call in zip(bundled, calls, strict=True)
        ),
        references=_references(numbers, manner, language),
        notes=_notes(bundled, numbers, language) if is_noted else (),
        evidence=tuple(numbers.evidence),
        references_of=tuple(numbers.source_of[key] for key in numbers.evidence),
    )


def csl_json(record: Record) -> dict[str, Any]:
    """Return a record as a CSL-JSON item without its id."""
    return dict(_csl_json(record))


@lru_cache(maxsize=512)
def _csl_json(record: Record) -> Mapping[str, Any]:
    given = record.model_dump(mode="json", by_alias=True, exclude_none=True, exclude_defaults=True)
    item = {"type": record.type, **{key: value for key, value in given.items() if value}}
    if "url" in item:
        item["URL"] = item.pop("url")
    for key in ("issued", "accessed"):
        if key in item:
            item[key] = {"date-parts": [list(dates.parts(item[key]))]}
    return item


def _numbers(spans: Sequence[Cited]) -> _Numbers:
    by_document: dict[int, list[Cited]] = {}  # told apart by what they are, before by what they say
    spans_of: dict[Record | str, list[Cited]] = {}
    for span in spans:
        document = span.document
        if id(document) not in by_document:
            source = document.descriptor if document.record is None else document.record
            by_document[id(document)] = spans_of.setdefault(source, [])
        by_document[id(document)].append(span)
    return _Numbers(
        spans_of=tuple(map(tuple, spans_of.values())),
        source_of={span.key: n for n, of in enumerate(spans_of.values(), 1) for span in of},
        evidence={key: n for n, key in enumerate(dict.fromkeys(span.key for span in spans), 1)},
    )


def _bundles(group: Sequence[Cited], numbers: _Numbers) -> tuple[_Bundle, ...]:
    if len(group) == 1:
        one = group[0]
        places = (one.locator,) if one.locator else ()
        return (_Bundle(numbers.source_of[one.key], (one.key,), places),)
    spans: dict[int, list[Cited]] = {}
    for span in group:
        spans.setdefault(numbers.source_of[span.key], []).append(span)
    return tuple(
        _Bundle(
            source,
            keys=tuple(dict.fromkeys(span.key for span in cited)),
            locators=tuple(dict.fromkeys(span.locator for span in cited if span.locator)),
        )
        for source, cited in spans.items()
    )


def _manner(style: str, numbers: _Numbers, language: Language) -> _Manner:
    if style == "author-date":
        return _author_date(numbers, language)
    if style == "numeric":
        return _Manner(
            entry=lambda _, record: forms.reference_entry(record, language),
            label=lambda bundle: ", ".join((str(bundle.source), *bundle.locators)),
        )
    return _Manner(
        entry=lambda _, record: forms.bibliography_entry(record, language),
        label=lambda _: "",
        order=apart.by_title,
    )


def _author_date(numbers: _Numbers, language: Language) -> _Manner:
    records = numbers.records()
    called = apart.called(records, language)
    suffixes = apart.year_suffixes(records, called, language)

    def label(bundle: _Bundle) -> str:
        source, where = bundle.source, _places(bundle)
        if source not in records:
            return ", ".join(filter(None, (numbers.document(source).descriptor, where)))
        suffix, name = suffixes[source], called[source]
        return forms.author_date(records[source], language, where, suffix, name=name)

    return _Manner(
        entry=lambda number, record: forms.reference_entry(record, language, suffixes[number]),
        label=label,
        order=apart.by_year,
    )


def _citation(
    bundles: Sequence[_Bundle], manner: _Manner, numbers: _Numbers, note: int
) -> Citation:
    """Return a mark; that of a note is labelled by its number."""
    items = [
        CiteItem(
            bundle.source,
            tuple([numbers.evidence[key] for key in bundle.keys]),
            str(note) if note else manner.label(bundle),
        )
        for bundle in bundles
    ]
    if manner.order is None and len(items) > 1:
        items.sort(key=lambda item: item.reference)
    return Citation(tuple(items), note)


def _notes_called(groups: Iterable[Sequence[_Bundle]]) -> Iterator[int]:
    """Yield the number of the note of each group; 0 for an empty one."""
    n = 0
    for bundles in groups:
        n += bool(bundles)
        yield n if bundles else 0


def _notes(
    groups: Iterable[Sequence[_Bundle]], numbers: _Numbers, language: Language
) -> tuple[Note, ...]:
    """Word a note for each group: a source in full at first, then short."""
    alike = apart.alike(numbers.records(), language)
    seen: set[int] = set()

    def worded(bundle: _Bundle) -> Text:
        document, where = numbers.document(bundle.source), _places(bundle)
        is_first = bundle.source not in seen
        seen.add(bundle.source)
        if document.record is None:
            return join((capital(plain(document.descriptor)), plain(where)), ", ")
        if is_first:
            return forms.note(document.record, language, where)
        is_dated = bundle.source in alike
        return forms.short_note(document.record, language, where, is_dated=is_dated)

    noted = ([worded(bundle) for bundle in bundles] for bundles in groups if bundles)
    return tuple(
        Note(n, closed(join(parts, "; ") if len(parts) > 1 else parts[0]))
        for n, parts in enumerate(noted, 1)
    )


def _references(numbers: _Numbers, manner: _Manner, language: Language) -> tuple[Reference, ...]:
    def order(number: int) -> tuple[str, ...]:
        document = numbers.document(number)
        if document.record is None or manner.order is None:
            return (apart.folded(document.descriptor),)
        return manner.order(document.record, language)

    listed = range(1, len(numbers.spans_of) + 1)
    in_order = sorted(listed, key=order) if manner.order else listed
    return tuple(_reference(number, numbers, manner, language) for number in in_order)


def _reference(number: int, numbers: _Numbers, manner: _Manner, language: Language) -> Reference:
    spans = numbers.spans_of[number - 1]
    document = spans[0].document
    record, descriptor = document.record, document.descriptor
    ratings = [span.document.reliability for span in spans if span.document.reliability]
    return Reference(
        number=number,
        entry=manner.entry(number, record) if record else closed(capital(plain(descriptor))),
        short=forms.issuer_and_date(record, language) if record else descriptor,
        reliability=ratings[0].value if ratings else "",
        marking=max(span.document.marking for span in spans).value,
        url=forms.address(record) if record else "",
        csl=csl_json(record) if record else {},
        cited_by=tuple(sorted({numbers.evidence[span.key] for span in spans})),
    )


def _places(bundle: _Bundle) -> str:
    return ", ".join(map(place, bundle.locators))
