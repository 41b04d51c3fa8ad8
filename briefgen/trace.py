"""Follow what a brief says back: statement, claim, annotations, spans."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, replace

from briefgen import parts, printed
from briefgen.clearance.evidence import clear_evidence
from briefgen.clearance.gate import Gate, open_gate
from briefgen.dossier import Dossier, Exhibit, assemble, cited, item_key, stem, texts
from briefgen.errors import unknown, usage_error
from briefgen.models.brief import Authored, Judgment
from briefgen.models.library import Library
from briefgen.quotes import Span
from briefgen.rules.case import nearest
from briefgen.values import frozen
from briefgen.vocabulary import Marking, Role
from briefgen.whole import open_wide
from briefgen.words import plain


@frozen
class Witness:
    """One annotation as an audience may know it, and the span that it marks."""

    key: str
    role: str
    """`states`, `supports`, `disputes` or `updates`."""
    source: str
    """Path of its source; empty where only the descriptor may be named."""
    title: str
    """The source's title or descriptor."""
    issued: str
    marking: str
    rating: str
    """Admiralty reliability and credibility as printed; `-` for unrated."""
    origin: str
    proof: str
    quote: str
    before: str
    after: str
    start: int | None
    """First code point of the span in the text; None where it may not be shown."""
    end: int | None


@frozen
class TracedClaim:
    """A claim that a statement rests on, with the annotations that carry it there."""

    key: str
    text: str
    annotations: tuple[Witness, ...]


@frozen
class Statement:
    """Something that is printed."""

    kind: str
    """`bottom_line`, `judgments`, `options`, `unknowns`, `watch`, `lead`, `claim` or `dispute`."""
    key: str
    field: str
    """Of a claim or lead; empty for others."""
    text: str
    marking: str
    confidence: str
    claims: tuple[TracedClaim, ...]


@frozen
class Trace:
    """All statements of a brief, or those that have to do with one claim."""

    brief: str
    audience: str
    """Whose edition; empty for all that is written."""
    statements: tuple[Statement, ...]

    def as_json(self) -> str:
        """Return it as a JSON document."""
        return json.dumps({"schema": 1, **asdict(self)}, ensure_ascii=False, indent=2) + "\n"

    def as_text(self) -> str:
        """Return it as a tree of indented lines."""
        return "\n".join(line for told in self.statements for line in _statement_lines(told))


def trace(
    library: Library, brief_id: str, claim_key: str | None = None, audience_id: str | None = None
) -> Trace:
    """Return what a brief's statements rest on.

    Args:
        library: as it was read.
        brief_id: which brief.
        claim_key: only what is, or rests on, this claim, annotation or item; None: everything.
        audience_id: as this audience gets it; None: all that is written.

    Raises:
        UsageError: there is no such brief, audience or claim.
    """
    for fault in (
        *unknown([brief_id], library.briefs, "brief", ""),
        *unknown([audience_id] if audience_id else [], library.audiences, "audience", ""),
    ):
        raise fault
    found = trace_dossier(assemble(library, brief_id), audience_id)
    if claim_key is None:
        return found
    name = claim_key.rpartition("#")[2]
    kept = tuple(told for told in found.statements if name in _keys(told))
    if not kept:
        known = sorted({key for told in found.statements for key in _keys(told)})
        hint = nearest(name, known) or "leave it out to see all that there is"
        raise usage_error(f"there is no claim `{name}`", hint)
    return replace(found, statements=kept)


def trace_dossier(dossier: Dossier, audience_id: str | None = None) -> Trace:
    """Return all that an audience gets of a brief, were there an edition for it."""
    gate = open_wide(dossier)
    if audience_id is not None:
        audience = dossier.audiences.get(audience_id)
        if audience is None or dossier.brief.marking > audience.marking:
            return Trace(dossier.id, audience_id, ())
        gate = open_gate(dossier, audience, audience_id)
    evidence = clear_evidence(gate)
    told = (*_authored(gate, evidence), *_claims(gate, evidence))
    return Trace(dossier.id, audience_id or "", told)


def _keys(told: Statement) -> set[str]:
    annotations = {piece.key for claim in told.claims for piece in claim.annotations}
    return {told.key, *(claim.key for claim in told.claims)} | annotations


# Statements


def _authored(gate: Gate, evidence: Mapping[str, parts.Evidence]) -> Iterator[Statement]:
    for item, told in printed.items(gate):
        judgment = told if isinstance(told, Judgment) else None
        refs = (*cited(told), *(judgment.because if judgment else ()))
        keys = [gate.dossier.resolve(ref) for ref in refs if gate.cited_key(ref)]
        behind = [gate.dossier.exhibits[key] for key in dict.fromkeys(keys) if key]
        markings = [gate.marking(told), *_markings(gate, evidence, told)]
        yield Statement(
            kind=item.kind,
            key=item_key(told),
            field=str(item.path[1]) if item.kind == "lead" else "",
            text=" / ".join(filter(None, (plain(words) for words in texts(told)))),
            marking=max(markings).value,
            confidence=(judgment.confidence or "") if judgment else "",
            claims=tuple(_grouped(gate, evidence, behind)),
        )


