"""Composing: what is cleared, and how many claims fit, into one edition."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from briefgen import dates, parts
from briefgen import edition as made
from briefgen.changes import Changes
from briefgen.citations import Citations, cite
from briefgen.edition import Edition, Line
from briefgen.languages import Language
from briefgen.lines import set_lines, spell_out
from briefgen.news import News, news
from briefgen.selection import citation_groups, claims_of, keep, print_order, slots, uncited
from briefgen.source_summary import summarise
from briefgen.values import frozen
from briefgen.vocabulary import Marking


@frozen
class _Setting:
    """What an edition prints, numbered and set in print order."""

    kept: parts.Cleared
    order: tuple[str, ...]
    lines: Mapping[str, Line]
    cited: Citations
    terms: tuple[tuple[str, str], ...]
    language: Language
    news: News


def compose(
    cleared: parts.Cleared, k: int, language: Language, changes: Changes | None = None
) -> Edition:
    """Return the edition that prints the k highest-ranked claims of what is cleared.

    Numbers of references, notes and evidence count in print order; keys are those of the seeds.
    Of the changes it tells those of what it prints, to an audience that is shown changes.
    """
    setting = _set(keep(cleared, k), language, changes)
    kept, lines, claims = setting.kept, setting.lines, claims_of(setting.kept)
    used = [kept.evidence[key] for key in setting.cited.evidence]
    return replace(
        _frame(setting),
        marking=_banner(kept, used).value,
        judgments=tuple(_judgment(judgment, lines) for judgment in kept.judgments),
        sections=tuple(_section(field, setting) for field in kept.fields),
        options=tuple(_option(option, lines) for option in kept.options),
        unknowns=tuple(_passage(item, lines[f"unknown:{item.key}"]) for item in kept.unknowns),
        watch=tuple(_watches(kept, lines)),
        actors=kept.actors,
        timeline=tuple(_events(claims, lines)) if "timeline" in setting.order else (),
        figures_marking=_figures_marking(claims) if claims else "",
        countries=kept.countries if "map" in setting.order else (),
        places=tuple(_places(claims)) if "map" in setting.order else (),
        evidence=tuple(_entries(kept, setting.cited)),
        references=setting.cited.references,
        notes=setting.cited.notes,
        summary=summarise(used, claims, language) if "summary" in setting.order else (),
        dissent=tuple(made.Dissent(d.claim, d.dispute, d.audiences) for d in kept.dissent),
        terms=setting.terms,
        left_out=tuple(_left_out(cleared, claims)),
        since=setting.news.since,
        changes=tuple(
            made.ChangeLine(told.kind, lines[f"change:{number}"], marking)
            for number, (told, marking) in enumerate(
                zip(setting.news.told, setting.news.markings, strict=True)
            )
        ),
        withdrawn=setting.news.n_withdrawn,
    )


def _set(kept: parts.Cleared, language: Language, changes: Changes | None) -> _Setting:
    told = news(kept, changes, language)
    order, style = print_order(kept, bool(told.since)), kept.manner.citations
    said = tuple(one.words for one in told.told)
    spelled, terms = spell_out(dict(slots(kept, order, said)), kept.terms)
    groups = citation_groups(kept, spelled.values())
    cited = cite(groups, style, language, tuple(uncited(kept)))
    lines = set_lines(spelled, cited.citations, style)
    return _Setting(kept, order, lines, cited, terms, language, told)


def _frame(setting: _Setting) -> Edition:
    """Return the edition with its masthead and bottom line, and nothing else yet."""
    kept, manner = setting.kept, setting.kept.manner
    is_attributed = "drafter" in manner.show
    return Edition(
        brief=kept.brief,
        audience=manner.audience,
        title=kept.title,
        audience_title=manner.title,
        desk=kept.desk,
        as_of=kept.as_of,
        status=kept.status,
        marking=kept.marking.value,
        title_marking=kept.marking.value,
        gloss=manner.gloss,
        language=setting.language.tag,
        text_language=kept.language,
        template=manner.template,
        theme=manner.theme,
        layout=manner.layout,
        paper=manner.paper,
        citations=manner.citations,
        show=manner.show,
        order=setting.order,
        bottom_line=_passage(kept.bottom_line, setting.lines["bottom-line"]),
        drafter=kept.drafter if is_attributed else "",
        cleared_by=kept.cleared_by if is_attributed else "",
        contact=kept.contact,
    )


def _left_out(cleared: parts.Cleared, printed: tuple[parts.Claim, ...]) -> Iterator[str]:
    ranks = {claim.rank for claim in printed}
    for claim in sorted(claims_of(cleared), key=lambda claim: claim.rank):
        if claim.rank not in ranks:
            yield claim.key


def _banner(kept: parts.Cleared, used: list[parts.Evidence]) -> Marking:
    claims = claims_of(kept)
    passages = [kept.bottom_line, *kept.unknowns]
    passages += [field.lead for field in kept.fields if field.lead]
    passages += [judgment.passage for judgment in kept.judgments]
    passages += [option.passage for option in kept.options]
    passages += [watch.passage for watch in kept.watch]
    return max(
        [
            kept.marking,
            *(passage.marking for passage in passages),
            *(claim.marking for claim in claims),
            *(dispute.marking for claim in claims for dispute in claim.disputes),
            *(piece.marking for piece in used),
            *(piece.document.marking for piece in used),
        ]
    )


def _passage(passage: parts.Passage, line: Line) -> made.Passage:
    return made.Passage(passage.key, passage.marking.value, line)


def _section(field: parts.Field, setting: _Setting) -> made.Section:
    lines, is_rated = setting.lines, "ratings" in setting.kept.manner.show
    return made.Section(
        field=field.id,
        heading=field.heading or _own_heading(field.id, setting.language),
        lead=_passage(field.lead, lines[f"lead:{field.id}"]) if field.lead else None,
        claims=tuple(_claim(claim, lines, is_rated) for claim in field.claims),
    )


def _own_heading(field: str, language: Language) -> str:
    return language.words.get(f"field-{field}", field.replace("-", " ").capitalize())


def _claim(claim: parts.Claim, lines: Mapping[str, Line], is_rated: bool) -> made.Claim:
    return made.Claim(
        key=claim.key,
        marking=claim.marking.value,
        line=lines[f"claim:{claim.key}"],
        when=claim.when,
        rating=_rating(claim.evidence[0]) if is_rated else "",
        earlier=tuple(piece.statement for piece in claim.earlier if piece.statement),
        disputes=tuple(
            made.Passage(
                dispute.key, dispute.marking.value, lines[f"dispute:{claim.key}:{dispute.key}"]
            )
            for dispute in claim.disputes
        ),
    )


def _rating(piece: parts.Evidence) -> str:
    reliability, credibility = piece.document.reliability, piece.credibility
    return f"{reliability.value}{credibility.value}" if reliability and credibility else ""


def _judgment(judgment: parts.Judgment, lines: Mapping[str, Line]) -> made.Judgment:
    passage, term = judgment.passage, judgment.likelihood
    rests_on = lines.get(f"because:{passage.key}", ())
    return made.Judgment(
        key=passage.key,
        marking=passage.marking.value,
        line=lines[f"judgment:{passage.key}"],
        likelihood=term.value if term else "",
        low=term.range.low if term else 0,
        high=term.range.high if term else 0,
        confidence=judgment.confidence.value if judgment.confidence else "",
        because=tuple(
            item for mark in rests_on if isinstance(mark, made.Citation) for item in mark.items
        ),
        reviewed=judgment.reviewed,
        unreviewed=judgment.unreviewed,
    )


def _option(option: parts.Option, lines: Mapping[str, Line]) -> made.Option:
    key = option.passage.key
    return made.Option(
        key=key,
        marking=option.passage.marking.value,
        title=lines[f"option-title:{key}"],
        line=lines[f"option:{key}"],
        pro=lines[f"option-for:{key}"],
        con=lines[f"option-against:{key}"],
        recommended=option.recommended,
    )


def _watches(kept: parts.Cleared, lines: Mapping[str, Line]) -> Iterator[made.Watch]:
    numbers = {j.passage.key: n for n, j in enumerate(kept.judgments, start=1)}
    for watch in kept.watch:
        passage = watch.passage
        yield made.Watch(
            passage.key,
            passage.marking.value,
            lines[f"watch:{passage.key}"],
            numbers.get(watch.judgment, 0),
        )


def _events(claims: tuple[parts.Claim, ...], lines: Mapping[str, Line]) -> Iterator[made.Event]:
    """Yield the claims that have a label and a date; all dated ones where none has a label."""
    dated = [claim for claim in claims if claim.when]
    labelled = [claim for claim in dated if claim.label]
    for claim in sorted(labelled or dated, key=lambda claim: dates.first_day(claim.when)):
        marks = [mark for mark in lines[f"claim:{claim.key}"] if isinstance(mark, made.Citation)]
        label = str(marks[0].note) if marks and marks[0].note else ""
        label = label or (", ".join(item.label for item in marks[0].items) if marks else "")
        yield made.Event(claim.when, claim.label or claim.text, label)


def _figures_marking(claims: tuple[parts.Claim, ...]) -> str:
    return str(max(claim.marking for claim in claims).value)


def _places(claims: tuple[parts.Claim, ...]) -> list[parts.Spot]:
    return sorted({claim.where for claim in claims if claim.where}, key=lambda spot: spot.name)


def _entries(kept: parts.Cleared, cited: Citations) -> Iterator[made.EvidenceEntry]:
    numbers = {key: number for number, key in enumerate(cited.evidence, start=1)}
    supports, disputes = _relations(kept)
    for key, number in numbers.items():
        piece = kept.evidence[key]
        yield made.EvidenceEntry(
            number=number,
            key=key,
            reference=cited.references_of[number - 1],
            role=piece.role.value,
            proof=piece.proof.value,
            quote=piece.quote,
            before=piece.before,
            after=piece.after,
            translation=piece.translation,
            language=piece.language,
            locator=piece.locator,
            credibility=piece.credibility.value if piece.credibility else "",
            origin=piece.origin,
            marking=piece.marking.value,
            statement=piece.statement,
            supports=_numbered(supports.get(key, ()), numbers),
            disputes=_numbered(disputes.get(key, ()), numbers),
        )


def _numbered(keys: Iterable[str], numbers: Mapping[str, int]) -> tuple[int, ...]:
    return tuple(sorted(numbers[key] for key in keys if key in numbers))


def _relations(kept: parts.Cleared) -> tuple[dict[str, set[str]], dict[str, set[str]]]:
    """Return, for each piece of evidence, what supports the same words and what disputes them."""
    supports: dict[str, set[str]] = {}
    disputes: dict[str, set[str]] = {}
    for claim in claims_of(kept):
        sides = [claim.evidence, *(dispute.evidence for dispute in claim.disputes)]
        for side in sides:
            keys = {piece.key for piece in side}
            for key in keys:
                supports.setdefault(key, set()).update(keys - {key})
        for dispute in claim.disputes:
            for ours in claim.evidence:
                for theirs in dispute.evidence:
                    disputes.setdefault(ours.key, set()).add(theirs.key)
                    disputes.setdefault(theirs.key, set()).add(ours.key)
    return supports, disputes
