"""What is withheld from an audience, and what is cleared for it, of everything authored."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from typing import Any

from briefgen.clearance.clear import clear
from briefgen.clearance.gate import Gate, open_gate, words_for
from briefgen.dossier import Dossier, Exhibit, Item, annotation_key, item_key, stem
from briefgen.models.brief import Brief, Option
from briefgen.models.library import Library
from briefgen.models.record import Record
from briefgen.models.source import Annotation, Source
from briefgen.values import frozen
from briefgen.vocabulary import Marking
from briefgen.words import cites, parse, plain


class Kind(StrEnum):
    """What a text is, which decides how it is searched for."""

    ID = "id"
    """The name of a thing in the seeds."""
    ADDRESS = "address"
    """A URL, a DOI."""
    WORDS = "words"
    """A sentence, a title, a name."""


@frozen
class Text:
    """One authored text."""

    kind: Kind
    text: str
    what: str
    """What it is, for a message: ``the `claim` of `toll` ``."""
    marking: Marking
    """What telling of it reveals; RED where something else than its marking withholds it."""


@frozen
class Sorted:
    """Everything authored, before one audience."""

    cleared: tuple[Text, ...]
    withheld: tuple[Text, ...]


_Sorting = Iterator[tuple[Text, bool]]
"""Texts, and whether they are cleared."""

_ADDRESSES = frozenset(("url", "DOI"))
_NO_WORDS = frozenset(("type", "issued", "accessed", "language", "page", "volume", "issue"))
"""Keys of a record whose values say nothing by themselves."""


def sort(library: Library, dossiers: Sequence[Dossier], audience_id: str) -> Sorted:
    """Sort everything authored into what an audience may see of any brief, and the rest.

    Args:
        library: as it was read.
        dossiers: all its briefs, assembled.
        audience_id: the audience.
    """
    cleared: dict[tuple[Kind, str], Text] = {}
    withheld: dict[tuple[Kind, str], Text] = {}
    for text, is_cleared in _all(library, dossiers, audience_id):
        if text.text:
            kept = cleared if is_cleared else withheld
            kept.setdefault((text.kind, text.text), text)
    return Sorted(
        tuple(cleared.values()), tuple(t for key, t in withheld.items() if key not in cleared)
    )


def _all(library: Library, dossiers: Sequence[Dossier], audience_id: str) -> _Sorting:
    audience = library.audiences[audience_id]
    gates = []
    yield from _of_project(library)
    for dossier in dossiers:
        gate = open_gate(dossier, audience, audience_id)
        is_edition = clear(dossier, audience, audience_id) is not None
        gates.append(gate)
        yield from _of_brief(dossier.id, dossier.brief, is_cleared=is_edition)
        for item in dossier.items():
            yield from _of_item(gate, item, is_edition=is_edition)
    for path, source in library.sources.items():
        own = [gate for gate in gates if path in gate.dossier.sources]
        yield from _of_source(own, path, source, audience.marking)


def _of_project(library: Library) -> _Sorting:
    """What has no marking may be seen by all, except for the desk's reasons."""
    project = library.project
    for why in project.ignore.values():
        yield Text(Kind.WORDS, why, "a reason under `ignore`", Marking.RED), False
    told = [value for _, value in _strings(project, {"desk", "url", "contact"})]
    told += [place.name for place in project.places.values()]
    for audience in library.audiences.values():
        told += [value for _, value in _strings(audience, {"title", "gloss", "headings"})]
    for value in told:
        yield Text(Kind.WORDS, value, "", Marking.CLEAR), True


# Sources


def _of_source(gates: Sequence[Gate], path: str, source: Source, ceiling: Marking) -> _Sorting:
    is_known = source.marking <= ceiling
    keys = {annotation_key(annotation) for annotation in source.annotations}
    is_named = is_known or any(keys & gate.passed for gate in gates)
    telling = _telling(source.marking, ceiling)
    for kind, name in ((Kind.ID, path), (Kind.ID, stem(path)), (Kind.ID, source.sha256 or "")):
        yield Text(kind, name, f"the name of the source `{path}`", telling), is_known
    for key, value in _strings(source, set(Record.model_fields) | {"origin", "text"}):
        if key not in _NO_WORDS:
            kind = Kind.ADDRESS if key in _ADDRESSES else Kind.WORDS
            yield Text(kind, value, f"the `{key}` of the source `{path}`", telling), is_known
    descriptor = f"the `descriptor` of the source `{path}`"
    yield Text(Kind.WORDS, source.descriptor or "", descriptor, telling), is_named
    yield Text(Kind.WORDS, source.note or "", f"the `note` of `{path}`", Marking.RED), False
    for annotation in source.annotations:
        yield from _of_annotation(gates, annotation, source, is_known=is_known)


