"""Admiralty ratings and confidence must be earned by independent sources."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from briefgen.dossier import Exhibit
from briefgen.errors import Diagnostic
from briefgen.models.brief import Judgment
from briefgen.rules.case import Case, marking_of, name_of, raised
from briefgen.vocabulary import Confidence, Credibility, Reliability, Role

_GOOD = (Reliability.A, Reliability.B, Reliability.C)


def unconfirmed(case: Case) -> Iterator[Diagnostic]:
    """Annotations rated 1 that no other span of another stated origin bears out."""
    for exhibit in case.dossier.exhibits.values():
        if exhibit.annotation.credibility is Credibility.ONE and not confirming(case, exhibit):
            missing = f"nothing of another origin than `{exhibit.piece.origin}` supports it"
            if not exhibit.piece.origin:
                missing = "its origin is not stated"
            message = f"`{exhibit.key}` is rated 1, confirmed by others, but {missing}"
            hint = "it is printed as 2: add a span that `supports` it, or rate it 2"
            yield case.about("credibility-unconfirmed", message, exhibit, "credibility", hint=hint)


def confirming(case: Case, exhibit: Exhibit) -> tuple[Exhibit, ...]:
    """Return the other spans of the same claim that have another stated origin."""
    exhibits = case.dossier.exhibits
    head = exhibits[exhibit.target] if _supports(exhibit) and exhibit.target else exhibit
    company = (head, *case.support(head))
    return tuple(
        e for e in company if e.piece.origin and exhibit.piece.origin not in ("", e.piece.origin)
    )


def confidence_unsupported(case: Case) -> Iterator[Diagnostic]:
    """Judgments of high confidence that rest on one origin, or on no source rated A to C."""
    for written in case.written:
        judgment = written.item.authored
        if not isinstance(judgment, Judgment) or written.kind != "text":
            continue
        if judgment.confidence is Confidence.HIGH and (why := too_weak(case.grounds(written))):
            message = f"{name_of(written.item)} is held with high confidence {why}"
            hint = "lower the confidence, or cite what corroborates it"
            found = case.of_words("confidence-unsupported", message, written, hint)
            yield raised(found, marking_of(*case.grounds(written)))


def too_weak(grounds: Sequence[Exhibit]) -> str:
    """Return why these cannot carry high confidence; empty if they can."""
    origins = {exhibit.piece.origin for exhibit in grounds} - {""}
    if len(origins) < 2:
        return "on one stated origin" if origins else "without a stated origin"
    if not any(exhibit.source.reliability in _GOOD for exhibit in grounds):
        return "without a source rated A, B or C"
    return ""


def _supports(exhibit: Exhibit) -> bool:
    return exhibit.role is Role.SUPPORTS
