"""The gate: which annotations and which words one audience may see. The file to audit for leaks.

Each question asks of a thing's own marking, of `only`, and of what it stands on. What fails one is
withheld whole, and leaves no count, gap or order behind.
"""

from __future__ import annotations

from collections.abc import Iterable

from briefgen.dossier import Dossier, Exhibit, cited, hashed
from briefgen.models.audience import Audience
from briefgen.models.base import Tearline
from briefgen.models.brief import Authored
from briefgen.models.source import Source
from briefgen.values import frozen
from briefgen.vocabulary import Marking, Role


@frozen
class Gate:
    """One dossier before one audience."""

    dossier: Dossier
    audience: Audience
    id: str
    seen: frozenset[str]
    """Keys of annotations that say everything, though perhaps naming the source by descriptor."""
    torn: frozenset[str]
    """Keys of annotations that only their tearline stands in for."""
    passed: frozenset[str]
    """Keys of both."""
    names_all: bool
    """Every source of the dossier may be named."""

    def knows(self, source: Source) -> bool:
        return source.marking <= self.audience.marking

    def bearing(self, key: str, role: Role | None = None) -> list[Exhibit]:
        """What bears on an annotation, in an order that withheld names cannot sway.

        Args:
            key: the annotation's.
            role: how it bears on it; None: in any way.
        """
        bearing = self.dossier.bearing.get(key)
        if bearing is None:
            return []
        passed = [other for other in bearing if other.key in self.passed]
        return self.in_order(passed if role is None else [o for o in passed if o.role is role])

    def in_order(self, exhibits: Iterable[Exhibit]) -> list[Exhibit]:
        """The order of the seeds; those of unnamed sources last, by their own keys."""
        if self.names_all:
            return list(exhibits)
        return sorted(exhibits, key=lambda e: "" if self.knows(e.source) else self.key(e))

    def key(self, exhibit: Exhibit) -> str:
        """The key that is printed: the annotation's, or its tearline's."""
        tearline = exhibit.annotation.tearline
        return tearline_key(tearline) if tearline and exhibit.key in self.torn else exhibit.key

    def marking(self, told: Authored) -> Marking:
        """The marking of an item's words, apart from what they cite."""
        brief = self.dossier.brief.marking
        return brief if told.marking is None else max(brief, told.marking)

    def cited_key(self, ref: str) -> str | None:
        """The key of cleared evidence that a reference leads to; None where it is withheld."""
        if ref in self.seen:
            return ref
        key = self.dossier.resolve(ref)
        if key in self.seen:
            return key
        names_tearline = ref.rpartition("#")[2] in self.dossier.tearlines
        return self.key(self.dossier.exhibits[key]) if key in self.torn and names_tearline else None


def open_gate(dossier: Dossier, audience: Audience, audience_id: str) -> Gate:
    seen: set[str] = set()
    torn: set[str] = set()
    for exhibit in dossier.in_turn:
        annotation, tearline = exhibit.annotation, exhibit.annotation.tearline
        if exhibit.role is not Role.STATES and exhibit.target not in seen:
            continue
        if annotation.only and audience_id not in annotation.only:
            continue
        if exhibit.source.marking > audience.marking and exhibit.source.descriptor is None:
            continue
        if exhibit.marking <= audience.marking:
            seen.add(exhibit.key)
        elif tearline is not None and tearline.marking <= audience.marking:
            torn.add(exhibit.key)
    return make_gate(dossier, audience, audience_id, seen, torn)


def make_gate(
    dossier: Dossier, audience: Audience, audience_id: str, seen: set[str], torn: set[str]
) -> Gate:
    return Gate(
        dossier=dossier,
        audience=audience,
        id=audience_id,
        seen=frozenset(seen),
        torn=frozenset(torn),
        passed=frozenset(seen | torn),
        names_all=all(one.marking <= audience.marking for one in dossier.sources.values()),
    )


def words_for(gate: Gate, authored: Authored) -> Authored | None:
    """The item in the words that this audience gets; None if withheld."""
    if authored.only and gate.id not in authored.only:
        return None
    is_low = gate.marking(authored) <= gate.audience.marking
    if is_low and _all_cleared(gate, cited(authored, gate.id)):
        text = authored.wording.get(gate.id)
        return authored if text is None else authored.model_copy(update={"text": text})
    tearline = authored.tearline
    if tearline is None or tearline.marking > gate.audience.marking:
        return None
    torn = Authored(id=tearline_key(tearline), text=tearline.words, marking=tearline.marking)
    return torn if _all_cleared(gate, cited(torn)) else None


def _all_cleared(gate: Gate, refs: Iterable[str]) -> bool:
    return all(gate.cited_key(ref) for ref in refs)


def tearline_key(tearline: Tearline) -> str:
    return tearline.id or hashed("t", tearline.words)