def _of_annotation(
    gates: Sequence[Gate], annotation: Annotation, source: Source, *, is_known: bool
) -> _Sorting:
    key = annotation_key(annotation)
    marking = max(source.marking, annotation.marking or source.marking)
    ceilings = [gate.audience.marking for gate in gates]
    telling = _telling(marking, max(ceilings, default=Marking.CLEAR))
    is_seen = any(key in gate.seen for gate in gates)
    yield Text(Kind.ID, key, f"the id `{key}`", telling), is_seen
    own = {"quote", "translation", "claim", "label", "wording"}
    of_source = {"prefix", "suffix", "locator", "origin"}
    for names, is_cleared in ((own, is_seen), (of_source, is_seen and is_known)):
        for name, value in _strings(annotation, names):
            yield Text(Kind.WORDS, value, f"the `{name}` of `{key}`", telling), is_cleared
    yield Text(Kind.WORDS, annotation.note or "", f"the `note` of `{key}`", Marking.RED), False
    if annotation.tearline is not None:
        tearline = annotation.tearline
        is_told = any(
            key in gate.passed and tearline.marking <= gate.audience.marking for gate in gates
        )
        what = f"the tearline of `{key}`"
        yield Text(Kind.ID, tearline.id or "", what, telling), is_told
        yield Text(Kind.WORDS, tearline.words, what, telling), is_told


# Briefs


def _of_brief(brief_id: str, brief: Brief, *, is_cleared: bool) -> _Sorting:
    telling = brief.marking if brief.marking > Marking.CLEAR else Marking.RED
    yield Text(Kind.ID, brief_id, f"the name of the brief `{brief_id}`", telling), is_cleared
    told = {"title", "drafter", "cleared_by", "contact"}
    for name, value in _strings(brief, told):
        yield (
            Text(Kind.WORDS, value, f"the `{name}` of the brief `{brief_id}`", telling),
            is_cleared,
        )
    headings = [plan.heading or "" for plan in brief.fields.values()]
    actors = [
        value
        for actor in brief.actors.values()
        for value in (actor.name, actor.role or "", *actor.also)
    ]
    for value in (*headings, *actors, *brief.terms, *brief.terms.values()):
        what = f"a name or heading of the brief `{brief_id}`"
        yield Text(Kind.WORDS, value, what, telling), is_cleared


def _of_item(gate: Gate, item: Item, *, is_edition: bool) -> _Sorting:
    authored, brief = item.authored, gate.dossier.brief
    told = words_for(gate, authored) if is_edition else None
    tearline, own = authored.tearline, max(brief.marking, authored.marking or Marking.CLEAR)
    is_whole = told is not None and told.tearline == tearline
    what = f"an item under `{item.kind}`"
    for ref_text in (authored.text, *authored.wording.values()):
        is_open = is_edition and own <= gate.audience.marking and _is_for(gate, authored.only)
        is_cleared = is_open and all(gate.cited_key(c.ref) for c in cites(parse(ref_text)))
        yield _words(gate, ref_text, what, own), is_cleared
    if isinstance(authored, Option):
        for text in (authored.title, authored.for_, authored.against):
            yield _words(gate, text or "", what, own), is_whole
    yield Text(Kind.ID, item_key(authored), what, _telling(own, gate.audience.marking)), is_whole
    if tearline is not None:
        is_torn = told is not None and tearline.marking <= gate.audience.marking
        yield _words(gate, tearline.words, f"the tearline of {what}", own), is_torn
        telling = _telling(own, gate.audience.marking)
        yield Text(Kind.ID, tearline.id or "", f"the tearline of {what}", telling), is_torn


def _words(gate: Gate, text: str, what: str, own: Marking) -> Text:
    words = parse(text)
    keys = (gate.dossier.resolve(cite.ref) or "" for cite in cites(words))
    exhibits = [gate.dossier.exhibits[key] for key in keys if key in gate.dossier.exhibits]
    marking = max([own, *(_highest(exhibit) for exhibit in exhibits)])
    return Text(Kind.WORDS, plain(words), what, _telling(marking, gate.audience.marking))


def _highest(exhibit: Exhibit) -> Marking:
    return max(exhibit.marking, exhibit.source.marking)


def _is_for(gate: Gate, only: Sequence[str]) -> bool:
    return not only or gate.id in only


def _telling(marking: Marking, ceiling: Marking) -> Marking:
    """A thing kept by more than its marking, such as `only`, is told of at the desk alone."""
    return marking if marking > ceiling else Marking.RED


def _strings(model: Any, names: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield the texts under some keys of a model, however deep."""
    for name in type(model).model_fields:
        if name in names:
            for value in _flat(getattr(model, name)):
                yield name, value


def _flat(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield str(value)
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from _flat(inner)
    elif isinstance(value, tuple):
        for inner in value:
            yield from _flat(inner)
    elif hasattr(value, "model_fields_set"):
        parts = [part for part in (value.given, value.family, value.literal) if part]
        yield from dict.fromkeys((" ".join(parts), parts[-1]))
