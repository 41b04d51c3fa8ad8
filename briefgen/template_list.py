"""What editions can look like: the templates at hand, their blocks and the fields they use."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from pathlib import Path, PurePosixPath
from textwrap import wrap

from briefgen.errors import unknown
from briefgen.looks import Looks, files_of
from briefgen.render import SCREEN, SHEET, Anatomy, Templates, dissect
from briefgen.values import frozen

_PATTERNS = {
    "template": (f"*/{SHEET}.html", f"*/{SCREEN}.html"),
    "layout": ("layouts/*.html",),
    "theme": ("themes/*.css",),
    "language": ("languages/*.toml",),
}
"""Kind -> the files of templates/ that are one; a name is the file's or the folder's."""
_TEXTS = (".html", ".css", ".toml")
_INDENT = "    "


@frozen
class Entry:
    """One file to choose, by its name, or to extend."""

    kind: str
    """`template`, `layout`, `theme` or `language`: the key that an audience names it under."""
    name: str
    door: str
    """`sheet` or `screen`; empty for what serves both."""
    origin: str
    """`project` or `shipped`."""
    file: str
    """Under templates/."""
    blocks: tuple[str, ...]
    """What a template that extends it may override, in the order of the page."""
    fields: tuple[str, ...]
    """Those of the edition that it may use, by itself or by what it extends and takes."""


def list_templates(templates: Templates) -> tuple[Entry, ...]:
    """Return what there is to choose from, by kind and name.

    Raises:
        ContentError: a template cannot be read.
    """
    found = {
        (kind, file): None
        for kind, patterns in _PATTERNS.items()
        for file in sorted(set(files_of(templates.looks, *patterns)))
    }
    return tuple(_entry(templates, kind, file) for kind, file in found)


def text_of(name: str, looks: Sequence[Looks]) -> str:
    """Return a file of templates/ as a build would take it: the first that has one of its name.

    Raises:
        UsageError: none has a text of that name.
    """
    texts = {file: one.files[file] for one in reversed(looks) for file in one.files
             if PurePosixPath(file).suffix in _TEXTS}  # fmt: skip
    if name not in texts:
        raise next(unknown([name], sorted(texts), "template", looks[-1].folder))
    return texts[name].decode("utf-8", "replace")


def as_text(entries: Iterable[Entry]) -> str:
    """Return a line for each, and beneath it what it offers and uses."""
    return "\n".join(line for entry in entries for line in _lines(entry))


def as_json(entries: Iterable[Entry]) -> str:
    """Return them for a program."""
    return json.dumps({"schema": 1, "templates": [asdict(entry) for entry in entries]}, indent=2)


def _entry(templates: Templates, kind: str, file: str) -> Entry:
    path = PurePosixPath(file)
    is_template = kind == "template"
    door = path.stem if is_template else ""
    line = _line_of(templates, file, door) if path.suffix == ".html" else []
    everything = [*line, *_taken(templates, line, door)]
    return Entry(
        kind=kind,
        name=path.parent.name if is_template else path.stem,
        door=door,
        origin=_origin(templates, file),
        file=file,
        blocks=tuple(dict.fromkeys(name for one in reversed(line) for name in one.blocks)),
        fields=tuple(sorted({name for one in everything for name in one.fields})),
    )


def _line_of(templates: Templates, name: str, door: str) -> list[Anatomy]:
    """Return a template and those that it descends from, the nearest first."""
    line: list[Anatomy] = []
    names, seen = [name], set[str]()
    while names and names[0] not in seen:
        seen.add(names[0])
        one = dissect(templates, names[0], door)
        line += [one] if one else []
        names = list(one.extended) if one else []
    return line


def _taken(templates: Templates, line: Iterable[Anatomy], door: str) -> Iterator[Anatomy]:
    """Yield all that templates include and import, each once."""
    ahead = [name for one in line for name in one.taken]
    seen: set[str] = set()
    while ahead:
        name = ahead.pop(0)
        one = dissect(templates, name, door) if name not in seen else None
        seen.add(name)
        if one:
            yield one
            ahead += [*one.extended, *one.taken]


def _origin(templates: Templates, file: str) -> str:
    """Tell whose file it is; a checkout's own templates are the shipped ones."""
    own, shipped = templates.looks[0], templates.looks[-1]
    is_shipped = file not in own.files or Path(own.folder).samefile(shipped.folder)
    return "shipped" if is_shipped else "project"


def _lines(entry: Entry) -> Iterator[str]:
    head = f"{entry.kind:<9} {entry.name:<12} {entry.door:<7} {entry.origin:<8}"
    yield f"{head} {entry.file}"
    for label, names in (("blocks", entry.blocks), ("edition", entry.fields)):
        if names:
            words = f"{label}: {', '.join(names)}"
            yield from wrap(words, 100, initial_indent=_INDENT, subsequent_indent=_INDENT * 2)
