"""`manifest.json`: the files of one audience's folder that a build made, and their editions."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any

from briefgen.errors import UsageError, usage_error
from briefgen.values import frozen

MANIFEST = "manifest.json"
SCHEMA = 1


@frozen
class FileEntry:
    """One file."""

    name: str
    media_type: str
    sha256: str
    size_bytes: int

    def stands_in(self, folder: Path) -> bool:
        """Tell whether the folder holds it, byte for byte."""
        try:
            return hashlib.sha256((folder / self.name).read_bytes()).hexdigest() == self.sha256
        except OSError:
            return False


@frozen
class EditionEntry:
    """One edition, in one file per format."""

    brief: str
    title: str
    as_of: str
    marking: str
    """The banner: the highest marking of what is printed."""
    status: str
    """`final` or `draft`."""
    files: tuple[str, ...]
    """Those that show it as it is now."""
    countries: tuple[str, ...] = ()
    """ISO 3166 codes."""
    sha256: str = ""
    """Of its JSON, whether that was written or not; empty where it was not noted."""


@frozen
class Manifest:
    """What a folder holds; in any order, it is written in order of name and brief."""

    files: tuple[FileEntry, ...] = ()
    editions: tuple[EditionEntry, ...] = ()

    def by_name(self) -> dict[str, FileEntry]:
        """Return the files by their names."""
        return {entry.name: entry for entry in self.files}

    def as_json(self) -> str:
        """Return canonical JSON: everything sorted, UTF-8 as it is, one final newline."""
        document = {
            "schema": SCHEMA,
            "files": [_told(entry) for entry in sorted(self.files, key=lambda x: x.name)],
            "editions": [_told(entry) for entry in sorted(self.editions, key=lambda x: x.brief)],
        }
        return json.dumps(document, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _told(entry: FileEntry | EditionEntry) -> dict[str, Any]:
    return {field.name: getattr(entry, field.name) for field in fields(entry)}


def read_manifest(folder: Path) -> Manifest:
    """Return what the folder's manifest says; nothing if it has none.

    Raises:
        UsageError: there is one that no build of this schema wrote.
    """
    path = folder / MANIFEST
    try:
        return _parse(json.loads(path.read_bytes()))
    except (FileNotFoundError, NotADirectoryError):
        return Manifest()
    except (OSError, ValueError, TypeError, KeyError, RecursionError) as error:
        raise usage_error(
            f"`{MANIFEST}` cannot be read, so nobody knows which files beside it a build made",
            f"move `{folder.as_posix()}` away and build again",
            code="manifest-damaged",
            file=path.as_posix(),
        ) from error


def has_manifest(folder: Path) -> bool:
    """Tell whether a folder has a manifest that a build wrote, not some other file so called."""
    try:
        return read_manifest(folder) != Manifest()
    except UsageError:
        return False


def _parse(document: Any) -> Manifest:
    if document["schema"] != SCHEMA:
        raise ValueError(document["schema"])
    files = tuple(_file_entry(entry) for entry in document["files"])
    return Manifest(files, tuple(_edition_entry(entry) for entry in document["editions"]))


def _file_entry(entry: Mapping[str, Any]) -> FileEntry:
    name, media_type, sha256 = _texts(entry, "name", "media_type", "sha256")
    return FileEntry(_plain_name(name), media_type, sha256, int(entry["size_bytes"]))


def _edition_entry(entry: Mapping[str, Any]) -> EditionEntry:
    brief, title, as_of, marking, status = _texts(
        entry, "brief", "title", "as_of", "marking", "status"
    )
    files = tuple(_plain_name(name) for name in entry["files"])
    countries = tuple(map(str, entry.get("countries", ())))
    sha256 = str(entry.get("sha256", ""))
    return EditionEntry(brief, title, as_of, marking, status, files, countries, sha256)


def _texts(entry: Mapping[str, Any], *keys: str) -> list[str]:
    texts = [entry[key] for key in keys]
    if not all(isinstance(text, str) for text in texts):
        raise TypeError(keys)
    return texts


def _plain_name(name: str) -> str:
    # A manifest that somebody else wrote must not lead a build to remove files elsewhere.
    if name in ("", ".", "..", MANIFEST) or "/" in name or "\0" in name:
        raise ValueError(name)
    return name
