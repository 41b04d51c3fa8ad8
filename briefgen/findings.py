"""Findings as text, JSON, SARIF 2.1.0 and workflow commands, cut at a ceiling."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Any
from urllib.parse import quote

from briefgen.errors import Diagnostic, Place
from briefgen.rules.table import BRIEF_RULES, LIBRARY_RULES
from briefgen.values import frozen
from briefgen.vocabulary import Marking, Severity

ReadLine = Callable[[Place], str]
"""Gives the line of a file that a place is on; empty where it may not or cannot be shown."""


@frozen
class Withheld:
    """Findings above a ceiling: how many of one code."""

    code: str
    severity: Severity
    count: int


@frozen
class Findings:
    """What may be told of findings below a ceiling."""

    ceiling: Marking
    shown: tuple[Diagnostic, ...]
    unread: tuple[Diagnostic, ...]
    """Of files whose marking cannot be read: place and code alone may be told."""
    withheld: tuple[Withheld, ...]
    """Those above the ceiling, by code."""

    @property
    def n_errors(self) -> int:
        """How many are errors, withheld ones too."""
        return _count(self, Severity.ERROR)

    @property
    def n_warnings(self) -> int:
        """How many are warnings, withheld ones too."""
        return _count(self, Severity.WARNING)


def within(diagnostics: Iterable[Diagnostic], ceiling: Marking = Marking.RED) -> Findings:
    """Cut findings at a ceiling; at the highest nothing is cut."""
    shown, unread, above = [], [], []
    for found in diagnostics:
        if ceiling is Marking.RED or (found.marking is not None and found.marking <= ceiling):
            shown.append(found)
        elif found.marking is None:
            place = replace(found.place, path=())  # whose keys a person may have written
            unread.append(Diagnostic(found.code, _UNREAD, place, found.severity))
        else:
            above.append((found.code, found.severity))
    counted = sorted(Counter(above).items())
    withheld = (Withheld(code, severity, count) for (code, severity), count in counted)
    return Findings(ceiling, tuple(shown), tuple(unread), tuple(withheld))


def as_text(findings: Findings, read_line: ReadLine) -> str:
    """Return the findings for a terminal: place, message, the line with a caret, the hint."""
    blocks = [_block(found, read_line(found.place)) for found in findings.shown]
    blocks += [_block(found, "") for found in findings.unread]
    blocks += [f"{_label(cut)}: {_above(cut, findings)}" for cut in findings.withheld]
    return "\n\n".join([*blocks, _total(findings)]) + "\n"


def as_json(findings: Findings) -> str:
    """Return the findings as one JSON document."""
    told = [_told(found) for found in (*findings.shown, *findings.unread)]
    withheld = [
        {"code": cut.code, "severity": cut.severity.value, "count": cut.count}
        for cut in findings.withheld
    ]
    document = {
        "schema": 1,
        "ceiling": findings.ceiling.value,
        "errors": findings.n_errors,
        "warnings": findings.n_warnings,
        "findings": told,
        "withheld": withheld,
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def as_sarif(findings: Findings, version: str) -> str:
    """Return the findings as a SARIF 2.1.0 log of one run; `version` is that of briefgen."""
    told = (*findings.shown, *findings.unread)
    codes = sorted({found.code for found in told} | {cut.code for cut in findings.withheld})
    driver = {
        "name": "briefgen",
        "semanticVersion": version,
        "rules": [_sarif_rule(code) for code in codes],
    }
    results = [_sarif_result(found, codes) for found in told]
    results += [_sarif_withheld(cut, codes, findings) for cut in findings.withheld]
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    log = {"$schema": _SARIF_SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


def as_github(findings: Findings) -> str:
    """Return the findings as workflow commands, which a pull request shows beside its lines."""
    lines = [_command(found) for found in (*findings.shown, *findings.unread)]
    for cut in findings.withheld:
        title, message = _escaped(cut.code, property_=True), _escaped(_above(cut, findings))
        lines.append(f"::{cut.severity.value} title={title}::{message}")
    return "".join(f"{line}\n" for line in lines)


_UNREAD = "the marking of this file cannot be read, so no more is told here"
_SARIF_SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)


def _count(findings: Findings, severity: Severity) -> int:
    told = (*findings.shown, *findings.unread)
    n_withheld = sum(cut.count for cut in findings.withheld if cut.severity is severity)
    return n_withheld + sum(found.severity is severity for found in told)


def _label(found: Diagnostic | Withheld) -> str:
    return f"{found.severity.value}[{found.code}]"


def _above(cut: Withheld, findings: Findings) -> str:
    return f"{_number(cut.count, 'finding')} above {findings.ceiling.value}"


def _number(n: int, noun: str) -> str:
    return f"{n} {noun}" if n == 1 else f"{n} {noun}s"


def _total(findings: Findings) -> str:
    if not findings.n_errors + findings.n_warnings:
        return "no findings"
    errors, warnings = findings.n_errors, findings.n_warnings
    return f"{_number(errors, 'error')}, {_number(warnings, 'warning')}"


def _block(found: Diagnostic, line: str) -> str:
    where = f"{found.place}: " if found.place.file else ""
    lines = [f"{where}{_label(found)}: {found.message}"]
    if line.strip() and found.place.line is not None:
        lines += _excerpt(line.rstrip(), found.place.line, found.place.column or 1)
    if found.hint:
        lines += ["", f"  hint: {found.hint}"]
    return "\n".join(lines)


def _excerpt(line: str, number: int, column: int) -> Iterator[str]:
    """Yield the line and a caret beneath its column, cut to what a terminal holds."""
    first = max(0, column - 1 - _WIDTH // 2) if len(line) > _WIDTH else 0
    shown = line[first : first + _WIDTH]
    gap = "".join("\t" if char == "\t" else " " for char in shown[: column - 1 - first])
    yield f"  {number} | {shown}"
    yield f"  {' ' * len(str(number))} | {gap}^"


_WIDTH = 100


def _told(found: Diagnostic) -> dict[str, Any]:
    return {
        "code": found.code,
        "severity": found.severity.value,
        "file": found.place.file,
        "line": found.place.line,
        "column": found.place.column,
        "path": list(found.place.path),
        "message": found.message,
        "hint": found.hint,
        "marking": found.marking.value if found.marking else None,
    }


def _sarif_rule(code: str) -> dict[str, Any]:
    rule: dict[str, Any] = {"id": code}
    title = _TITLES.get(code)
    return rule | {"shortDescription": {"text": title}} if title else rule


_TITLES = {rule.code: rule.title for rule in LIBRARY_RULES} | {
    rule.code: rule.title for rule in BRIEF_RULES
}


def _sarif_result(found: Diagnostic, codes: list[str]) -> dict[str, Any]:
    physical: dict[str, Any] = {"artifactLocation": {"uri": quote(found.place.file)}}
    if found.place.line is not None:
        physical["region"] = {
            "startLine": found.place.line,
            "startColumn": found.place.column or 1,
        }
    text = f"{found.message}. Hint: {found.hint}" if found.hint else found.message
    return _sarif_base(found, codes, text) | {"locations": [{"physicalLocation": physical}]}


def _sarif_withheld(cut: Withheld, codes: list[str], findings: Findings) -> dict[str, Any]:
    return _sarif_base(cut, codes, _above(cut, findings))


def _sarif_base(found: Diagnostic | Withheld, codes: list[str], text: str) -> dict[str, Any]:
    return {
        "ruleId": found.code,
        "ruleIndex": codes.index(found.code),
        "level": found.severity.value,
        "message": {"text": text},
    }


def _command(found: Diagnostic) -> str:
    place = found.place
    known = {"file": place.file, "line": place.line, "col": place.column, "title": found.code}
    given = (
        f"{key}={_escaped(str(value), property_=True)}" for key, value in known.items() if value
    )
    text = f"{found.message}\nhint: {found.hint}" if found.hint else found.message
    return f"::{found.severity.value} {','.join(given)}::{_escaped(text)}"


def _escaped(text: str, *, property_: bool = False) -> str:
    text = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return text.replace(":", "%3A").replace(",", "%2C") if property_ else text
