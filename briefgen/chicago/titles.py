"""Titles: headline capitals for English, typographic quotation marks, marks within marks."""

from __future__ import annotations

import re
from functools import lru_cache

_SMALL = frozenset((
    "a", "about", "an", "and", "as", "at", "but", "by", "d", "de", "down", "for", "from", "in",
    "into", "l", "nor", "of", "on", "onto", "or", "over", "so", "the", "till", "to", "up", "van",
    "via", "von", "with", "yet",
))  # fmt: skip
_OPEN, _CLOSE = "\N{LEFT SINGLE QUOTATION MARK}", "\N{RIGHT SINGLE QUOTATION MARK}"
_WORD = re.compile(r"[^\W_]+")
_RESTART = re.compile(r"[.?!:]\S*\s")
_OPENING = re.compile(r"""(^|[\s(\[{/«“\u2018\u2013\u2014-])(["'])""")
_SINGLE_PAIR = re.compile(
    r"(?<!\w)\u2018([^\u2018\u2019]*(?:\u2019\w[^\u2018\u2019]*)*)\u2019(?!\w)"
)


@lru_cache(maxsize=512)
def headline(title: str, tag: str) -> str:
    """Return a title with typographic marks, in headline capitals if its language is English.

    Words that have capitals of their own keep them.
    """
    marked = _typographic(title)
    return _capitals(marked) if re.match(r"en\b", tag) else marked


@lru_cache(maxsize=512)
def unquoted(title: str) -> str:
    """Return a title that is set without quotation marks: those within it are double."""
    return title if "“" in title else _SINGLE_PAIR.sub(r"“\1”", title)


@lru_cache(maxsize=512)
def quoted(title: str, quotes: tuple[str, str]) -> str:
    """Return a title between quotation marks; English marks within English marks turn single."""
    if quotes == ("“", "”"):
        title = title.translate({ord("“"): _OPEN, ord("”"): _CLOSE})
    return quotes[0] + title + quotes[1]


def _typographic(title: str) -> str:
    title = _OPENING.sub(_opened, title)
    return title.replace('"', "”").replace("'", _CLOSE)


def _opened(match: re.Match[str]) -> str:
    before, mark = match.groups()
    rest = match.string[match.end() :]
    if mark == '"':
        return f"{before}“"
    return before + (_OPEN if re.search(r"'(?!\w)", rest) else _CLOSE)


def _capitals(title: str) -> str:
    pieces: list[str] = []
    end = 0
    for match in _WORD.finditer(title):
        gap = title[end : match.start()]
        pieces += (gap, _word(match[0], gap, first=not any(pieces)))
        end = match.end()
    return "".join(pieces) + title[end:]


def _word(word: str, gap: str, *, first: bool) -> str:
    if not word.islower():
        return word
    if first or _RESTART.search(gap):
        return word[0].upper() + word[1:]
    if gap == _CLOSE or word in _SMALL or len(word) == 1:
        return word
    return word[0].upper() + word[1:]
