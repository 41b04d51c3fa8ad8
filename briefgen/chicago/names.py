"""People and bodies as Chicago names them: in lists, in running words and in short."""

from __future__ import annotations

import re
from collections.abc import Sequence

from briefgen.languages import Language
from briefgen.models.record import Name

_FAMILY_FIRST = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]")
_TIGHT_INITIALS = re.compile(r"(?<=\b\w\.)(?=\w\b)")


def listed(names: Sequence[Name], language: Language) -> str:
    """Return names for the head of an entry, the first turned round; of seven or more, three."""
    turned = [_inverted(names[0]), *(_whole(name) for name in names[1:])]
    if len(names) >= 7:
        return f"{', '.join(turned[:3])}, {language.say('cite-et-al')}"
    return _series(turned, language, comma=True)


def edited(names: Sequence[Name], language: Language) -> str:
    """Return names within an entry of a list; of seven or more, three."""
    whole = [_whole(name) for name in names]
    if len(names) >= 7:
        return f"{', '.join(whole[:3])}, {language.say('cite-et-al')}"
    return _series(whole, language, comma=len(names) > 2)


def noted(names: Sequence[Name], language: Language) -> str:
    """Return names for a note; of three or more, one."""
    return _few([_whole(name) for name in names], language)


def short(names: Sequence[Name], language: Language) -> str:
    """Return family names for short notes and labels; of three or more, one."""
    return _few([_family(name) for name in names], language)


def testifying(names: Sequence[Name], language: Language) -> str:
    """Return witnesses, the last joined by an ampersand."""
    whole = [_whole(name) for name in names]
    return " & ".join(whole) if len(whole) < 3 else _few(whole, language)


def initialled(names: Sequence[Name], language: Language) -> str:
    """Return the short names, the first with initials: for those who share a family name."""
    first = names[0]
    if not first.given or not first.family:
        return short(names, language)
    initials = " ".join(f"{part[0]}." for part in re.split(r"[\s.]+", first.given) if part)
    return _few([f"{initials} {_family(first)}", *map(_family, names[1:])], language)


def _series(names: Sequence[str], language: Language, *, comma: bool) -> str:
    if len(names) == 1:
        return names[0]
    before = ", " if comma else " "
    return f"{', '.join(names[:-1])}{before}{language.say('cite-and')} {names[-1]}"


def _few(names: Sequence[str], language: Language) -> str:
    if len(names) >= 3:
        return f"{names[0]} {language.say('cite-et-al')}"
    return _series(names, language, comma=False)


def _family(name: Name) -> str:
    return name.literal or _spaced(name.non_dropping_particle, name.family)


def _whole(name: Name) -> str:
    if name.literal:
        return name.literal
    if _is_family_first(name):
        return f"{name.family}{name.given or ''}"
    particles = (name.dropping_particle, name.non_dropping_particle)
    return _spaced(_initials(name.given), *particles, name.family, name.suffix)


def _inverted(name: Name) -> str:
    if name.literal or _is_family_first(name):
        return _whole(name)
    particles = (name.dropping_particle, name.non_dropping_particle)
    parts = (name.family, _spaced(_initials(name.given), *particles), name.suffix)
    return ", ".join(part for part in parts if part)


def _is_family_first(name: Name) -> bool:
    return bool(name.family and _FAMILY_FIRST.search(name.family))


def _initials(given: str | None) -> str:
    """Set initials apart, each with its full stop."""
    parts = _TIGHT_INITIALS.sub(" ", given or "").split(" ")
    return " ".join(f"{part}." if len(part) == 1 and part.isupper() else part for part in parts)


def _spaced(*parts: str | None) -> str:
    return " ".join(part for part in parts if part)
