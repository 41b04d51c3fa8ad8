"""A dossier: one brief with its sources, every annotation placed and every reference resolved.

It is the desk's side of a brief, before anything is cleared: what rules are asked of and what
clearing reads. Only `assemble` makes one.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from functools import lru_cache
from types import MappingProxyType
from weakref import WeakKeyDictionary

from briefgen.errors import KeyPath
from briefgen.models.audience import Audience
from briefgen.models.brief import Authored, Brief, ClaimPlan, Option
from briefgen.models.library import Library, Project
from briefgen.models.record import Record
from briefgen.models.source import Annotation, Capture, Source
from briefgen.parts import Document, Evidence, Proof, Words
from briefgen.paths import matching
from briefgen.quotes import Ambiguous, Missing, Span, context, find, fold
from briefgen.values import frozen
from briefgen.vocabulary import Marking, Role
from briefgen.words import parse, refs


@frozen
class Exhibit:
    """One annotation in its place."""

    key: str
    """The annotation's id, or one from its quote's hash."""
    path: str
    """Path of its source under sources/."""
    index: int
    """0-based position among its source's annotations."""
    source: Source
    piece: Evidence
    """What those may have of it who may know its source and see all that it says."""
    annotation: Annotation
    marking: Marking
    """Its own, or its source's."""
    found: Span | Missing | Ambiguous | None
    """Where its quote stands; None where no text is at hand."""
    target: str | None
    """Key of what it bears on; None for a claim, and for a reference that leads nowhere."""

    role: Role
    """What it does."""


@frozen
class Item:
    """An authored item and where it stands in the brief."""

    kind: str
    """`bottom_line`, `judgments`, `options`, `unknowns`, `watch` or `lead`."""
    path: KeyPath
    authored: Authored


@frozen
class Dossier:
    """One brief, its sources and its audiences."""

    id: str
    brief: Brief
    project: Project
    audiences: Mapping[str, Audience]
    """Those that the brief is for, by id."""
    sources: Mapping[str, Source]
    """By path, in the order of the files' names."""
    exhibits: Mapping[str, Exhibit]
    """By key, in the order of the seeds."""
    in_turn: tuple[Exhibit, ...]
    """What bears on an annotation after it: claims, updates, disputes, supports."""
    tearlines: Mapping[str, str]
    """Tearline id -> key of the exhibit it stands for."""
    plans: Mapping[str, ClaimPlan]
    """What the brief changes about claims, by the id of an annotation or a tearline."""
    bearing: Mapping[str, tuple[Exhibit, ...]]
    """Key -> the exhibits that support, dispute or update it."""

    def resolve(self, ref: str) -> str | None:
        """Return the key of the exhibit that a reference names, by its own id or its tearline's."""
        if ref in self.exhibits:
            return ref
        source, hash_, name = ref.rpartition("#")
        key = self.tearlines.get(name, name)
        exhibit = self.exhibits.get(key)
        if exhibit is None or (hash_ and source not in (exhibit.path, stem(exhibit.path))):
            return None
        return key

    def items(self) -> Iterator[Item]:
        """Yield every authored item, in the order of the brief."""
        brief = self.brief
        yield Item("bottom_line", ("bottom_line",), brief.bottom_line)
        for kind in ("judgments", "options", "unknowns", "watch"):
            for index, authored in enumerate(getattr(brief, kind)):
                yield Item(kind, (kind, index), authored)
        for field, plan in brief.fields.items():
            if plan.lead is not None:
                yield Item("lead", ("fields", field, "lead"), plan.lead)


def assemble(library: Library, brief_id: str) -> Dossier:
    """Place the annotations of a brief's sources and resolve what they bear on.

    It never fails: what does not match or resolve is there to be found by the rules.
    """
    brief = library.briefs[brief_id]
    sources = {path: library.sources[path] for path in source_paths(library, brief_id)}
    exhibits: dict[str, Exhibit] = {}
    for exhibit in _exhibits(sources):
        exhibits.setdefault(exhibit.key, exhibit)
    tearlines = {
        tearline.id: key
        for key, exhibit in exhibits.items()
        if (tearline := exhibit.annotation.tearline) and tearline.id and tearline.id not in exhibits
    }
    bearing: dict[str, list[Exhibit]] = {}
    for exhibit in exhibits.values():
        if exhibit.target is not None:
            bearing.setdefault(exhibit.target, []).append(exhibit)
    return Dossier(
        id=brief_id,
        brief=brief,
        project=library.project,
        audiences=MappingProxyType(
            {
                key: audience
                for key, audience in library.audiences.items()
                if not brief.audiences or key in brief.audiences
            }
        ),
        sources=MappingProxyType(sources),
        exhibits=MappingProxyType(exhibits),
        in_turn=tuple(sorted(exhibits.values(), key=lambda exhibit: _TURNS[exhibit.role])),
        tearlines=MappingProxyType(tearlines),
        plans={ref.rpartition("#")[2]: plan for ref, plan in brief.claims.items()},
        bearing=MappingProxyType({key: tuple(found) for key, found in bearing.items()}),
    )


