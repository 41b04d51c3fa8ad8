"""Plain whole numbers in digits, found without the whole language of amounts; quickly.

A number is plain where nothing beside it makes it anything else: no hedge, no unit, no month, no
name. What is not plain is left to `reading`, so this only ever spares work.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from briefgen.amounts.date_words import MONTHS
from briefgen.amounts.numerals import WORDS


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_BEFORE = _words(
    """
    about around some roughly approximately circa estimated to over than above of
    exceeding least under below most many much nearly almost from between and or a an no
    the article articles section sections chapter chapters page pages paragraph
    paragraphs resolution resolutions annex annexes rule rules phase phases directive
    directives regulation regulations flight flights protocol protocols
    """
)
"""Words after which a number may be more, or other, than its digits."""
_AFTER = frozenset(
    ("or", "and", "to", "plus", "per", "cent", "percent", "pct", "percentage", "points")
)
_UNITS = _words(
    """
    jan feb mar apr jun jul aug sep sept oct nov dec dollars dollar pounds pound euros
    euro yen yuan tenge tenges rubles ruble roubles rouble francs franc renminbi
    sterling bn mn tn k m
    """
)
"""Months and units, cut short."""
_STEMS = {*re.findall(r"[a-z]{2,}", f"{WORDS}|{MONTHS}".lower()), *_UNITS}
_NUMBERLIKE = frozenset(_STEMS | {f"{stem}s" for stem in _STEMS}) - {"and", "or"}
"""Words that are numbers, months or units."""
_WHOLE = re.compile(r"[1-9]\d{0,2}(?:,\d{3})*|[1-9]\d*")
_DIGIT = re.compile(r"\d")
_STOPS = ".,;:!?)"
_JOINTS = str.maketrans("-\u2010\u2011\u2012\u2013\u2014/", "       ")


def is_plainly_shown(statement: str, evidence: Sequence[str]) -> bool:
    """Tell whether all that the statement counts is plain, and plain in one of the texts."""
    words = statement.translate(_JOINTS).lower().split()
    if not _NUMBERLIKE.isdisjoint(word.strip("\"'(.,;:!?)\u2019\u201d\u201c") for word in words):
        return False
    plain, others = _numbers(statement)
    return not others and any(plain <= _numbers(text)[0] for text in evidence)


def _numbers(text: str) -> tuple[set[str], bool]:
    """Return the plain numbers, and whether there is any other digit."""
    words = text.split()
    plain: set[str] = set()
    others = False
    for place, word in enumerate(words):
        if word.isalpha() or not _DIGIT.search(word):
            continue
        bare = word.rstrip(_STOPS)
        before = words[place - 1].rstrip(",;:") if place else ""
        after = words[place + 1] if place + 1 < len(words) and bare == word else ""
        if _WHOLE.fullmatch(bare) and _is_plain(before, _BEFORE) and _is_plain(after, _AFTER):
            plain.add(bare)
        else:
            others = True
    return plain, others


def _is_plain(word: str, telling: frozenset[str]) -> bool:
    bare = word.rstrip(_STOPS)
    return not word or (
        bare.isalpha() and bare.islower() and bare not in telling and bare not in _NUMBERLIKE
    )
