"""One error family: every fault says where it stands, what it is and what to try.

BriefgenError        what a person did; carries Diagnostics, all of them at once
├── ContentError     seeds or templates are at fault: exit 1
└── UsageError       the command or the machine is at fault: exit 2
"""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterable, Iterator, Sequence

from briefgen.values import frozen
from briefgen.vocabulary import Marking, Severity

KeyPath = tuple[str | int, ...]
"""Where in a YAML file: keys and 0-based list positions from the root."""


@frozen
class Place:
    """Where a finding stands; line and column are 1-based, None until a door located them."""

    file: str
    """Path as a person can open it from the working directory, `/` between folders."""
    path: KeyPath = ()
    """Keys from the root of the file to the value at fault."""
    line: int | None = None
    column: int | None = None
    on_key: bool = False
    """The key itself is at fault (unknown, duplicate), not its value."""

    def __str__(self) -> str:
        return ":".join(str(part) for part in (self.file, self.line, self.column) if part)


@frozen
class Diagnostic:
    """One finding."""

    code: str
    """Stable rule code: lower-case words joined by hyphens."""
    message: str
    """What is wrong: values in backticks, no full stop."""
    place: Place
    severity: Severity = Severity.ERROR
    hint: str = ""
    """What to try; may be empty."""
    marking: Marking | None = None
    """The highest marking that the message or place can reveal; None: it could not be read."""


class BriefgenError(Exception):
    """Something a person can mend; `diagnostics` says what, all at once."""

    def __init__(self, diagnostics: Sequence[Diagnostic] = ()) -> None:
        super().__init__(tuple(diagnostics))
        self.diagnostics = tuple(diagnostics)

    def __str__(self) -> str:
        return "\n".join(f"{found.place}: {found.message}" for found in self.diagnostics)


class ContentError(BriefgenError):
    """Seeds or templates are at fault."""


class UsageError(BriefgenError):
    """The command line or the machine is at fault."""


def usage_error(message: str, hint: str = "", *, code: str = "usage", file: str = "") -> UsageError:
    """Return the error of a command that cannot be carried out as it was given."""
    return UsageError([Diagnostic(code, message, Place(file), hint=hint, marking=Marking.CLEAR)])


def unknown(
    asked: Iterable[str], known: Collection[str], noun: str, file: str
) -> Iterator[UsageError]:
    """Yield an error, with the nearest name known, for each name that is not."""
    for name in asked:
        if name not in known:
            close = difflib.get_close_matches(name, known, n=1)
            hint = f"did you mean `{close[0]}`?" if close else f"there are: {', '.join(known)}"
            yield usage_error(f"there is no {noun} `{name}`", hint, code=f"no-{noun}", file=file)