_TURNS = {Role.STATES: 0, Role.UPDATES: 1, Role.DISPUTES: 2, Role.SUPPORTS: 3}


def source_paths(library: Library, brief_id: str) -> tuple[str, ...]:
    """Return the paths of a brief's sources: by its patterns, or the folder of its name."""
    patterns = library.briefs[brief_id].patterns(brief_id)
    return matching(patterns, tuple(library.sources))


def stem(path: str) -> str:
    """Return a source's id: the last part of its path."""
    return path.rpartition("/")[2]


def annotation_key(annotation: Annotation) -> str:
    """Return an annotation's id, or one from its quote's hash."""
    return annotation.id or hashed("q", fold(annotation.quote).text)


def item_key(authored: Authored) -> str:
    """Return an item's id, or one from the hash of its words."""
    title = f"{authored.title}\n" if isinstance(authored, Option) else ""
    return authored.id or hashed("w", title + authored.text)


@lru_cache(maxsize=8192)
def hashed(prefix: str, text: str) -> str:
    """Return a short stable key for words that have no id."""
    return f"{prefix}-{hashlib.sha256(text.encode()).hexdigest()[:10]}"


def texts(authored: Authored, audience: str = "") -> tuple[Words, ...]:
    """Return all authored words of an item as an audience would get them, parsed."""
    return tuple(parse(text) for text in _told(authored, audience))


def cited(authored: Authored, audience: str = "") -> tuple[str, ...]:
    """Return the references that an item's words cite for an audience, as written."""
    told = _told(authored, audience)
    return refs(told[0]) if len(told) == 1 else tuple(ref for text in told for ref in refs(text))


def _told(authored: Authored, audience: str) -> tuple[str, ...]:
    main = authored.wording.get(audience, authored.text)
    if not isinstance(authored, Option):
        return (main,)
    return main, authored.title, authored.for_ or "", authored.against or ""


def _exhibits(sources: Mapping[str, Source]) -> Iterator[Exhibit]:
    homes: dict[str, str] = {}
    for path, source in sources.items():
        for placed in _study(source):
            homes.setdefault(placed.piece.key, path)
    for path, source in sources.items():
        for index, (annotation, placed) in enumerate(
            zip(source.annotations, _study(source), strict=True)
        ):
            target = annotation.target
            yield Exhibit(
                key=placed.piece.key,
                path=path,
                index=index,
                source=source,
                piece=placed.piece,
                annotation=annotation,
                marking=placed.piece.marking,
                found=placed.found,
                role=placed.piece.role,
                target=_named(target, homes) if target else None,
            )


@frozen
class _Placed:
    """What is found out of an annotation, whichever brief takes its source."""

    piece: Evidence
    found: Span | Missing | Ambiguous | None
    """Where its quote stands; None where no text is at hand."""


_studies: WeakKeyDictionary[Source, tuple[_Placed, ...]] = WeakKeyDictionary()
"""Of the sources that someone still has."""


def _study(source: Source) -> tuple[_Placed, ...]:
    known = _studies.get(source)
    if known is None:
        known = _studies[source] = tuple(_placed(source))
    return known


def _placed(source: Source) -> Iterator[_Placed]:
    text, document = None if source.text is None else fold(source.text), _document(source)
    for one in source.annotations:
        found = None if text is None else find(text, one.quote, one.prefix, one.suffix)
        yield _Placed(_piece(source, document, one, found), found)


def _piece(
    source: Source,
    document: Document,
    annotation: Annotation,
    found: Span | Missing | Ambiguous | None,
) -> Evidence:
    before = after = ""
    proof = Proof.UNVERIFIED
    if source.capture is Capture.NOTES:
        proof = Proof.NOTES
    elif isinstance(found, Span):
        proof = Proof.VERIFIED
        if source.capture is Capture.VERBATIM:
            before, after = context(source.text or "", found)
    return Evidence(
        key=annotation_key(annotation),
        role=annotation.role,
        document=document,
        marking=annotation.marking or source.marking,
        proof=proof,
        quote=" ".join(annotation.quote.split()),
        before=before,
        after=after,
        translation=annotation.translation or "",
        language=source.language or "",
        locator=annotation.locator or "",
        credibility=annotation.credibility,
        origin=annotation.origin or source.origin or "",
        statement=" ".join((annotation.claim or "").split()),
    )


def _document(source: Source) -> Document:
    told = {name: getattr(source, name) for name in Record.model_fields}
    return Document(
        record=Record.model_construct(**told),
        reliability=source.reliability,
        marking=source.marking,
    )


def _named(ref: str, homes: Mapping[str, str]) -> str | None:
    source, hash_, name = ref.rpartition("#")
    home = homes.get(name)
    if home is None or (hash_ and source not in (home, stem(home))):
        return None
    return name
