"""EDTF level 0 dates as the strings they are written in: `2022`, `2022-01`, `2022-01-05`, `a/b`."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from functools import lru_cache

_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)


def is_date(text: str) -> bool:
    """Tell whether this is a year, a month or a day that exists."""
    return _bounds(text) is not None


def is_span(text: str) -> bool:
    """Tell whether this is a date, or two joined by `/`, the first not after the second."""
    start, slash, end = text.partition("/")
    if not slash:
        return is_date(text)
    return is_date(start) and is_date(end) and first_day(start) <= last_day(end)


def is_day(text: str) -> bool:
    """Tell whether this is one full day."""
    return len(text) == 10 and is_date(text)


def first_day(text: str) -> date:
    """Return the first day that a date or span can mean.

    Raises:
        ValueError: it is no EDTF level 0 date.
    """
    return _read(text.partition("/")[0])[0]


def last_day(text: str) -> date:
    """Return the last day that a date or span can mean.

    Raises:
        ValueError: it is no EDTF level 0 date.
    """
    return _read(text.rpartition("/")[2])[1]


def parts(text: str) -> tuple[int, ...]:
    """Return year, month and day as far as they are known."""
    return tuple(map(int, text.split("-")))


def _read(text: str) -> tuple[date, date]:
    bounds = _bounds(text)
    if bounds is None:
        raise ValueError(f"`{text}` is no date: write 2022, 2022-01 or 2022-01-05")
    return bounds


@lru_cache(maxsize=4096)
def _bounds(text: str) -> tuple[date, date] | None:
    match = _DATE.fullmatch(text)
    if match is None:
        return None
    year, month, day = (int(group) if group else None for group in match.groups())
    try:
        first = date(year or 0, month or 1, day or 1)
        if day:
            return first, first
        last_month = month or 12
        return first, date(first.year, last_month, monthrange(first.year, last_month)[1])
    except ValueError:
        return None
