"""What an edition tells of changes: those of what it prints, worded for its room."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from briefgen import parts
from briefgen.changes import BottomLineChanged, Change, Changes, Withdrawn
from briefgen.languages import Language
from briefgen.selection import claims_of
from briefgen.values import frozen
from briefgen.vocabulary import Marking
from briefgen.wording import Told, shortened, worded


@frozen
class News:
    """What is told; nothing where `since` is empty."""

    since: str = ""
    told: tuple[Told, ...] = ()
    markings: tuple[str, ...] = ()
    """Of each of them; empty for a count."""
    n_withdrawn: int = 0


def news(kept: parts.Cleared, changes: Changes | None, language: Language) -> News:
    """Word the changes of what is printed; in less room where the pages are limited."""
    if changes is None or "changes" not in kept.manner.show:
        return News()
    marked = _markings(kept)
    printed = [one for one in changes.changes if not one.key or one.key in marked[one.of]]
    n_withdrawn = sum(one.n for one in printed if isinstance(one, Withdrawn))
    rest = [_beside_itself(one) for one in printed if not isinstance(one, Withdrawn)]
    if not changes.changes:
        told = [Told("none", "brief", "", (parts.Run(language.say("change-none")),))]
    elif kept.manner.pages is None:
        told = list(worded(rest, language))
    else:
        numbers = {one.passage.key: n for n, one in enumerate(kept.judgments, start=1)}
        told = list(shortened(rest, language, numbers))
    since = changes.since if told or n_withdrawn else ""
    markings = tuple(marked[one.of][one.key].value if one.key else "" for one in told)
    return News(since, tuple(told), markings, n_withdrawn)


def _markings(kept: parts.Cleared) -> Mapping[str, Mapping[str, Marking]]:
    """Return the marking of all that is printed: what it is -> key -> marking."""
    leads = ((field.id, field.lead) for field in kept.fields)
    return {
        "judgment": {one.passage.key: one.passage.marking for one in kept.judgments},
        "lead": {field: lead.marking for field, lead in leads if lead},
        "claim": {claim.key: _with_disputes(claim) for claim in claims_of(kept)},
        "option": {one.passage.key: one.passage.marking for one in kept.options},
        "unknown": {one.key: one.marking for one in kept.unknowns},
        "watch": {one.passage.key: one.passage.marking for one in kept.watch},
    }


def _with_disputes(claim: parts.Claim) -> Marking:
    return max([claim.marking, *(dispute.marking for dispute in claim.disputes)])


def _beside_itself(change: Change) -> Change:
    """Return the change without words that stand right above it."""
    return replace(change, words="") if isinstance(change, BottomLineChanged) else change
