"""The command line: arguments and exit codes. Nothing else in the package exits.

The commands themselves are in `commands`, what a person sees is printed by `console`.
"""

from __future__ import annotations

import argparse
import errno
import io
import os
import sys
from typing import Any, NoReturn

from briefgen import commands, console

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

INTERRUPTED = 130
_MOST = 1_000_000
"""Of whatever is counted: seconds, MiB, editions at once."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code: 0 done, 1 content at fault, 2 usage."""
    for stream in ("stdout", "stderr"):
        if getattr(sys, stream) is None:  # it was closed by whoever started this
            setattr(sys, stream, io.StringIO())
    parser = _parser()
    arguments = parser.parse_args(argv)
    if arguments.command is None:
        parser.print_help(sys.stderr)
        return commands.USAGE
    try:
        code: int = getattr(commands, arguments.command)(arguments)
        sys.stdout.flush()
        return code
    except KeyboardInterrupt:
        console.say("interrupted; what was built so far stands")
        return INTERRUPTED
    except BrokenPipeError:
        _silence()
        return commands.DONE
    except Exception as error:
        return _failed(error, arguments)


def _silence() -> None:
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _failed(error: Exception, arguments: argparse.Namespace) -> int:
    """Print a person's error as findings; let a programmer's error show itself."""
    from briefgen.errors import BriefgenError, UsageError

    if isinstance(error, OSError) and error.filename is None and error.errno == errno.ENOSPC:
        _silence()
        console.say("error[output]: no room is left where this prints to")
        return commands.USAGE
    if not isinstance(error, BriefgenError):
        raise error
    console.say_findings(error.diagnostics, getattr(arguments, "ceiling", None))
    return commands.USAGE if isinstance(error, UsageError) else commands.CONTENT_AT_FAULT


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
    subparsers = parser.add_subparsers(title="commands", metavar="COMMAND")
    for add in _COMMANDS:
        add(subparsers)
    return parser


def _command(subparsers: Any, name: str, summary: str) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = subparsers.add_parser(
        name, help=summary, description=f"{summary[0].upper()}{summary[1:]}."
    )
    parser.set_defaults(command=name)
    words = parser.add_mutually_exclusive_group()
    words.add_argument("--quiet", action="store_true", help="say only what is wrong")
    words.add_argument("--verbose", action="store_true", help="say what is being done")
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


