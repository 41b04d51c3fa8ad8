"""The commands: each reads its arguments, asks one module, prints, and returns its exit code.

What is heavy is imported by the command that needs it.
"""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from pathlib import Path

from briefgen import console

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterator, Sequence
    from contextlib import AbstractContextManager

    from briefgen.crew import Run
    from briefgen.inquiry import Inquiry
    from briefgen.plan import Options
    from briefgen.workers import Terms

DONE, CONTENT_AT_FAULT, USAGE = 0, 1, 2
FORMATS = ("html", "pdf", "json")


def build(arguments: Namespace) -> int:
    """Build what changed; where nothing did, say what the last build said."""
    from briefgen import fresh

    key = _options_key(arguments)
    record = _record(arguments, key)
    if not arguments.force:
        known = fresh.is_fresh(record, key, is_trial=arguments.check)
        if known is not None:
            _explain("nothing has changed since the last build", arguments)
            console.report(known.summary, quiet=arguments.quiet)
            _summarise(known.summary, arguments)
            return DONE
    return _build_anew(arguments, key, record)


def _build_anew(arguments: Namespace, key: str, record: str) -> int:
    show = console.progress(quiet=arguments.quiet, verbose=arguments.verbose)
    try:
        # The crew warms up while the seeds are read.
        with _crew(arguments) as run:
            from briefgen.build import Means, build

            done = build(_options(arguments, key, record), Means(run, show))
    finally:
        show("")
    console.say_findings(done.diagnostics, arguments.ceiling)
    console.report(done.summary, quiet=arguments.quiet)
    _summarise(done.summary, arguments)
    if done.n_errors or (arguments.check and done.n_changes):
        return CONTENT_AT_FAULT
    return DONE


def _crew(arguments: Namespace) -> AbstractContextManager[Run]:
    from briefgen import crew
    from briefgen.cores import cores_at_hand

    terms = crew.terms(arguments.render_timeout, arguments.render_memory)
    if arguments.scheduler is not None:
        from briefgen import cluster

        return cluster.join(arguments.scheduler, terms)
    n_jobs = arguments.jobs or cores_at_hand()
    if arguments.check:
        return _passing_crew(terms, n_jobs)
    premises = crew.premises(_cache(arguments), os.environ)
    return crew.call_up(terms, premises, n_jobs)


@contextmanager
def _passing_crew(terms: Terms, n_jobs: int) -> Iterator[Run]:
    """Give a crew that leaves nothing behind."""
    from tempfile import TemporaryDirectory

    from briefgen import crew

    with (
        TemporaryDirectory(prefix="briefgen-") as folder,
        crew.call_up(terms, crew.premises(Path(folder), os.environ), n_jobs) as run,
    ):
        yield run


def _options(arguments: Namespace, key: str, record: str) -> Options:
    from briefgen.plan import Options

    return Options(
        seeds=Path(arguments.seeds),
        templates=_folder(arguments, "templates"),
        output=_folder(arguments, "output"),
        cache=_cache(arguments),
        briefs=tuple(arguments.briefs),
        audiences=tuple(arguments.audience),
        formats=_formats(arguments.format),
        template=arguments.template,
        since=Path(arguments.since) if arguments.since else None,
        is_trial=arguments.check,
        is_forced=arguments.force,
        record=record,
        options_key=key,
    )


def _project(arguments: Namespace) -> Path:
    """Return the folder beside whose seeds everything else lies."""
    return Path(os.path.normpath(Path(arguments.seeds, "..")))


def _folder(arguments: Namespace, name: str) -> Path:
    """Return a folder that was asked for, or the project's own of that name."""
    return Path(getattr(arguments, name) or _project(arguments) / name)


def _cache(arguments: Namespace) -> Path:
    return _project(arguments) / ".briefgen"


def _record(arguments: Namespace, key: str) -> str:
    return str(_cache(arguments) / "fresh" / f"{key}.json")


def _summarise(lines: Sequence[str], arguments: Namespace) -> None:
    """Write the table of editions as Markdown where it was asked for, and for GitHub."""
    step = os.environ.get("GITHUB_STEP_SUMMARY")
    if not arguments.summary and not step:
        return
    from briefgen.summary import as_markdown
    from briefgen.writing import guarded, write_file

    table = as_markdown(lines)
    if arguments.summary:
        write_file(Path(arguments.summary), table.encode())
    if step:
        guarded(lambda file: _append(file, f"### briefgen\n\n{table}\n"), Path(step))


