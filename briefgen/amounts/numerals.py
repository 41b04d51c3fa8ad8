"""Numbers as people write them, in digits and in words: the patterns and what they are worth."""

from __future__ import annotations

import re
from decimal import Decimal

_UNITS = {
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
}
_TEENS = {
    "ten": 10,
    "eleven": 11,
    "twelve": 12,
    "thirteen": 13,
    "fourteen": 14,
    "fifteen": 15,
    "sixteen": 16,
    "seventeen": 17,
    "eighteen": 18,
    "nineteen": 19,
}
_TENS = {
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "sixty": 60,
    "seventy": 70,
    "eighty": 80,
    "ninety": 90,
}
_SMALL = {"zero": 0, **_UNITS, **_TEENS, **_TENS}
COUNTS = frozenset((*_UNITS, *_TEENS, *_TENS)) - {"one"}
"""Words that are a number by themselves, and nothing else."""
PARTS = {"half": 2, "third": 3, "quarter": 4, "fifth": 5, "tenth": 10}
"""Words for parts of a whole -> how many of them make it."""
_FACTORS = {
    "dozen": 12,
    "hundred": 100,
    **dict.fromkeys(("thousand", "k"), 1000),
    **dict.fromkeys(("million", "mln", "mn", "m"), 10**6),
    **dict.fromkeys(("billion", "bn", "b"), 10**9),
    **dict.fromkeys(("trillion", "tn"), 10**12),
}
SCALES = "dozen|hundred|thousand|million|billion|trillion"
"""Words that multiply a number."""
_FACTOR = f"(?:{SCALES})"
_TENS_WITH_UNIT = f"(?:{'|'.join(_TENS)})(?:[- ](?:{'|'.join(_UNITS)})\\b)?"
_SMALL_WORD = f"(?:{_TENS_WITH_UNIT}|{'|'.join(_TEENS)}|{'|'.join(_UNITS)}|zero)\\b"
_DIGITS = (
    r"(?:\d{1,3}(?:(?:,\d{3})+|(?:['\u2019]\d{3})+|(?:[ \xa0\u2009\u202f]\d{3})+)(?!\d)(?:\.\d+)?"
    r"|\d{1,3}(?:\.\d{3}){2,}(?!\d)(?:,\d+)?|\d+(?:\.\d+|,\d{1,2}(?!\d))?)"
)
_SHORT = r"(?:[ -]?(?:bn|mn|mln|tn)|[kmb])\b"
_IN_DIGITS = rf"{_DIGITS}(?:{_SHORT}|(?:[ -]?{_FACTOR}\b)+)?"
_HEAD = rf"(?:half an?|an?|(?:{_SMALL_WORD})(?: and a half)?)"
_TAIL = rf"(?:(?:[ -]and)?[ -]{_SMALL_WORD}(?:[ -]{_FACTOR}\b)*)"
_IN_WORDS = rf"{_HEAD}(?:[ -]{_FACTOR}\b)+{_TAIL}*|{_SMALL_WORD}(?: and a half\b)?"

NUMERAL = rf"(?i:(?:(?<![\w)\]])[-\u2212])?{_IN_DIGITS}|\b(?:{_IN_WORDS}))"
"""Pattern of a number: `2,500`, `2.5 million`, `3bn`, `twenty-five`, `half a million`."""
CROWD = (
    r"(?i:\b(?:(?:tens|scores|dozens|hundreds|thousands) of (?:thousands|millions|billions)"
    r"|dozens|hundreds|thousands|millions|billions|trillions|(?:tens|scores)(?= of\b)"
    rf"|(?:several|many|a few) (?:{_FACTOR} )?{_FACTOR})\b)"
)
"""Pattern of a number that is given as a size only: `hundreds`, `several thousand`."""
SHARE = (
    r"(?i:(?<!first )(?<!second )(?<!other )(?<!latter )(?<!and a )\b(?:one )?half\b"
    rf"(?![-\w]| (?:year|time|way|hour|an? {_FACTOR})\b)"
    r"|\b(?:an? (?:third|quarter|fifth|tenth)\b(?= of\b)|one[ -](?:third|quarter|fifth|tenth)\b)"
    rf"|\b(?:{'|'.join(_UNITS)})[ -](?:thirds|quarters|fifths|tenths)\b)"
)
"""Pattern of a part of a whole: `half`, `a third of`, `three quarters`."""
WORDS = "|".join((*_SMALL, SCALES, *PARTS, "tens", "scores"))
"""Words of which every number in words has one, its start at least."""
_TOKEN = re.compile(rf"{_DIGITS}|[a-z]+")
_CROWDS = {
    "tens": (20, 99),
    "dozens": (24, 199),
    "scores": (40, 199),
    "hundreds": (200, 999),
    "thousands": (2000, 999_999),
    "millions": (2 * 10**6, 10**9 - 1),
    "billions": (2 * 10**9, 10**12 - 1),
    "trillions": (2 * 10**12, 10**15 - 1),
}
"""The smallest and the largest number that each word can stand for."""


def word_set(text: str) -> frozenset[str]:
    """Return the words of a list of them."""
    return frozenset(text.split())


def number(text: str) -> Decimal:
    """Return what a text that matches NUMERAL is worth."""
    total = current = Decimal(0)
    for token in _TOKEN.findall(text.lower()):
        factor = _FACTORS.get(token)
        if token[0].isdigit():
            current += _digits(token)
        elif factor is None:
            current += Decimal("0.5") if token == "half" else _SMALL.get(token, 0)
        elif factor < 1000:
            current = (current or Decimal(1)) * factor
        else:
            total, current = total + (current or 1) * factor, Decimal(0)
    return -(total + current) if text[0] in "-\u2212" else total + current


def other_reading(text: str) -> Decimal | None:
    """Return the number with a dot for thousands: `2.500` is 2.5 in English and 2,500 elsewhere."""
    return number(text) * 1000 if re.fullmatch(r"[1-9]\d{0,2}\.\d{3}", text) else None


def factor(text: str) -> int:
    """Return what the scale words at the end of a number multiply by, 1 without any."""
    product = 1
    for word in re.findall(r"[a-z]+", text.lower()):
        product *= _FACTORS.get(word, 1)
    return product


def crowd(text: str) -> tuple[Decimal, Decimal]:
    """Return the least and the most that a text that matches CROWD can stand for."""
    words = text.lower().replace("a few ", "several ").split()
    if words[0] in ("several", "many"):
        words = [f"{word}s" for word in words[1:]]
    low, high = _CROWDS[words[0]]
    times = factor(words[-1][:-1]) if len(words) > 1 else 1
    most = (min(high, 999) + 1) * times - 1 if times > 1 else high
    return Decimal(low * times), Decimal(most)


def share(text: str) -> Decimal:
    """Return the per cent of a text that matches SHARE."""
    *heads, part = re.findall(r"[a-z]+", text.lower())
    whole = PARTS[part.removesuffix("s")]
    return Decimal(100) * (_SMALL.get(heads[0], 1) if heads else 1) / whole


def _digits(text: str) -> Decimal:
    plain = re.sub(r"[\s'\u2019]|,(?=\d{3}(?!\d))", "", text)
    if plain.count(".") > 1:
        plain = plain.replace(".", "")
    return Decimal(plain.replace(",", "."))
