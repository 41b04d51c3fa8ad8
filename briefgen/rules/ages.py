"""Evidence must be neither too old for its claim nor too new for its brief."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from briefgen.dates import first_day, last_day
from briefgen.dossier import Exhibit
from briefgen.errors import Diagnostic
from briefgen.models.brief import Judgment
from briefgen.rules.case import Case, marking_of, name_of, raised
from briefgen.vocabulary import Role


def evidence_after_as_of(case: Case) -> Iterator[Diagnostic]:
    """Sources issued after the day whose state of knowledge the brief gives."""
    as_of = first_day(case.brief.as_of)
    for path, source in case.dossier.sources.items():
        if source.issued and first_day(source.issued) > as_of:
            yield Diagnostic(
                "evidence-after-as-of",
                f"it was issued after {case.brief.as_of}, the `as_of` of `{case.dossier.id}`",
                case.in_source(path, "issued"),
                hint="take it out of the brief's `sources`, or move `as_of`",
                marking=max(source.marking, case.brief.marking),
            )


def stale_evidence(case: Case) -> Iterator[Diagnostic]:
    """Undated claims whose newest evidence is older than the brief allows."""
    days = case.brief.stale_after_days
    oldest = date.fromordinal(max(1, first_day(case.brief.as_of).toordinal() - days))
    for exhibit in case.dossier.exhibits.values():
        if exhibit.role is Role.SUPPORTS or exhibit.annotation.when:
            continue
        newest = max(_issued((exhibit, *case.support(exhibit))), default=oldest)
        if newest < oldest:
            message = f"`{exhibit.key}` has no `when`, and its evidence is of {newest}"
            hint = f"say `when` it was so, or find evidence less than {days} days old at `as_of`"
            yield case.about("stale-evidence", message, exhibit, hint=hint)


def stale_briefs(case: Case) -> Iterator[Diagnostic]:
    """Briefs whose state of knowledge is too old on the day of the check."""
    if case.today is None:
        return
    age = (case.today - first_day(case.brief.as_of)).days
    if age > case.brief.stale_after_days:
        message = f"the brief is {age} days old on {case.today}"
        hint = f"it counts as stale after {case.brief.stale_after_days} days: bring it up to date"
        yield case.of_brief("brief-stale", message, ("as_of",), hint=hint)


def unreviewed_judgments(case: Case) -> Iterator[Diagnostic]:
    """Judgments with evidence that was issued since they were reviewed."""
    for written in case.written:
        judgment = written.item.authored
        if not isinstance(judgment, Judgment) or not judgment.reviewed or written.kind != "text":
            continue
        reviewed = first_day(judgment.reviewed)
        since = [e for e in _around(case, case.grounds(written)) if _is_after(e, reviewed)]
        if since:
            named = ", ".join(f"`{exhibit.key}`" for exhibit in since)
            message = f"{name_of(written.item)} was reviewed before its evidence {named} was issued"
            hint = "weigh it again, then move `reviewed`: until then it is printed as unreviewed"
            found = case.of_words("judgment-unreviewed", message, written, hint)
            place = case.in_brief(*written.item.path, "reviewed")
            yield raised(replace(found, place=place), marking_of(*since))


def _issued(exhibits: Iterable[Exhibit]) -> Iterator[date]:
    return (last_day(e.source.issued) for e in exhibits if e.source.issued)


def _around(case: Case, grounds: Iterable[Exhibit]) -> Iterator[Exhibit]:
    """Yield the grounds and all that bears on them, each once."""
    found = dict.fromkeys(
        exhibit.key
        for ground in grounds
        for exhibit in (ground, *case.dossier.bearing.get(ground.key, ()))
    )
    return (case.dossier.exhibits[key] for key in found)


def _is_after(exhibit: Exhibit, day: date) -> bool:
    return bool(exhibit.source.issued) and first_day(exhibit.source.issued or "") > day
