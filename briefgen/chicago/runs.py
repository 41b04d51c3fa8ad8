"""Joining styled text the way American typesetters do: one stop, and inside the quotation marks."""

from __future__ import annotations

import re
from collections.abc import Iterable

from briefgen.parts import Run

Text = tuple[Run, ...]
"""Styled words; empty for nothing to print."""

_OPEN, _CLOSE = "\N{LEFT SINGLE QUOTATION MARK}", "\N{RIGHT SINGLE QUOTATION MARK}"
_QUOTES = "”" + _CLOSE


def plain(words: str | None) -> Text:
    """Return unstyled words."""
    return (Run(words),) if words else ()


def italic(words: str | None) -> Text:
    """Return words in italics."""
    return (Run(words, ("em",)),) if words else ()


def link(address: str) -> Text:
    """Return an address that opens itself."""
    return (Run(address, href=address),)


def bracketed(text: Text) -> Text:
    """Return a text in parentheses."""
    return merged((Run("("), *text, Run(")"))) if text else ()


def capital(text: Text) -> Text:
    """Return a text with its first word capitalised, unless that word has capitals of its own."""
    if not text or text[0].href:
        return text
    first = text[0]
    word = first.text.split(" ", 1)[0]
    if not word.islower():
        return text
    return (Run(first.text[0].upper() + first.text[1:], first.styles), *text[1:])


def join(parts: Iterable[Text], delimiter: str) -> Text:
    """Return the parts that have something to print, with a delimiter between them."""
    first, *others = [part for part in parts if part] or [()]
    if not others:
        return first
    runs = list(first)
    for part in others:  # which are merged at the end: a part ends as it does by itself
        runs[-1:] = _punctuated(runs[-1], delimiter)
        runs += part
    return merged(runs)


def closed(text: Text) -> Text:
    """Return a text that ends with a full stop, or with the mark it has."""
    return merged((*text[:-1], *_punctuated(text[-1], "."))) if text else (Run("."),)


def merged(text: Iterable[Run]) -> Text:
    """Return the same text in as few runs as can be."""
    runs: list[Run] = []
    for run in text:
        last = runs[-1] if runs else None
        if last is not None and last.styles == run.styles and last.href == run.href == "":
            runs[-1] = Run(last.text + run.text, run.styles)
        elif run.text:
            runs.append(run)
    return tuple(runs)


def words(text: Text) -> str:
    """Return the words alone."""
    return "".join(run.text for run in text)


def _punctuated(last: Run, delimiter: str) -> Text:
    """Return the last run of a text with a delimiter behind it."""
    mark = delimiter[0] if delimiter[0] in ".,:;" else ""
    if not mark:
        return last, Run(delimiter)
    rest = delimiter[1:]
    body, quotes = _split(last.text)
    if quotes and mark in ".,":
        kept = "" if body[-1] in "?!" or body[-1] == mark == "." else mark
        return Run(body + kept + quotes, last.styles), Run(rest)
    if mark == "." and not last.href and last.text[-1] in ".?!":
        return last, Run(rest)
    return last, Run(delimiter)


def _split(text: str) -> tuple[str, str]:
    """Cut off the quotation marks that close a text, but no apostrophe."""
    if not text or text[-1] not in _QUOTES:
        return text, ""
    body = text.rstrip(_QUOTES)
    quotes = text[len(body) :]
    if not body or not quotes.endswith("”"):
        return text, ""
    quoted = body.rpartition("“")[2]
    is_apostrophe = quoted.count(_OPEN) <= len(re.findall(_CLOSE + r"(?!\w)", quoted))
    if quotes.startswith(_CLOSE) and is_apostrophe:
        body, quotes = body + _CLOSE, quotes[1:]
    return body, quotes
