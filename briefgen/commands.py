"""The commands: each reads its arguments, asks one module, prints, and returns its exit code.

What is heavy is imported by the command that needs it.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from briefgen import console

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import Namespace
    from datetime import date

    from briefgen.models.library import Library

DONE, CONTENT_AT_FAULT, USAGE = 0, 1, 2
FORMATS = ("html", "pdf", "json")


def build(arguments: Namespace) -> int:
    """Build what changed; where nothing did, say what the last build said."""
    from briefgen import fresh

    key = _options_key(arguments)
    record = str(Path(arguments.seeds).parent / ".briefgen" / "fresh" / f"{key}.json")
    if not arguments.force:
        known = fresh.is_fresh(record, key)
        if known is not None:
            console.report(known.summary, quiet=arguments.quiet)
            return DONE
    return _build_anew(arguments, key, record)


def _build_anew(arguments: Namespace, key: str, record: str) -> int:
    from briefgen.build import build
    from briefgen.plan import Options

    project = Path(arguments.seeds).parent
    options = Options(
        seeds=Path(arguments.seeds),
        templates=Path(arguments.templates or project / "templates"),
        output=Path(arguments.output or project / "output"),
        cache=project / ".briefgen",
        briefs=tuple(arguments.briefs),
        audiences=tuple(arguments.audience),
        formats=_formats(arguments.format),
        template=arguments.template,
        n_jobs=arguments.jobs or _cores(),
        timeout_s=arguments.render_timeout,
        memory_mib=arguments.render_memory,
        is_trial=arguments.check,
        is_forced=arguments.force,
        record=record,
        environment=dict(os.environ),
        options_key=key,
    )
    show = console.progress(quiet=arguments.quiet)
    try:
        done = build(options, show)
    finally:
        show("")
    console.say_findings(done.diagnostics, arguments.ceiling)
    console.report(done.summary, quiet=arguments.quiet)
    if done.n_errors or (arguments.check and done.n_changes):
        return CONTENT_AT_FAULT
    return DONE


def _cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _formats(text: str) -> tuple[str, ...]:
    from briefgen.errors import usage_error

    asked = [part.strip() for part in text.split(",")]
    unknown = [part for part in asked if part not in FORMATS]
    if unknown:
        raise usage_error(f"`{unknown[0]}` is no format", f"write some of {', '.join(FORMATS)}")
    return tuple(part for part in FORMATS if part in asked)


def _options_key(arguments: Namespace) -> str:
    """Return what stands for all that bears on a build and is in no file."""
    import hashlib

    told = {key: value for key, value in vars(arguments).items() if key not in _WORDS_ONLY}
    told |= {"python": sys.version, "folder": str(Path.cwd())}
    return hashlib.sha256(repr(sorted(told.items())).encode()).hexdigest()[:16]


_WORDS_ONLY = ("quiet", "verbose", "jobs", "force", "ceiling", "check")
"""Arguments that change no byte of what is built."""


def check(arguments: Namespace) -> int:
    """Ask all rules, and print what they find: for a person on stderr, for a program on stdout."""
    from briefgen import findings, seeds
    from briefgen.check import check
    from briefgen.errors import ContentError

    try:
        library = seeds.read_library(Path(arguments.seeds))
        found = check(
            library,
            _selected(library, arguments),
            _day(arguments.today),
            select=_codes(arguments.select),
            ignore=_codes(arguments.ignore),
        )
    except ContentError as error:
        found = error.diagnostics
    if arguments.format == "text":
        console.say_findings(found, arguments.ceiling)
        if not found and not arguments.quiet:
            console.say("no findings")
    cut = findings.within(seeds.locate(found), console.ceiling_here(arguments.ceiling))
    if arguments.format == "json":
        console.tell(findings.as_json(cut))
    elif arguments.format == "sarif":
        console.tell(findings.as_sarif(cut, _version()))
    elif arguments.format == "github":
        console.tell(findings.as_github(cut))
    return CONTENT_AT_FAULT if cut.n_errors else DONE


def _selected(library: Library, arguments: Namespace) -> list[str]:
    from briefgen.errors import UsageError
    from briefgen.plan import unknown

    faults = list(unknown(arguments.briefs, library.briefs, "brief", Path(arguments.seeds)))
    if faults:
        raise UsageError([found for fault in faults for found in fault.diagnostics])
    return list(arguments.briefs or library.briefs)


def _codes(lists: list[str]) -> list[str]:
    return [code.strip() for text in lists for code in text.split(",") if code.strip()]


def _day(text: str | None) -> date | None:
    from briefgen import dates
    from briefgen.errors import usage_error

    if text is None:
        return None
    if not dates.is_day(text):
        raise usage_error(f"`{text}` is no day", "write --today 2022-01-24")
    return dates.first_day(text)


def _version() -> str:
    from importlib.metadata import version

    return version("briefgen")


def trace(arguments: Namespace) -> int:
    """Print what a brief's statements rest on."""
    from briefgen.seeds import read_library
    from briefgen.trace import trace

    library = read_library(Path(arguments.seeds))
    found = trace(library, arguments.brief, arguments.claim, arguments.audience)
    console.tell(found.as_json() if arguments.format == "json" else found.as_text())
    return DONE


def impact(arguments: Namespace) -> int:
    """Print what falls or weakens if a source is withdrawn."""
    from briefgen.impact import impact
    from briefgen.seeds import read_library

    found = impact(read_library(Path(arguments.seeds)), arguments.source)
    console.tell(found.as_json() if arguments.format == "json" else found.as_text())
    return DONE


def schema(arguments: Namespace) -> int:
    """Write the JSON Schemas of the seed files."""
    from briefgen.starter import write_schemas

    folder = Path(arguments.folder or Path(arguments.seeds, ".schema"))
    for path in write_schemas(folder):
        console.tell(path.as_posix())
    return DONE


def init(arguments: Namespace) -> int:
    """Make a small project that builds at once."""
    from briefgen.starter import start

    for path in start(Path(arguments.folder)):
        console.tell(path.as_posix())
    if not arguments.quiet:
        console.say(f"next: cd {arguments.folder} && briefgen build")
    return DONE


def doctor(arguments: Namespace) -> int:
    """Tell what is installed, and what is missing and how to get it."""
    from briefgen.doctor import examine

    examined = examine()
    if not arguments.quiet:
        console.tell("\n".join(examined.lines))
    for problem in examined.problems:
        console.say(problem)
    return USAGE if examined.problems else DONE