def _append(file: Path, text: str) -> None:
    """Add to a file that other steps write to as well."""
    with file.open("a", encoding="utf-8", newline="\n") as stream:
        stream.write(text)


def _explain(words: str, arguments: Namespace) -> None:
    if arguments.verbose:
        console.say(words)


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


_WORDS_ONLY = ("quiet", "verbose", "jobs", "scheduler", "force", "ceiling", "check", "summary")
"""Arguments that change no byte of what is built."""


def check(arguments: Namespace) -> int:
    """Ask all rules, and print what they find: for a person on stderr, for a program on stdout."""
    from briefgen import fresh

    ceiling = console.ceiling_here(arguments.ceiling, is_data=arguments.format != "text")
    key = f"{_options_key(arguments)}-{ceiling}"
    record = _record(arguments, key)
    known = fresh.is_fresh(record, key)
    if known is not None:
        _explain("nothing has changed since this was asked last", arguments)
    else:
        from briefgen.inquiry import inquire

        _explain("asking all rules of the seeds", arguments)
        known = inquire(_inquiry(arguments, ceiling), record, key)
    n_errors, told, said = known.summary
    is_at_fault = bool(int(n_errors))
    if is_at_fault or not arguments.quiet:
        console.say(said)
    console.tell(told)
    return CONTENT_AT_FAULT if is_at_fault else DONE


def _inquiry(arguments: Namespace, ceiling: str) -> Inquiry:
    from briefgen.inquiry import Inquiry
    from briefgen.vocabulary import Marking

    return Inquiry(
        seeds=Path(arguments.seeds),
        templates=_folder(arguments, "templates"),
        briefs=tuple(arguments.briefs),
        today=arguments.today,
        select=tuple(arguments.select),
        ignore=tuple(arguments.ignore),
        form=arguments.format,
        ceiling=Marking(ceiling),
    )


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


def diff(arguments: Namespace) -> int:
    """Print what changed between two recorded editions."""
    from briefgen.diff import difference
    from briefgen.languages import read_language
    from briefgen.releases import read_release
    from briefgen.shipped import TEMPLATES

    old, new = (read_release(Path(file)).edition for file in (arguments.old, arguments.new))
    found = difference(old, new)
    language = read_language(TEMPLATES, new.language, Path(arguments.templates))
    if arguments.format == "json":
        console.tell(found.as_json())
    elif arguments.format == "markdown":
        console.tell(found.as_markdown(language))
    else:
        console.tell(found.as_text(language))
    return DONE


def release(arguments: Namespace) -> int:
    """Record built editions as handed out; print the files of those that were not yet."""
    from briefgen.errors import ContentError
    from briefgen.handout import Request, hand_out
    from briefgen.seeds import read_library

    seeds = Path(arguments.seeds)
    request = Request(
        seeds=seeds,
        output=_folder(arguments, "output"),
        briefs=tuple(arguments.briefs),
        audiences=tuple(arguments.audience),
    )
    files, faults = hand_out(read_library(seeds), request)
    for file in files:
        console.tell(file.as_posix())
    if faults:
        raise ContentError(faults)
    if not files and not arguments.quiet:
        console.say("recorded already")
    return DONE


def templates(arguments: Namespace) -> int:
    """List what editions can look like, or print one file of it."""
    from briefgen.looks import read_looks
    from briefgen.render import open_templates
    from briefgen.shipped import TEMPLATES
    from briefgen.template_list import as_json, as_text, list_templates, text_of

    own = read_looks(_folder(arguments, "templates"))
    if arguments.file:
        console.tell(text_of(arguments.file, [own, read_looks(TEMPLATES)]))
        return DONE
    found = list_templates(open_templates(TEMPLATES, own))
    console.tell(as_json(found) if arguments.format == "json" else as_text(found))
    return DONE


def verify(arguments: Namespace) -> int:
    """Search built files for anything above their marking."""
    from briefgen.seeds import read_library
    from briefgen.verify import verify

    folder = Path(arguments.folder or _project(arguments) / "output")
    found = verify(read_library(Path(arguments.seeds)), folder)
    console.say_findings(found, arguments.ceiling)
    if not found and not arguments.quiet:
        console.say("nothing found above its marking")
    return CONTENT_AT_FAULT if found else DONE


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
