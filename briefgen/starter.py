"""A new project that builds at once, and the JSON Schemas that editors check seed files by."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from briefgen.errors import usage_error
from briefgen.models.library import schemas
from briefgen.shipped import STARTER
from briefgen.writing import write_file

_IGNORED = "/.briefgen/\n/output/\n"


def start(folder: Path) -> Iterator[Path]:
    """Write a project into a new or empty folder, and yield what was written.

    Raises:
        UsageError: there is something in the folder already.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise usage_error(
            f"`{folder.as_posix()}` is not empty, and a new project overwrites nothing",
            "name a folder that does not exist yet",
            code="folder-not-empty",
            file=folder.as_posix(),
        )
    for file in sorted(path for path in STARTER.rglob("*") if path.is_file()):
        path = folder / file.relative_to(STARTER)
        write_file(path, file.read_bytes())
        yield path
    write_file(folder / ".gitignore", _IGNORED.encode())
    yield folder / ".gitignore"
    yield from write_schemas(folder / "seeds" / ".schema")


def write_schemas(folder: Path) -> Iterator[Path]:
    """Write the JSON Schema of each kind of seed file, and yield the paths."""
    for kind, schema in schemas():
        path = folder / f"{kind}.schema.json"
        text = json.dumps(schema, ensure_ascii=False, indent=1) + "\n"
        write_file(path, text.encode())
        yield path
