"""Who gets an edition, what is missing from it, and what is kept from its readers."""

from __future__ import annotations

from collections.abc import Iterator

from briefgen.clearance.gate import Gate
from briefgen.dossier import Exhibit, Item
from briefgen.errors import Diagnostic
from briefgen.models.brief import Judgment
from briefgen.printed import Offer
from briefgen.rules.case import Case, listed, marking_of, name_of, raised
from briefgen.rules.ratings import confirming
from briefgen.vocabulary import Credibility, Role


def missing_editions(case: Case) -> Iterator[Diagnostic]:
    """Audiences of the brief that get no edition of it."""
    missing = {key: a for key, a in case.dossier.audiences.items() if key not in case.gates}
    above = [key for key, audience in missing.items() if case.brief.marking > audience.marking]
    hidden = [key for key in missing if key not in above]
    hint = "name the audiences that it is for in `audiences`"
    if above:
        message = f"{case.brief.marking.value} is above the ceiling of {listed(above)}: no edition"
        yield case.of_brief("no-edition", message, ("marking",), hint=hint)
    if hidden:
        message = f"the bottom line is hidden from {listed(hidden)}: no edition"
        hint = f"give it a `tearline` that they may read, or {hint}"
        written = next(w for w in case.written if w.item.kind == "bottom_line")
        yield case.of_words("no-edition", message, written, hint)


def empty_fields(case: Case) -> Iterator[Diagnostic]:
    """Fields that an audience wants and that have neither lead nor claims for it."""
    empty: dict[str, list[str]] = {}
    for audience, offer in case.offers.items():
        leads = {item.path[1] for item, _ in offer.items if item.kind == "lead"}
        for field, claims in offer.claims.items():
            if not claims and field not in leads:
                empty.setdefault(field, []).append(audience)
    for field, audiences in empty.items():
        message = f"`{field}` is empty for {listed(audiences)}, and has no heading there"
        hint = "add a claim or a `lead`, or take it from the audience's `fields`"
        found = case.of_brief("field-empty", message, ("fields", field), hint=hint)
        own = [e for e in case.dossier.exhibits.values() if e.annotation.field == field]
        yield raised(found, marking_of(*own))


def withheld_dissent(case: Case) -> Iterator[Diagnostic]:
    """Disputes and updates of a printed claim that its readers may not see."""
    for exhibit in case.dossier.exhibits.values():
        if exhibit.target is None or exhibit.role not in (Role.DISPUTES, Role.UPDATES):
            continue
        target = exhibit.target
        readers = [
            key
            for key, offer in case.offers.items()
            if target in offer.evidence and not _passes(offer.gate, exhibit)
        ]
        if readers:
            message = (
                f"{listed(readers)} print `{target}` without `{exhibit.key}`, "
                f"which {exhibit.role.value} it"
            )
            hint = "give it a `tearline`, or weigh whether the claim can be printed without it"
            found = case.about("withheld-dissent", message, exhibit, hint=hint)
            yield raised(found, marking_of(case.dossier.exhibits[target]))


def withheld_support(case: Case) -> Iterator[Diagnostic]:
    """Evidence that carries a printed confidence or rating and is hidden from the readers."""
    yield from _withheld_because(case)
    for exhibit in case.dossier.exhibits.values():
        if exhibit.annotation.credibility is not Credibility.ONE:
            continue
        company = confirming(case, exhibit)
        readers = [
            key
            for key, offer in case.offers.items()
            if exhibit.key in offer.evidence
            and not any(_passes(offer.gate, other) for other in company)
        ]
        if company and readers:
            message = f"{listed(readers)} print `{exhibit.key}` as 2: what confirms it is hidden"
            hint = "give what confirms it a lower marking, if it may have one"
            found = case.about("withheld-support", message, exhibit, "credibility", hint=hint)
            yield raised(found, marking_of(*company))


def _withheld_because(case: Case) -> Iterator[Diagnostic]:
    for written in case.written:
        judgment = written.item.authored
        if not isinstance(judgment, Judgment) or not judgment.confidence or written.kind != "text":
            continue
        for index, ref in enumerate(judgment.because):
            for exhibit in case.named([ref]):
                readers = [
                    key
                    for key, offer in case.offers.items()
                    if not _passes(offer.gate, exhibit) and _prints(offer, written.item)
                ]
                if readers:
                    path = (*written.item.path, "because", index)
                    message = (
                        f"{listed(readers)} print {name_of(written.item)} without `{exhibit.key}`, "
                        "which carries its confidence"
                    )
                    hint = "weigh whether the confidence holds without it"
                    found = case.of_brief("withheld-support", message, path, hint=hint)
                    item_marking = case.item_marking(written.item)
                    yield raised(found, max(item_marking, marking_of(exhibit)))


def _passes(gate: Gate, exhibit: Exhibit) -> bool:
    return exhibit.key in gate.passed


def _prints(offer: Offer, judgment: Item) -> bool:
    """Tell whether the judgment itself is printed, not its tearline."""
    return any(
        item.path == judgment.path and isinstance(told, Judgment) for item, told in offer.items
    )
