"""How wide words are in Fira Sans, and how they break into lines: without a font at hand.

The widths come from the font by `tools/make_widths.py`; they are rounded up and kerning is left
out, so a measure is an upper bound for text in the regular face.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate, pairwise
from operator import add
from string import ascii_lowercase, ascii_uppercase, digits
from typing import NamedTuple
from unicodedata import category, east_asian_width

ELLIPSIS = "\N{HORIZONTAL ELLIPSIS}"
_GLUE = "\N{NO-BREAK SPACE}"
_EM = 50
"""So many parts has an em: widths in them, and their sums, are exact."""
SEMIBOLD = 1.11
"""More than letters grow from the regular to the semi-bold face, but for U+013E and U+0140."""


class Label(NamedTuple):
    """Words to be set, and the mark that stays with the last of them."""

    words: str
    mark: str = ""

    @property
    def whole(self) -> str:
        """The words and the mark in one line."""
        plain = " ".join(self.words.split())
        return _GLUE.join(filter(None, (plain, self.mark)))


def measure(words: str, size: float) -> float:
    """Return the width of a line of text in the unit of `size`, its font size."""
    return _width(words) * size / _EM


@lru_cache(maxsize=1024)
def wrap(label: Label, size: float, room: float, n_lines: int = 2) -> tuple[str, ...]:
    """Break a label into lines no wider than `room`; what does not fit gives way to an ellipsis.

    Lines are as even as they can be, so that a label takes the least width. The mark stays.
    """
    words, most = _measured(label), room * _EM / size
    if not _fits(words, most, n_lines):
        return _cut(label, size, room, n_lines)
    ends = _ends(words, most)
    for share in range(50, 100, 5):
        less = most * share / 100
        if less >= words.widest and len(evened := _ends(words, less)) == len(ends):
            return _lines(words, evened)
    return _lines(words, ends)


def fits(label: Label, size: float, room: float, n_lines: int = 2) -> bool:
    """Tell whether so many lines no wider than `room` say the whole label."""
    return _fits(_measured(label), room * _EM / size, n_lines)


def shorten(words: str, size: float, room: float) -> str:
    """Return a text that is no wider than `room`, its end replaced by an ellipsis if need be."""
    if measure(words, size) <= room:
        return words
    kept = words
    while kept and measure(kept + ELLIPSIS, size) > room:
        kept = kept.rpartition(" ")[0] if " " in kept else kept[:-1]
    return kept.rstrip(" ,;:.\N{HORIZONTAL ELLIPSIS}") + ELLIPSIS


def _cut(label: Label, size: float, room: float, n_lines: int) -> tuple[str, ...]:
    words = _measured(Label(label.words))
    lines = _lines(words, _ends(words, room * _EM / size))
    tail = f"{_GLUE}{label.mark}" if label.mark else ""
    n_kept = min(n_lines, len(lines)) - 1
    rest = " ".join(lines[n_kept:])
    last = shorten(rest, size, room - measure(tail, size)) + tail
    return (*(shorten(words, size, room) for words in lines[:n_kept]), last)


class _Measured(NamedTuple):
    """The words of a label, and from where to where each of them is, in one line."""

    words: tuple[str, ...]
    starts: tuple[float, ...]
    ends: tuple[float, ...]
    widest: float


@lru_cache(maxsize=1024)
def _measured(label: Label) -> _Measured:
    words = tuple(label.whole.split(" "))
    widths = tuple(map(_width, words))
    starts = tuple(accumulate((width + _SPACE for width in widths[:-1]), initial=0.0))
    return _Measured(words, starts, tuple(map(add, starts, widths)), max(widths))


def _fits(words: _Measured, room: float, n_lines: int) -> bool:
    whole = words.ends[-1]
    if whole <= room:
        return True
    if words.widest > room or whole > n_lines * room + (n_lines - 1) * _SPACE:
        return False
    return len(_ends(words, room)) <= n_lines


def _ends(words: _Measured, room: float) -> list[int]:
    """Set words into lines of this width; return how many words end each, and those before.

    A word that is wider has a line of its own.
    """
    ends: list[int] = []
    at = 0
    while at < len(words.words):
        end = bisect_right(words.ends, words.starts[at] + room)
        at = end if end > at else at + 1
        ends.append(at)
    return ends


def _lines(words: _Measured, ends: Sequence[int]) -> tuple[str, ...]:
    return tuple(" ".join(words.words[start:end]) for start, end in pairwise((0, *ends)))


@lru_cache(maxsize=4096)
def _width(words: str) -> float:
    """Return the width of a line of text in parts of an em."""
    return sum(map(_ADVANCES.__getitem__, words))


class _Advances(dict[str, float]):
    """The width of each character in parts of an em; those of other fonts are taken for wide."""

    def __missing__(self, character: str) -> float:
        code = ord(character)
        row = _ROWS.get(code & ~63, "")
        width: float = _DIGITS.index(row[code & 63]) if row else 0
        if not width and category(character) not in ("Mn", "Me", "Cf"):
            width = _EM * (1 if east_asian_width(character) in "WF" else 0.75)
        if len(self) < _MOST_KNOWN:
            self[character] = width
        return width


_ADVANCES = _Advances()
_MOST_KNOWN = 4096
_DIGITS = digits + ascii_uppercase + ascii_lowercase
_ROWS = {
    0x0000: "0000000000000E000000000000000000EDKQRgbBHHMPCLCQSMPPRQRNSRCCPPPN",
    0x0040: "pTVSXRPWYFGUPdZZUZVSQYSgRSRHQHRQFSUOUSHQUFEQFhUUUUKOJUPaPPMHLHP0",
    0x0080: "00000000000000000000000000000000EDOQSRLRKfPTPLXHRPKKFUbCEKPTlllN",
    0x00C0: "TTTTTTfSRRRRFFFFXZZZZZZPZYYYYSUUSSSSSShOSSSSFFFFTUUUUUUPUUUUUPUP",
    0x0100: "TSTSTSSOSOSOSOXUXVRSRSRSRSRSWQWQWQWQYUZUFFFFFFFFFFUTGEUQQPFPFPFP",
    0x0140: "HQGZUZUZUZZUZUZUZUjkVKVKVKSOSOSOSOQJQJQJYUYUYUYUYUYUgaSPSRMRMRMH",
    0x0380: "00009KUCWdK0d0bdFTVQURRYZFUTdZQZYU0QQSfRZZFSUOUFTUVPTOKUTFRPUPMU",
    0x03C0: "UUOUNTbOcdFTUTdVTRUdUWbUZUSPRNONUW00000000000000UUQEZPPUUUdYUUUU",
    0x0400: "RRaQSSFFGjmaUZRYTTVQVRgRZZUXdYZYUSQRfRYVllZfTRjVSTTMSSaPUUQTYUUU",
    0x0440: "UONPfPUSeeUbQPeSSSUMPOFFEefUQUPUgdWReaUQgadXjcQOZcZUVQVQys000000",
    0x0480: "0000000000ZUURUUQMQNVSgaRPUQURURZTYUeYohbVSOQNSPSPSPdYVSVSVUcWcW",
    0x04C0: "FgaURYUYUZVVSdbFTSTSfhRSXSXSgaRPQPZUZUZUZUZURPRPRPRPVSQMfbQNSPRP",
    0x2000: "0000000SE000000000SQeQT0CCC0LLL0QQH000b000000000y00000000HH0000Y",
    0x2040: "0000700000R0000000000000000000000000000000000000K000KKKKKKLKKKKF",
    0x2080: "KKKKKKKKKKLKKKK000000000000000000S0000Y00fkVT00y0000R0000RS00S00",
}
_SPACE = _width(" ")
