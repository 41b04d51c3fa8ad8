"""The command line: arguments, printing, exit codes, the clock and the environment.

Nothing else in the package does these. What is heavy is imported by the command that needs it.
"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import Any, NoReturn

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from briefgen.errors import Diagnostic
    from briefgen.vocabulary import Marking

DONE, CONTENT_AT_FAULT, USAGE = 0, 1, 2
INTERRUPTED = 130
FORMATS = ("html", "pdf", "json")


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code: 0 done, 1 content at fault, 2 usage."""
    arguments = _parser().parse_args(argv)
    if arguments.command is None:
        _parser().print_help(sys.stderr)
        return USAGE
    try:
        code: int = arguments.run(arguments)
        sys.stdout.flush()
        return code
    except KeyboardInterrupt:
        _say("interrupted; what was built so far stands")
        return INTERRUPTED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except Exception as error:
        return _failed(error, arguments)


def _failed(error: Exception, arguments: argparse.Namespace) -> int:
    """Print a person's error as findings; let a programmer's error show itself."""
    from briefgen.errors import BriefgenError, UsageError

    if not isinstance(error, BriefgenError):
        raise error
    _print_findings(error.diagnostics, arguments)
    return USAGE if isinstance(error, UsageError) else CONTENT_AT_FAULT


# Arguments


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="briefgen",
        description="Policy briefs from annotated sources: HTML and PDF, one edition per audience.",
        epilog="briefgen COMMAND --help tells what a command does.",
    )
    parser.add_argument("--version", action=_Version, help="print the version")
    parser.add_argument(
        "--print-completion",
        action=_Completion,
        choices=("bash", "zsh", "tcsh"),
        help="print a completion script for a shell",
    )
    parser.set_defaults(command=None)
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")
    for add in (_add_build, _add_schema, _add_init, _add_doctor):
        add(commands)
    return parser


def _command(
    commands: Any, name: str, run: Callable[[argparse.Namespace], int], summary: str
) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = commands.add_parser(
        name, help=summary, description=f"{summary[0].upper()}{summary[1:]}."
    )
    parser.set_defaults(command=name, run=run)
    words = parser.add_mutually_exclusive_group()
    words.add_argument("--quiet", action="store_true", help="say only what is wrong")
    words.add_argument("--verbose", action="store_true", help="say what is read and kept")
    return parser


def _add_seeds(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--seeds", default="seeds", metavar="DIR", help="the seeds folder (default: seeds)"
    )
    parser.add_argument(
        "--ceiling",
        choices=("TLP:CLEAR", "TLP:GREEN", "TLP:AMBER", "TLP:AMBER+STRICT", "TLP:RED"),
        metavar="MARKING",
        help="cut messages above this marking to their code"
        " (default: TLP:CLEAR where stderr is no terminal)",
    )


def _add_build(commands: Any) -> None:
    parser = _command(commands, "build", _build, "build the editions that have changed")
    parser.add_argument("briefs", nargs="*", metavar="BRIEF", help="ids (default: all briefs)")
    _add_seeds(parser)
    parser.add_argument(
        "--audience", action="append", default=[], metavar="ID", help="only this one; repeatable"
    )
    parser.add_argument(
        "--format", default="html,pdf,json", metavar="LIST", help="of html, pdf, json"
    )
    parser.add_argument(
        "--templates", metavar="DIR", help="the project's templates (default: beside the seeds)"
    )
    parser.add_argument("--template", metavar="NAME", help="instead of the audience's own")
    parser.add_argument("--output", metavar="DIR", help="default: output, beside the seeds")
    parser.add_argument("--jobs", type=_count, metavar="N", help="default: the cores at hand")
    parser.add_argument(
        "--check", action="store_true", help="write nothing; exit 1 if anything would change"
    )
    parser.add_argument("--force", action="store_true", help="read and render everything anew")
    parser.add_argument(
        "--render-timeout", type=_count, default=120, metavar="S", help="seconds an edition"
    )
    parser.add_argument(
        "--render-memory", type=_count, default=1024, metavar="MIB", help="an edition"
    )


def _add_schema(commands: Any) -> None:
    parser = _command(commands, "schema", _schema, "write the JSON Schemas of the seed files")
    parser.add_argument(
        "folder", nargs="?", metavar="DIR", help="where to (default: .schema in the seeds)"
    )
    _add_seeds(parser)


def _add_init(commands: Any) -> None:
    parser = _command(commands, "init", _init, "make a small project that builds at once")
    parser.add_argument("folder", metavar="DIR", help="a new or empty folder")


def _add_doctor(commands: Any) -> None:
    _command(commands, "doctor", _doctor, "tell what is installed, and what is missing")


