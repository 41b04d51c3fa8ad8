"""Setting words: acronyms spelled out at first use, citation marks where the style puts them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import lru_cache

from briefgen.edition import Citation, Line
from briefgen.parts import Cites, Run, Words

Slots = Mapping[str, Words]
"""Words by the place they are printed in, in print order."""

_STOPS = frozenset(".,;:!?…")
_LEADING_STOPS = re.compile(r"[.,;:!?…]+[\"”’»)]*")
_TRAILING_STOPS = re.compile(r"[.!?…]+[\"”’»)]*$")


def with_cites(text: str, cites: Cites) -> Words:
    """Return a sentence with its citations before its final stop."""
    words, *stop = _parted(text)
    return (words, cites, *stop)


@lru_cache(maxsize=8192)
def _parted(text: str) -> tuple[Run, ...]:
    """Return a sentence, and its final stop if it has one."""
    stop = _TRAILING_STOPS.search(text)
    return (Run(text[: stop.start()]), Run(stop[0])) if stop else (Run(text),)


def spell_out(slots: Slots, terms: Mapping[str, str]) -> tuple[Slots, tuple[tuple[str, str], ...]]:
    """Spell each acronym out where it first stands, and return those that were used.

    An acronym that the words before it already spell out is left as it is.
    """
    spelled: dict[str, Words] = dict(slots)
    used = []
    for term, meaning in terms.items():
        slot = next((slot for slot, words in spelled.items() if _uses(words, term)), None)
        if slot is not None:
            used.append((term, meaning))
            spelled[slot] = tuple(_spelled(spelled[slot], term, meaning))
    return spelled, tuple(used)


def set_lines(slots: Slots, citations: tuple[Citation, ...], style: str) -> dict[str, Line]:
    """Put the numbered citations in the places of the authored ones, in print order."""
    waiting = iter(citations)
    return {slot: tuple(_set(words, waiting, style)) for slot, words in slots.items()}


def _uses(words: Words, term: str) -> bool:
    return any(_pattern(term).search(word.text) for word in words if isinstance(word, Run))


def _pattern(term: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(term)}(?!\w)(?P<own>['’]s)?")


def _spelled(words: Words, term: str, meaning: str) -> Iterator[Run | Cites]:
    pattern, is_first = _pattern(term), True
    for word in words:
        match = pattern.search(word.text) if isinstance(word, Run) and is_first else None
        if match is None or not isinstance(word, Run):
            yield word
            continue
        is_first = False
        before = word.text[: match.start()]
        if before.rstrip(" (").casefold().endswith(meaning.casefold()):
            yield word
            continue
        full = f"{meaning}{match['own'] or ''} ({term})"
        yield replace(word, text=before + full + word.text[match.end() :])


def _set(words: Words, waiting: Iterator[Citation], style: str) -> Iterator[Run | Citation]:
    """Author-date marks stand before the stop, after a space; numbers after it, without one."""
    n_taken = 0
    for at, word in enumerate(words):
        if isinstance(word, Cites):
            yield next(waiting)
            continue
        text, n_taken = word.text[n_taken:], 0
        if at + 1 < len(words) and isinstance(words[at + 1], Cites):
            stops = "\u00a0" if style == "author-date" else _stops_after(words, at + 1)
            n_taken = 0 if style == "author-date" else len(stops)
            text = text.rstrip() + stops
        elif not text:
            continue
        yield word if text == word.text else Run(text, word.styles, word.href)


def _stops_after(words: Words, at: int) -> str:
    """Return the stops that the words after a citation begin with."""
    after = words[at + 1] if at + 1 < len(words) else None
    if not isinstance(after, Run) or after.text[:1] not in _STOPS:
        return ""
    found = _LEADING_STOPS.match(after.text)
    return found[0] if found else ""