def _add_briefs(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("briefs", nargs="*", metavar="BRIEF", help="ids (default: all briefs)")
    _add_seeds(parser)


def _add_audiences(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--audience", action="append", default=[], metavar="ID", help="only this one; repeatable"
    )


def _add_templates_folder(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--templates", metavar="DIR", help="the project's templates (default: beside the seeds)"
    )


def _add_output(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--output",
        metavar="DIR",
        help="where editions go, this project's alone (default: output, beside the seeds)",
    )


def _add_build(subparsers: Any) -> None:
    parser = _command(subparsers, "build", "build the editions that have changed")
    _add_briefs(parser)
    _add_audiences(parser)
    parser.add_argument(
        "--format", default="html,pdf,json", metavar="LIST", help="some of html, pdf, json"
    )
    _add_templates_folder(parser)
    parser.add_argument("--template", metavar="NAME", help="use it instead of the audience's own")
    _add_output(parser)
    parser.add_argument(
        "--since",
        metavar="DIR",
        help="tell what changed since the releases or edition JSON in it"
        " (default: the releases in the seeds)",
    )
    where = parser.add_mutually_exclusive_group()
    where.add_argument(
        "--jobs",
        type=_count,
        metavar="N",
        help="how many editions are made at once (default: the cores at hand)",
    )
    where.add_argument(
        "--scheduler", metavar="ADDRESS", help="render on a Dask cluster: tcp://HOST:PORT"
    )
    parser.add_argument(
        "--check", action="store_true", help="write nothing; exit 1 if anything would change"
    )
    parser.add_argument("--force", action="store_true", help="read and render everything anew")
    parser.add_argument(
        "--summary", metavar="FILE", help="write the table of editions as Markdown, too"
    )
    parser.add_argument(
        "--render-timeout",
        type=_count,
        default=120,
        metavar="S",
        help="seconds that an edition may compute",
    )
    parser.add_argument(
        "--render-memory",
        type=_count,
        default=1024,
        metavar="MIB",
        help="memory that an edition may take",
    )


def _add_check(subparsers: Any) -> None:
    parser = _command(subparsers, "check", "ask all rules of the seeds")
    _add_briefs(parser)
    _add_templates_folder(parser)
    parser.add_argument(
        "--format",
        choices=("text", "json", "sarif", "github"),
        default="text",
        help="default: text",
    )
    parser.add_argument(
        "--select", action="append", default=[], metavar="CODES", help="only these rules"
    )
    parser.add_argument(
        "--ignore", action="append", default=[], metavar="CODES", help="not these rules"
    )
    parser.add_argument("--today", metavar="DATE", help="measure the briefs' own age on this day")


def _add_trace(subparsers: Any) -> None:
    parser = _command(subparsers, "trace", "tell what a brief's statements rest on")
    parser.add_argument("brief", metavar="BRIEF", help="id of a brief")
    parser.add_argument("claim", nargs="?", metavar="CLAIM", help="only what has to do with it")
    _add_seeds(parser)
    parser.add_argument("--audience", metavar="ID", help="as this audience gets it")
    _add_text_or_json(parser)


def _add_impact(subparsers: Any) -> None:
    parser = _command(subparsers, "impact", "tell what falls if a source is withdrawn")
    parser.add_argument("source", metavar="SOURCE", help="its id, or its path under sources/")
    _add_seeds(parser)
    _add_text_or_json(parser)


def _add_diff(subparsers: Any) -> None:
    parser = _command(subparsers, "diff", "tell what changed between two editions")
    parser.add_argument("old", metavar="OLD", help="edition JSON, or a release")
    parser.add_argument("new", metavar="NEW", help="another of the same brief and audience")
    parser.add_argument(
        "--format", choices=("text", "markdown", "json"), default="text", help="default: text"
    )
    parser.add_argument(
        "--templates",
        metavar="DIR",
        default="templates",
        help="where languages of one's own are (default: templates)",
    )


def _add_verify(subparsers: Any) -> None:
    parser = _command(subparsers, "verify", "search built files for anything above their marking")
    parser.add_argument(
        "folder", nargs="?", metavar="DIR", help="output/ or one audience's folder (default: all)"
    )
    _add_seeds(parser)


def _add_release(subparsers: Any) -> None:
    parser = _command(subparsers, "release", "record the built editions as handed out")
    _add_briefs(parser)
    _add_audiences(parser)
    _add_output(parser)


def _add_text_or_json(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--format", choices=("text", "json"), default="text", help="default: text")


def _add_templates(subparsers: Any) -> None:
    parser = _command(subparsers, "templates", "list templates, their blocks and what they use")
    parser.add_argument(
        "file", nargs="?", metavar="FILE", help="print this one, to begin your own from"
    )
    _add_seeds(parser)
    _add_templates_folder(parser)
    _add_text_or_json(parser)


def _add_schema(subparsers: Any) -> None:
    parser = _command(subparsers, "schema", "write the JSON Schemas of the seed files")
    parser.add_argument(
        "folder", nargs="?", metavar="DIR", help="where to (default: .schema in the seeds)"
    )
    _add_seeds(parser)


def _add_init(subparsers: Any) -> None:
    parser = _command(subparsers, "init", "make a small project that builds at once")
    parser.add_argument("folder", metavar="DIR", help="a new or empty folder")


def _add_doctor(subparsers: Any) -> None:
    _command(subparsers, "doctor", "tell what is installed, and what is missing")


_COMMANDS = (
    _add_build,
    _add_check,
    _add_trace,
    _add_impact,
    _add_diff,
    _add_release,
    _add_verify,
    _add_templates,
    _add_schema,
    _add_init,
    _add_doctor,
)


def _count(text: str) -> int:
    is_count = text.isascii() and text.isdigit() and len(text) < 8
    if not (is_count and 0 < int(text) <= _MOST):
        raise argparse.ArgumentTypeError(f"`{text}` is no whole number of 1 to {_MOST:,}")
    return int(text)


class _Version(argparse.Action):
    """Reads the version only when it is asked for."""

    def __init__(self, option_strings: Sequence[str], dest: str, help: str | None = None) -> None:
        super().__init__(option_strings, dest, nargs=0, help=help)

    def __call__(self, *_: object) -> NoReturn:
        from importlib.metadata import version

        console.tell(f"briefgen {version('briefgen')}")
        raise SystemExit(commands.DONE)


class _Completion(argparse.Action):
    """Prints a completion script made from the parser itself."""

    def __call__(
        self, parser: argparse.ArgumentParser, namespace: object, values: object, *_: object
    ) -> NoReturn:
        import shtab

        console.tell(shtab.complete(parser, shell=str(values)))
        raise SystemExit(commands.DONE)
