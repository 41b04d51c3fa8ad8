"""Make the pages of docs/reference from what the program itself reads, writes and understands.

    python -m tools.make_reference [FOLDER]

Keys of seed files come from the models, commands from the parser of the command line, terms from
the enums, and the JSON of editions from its dataclasses: all with their docstrings.
"""

from __future__ import annotations

import argparse
import ast
import dataclasses
import inspect
import re
import sys
import types
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import Enum
from pathlib import Path
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from pydantic_core import PydanticUndefined

from briefgen import cli, commands, edition, parts, vocabulary
from briefgen.models import audience, base, brief, library, record, source

FOLDER = Path("docs/reference")
MADE = "<!-- Made by `make reference` from the program itself. -->"


def main(folder: Path = FOLDER) -> None:
    """Write all pages."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, lines in _pages().items():
        (folder / f"{name}.md").write_text("\n".join([*lines, ""]), "utf-8")


def _pages() -> dict[str, Iterable[str]]:
    return {
        "source": _seed_file("A source", "sources/<folder>/<id>.yaml", _SOURCE),
        "brief": _seed_file("A brief", "briefs/<id>.yaml", _BRIEF),
        "audience": [
            *_seed_file("An audience", "audiences/<id>.yaml", _AUDIENCE),
            *_members("Parts", audience.Part),
        ],
        "project": _seed_file("The project", "project.yaml", _PROJECT),
        "terms": _terms(),
        "commands": _commands(),
        "edition": _edition(),
    }


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(heads)} |"
    yield f"|{' --- |' * len(heads)}"
    for row in rows:
        yield f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |"


def _one_line(text: str | None) -> str:
    return " ".join((text or "").split())


def _told(type_: type) -> dict[str, str]:
    """Return the docstrings beneath the fields or members of a class, those it inherits first."""
    parent = type_.__mro__[1]
    found = _told(parent) if parent.__module__ == type_.__module__ else {}
    (body,) = ast.parse(inspect.getsource(type_)).body
    assert isinstance(body, ast.ClassDef)
    for one, after in zip(body.body, body.body[1:], strict=False):
        if isinstance(after, ast.Expr) and isinstance(after.value, ast.Constant):
            if isinstance(one, ast.AnnAssign):
                found[ast.unparse(one.target)] = _one_line(str(after.value.value))
            elif isinstance(one, ast.Assign):
                found[ast.unparse(one.targets[0])] = _one_line(str(after.value.value))
    return found


# Keys of seed files

_Models = Sequence[type[base.Model]]
_SOURCE = (source.Source, source.Annotation, base.Tearline, record.Name)
_BRIEF = (
    brief.Brief, brief.Authored, brief.Judgment, brief.Option, brief.Watch, base.Tearline,
    brief.FieldPlan, brief.ClaimPlan, brief.Actor,
)  # fmt: skip
_AUDIENCE = (audience.Audience,)
_PROJECT = (library.Project, library.GazetteerPlace)
_HEADINGS: Mapping[type, str] = {
    source.Annotation: "An annotation",
    base.Tearline: "A tearline",
    record.Name: "A name",
    brief.Authored: "An authored item",
    brief.Judgment: "A judgment",
    brief.Option: "An option",
    brief.Watch: "An item to watch",
    brief.FieldPlan: "A field",
    brief.ClaimPlan: "A plan for a claim",
    brief.Actor: "An actor",
    library.GazetteerPlace: "A place",
    audience.Part: "Parts",
}
_WORDS: Sequence[tuple[Any, str]] = (
    (base.Line, "line"),
    (base.Prose, "text"),
    (str, "text"),
    (base.Slug, "id"),
    (base.Reference, "reference"),
    (base.Date, "date"),
    (base.Day, "day"),
    (base.DateSpan, "date or span"),
    (base.Language, "language tag"),
    (base.Country, "country code"),
    (base.Sha256, "hash"),
    (base.Url, "URL"),
    (base.Count, "whole number from 1"),
    (base.Priority, "whole number, 1 to 5"),
    (base.Flag, "`true` or `false`"),
    (float, "number"),
    (record.CslType, "[type of document](terms.md#types-of-document)"),
    (record.Names, "list: [name](#a-name)"),
)
"""The small types, in words."""
_FORMS = (
    ("line", "Text without a line break."),
    ("text", "Text of any length. What is printed as running words is inline Markdown."),
    ("id", "Lower-case letters and digits, joined by `-`, `_` or `.`: `shoot-to-kill`."),
    ("reference", "The id of an annotation: `request`; or with its source: `tass#request`."),
    ("date", "A year, a month or a day: `2022`, `2022-01`, `2022-01-05`."),
    ("day", "A day: `2022-01-05`."),
    ("date or span", "A date, or two joined by `/`: `2022-01-02/2022-01-05`."),
    ("language tag", "BCP 47: `en-US`, `ru`, `sr-Latn`."),
    ("country code", "Two capital letters of ISO 3166: `KZ`."),
    ("hash", "64 hexadecimal digits."),
    ("URL", "An address that begins with `https://` or `http://`."),
)
"""How they are written."""
_STANDARDS = (
    vocabulary.Marking, vocabulary.Reliability, vocabulary.Credibility, vocabulary.Likelihood,
    vocabulary.Confidence,
)  # fmt: skip


def _seed_file(title: str, place: str, models: _Models) -> Iterator[str]:
    whole, *inner = models
    yield from (f"# {title}", "", MADE, "", f"`seeds/{place}`", "", _one_line(whole.__doc__), "")
    yield from _keys(whole)
    for model in inner:
        yield from ("", f"## {_HEADINGS[model]}", "", _one_line(model.__doc__), "")
        yield from _keys(model)


def _keys(model: type[base.Model]) -> Iterator[str]:
    is_item = model is not brief.Authored and issubclass(model, brief.Authored)
    if is_item:
        yield from ("It has the keys of [an authored item](#an-authored-item), and:", "")
    kinds, rows = get_type_hints(model, include_extras=True), []
    for name, told in model.model_fields.items():
        if not is_item or name in model.__annotations__:
            needs = ", required" if told.is_required() else ""
            row = f"`{told.alias or name}`", _value(kinds[name]) + needs
            rows.append((*row, _one_line(told.description) + _default(told.default)))
    yield from _table(("key", "value", "meaning"), rows)


def _value(kind: Any) -> str:
    """Return what a key takes, in words."""
    known = next((words for type_, words in _WORDS if type_ == kind), "")
    if known:
        return known
    origin, inner = get_origin(kind), get_args(kind)
    if origin is Annotated:
        return _value(inner[0])
    if origin in (Union, types.UnionType):
        return _value(next(option for option in inner if option is not type(None)))
    if origin is Literal:
        return " or ".join(f"`{value}`" for value in inner)
    if origin is tuple:
        return f"list: {_value(inner[0])}"
    if origin is Mapping:
        return f"map: {_value(inner[0])} → {_value(inner[1])}"
    if kind in _STANDARDS:
        return f"[{kind.__name__.lower()}](terms.md#{kind.__name__.lower()})"
    if kind in _HEADINGS:
        heading = _HEADINGS[kind]
        name = re.sub(r"^(A|An|An item to) ", "", heading).lower().removesuffix("s")
        return f"[{name}](#{heading.lower().replace(' ', '-')})"
    return " or ".join(f"`{member.value}`" for member in kind)


def _default(value: object) -> str:
    if value in (None, "", (), PydanticUndefined):
        return ""
    if isinstance(value, bool):
        value = str(value).lower()
    told = value if isinstance(value, tuple) else (value,)
    return f" Default: {', '.join(f'`{one}`' for one in told)}."


# Terms


def _members(title: str, enum: type[Enum]) -> Iterator[str]:
    told = _told(enum)
    yield from ("", f"## {title}", "", _one_line(enum.__doc__), "")
    rows = ((f"`{member.value}`", told[member.name]) for member in enum)
    yield from _table(("value", "meaning"), rows)


def _terms() -> Iterator[str]:
    yield from ("# Terms", "", MADE, "", "The standards that seed files speak, and their values.")
    for enum in _STANDARDS:
        yield from _members(enum.__name__, enum)
    yield from ("", "## Forms", "", "How values are written that are not listed here.", "")
    yield from _table(("value", "form"), _FORMS)
    yield from ("", "## Fields", "", "The structured fields of every brief; one can add its own.")
    yield from ("", *(f"- `{field}`" for field in vocabulary.DEFAULT_FIELDS))
    yield from ("", "## Types of document", "", "The item types of CSL 1.0.2:")
    yield ", ".join(f"`{type_}`" for type_ in get_args(record.CslType)) + "."


# Commands

_EXITS = (
    (commands.DONE, "done"),
    (commands.CONTENT_AT_FAULT, "the content is at fault: seeds, templates or built files;"
     " of `build --check`, that a build would change something"),
    (commands.USAGE, "the command or the machine is at fault"),
    (cli.INTERRUPTED, "interrupted"),
)  # fmt: skip


def _commands() -> Iterator[str]:
    parser = cli._parser()
    found: Mapping[str, argparse.ArgumentParser] = next(
        action.choices
        for action in parser._actions
        if isinstance(action, argparse._SubParsersAction)
    )
    yield from ("# Commands", "", MADE, "", f"{parser.description}", "")
    yield "Words go to stderr, paths and data to stdout; progress is shown on a terminal only."
    yield from ("", *_arguments(parser._actions))
    yield from ("", "## Exit codes", "")
    yield from _table(("code", "meaning"), ((f"`{code}`", told) for code, told in _EXITS))
    shared = set.intersection(*({_named(one) for one in p._actions} for p in found.values()))
    yield from ("", "## Every command", "")
    yield from _arguments(one for one in found["build"]._actions if _named(one) in shared)
    for name, command in found.items():
        own = [one for one in command._actions if _named(one) not in shared]
        words = " ".join(_named(one) for one in own if not one.option_strings)
        yield from ("", f"## briefgen {name}", "", f"{command.description}", "")
        yield from ("```text", f"briefgen {name} [options] {words}".rstrip(), "```", "")
        yield from _arguments(own)


def _arguments(actions: Iterable[argparse.Action]) -> Iterator[str]:
    told = [one for one in actions if not isinstance(one, argparse._SubParsersAction)]
    rows = [(f"`{_named(one)}`", _help(one)) for one in told if one.dest != "help"]
    if rows:
        yield from _table(("argument", "meaning"), rows)


def _named(action: argparse.Action) -> str:
    values = "|".join(map(str, action.choices or ()))
    name = str(action.metavar or values or action.dest.upper())
    if not action.option_strings:
        return {"?": f"[{name}]", "*": f"[{name} ...]"}.get(str(action.nargs), name)
    takes = "" if action.nargs == 0 else f" {name}"
    return f"{action.option_strings[0]}{takes}"


def _help(action: argparse.Action) -> str:
    is_told = "default" in (action.help or "")
    has_one = action.default not in (None, False, [], argparse.SUPPRESS) and not is_told
    return f"{action.help} (default: {action.default})" if has_one else str(action.help)


# Editions

_NOUNS: Sequence[type] = (
    edition.Edition, edition.Passage, edition.Section, edition.Claim, edition.Judgment,
    edition.Option, edition.Watch, edition.Event, edition.Dissent, edition.ChangeLine,
    edition.EvidenceEntry, edition.Reference, edition.Note, edition.Citation, edition.CiteItem,
    parts.Run, parts.Actor, parts.Spot,
)  # fmt: skip


def _edition() -> Iterator[str]:
    yield from ("# Edition JSON", "", MADE, "")
    yield "`output/<audience>/<brief>.json` is one edition: all that its HTML and PDF are made of."
    yield "Keys are sorted, and none is left out: what is not there is empty, 0 or `null`."
    yield from ("", _one_line(edition.Edition.__doc__))
    for noun in _NOUNS:
        told = _told(noun)
        fields = dataclasses.fields(noun)
        if noun is not edition.Edition:
            yield from ("", f"## {noun.__name__}", "", _one_line(noun.__doc__))
        yield ""
        rows = ((f"`{one.name}`", _json_kind(str(one.type)), told[one.name]) for one in fields)
        yield from _table(("key", "value", "meaning"), rows)


def _json_kind(kind: str) -> str:
    """Return what a field is in JSON, in words."""
    if kind.endswith(" | None"):
        return f"{_json_kind(kind.removesuffix(' | None'))} or `null`"
    if kind.startswith("tuple[tuple["):
        return "list: pair of text"
    if kind.startswith("tuple["):
        return f"list: {_json_kind(kind[6:].removesuffix(', ...]'))}"
    if kind == "Line":
        return "list: [run](#run) or [citation](#citation)"
    simple = {"str": "text", "int": "whole number", "float": "number", "bool": "`true` or `false`"}
    if kind in simple or kind.startswith("dict"):
        return simple.get(kind, "map")
    words = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", kind).lower()
    return f"[{words}](#{kind.lower()})"


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
