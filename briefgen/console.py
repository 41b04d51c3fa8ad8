"""What a person sees: words on stderr, data on stdout. Nothing else in the package prints."""

from __future__ import annotations

import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from briefgen.errors import Diagnostic


def say(line: str) -> None:
    """Print words for the person at work; none, where there are none."""
    if line:
        print(line.rstrip("\n"), file=sys.stderr)


def tell(text: str) -> None:
    """Print data, which another program may read; none, where there are none."""
    if text:
        print(text.rstrip("\n"))


def report(summary: Iterable[str], *, quiet: bool) -> None:
    """Print a build's table, and the paths, which follow an empty line, as data."""
    lines = list(summary)
    cut = lines.index("") if "" in lines else len(lines)
    if not quiet:
        for line in lines[:cut]:
            say(line)
    for path in lines[cut + 1 :]:
        print(path)


def progress(*, quiet: bool, verbose: bool) -> Callable[[str], None]:
    """Return what shows how far a build is: one line that is overwritten, on a terminal only.

    Args:
        quiet: show nothing.
        verbose: show a line for each step, wherever that goes.
    """
    if verbose:
        return say
    if quiet or not sys.stderr.isatty():
        return lambda line: None
    return lambda line: print(f"\r\x1b[2K{line}", end="", file=sys.stderr, flush=True)


def say_findings(diagnostics: Iterable[Diagnostic], asked: str | None) -> None:
    """Print findings, cut at a ceiling: that asked for, or the highest that may be shown here."""
    from briefgen.findings import as_text, within
    from briefgen.seeds import line_at, locate
    from briefgen.vocabulary import Marking

    found = list(diagnostics)
    if not found:
        return
    ceiling = Marking(ceiling_here(asked))
    # An excerpt may hold more than its finding: it is shown only where everything may be.
    excerpt = line_at if ceiling is Marking.RED else lambda place: ""
    say(as_text(within(locate(found), ceiling), excerpt))


def ceiling_here(asked: str | None, *, is_data: bool = False) -> str:
    """Return the highest marking that may be shown; a log or a file gets no more than CLEAR.

    Args:
        asked: that asked for.
        is_data: what is shown is for a program, on stdout.
    """
    if asked is not None:
        return asked
    return "TLP:RED" if (sys.stdout if is_data else sys.stderr).isatty() else "TLP:CLEAR"
