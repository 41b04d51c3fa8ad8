"""Two recorded editions side by side: their changes as text, Markdown and JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from briefgen.changes import Change
from briefgen.compare import compare
from briefgen.edition import Edition
from briefgen.errors import UsageError, usage_error
from briefgen.languages import Language
from briefgen.parts import Run, Words
from briefgen.values import frozen
from briefgen.vocabulary import Marking
from briefgen.wording import worded

SCHEMA = 1
_MARKS = re.compile(r"([\\`*_\[\]<>#|])")


@frozen
class Difference:
    """The changes from one edition to another of the same brief and audience."""

    old: Edition
    new: Edition
    changes: tuple[Change, ...]

    @property
    def marking(self) -> str:
        """The higher banner of both."""
        return str(max(Marking(self.old.marking), Marking(self.new.marking)).value)

    def as_text(self, language: Language) -> str:
        """Return the changes for a terminal, one a line."""
        lines = [f"{self.new.title} ({self.new.audience_title}, {self.marking})"]
        lines += [_heading(self, language), ""]
        lines += [f"- {_plain(words)}" for words in _told(self, language)]
        return "\n".join(lines) + "\n"

    def as_markdown(self, language: Language) -> str:
        """Return the changes as a Markdown section."""
        lines = [f"## {_escaped(_heading(self, language))}", ""]
        lines += [f"{_escaped(self.new.title)} · {self.new.audience_title} · {self.marking}", ""]
        lines += [f"- {_marked(words)}" for words in _told(self, language)]
        return "\n".join(lines) + "\n"

    def as_json(self) -> str:
        """Return the changes as one JSON document."""
        document = {
            "schema": SCHEMA,
            "brief": self.new.brief,
            "audience": self.new.audience,
            "marking": self.marking,
            "old": self.old.as_of,
            "new": self.new.as_of,
            "changes": [_record(change) for change in self.changes],
        }
        return json.dumps(document, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def difference(old: Edition, new: Edition) -> Difference:
    """Compare two editions.

    Raises:
        UsageError: they are not of the same brief and audience.
    """
    if (old.brief, old.audience) != (new.brief, new.audience):
        raise _unlike(old, new)
    return Difference(old, new, compare(old, new))


def _unlike(old: Edition, new: Edition) -> UsageError:
    names = [f"`{one.audience}/{one.brief}`" for one in (old, new)]
    return usage_error(
        f"{names[0]} and {names[1]} cannot be compared",
        "give two editions of the same brief for the same audience",
        code="unlike-editions",
    )


def _heading(difference: Difference, language: Language) -> str:
    return language.say("changes-since", date=language.date(difference.old.as_of))


def _told(difference: Difference, language: Language) -> Iterator[Words]:
    if not difference.changes:
        yield (Run(language.say("change-none")),)
    for told in worded(difference.changes, language):
        yield told.words


def _record(change: Change) -> dict[str, Any]:
    told = asdict(change)
    return {"kind": change.kind, **{key: told[key] for key in told if told[key]}}


def _plain(words: Words) -> str:
    return "".join(run.text for run in words if isinstance(run, Run))


def _marked(words: Words) -> str:
    runs = (run for run in words if isinstance(run, Run))
    return "".join(
        f"**{_escaped(run.text)}**" if "strong" in run.styles else _escaped(run.text)
        for run in runs
    )


def _escaped(text: str) -> str:
    return _MARKS.sub(r"\\\1", text)
