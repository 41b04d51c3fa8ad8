"""Carry annotations that passed the gate over into cleared evidence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from briefgen import parts
from briefgen.clearance.gate import Gate, tearline_key
from briefgen.dossier import Exhibit
from briefgen.models.base import Tearline
from briefgen.vocabulary import Credibility, Marking, Role


def clear_evidence(gate: Gate) -> dict[str, parts.Evidence]:
    found: dict[str, parts.Evidence] = {}
    for exhibit in gate.in_order(gate.dossier.exhibits.values()):
        tearline = exhibit.annotation.tearline
        if exhibit.key in gate.seen:
            found[exhibit.key] = _full(gate, exhibit)
        elif tearline is not None and exhibit.key in gate.torn:
            key = tearline_key(tearline)
            found[key] = _reference_only(gate, key, tearline, exhibit)
    return {key: _rated(gate, piece, found) for key, piece in found.items()}


def _described(exhibit: Exhibit, marking: Marking) -> parts.Document:
    descriptor = exhibit.source.descriptor or ""
    return parts.Document(record=None, descriptor=descriptor, marking=marking)


def _full(gate: Gate, exhibit: Exhibit) -> parts.Evidence:
    """Return all that an annotation says; of a source that is not known, not where it says it."""
    piece, own = exhibit.piece, exhibit.annotation.wording.get(gate.id)
    statement = piece.statement if own is None else " ".join(own.split())
    if gate.knows(exhibit.source):
        return piece if own is None else replace(piece, statement=statement)
    return parts.Evidence(
        key=piece.key,
        role=piece.role,
        document=_described(exhibit, piece.marking),
        marking=piece.marking,
        proof=parts.Proof.NOTES,
        quote=piece.quote,
        translation=piece.translation,
        credibility=piece.credibility,
        statement=statement,
    )


def _reference_only(gate: Gate, key: str, tearline: Tearline, exhibit: Exhibit) -> parts.Evidence:
    is_known = gate.knows(exhibit.source)
    return parts.Evidence(
        key=key,
        role=exhibit.role,
        document=exhibit.piece.document if is_known else _described(exhibit, tearline.marking),
        marking=tearline.marking,
        proof=parts.Proof.NOTES,
        quote="",
        statement=" ".join(tearline.words.split()),
    )


def _rated(
    gate: Gate, piece: parts.Evidence, found: Mapping[str, parts.Evidence]
) -> parts.Evidence:
    """Print a 1 only where a cleared span of another stated origin supports the same words."""
    exhibit = gate.dossier.exhibits.get(piece.key)
    if piece.credibility is not Credibility.ONE or exhibit is None:
        return piece
    head = (exhibit.target or "") if exhibit.role is Role.SUPPORTS else exhibit.key
    company = [head, *(other.key for other in gate.bearing(head, Role.SUPPORTS))]
    others = {found[key].origin for key in company if key in found} - {"", piece.origin}
    return piece if piece.origin and others else replace(piece, credibility=Credibility.TWO)
