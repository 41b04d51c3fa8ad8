"""The gate of a reader from whom nothing of a brief is withheld."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TypeVar

from briefgen.clearance.gate import Gate, make_gate
from briefgen.dossier import Dossier
from briefgen.models.audience import Audience, Part
from briefgen.models.brief import Authored, Brief
from briefgen.vocabulary import Marking, Role

AnyAuthored = TypeVar("AnyAuthored", bound=Authored)


def open_wide(dossier: Dossier) -> Gate:
    """Return the gate through which all passes, whomever it is for; no edition is made of it."""
    reader = Audience(title="All of it", marking=Marking.RED, show=tuple(Part))
    seen = {
        exhibit.key
        for exhibit in dossier.exhibits.values()
        if exhibit.role is Role.STATES or exhibit.target is not None
    }
    everyones = replace(dossier, brief=_for_everyone(dossier.brief))
    return make_gate(everyones, reader, "", seen, set())


def _for_everyone(brief: Brief) -> Brief:
    fields = {
        key: plan.model_copy(update={"lead": plan.lead and _open(plan.lead)})
        for key, plan in brief.fields.items()
    }
    return brief.model_copy(
        update={
            "bottom_line": _open(brief.bottom_line),
            "judgments": _all_open(brief.judgments),
            "options": _all_open(brief.options),
            "unknowns": _all_open(brief.unknowns),
            "watch": _all_open(brief.watch),
            "fields": fields,
        }
    )


def _all_open(items: Iterable[AnyAuthored]) -> tuple[AnyAuthored, ...]:
    return tuple(_open(item) for item in items)


def _open(item: AnyAuthored) -> AnyAuthored:
    return item.model_copy(update={"only": ()})
