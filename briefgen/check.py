"""Ask all rules of a library."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from datetime import date
from typing import TypeVar

from briefgen.errors import Diagnostic, usage_error
from briefgen.models.brief import Status
from briefgen.models.library import Library
from briefgen.rules.case import Case, Repertoire, nearest, open_case
from briefgen.rules.survey import Survey
from briefgen.rules.table import BRIEF_RULES, LIBRARY_RULES, Rule
from briefgen.vocabulary import Marking, Severity

Asked = TypeVar("Asked")


def check(
    library: Library,
    brief_ids: Iterable[str],
    today: date | None = None,
    repertoire: Repertoire | None = None,
    *,
    select: Collection[str] = (),
    ignore: Collection[str] = (),
) -> tuple[Diagnostic, ...]:
    """Return what the rules find, each once, as yet without line and column.

    Args:
        library: as it was read.
        brief_ids: the briefs to check.
        today: the day to measure the briefs' own age on; None: it is not measured.
        repertoire: what seeds may name beside what stands in them; None: anything.
        select: the only rules that are asked; none: all.
        ignore: rules that are not asked.

    Raises:
        UsageError: `select` or `ignore` names no rule.
    """
    for code in (*select, *ignore):
        if code not in CODES:
            raise usage_error(f"there is no rule `{code}`", nearest(code, CODES))
    wanted = frozenset(select or CODES).difference(ignore)
    cases = {key: open_case(library, key, today, repertoire) for key in brief_ids}
    found = [finding for case in cases.values() for finding in _of_brief(case, wanted)]
    found += _of_library(Survey(library, cases, repertoire), wanted)
    hushed = library.project.ignore
    return tuple(
        finding
        for finding in dict.fromkeys(found)
        if finding.severity is Severity.ERROR or finding.code not in hushed
    )


CODES: tuple[str, ...] = tuple(
    dict.fromkeys([*(rule.code for rule in BRIEF_RULES), *(rule.code for rule in LIBRARY_RULES)])
)
"""The codes of all rules, in the order of the table."""


def errors(case: Case) -> tuple[Diagnostic, ...]:
    """Return what stops a brief, each once, as yet without line and column."""
    grave = {rule.code for rule in BRIEF_RULES if rule.severity is Severity.ERROR}
    found = dict.fromkeys(_of_brief(case, grave))
    return tuple(finding for finding in found if finding.severity is Severity.ERROR)


def highest_markings(library: Library, files: Collection[str]) -> dict[str, Marking]:
    """Return the highest marking anywhere in each of these files: what an excerpt may reveal."""
    asked = {key: file for key, file in library.files.items() if file in files}
    return {file: _highest(library, *key.split("/", 1)) for key, file in asked.items()}


def _highest(library: Library, kind: str, name: str = "") -> Marking:
    if kind == "sources":
        source = library.sources[name]
        return max([source.marking, *(a.marking for a in source.annotations if a.marking)])
    if kind == "briefs":
        case = open_case(library, name)
        return max(case.item_marking(item) for item in case.dossier.items())
    return Marking.CLEAR


def _of_brief(case: Case, wanted: Collection[str]) -> Iterator[Diagnostic]:
    is_final = case.brief.status is Status.FINAL
    for rule in BRIEF_RULES:
        if rule.code in wanted:
            yield from _graded(rule, rule.find(case), is_final=is_final)


def _of_library(survey: Survey, wanted: Collection[str]) -> Iterator[Diagnostic]:
    for rule in LIBRARY_RULES:
        if rule.code in wanted:
            yield from _graded(rule, rule.find(survey), is_final=True)


def _graded(
    rule: Rule[Asked], found: Iterable[Diagnostic], *, is_final: bool
) -> Iterator[Diagnostic]:
    severity = rule.severity if is_final or rule.on_draft is None else rule.on_draft
    return (replace(finding, severity=severity) for finding in found)
