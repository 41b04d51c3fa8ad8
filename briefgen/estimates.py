"""Words of likelihood and confidence in a sentence, as ICD 203 has them and as it has not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from briefgen.vocabulary import Confidence, Likelihood


class UsedLikelihood(NamedTuple):
    """A term of the ICD 203 table where a text uses it."""

    term: Likelihood
    start: int
    end: int


class UsedConfidence(NamedTuple):
    """A level of confidence where a text states it."""

    level: Confidence
    start: int
    end: int


class Hedge(NamedTuple):
    """Words that weaken a statement and are not in the table."""

    text: str
    start: int
    end: int


def likelihoods(text: str) -> tuple[UsedLikelihood, ...]:
    """Return the terms of likelihood in order, the longest reading of each, inflections included.

    A term that another word turns (`not likely`, `highly unlikely`, `more probable`) says what no
    row of the table says: it is a hedge.
    """
    return tuple(
        UsedLikelihood(Likelihood[match.lastgroup], *match.span())
        for match in _estimates(text)
        if match.lastgroup not in (None, _HEDGE)
    )


def hedges(text: str) -> tuple[Hedge, ...]:
    """Return the hedges outside the table in order; the month of May is none."""
    return tuple(
        Hedge(text[match.start() : match.end()], *match.span())
        for match in _estimates(text)
        if match.lastgroup == _HEDGE
    )


def confidences(text: str) -> tuple[UsedConfidence, ...]:
    """Return the levels of confidence in order: `high confidence`, `our confidence is low`."""
    return tuple(
        UsedConfidence(Confidence(match[group].lower()), *match.span(group))
        for match in _CONFIDENCE.finditer(_even(text))
        for group in (1, 2, 3)
        if match[group]
    )


_HEDGE = "HEDGE"
_CHANCE = "(?:chances?|likelihood|odds|possibility|probability|prospects?|risk)"
_AFTER_IS = "|".join(rf"(?<=\b{word} )" for word in ("is", "are", "was", "be", "remains", "as"))
_TERMS = {
    Likelihood.ALMOST_NO_CHANCE: "almost no chance",
    Likelihood.REMOTE: rf"remote(?= {_CHANCE})|(?:{_AFTER_IS})remote(?= that|[.,;:!?)]|$)",
    Likelihood.VERY_UNLIKELY: "very unlikely",
    Likelihood.HIGHLY_IMPROBABLE: "highly improbabl[ey]",
    Likelihood.UNLIKELY: "unlikely",
    Likelihood.IMPROBABLE: "improbabl[ey]",
    Likelihood.ROUGHLY_EVEN_CHANCE: "roughly (?:an )?even chances?",
    Likelihood.ROUGHLY_EVEN_ODDS: "roughly even odds",
    Likelihood.LIKELY: "likely",
    Likelihood.PROBABLE: "probabl[ey]",
    Likelihood.VERY_LIKELY: "very likely",
    Likelihood.HIGHLY_PROBABLE: "highly probabl[ey]",
    Likelihood.ALMOST_CERTAIN: "almost certain(?:ly)?",
    Likelihood.NEARLY_CERTAIN: "nearly certain(?:ly)?",
}
_TERM = "(?:(?:un)?likely|(?:im)?probabl[ey])"
_CANNOT = "(?:can ?not|can't|could not|couldn't)"
_TURNED = (
    rf"(?:not|hardly|scarcely|\w+n't)(?: very| highly| at all)? {_TERM}",
    r"(?:more|just as|as) likely (?:than|as) not",
    rf"(?:more|less|most|least|extremely|exceedingly|increasingly|quite|fairly) {_TERM}",
    rf"(?:rather|somewhat|pretty|reasonably|equally|so|too|as) {_TERM}",
    r"highly (?:un)?likely|very (?:im)?probabl[ey]|likel(?:ier|iest)",
    r"(?:not|near|virtually|practically|all but|far from)[ -]certain(?:ly)?",
)
"""Terms of the table that another word turns into something else."""
_OUTSIDE = (
    rf"{_CANNOT} (?:be )?(?:rule|exclude|discount)d?(?: out)?",
    r"could(?!n't|(?: not|not)\b(?! only))",
    r"possibly|perhaps|maybe|conceivabl[ey]|plausibl[ey]|potentially|presumably|arguably",
    r"apparently|seemingly|supposedly|reportedly|allegedly",
    r"(?:is|are|was|were|be|been) (?:\w+ly )?(?:believed|thought|said|alleged)(?= (?:to|that)\b)",
    r"some(?: \w+)? (?:say|believe|think|argue|claim|suggest|fear|expect)",
    r"(?:appear|seem)(?:s|ed)? (?:to|that|as if|as though)",
    r"(?:it|this) (?:is|was|remains|seems) possible|possible that",
    r"(?:an?|some|every|the) (?!remote)(?:\w+ )?(?:chance|possibility)(?= (?:of|that)\b)",
    r"chances are|(?:an )?even (?:chance|odds|bet)|toss-up",
    r"(?-i:may)(?! \d)",
    r"(?<!\bthe )(?<!\bits )(?<!their )(?<!\bhis )(?<!\bher )(?<!\bof )(?<!\bwith )(?<!\ball )"
    r"(?<!military )(?<!economic )(?<!'s )might",
)
"""Hedges that have nothing to do with the table."""


def _estimates(text: str) -> Iterator[re.Match[str]]:
    return _pattern().finditer(_even(text))


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    """Return one pattern for all: a term that is turned is a hedge, the longest term wins."""
    terms = [f"(?P<{term.name}>{_TERMS[term]})" for term in sorted(_TERMS, key=len, reverse=True)]
    hedges = "|".join((*_TURNED, *_OUTSIDE))
    return re.compile(rf"\b(?:(?P<{_HEDGE}>{hedges})|{'|'.join(terms)})\b", re.IGNORECASE)


def _even(text: str) -> str:
    """Return the text with plain spaces and apostrophes, as long as it was."""
    return re.sub(r"\s", " ", text).replace("\u2019", "'")


_LEVEL = "(low|moderate|high)"
_CONFIDENCE = re.compile(
    rf"\b(?:{_LEVEL}[ -](?:(?:to|or|and)[ -]{_LEVEL}[ -])?(?:(?:level|degree) of )?confidence"
    r"|(?<!consumer )(?<!business )(?<!investor )(?<!public )confidence(?: level)?"
    rf"(?:(?: \w+){{0,6}}? (?:is|remains)(?: still)?|:) {_LEVEL})\b",
    re.IGNORECASE,
)