def _markings(
    gate: Gate, evidence: Mapping[str, parts.Evidence], told: Authored
) -> Iterator[Marking]:
    return (evidence[key].marking for ref in cited(told) if (key := gate.cited_key(ref)))


def _claims(gate: Gate, evidence: Mapping[str, parts.Evidence]) -> Iterator[Statement]:
    for field, claims in printed.claims(gate).items():
        for claim in claims:
            versions = [claim, *gate.bearing(claim.key, Role.UPDATES)]
            shown = evidence[gate.key(printed.version(gate, claim))]
            tree = _grouped(gate, evidence, versions)
            text, marking = shown.statement, max(shown.marking, evidence[gate.key(claim)].marking)
            key = gate.key(claim)
            yield Statement("claim", key, field, text, marking.value, "", tuple(tree))
            for version in versions:
                for dispute in gate.bearing(version.key, Role.DISPUTES):
                    yield _dispute(gate, evidence, dispute, field)


def _dispute(
    gate: Gate, evidence: Mapping[str, parts.Evidence], dispute: Exhibit, field: str
) -> Statement:
    piece, tree = evidence[gate.key(dispute)], _grouped(gate, evidence, [dispute])
    return Statement(
        "dispute", piece.key, field, piece.statement, piece.marking.value, "", tuple(tree)
    )


# What they rest on


def _grouped(
    gate: Gate, evidence: Mapping[str, parts.Evidence], behind: list[Exhibit]
) -> Iterator[TracedClaim]:
    """Yield the claims at the root of annotations, with all that carries each, once."""
    roots: dict[str, dict[str, Exhibit]] = {}
    for exhibit in behind:
        line = _line(gate.dossier, exhibit)
        company = roots.setdefault(line[0].key, {})
        head = line[-2] if exhibit.role is Role.SUPPORTS and len(line) > 1 else exhibit
        for other in (*line, *gate.bearing(head.key, Role.SUPPORTS)):
            company.setdefault(other.key, other)
    for key, company in roots.items():
        root = gate.dossier.exhibits[key]
        passing = [e for e in company.values() if gate.key(e) in evidence]
        witnesses = tuple(_witness(gate, evidence[gate.key(e)], e) for e in passing)
        yield TracedClaim(gate.key(root), evidence[gate.key(root)].statement, witnesses)


def _line(dossier: Dossier, exhibit: Exhibit) -> list[Exhibit]:
    """Return what an annotation hangs on, from the claim down to itself."""
    line = [exhibit]
    while line[0].target is not None and dossier.exhibits[line[0].target] not in line:
        line.insert(0, dossier.exhibits[line[0].target])
    return line


def _witness(gate: Gate, piece: parts.Evidence, exhibit: Exhibit) -> Witness:
    document, is_known = piece.document, piece.document.record is not None
    span = exhibit.found if is_known and piece.quote and isinstance(exhibit.found, Span) else None
    record = document.record
    return Witness(
        key=piece.key,
        role=piece.role.value,
        source=exhibit.path if is_known else "",
        title=record.title if record else document.descriptor,
        issued=(record.issued or "") if record else "",
        marking=piece.marking.value,
        rating=f"{document.reliability or '-'}{piece.credibility or '-'}",
        origin=piece.origin,
        proof=piece.proof.value,
        quote=piece.quote,
        before=piece.before,
        after=piece.after,
        start=span.start if span else None,
        end=span.end if span else None,
    )


# Text


def called(kind: str) -> str:
    """Return what a kind of statement is called in text."""
    return _CALLED.get(kind, kind)


_CALLED = {
    "bottom_line": "bottom line",
    "judgments": "judgment",
    "options": "option",
    "unknowns": "unknown",
    "watch": "to watch",
}


def _statement_lines(told: Statement) -> Iterator[str]:
    about = " ".join(filter(None, (called(told.kind), told.key, told.field)))
    yield f"{about} [{told.marking}]"
    yield f"  {told.text}"
    for claim in told.claims:
        yield f"    claim {claim.key}: {claim.text}"
        for piece in claim.annotations:
            yield from (f"      {line}" for line in _witness_lines(piece))
    yield ""


def _witness_lines(piece: Witness) -> Iterator[str]:
    name = f"{stem(piece.source)}#{piece.key}" if piece.source else f"{piece.title}: {piece.key}"
    origin = f"origin {piece.origin}" if piece.origin else "origin not stated"
    yield ", ".join(
        filter(None, (f"{piece.role} {name}", piece.rating, origin, piece.issued, piece.marking))
    )
    if piece.proof == parts.Proof.NOTES:
        yield f"  desk notes: {piece.quote}" if piece.quote else "  reference only"
    else:
        yield f"  {piece.before}«{piece.quote}»{piece.after} ({piece.proof})"
