"""Whether evidence shows what a statement counts, and whether texts differ in what they count.

Values must be equal, and a bound may be added only where it keeps the meaning: `about 2,500` and
`over 2,000` are shown by `2,500`; `2,500` is not shown by `about 2,500`. What is counted is not
compared: `14 soldiers` are shown by `14 objects`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache
from itertools import combinations

from briefgen.amounts.date_words import Day
from briefgen.amounts.plain import is_plainly_shown
from briefgen.amounts.reading import Amount, Bound, Kind, amounts
from briefgen.values import frozen


@frozen
class Difference:
    """Two amounts of the same thing that cannot both be meant."""

    one: Amount
    other: Amount
    texts: tuple[int, int]
    """Positions of their texts, ascending."""


@lru_cache(maxsize=8192)
def unsupported(
    statement: str, evidence: tuple[str, ...], dates: tuple[str, ...] = ()
) -> tuple[Amount, ...]:
    """Return the amounts of the statement that no evidence shows, in order.

    Args:
        statement: plain text.
        evidence: the quotes that it cites.
        dates: EDTF dates or spans that the evidence carries, each as wide as it is: a month shows
            the month and its year, not a day. They also give a year to days that lack one.
    """
    return () if is_plainly_shown(statement, evidence) else _unshown(statement, evidence, dates)


def _unshown(
    statement: str, evidence: tuple[str, ...], dates: tuple[str, ...] = ()
) -> tuple[Amount, ...]:
    claimed = [amount for amount in amounts(statement) if amount.needs_proof]
    if not claimed:
        return ()
    shown = [amount for text in evidence for amount in amounts(text)]
    days: tuple[Day, ...] = ()
    if any(amount.day for amount in claimed):
        days = (*(amount.day for amount in shown if amount.day and not amount.unit), *_days(dates))
    missing = (amount for amount in claimed if not _is_shown(amount, shown, days))
    return tuple({amount.start: amount for amount in missing}.values())


def differing(texts: Sequence[str]) -> tuple[Difference, ...]:
    """Return where two texts count the same thing and agree on no number of it.

    The same thing is a number with a noun in common, or the only percentage or the only sum of a
    currency in both texts. Dates and times of day do not count.
    """
    groups = [_by_thing(amounts(text)) for text in texts]
    return tuple(
        Difference(ones[0], others[0], (first, second))
        for (first, one), (second, other) in combinations(enumerate(groups), 2)
        for ones, others in _shared(one, other)
        if not any(_agree(left, right) for left in ones for right in others)
    )


def _is_shown(claimed: Amount, shown: Iterable[Amount], days: Sequence[Day]) -> bool:
    if claimed.day and _names(claimed, days):
        return True
    return any(_shows(amount, claimed) for amount in shown)


def _names(claimed: Amount, days: Sequence[Day]) -> bool:
    """Tell whether the days, with the years known from any of them, name the claimed one."""
    day = claimed.day or Day()
    if claimed.unit == "decade":
        return False
    years = {known.year for known in days}
    return any(
        day.month in (None, known.month)
        and day.day in (None, known.day)
        and (day.year in (None, known.year) or (known.year is None and day.year in years))
        for known in days
    )


def _shows(shown: Amount, claimed: Amount) -> bool:
    """Tell whether the amount shown lets one state the amount claimed."""
    if claimed.unit == "decade" or shown.unit == "decade":
        return (claimed.day, claimed.unit) == (shown.day, shown.unit)
    shown, claimed = _year_as_number(shown), _year_as_number(claimed)
    if Kind.DATE in (shown.kind, claimed.kind) or shown.kind != claimed.kind:
        return False
    if shown.unit != claimed.unit:
        return False
    if shown.other is not None and _shows(replace(shown, value=shown.other, other=None), claimed):
        return True
    return _bounds(shown, claimed)


def _year_as_number(amount: Amount) -> Amount:
    """Return a bare year as the number that it may be, all else as it is."""
    if amount.day is None or amount.day.month or not amount.day.year:
        return amount
    year = Decimal(amount.day.year)
    return replace(amount, kind=Kind.NUMBER, value=year, most=year, day=None)


_SHOWING = {
    Bound.EXACT: {Bound.EXACT},
    Bound.END: {Bound.EXACT, Bound.END},
    Bound.ABOUT: {Bound.EXACT, Bound.ABOUT, Bound.NEARLY},
    Bound.OVER: {Bound.EXACT, Bound.ABOUT, Bound.OVER, Bound.LEAST},
    Bound.LEAST: {Bound.EXACT, Bound.ABOUT, Bound.OVER, Bound.LEAST},
    Bound.UNDER: {Bound.EXACT, Bound.ABOUT, Bound.UNDER, Bound.MOST, Bound.NEARLY},
    Bound.MOST: {Bound.EXACT, Bound.ABOUT, Bound.UNDER, Bound.MOST, Bound.NEARLY},
    Bound.NEARLY: {Bound.EXACT, Bound.ABOUT, Bound.NEARLY},
    Bound.CROWD: set(Bound),
}
"""For each bound of a claim, which bounds of the evidence may stand behind it."""


def _bounds(shown: Amount, claimed: Amount) -> bool:
    if shown.bound not in _SHOWING[claimed.bound]:
        return False
    if shown.bound == claimed.bound and (shown.value, shown.most) == (claimed.value, claimed.most):
        return True
    if shown.value == claimed.value and claimed.bound in (Bound.OVER, Bound.UNDER):
        return False
    least, most = _limits(claimed)
    return least <= shown.value and shown.most <= most


def _limits(claimed: Amount) -> tuple[Decimal, Decimal]:
    """Return between which values a number may lie to be worded like the claim."""
    value = claimed.value
    if claimed.bound == Bound.ABOUT:
        slack = min(_rounding(value) / 2, abs(value) / 10)
        return value - slack, value + slack
    if claimed.bound in (Bound.OVER, Bound.LEAST):
        return value, value * 2
    if claimed.bound in (Bound.UNDER, Bound.MOST):
        return value / 2, value
    if claimed.bound == Bound.NEARLY:
        return value * Decimal("0.9"), value
    return value, claimed.most


def _rounding(value: Decimal) -> Decimal:
    """Return the place of the last digit that is not nought: 100 for 2,500."""
    exponent = value.normalize().as_tuple().exponent
    return Decimal(1).scaleb(exponent) if isinstance(exponent, int) else Decimal(0)


def _days(dates: Iterable[str]) -> Iterator[Day]:
    for date in dates:
        for end in date.split("/"):
            yield Day(*map(int, end.split("-")))


Things = dict[tuple[Kind, str], list[Amount]]


def _by_thing(found: Iterable[Amount]) -> Things:
    things: Things = {}
    for amount in found:
        if amount.kind == Kind.NUMBER:
            names: Iterable[str] = amount.nouns if amount.needs_proof else ()
        else:
            names = (amount.unit,) if amount.kind in (Kind.PERCENT, Kind.MONEY) else ()
        for name in names:
            things.setdefault((amount.kind, name), []).append(amount)
    return things


def _shared(one: Things, other: Things) -> Iterator[tuple[list[Amount], list[Amount]]]:
    """Yield the amounts of each thing that both texts count, each pair of amounts once."""
    seen = set()
    for thing, ones in one.items():
        others = other.get(thing)
        if not others:
            continue
        if thing[0] != Kind.NUMBER and (len(ones), len(others)) != (1, 1):
            continue
        if (ones[0].start, others[0].start) not in seen:
            seen.add((ones[0].start, others[0].start))
            yield ones, others


def _agree(one: Amount, other: Amount) -> bool:
    return _shows(one, other) or _shows(other, one)
