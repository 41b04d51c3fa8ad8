"""Carry claims that passed the gate over, ranked, with what bears on them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from briefgen import dates, parts
from briefgen.clearance.gate import Gate
from briefgen.dossier import Exhibit
from briefgen.models.source import Annotation
from briefgen.values import frozen
from briefgen.vocabulary import Role


@frozen
class _Offered:
    """A claim that passed the gate."""

    exhibit: Exhibit
    versions: tuple[Exhibit, ...]
    """It, and what updates it; none where a tearline stands in for it."""
    told: Annotation
    """What the printed words are told with: that of the last version, where all of it is seen."""

    @property
    def when(self) -> str:
        """When it was; of a tearline it is not told."""
        return (self.told.when or self.exhibit.annotation.when or "") if self.versions else ""


def clear_claims(gate: Gate, evidence: Mapping[str, parts.Evidence]) -> dict[str, parts.Claim]:
    """Return each claim by the key of its annotation, which a brief's lists may name.

    They are ranked by priority, then newest first, undated last, then in the order of the seeds.
    """

    def order(offered: _Offered) -> tuple[int, int]:
        plan = gate.dossier.plans.get(gate.key(offered.exhibit))
        own = offered.exhibit.annotation.priority if offered.versions else 3
        age = -dates.first_day(offered.when).toordinal() if offered.when else 0
        return (plan.priority if plan and plan.priority else own), age

    return {
        offered.exhibit.key: _claim(gate, offered, rank, evidence)
        for rank, offered in enumerate(sorted(_offered(gate), key=order))
    }


def _offered(gate: Gate) -> Iterator[_Offered]:
    for exhibit in gate.in_order(gate.dossier.exhibits.values()):
        plan = gate.dossier.plans.get(exhibit.key)
        if exhibit.role is not Role.STATES or (plan is not None and plan.omit):
            continue
        if exhibit.key in gate.seen:
            versions = (exhibit, *_updates(gate, exhibit))
            last = versions[-1]
            told = last.annotation if last.key in gate.seen else exhibit.annotation
            yield _Offered(exhibit, versions, told)
        elif exhibit.key in gate.torn:
            yield _Offered(exhibit, (), exhibit.annotation)


def _claim(
    gate: Gate, offered: _Offered, rank: int, evidence: Mapping[str, parts.Evidence]
) -> parts.Claim:
    exhibit, versions, told = offered.exhibit, offered.versions, offered.told
    if not versions:
        return _torn(exhibit, evidence[gate.key(exhibit)], rank)
    printed = versions[-1]
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
        rank=rank,
        evidence=(piece, *_support(gate, printed, evidence)),
        earlier=earlier,
        disputes=tuple(
            _dispute(gate, dispute, evidence)
            for version in versions
            for dispute in gate.bearing(version.key, Role.DISPUTES)
        ),
        when=offered.when,
        where=_spot(gate, told.where or exhibit.annotation.where),
        actors=told.actors or exhibit.annotation.actors,
        label=told.label or "",
    )


def _torn(exhibit: Exhibit, piece: parts.Evidence, rank: int) -> parts.Claim:
    """A tearline in a hidden claim's place; what bears on the hidden claim is hidden with it."""
    return parts.Claim(
        key=piece.key,
        field=exhibit.annotation.field or "",
        text=piece.statement,
        marking=piece.marking,
        rank=rank,
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
