"""Changes to sentences: what happened, then what is said now."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import groupby

from briefgen import changes as found
from briefgen.changes import Change
from briefgen.languages import Language
from briefgen.parts import Run, Words

_IN_FULL = ("updated", "disputed")
"""What is worded of claims where room is short; the rest is counted."""


def worded(changes: Iterable[Change], language: Language) -> Iterator[tuple[str, Words]]:
    """Yield a kind and a sentence for all that happened to each judgment and each claim."""
    for (of, _), group in groupby(changes, key=lambda change: (change.of, change.key)):
        together = list(group)
        if of == "brief":
            yield from ((change.kind, _sentence([change], language)) for change in together)
        else:
            yield together[0].kind, _sentence(together, language)


def shortened(changes: Iterable[Change], language: Language) -> Iterator[tuple[str, Words]]:
    """Yield the same for judgments, the bottom line and updates, and count the other changes."""
    whole = list(changes)
    counted = [one for one in whole if one.of == "claim" and one.kind not in _IN_FULL]
    yield from worded([one for one in whole if one not in counted], language)
    if counted:
        kinds = Counter(one.kind for one in counted)
        told = [language.count(f"changed-{kind}", n) for kind, n in kinds.items()]
        yield "counted", _led(language.say("change-counted"), ", ".join(told))


def _sentence(together: list[Change], language: Language) -> Words:
    what = "; ".join(_what(change, language) for change in together)
    after = (_after(change, language) for change in together)
    return _led(what, " ".join(filter(None, (together[0].words, *after))))


def _led(what: str, words: str) -> Words:
    what = what[:1].upper() + what[1:]
    return (Run(f"{what}:", ("strong",)), Run(f" {words}")) if words else (Run(what, ("strong",)),)


def _what(change: Change, language: Language) -> str:
    """Say what happened."""
    match change:
        case found.LikelihoodMoved() | found.ConfidenceMoved():
            return _moved(change, language)
        case found.Rerated(old=old, new=new):
            return language.say("change-re-rated", old=old, new=new)
        case found.JudgmentReviewed(reviewed=day):
            return language.say("change-judgment-reviewed", date=language.day_of_year(day))
        case found.EvidenceGained(n=n) | found.EvidenceLost(n=n):
            return language.count(f"change-{change.kind}", n)
        case found.Withdrawn(n=n):
            return language.count("withdrawn", n)
        case found.JudgmentsDropped(n=n):
            return language.count("change-judgments-dropped", n)
    return language.say(f"change-{change.kind}")


def _moved(change: found.LikelihoodMoved | found.ConfidenceMoved, language: Language) -> str:
    of = change.kind.removesuffix("-moved")

    def named(term: str) -> str:
        return language.say(f"{of}-{term.replace(' ', '-')}" if term else "change-not-given")

    return language.say(f"change-{change.kind}", old=named(change.old), new=named(change.new))


def _after(change: Change, language: Language) -> str:
    """Say what the words of the claim do not tell themselves."""
    match change:
        case found.Updated(earlier=earlier):
            return language.say("change-before", words=earlier)
        case found.DisputeOpened(dispute=dispute):
            return language.say("change-against", words=dispute)
    return ""
