"""What an audience's edition has on offer, by the keys of the seeds, before it is cleared."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from briefgen import dates
from briefgen.clearance.gate import Gate, open_gate, words_for
from briefgen.dossier import Dossier, Exhibit, Item, cited
from briefgen.models.brief import Authored, Judgment
from briefgen.values import frozen
from briefgen.vocabulary import DEFAULT_FIELDS, Role

Told = tuple[Item, Authored]
"""An authored item, and the words of it that an audience gets."""


@frozen
class Offer:
    """What one audience is offered of one brief."""

    gate: Gate
    items: tuple[Told, ...]
    claims: Mapping[str, tuple[Exhibit, ...]]
    """By field."""
    evidence: frozenset[str]
    """Keys of all annotations that stand behind a printed statement."""


def offer(gate: Gate) -> Offer:
    """Return what passes a gate."""
    told, offered = tuple(items(gate)), claims(gate)
    return Offer(gate, told, offered, frozenset(_evidence(gate, told, offered)))


def open_gates(dossier: Dossier) -> Iterator[Gate]:
    """Yield the gate of each audience that has an edition of the brief."""
    for audience_id, audience in dossier.audiences.items():
        if dossier.brief.marking <= audience.marking:
            gate = open_gate(dossier, audience, audience_id)
            if words_for(gate, dossier.brief.bottom_line) is not None:
                yield gate


def items(gate: Gate) -> Iterator[Told]:
    """Yield the authored items that are printed, in the order of the brief."""
    for item in gate.dossier.items():
        if is_shown(gate, item):
            told = words_for(gate, item.authored)
            if told is not None:
                yield item, told


def is_shown(gate: Gate, item: Item) -> bool:
    """Tell whether an audience is shown items of this kind at all."""
    if item.kind == "lead":
        return item.path[1] in fields(gate)
    return item.kind == "bottom_line" or item.kind in gate.audience.show


def fields(gate: Gate) -> tuple[str, ...]:
    """Return the fields of an edition in print order: the audience's, then the brief's own."""
    own = (field for field in gate.dossier.brief.fields if field not in DEFAULT_FIELDS)
    return tuple(dict.fromkeys((*gate.audience.fields, *own)))


def claims(gate: Gate) -> dict[str, tuple[Exhibit, ...]]:
    """Return the claims on offer in each field, in print order except for their priorities."""
    plans, dossier = gate.dossier.brief, gate.dossier
    omitted = {key for key, plan in dossier.plans.items() if plan.omit}
    offered: dict[str, list[Exhibit]] = {field: [] for field in fields(gate)}
    for exhibit in dossier.exhibits.values():
        field = exhibit.annotation.field
        if field in offered and exhibit.key in gate.passed and exhibit.key not in omitted:
            offered[field].append(exhibit)
    for field in offered:
        listed = plans.fields[field].claims if field in plans.fields else None
        if listed is not None:
            keys = [dossier.resolve(ref) or "" for ref in listed]
            offered[field] = [
                dossier.exhibits[key]
                for key in keys
                if key in gate.passed
                and key not in omitted
                and dossier.exhibits[key].role is Role.STATES
            ]
    return {field: tuple(found) for field, found in offered.items()}


def version(gate: Gate, claim: Exhibit) -> Exhibit:
    """Return the annotation whose words are printed for a claim: its latest update, or itself."""

    if claim.key not in gate.dossier.bearing:
        return claim

    def issued(update: Exhibit) -> int:
        day = update.source.issued if gate.knows(update.source) else None
        return dates.first_day(day).toordinal() if day else 0

    return [claim, *sorted(gate.bearing(claim.key, Role.UPDATES), key=issued)][-1]


def _evidence(
    gate: Gate, items: Iterable[Told], claims: Mapping[str, Iterable[Exhibit]]
) -> set[str]:
    found: set[str] = set()
    for _, told in items:
        refs = [*cited(told), *(told.because if isinstance(told, Judgment) else ())]
        found |= {key for ref in refs if gate.cited_key(ref) and (key := gate.dossier.resolve(ref))}
    found |= {claim.key for offered in claims.values() for claim in offered}
    return found | _bearing(gate, found)


def _bearing(gate: Gate, keys: set[str]) -> set[str]:
    """Return what bears on the keys, and what bears on that."""
    found: set[str] = set()
    waiting = list(keys)
    while waiting:
        for other in gate.dossier.bearing.get(waiting.pop(), ()):
            if other.key in gate.passed and other.key not in found:
                found.add(other.key)
                waiting.append(other.key)
    return found
