"""Dates as people write them in English prose: the pattern and what it names."""

from __future__ import annotations

import re
from calendar import monthrange
from typing import NamedTuple


class Day(NamedTuple):
    """A day, month or year, as far as a text names it."""

    year: int | None = None
    month: int | None = None
    day: int | None = None


MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_NUMBERS = {name[:3].lower(): number for number, name in enumerate(MONTHS.split("|"), 1)}
_SHORT = r"(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?"
_MONTH = rf"(?:(?:{MONTHS})\b|{_SHORT})"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?(?![\w%]|[.,]\d)"
_YEAR = r"(?:1[5-9]|20)\d\d(?![\w%]|[.,]\d)"
_JOIN = r"(?: ?[-\u2013\u2014] ?| and | to | or )"
_AFTER_PREPOSITION = (
    r"(?:(?<=\bin )|(?<=\bIn )|(?<=\bof )|(?<=\bby )|(?<=\bto )|(?<=since )|(?<=until )"
    r"|(?<=early )|(?<=late )|(?<=[mM]id-)|(?<=last )|(?<=this )|(?<=next )|(?<=from )"
    r"|(?<=during )|(?<=before )|(?<=after ))"
)

DATE = (
    r"\b(?:\d{4}-\d{2}(?:-\d{2})?(?![\w-])"
    r"|\d{1,2}\.\d{1,2}\.\d{4}\b|\d{1,2}/\d{1,2}/\d{4}\b"
    rf"|(?:{_DAY}{_JOIN}){{0,6}}{_DAY}(?: of)? {_MONTH}(?:,? {_YEAR})?"
    rf"|{_MONTH} {_DAY}(?:{_JOIN}{_DAY})*(?:,? {_YEAR})?"
    rf"|{_MONTH},? {_YEAR}"
    rf"|(?!Mar|May)(?:{MONTHS})\b"
    rf"|{_AFTER_PREPOSITION}(?:March|May)\b)"
)
"""Pattern of days and months: `5 January 2022`, `January 5-7`, `2022-01-05`, `in May`."""
YEAR = rf"(?<![-\w.,]){_YEAR}(?:[-\u2013](?:{_YEAR}|\d\d(?![\w%])))?(?![-\u2013]\d)"
"""Pattern of a year, or of two: `2011`, `2021-22`. A count may look the same."""
DECADE = r"\b(?:1[5-9]|20)\d0s\b"
"""Pattern of a decade: `1990s`."""


def days(text: str) -> tuple[Day, ...]:
    """Return what a text that matches DATE or YEAR names, one for each day; empty: no such day."""
    numbers = [int(found) for found in re.findall(r"\d+", text)]
    found = _named(text, numbers) if re.search(r"[^\W\d_]{3}", text) else _in_digits(text, numbers)
    return found if all(map(_exists, found)) else ()


def _named(text: str, numbers: list[int]) -> tuple[Day, ...]:
    name = re.search(_MONTH, text)
    month = _NUMBERS[name[0][:3].lower()] if name else None
    year = numbers.pop() if numbers and numbers[-1] > 31 else None
    return tuple(Day(year, month, number) for number in numbers) or (Day(year, month),)


def _in_digits(text: str, numbers: list[int]) -> tuple[Day, ...]:
    if "/" in text:
        month, day, year = numbers
        return (Day(year, month, day) if month <= 12 else Day(year, day, month),)
    if "." in text:
        return (Day(numbers[2], numbers[1], numbers[0]),)
    if len(numbers) == 2 and (numbers[1] > 12 or "-" not in text):
        last = numbers[1] if numbers[1] > 99 else numbers[0] // 100 * 100 + numbers[1]
        return Day(numbers[0]), Day(last)
    return (Day(*numbers),)


def _exists(day: Day) -> bool:
    if day.month is None:
        return True
    if not 1 <= day.month <= 12:
        return False
    return day.day is None or 1 <= day.day <= monthrange(day.year or 2000, day.month)[1]
