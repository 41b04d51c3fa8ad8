"""The door to seeds/releases: editions that were handed out, one immutable file each."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from briefgen import dates
from briefgen.edition import Edition
from briefgen.errors import ContentError, Diagnostic, Place, usage_error
from briefgen.folders import contents
from briefgen.manifest import MANIFEST, FileEntry
from briefgen.recorded import as_edition, highest
from briefgen.values import frozen
from briefgen.vocabulary import Marking
from briefgen.writing import holds, write_file

SCHEMA = 1


@frozen
class Release:
    """An edition as it was handed out."""

    edition: Edition
    ceiling: Marking
    """What its audience might see on that day; of a bare edition, the highest that it holds."""
    files: tuple[FileEntry, ...] = ()
    """The files that were handed out; none for a bare edition."""
    file: str = ""
    """Where it was read."""

    def as_json(self) -> str:
        """Return canonical JSON: everything sorted, UTF-8 as it is, one final newline."""
        document = {
            "schema": SCHEMA,
            "as_of": self.edition.as_of,
            "audience": self.edition.audience,
            "brief": self.edition.brief,
            "ceiling": self.ceiling.value,
            "marking": self.edition.marking,
            "status": self.edition.status,
            "files": [asdict(entry) for entry in sorted(self.files, key=lambda x: x.name)],
            "edition": json.loads(self.edition.as_json()),
        }
        return json.dumps(document, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


@frozen
class Sighting:
    """A release that is there, not yet read."""

    audience: str
    brief: str
    as_of: str
    file: Path


Sightings = Mapping[tuple[str, str], tuple[Sighting, ...]]
"""What is there for an audience and a brief, by their ids."""


def recorded_in(folder: Path) -> Sightings:
    """Return the releases under seeds/releases: <audience>/<brief>/<as_of>.json."""
    return _by_edition(
        Sighting(file.parts[-3], file.parts[-2], file.stem, file)
        for file in sorted(folder.glob("*/*/*.json"))
        if dates.is_day(file.stem)
    )


def found_in(folder: Path) -> Sightings:
    """Return the releases and editions of any folder, wherever they stand in it.

    Raises:
        UsageError: there is no such folder.
        ContentError: a JSON file in it is neither.
    """
    if not folder.is_dir():
        hint = "name a folder of releases or of edition JSON"
        raise usage_error("there is no such folder", hint, code="no-releases", file=str(folder))
    files = [file for file in sorted(folder.rglob("*.json")) if file.name != MANIFEST]
    return _by_edition(_sighted(read_release(file).edition, file) for file in files)


def latest_before(sightings: Sightings, edition: tuple[str, str, str]) -> Release | None:
    """Return the last release of an audience's brief before a day; None if there is none.

    Args:
        edition: audience, brief and day.

    Raises:
        ContentError: its file is damaged, or is that of another edition.
    """
    audience, brief, as_of = edition
    earlier = [one for one in sightings.get((audience, brief), ()) if one.as_of < as_of]
    if not earlier:
        return None
    last = max(earlier, key=lambda one: one.as_of)
    release = read_release(last.file)
    if _sighted(release.edition, last.file) != last:
        told = release.edition
        name = f"{told.audience}/{told.brief}/{told.as_of}.json"
        raise _fault("release-misplaced", f"it is the release `{name}`", last.file, "move it there")
    return release


def read_release(file: Path) -> Release:
    """Return the release that a file holds, or the edition, if it holds a bare one.

    Raises:
        UsageError: there is no such file.
        ContentError: it holds neither.
    """
    place = file.as_posix()
    try:
        document = json.loads(contents(file).decode("utf-8"))
    except FileNotFoundError as error:
        raise usage_error("there is no such file", code="no-file", file=place) from error
    except (OSError, ValueError, RecursionError) as error:
        raise _damaged(file, "it cannot be read as JSON") from error
    if not isinstance(document, dict) or "edition" not in document:
        edition = as_edition(document, place)
        return Release(edition, highest(edition), file=place)
    edition = as_edition(document["edition"], place, ("edition",))
    try:
        release = _parsed(document, edition, place)
    except (KeyError, TypeError, ValueError) as error:
        raise _damaged(file, f"its record of the files is at fault: {error}") from error
    told = {key: document.get(key) for key in ("audience", "brief", "as_of", "marking", "status")}
    if told != {key: getattr(edition, key) for key in told}:
        raise _damaged(file, "it says other things of the edition than the edition itself")
    return release


def above_ceiling(release: Release, ceiling: Marking) -> Iterator[Diagnostic]:
    """Yield what forbids comparing with a release: it may hold more than is seen today."""
    highest_held = max(release.ceiling, highest(release.edition))
    if highest_held > ceiling:
        as_of = release.edition.as_of
        yield Diagnostic(
            "release-above-ceiling",
            f"the release of {as_of} for `{release.edition.audience}` was made up to"
            f" {highest_held.value}, and this audience may see {ceiling.value}",
            Place(release.file),
            hint="compare with another release: --since DIR",
            marking=Marking.CLEAR,
        )


def record(folder: Path, release: Release) -> Path | None:
    """Write a release under a folder; return its file, None if it stands there already.

    Raises:
        ContentError: another release of that day stands there.
        UsageError: the file cannot be written.
    """
    edition = release.edition
    file = folder / edition.audience / edition.brief / f"{edition.as_of}.json"
    data = release.as_json().encode()
    if holds(file, data):
        return None
    if file.exists():
        message = f"`{edition.audience}/{edition.brief}` was released as of {edition.as_of}"
        message += " with other contents, and a release never changes"
        hint = "give the brief a later `as_of`"
        raise _fault("release-differs", message, file, hint)
    write_file(file, data)
    return file


def _by_edition(sightings: Iterable[Sighting]) -> Sightings:
    found: dict[tuple[str, str], tuple[Sighting, ...]] = {}
    for one in sightings:
        key = one.audience, one.brief
        found[key] = (*found.get(key, ()), one)
    return found


def _sighted(edition: Edition, file: Path) -> Sighting:
    return Sighting(edition.audience, edition.brief, edition.as_of, file)


def _parsed(document: Mapping[str, Any], edition: Edition, file: str) -> Release:
    if document["schema"] != SCHEMA:
        raise ValueError(f"schema {document['schema']}")
    files = tuple(FileEntry(**entry) for entry in document["files"])
    return Release(edition, Marking(document["ceiling"]), files, file)


def _damaged(file: Path, message: str) -> ContentError:
    return _fault("release-damaged", message, file, "take it back as `briefgen release` wrote it")


def _fault(code: str, message: str, file: Path, hint: str) -> ContentError:
    place, marking = Place(file.as_posix()), Marking.CLEAR
    return ContentError([Diagnostic(code, message, place, hint=hint, marking=marking)])
