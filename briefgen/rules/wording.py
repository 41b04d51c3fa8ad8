"""Names and acronyms must be words that the reader knows."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from unicodedata import name

from briefgen import printed
from briefgen.clearance.gate import Gate
from briefgen.dossier import Exhibit, Item, texts
from briefgen.errors import Diagnostic
from briefgen.models.brief import Authored
from briefgen.printed import Offer
from briefgen.rules.case import Case, listed, raised
from briefgen.rules.figures_stand import statements
from briefgen.words import plain

_ACRONYM = re.compile(
    r"(?<![\w.&/-])(?:[A-Z]{2,}[0-9]*|[A-Z](?:&[A-Z])+)(?=(?:s|['\u2019]s)?(?![\w&/]))"
)
_CAPITALS = re.compile("[A-Z][A-Z&]")
"""What every acronym has in it, and is found sooner."""
_HIDDEN = re.compile("[\u200b\u202a-\u202e\u2060\u2066-\u2069\ufeff\U000e0000-\U000e007f]")
_TYPE_ANEW = "delete it, or type the words anew"
_COMMON = frozenset(
    ("US", "USA", "UK", "TV", "AM", "PM", "AD", "BC", "II", "III", "IV", "VI", "VII", "VIII", "IX",
     "XI", "XII", "XIII", "XIV", "XV", "TLP")
)  # fmt: skip
"""What every reader knows, and Roman numerals."""


def unexplained_acronyms(case: Case) -> Iterator[Diagnostic]:
    """Acronyms neither in `terms` nor spelled out where an edition first has them."""
    known = _COMMON | {*case.brief.terms}
    if not any(_strange(text, known) for text in _all_texts(case)):
        return
    audiences: dict[str, list[str]] = {}
    places: dict[str, Diagnostic] = {}
    for audience, offer in case.offers.items():
        for acronym, origin in _unexplained(offer, known):
            audiences.setdefault(acronym, []).append(audience)
            places.setdefault(acronym, _here(case, origin))
    for acronym, without in audiences.items():
        here = places[acronym]
        yield Diagnostic(
            "acronym-unexplained",
            f"`{acronym}` is not spelled out for {listed(without)}",
            here.place,
            hint=f"add `{acronym}: its words` to the brief's `terms`",
            marking=here.marking,
        )


def misspelt_names(case: Case) -> Iterator[Diagnostic]:
    """Names in the spellings that the brief's actors say it avoids."""
    names = {also: actor.name for actor in case.brief.actors.values() for also in actor.also}
    if not names:
        return
    kept = [actor.name for actor in case.brief.actors.values()]
    pattern = re.compile(rf"(?<!\w)(?:(?:{_any(kept)})|(?P<also>{_any(list(names))}))(?!\w)")
    for exhibit in case.dossier.exhibits.values():
        for path, text in statements(exhibit):
            for also in _spelled(pattern, text):
                message, hint = _two_ways(also, names[also])
                found = case.about("name-spelled-two-ways", message, exhibit, *path, hint=hint)
                yield raised(found, case.brief.marking)
    for written in case.written:
        for also in _spelled(pattern, plain(written.words)):
            message, hint = _two_ways(also, names[also])
            yield case.of_words("name-spelled-two-ways", message, written, hint)


def hidden_characters(case: Case) -> Iterator[Diagnostic]:
    """Characters that nobody sees, and that turn or part the words around them."""
    title = _hidden(case.brief.title)
    if title:
        yield case.of_brief("hidden-character", title, ("title",), hint=_TYPE_ANEW)
    for exhibit in case.dossier.exhibits.values():
        for path, text in statements(exhibit):
            if message := _hidden(text):
                yield case.about("hidden-character", message, exhibit, *path, hint=_TYPE_ANEW)
    for written in case.written:
        if message := _hidden(written.text):
            yield case.of_words("hidden-character", message, written, _TYPE_ANEW)


def _hidden(text: str) -> str:
    """Return what is to be said of the first hidden character; nothing where there is none."""
    found = _HIDDEN.search(text)
    if found is None:
        return ""
    code, called = f"U+{ord(found[0]):04X}", name(found[0], "a tag").lower()
    return f"the words hold a character that nobody sees: {code}, {called}"


def _all_texts(case: Case) -> Iterator[str]:
    for exhibit in case.dossier.exhibits.values():
        yield from (text for _, text in statements(exhibit))
    yield from (written.text for written in case.written)


def _strange(text: str, known: Collection[str]) -> list[re.Match[str]]:
    if not _CAPITALS.search(text):
        return []
    return [match for match in _ACRONYM.finditer(text) if match[0] not in known]


def _unexplained(offer: Offer, known: Collection[str]) -> Iterator[tuple[str, Item | Exhibit]]:
    """Yield each acronym that is not spelled out at first use, with where that is."""
    seen: set[str] = set()
    for origin, text in _statements(offer):
        for match in _strange(text, known):
            if match[0] not in seen and not _is_spelled_out(text, match):
                yield match[0], origin
            seen.add(match[0])


def _statements(offer: Offer) -> Iterator[tuple[Item | Exhibit, str]]:
    """Yield what an edition says, in print order, with where it comes from."""
    gate = offer.gate
    told = [(item, _plain(authored, gate.id)) for item, authored in offer.items]
    leads = {item.path[1]: (item, text) for item, text in told if item.kind == "lead"}
    judged = [pair for pair in told if pair[0].kind == "judgments"]
    yield told[0]
    if gate.audience.layout == "bullets":
        yield from judged
    for field, claims in offer.claims.items():
        if field in leads:
            yield leads[field]
        for claim in claims:
            exhibit = printed.version(gate, claim)
            yield exhibit, _claim(gate, exhibit)
    if gate.audience.layout != "bullets":
        yield from judged
    yield from (pair for pair in told if pair[0].kind in ("options", "unknowns", "watch"))


def _plain(authored: Authored, audience: str) -> str:
    return " ".join(plain(words) for words in texts(authored, audience))


def _claim(gate: Gate, exhibit: Exhibit) -> str:
    annotation = exhibit.annotation
    if exhibit.key in gate.torn and annotation.tearline is not None:
        return annotation.tearline.words
    return annotation.wording.get(gate.id, annotation.claim or "")


def _is_spelled_out(text: str, match: re.Match[str]) -> bool:
    """Tell whether `Words (ACR)` or `ACR (words)` stands there."""
    before, after = text[: match.start()], text[match.end() :]
    if before.endswith("(") and after.startswith(")"):
        return bool(re.search(r"\w \($", before))
    return bool(re.match(r"\s\(\w", after))


def _here(case: Case, origin: Item | Exhibit) -> Diagnostic:
    if isinstance(origin, Exhibit):
        return case.about("", "", origin, "claim")
    place, marking = case.in_brief(*origin.path), case.item_marking(origin)
    return Diagnostic("", "", place, marking=marking)


def _any(words: list[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


def _spelled(pattern: re.Pattern[str], text: str) -> Iterator[str]:
    return iter(dict.fromkeys(match["also"] for match in pattern.finditer(text) if match["also"]))


def _two_ways(also: str, name: str) -> tuple[str, str]:
    return f"`{also}` is spelled `{name}` in this brief", f"write `{name}`, or its part"
