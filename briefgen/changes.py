"""Two editions of one brief for one audience to the changes between them; finding them.

What a release said and this edition no longer has is counted, never quoted: its words may have been
raised since. Every word of a change stands in the newer edition.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import ClassVar

from briefgen.edition import Citation, Claim, Edition, Judgment, Line


@dataclass(frozen=True, slots=True)
class Change:
    """One difference between two editions."""

    kind: ClassVar[str]
    """As JSON and style sheets call it; `wording` has words for each."""
    of: ClassVar[str] = "claim"
    """`claim`, `judgment` or `brief`: what the key is of."""

    key: str
    """Of a claim or judgment of the newer edition; empty for the brief."""
    words: str
    """What the newer edition says there, without citations; empty for a mere count."""


@dataclass(frozen=True, slots=True)
class BottomLineChanged(Change):
    """The bottom line says something else."""

    kind: ClassVar[str] = "bottom-line-changed"
    of: ClassVar[str] = "brief"


@dataclass(frozen=True, slots=True)
class Added(Change):
    """A claim is new: the older edition neither printed it, nor left it out, nor cited it."""

    kind: ClassVar[str] = "new"


@dataclass(frozen=True, slots=True)
class Reworded(Change):
    """A claim says the same thing in other words."""

    kind: ClassVar[str] = "reworded"


@dataclass(frozen=True, slots=True)
class Updated(Change):
    """A later statement is printed in a claim's place."""

    kind: ClassVar[str] = "updated"
    earlier: str
    """What was printed, as the newer edition itself recalls it."""


@dataclass(frozen=True, slots=True)
class Rerated(Change):
    """The Admiralty rating of a claim is another."""

    kind: ClassVar[str] = "re-rated"
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class EvidenceGained(Change):
    """More is cited for the same claim."""

    kind: ClassVar[str] = "evidence-gained"
    n: int


@dataclass(frozen=True, slots=True)
class EvidenceLost(Change):
    """Some of what was cited for the same claim is not any more."""

    kind: ClassVar[str] = "evidence-lost"
    n: int


@dataclass(frozen=True, slots=True)
class DisputeOpened(Change):
    """A claim is disputed by something that did not dispute it before."""

    kind: ClassVar[str] = "disputed"
    dispute: str
    """What disputes it."""


@dataclass(frozen=True, slots=True)
class DisputeSettled(Change):
    """Something that disputed a claim is no longer printed with it."""

    kind: ClassVar[str] = "dispute-settled"


@dataclass(frozen=True, slots=True)
class JudgmentAdded(Change):
    """A judgment is new."""

    kind: ClassVar[str] = "judgment-new"
    of: ClassVar[str] = "judgment"


@dataclass(frozen=True, slots=True)
class JudgmentReworded(Change):
    """A judgment says something else, as likely and as confidently."""

    kind: ClassVar[str] = "judgment-reworded"
    of: ClassVar[str] = "judgment"


@dataclass(frozen=True, slots=True)
class LikelihoodMoved(Change):
    """A judgment is held more or less likely; a term is empty where none is given."""

    kind: ClassVar[str] = "likelihood-moved"
    of: ClassVar[str] = "judgment"
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class ConfidenceMoved(Change):
    """A judgment is held with more or less confidence; a level is empty where none is given."""

    kind: ClassVar[str] = "confidence-moved"
    of: ClassVar[str] = "judgment"
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class JudgmentReviewed(Change):
    """A judgment was looked at again and stands."""

    kind: ClassVar[str] = "judgment-reviewed"
    of: ClassVar[str] = "judgment"
    reviewed: str
    """The day."""


@dataclass(frozen=True, slots=True)
class JudgmentsDropped(Change):
    """Judgments are made no longer."""

    kind: ClassVar[str] = "judgments-dropped"
    of: ClassVar[str] = "brief"
    n: int


@dataclass(frozen=True, slots=True)
class Withdrawn(Change):
    """Claims are printed no longer, and neither left out for length nor cited."""

    kind: ClassVar[str] = "withdrawn"
    of: ClassVar[str] = "brief"
    n: int


@dataclass(frozen=True, slots=True)
class Changes:
    """All that changed since a release."""

    since: str
    """The day that the release gives the state of knowledge of."""
    changes: tuple[Change, ...]


def compare(old: Edition, new: Edition) -> tuple[Change, ...]:
    """Return what changed: judgments first, then the bottom line, then claims in print order.

    What either edition left out for length is no change.
    """
    return tuple(_changes(old, new))


