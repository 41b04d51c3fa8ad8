"""The source summary statement (ICD 206): how good an edition's sources are, in plain sentences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from briefgen import dates
from briefgen.languages import Language
from briefgen.parts import Claim, Document, Evidence, Proof
from briefgen.vocabulary import Reliability


def summarise(
    evidence: Sequence[Evidence], claims: Sequence[Claim], language: Language
) -> tuple[str, ...]:
    """Return the sentences for the evidence that is cited and the claims that are printed."""
    if not evidence:
        return ()
    return (
        *_basis(evidence, language),
        *_ratings(evidence, language),
        *_bearing(claims, language),
        *_ages(evidence, language),
    )


def _documents(evidence: Sequence[Evidence]) -> list[Document]:
    """Return each document once; most are one object, which is quicker to tell than to compare."""
    return list(dict.fromkeys({id(one.document): one.document for one in evidence}.values()))


def _basis(evidence: Sequence[Evidence], language: Language) -> Iterator[str]:
    origins = {piece.origin for piece in evidence} - {""}
    documents = _documents(evidence)
    yield language.say(
        "summary-basis",
        sources=language.count("sources", len(documents)),
        origins=language.count("origins", len(origins)),
    )
    n_noted = len(_documents([piece for piece in evidence if piece.proof is Proof.NOTES]))
    if n_noted:
        yield language.count("summary-notes", n_noted)


def _ratings(evidence: Sequence[Evidence], language: Language) -> Iterator[str]:
    rated = [document.reliability for document in _documents(evidence)]
    letters = sorted(letter.value for letter in rated if letter and letter is not Reliability.F)
    if letters and letters[0] == letters[-1]:
        yield language.say("summary-rating", rating=letters[0])
    elif letters:
        yield language.say("summary-ratings", best=letters[0], worst=letters[-1])
    n_unknown = len(rated) - len(letters)
    if n_unknown:
        yield language.count("summary-unrated", n_unknown)


def _bearing(claims: Sequence[Claim], language: Language) -> Iterator[str]:
    n_corroborated = sum(len(_origins(claim)) > 1 for claim in claims)
    n_disputed = sum(bool(claim.disputes) for claim in claims)
    if n_corroborated:
        yield language.count("summary-corroborated", n_corroborated)
    if n_disputed:
        yield language.count("summary-disputed", n_disputed)


def _origins(claim: Claim) -> set[str]:
    return {piece.origin for piece in claim.evidence} - {""}


def _ages(evidence: Sequence[Evidence], language: Language) -> Iterator[str]:
    records = [piece.document.record for piece in evidence]
    issued = sorted(
        {record.issued for record in records if record and record.issued}, key=dates.first_day
    )
    if len(issued) > 1:
        oldest, newest = language.date(issued[0]), language.date(issued[-1])
        yield language.say("summary-dates", oldest=oldest, newest=newest)
