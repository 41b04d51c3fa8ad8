"""Changes to sentences: what happened, then what is said now."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby

from briefgen import changes as found
from briefgen.amounts.reading import Kind, amounts
from briefgen.changes import Change
from briefgen.languages import Language
from briefgen.parts import Run, Words
from briefgen.values import frozen


@frozen
class Told:
    """What happened to one thing, in words."""

    kind: str
    """Of the first of its changes."""
    of: str
    key: str
    words: Words


def worded(changes: Iterable[Change], language: Language) -> Iterator[Told]:
    """Yield a sentence for all that happened to each judgment, claim or other item."""
    for (of, key), group in groupby(changes, key=lambda change: (change.of, change.key)):
        together = list(group)
        for whole in [together] if key else [[one] for one in together]:
            yield Told(whole[0].kind, of, key, _sentence(whole, language))


def shortened(
    changes: Iterable[Change], language: Language, numbers: Mapping[str, int]
) -> Iterator[Told]:
    """Yield the same in less room: one line for all but new figures, told beside the old ones.

    Args:
        numbers: key of a judgment -> the number that it is printed with.
    """
    whole = list(changes)
    in_full = [one for one in whole if _is_new_figure(one)]
    rest = [one for one in whole if one not in in_full]
    short = [_capital(text) + "." for text in _in_short(rest, language, numbers)]
    if short:
        yield Told("in-short", "brief", "", (Run(" ".join(short)),))
    yield from worded(in_full, language)


def _is_new_figure(change: Change) -> bool:
    """Tell whether a change replaces an amount; a date alone is none."""
    before = amounts(change.earlier) if isinstance(change, found.Updated) else ()
    return any(amount.kind not in (Kind.DATE, Kind.TIME) for amount in before)


def _in_short(
    changes: list[Change], language: Language, numbers: Mapping[str, int]
) -> Iterator[str]:
    """Say what happened to each judgment and to the brief; count all else."""
    for (of, key), group in groupby(changes, key=lambda change: (change.of, change.key)):
        if not key:
            yield from _happened(group, language)
        elif of == "judgment":
            number = language.say("change-judgment", number=numbers[key])
            yield f"{number}: {'; '.join(_happened(group, language))}"
    kinds = Counter(one.kind for one in changes if one.key and one.of != "judgment")
    if kinds:
        yield ", ".join(language.count(f"changed-{kind}", n) for kind, n in kinds.items())


def _happened(together: Iterable[Change], language: Language) -> list[str]:
    return list(dict.fromkeys(_what(change, language) for change in together))


def _sentence(together: list[Change], language: Language) -> Words:
    what = "; ".join(_happened(together, language))
    after = (_after(change, language) for change in together)
    return _led(what, " ".join(filter(None, (together[0].words, *after))))


def _led(what: str, words: str) -> Words:
    what = _capital(what)
    return (Run(f"{what}:", ("strong",)), Run(f" {words}")) if words else (Run(what, ("strong",)),)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _what(change: Change, language: Language) -> str:
    """Say what happened."""
    match change:
        case found.LikelihoodMoved() | found.ConfidenceMoved():
            return _moved(change, language)
        case found.Rerated(old=old, new=new):
            old, new = (rating or language.say("unrated") for rating in (old, new))
            return language.say(f"change-{change.kind}", old=old, new=new)
        case found.Reviewed(reviewed=day):
            return language.say(f"change-{change.kind}", date=language.day_of_year(day))
        case found.EvidenceGained(n=n) | found.EvidenceLost(n=n) | found.Dropped(n=n):
            return language.count(f"change-{change.kind}", n)
        case found.Withdrawn(n=n):
            return language.count("withdrawn", n)
    return language.say(f"change-{change.kind}")


def _moved(change: found.LikelihoodMoved | found.ConfidenceMoved, language: Language) -> str:
    of = change.happened.removesuffix("-moved")

    def named(term: str) -> str:
        return language.say(f"{of}-{term.replace(' ', '-')}" if term else "change-not-given")

    return language.say(f"change-{change.kind}", old=named(change.old), new=named(change.new))


def _after(change: Change, language: Language) -> str:
    """Say what the words of the claim do not tell themselves."""
    match change:
        case found.Updated(earlier=earlier):
            return language.say("change-before", words=earlier)
        case found.DisputeOpened(dispute=dispute) | found.DisputeReworded(dispute=dispute):
            return language.say("change-against", words=dispute)
    return ""
