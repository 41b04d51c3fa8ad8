"""The one pattern that finds amounts in a text, and the words it is made of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from briefgen.amounts.date_words import DATE, DECADE, MONTHS, YEAR
from briefgen.amounts.numerals import CROWD, NUMERAL, PARTS, SCALES, SHARE, WORDS

_BEFORE = {
    "about": "about|around|some|roughly|approximately|approx\\.|circa|c\\.|an? estimated|estimated|"
    "close to|~|\u2248",
    "over": "over|more than|above|upwards of|exceeding|in excess of|well over|>",
    "at least": "at least|no fewer than|no less than|not less than|a minimum of",
    "under": "less than|fewer than|under|below|<",
    "at most": "at most|up to|no more than|not more than|as many as|as much as|a maximum of",
    "nearly": "nearly|almost|just under|just short of",
    "exact": "from",
    "between": "(?P<between>between)",
}
_AFTER = {"about": "or so", "at least": r"or more|and more|\+|plus", "at most": "or fewer|or less"}
_SIGNS = {
    "USD": r"(?:US)?\$|USD",
    "CAD": r"CA?\$|CAD",
    "AUD": r"AU?\$|AUD",
    "EUR": "\u20ac|EUR",
    "GBP": "\u00a3|GBP",
    "JPY": "JPY",
    "CNY": "CNY|RMB",
    "\u00a5": "\u00a5",
    "CHF": "CHF",
    "KZT": "\u20b8|KZT",
    "RUB": "\u20bd|RUB",
    "XOF": "XOF",
}
_WORDS = {
    "USD": r"(?:(?:US|U\.S\.|American) )?dollars?",
    "CAD": "Canadian dollars?",
    "AUD": "Australian dollars?",
    "EUR": "euros?",
    "GBP": "pounds?(?: sterling)?",
    "JPY": "yen",
    "CNY": "yuan|renminbi",
    "CHF": "Swiss francs?",
    "KZT": "tenges?",
    "RUB": "(?:Russian )?rou?bles?",
    "XOF": "CFA(?: francs?)?",
}
_SIGN = "(?:" + "|".join(sorted(_SIGNS.values(), key=len, reverse=True)) + ")"
_WORD = "(?:" + "|".join(sorted(_WORDS.values(), key=len, reverse=True)) + ")"
_PERCENT = r"\s?%|[ -](?:per ?cent|pct)\b(?: points?\b)?|[ -]percentage[ -]points?\b"
LABELS = (
    "article|section|chapter|page|paragraph|resolution|annex|rule|phase|directive|regulation|"
    "flight|protocol"
)
"""Words before a number that is a name."""
_TITLES = (
    r"Art\.|Sec\.|Res\.|Nos?\.|pp?\.|para\.|Title|Part|Route|Highway|Level|Tier|Channel|Boeing|Airbus|"
    r"Stream|Soyuz|Formula|Agenda|Vision|Horizon|UNSCR|H\.R\.|E\.?O\.|P\.L\.|Order|Law|Table|Figure|"
    r"Fig\.|War"
)
_NAMES = "|".join(
    (
        r"https?://\S+",
        r"\b(?!(?:USD|CAD|AUD|EUR|GBP|JPY|CNY|RMB|CHF|KZT|RUB|XOF)\d)"
        r"[^\W\d_]+\d(?:[\w()/+-]*[\w)])?",
        r"\b(?!Mid-|Pre-|Post-|Late-|Early-)[A-Z][A-Za-z]*-\d[\w-]*",
        r"\b[A-Z]{1,6}(?:/\w+)*/\w*\d[\w()/]*",
        r"\b\d+(?![KMB]\b|BN\b|MN\b|TN\b)[A-Z]\w*",
        r"\b(?:24/7|9/11)\b|[\u00a7#]+ ?\d[\w.]*",
        rf"\b(?i:{LABELS}) \d+(?:[./()-]\w+\)?)*",
        rf"\b(?i:{LABELS})s \d+(?:(?:, |,? and |-)\d+\b)*",
        rf"\b(?:{_TITLES}|(?<![.\w])S\.) ?\d+(?:[./()-]\w+\)?)*",
        r"\b(?:Group|Gang) of [A-Z]\w+|\b(?:Big|Five|Six) (?:Three|Four|Five|Eyes)\b",
    )
)
_EACH = "the|this|that|which|any|every|each|another|not"
_IDIOMS = (
    r"\b(?i:no[- ]one|one another|one's|one by one|one of|one or another|one hand"
    rf"|(?:{_EACH}) one)\b"
)
_SCALE = "hundred|thousand|million|billion|trillion"
_TIME = (
    r"\b\d{1,2}(?:[:.]\d{2})? ?(?:[AaPp][Mm]\b|[AaPp]\.[Mm]\.)"
    r"|\b\d{1,2}:\d{2}(?::\d{2})?(?:[-+]\d{2}:\d{2})?(?!\d)"
)
_ORDINAL = r"\b\d+(?:st|nd|rd|th)\b"
_NUMBER = rf"(?<!\w)(?<!\d[.,]){NUMERAL}"


def _alternatives(words: dict[str, str]) -> str:
    return "|".join(words.values())


def _first_words() -> Iterator[str]:
    """Yield what an amount or a name begins with, where that is neither a digit nor a sign."""
    yield from (WORDS, MONTHS, "Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Oct|Nov|Dec")
    yield _alternatives(_BEFORE).replace("(?P<between>between)", "between")
    yield "several |many |a few |no[- ]one"
    yield from (f"{word} one" for word in _EACH.split("|"))
    yield from (f"an?[ -]{word}" for word in (*SCALES.split("|"), *PARTS))
    yield from (rf"{label}s? \d" for label in LABELS.split("|"))
    yield from (rf"{title} ?\d" for title in (*_TITLES.split("|"), r"S\."))
    yield "https?://|Group of |Gang of |Big "
    yield "US[$D]|CA?[$D]|AU?[$D]|EUR|GBP|JPY|CNY|RMB|CHF|KZT|RUB|XOF"


ALIKE = {"i": "\u0130\u0131", "k": "\u212a", "s": "\u017f"}
"""Letters of other scripts and times that `re.IGNORECASE` takes for one."""


def _by_letter(words: Iterable[str]) -> str:
    """Return a pattern of words, small or capital, that tries none whose first letter is another.

    An alternation in small or capital letters tries all of its words, one after the other.
    """
    rests: dict[str, list[str]] = {}
    for word in "|".join(words).split("|"):
        if word[0].isalpha():
            rests.setdefault(word[0].lower(), []).append(word[1:])
    return "|".join(
        f"[{letter}{letter.upper()}{ALIKE.get(letter, '')}](?i:{'|'.join(found)})"
        for letter, found in rests.items()
    )


_BEGINS = rf"\d|[^\w\s]|{_by_letter(_first_words())}|[^\W\d_]++[-/]?\d|[A-Z]++/"
"""Without this nothing begins; it is soon seen, and few words of a text have it."""
ANY = re.compile(
    rf"(?<!\w)(?={_BEGINS})(?:(?P<name>{_NAMES}|{_IDIOMS})"
    rf"|(?P<time>{_TIME})|(?P<decade>{DECADE})|(?P<date>{DATE})|{_ORDINAL}"
    rf"|(?P<year>{YEAR})(?! ?(?:%|{_SIGN}|(?i:per ?cent|{_SCALE}|{_WORD})\b))"
    rf"|(?:(?<!\w)(?P<hedge>(?i:{_alternatives(_BEFORE)})) ?(?!{DATE}))?"
    rf"(?:(?P<share>{SHARE})"
    rf"|(?:(?P<sign>{_SIGN}) ?)?"
    rf"(?:(?P<crowd>{CROWD})|(?P<number>{_NUMBER})"
    rf"(?:(?P<after>(?i: (?:or so|or more|and more|or fewer|or less|plus)\b|\+))"
    rf"|(?:\s?%)?(?:[-\u2013](?=[\d\W])|(?(between) and | to ))(?:{_SIGN} ?)?(?P<to>{NUMERAL}))?)"
    rf"(?P<percent>(?i:{_PERCENT}))?"
    rf"(?P<money>(?: of)?[ -](?:(?i:{_WORD})|{_SIGN})(?!\w)| ?[\u20ac\u20b8\u20bd])?))"
)
"""Leftmost match of a name to be left alone, or of an amount with its bound and unit."""
SEED = re.compile(rf"\d|(?<!\w)(?:(?i:{WORDS})|{MONTHS})")
"""What every amount has in it: where this is not found there is none, and it is found sooner."""


@lru_cache(maxsize=256)
def bound(words: str, table: str) -> str:
    """Return the name of the bound that words before or after a number set; empty for none."""
    entries = _BEFORE if table == "before" else _AFTER
    return _key(entries, words)


@lru_cache(maxsize=256)
def currency(words: str) -> str:
    """Return the code of a currency written as a sign, a code or a word."""
    name = re.sub(r"^(?: ?of)?[ -]", "", words).strip()
    return _key(_SIGNS, name) or _key(_WORDS, name)


def _key(entries: dict[str, str], text: str) -> str:
    found = (key for key, words in entries.items() if re.fullmatch(words, text, re.IGNORECASE))
    return next(found, "")
