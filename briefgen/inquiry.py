"""Asking all rules of a library, and what is said of it: a record for the next time it is asked."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from importlib.metadata import version
from pathlib import Path

from briefgen import dates, findings
from briefgen.check import check
from briefgen.errors import ContentError, Diagnostic, UsageError, unknown, usage_error
from briefgen.findings import Findings
from briefgen.fresh import Record, Witness, read_record, settled_before, write_record
from briefgen.looks import read_looks
from briefgen.repertoire import faults_in, repertoire
from briefgen.seeds import line_at, locate, read_library
from briefgen.values import frozen
from briefgen.vocabulary import Marking
from briefgen.watch import watched_seeds, watched_templates


@frozen
class Inquiry:
    """What is asked."""

    seeds: Path
    templates: Path
    """The project's own; may be absent."""
    briefs: tuple[str, ...]
    """Empty: all."""
    today: str | None
    """The day to measure the briefs' own age on."""
    select: tuple[str, ...]
    """Lists of codes, commas between them; empty: all rules."""
    ignore: tuple[str, ...]
    form: str
    """`text`, `json`, `sarif` or `github`."""
    ceiling: Marking


def inquire(inquiry: Inquiry, path: str, key: str) -> Record:
    """Ask, and keep a record of what was read and of the answer.

    Args:
        inquiry: what is asked.
        path: the record's.
        key: stands for all that bears on the answer and is in no file.

    Returns:
        A record whose summary is the number of errors, what is data, what is words for a person.

    Raises:
        UsageError: there is no such folder, brief, rule or day; a template cannot be read.
    """
    gc.disable()  # a library makes no cycles worth a search, and the process ends soon
    before = read_record(path)
    witness = Witness(before.sights if before else {}, settled_before(path))
    for file in (*watched_seeds(inquiry.seeds), *watched_templates(inquiry.templates)):
        witness.digest(file)
    cut = findings.within(locate(_found(inquiry)), inquiry.ceiling)
    record = Record(key, witness.sights, (str(cut.n_errors), *_told(inquiry, cut)))
    write_record(path, record)
    return record


def _told(inquiry: Inquiry, cut: Findings) -> tuple[str, str]:
    """Return what a program reads, and what a person does."""
    if inquiry.form == "json":
        return findings.as_json(cut), ""
    if inquiry.form == "sarif":
        return findings.as_sarif(cut, version("briefgen")), ""
    if inquiry.form == "github":
        return findings.as_github(cut), ""
    # An excerpt may hold more than its finding: it is shown only where everything may be.
    excerpt = line_at if cut.ceiling is Marking.RED else lambda place: ""
    return "", findings.as_text(cut, excerpt)


def _found(inquiry: Inquiry) -> Sequence[Diagnostic]:
    try:
        library = read_library(inquiry.seeds)
    except ContentError as error:
        return (*error.diagnostics, *_of_looks(inquiry.templates))
    looks = read_looks(inquiry.templates)
    faults = list(unknown(inquiry.briefs, library.briefs, "brief", inquiry.seeds.as_posix()))
    if faults:
        raise UsageError([found for fault in faults for found in fault.diagnostics])
    found = check(
        library,
        inquiry.briefs or library.briefs,
        _day(inquiry.today),
        repertoire(looks),
        select=list(_codes(inquiry.select)),
        ignore=list(_codes(inquiry.ignore)),
    )
    return (*faults_in(looks), *found)


def _of_looks(folder: Path) -> Sequence[Diagnostic]:
    """Return what is wrong with templates, beside what is wrong with seeds already."""
    try:
        return tuple(faults_in(read_looks(folder)))
    except UsageError as error:
        return error.diagnostics


def _codes(lists: Iterable[str]) -> Iterator[str]:
    for text in lists:
        yield from (code.strip() for code in text.split(",") if code.strip())


def _day(text: str | None) -> date | None:
    if text is None:
        return None
    if not dates.is_day(text):
        raise usage_error(f"`{text}` is no day", "write --today 2022-01-24")
    return dates.first_day(text)
