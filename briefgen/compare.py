"""Comparing two editions of one brief for one audience: what changed since the older."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from briefgen.changes import (
    Added,
    BottomLineChanged,
    Change,
    ConfidenceMoved,
    DisputeOpened,
    DisputeReworded,
    DisputeSettled,
    Dropped,
    EvidenceGained,
    EvidenceLost,
    LikelihoodMoved,
    NotRecommended,
    Recommended,
    Rerated,
    Reviewed,
    Reworded,
    Updated,
    Withdrawn,
)
from briefgen.edition import Citation, Claim, Edition, Judgment, Line, Option, Passage, Watch
from briefgen.values import frozen


def compare(old: Edition, new: Edition) -> tuple[Change, ...]:
    """Return what changed: judgments, the bottom line, claims, then leads and other items.

    What either edition left out for length is no change, and neither is a part that the audience
    was not shown, or is shown no longer.
    """
    return tuple(_changes(old, new))


def _changes(old: Edition, new: Edition) -> Iterator[Change]:
    terms = dict(old.terms) | dict(new.terms)
    shown = set(old.show) & set(new.show)
    if "judgments" in shown:
        yield from _of_judgments(old.judgments, new.judgments, terms)
    bottom_line = _plain(new.bottom_line.line, terms)
    if bottom_line != _plain(old.bottom_line.line, terms):
        yield BottomLineChanged("", bottom_line)
    yield from _of_claims(old, new, terms)
    yield from _of_items(_leads(old, terms), _leads(new, terms), "lead")
    if "options" in shown:
        yield from _of_items(_options(old.options, terms), _options(new.options, terms), "option")
    if "unknowns" in shown:
        yield from _of_items(_items(old.unknowns, terms), _items(new.unknowns, terms), "unknown")
    if "watch" in shown:
        yield from _of_items(_items(old.watch, terms), _items(new.watch, terms), "watch")


# What has words and nothing else: leads, options, unknowns, what to watch


@frozen
class _Said:
    """The words of an item, without citations."""

    told: str
    """Those that a change tells."""
    rest: tuple[str, ...] = ()
    """Those that it does not."""
    is_recommended: bool = False

    @property
    def whole(self) -> tuple[str, ...]:
        return self.told, *self.rest


def _leads(edition: Edition, terms: Mapping[str, str]) -> dict[str, _Said]:
    leads = ((section.field, section.lead) for section in edition.sections)
    return {field: _Said(_plain(lead.line, terms)) for field, lead in leads if lead}


def _items(
    items: Iterable[Passage | Judgment | Watch], terms: Mapping[str, str]
) -> dict[str, _Said]:
    return {item.key: _Said(_plain(item.line, terms)) for item in items}


def _options(options: Iterable[Option], terms: Mapping[str, str]) -> dict[str, _Said]:
    found = {}
    for option in options:
        lines = (option.title, option.line, option.pro, option.con)
        told, *rest = (_plain(line, terms) for line in lines)
        found[option.key] = _Said(told, tuple(rest), option.recommended)
    return found


def _of_items(old: Mapping[str, _Said], new: Mapping[str, _Said], of: str) -> Iterator[Change]:
    for key, said in new.items():
        before = old.get(_before(key, old, new))
        if before is None:
            yield Added(key, said.told, of=of)
            continue
        if before.whole != said.whole:
            yield Reworded(key, said.told, of=of)
        if before.is_recommended != said.is_recommended:
            yield (Recommended if said.is_recommended else NotRecommended)(key, said.told)
    yield from _dropped(old, new, of)


def _before(key: str, old: Mapping[str, _Said], new: Mapping[str, _Said]) -> str:
    """Return the key that an item had; empty if it is new.

    The key of an item without an id is that of its words with their citations.
    """
    if key in old:
        return key
    same = (one for one, said in old.items() if said.whole == new[key].whole and one not in new)
    return next(same, "")


def _dropped(old: Mapping[str, _Said], new: Mapping[str, _Said], of: str) -> Iterator[Change]:
    n = len(old.keys() - {_before(key, old, new) for key in new})
    if n:
        yield Dropped("", "", n, of=of)


# Judgments


def _of_judgments(
    old: tuple[Judgment, ...], new: tuple[Judgment, ...], terms: Mapping[str, str]
) -> Iterator[Change]:
    before, now = _items(old, terms), _items(new, terms)
    judgments = {judgment.key: judgment for judgment in old}
    for judgment in new:
        earlier = judgments.get(_before(judgment.key, before, now))
        yield from _of_judgment(earlier, judgment, terms)
    yield from _dropped(before, now, "judgment")


def _of_judgment(old: Judgment | None, new: Judgment, terms: Mapping[str, str]) -> Iterator[Change]:
    key, words = new.key, _plain(new.line, terms)
    if old is None:
        yield Added(key, words, of="judgment")
        return
    if old.likelihood != new.likelihood:
        yield LikelihoodMoved(key, words, old.likelihood, new.likelihood)
    if old.confidence != new.confidence:
        yield ConfidenceMoved(key, words, old.confidence, new.confidence)
    if (old.likelihood, old.confidence) != (new.likelihood, new.confidence):
        return
    if words != _plain(old.line, terms):
        yield Reworded(key, words, of="judgment")
    elif new.reviewed > old.reviewed:
        yield Reviewed(key, words, new.reviewed)


# Claims


def _of_claims(old: Edition, new: Edition, terms: Mapping[str, str]) -> Iterator[Change]:
    before, now = _claims(old), _claims(new)
    known = {*old.left_out, *_cited(old)}
    for key, claim in now.items():
        if key in before:
            yield from _of_claim((old, before[key]), (new, claim), terms)
        elif key not in known:
            yield Added(key, _plain(claim.line, terms))
    n_withdrawn = len(before.keys() - now.keys() - {*new.left_out, *_cited(new)})
    if n_withdrawn:
        yield Withdrawn("", "", n_withdrawn)


def _claims(edition: Edition) -> dict[str, Claim]:
    return {claim.key: claim for section in edition.sections for claim in section.claims}


def _cited(edition: Edition) -> set[str]:
    return {entry.key for entry in edition.evidence}


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
        is_rated = all("ratings" in edition.show for edition, _ in (old, new))
        if is_rated and before.rating != claim.rating:
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
    before, now = _items(old.disputes, terms), _items(new.disputes, terms)
    for key, dispute in now.items():
        if key not in before:
            yield DisputeOpened(new.key, words, dispute.told)
        elif dispute != before[key]:
            yield DisputeReworded(new.key, words, dispute.told)
    if before.keys() - now.keys():
        yield DisputeSettled(new.key, words)


# Words


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
