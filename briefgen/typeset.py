"""Authored words as a printer sets them: quotation marks curved, numbers held to their words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import lru_cache, partial

from markupsafe import Markup, escape

from briefgen.edition import Citation, Line
from briefgen.languages import Language
from briefgen.parts import Run
from briefgen.values import frozen

_STRAIGHT = re.compile("['\"]")
_OPENING = frozenset("([{—–-/«“‘")
_SLASH = re.compile(r"(?<=[^/])/(?=[^/])")
_NO_BREAK = "\u00a0"
_DIGIT = re.compile(r"\d")
_COUNT = re.compile(r"\d(?<![\w.,:/\u00a0]\d)\d? (?=[^\W\d_])")
"""A small number, and the space before the word that it counts; of a day it is held already."""

needs_escape = re.compile("[&<>'\"]").search
marked: Callable[[str], Markup] = partial(str.__new__, Markup)
"""A text whose special characters are escaped already, as markup."""


@frozen(eq=False)
class Setter:
    """How the words of a language are set."""

    quotes: tuple[str, str]
    months: tuple[str, ...]

    def entry(self, entry: Iterable[Run], breaks: bool = False) -> Markup:
        """Return a source as it is listed or noted: days held to their months, links as links.

        Args:
            entry: words that are set otherwise.
            breaks: a narrow screen may break addresses that are spelled out.
        """
        return _entry(self, tuple(entry), breaks)

    def text(self, words: str, before: str = "") -> str:
        """Set words; `before` is the last character of what stands before them."""
        return set_words(self, words, before)

    def line(self, line: Line) -> Line:
        """Set a line, of which only the words change."""
        done: list[Run | Citation] = []
        before = ""
        for part in line:
            if isinstance(part, Citation):
                done.append(part)
                continue
            text = part.text if "code" in part.styles else self.text(part.text, before)
            done.append(part if text == part.text else Run(text, part.styles, part.href))
            before = part.text[-1:] or before
        return tuple(done)


@lru_cache(maxsize=64)
def setter(language: Language, text_language: str) -> Setter:
    """Return how an edition's words are set; of a language that its page is not in, carefully."""
    if language.tag != text_language:
        return Setter(('"', '"'), ())
    return Setter(language.quotes, language.months)


def styled(part: Run) -> Markup:
    """Return a run of text in the elements of its styles."""
    return dressed(part.text, part.styles)


@lru_cache(maxsize=8192, typed=True)
def dressed(text: str, styles: tuple[str, ...]) -> Markup:
    """Return a text in the elements of styles; without words there are none."""
    safe = escape(text) if needs_escape(text) else marked(text)
    if not styles or not text:
        return safe
    opening, closing = _tags(styles)
    return marked(f"{opening}{safe}{closing}")


@lru_cache(maxsize=64)
def _tags(styles: tuple[str, ...]) -> tuple[str, str]:
    opening = "".join(f"<{style}>" for style in styles)
    return opening, "".join(f"</{style}>" for style in reversed(styles))


@lru_cache(maxsize=4096)
def _entry(setter: Setter, entry: tuple[Run, ...], breaks: bool) -> Markup:
    """Set an entry; several audiences read it, and each at several places."""
    return marked("".join(_linked(setter, part, breaks) for part in entry))


def _linked(setter: Setter, part: Run, breaks: bool) -> str:
    is_broken = breaks and part.href and part.text == part.href
    words = _broken(part) if is_broken else dressed(_held(setter, part.text), part.styles)
    return f'<a href="{escape(part.href)}">{words}</a>' if part.href else words


def _broken(part: Run) -> Markup:
    """Return an address that may be broken behind a slash."""
    return marked(_SLASH.sub("/<wbr>", escape(part.text)))


@lru_cache(maxsize=8192, typed=True)  # markup and a text of the same letters are not the same
def set_words(setter: Setter, words: str, before: str = "") -> str:
    """Set words; what several doors and audiences read is set once.

    Args:
        before: the last character of what stands before them.
    """
    held = _COUNT.sub(_unbroken, _held(setter, words)) if _DIGIT.search(words) else words
    if "'" not in held and '"' not in held:
        return held
    return _STRAIGHT.sub(lambda mark: _curved(setter, held, mark.start(), before), held)


def _curved(setter: Setter, words: str, at: int, before: str) -> str:
    last, mark = words[at - 1] if at else before, words[at]
    opens = not last or last.isspace() or last in _OPENING
    if mark == '"':
        return setter.quotes[0 if opens else 1]
    return "‘" if opens and not words[at + 1 : at + 2].isdigit() else "’"


@lru_cache(maxsize=4096, typed=True)
def _held(setter: Setter, words: str) -> str:
    """Hold days to their months."""
    if not setter.months or not _DIGIT.search(words):
        return words
    named, days = _days(setter.months)
    return days.sub(_unbroken, words) if named.search(words) else words


def _unbroken(day: re.Match[str]) -> str:
    return day[0].replace(" ", _NO_BREAK)


@lru_cache(maxsize=8)
def _days(months: tuple[str, ...]) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return a pattern of a month, which is soon seen, and of a day beside it."""
    named = "|".join(map(re.escape, months))
    return re.compile(named), re.compile(rf"\b(?:(?:{named}) \d\d?|\d\d? (?:{named}))\b")
