"""Telling documents apart that would look the same: year letters, initials, dates; their order."""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from functools import lru_cache

from briefgen.chicago import forms, names
from briefgen.chicago.runs import words
from briefgen.languages import Language
from briefgen.models.record import Record

Records = Mapping[int, Record]
"""Number of a source -> its record."""


def by_title(record: Record, language: Language) -> tuple[str, ...]:
    """Return what a list of sources is sorted by: name, title, date."""
    issued = record.issued or "9999"
    return folded(forms.sort_name(record, language)), folded(record.title), issued


def by_year(record: Record, language: Language) -> tuple[str, ...]:
    """Return what an author-date list is sorted by: name, year, title, date."""
    name, title, issued = by_title(record, language)
    return name, issued[:4], title, issued


@lru_cache(maxsize=512)
def folded(text: str) -> str:
    """Return words as an alphabetical list compares them: no case, accents or punctuation."""
    bare = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in bare if letter.isalnum() or letter == " ")


def called(records: Records, language: Language) -> dict[int, str]:
    """Return the short name of each: with initials where others share the first family name."""
    givens: dict[str, set[str]] = defaultdict(set)
    for record in records.values():
        for name in (record.author or record.editor)[:1]:
            if name.family and name.given:
                givens[name.family].add(name.given)
    return {number: _called(record, language, givens) for number, record in records.items()}


def year_suffixes(
    records: Records, names_of: Mapping[int, str], language: Language
) -> dict[int, str]:
    """Return a letter for each of those that share name and year, in the order of the list."""
    shared = {
        number: (names_of[number], (record.issued or "")[:4]) for number, record in records.items()
    }
    many = Counter(shared.values())
    given: Counter[tuple[str, str]] = Counter()
    suffixes: dict[int, str] = {}
    for number in sorted(records, key=lambda one: by_year(records[one], language)):
        kind = shared[number]
        suffixes[number] = _letters(given[kind]) if many[kind] > 1 else ""
        given[kind] += 1
    return suffixes


def alike(records: Records, language: Language) -> frozenset[int]:
    """Return those whose short notes are the same as another's."""
    short = {one: words(forms.short_note(record, language)) for one, record in records.items()}
    many = Counter(short.values())
    return frozenset(number for number, note in short.items() if many[note] > 1)


def _called(record: Record, language: Language, givens: Mapping[str, Collection[str]]) -> str:
    people = record.author or record.editor
    if people and len(givens.get(people[0].family or "", ())) > 1:
        return names.initialled(people, language)
    return forms.short_name(record, language)


def _letters(n: int) -> str:
    """Count in letters: a to z, then aa."""
    return (_letters(n // 26 - 1) if n >= 26 else "") + chr(ord("a") + n % 26)
