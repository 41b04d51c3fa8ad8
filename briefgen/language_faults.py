"""What is wrong with a language's catalogue, each finding with its line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from string import Formatter
from typing import Any

from briefgen.errors import Diagnostic, KeyPath, Place
from briefgen.plurals import PLURALS
from briefgen.vocabulary import Marking

_CALENDARS = ("months", "months-alone", "months-short")
_DAY, _MONTH = {"day", "month", "year"}, {"month", "year"}
_FORMATS: Mapping[str, set[str]] = {
    "day": _DAY,
    "month": _MONTH,
    "month-day": {"day", "month"},
    "day-short": _DAY,
    "month-short": _MONTH,
    "day-medium": _DAY,
    "month-medium": _MONTH,
    "span": {"start", "end"},
}
_KEYS = {"direction", "plural", "quotes", *_CALENDARS, "formats", "words", "counts"}
_Found = tuple[KeyPath, str]


def catalogue_faults(data: Mapping[str, Any], text: str, file: Path) -> list[Diagnostic]:
    """Return what keeps this from being a catalogue, whatever its words."""
    return [_diagnostic(found, text, file) for found in _shape(data)]


def word_faults(
    data: Mapping[str, Any], pattern: Mapping[str, Any], text: str, file: Path
) -> list[Diagnostic]:
    """Return the words that a sound catalogue lacks, or whose {places} are not the pattern's."""
    return [_diagnostic(found, text, file) for found in _words(data, pattern)]


def syntax_fault(message: str, file: Path) -> Diagnostic:
    """Return the fault of a file that is no TOML."""
    at = re.search(r"\(at line (\d+), column (\d+)\)", message)
    line, column = (int(at[1]), int(at[2])) if at else (None, None)
    what = message.partition(" (at ")[0]
    return Diagnostic(
        "bad-catalogue",
        f"this is no TOML: {what[:1].lower()}{what[1:]}",
        Place(file.as_posix(), (), line, column),
        marking=Marking.CLEAR,
    )


def places(words: str) -> set[str] | None:
    """Return the names of the {places} in a pattern; None where its braces are at fault."""
    try:
        fields = list(Formatter().parse(words))
    except ValueError:
        return None
    if any(spec and "{" in spec for _, _, spec, _ in fields):
        return None
    names = {name for _, name, _, _ in fields if name is not None}
    return names if all(name.isidentifier() for name in names) else None


def _shape(data: Mapping[str, Any]) -> Iterator[_Found]:
    yield from (((key,), f"the catalogue has no `{key}`") for key in sorted(_KEYS - set(data)))
    yield from (((key,), f"unknown key `{key}`") for key in sorted(set(data) - _KEYS))
    if data.get("direction", "ltr") not in ("ltr", "rtl"):
        yield ("direction",), "`direction` is `ltr` or `rtl`"
    if str(data.get("plural", "none")) not in PLURALS:
        yield ("plural",), f"`plural` is one of {', '.join(PLURALS)}"
    for key, length in (("quotes", 2), *((calendar, 12) for calendar in _CALENDARS)):
        if key in data and not _is_list(data[key], length):
            yield (key,), f"`{key}` is a list of {length} words"
    for key in ("counts", "formats", "words"):
        if key in data and not isinstance(data[key], dict):
            yield (key,), f"`{key}` is a table"
    yield from _formats(data)
    for key, words in _table(data, "words").items():
        if not isinstance(words, str) or places(words) is None:
            yield ("words", key), f"`{key}` is no text with sound {{places}}"
    yield from _counts(data)


def _formats(data: Mapping[str, Any]) -> Iterator[_Found]:
    formats = _table(data, "formats")
    if "formats" not in data:
        return
    for key in sorted(_FORMATS.keys() - formats.keys()):
        yield ("formats", key), f"`formats` has no `{key}`"
    for key in sorted(formats.keys() & _FORMATS.keys()):
        known = places(formats[key]) if isinstance(formats[key], str) else None
        if known is None or not known <= _FORMATS[key]:
            allowed = ", ".join(f"{{{name}}}" for name in sorted(_FORMATS[key]))
            yield ("formats", key), f"`{key}` is a pattern of {allowed}"


def _counts(data: Mapping[str, Any]) -> Iterator[_Found]:
    plural = PLURALS.get(str(data.get("plural")))
    for key, forms in _table(data, "counts").items():
        if not isinstance(forms, dict):
            yield ("counts", key), f"`{key}` is a table of plural forms"
            continue
        for form in sorted(set(plural.forms) - set(forms)) if plural else ():
            yield ("counts", key), f"`{key}` has no form `{form}`"
        for form, words in forms.items():
            known = places(words) if isinstance(words, str) else None
            if known is None or not known <= {"n"}:
                yield ("counts", key), f"form `{form}` of `{key}` is no text with {{n}} alone"


def _words(data: Mapping[str, Any], pattern: Mapping[str, Any]) -> Iterator[_Found]:
    for key, words in pattern["words"].items():
        here = data["words"].get(key)
        if here is None:
            yield ("words", key), f"`words` has no `{key}`"
        elif places(here) != places(words):
            wanted = ", ".join(f"{{{name}}}" for name in sorted(places(words) or ())) or "none"
            yield ("words", key), f"the places of `{key}` are not those of English: {wanted}"
    for key in sorted(set(pattern["counts"]) - set(data["counts"])):
        yield ("counts", key), f"`counts` has no `{key}`"


def _is_list(value: object, length: int) -> bool:
    return isinstance(value, list) and len(value) == length and all(map(_is_words, value))


def _is_words(value: object) -> bool:
    return isinstance(value, str) and bool(value)


def _table(data: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    table = data.get(key)
    return table if isinstance(table, dict) else {}


def _diagnostic(found: _Found, text: str, file: Path) -> Diagnostic:
    path, message = found
    return Diagnostic(
        "bad-catalogue",
        message,
        Place(file.as_posix(), path, _line(path, text)),
        hint="compare with the English one: `briefgen templates languages/en.toml`",
        marking=Marking.CLEAR,
    )


def _line(path: KeyPath, text: str) -> int | None:
    """Find the line of a key, or of its table where the key is missing."""
    table, found = "", None
    for number, line in enumerate(text.splitlines(), 1):
        heading = re.match(r"\[([\w-]+)\]", line)
        key = re.match(r"([\w-]+)\s*=", line)
        if heading:
            table = heading[1]
        here = (table,) if heading else (*filter(None, [table]), key[1]) if key else ()
        if here == path:
            return number
        if here and here == path[:1]:
            found = number
    return found
