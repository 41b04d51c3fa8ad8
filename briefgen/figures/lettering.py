"""How wide words are in Fira Sans, and how they break into lines: without a font at hand.

The widths come from the font by `tools/make_widths.py`; they are rounded up and kerning is left
out, so a measure is an upper bound for text in the regular face.
"""

from __future__ import annotations

from functools import lru_cache
from string import ascii_lowercase, ascii_uppercase, digits
from typing import NamedTuple
from unicodedata import category, east_asian_width

from briefgen.values import frozen

ELLIPSIS = "\N{HORIZONTAL ELLIPSIS}"
_GLUE = "\N{NO-BREAK SPACE}"
_SLACK_EM = 0.001
"""More than sums of widths are off."""
SEMIBOLD = 1.11
"""More than letters grow from the regular to the semi-bold face, but for U+013E and U+0140."""


@frozen
class Label:
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
    return _width(words) * size


@lru_cache(maxsize=1024)
def wrap(label: Label, size: float, room: float, n_lines: int = 2) -> tuple[str, ...]:
    """Break a label into lines no wider than `room`; what does not fit gives way to an ellipsis.

    Lines are as even as they can be, so that a label takes the least width. The mark stays.
    """
    if not fits(label, size, room, n_lines):
        return _cut(label, size, room, n_lines)
    room_em, widest_em = room / size, _measured(label.whole).widest_em
    lines = _fill(label.whole, room_em)
    for share in range(50, 100, 5):
        less_em = room_em * share / 100
        if less_em >= widest_em and len(evened := _fill(label.whole, less_em)) == len(lines):
            return evened
    return lines


def fits(label: Label, size: float, room: float, n_lines: int = 2) -> bool:
    """Tell whether so many lines no wider than `room` say the whole label."""
    words, room_em = _measured(label.whole), room / size
    most_em = n_lines * room_em + (n_lines - 1) * _width(" ") + _SLACK_EM
    if words.whole_em > most_em or words.widest_em > room_em:
        return False
    return len(_fill(label.whole, room_em)) <= n_lines


def shorten(words: str, size: float, room: float) -> str:
    """Return a text that is no wider than `room`, its end replaced by an ellipsis if need be."""
    if measure(words, size) <= room:
        return words
    kept = words
    while kept and measure(kept + ELLIPSIS, size) > room:
        kept = kept.rpartition(" ")[0] if " " in kept else kept[:-1]
    return kept.rstrip(" ,;:.\N{HORIZONTAL ELLIPSIS}") + ELLIPSIS


def _cut(label: Label, size: float, room: float, n_lines: int) -> tuple[str, ...]:
    lines = _fill(Label(label.words).whole, room / size)
    tail = f"{_GLUE}{label.mark}" if label.mark else ""
    n_kept = min(n_lines, len(lines)) - 1
    rest = " ".join(lines[n_kept:])
    last = shorten(rest, size, room - measure(tail, size)) + tail
    return (*(shorten(words, size, room) for words in lines[:n_kept]), last)


@lru_cache(maxsize=1024)
def _fill(text: str, room_em: float) -> tuple[str, ...]:
    """Set words into lines of this width; a word that is wider has a line of its own."""
    lines: list[list[str]] = []
    left_em, space_em = 0.0, _width(" ")
    for word, width in _measured(text).words:
        left_em -= space_em + width
        if lines and left_em >= 0:
            lines[-1].append(word)
        else:
            lines.append([word])
            left_em = room_em - width
    return tuple(map(" ".join, lines))


class _Measured(NamedTuple):
    """The words of a text, and how wide they are in em."""

    words: tuple[tuple[str, float], ...]
    widest_em: float
    whole_em: float
    """All of them in one line."""


@lru_cache(maxsize=1024)
def _measured(text: str) -> _Measured:
    words = tuple((word, _width(word)) for word in text.split(" "))
    widths = [width for _, width in words]
    return _Measured(words, max(widths), sum(widths) + _width(" ") * (len(words) - 1))


@lru_cache(maxsize=4096)
def _width(words: str) -> float:
    """Return the width of a line of text in em."""
    return sum(map(_advance, words))


@lru_cache(maxsize=4096)
def _advance(character: str) -> float:
    """Return a width in em; characters of other fonts are taken for wide ones."""
    code = ord(character)
    row = _ROWS.get(code & ~63, "")
    width = _DIGITS.index(row[code & 63]) if row else 0
    if width:
        return width / 50
    if category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 1 if east_asian_width(character) in "WF" else 0.75


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
