"""Selecting: which of the cleared claims and parts an edition prints, and in what order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from briefgen import parts
from briefgen.citations import Cited
from briefgen.lines import with_cites
from briefgen.words import cites


def n_claims(cleared: parts.Cleared) -> int:
    """Return how many claims are on offer."""
    return sum(len(field.claims) for field in cleared.fields)


def claims_of(cleared: parts.Cleared) -> tuple[parts.Claim, ...]:
    return tuple(claim for field in cleared.fields for claim in field.claims)


def keep(cleared: parts.Cleared, k: int) -> parts.Cleared:
    """Leave out the claims that do not fit, and the parts that the audience is not shown."""
    show = cleared.manner.show
    return replace(
        cleared,
        fields=cleared.fields if k >= n_claims(cleared) else tuple(_kept(cleared, k)),
        judgments=cleared.judgments if "judgments" in show else (),
        options=cleared.options if "options" in show else (),
        unknowns=cleared.unknowns if "unknowns" in show else (),
        watch=cleared.watch if "watch" in show else (),
        actors=cleared.actors if "actors" in show else (),
    )


def _kept(cleared: parts.Cleared, k: int) -> Iterator[parts.Field]:
    ranks = set(sorted(claim.rank for claim in claims_of(cleared))[:k])
    for field in cleared.fields:
        claims = tuple(claim for claim in field.claims if claim.rank in ranks)
        if field.lead or claims:
            yield replace(field, claims=claims)


def print_order(kept: parts.Cleared, is_changed: bool = False) -> tuple[str, ...]:
    """Return the parts in print order: judgments lead a list of points and close an argument.

    What changed leads where it is told in short, and follows the judgments where it is told whole.
    """
    fields = [f"field:{field.id}" for field in kept.fields]
    shown = {"bottom-line", *fields, *kept.manner.show} - _empty(kept, is_changed)
    figures = ["timeline", "map"]
    at = fields.index("field:situation") + 1 if "field:situation" in fields else len(fields)
    fields[at:at] = figures
    head = ["judgments", *fields] if kept.manner.layout == "bullets" else [*fields, "judgments"]
    is_short = kept.manner.pages is not None
    head.insert(0 if is_short else head.index("judgments") + 1, "changes")
    tail = ["options", "unknowns", "watch", "actors", "summary", "sources", "evidence"]
    parts_ = ["bottom-line", *head, *tail, "definitions", "dissent"]
    return tuple(part for part in parts_ if part in shown)


def _empty(kept: parts.Cleared, is_changed: bool) -> set[str]:
    """Return the parts that have nothing to print."""
    filled = {
        "judgments": kept.judgments,
        "options": kept.options,
        "unknowns": kept.unknowns,
        "watch": kept.watch,
        "actors": kept.actors,
        "timeline": len({claim.when for claim in claims_of(kept) if claim.when}) > 1,
        "map": kept.countries,
        "changes": is_changed,
        "dissent": kept.dissent,
        "sources": kept.manner.citations != "none",
    }
    return {part for part, content in filled.items() if not content}


# Words in print order


def slots(
    kept: parts.Cleared, order: tuple[str, ...], changes: tuple[parts.Words, ...] = ()
) -> Iterator[tuple[str, parts.Words]]:
    fields = {f"field:{field.id}": field for field in kept.fields}
    for part in order:
        if part == "bottom-line":
            yield "bottom-line", kept.bottom_line.words
        elif part == "changes":
            yield from ((f"change:{number}", words) for number, words in enumerate(changes))
        elif part in fields:
            yield from _field_slots(fields[part])
        elif part == "judgments":
            yield from _judgment_slots(kept)
        elif part == "options":
            yield from _option_slots(kept)
        elif part == "unknowns":
            yield from ((f"unknown:{item.key}", item.words) for item in kept.unknowns)
        elif part == "watch":
            yield from ((f"watch:{i.passage.key}", i.passage.words) for i in kept.watch)


def _field_slots(field: parts.Field) -> Iterator[tuple[str, parts.Words]]:
    if field.lead:
        yield f"lead:{field.id}", field.lead.words
    for claim in field.claims:
        yield f"claim:{claim.key}", with_cites(claim.text, _cites(claim.evidence))
        for dispute in claim.disputes:
            slot = f"dispute:{claim.key}:{dispute.key}"
            yield slot, with_cites(dispute.text, _cites(dispute.evidence))


def _judgment_slots(kept: parts.Cleared) -> Iterator[tuple[str, parts.Words]]:
    """Yield a judgment's words and, where evidence is shown, what else it rests on."""
    shows_more = "evidence" in kept.manner.show and kept.manner.citations != "notes"
    for judgment in kept.judgments:
        passage = judgment.passage
        yield f"judgment:{passage.key}", passage.words
        cited = {cite.ref for cite in cites(passage.words)}
        more = tuple(parts.Cite(ref) for ref in judgment.because if ref not in cited)
        if more and shows_more:
            yield f"because:{passage.key}", (parts.Cites(more),)


def _option_slots(kept: parts.Cleared) -> Iterator[tuple[str, parts.Words]]:
    for option in kept.options:
        key = option.passage.key
        yield f"option-title:{key}", option.title
        yield f"option:{key}", option.passage.words
        yield f"option-for:{key}", option.pro
        yield f"option-against:{key}", option.con


def _cites(evidence: tuple[parts.Evidence, ...]) -> parts.Cites:
    return parts.Cites(tuple(parts.Cite(piece.key) for piece in evidence))


def citation_groups(
    kept: parts.Cleared, texts: Iterable[parts.Words]
) -> tuple[tuple[Cited, ...], ...]:
    brackets = (word for words in texts for word in words if isinstance(word, parts.Cites))
    return tuple(
        tuple(_cited(kept.evidence[cite.ref], cite.locator) for cite in bracket.cites)
        for bracket in brackets
    )


def _cited(piece: parts.Evidence, locator: str = "") -> Cited:
    return Cited(piece.key, piece.document, locator or piece.locator)


def uncited(kept: parts.Cleared) -> Iterator[Cited]:
    """Yield what the evidence view shows beside the citations: what was updated, what underlies."""
    if "evidence" in kept.manner.show:
        for claim in claims_of(kept):
            yield from (_cited(piece) for piece in claim.earlier)
        for judgment in kept.judgments:
            yield from (_cited(kept.evidence[key]) for key in judgment.because)
