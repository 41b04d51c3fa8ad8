"""Find a quote (W3C TextQuoteSelector) in a text, or say why it is not there.

Text and quote are folded the same way, and then every character counts. The folding is: NFC; a run
of white space, no-break and other Unicode spaces and line breaks is one space; soft hyphens are
gone, and the line break that follows one; typographic single quotes, double quotes
and dashes are `'`, `"` and `-`. Nothing else is folded: neither case, nor zero-width characters,
nor spelling.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from unicodedata import category, is_normalized, normalize

from briefgen.values import frozen


@frozen
class Span:
    """A passage of a raw text in code points: 0-based, the end exclusive."""

    start: int
    end: int


@frozen
class Folded:
    """A text folded once for all its quotes, with the way back to the raw one."""

    raw: str
    text: str
    starts: tuple[int, ...]
    """Where a piece that changed its length begins in `text`, ascending."""
    pieces: tuple[tuple[int, int, int], ...]
    """For each of `starts`: its end in `text`, its start and end in `raw`."""


@frozen
class Missing:
    """The quote is not in the text; the rest is a hint and never a match."""

    nearest: str
    """The raw passage that is most like the quote; empty if nothing is."""
    likeness: int
    """Whole per cent, rounded down; 100: the words are there, but with another prefix or suffix,
    or as a part of a longer word or number."""


@frozen
class Ambiguous:
    """The quote stands at several places, and neither prefix nor suffix decides."""

    spans: tuple[Span, ...]
    """The first of them, two or more; no reader wants a thousand."""


def fold(text: str) -> Folded:
    """Return the text as quotes are compared with it."""
    even = text.translate(_ONE_FOR_ONE)
    parts: list[str] = []
    starts: list[int] = []
    pieces: list[tuple[int, int, int]] = []
    done = length = 0
    for start, end, folded in _uneven(text, even):
        parts += (even[done:start], folded)
        length += start - done
        starts.append(length)
        length += len(folded)
        pieces.append((length, start, end))
        done = end
    return Folded(text, "".join([*parts, even[done:]]), tuple(starts), tuple(pieces))


def find(
    folded: Folded, exact: str, prefix: str = "", suffix: str = ""
) -> Span | Missing | Ambiguous:
    """Return the one place of the quote between its prefix and suffix, if there is one.

    A match cuts no word or number in two: `25` is not in `2,500`, nor `act` in `fact`, nor `they
    can` in `they can't`.
    White space around quote, prefix and suffix does not count.
    """
    quote, before, after = (_folded(part) for part in (exact, prefix, suffix))
    if not quote:
        return Missing("", 0)
    spans: list[Span] = []
    start = folded.text.find(quote)
    while start >= 0 and len(spans) < _MOST_LISTED:
        end = start + len(quote)
        if _stands_between(folded.text, start, end, before, after):
            span = _whole(folded, start, end)
            if span is not None:
                spans.append(span)
        start = folded.text.find(quote, start + 1)
    if not spans:
        return _nearest(folded, quote)
    return spans[0] if len(spans) == 1 else Ambiguous(tuple(spans))


def _folded(part: str) -> str:
    if not part:
        return ""
    is_even = part.isascii() and not _UNEVEN_ASCII.search(part)
    return part.strip(" ") if is_even else fold(part).text.strip(" ")


_UNEVEN_ASCII = re.compile(r"[\x00-\x1f]|  ")
"""What folding changes in plain English text."""


def context(text: str, span: Span, width: int = 160) -> tuple[str, str]:
    """Return the words before and after a span, each at most `width` characters.

    White space is folded to single spaces, also the one that parts them from the span, so that
    before + quote + after reads on. They are cut between words, at a sentence if one is near.
    """
    before = after = ""
    for reach in (2 * width, 4 * width):  # more only where white space takes it
        if len(before) <= width:
            before = _even(text[max(0, span.start - reach) : span.start]).lstrip(" ")
        if len(after) <= width:
            after = _even(text[span.end : span.end + reach]).rstrip(" ")
    return _last(before, width), _first(after, width)


def _even(text: str) -> str:
    """Fold white space to single spaces, at the ends too."""
    words = " ".join(text.split())
    return f"{' ' if text[:1].isspace() else ''}{words}{' ' if text[-1:].isspace() else ''}"


_MOST_LISTED = 20
_ONE_FOR_ONE = {
    **dict.fromkeys(map(ord, "\u2018\u2019\u201a\u201b\u2039\u203a"), "'"),
    **dict.fromkeys(map(ord, "\u201c\u201d\u201e\u201f\u00ab\u00bb"), '"'),
    **dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2015\u2212"), "-"),
    **dict.fromkeys(
        map(ord, "\t\n\v\f\r\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000"), " "
    ),
    **dict.fromkeys(range(0x2000, 0x200B), " "),
}
_GAP = r"[\s\xad]{2,}|\xad"
_GAPS = re.compile(_GAP)
_JOINING_LETTERS = re.compile("[\u1160-\u11ff\U00016d63-\U00016d6a]")
"""Letters that compose with the one before: Hangul vowels and finals, Kirat Rai vowels."""


def _uneven(text: str, even: str) -> Iterator[tuple[int, int, str]]:
    """Yield start, end and folded form of what may change its length."""
    is_composed = is_normalized("NFC", text)
    if is_composed and "\xad" not in text:
        yield from ((start, end, " ") for start, end in _wide(even))
        return
    for match in (_GAPS if is_composed else _gaps_and_clusters(text)).finditer(text):
        piece = match[0]
        if piece[0] == "\xad" or piece[0].isspace():
            yield *match.span(), _gap(piece)
        elif (composed := normalize("NFC", piece)) != piece:
            yield *match.span(), composed.translate(_ONE_FOR_ONE)


def _wide(even: str) -> Iterator[tuple[int, int]]:
    """Yield start and end of the gaps of two spaces or more."""
    end = 0
    while (start := even.find("  ", end)) >= 0:
        end = start + 2
        while even.startswith(" ", end):
            end += 1
        yield start, end


def _gap(run: str) -> str:
    return "" if run[0] == "\xad" else " "


def _gaps_and_clusters(text: str) -> re.Pattern[str]:
    """Return a pattern of the gaps, and of whatever NFC may change, as this text has it."""
    chars = set(text)
    marks = "".join(filter(_is_joining, chars))
    single = "".join(char for char in chars if normalize("NFC", char) != char)
    classes = [_GAP, rf"[^\s\xad{re.escape(marks)}]?[{re.escape(marks)}]+"] if marks else [_GAP]
    return re.compile("|".join([*classes, *map(re.escape, single)]))


def _is_joining(char: str) -> bool:
    return category(char).startswith("M") or bool(_JOINING_LETTERS.match(char))


def _stands_between(text: str, start: int, end: int, before: str, after: str) -> bool:
    if not (before or after):
        return True
    left = start - text.startswith(" ", start - 1) if start else 0
    right = end + text.startswith(" ", end)
    return text.endswith(before, 0, left) and text.startswith(after, right)


def _whole(folded: Folded, start: int, end: int) -> Span | None:
    """Return the raw span of a match, None if it cuts a character, a word or a number."""
    raw_start, raw_end = _raw_start(folded, start), _raw_end(folded, end)
    if raw_start is None or raw_end is None:
        return None
    inside = _is_inside(folded.raw, raw_start) or _is_inside(folded.raw, raw_end)
    return None if inside else Span(raw_start, raw_end)


def _raw_start(folded: Folded, position: int) -> int | None:
    at = bisect_right(folded.starts, position) - 1
    if at < 0:
        return position
    end, raw_start, raw_end = folded.pieces[at]
    if position < end:
        return raw_start if position == folded.starts[at] else None
    return raw_end + position - end


def _raw_end(folded: Folded, position: int) -> int | None:
    at = bisect_left(folded.starts, position) - 1
    if at < 0:
        return position
    end, _, raw_end = folded.pieces[at]
    return None if position < end else raw_end + position - end


_NOT = re.compile(r"n['\u2019]t\b")
_IN_NUMBER = re.compile(r"\d(?:[.,'\u2019]|[\xa0\u2009\u202f](?=\d{3}(?!\d)))\d")


def _is_inside(raw: str, cut: int) -> bool:
    """Tell whether a cut before this character parts a word, a number or a character."""
    if " " in raw[max(0, cut - 1) : cut + 1]:
        return False
    left = raw[max(0, cut - 9) : cut].rstrip("\xad")[-1:]
    right = raw[cut : cut + 9].lstrip("\xad")[:1]
    if not left or not right:
        return False
    if _is_word(right) and (_is_word(left) or (_is_joining(right) and not left.isspace())):
        return True
    if _NOT.match(raw, max(0, cut - 1)):
        return True
    if not (raw[cut - 1].isdecimal() or raw[cut].isdecimal()):
        return False
    return any(_IN_NUMBER.match(raw, at) for at in range(max(0, cut - 2), cut))


def _is_word(char: str) -> bool:
    return char.isalnum() or char == "_" or _is_joining(char)


def _nearest(folded: Folded, quote: str) -> Missing:
    # Imported here: most runs have no missing quote and need not pay for it.
    from rapidfuzz.fuzz import partial_ratio_alignment

    found = partial_ratio_alignment(quote, folded.text)
    if found is None or found.score == 0:
        return Missing("", 0)
    start, end = _widened(folded.text, found.dest_start, found.dest_end)
    raw_start, raw_end = _raw_start(folded, start), _raw_end(folded, end)
    return Missing(folded.raw[raw_start:raw_end].strip(), int(found.score))


def _widened(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the bounds moved out to the next spaces."""
    right = text.find(" ", end)
    return text.rfind(" ", 0, start + 1) + 1, len(text) if right < 0 else right


_SENTENCE_END = re.compile(r"[.!?][\"'\u2019\u201d)\]]*(?=\s|$)")


def _last(text: str, width: int) -> str:
    """Return the end of the text, from a sentence's start in its outer half or from a word's."""
    if len(text) <= width:
        return text
    tail = text[-width:]
    sentence = _SENTENCE_END.search(tail, 0, width // 2)
    if sentence:
        return tail[sentence.end() :].lstrip(" ")
    cuts_word = not text[-width - 1].isspace()
    return tail.partition(" ")[2] if cuts_word else tail


def _first(text: str, width: int) -> str:
    """Return the start of the text, to a sentence's end in its outer half or to a word's."""
    if len(text) <= width:
        return text
    head = text[:width]
    ends = [match.end() for match in _SENTENCE_END.finditer(head, width // 2)]
    if ends:
        return head[: ends[-1]]
    cuts_word = not text[width].isspace()
    return head.rpartition(" ")[0] if cuts_word else head.rstrip(" ")
