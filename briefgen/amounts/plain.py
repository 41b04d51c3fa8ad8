"""Plain amounts, found without the whole language of amounts; quickly.

An amount is plain that is a whole number, in digits or one word, with at most a common hedge before
it and units behind it, where nothing beside these makes it anything else: `422`, `up to two
million euros`. Nothing is in a text whose white space is not folded. What is not plain is left to
`reading`, so this only ever spares work.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from briefgen.amounts.date_words import MONTHS
from briefgen.amounts.numerals import COUNTS, PARTS, WORDS, word_set
from briefgen.amounts.pattern import ALIKE, LABELS

_HEDGES = word_set("about around some roughly approximately nearly almost")
"""Words that bound the number behind them, whatever stands before them."""
_BEFORE = (
    _HEDGES
    | word_set(
        """
        circa estimated to over than above of exceeding least under below most as from
        between and or a an no
        """
    )
    | {word for label in LABELS.split("|") for word in (label, f"{label}s")}
)
"""Words after which a number may be more, or other, than its digits."""
_AFTER = word_set("or and to plus am pm per pct percentage")
"""Words before which it may be."""
_HEDGE = re.compile(rf"(?:up to|{'|'.join(sorted(_HEDGES))}) ")
_UNITS = word_set("percent thousand million billion trillion dollars euros pounds")
"""Words behind a number that say of what it is a number."""
_OTHER_UNITS = word_set(
    """
    dollar pound euro yen yuan tenge ruble rouble franc renminbi sterling
    us american canadian australian swiss russian cfa bn mn mln tn k m b cent point
    """
)
_STEMS = {*re.findall(r"[a-z]{2,}", WORDS), *_UNITS, *_OTHER_UNITS}
_NUMBERLIKE = frozenset(_STEMS | {f"{stem}s" for stem in _STEMS})
"""Words, small or capital, that are numbers, parts of a whole or units."""
_MONTHS = {"Sept", *(short for name in MONTHS.split("|") for short in (name, name[:3]))}
_TELLING = _NUMBERLIKE | {month.lower() for month in _MONTHS}
_PARTS = frozenset(PARTS) - {"half"}
"""Words that are a part only where they are counted: a quarter, one quarter."""
_COUNTED = word_set("a an one")
_WHOLE = re.compile(r"[1-9]\d{0,2}(?:,\d{3})*|[1-9]\d*")
_DIGIT = re.compile(r"\d")
_LETTERS = re.compile(r"[^\W\d_]+")
_ODD = frozenset("".join(ALIKE.values()))
_STOPS = ".,;:!?)"


def is_plainly_shown(statement: str, evidence: Sequence[str]) -> bool:
    """Tell whether all that the statement counts is plain, and plain in one of the texts."""
    plain, others = _amounts(statement)
    return not others and (not plain or any(_has(_amounts(text)[0], plain) for text in evidence))


def _has(shown: frozenset[str], claimed: frozenset[str]) -> bool:
    """Tell whether all are there, each as it is or as an exact number, which shows the hedged."""
    return all(one in shown or _HEDGE.sub("", one) in shown for one in claimed)


@lru_cache(maxsize=1024)
def _amounts(text: str) -> tuple[frozenset[str], bool]:
    """Return the plain amounts, and whether there is anything else that may be one."""
    words = text.split()
    if " ".join(words) != text or not (text.isascii() or _ODD.isdisjoint(text)):
        return frozenset(), True
    plain: list[str] = []
    others = False
    end = 0
    for place, word in enumerate(words):
        bare = word if word.isalpha() else word.rstrip(_STOPS)
        number = bare.lower()
        if place < end or (bare.isalpha() and number not in _TELLING):
            continue
        if number in COUNTS or _WHOLE.fullmatch(number):
            start, end = _bounds(words, place)
            if _stands_alone(words, start, end):
                plain.append(" ".join(words[start:end]).rstrip(_STOPS).lower())
                continue
        elif number in _PARTS and place and _is_plain(words[place - 1], _COUNTED):
            continue
        others = others or _may_count(word)
    return frozenset(plain), others


def _bounds(words: Sequence[str], place: int) -> tuple[int, int]:
    """Return where the hedge before a number begins, and where the units behind it end."""
    start, end = place, place + 1
    while end < len(words) and words[end - 1][-1] not in _STOPS:
        if words[end].rstrip(_STOPS) not in _UNITS:
            break
        end += 1
    if place and words[place - 1].lower() in _HEDGES:
        start -= 1
    elif words[max(0, place - 2) : place] == ["up", "to"]:
        start -= 2
    return start, end


def _stands_alone(words: Sequence[str], start: int, end: int) -> bool:
    before = words[start - 1].rstrip(",;:") if start else ""
    if before == "and" and start > 1:  # between four and five
        before = words[start - 2].rstrip(",;:")
    after = words[end] if end < len(words) and words[end - 1][-1] not in _STOPS else ""
    if after == "of" and end + 1 < len(words):  # of dollars, of January
        after = words[end + 1]
    return _is_plain(before, _BEFORE) and _is_plain(after.rstrip(_STOPS), _AFTER)


def _is_plain(word: str, telling: frozenset[str]) -> bool:
    return not word or (
        word.isalpha() and word.islower() and word not in telling and word not in _NUMBERLIKE
    )


def _may_count(word: str) -> bool:
    if _DIGIT.search(word):
        return True
    parts = _LETTERS.findall(word)
    return not _NUMBERLIKE.isdisjoint(map(str.lower, parts)) or not _MONTHS.isdisjoint(parts)
