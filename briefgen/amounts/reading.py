"""Read the amounts of a text: counts, shares, sums of money, dates and times of day.

No amounts are: figures in names (`C5+1`, `F-16`, `Article 5`), ordinals (`the third round`,
`21st century`), `one` as a pronoun, and words that multiply (`twice`, `doubled`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache

from briefgen.amounts import date_words, numerals, pattern
from briefgen.amounts.date_words import Day
from briefgen.values import frozen


class Kind(StrEnum):
    """What an amount measures."""

    NUMBER = "number"
    PERCENT = "percent"
    MONEY = "money"
    DATE = "date"
    TIME = "time"


class Bound(StrEnum):
    """How the words around a number bound it."""

    EXACT = "exact"
    ABOUT = "about"
    OVER = "over"
    LEAST = "at least"
    UNDER = "under"
    MOST = "at most"
    NEARLY = "nearly"
    END = "end"
    """One end of a range: `10-12`, `between 10 and 12`."""
    CROWD = "crowd"
    """A size only: `hundreds`."""


@frozen
class Amount:
    """One amount where a text has it."""

    text: str
    """As written, its bound included: `over 4,300`."""
    start: int
    end: int
    kind: Kind
    value: Decimal = Decimal(0)
    """Number, per cent, sum, or minutes since midnight; the least of a crowd; 0 for dates."""
    most: Decimal = Decimal(0)
    """The most that a crowd can stand for; else the value."""
    bound: Bound = Bound.EXACT
    unit: str = ""
    """Currency code; `points` for percentage points."""
    nouns: tuple[str, ...] = ()
    """The words that follow a number, singular: `soldier`."""
    other: Decimal | None = None
    """A second reading: `2.500` may be 2,500."""
    day: Day | None = None
    """What a date names; None for other kinds."""
    needs_proof: bool = True
    """False for a `one` that may count nothing: it can prove others and need not be proved."""


@lru_cache(maxsize=4096)
def amounts(text: str) -> tuple[Amount, ...]:
    """Return the amounts of a text in order; the two ends of a range are two amounts."""
    if not pattern.SEED.search(text):
        return ()
    return tuple(amount for match in pattern.ANY.finditer(text) for amount in _read(match))


def _read(match: re.Match[str]) -> Iterator[Amount]:
    if match["date"] or match["decade"] or match["year"]:
        yield from _dates(match)
    elif match["time"]:
        value = _minutes(match["time"])
        yield Amount(match[0], *match.span(), Kind.TIME, value, value)
    elif match["share"]:
        value = numerals.share(match["share"])
        yield Amount(match[0], *match.span(), Kind.PERCENT, value, value, _bound(match))
    elif match["crowd"]:
        yield _crowd(match)
    elif match["number"]:
        yield from _numbers(match)


def _dates(match: re.Match[str]) -> Iterator[Amount]:
    nouns = _nouns(match)
    if match["year"] and len(match["year"]) == 4 and _counts_something(nouns):
        value = Decimal(match["year"])
        yield Amount(match[0], *match.span(), Kind.NUMBER, value, value, nouns=nouns)
        return
    text = match["date"] or match["year"]
    found = date_words.days(text) if text else (Day(int(match["decade"][:4])),)
    unit = "decade" if match["decade"] else ""
    for day in found or (_NO_DAY,):
        yield Amount(match[0], *match.span(), Kind.DATE, unit=unit, day=day)


def _minutes(text: str) -> Decimal:
    hour, minute = (int(part) for part in re.findall(r"\d+", text + " 0")[:2])
    half = re.search(r"([ap])\.?m", text.lower())
    if half:
        hour = hour % 12 + (12 if half[1] == "p" else 0)
    return Decimal(hour * 60 + minute)


def _crowd(match: re.Match[str]) -> Amount:
    kind, unit = _unit(match)
    least, most = numerals.crowd(match["crowd"])
    nouns = _nouns(match)
    return Amount(match[0], *match.span(), kind, least, most, Bound.CROWD, unit, nouns)


def _numbers(match: re.Match[str]) -> Iterator[Amount]:
    """Yield a number, or both ends of a range; a scale behind the last counts for both."""
    kind, unit = _unit(match)
    bound, nouns = _bound(match), _nouns(match)
    first, last = match["number"], match["to"] or match["number"]
    if match["to"] and kind == Kind.NUMBER and _are_years(first, last, nouns):
        for year in (first, last):
            yield Amount(match[0], *match.span(), Kind.DATE, day=Day(int(year)))
        return
    shared = numerals.factor(last) if numerals.factor(first) == 1 else 1
    for written in dict.fromkeys((first, last)):
        value = numerals.number(written) * (shared if written != last else 1)
        yield Amount(
            *(match[0], *match.span(), kind, value, value, bound, unit, nouns),
            other=numerals.other_reading(written),
            needs_proof=match[0].lower() != "one" or _counts_something(nouns),
        )


def _are_years(first: str, last: str, nouns: tuple[str, ...]) -> bool:
    is_count = _counts_something(nouns)
    return not is_count and all(re.fullmatch(r"(?:1[5-9]|20)\d\d", end) for end in (first, last))


def _unit(match: re.Match[str]) -> tuple[Kind, str]:
    if match["percent"]:
        return Kind.PERCENT, "points" if "point" in match["percent"].lower() else ""
    money = match["sign"] or match["money"]
    return (Kind.MONEY, pattern.currency(money)) if money else (Kind.NUMBER, "")


def _bound(match: re.Match[str]) -> Bound:
    before = (match["hedge"] or "").lower()
    if match["to"]:
        return Bound.EXACT if before == "from" else Bound.END
    if before == "over" and _TIME_UNIT.match(match.string, match.end()):
        return Bound.EXACT
    name = pattern.bound((match["after"] or "").strip().lower(), "after")
    name = name or pattern.bound(before, "before")
    return Bound(name) if name and name != "between" else Bound.EXACT


def _nouns(match: re.Match[str]) -> tuple[str, ...]:
    """Return up to three lower-case words after a number, as far as they may be its noun."""
    following = _FOLLOWING.match(match.string, match.end())
    words = following[0].replace("-", " ").split() if following else []
    end = next((at for at, word in enumerate(words) if word in _NO_NOUNS), len(words))
    return tuple(_singular(word) for word in words[:end] if word.islower())[:3]


def _singular(word: str) -> str:
    if len(word) < 4 or not word.endswith("s"):
        return word
    return f"{word[:-3]}y" if word.endswith("ies") else word[:-1]


def _counts_something(nouns: tuple[str, ...]) -> bool:
    return not _COUNTED.isdisjoint(nouns[:2])


_NO_DAY = Day(0)
"""What an impossible date names."""
_TIME_UNIT = re.compile(r"[ -](?:minute|hour|day|night|week|month|year|decade)s?\b")
_FOLLOWING = re.compile(r"(?:[ -][^\W\d_]+){0,4}")
_NO_NOUNS = numerals.word_set(
    """
    a about across after against all although among an and are as at be been before began
    being between but by can could did do during each for from had has have he her his if
    in including into is it its just may might more must no nor not of on or other others out
    over per said she since so some than that the their them then there these they this
    those though through to under until up was were when where which while who whom will with
    within without would
    """
)
"""Words that end the noun phrase after a number."""
_COUNTED = numerals.word_set(
    """
    arrest body casualty child civilian dead death demonstrator detainee fatality fighter
    hostage journalist man member men minister officer official people percent person
    personnel police policeman prisoner protester service soldier troop vehicle victim
    woman women worker
    """
)
"""What `one` counts for certain, and what makes a count of a number that looks like a year."""