def _changes(old: Edition, new: Edition) -> Iterator[Change]:
    terms = dict(old.terms) | dict(new.terms)
    judgments = {judgment.key: judgment for judgment in old.judgments}
    for judgment in new.judgments:
        yield from _of_judgment(judgments.get(judgment.key), judgment, terms)
    n_dropped = len(judgments.keys() - {judgment.key for judgment in new.judgments})
    if n_dropped:
        yield JudgmentsDropped("", "", n_dropped)
    bottom_line = _plain(new.bottom_line.line, terms)
    if bottom_line != _plain(old.bottom_line.line, terms):
        yield BottomLineChanged("", bottom_line)
    claims = _claims(old)
    known = {*old.left_out, *_cited(old)}
    for claim in _claims(new).values():
        before = claims.get(claim.key)
        if before is not None:
            yield from _of_claim((old, before), (new, claim), terms)
        elif claim.key not in known:
            yield Added(claim.key, _plain(claim.line, terms))
    n_withdrawn = len(claims.keys() - _claims(new).keys() - {*new.left_out, *_cited(new)})
    if n_withdrawn:
        yield Withdrawn("", "", n_withdrawn)


def _claims(edition: Edition) -> dict[str, Claim]:
    return {claim.key: claim for section in edition.sections for claim in section.claims}


def _cited(edition: Edition) -> set[str]:
    return {entry.key for entry in edition.evidence}


def _of_judgment(old: Judgment | None, new: Judgment, terms: Mapping[str, str]) -> Iterator[Change]:
    key, words = new.key, _plain(new.line, terms)
    if old is None:
        yield JudgmentAdded(key, words)
        return
    if old.likelihood != new.likelihood:
        yield LikelihoodMoved(key, words, old.likelihood, new.likelihood)
    if old.confidence != new.confidence:
        yield ConfidenceMoved(key, words, old.confidence, new.confidence)
    if (old.likelihood, old.confidence) != (new.likelihood, new.confidence):
        return
    if words != _plain(old.line, terms):
        yield JudgmentReworded(key, words)
    elif new.reviewed > old.reviewed:
        yield JudgmentReviewed(key, words, new.reviewed)


def _of_claim(
    old: tuple[Edition, Claim], new: tuple[Edition, Claim], terms: Mapping[str, str]
) -> Iterator[Change]:
    (_, before), (_, claim) = old, new
    key, words = claim.key, _plain(claim.line, terms)
    is_reworded = words != _plain(before.line, terms)
    if is_reworded and len(claim.earlier) > len(before.earlier):
        said = _plain(before.line, terms)
        next_said = claim.earlier[len(before.earlier)]
        yield Updated(key, words, said if said in claim.earlier else next_said)
    else:
        if is_reworded:
            yield Reworded(key, words)
        if before.rating and claim.rating and before.rating != claim.rating:
            yield Rerated(key, words, before.rating, claim.rating)
        yield from _of_evidence(_behind(*old), _behind(*new), (key, words))
    yield from _of_disputes(before, claim, terms)


def _behind(edition: Edition, claim: Claim) -> set[str]:
    """Return the keys of what a claim cites."""
    marks = (mark for mark in claim.line if isinstance(mark, Citation))
    numbers = {n for mark in marks for item in mark.items for n in item.evidence}
    return {entry.key for entry in edition.evidence if entry.number in numbers}


def _of_evidence(old: set[str], new: set[str], claim: tuple[str, str]) -> Iterator[Change]:
    if new - old:
        yield EvidenceGained(*claim, len(new - old))
    if old - new:
        yield EvidenceLost(*claim, len(old - new))


def _of_disputes(old: Claim, new: Claim, terms: Mapping[str, str]) -> Iterator[Change]:
    words = _plain(new.line, terms)
    known = {dispute.key for dispute in old.disputes}
    for dispute in new.disputes:
        if dispute.key not in known:
            yield DisputeOpened(new.key, words, _plain(dispute.line, terms))
    if known - {dispute.key for dispute in new.disputes}:
        yield DisputeSettled(new.key, words)


def _plain(line: Line, terms: Mapping[str, str]) -> str:
    """Return words without citations, acronyms not spelled out: where they are may have moved."""
    text = ""
    for part in line:
        # A mark of author and date stands after a space of its own.
        text = text.removesuffix("\u00a0") if isinstance(part, Citation) else text + part.text
    for term, meaning in terms.items():
        pattern = rf"{re.escape(meaning)}(['’]s)? \({re.escape(term)}\)"
        text = re.sub(pattern, term.replace("\\", r"\\") + r"\g<1>", text)
    return " ".join(text.split())
