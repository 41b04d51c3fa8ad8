"""Carry claims that passed the gate over, with what bears on them, and rank them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from briefgen import dates, parts
from briefgen.clearance.gate import Gate
from briefgen.dossier import Exhibit
from briefgen.vocabulary import Role


def clear_claims(
    gate: Gate, evidence: Mapping[str, parts.Evidence]
) -> Iterator[tuple[str, parts.Claim]]:
    """Yield each claim by the key of its annotation, which a brief's lists may name."""
    for exhibit in gate.in_order(gate.dossier.exhibits.values()):
        plan = gate.dossier.plans.get(exhibit.key)
        if exhibit.role is not Role.STATES or (plan is not None and plan.omit):
            continue
        if exhibit.key in gate.seen:
            yield exhibit.key, _claim(gate, exhibit, evidence)
        elif exhibit.key in gate.torn:
            yield exhibit.key, _torn(exhibit, evidence[gate.key(exhibit)])


def _claim(gate: Gate, exhibit: Exhibit, evidence: Mapping[str, parts.Evidence]) -> parts.Claim:
    versions = [exhibit, *_updates(gate, exhibit)]
    printed, told = versions[-1], exhibit.annotation
    if printed.key in gate.seen:
        told = printed.annotation
    piece = evidence[gate.key(printed)]
    earlier = tuple(
        older
        for version in versions[:-1]
        for older in (evidence[gate.key(version)], *_support(gate, version, evidence))
    )
    return parts.Claim(
        key=exhibit.key,
        field=exhibit.annotation.field or "",
        text=piece.statement,
        # What was said before is carried with it, and told with what changed.
        marking=max(piece.marking, exhibit.marking, *(older.marking for older in earlier)),
        rank=0,
        evidence=(piece, *_support(gate, printed, evidence)),
        earlier=earlier,
        disputes=tuple(
            _dispute(gate, dispute, evidence)
            for version in versions
            for dispute in gate.bearing(version.key, Role.DISPUTES)
        ),
        when=told.when or exhibit.annotation.when or "",
        where=_spot(gate, told.where or exhibit.annotation.where),
        actors=told.actors or exhibit.annotation.actors,
        label=told.label or "",
    )


def _torn(exhibit: Exhibit, piece: parts.Evidence) -> parts.Claim:
    """A tearline in a hidden claim's place; what bears on the hidden claim is hidden with it."""
    return parts.Claim(
        key=piece.key,
        field=exhibit.annotation.field or "",
        text=piece.statement,
        marking=piece.marking,
        rank=0,
        evidence=(piece,),
    )


def _updates(gate: Gate, exhibit: Exhibit) -> list[Exhibit]:
    """The updates that the audience may read, latest issued last."""

    def issued(update: Exhibit) -> int:
        day = update.source.issued if gate.knows(update.source) else None
        return dates.first_day(day).toordinal() if day else 0

    return sorted(gate.bearing(exhibit.key, Role.UPDATES), key=issued)


def _support(
    gate: Gate, exhibit: Exhibit, evidence: Mapping[str, parts.Evidence]
) -> list[parts.Evidence]:
    return [evidence[other.key] for other in gate.bearing(exhibit.key, Role.SUPPORTS)]


def _dispute(gate: Gate, dispute: Exhibit, evidence: Mapping[str, parts.Evidence]) -> parts.Dispute:
    piece = evidence[gate.key(dispute)]
    company = (piece, *_support(gate, dispute, evidence))
    return parts.Dispute(piece.key, piece.statement, piece.marking, company)


def _spot(gate: Gate, place: str | None) -> parts.Spot | None:
    found = gate.dossier.project.places.get(place or "")
    return parts.Spot(found.name, found.lat, found.lon) if found else None


def rank(gate: Gate, claims: Mapping[str, parts.Claim]) -> dict[str, parts.Claim]:
    """Rank claims by priority, then newest first, undated last, then in the order of the seeds."""

    def order(key: str) -> tuple[int, int]:
        claim = claims[key]
        plan = gate.dossier.plans.get(claim.key)
        own = gate.dossier.exhibits[key].annotation.priority if claim.key == key else 3
        age = -dates.first_day(claim.when).toordinal() if claim.when else 0
        return (plan.priority if plan and plan.priority else own), age

    return {
        key: replace(claims[key], rank=rank) for rank, key in enumerate(sorted(claims, key=order))
    }
