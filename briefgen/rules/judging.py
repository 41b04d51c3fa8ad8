"""Judgments must use the words of likelihood and confidence as ICD 203 has them."""

from __future__ import annotations

from collections.abc import Iterator

from briefgen.errors import Diagnostic
from briefgen.estimates import confidences, hedges, likelihoods
from briefgen.models.brief import Judgment
from briefgen.rules.case import Case, Written, listed, name_of, raised
from briefgen.rules.sentences import sentences
from briefgen.vocabulary import Likelihood, Marking
from briefgen.words import plain

_ANALYTIC = ("bottom_line", "judgments")


def likelihood_mismatches(case: Case) -> Iterator[Diagnostic]:
    """Judgments whose declared likelihood is not the one that their words use."""
    for written in case.written:
        judgment = written.item.authored
        if not isinstance(judgment, Judgment) or written.kind not in ("text", "wording"):
            continue
        used = dict.fromkeys(_used(written))
        if judgment.likelihood is not None and judgment.likelihood not in used:
            uses = listed(term.value for term in used) if used else "no term of likelihood"
            message = f"{name_of(written.item)} declares `{judgment.likelihood}` and uses {uses}"
            hint = "use the term in the words, or declare the one that they use"
            yield case.of_words("likelihood-mismatch", message, written, hint)


def likelihood_rows_mixed(case: Case) -> Iterator[Diagnostic]:
    """Terms of both rows of the table in one brief."""
    first: Likelihood | None = None
    marking = Marking.CLEAR
    for written in case.written:
        if written.item.kind in _ANALYTIC:
            for term in _used(written):
                if first is None:
                    first, marking = term, case.item_marking(written.item)
                elif term.range.row != first.range.row:
                    message = f"`{term}` and `{first}` are of different rows of the table"
                    same = _in_row(term, first.range.row)
                    hint = f"write `{same}`, the same in the row of `{first}`"
                    found = case.of_words("likelihood-rows-mixed", message, written, hint)
                    yield raised(found, marking)


def likelihood_with_confidence(case: Case) -> Iterator[Diagnostic]:
    """Sentences that give a likelihood and a confidence at once."""
    for written in case.written:
        for sentence in sentences(written.words) if written.item.kind in _ANALYTIC else ():
            levels, terms = confidences(sentence.text), likelihoods(sentence.text)
            if levels and terms:
                message = (
                    f"{name_of(written.item)} gives likelihood (`{terms[0].term}`) and confidence "
                    f"(`{levels[0].level}`) in one sentence"
                )
                hint = "declare `confidence`: it is printed apart"
                yield case.of_words("likelihood-with-confidence", message, written, hint)


def hedged(case: Case) -> Iterator[Diagnostic]:
    """Hedges in judgments that are no terms of the table."""
    for written in case.written:
        if written.item.kind == "judgments":
            for hedge in hedges(plain(written.words)):
                message = f"{name_of(written.item)} hedges with `{hedge.text}`"
                hint = "use a term of likelihood, or say what is not known"
                yield case.of_words("hedge", message, written, hint)


def _used(written: Written) -> Iterator[Likelihood]:
    return (used.term for used in likelihoods(plain(written.words)))


def _in_row(term: Likelihood, row: int) -> Likelihood:
    """Return the term of that row for the same range."""
    same = (other for other in Likelihood if other.range[:2] == term.range[:2])
    return next(other for other in same if other.range.row == row)
