"""What falls or weakens, for whom, if a source is withdrawn."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, replace
from types import MappingProxyType

from briefgen import printed
from briefgen.dossier import Dossier, assemble, source_paths, stem
from briefgen.errors import usage_error
from briefgen.models.library import Library
from briefgen.rules.case import nearest
from briefgen.trace import Statement, Witness, called, trace_dossier
from briefgen.values import frozen
from briefgen.vocabulary import Confidence

FALLS, WEAKENS = "falls", "weakens"


@frozen
class Effect:
    """What becomes of one statement."""

    kind: str
    """As in a trace: `claim`, `judgments`, `lead` and so on."""
    key: str
    field: str
    text: str
    effect: str
    """`falls`: it cannot be printed any more. `weakens`: it can, with less behind it."""
    loses: tuple[str, ...]
    """Keys of the withdrawn annotations behind it."""
    reasons: tuple[str, ...]
    """What weakens it: fewer origins, a lower rating, confidence that nothing carries."""


@frozen
class Reading:
    """What becomes of a brief for one audience."""

    audience: str
    """Its id; empty for all that is written, whomever it is for."""
    edition_falls: bool
    """The bottom line cannot be printed any more, so there is no edition."""
    effects: tuple[Effect, ...]


@frozen
class Affected:
    """A brief that takes the source."""

    brief: str
    readings: tuple[Reading, ...]
    """All that is written first, then each audience of the brief."""


@frozen
class Impact:
    """What a source carries."""

    source: str
    title: str
    briefs: tuple[Affected, ...]

    def as_json(self) -> str:
        """Return it as a JSON document."""
        return json.dumps({"schema": 1, **asdict(self)}, ensure_ascii=False, indent=2) + "\n"

    def as_text(self) -> str:
        """Return it as lines: each statement once, with the audiences that it reaches."""
        return "\n".join(_lines(self)) + "\n"


def impact(library: Library, source: str) -> Impact:
    """Return what falls or weakens if a source is withdrawn.

    Args:
        library: as it was read.
        source: path under sources/, or the last part of it where no other has the same.

    Raises:
        UsageError: there is no such source, or more than one.
    """
    path = _path(library, source)
    rest = {key: value for key, value in library.sources.items() if key != path}
    without = replace(library, sources=MappingProxyType(rest))
    users = (key for key in library.briefs if path in source_paths(library, key))
    briefs = tuple(
        Affected(key, tuple(_readings(assemble(library, key), assemble(without, key))))
        for key in users
    )
    return Impact(path, library.sources[path].title, briefs)


def _path(library: Library, source: str) -> str:
    if source in library.sources:
        return source
    found = [path for path in library.sources if stem(path) == source]
    if len(found) == 1:
        return found[0]
    if found:
        listed = ", ".join(f"`{path}`" for path in found)
        raise usage_error(f"`{source}` names several sources", f"name one of {listed}")
    known = [*library.sources, *(stem(path) for path in library.sources)]
    hint = nearest(source, known) or f"there are: {', '.join(library.sources)}"
    raise usage_error(f"there is no source `{source}`", hint)


def _readings(before: Dossier, after: Dossier) -> Iterator[Reading]:
    yield Reading("", False, tuple(_effects(before, after, None)))
    editions = {gate.id for gate in printed.open_gates(after)}
    for gate in printed.open_gates(before):
        effects = tuple(_effects(before, after, gate.id))
        yield Reading(gate.id, gate.id not in editions, effects)


def _effects(before: Dossier, after: Dossier, audience: str | None) -> Iterator[Effect]:
    left = {_identity(told): told for told in trace_dossier(after, audience).statements}
    for told in trace_dossier(before, audience).statements:
        now = left.get(_identity(told))
        lost = tuple(key for key in _witnesses(told) if now is None or key not in _witnesses(now))
        if now is None:
            gone = tuple(key for key in lost if key not in after.exhibits)
            yield _effect(told, FALLS, tuple(k for k in gone if k not in after.tearlines))
        elif lost:
            yield replace(_effect(told, WEAKENS, lost), reasons=tuple(_reasons(told, now)))


def _effect(told: Statement, effect: str, loses: tuple[str, ...]) -> Effect:
    return Effect(told.kind, told.key, told.field, told.text, effect, loses, ())


def _identity(told: Statement) -> tuple[str, str, str]:
    return told.kind, told.key, told.field


def _witnesses(told: Statement) -> Mapping[str, Witness]:
    return {piece.key: piece for claim in told.claims for piece in claim.annotations}


def _reasons(told: Statement, now: Statement) -> Iterator[str]:
    if told.text != now.text:
        yield f"is printed as it was before: {now.text}"
    then, left = _witnesses(told), _witnesses(now)
    n_then, n_left = _n_origins(then), _n_origins(left)
    if n_left < n_then:
        yield f"stated origins: {n_left} instead of {n_then}"
    for key, piece in left.items():
        if key in then and then[key].rating != piece.rating:
            yield f"`{key}` is rated {piece.rating} instead of {then[key].rating}"
    if told.confidence == Confidence.HIGH and n_left < 2 <= n_then:
        yield "high confidence is no longer corroborated"


def _n_origins(witnesses: Mapping[str, Witness]) -> int:
    return len({piece.origin for piece in witnesses.values()} - {""})


# Text


def _lines(found: Impact) -> Iterator[str]:
    yield f"{found.source}: {found.title}"
    if not found.briefs:
        yield "  no brief takes it"
    for affected in found.briefs:
        yield ""
        yield affected.brief
        fallen = [reading.audience for reading in affected.readings if reading.edition_falls]
        if fallen:
            yield f"  falls: the editions for {', '.join(fallen)}, whose bottom line rests on it"
        told = [(effect, r.audience) for r in affected.readings for effect in r.effects]
        for wanted in (FALLS, WEAKENS):
            yield from _effects_lines([pair for pair in told if pair[0].effect == wanted])
        if not told:
            yield "  nothing printed rests on it"


def _effects_lines(told: list[tuple[Effect, str]]) -> Iterator[str]:
    """Yield each statement once, in the words that it is first given in."""
    first: dict[tuple[str, str, str], Effect] = {}
    readers: dict[tuple[str, str, str], list[str]] = {}
    for effect, audience in told:
        statement = (effect.kind, effect.key, effect.field)
        first.setdefault(statement, effect)
        readers.setdefault(statement, []).append(audience)
    for statement, effect in first.items():
        yield from _effect_lines(effect, readers[statement])


def _effect_lines(effect: Effect, audiences: list[str]) -> Iterator[str]:
    readers = ", ".join(filter(None, audiences)) or "no edition"
    yield f"  {effect.effect}: {called(effect.kind)} {effect.key} ({readers})"
    yield f"    {effect.text}"
    yield f"    loses {', '.join(effect.loses)}"
    for reason in effect.reasons:
        yield f"    {reason}"
