"""Whole libraries with a marking on everything, each string with a word of its own.

`raws` generates them as YAML would give them; `Oracle` tells, from the words of the contract
alone, which of those words an audience may be shown.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from hypothesis import strategies as st

from briefgen.models.audience import Audience
from briefgen.models.brief import Brief
from briefgen.models.library import Library, Project
from briefgen.models.source import Source

T = TypeVar("T")
Raw = dict[str, Any]
"""`sources`, `brief`, `audiences`, `project`."""

LADDER = ("TLP:CLEAR", "TLP:GREEN", "TLP:AMBER", "TLP:AMBER+STRICT", "TLP:RED")
NEVER = len(LADDER)
"""How high notes stand."""
_EVERYTHING = ["judgments", "unknowns", "watch", "timeline", "sources", "options", "actors", "map",
               "ratings", "portion-marks", "summary", "evidence", "definitions", "omitted",
               "dissent", "drafter"]  # fmt: skip
AUDIENCES: Mapping[str, Mapping[str, Any]] = {
    "public": {"title": "Public", "marking": LADDER[0], "show": _EVERYTHING, "layout": "prose"},
    "partners": {"title": "Partners", "marking": LADDER[1], "show": _EVERYTHING,
                 "layout": "bullets", "citations": "notes"},
    "allies": {"title": "Allies", "marking": LADDER[2], "show": _EVERYTHING,
               "citations": "author-date"},
    "desk": {"title": "Desk", "marking": LADDER[4], "show": _EVERYTHING, "layout": "bullets"},
}  # fmt: skip
FIELDS = ("situation", "actors", "us-interests", "own", "other")
CANARY = re.compile(r"zq[a-z]{4}")
_FORMS = ("{} holds.", "It rests on {}.", "So {} said.", "They met {} there.")


def canaries(text: str) -> set[str]:
    """The words of a text that stand nowhere else."""
    return set(CANARY.findall(text.casefold()))


def canaries_of(value: Any) -> set[str]:
    return canaries(json.dumps(value, ensure_ascii=False))


def library_of(raw: Raw) -> Library:
    """The library of a raw one, its files in the order of their names."""
    sources = {path: Source.model_validate(raw["sources"][path]) for path in sorted(raw["sources"])}
    named = [*(f"sources/{path}" for path in sources), "briefs/brief"]
    named += [f"audiences/{name}" for name in raw["audiences"]]
    return Library(
        project=Project.model_validate(raw["project"]),
        sources=sources,
        briefs={"brief": Brief.model_validate(raw["brief"])},
        audiences={name: Audience.model_validate(a) for name, a in raw["audiences"].items()},
        files={"project": "project.yaml", **{name: f"{name}.yaml" for name in named}},
    )


# Generating


@dataclass
class _Maker:
    draw: Callable[[st.SearchStrategy[Any]], Any]
    n: int = 0
    made: list[Raw] = field(default_factory=list)
    """Annotations so far, each with `_source`, its source's path."""

    def word(self) -> str:
        """A word that stands nowhere else; the order of words is not that of their making."""
        self.n += 1
        number = self.n * 104_729 % 26**4
        return "zq" + "".join(chr(97 + number // 26**place % 26) for place in range(4))

    def line(self, *inside: str) -> str:
        said = " and ".join([self.word().capitalize(), *inside])
        return str(self.pick(_FORMS)).format(said)

    def pick(self, choices: Sequence[T]) -> T:
        found: T = self.draw(st.sampled_from(choices))
        return found

    def chance(self, one_in: int = 2) -> bool:
        return self.pick(range(one_in)) == 0

    def only(self) -> list[str]:
        return [name for name in AUDIENCES if self.chance()] if self.chance(5) else []


@st.composite
def raws(draw: Callable[[st.SearchStrategy[Any]], Any]) -> Raw:
    """A valid library."""
    maker = _Maker(draw)
    places = {maker.word(): _place(maker) for _ in range(2)}
    actors = {maker.word(): _actor(maker) for _ in range(3)}
    terms = {maker.word().upper(): maker.line() for _ in range(2)}
    named = {"places": list(places), "actors": list(actors), "terms": list(terms)}
    sources = {f"brief/{maker.word()}": _source(maker, named) for _ in range(maker.pick((4, 5, 6)))}
    return {
        "project": {"desk": "A desk", "places": places, "ignore": {"field-empty": maker.line()}},
        "sources": sources,
        "brief": _brief(maker, actors, terms),
        "audiences": dict(AUDIENCES),
    }


def _place(maker: _Maker) -> Raw:
    at = {"lat": maker.pick((43.0, 45.0, 48.0)), "lon": maker.pick((60.0, 66.0, 72.0))}
    return {"name": maker.word().capitalize(), "country": "KZ", **at}


def _actor(maker: _Maker) -> Raw:
    name, role = maker.word().capitalize(), maker.line()
    return {"name": name, "role": role, "also": [maker.word().capitalize()]}


def _source(maker: _Maker, named: Mapping[str, list[str]]) -> Raw:
    source: Raw = {
        "title": maker.line(),
        "marking": maker.pick(LADDER),
        "author": [{"family": maker.word().capitalize(), "given": maker.word().capitalize()}],
        "publisher": maker.line(),
        "container-title": maker.line(),
        "type": maker.pick(("report", "article-newspaper", "webpage", "personal_communication")),
        "url": f"https://{maker.word()}.example.org/{maker.word()}",
        "DOI": f"10.1000/{maker.word()}",
        "number": maker.word(),
        "origin": maker.line(),
        "note": maker.line(),
        "issued": maker.pick(("2022-01-03", "2022-01-09", "2022-01", "2021")),
        "capture": maker.pick(("verbatim", "verbatim", "notes")),
        "language": maker.pick(("en", "kk")),
    }
    if maker.chance():
        source["reliability"] = maker.pick("ABC")
    if not maker.chance(4):
        source["descriptor"] = maker.line()
    source["annotations"] = [
        _annotation(maker, source, named) for _ in range(maker.pick((1, 2, 3)))
    ]
    if maker.chance(4):
        return source
    quotes = [found["quote"] for found in source["annotations"]]
    parts = [part for quote in quotes for part in (quote, maker.line())]
    return source | {"text": "\n".join([maker.line(), *parts])}


def _annotation(maker: _Maker, source: Raw, named: Mapping[str, list[str]]) -> Raw:
    found: Raw = {
        "id": maker.word(), "quote": maker.line(), "note": maker.line(), "only": maker.only(),
        "actors": [actor for actor in named["actors"] if maker.chance(3)],
    }  # fmt: skip
    rank = LADDER.index(source["marking"])
    if not maker.chance(4):
        rank = maker.pick((0, 0, 1, 2, 4) if "descriptor" in source else range(rank, 5))
        found["marking"] = LADDER[rank]
    for key in ("locator", "origin", "translation", "label"):
        if maker.chance(3):
            found[key] = maker.line()
    if maker.chance():
        found["when"] = maker.pick(("2022-01-02", "2022-01-04/2022-01-06", "2022", "2021-12"))
    if maker.chance():
        found["where"] = maker.pick(named["places"])
    if maker.chance():
        found["credibility"] = maker.pick(("1", "2"))
    found |= {"priority": maker.pick((1, 2, 3, 4, 5))} | _bearing(maker)
    if "supports" not in found:
        found["claim"] = maker.line(*(term for term in named["terms"] if maker.chance(4)))
        if maker.chance(4):
            found["wording"] = {maker.pick(list(AUDIENCES)): maker.line()}
        lowest = 0 if "descriptor" in source else LADDER.index(source["marking"])
        if lowest < rank and maker.chance():
            words = {"id": maker.word(), "claim": maker.line()}
            found["tearline"] = {"marking": LADDER[maker.pick(range(lowest, rank))], **words}
    maker.made.append(found)
    return found


def _bearing(maker: _Maker) -> Raw:
    """A field, or what another annotation is borne on with."""
    roles = {"supports": ("supports",), "disputes": ("supports", "disputes"),
             "updates": ("supports", "disputes", "updates")}  # fmt: skip
    role = maker.pick(("field", "field", *roles))
    targets = [a["id"] for a in maker.made if not set(roles.get(role, ())) & a.keys()]
    if role == "field" or not targets:
        return {"field": maker.pick(FIELDS)}
    return {role: maker.pick(targets[:3])}


def _brief(maker: _Maker, actors: Raw, terms: Raw) -> Raw:
    brief: Raw = {
        "title": maker.line(), "as_of": "2022-01-10",
        "marking": maker.pick((*LADDER[:1] * 4, *LADDER[1:3])),
        "countries": ["KZ"], "drafter": maker.line(), "cleared_by": maker.line(),
        "contact": maker.line(), "actors": actors, "terms": terms,
    }  # fmt: skip
    low = LADDER.index(brief["marking"])
    brief["bottom_line"] = _item(maker, low)
    if maker.chance():
        brief["bottom_line"] = {"id": maker.word(), "text": maker.line()}
    judgments = [_judgment(maker, low) for _ in range(maker.pick((1, 2, 3)))]
    brief["judgments"] = judgments
    brief["options"] = [_option(maker, low) for _ in range(2)]
    brief["unknowns"] = [_item(maker, low) for _ in range(maker.pick((1, 2)))]
    brief["watch"] = [
        {**_item(maker, low), "judgment": maker.pick(judgments)["id"]} for _ in range(2)
    ]
    claims = [a["id"] for a in maker.made if "field" in a]
    brief["claims"] = {claim: {"priority": maker.pick((1, 5))} for claim in claims[:1]}
    fields: Raw = {name: {"heading": maker.line()} for name in ("own", "other")}
    fields["situation"] = {"lead": _item(maker, low)}
    fields["other"]["lead"] = _item(maker, low)
    if maker.chance():
        fields["own"]["claims"] = [claim for claim in claims if maker.chance()]
    return {**brief, "fields": fields}


def _item(maker: _Maker, low: int) -> Raw:
    cited = [maker.pick(maker.made)["id"] for _ in range(maker.pick((0, 1, 1, 2)))]
    item: Raw = {"id": maker.word(), "text": maker.line() + _cites(cited), "only": maker.only()}
    if maker.chance():
        item["marking"] = LADDER[maker.pick(range(low, 5))]
    if maker.chance(4):
        item["wording"] = {maker.pick(list(AUDIENCES)): maker.line()}
    highest = max([LADDER.index(item.get("marking", LADDER[low]))])
    if highest > low and maker.chance():
        torn = [a["tearline"]["id"] for a in maker.made if "tearline" in a][:1]
        words = maker.line() + _cites(torn)
        item["tearline"] = {"id": maker.word(), "marking": LADDER[low], "text": words}
    return item


def _judgment(maker: _Maker, low: int) -> Raw:
    because = list(dict.fromkeys(maker.pick(maker.made)["id"] for _ in range(2)))
    rated = {"likelihood": "likely", "confidence": maker.pick(("low", "high"))}
    reviewed = {"reviewed": maker.pick(("2022-01-05", "2022-01-10"))}
    return {**_item(maker, low), **rated, **reviewed, "because": because}


def _option(maker: _Maker, low: int) -> Raw:
    cited = _cites([maker.pick(maker.made)["id"]])
    sides = {"for": maker.line() + cited, "against": maker.line()}
    return {**_item(maker, low), "title": maker.line(), **sides}


def _cites(keys: Sequence[str]) -> str:
    return f" [{'; '.join(f'@{key}' for key in keys)}]" if keys else ""


# What may be shown


@dataclass
class Oracle:
    """What one audience may be shown, by the contract."""

    raw: Raw
    audience: str

    def __post_init__(self) -> None:
        self.ceiling = LADDER.index(self.raw["audiences"][self.audience]["marking"])
        sources = self.raw["sources"].values()
        self.home = {a["id"]: source for source in sources for a in source["annotations"]}
        self.by_id = {a["id"]: a for source in sources for a in source["annotations"]}
        self.torn_by_id = {
            a["tearline"]["id"]: key for key, a in self.by_id.items() if "tearline" in a
        }

    def under(self, *markings: str | None) -> bool:
        return all(LADDER.index(marking) <= self.ceiling for marking in markings if marking)

    def is_for(self, thing: Raw) -> bool:
        return not thing.get("only") or self.audience in thing["only"]

    def state(self, key: str) -> str:
        """`seen`, `torn` or `hidden`."""
        found, source = self.by_id[key], self.home[key]
        target = next((found[r] for r in ("supports", "disputes", "updates") if r in found), None)
        if target is not None and self.state(target) != "seen":
            return "hidden"
        if not self.is_for(found) or not (self.under(source["marking"]) or "descriptor" in source):
            return "hidden"
        if self.under(found.get("marking", source["marking"])):
            return "seen"
        is_torn = "tearline" in found and self.under(found["tearline"]["marking"])
        return "torn" if is_torn else "hidden"

    def words(self, item: Raw) -> str | None:
        """The words of an item that may be shown; None if it is hidden."""
        brief = self.raw["brief"]
        if not self.under(brief["marking"]) or not self.is_for(item):
            return None
        text = item.get("wording", {}).get(self.audience, item["text"])
        sides = " ".join(item.get(key, "") for key in ("title", "for", "against"))
        if self.under(item.get("marking")) and self.cites_cleared(f"{text} {sides}"):
            return f"{item['id']} {text} {sides}"
        tearline: Raw = item.get("tearline", {})
        is_torn = tearline and self.under(tearline["marking"])
        if is_torn and self.cites_cleared(tearline["text"]):
            return f"{tearline['id']} {tearline['text']}"
        return None

    def cites_cleared(self, text: str) -> bool:
        for key in re.findall(r"@(\w+)", text):
            state = self.state(self.torn_by_id.get(key, key))
            if state == "hidden" or (state == "torn" and key not in self.torn_by_id):
                return False
        return True

    def items(self) -> Iterator[Raw]:
        brief = self.raw["brief"]
        yield brief["bottom_line"]
        for kind in ("judgments", "options", "unknowns", "watch"):
            yield from brief[kind]
        yield from (plan["lead"] for plan in brief["fields"].values() if "lead" in plan)

    def has_edition(self) -> bool:
        return self.words(self.raw["brief"]["bottom_line"]) is not None

    def allowed(self) -> set[str]:
        """The words that may be shown."""
        if not self.has_edition():
            return set()
        brief = self.raw["brief"]
        told = [brief[key] for key in ("title", "drafter", "cleared_by", "contact")]
        told += [self.words(item) for item in self.items()]
        told += [self._of_annotation(key) for key in self.by_id]
        found = canaries_of(told)
        meanings = [words for term, words in brief["terms"].items() if term.casefold() in found]
        return found | canaries_of([meanings, list(self._headings())])

    def _of_annotation(self, key: str) -> list[Any]:
        state, found, source = self.state(key), self.by_id[key], self.home[key]
        if state == "hidden":
            return []
        is_known = self.under(source["marking"])
        told = [self._record(source) if is_known else source["descriptor"]]
        if state == "torn":
            return [*told, found["tearline"]]
        project, brief = self.raw["project"], self.raw["brief"]
        claim = found.get("wording", {}).get(self.audience, found.get("claim"))
        told += [claim, *(found.get(own) for own in ("id", "quote", "translation", "label"))]
        told += [project["places"].get(found.get("where"))]
        for actor in found["actors"]:
            told += [brief["actors"][actor]["name"], brief["actors"][actor]["role"], actor]
        if is_known:
            told += [found.get("locator"), found.get("origin")]
            told += [source["origin"], source.get("text")]
        return told

    def hidden(self) -> set[str]:
        """The words that are above the ceiling, or otherwise kept."""
        named = [path for path, s in self.raw["sources"].items() if self.under(s["marking"])]
        return canaries_of(self.raw) - self.allowed() - canaries_of(named)

    @staticmethod
    def _record(source: Raw) -> Raw:
        hidden = ("annotations", "text", "note", "origin", "descriptor")
        return {key: value for key, value in source.items() if key not in hidden}

    def _headings(self) -> Iterator[str]:
        for name, plan in self.raw["brief"]["fields"].items():
            own = [key for key, a in self.by_id.items() if a.get("field") == name]
            offered = [self.state(key) for key in plan.get("claims", own)]
            if set(offered) - {"hidden"} or self.words(plan.get("lead", _NOWHERE)):
                yield plan.get("heading", "")


_NOWHERE: Raw = {"text": "", "only": ["nobody"]}


# How high each word stands


def levels(raw: Raw) -> dict[str, int]:
    """The lowest marking at which each word of a library may be told."""
    found: dict[str, int] = {}
    for value, level in _standing(raw):
        for word in canaries_of(value):
            found[word] = min(found.get(word, NEVER), level)
    return found


def _standing(raw: Raw) -> Iterator[tuple[Any, int]]:
    own: set[str] = set()
    yield list(raw["project"]["places"].items()), 0
    yield raw["project"]["ignore"], NEVER
    for path, source in raw["sources"].items():
        level = LADDER.index(source["marking"])
        marked = [level]
        kept = {key: v for key, v in source.items() if key not in ("note", "annotations")}
        for found in source["annotations"]:
            low = LADDER.index(found.get("marking", source["marking"]))
            own.add(found["id"])
            apart = ("note", "locator", "origin", "tearline")
            yield {key: v for key, v in found.items() if key not in apart}, low
            yield [found.get("locator"), found.get("origin")], max(low, level)
            yield found["note"], NEVER
            if "tearline" in found:
                torn = LADDER.index(found["tearline"]["marking"])
                yield found["tearline"], torn
                marked.append(torn)
            marked.append(low)
        yield source["note"], NEVER
        yield source.get("descriptor"), min(marked)
        yield [path, {key: v for key, v in kept.items() if key != "descriptor"}], level
    yield from _in_brief(raw, own)


def _in_brief(raw: Raw, known: Collection[str]) -> Iterator[tuple[Any, int]]:
    brief = raw["brief"]
    low = LADDER.index(brief["marking"])
    apart = ("judgments", "options", "unknowns", "watch", "bottom_line", "claims", "fields")
    yield {key: value for key, value in brief.items() if key not in apart}, low
    yield [plan.get("heading") for plan in brief["fields"].values()], low
    for item in Oracle(raw, "desk").items():
        level = max(low, LADDER.index(item.get("marking", LADDER[0])))
        torn = item.get("tearline")
        yield {key: v for key, v in item.items() if key not in ("tearline", "because")}, level
        yield [key for key in item.get("because", ()) if key not in known], level
        if torn:
            yield torn, max(low, LADDER.index(torn["marking"]))
    named = [*brief["claims"], *brief["fields"]["own"].get("claims", ())]
    yield [key for key in named if key not in known], low
