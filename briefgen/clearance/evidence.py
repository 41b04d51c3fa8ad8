"""Carry annotations that passed the gate over into cleared evidence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache

from briefgen import parts
from briefgen.clearance.gate import Gate, tearline_key
from briefgen.dossier import Exhibit
from briefgen.models.base import Tearline
from briefgen.models.source import Capture
from briefgen.quotes import Span, context
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


def _document(gate: Gate, exhibit: Exhibit, marking: Marking) -> parts.Document:
    source = exhibit.source
    if gate.knows(source):
        return exhibit.document
    return parts.Document(record=None, descriptor=source.descriptor or "", marking=marking)


def _full(gate: Gate, exhibit: Exhibit) -> parts.Evidence:
    annotation, source, known = exhibit.annotation, exhibit.source, gate.knows(exhibit.source)
    before = after = ""
    if known and isinstance(exhibit.found, Span) and source.capture is Capture.VERBATIM:
        before, after = _context(source.text or "", exhibit.found)
    return parts.Evidence(
        key=exhibit.key,
        role=exhibit.role,
        document=_document(gate, exhibit, exhibit.marking),
        marking=exhibit.marking,
        proof=_proof(exhibit) if known else parts.Proof.NOTES,
        quote=exhibit.quote,
        before=before,
        after=after,
        translation=annotation.translation or "",
        language=(source.language or "") if known else "",
        locator=(annotation.locator or "") if known else "",
        credibility=annotation.credibility,
        origin=exhibit.origin if known else "",
        statement=" ".join(annotation.wording.get(gate.id, annotation.claim or "").split()),
    )


_context = lru_cache(maxsize=512)(context)
"""The same for every brief that takes the source, and every audience that may read it."""


def _reference_only(gate: Gate, key: str, tearline: Tearline, exhibit: Exhibit) -> parts.Evidence:
    return parts.Evidence(
        key=key,
        role=exhibit.role,
        document=_document(gate, exhibit, tearline.marking),
        marking=tearline.marking,
        proof=parts.Proof.NOTES,
        quote="",
        statement=" ".join(tearline.words.split()),
    )


def _proof(exhibit: Exhibit) -> parts.Proof:
    if exhibit.source.capture is Capture.NOTES:
        return parts.Proof.NOTES
    return parts.Proof.VERIFIED if isinstance(exhibit.found, Span) else parts.Proof.UNVERIFIED


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
