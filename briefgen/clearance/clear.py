"""Clear one brief for one audience: the one function that makes a `Cleared`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from briefgen import parts
from briefgen.clearance.claims import clear_claims
from briefgen.clearance.evidence import clear_evidence
from briefgen.clearance.gate import Gate, open_gate
from briefgen.clearance.items import (
    clear_judgments,
    clear_options,
    clear_passage,
    clear_passages,
    clear_watches,
)
from briefgen.dossier import Dossier
from briefgen.models.audience import Audience
from briefgen.vocabulary import DEFAULT_FIELDS, Role
from briefgen.words import plain


def clear(dossier: Dossier, audience: Audience, audience_id: str) -> parts.Cleared | None:
    """Return what an audience may see of a brief; None where there is no edition for it.

    There is none where the brief's own marking is above the ceiling, where the brief is not for
    this audience, and where nothing is cleared for the bottom line.
    """
    if audience_id not in dossier.audiences:
        return None
    return clear_through(open_gate(dossier, audience, audience_id))


def clear_through(gate: Gate) -> parts.Cleared | None:
    """Return what passes a gate; None where the brief or its bottom line does not."""
    dossier, audience, brief = gate.dossier, gate.audience, gate.dossier.brief
    if brief.marking > audience.marking:
        return None
    evidence = clear_evidence(gate)
    bottom_line = clear_passage(gate, evidence, brief.bottom_line)
    if bottom_line is None:
        return None
    claims = clear_claims(gate, evidence)
    fields = tuple(_fields(gate, evidence, claims))
    judgments = tuple(clear_judgments(gate, evidence))
    cleared = parts.Cleared(
        brief=dossier.id,
        manner=_manner(audience, gate.id, brief.language),
        ceiling=audience.marking,
        title=brief.title,
        as_of=brief.as_of,
        status=brief.status.value,
        marking=brief.marking,
        language=brief.language,
        countries=brief.countries,
        desk=dossier.project.desk or "",
        drafter=brief.drafter or "",
        cleared_by=brief.cleared_by or "",
        contact=brief.contact or dossier.project.contact or "",
        bottom_line=bottom_line,
        judgments=judgments,
        fields=fields,
        options=tuple(clear_options(gate, evidence)),
        unknowns=tuple(clear_passages(gate, evidence, brief.unknowns)),
        watch=tuple(clear_watches(gate, evidence, judgments)),
        actors=(),
        terms=dict(brief.terms),
        evidence=evidence,
        dissent=tuple(_dissent(gate)) if "dissent" in audience.show else (),
    )
    return replace(cleared, actors=tuple(_actors(gate, cleared)))


def _fields(
    gate: Gate, evidence: Mapping[str, parts.Evidence], claims: Mapping[str, parts.Claim]
) -> Iterator[parts.Field]:
    plans = gate.dossier.brief.fields
    own = [field for field in plans if field not in DEFAULT_FIELDS]
    for field in dict.fromkeys((*gate.audience.fields, *own)):
        plan = plans.get(field)
        heading = gate.audience.headings.get(field) or (plan and plan.heading) or ""
        lead = clear_passage(gate, evidence, plan.lead) if plan and plan.lead else None
        if plan and plan.claims is not None:
            keys = [gate.dossier.resolve(ref) or "" for ref in plan.claims]
            offered = [claims[key] for key in keys if key in claims]
        else:
            offered = [claim for claim in claims.values() if claim.field == field]
        if lead or offered:
            yield parts.Field(field, heading, lead, tuple(offered))


def _actors(gate: Gate, cleared: parts.Cleared) -> Iterator[parts.Actor]:
    """Those whom cleared claims list, or cleared words name that these readers are shown."""
    if not gate.dossier.brief.actors:
        return
    claims = [claim for field in cleared.fields for claim in field.claims]
    listed = {actor for claim in claims for actor in claim.actors}
    said = [claim.text for claim in claims]
    said += [dispute.text for claim in claims for dispute in claim.disputes]
    text = "\n".join([*said, *map(plain, _passages(gate, cleared))])
    for key, actor in gate.dossier.brief.actors.items():
        if key in listed or actor.name in text:
            yield parts.Actor(key, actor.name, actor.role or "")


def _passages(gate: Gate, cleared: parts.Cleared) -> Iterator[parts.Words]:
    """Yield the authored words of an edition."""
    yield cleared.bottom_line.words
    yield from (field.lead.words for field in cleared.fields if field.lead)
    yield from (judgment.passage.words for judgment in cleared.judgments)
    if "options" in gate.audience.show:
        for option in cleared.options:
            yield from (option.title, option.passage.words, option.pro, option.con)
    if "unknowns" in gate.audience.show:
        yield from (passage.words for passage in cleared.unknowns)
    if "watch" in gate.audience.show:
        yield from (watch.passage.words for watch in cleared.watch)


def _manner(audience: Audience, audience_id: str, language: str) -> parts.Manner:
    return parts.Manner(
        audience=audience_id,
        title=audience.title,
        gloss=audience.gloss or "",
        template=audience.template,
        theme=audience.theme,
        layout=audience.layout,
        language=audience.language or language,
        paper=audience.paper,
        pages=audience.pages,
        citations=audience.citations,
        show=tuple(part.value for part in audience.show),
    )


def _dissent(gate: Gate) -> Iterator[parts.Dissent]:
    """Disputes that this audience may read and others, who read the claim, may not."""
    others = [
        open_gate(gate.dossier, audience, key)
        for key, audience in gate.dossier.audiences.items()
        if key != gate.id and gate.dossier.brief.marking <= audience.marking
    ]
    for dispute in gate.in_order(gate.dossier.exhibits.values()):
        if dispute.role is not Role.DISPUTES or dispute.key not in gate.seen:
            continue
        titles = tuple(
            other.audience.title
            for other in others
            if dispute.target in other.seen and dispute.key not in other.passed
        )
        if titles:
            yield parts.Dissent(dispute.target or "", dispute.key, titles)