def _count(text: str) -> int:
    number = int(text)
    if number < 1:
        raise ValueError
    return number


class _Version(argparse.Action):
    """Reads the version only when it is asked for."""

    def __init__(self, option_strings: Sequence[str], dest: str, help: str | None = None) -> None:
        super().__init__(option_strings, dest, nargs=0, help=help)

    def __call__(self, *_: object) -> NoReturn:
        from importlib.metadata import version

        print(f"briefgen {version('briefgen')}")
        raise SystemExit(DONE)


class _Completion(argparse.Action):
    """Prints a completion script made from the parser itself."""

    def __call__(
        self, parser: argparse.ArgumentParser, namespace: object, values: object, *_: object
    ) -> NoReturn:
        import shtab

        print(shtab.complete(parser, shell=str(values)))
        raise SystemExit(DONE)


# Commands


def _build(arguments: argparse.Namespace) -> int:
    from briefgen import fresh

    key = _options_key(arguments)
    record = str(Path(arguments.seeds).parent / ".briefgen" / "fresh" / f"{key}.json")
    if not arguments.force:
        known = fresh.is_fresh(record, key)
        if known is not None:
            _report(known.summary, arguments)
            return DONE
    return _build_anew(arguments, key, record)


def _build_anew(arguments: argparse.Namespace, key: str, record: str) -> int:
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
    done = build(options, _progress(arguments))
    _print_findings(done.diagnostics, arguments)
    _report(done.summary, arguments)
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


def _options_key(arguments: argparse.Namespace) -> str:
    """Return what stands for all that bears on a build and is in no file."""
    import hashlib

    told = {key: value for key, value in vars(arguments).items() if key not in _WORDS_ONLY}
    told |= {"python": sys.version, "folder": str(Path.cwd())}
    return hashlib.sha256(repr(sorted(told.items())).encode()).hexdigest()[:16]


_WORDS_ONLY = ("run", "quiet", "verbose", "jobs", "force", "ceiling", "check")
"""Arguments that change no byte of what is built."""


def _schema(arguments: argparse.Namespace) -> int:
    from briefgen.starter import write_schemas

    folder = Path(arguments.folder or Path(arguments.seeds, ".schema"))
    for path in write_schemas(folder):
        print(path.as_posix())
    return DONE


def _init(arguments: argparse.Namespace) -> int:
    from briefgen.starter import start

    for path in start(Path(arguments.folder)):
        print(path.as_posix())
    if not arguments.quiet:
        _say(f"next: cd {arguments.folder} && briefgen build")
    return DONE


def _doctor(arguments: argparse.Namespace) -> int:
    from briefgen.doctor import examine

    examined = examine()
    if not arguments.quiet:
        print("\n".join(examined.lines))
    for problem in examined.problems:
        _say(problem)
    return USAGE if examined.problems else DONE


# Printing


def _say(line: str) -> None:
    print(line, file=sys.stderr)


def _report(summary: Iterable[str], arguments: argparse.Namespace) -> None:
    """Print a build's table on stderr, and the paths, which follow an empty line, on stdout."""
    lines = list(summary)
    cut = lines.index("") if "" in lines else len(lines)
    if not arguments.quiet:
        for line in lines[:cut]:
            _say(line)
    for path in lines[cut + 1 :]:
        print(path)


def _progress(arguments: argparse.Namespace) -> Callable[[str], None]:
    """Return what shows how far a build is: one line that is overwritten, on a terminal only."""
    if arguments.quiet or not sys.stderr.isatty():
        return lambda line: None
    return lambda line: print(f"\r\x1b[2K{line}", end="", file=sys.stderr, flush=True)


def _print_findings(diagnostics: Iterable[Diagnostic], arguments: argparse.Namespace) -> None:
    if not diagnostics:
        return
    from briefgen.findings import as_text, within
    from briefgen.seeds import line_at, locate
    from briefgen.vocabulary import Marking

    ceiling = _ceiling(arguments)
    # An excerpt may hold more than its finding: it is shown only where everything may be.
    excerpt = line_at if ceiling is Marking.RED else lambda place: ""
    _say(as_text(within(locate(diagnostics), ceiling), excerpt).rstrip())


def _ceiling(arguments: argparse.Namespace) -> Marking:
    """Return the highest marking that messages may show; a log gets no more than CLEAR."""
    from briefgen.vocabulary import Marking

    asked = getattr(arguments, "ceiling", None)
    if asked is not None:
        return Marking(asked)
    return Marking.RED if sys.stderr.isatty() else Marking.CLEAR


if __name__ == "__main__":
    raise SystemExit(main())
