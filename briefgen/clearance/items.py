"""Carry authored items over: cleared where their marking and everything they cite are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from briefgen import dates, parts
from briefgen.clearance.gate import Gate, words_for
from briefgen.dossier import cited, item_key
from briefgen.models.brief import Authored, Judgment, Option, Watch
from briefgen.words import cites, parse


def clear_passage(
    gate: Gate, evidence: Mapping[str, parts.Evidence], authored: Authored
) -> parts.Passage | None:
    told = words_for(gate, authored)
    return None if told is None else _told(gate, evidence, told)


def _told(gate: Gate, evidence: Mapping[str, parts.Evidence], told: Authored) -> parts.Passage:
    keys = [gate.cited_key(ref) or "" for ref in cited(told)]
    markings = [gate.marking(told), *(evidence[key].marking for key in keys)]
    return parts.Passage(item_key(told), _keyed(gate, told.text), max(markings))


def clear_passages(
    gate: Gate, evidence: Mapping[str, parts.Evidence], items: Iterable[Authored]
) -> Iterator[parts.Passage]:
    for authored in items:
        passage = clear_passage(gate, evidence, authored)
        if passage is not None:
            yield passage


def _keyed(gate: Gate, text: str) -> parts.Words:
    """Parse words, each citation led to the key of cleared evidence."""
    return tuple(
        _led(gate, word) if isinstance(word, parts.Cites) else word for word in parse(text)
    )


def _led(gate: Gate, word: parts.Cites) -> parts.Cites:
    """Lead citations to cleared evidence; into a document that is not named, to no place in it."""
    cites = tuple(
        parts.Cite(gate.cited_key(cite.ref) or "", cite.locator and _place(gate, cite))
        for cite in word.cites
    )
    return parts.Cites(cites)


def _place(gate: Gate, cite: parts.Cite) -> str:
    exhibit = gate.dossier.exhibits.get(gate.dossier.resolve(cite.ref) or "")
    return cite.locator if exhibit is not None and gate.knows(exhibit.source) else ""


def clear_judgments(gate: Gate, evidence: Mapping[str, parts.Evidence]) -> Iterator[parts.Judgment]:
    for authored in gate.dossier.brief.judgments:
        told = words_for(gate, authored)
        if told is None:
            continue
        passage = _told(gate, evidence, told)
        if not isinstance(told, Judgment):
            yield parts.Judgment(passage, None, None, ())
            continue
        keys = [gate.cited_key(ref) for ref in told.because]
        because = tuple(key for key in keys if key is not None)
        rests_on = {*because, *(cite.ref for cite in cites(passage.words))}
        yield parts.Judgment(
            passage=passage,
            likelihood=told.likelihood,
            confidence=told.confidence,
            because=because,
            reviewed=told.reviewed or "",
            unreviewed=_issued_since(gate, evidence, rests_on, told.reviewed),
        )


def _issued_since(
    gate: Gate, evidence: Mapping[str, parts.Evidence], keys: set[str], day: str | None
) -> bool:
    if day is None:
        return False
    bearing = {other.key for key in keys for other in gate.bearing(key)}
    records = [evidence[key].document.record for key in keys | bearing if key in evidence]
    issued = {record.issued for record in records if record and record.issued}
    reviewed = dates.first_day(day)
    return any(dates.first_day(one) > reviewed for one in issued)


def clear_options(gate: Gate, evidence: Mapping[str, parts.Evidence]) -> Iterator[parts.Option]:
    for authored in gate.dossier.brief.options:
        told = words_for(gate, authored)
        if told is None:
            continue
        passage = _told(gate, evidence, told)
        if isinstance(told, Option):
            title, pro, con = (
                _keyed(gate, words or "") for words in (told.title, told.for_, told.against)
            )
            yield parts.Option(passage, title, pro, con, told.recommended)
        else:
            yield parts.Option(replace(passage, words=()), passage.words, (), (), False)


def clear_watches(
    gate: Gate, evidence: Mapping[str, parts.Evidence], judgments: tuple[parts.Judgment, ...]
) -> Iterator[parts.Watch]:
    cleared = {judgment.passage.key for judgment in judgments}
    for authored in gate.dossier.brief.watch:
        told = words_for(gate, authored)
        if told is not None:
            judgment = told.judgment if isinstance(told, Watch) else None
            linked = judgment if judgment in cleared else None
            yield parts.Watch(_told(gate, evidence, told), linked or "")
