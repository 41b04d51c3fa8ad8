"""A language's own words, dates and quotation marks, from one catalogue file per language."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import fields
from functools import lru_cache
from pathlib import Path
from typing import Any

from briefgen import dates
from briefgen.errors import ContentError, Diagnostic, Place
from briefgen.language_faults import catalogue_faults, syntax_fault, word_faults
from briefgen.plurals import PLURALS
from briefgen.values import frozen
from briefgen.vocabulary import Marking

_CATALOGUES = "languages"
_PATTERN = "en"
"""The language that has all words: what it lacks, no other needs."""


_RIGHT_TO_LEFT = frozenset(
    ["ar", "arc", "ckb", "dv", "fa", "he", "ks", "nqo", "prs", "ps", "sd", "syr", "ug", "ur", "yi"]
)
"""Languages that are written so where their tag names no script."""
_SCRIPTS_RIGHT_TO_LEFT = frozenset(("adlm", "arab", "hebr", "nkoo", "rohg", "syrc", "thaa"))
_SCRIPT = re.compile("[a-z]{4}")


@lru_cache(maxsize=64)
def direction_of(tag: str) -> str:
    """Return how the words of a BCP 47 tag are written: `ltr` or `rtl`."""
    language, *others = tag.lower().split("-")
    script = next((one for one in others if _SCRIPT.fullmatch(one)), "")
    is_rtl = script in _SCRIPTS_RIGHT_TO_LEFT if script else language in _RIGHT_TO_LEFT
    return "rtl" if is_rtl else "ltr"


@frozen(eq=False)
class Language:
    """The template's own words in one language."""

    tag: str
    """BCP 47, as the audience or the brief asked for it."""
    direction: str
    """`ltr` or `rtl`."""
    months: tuple[str, ...]
    """Twelve names, as they stand in a full date."""
    months_alone: tuple[str, ...]
    """Twelve names, as they stand without a day."""
    months_short: tuple[str, ...]
    formats: Mapping[str, str]
    """`day`, `month`, `month-day`, `day-short`, `month-short`, `day-medium`,
    `month-medium`: patterns of {day}, {month}, {year};
    `span`: of {start} and {end}."""
    quotes: tuple[str, str]
    """Opening and closing quotation mark."""
    plural: str
    """Which rule chooses among plural forms: a key of `plurals.PLURALS`."""
    words: Mapping[str, str]
    """Key -> words, with {named} places."""
    counts: Mapping[str, Mapping[str, str]]
    """Key -> plural form -> words with {n}."""

    def __reduce__(self) -> tuple[Any, ...]:
        return _met, _parts(self)

    def say(self, key: str, **values: object) -> str:
        """Return the words of a key; a missing key is the catalogue's fault, a KeyError."""
        return self.words[key].format_map(values)

    def count(self, key: str, n: int) -> str:
        """Return the words of a key for this many."""
        return self.counts[key][PLURALS[self.plural].form(n)].format(n=n)

    def date(self, edtf: str, length: str = "") -> str:
        """Return a date or span in words; `length` is ``, `-medium` or `-short`."""
        start, slash, end = edtf.partition("/")
        if slash:
            return self.formats["span"].format(
                start=self.date(start, length), end=self.date(end, length)
            )
        known = dates.parts(start)
        if len(known) == 1:
            return str(known[0])
        kind = "day" if len(known) == 3 else "month"
        long = self.months if kind == "day" else self.months_alone
        month = (self.months_short if length else long)[known[1] - 1]
        return self.formats[kind + length].format(year=known[0], month=month, day=known[-1])

    def day_of_year(self, edtf: str) -> str:
        """Return a date without its year; empty for a year."""
        known = dates.parts(edtf)
        if len(known) < 3:
            return self.months_alone[known[1] - 1] if known[1:] else ""
        return self.formats["month-day"].format(month=self.months[known[1] - 1], day=known[2])


_languages: dict[str, Language] = {}


def _parts(language: Language) -> tuple[Any, ...]:
    return tuple(getattr(language, one.name) for one in fields(language))


def _met(tag: str, *others: Any) -> Language:
    """Return a language that has travelled: the one that came before, where it is the same.

    Who makes many editions has one of each, and finds again what it remembers of it.
    """
    if tag not in _languages or _parts(_languages[tag]) != (tag, *others):
        _languages[tag] = Language(tag, *others)
    return _languages[tag]


def read_language(shipped: Path, tag: str, project: Path | None = None) -> Language:
    """Read the catalogue of a tag's language: `languages/<first subtag>.toml` under a folder.

    Args:
        shipped: folder of the shipped templates; its English is the pattern of all catalogues.
        project: folder of a project's own, whose catalogues stand before the shipped.

    Raises:
        ContentError: there is no such catalogue, or it lacks what English has.
    """
    pattern = shipped / _CATALOGUES / f"{_PATTERN}.toml"
    folders = [folder / _CATALOGUES for folder in (project, shipped) if folder]
    file, text = _found(folders, tag)
    data = _parsed(text, file)
    found = catalogue_faults(data, text, file)
    if not found and file != pattern:
        found = word_faults(data, _parsed(_text(pattern), pattern), text, file)
    if found:
        raise ContentError(found)
    return Language(
        tag=tag,
        direction=data["direction"],
        months=tuple(data["months"]),
        months_alone=tuple(data["months-alone"]),
        months_short=tuple(data["months-short"]),
        formats=data["formats"],
        quotes=(data["quotes"][0], data["quotes"][1]),
        plural=data["plural"],
        words=data["words"],
        counts=data["counts"],
    )


def _found(folders: Sequence[Path], tag: str) -> tuple[Path, str]:
    """Return the first catalogue of a tag's language, and its text."""
    files = [folder / f"{tag.partition('-')[0]}.toml" for folder in folders]
    file = next((file for file in files if file.is_file()), None)
    if file is not None:
        return file, _text(file)
    known = {path.stem for folder in folders for path in folder.glob("*.toml")}
    fault = Diagnostic(
        "unknown-language",
        f"there is no catalogue for the language `{tag}`",
        Place(files[0].as_posix()),
        hint=f"known languages: {', '.join(sorted(known))}",
        marking=Marking.CLEAR,
    )
    raise ContentError([fault])


def _text(file: Path) -> str:
    try:
        return file.read_text("utf-8")
    except UnicodeDecodeError as error:
        raise ContentError([syntax_fault("it is not UTF-8", file)]) from error


def _parsed(text: str, file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ContentError([syntax_fault(str(error), file)]) from error
