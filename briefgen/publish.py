"""The door to output/: whole files only, and a manifest of those that the build made.

A shelf is one audience's folder. Its manifest, written last, owns the files it lists; its journal,
outside the folder, owns what was written since, so that a killed build is mended by the next.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from briefgen.files import sweep, sync_folder
from briefgen.manifest import MANIFEST, EditionEntry, FileEntry, Manifest, read_manifest
from briefgen.values import frozen
from briefgen.writing import (
    guarded,
    holds,
    in_the_way,
    make_folder,
    place,
    refuse_obstacle,
    remove_file,
    write_file,
)


@frozen
class Artefact:
    """One output file."""

    name: str
    """Within the audience's folder: `kazakhstan-2022.pdf`."""
    media_type: str
    data: bytes

    @property
    def entry(self) -> FileEntry:
        """What a manifest says of it."""
        sha256 = hashlib.sha256(self.data).hexdigest()
        return FileEntry(self.name, self.media_type, sha256, len(self.data))


@frozen
class Shelf:
    """One audience's folder, and where the build notes what it is about to put there."""

    folder: Path
    journal: Path
    """Outside the folder, such as `.briefgen/journal/public`."""


@frozen
class Published:
    """What publishing did to a shelf, by names in order."""

    written: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    untouched: tuple[str, ...] = ()


def publish(
    shelf: Shelf,
    planned: Collection[str],
    artefacts: Iterable[Artefact],
    editions: Sequence[EditionEntry],
) -> Published:
    """Make a shelf hold the artefacts and, of what it held, the names planned; nothing else.

    Args:
        shelf: where to; the lock is held.
        planned: every name that is to stay or to come, built in this run or not.
        artefacts: read once, each written before the next is asked for; may be lazy.
        editions: all that the shelf holds from now on, built in this run or not.

    Raises:
        UsageError: a file cannot be written, or was not made by a build.
    """
    before = read_manifest(shelf.folder)
    removed = withdraw(shelf, before, owned(shelf, before).difference(planned))
    entries = {name: entry for name, entry in before.by_name().items() if name in planned}
    written: list[str] = []
    untouched: list[str] = []
    for artefact in artefacts:
        changed = put(shelf, before, [artefact])
        (written if changed else untouched).append(artefact.name)
        entries[artefact.name] = artefact.entry
    seal(shelf, Manifest(tuple(entries.values()), tuple(editions)))
    return Published(tuple(sorted(written)), removed, tuple(sorted(untouched)))


def owned(shelf: Shelf, before: Manifest) -> set[str]:
    """Return the names of the files that a build made, this one or an earlier one."""
    noted = _journal(shelf)
    return set(before.by_name()).union(name for name in noted if _is_noted(shelf, name, noted))


def withdraw(shelf: Shelf, before: Manifest, names: Collection[str]) -> tuple[str, ...]:
    """Remove those of the files that a build made; return the names of those that were there."""
    made = sorted(owned(shelf, before).intersection(names))
    removed = tuple(name for name in made if remove_file(shelf.folder / name))
    if removed:
        guarded(sync_folder, shelf.folder)
    return removed


def put(shelf: Shelf, before: Manifest, artefacts: Sequence[Artefact]) -> tuple[str, ...]:
    """Write files that belong together; return the names of those that had other bytes.

    A file that neither manifest nor journal owns is never replaced; one with the very same bytes
    is taken over. The new ones are the journal's until `seal`.
    """
    changed = [item for item in artefacts if not holds(shelf.folder / item.name, item.data)]
    if not changed:
        return ()
    new = [item for item in changed if item.name not in before.by_name()]
    for item in new:
        path = shelf.folder / item.name
        if refuse_obstacle(path) and not _is_noted(shelf, item.name, _journal(shelf)):
            raise in_the_way(path, "a file")
    _note(shelf, new)
    make_folder(shelf.folder)
    for item in changed:
        place(shelf.folder / item.name, item.data)
    guarded(sync_folder, shelf.folder)
    return tuple(item.name for item in changed)


def seal(shelf: Shelf, manifest: Manifest) -> bool:
    """Write the manifest, which ends a publication, and return whether it says anything new.

    A shelf that holds nothing any more loses its manifest, and its folder if that is empty.
    """
    if shelf.folder.is_dir():
        guarded(sweep, shelf.folder)
    if manifest == Manifest():
        is_new = remove_file(shelf.folder / MANIFEST)
        if is_new or shelf.journal.exists():
            _tidy(shelf.folder)
    else:
        is_new = write_file(shelf.folder / MANIFEST, manifest.as_json().encode())
    remove_file(shelf.journal)
    return is_new


def _journal(shelf: Shelf) -> dict[str, set[str]]:
    """Return the hashes noted for each name."""
    try:
        text = shelf.journal.read_text("utf-8", "surrogateescape")
    except OSError:
        return {}
    noted: dict[str, set[str]] = {}
    for line in text.splitlines():  # one that a crash cut off matches no file
        sha256, _, name = line.partition(" ")
        noted.setdefault(name, set()).add(sha256)
    return noted


def _is_noted(shelf: Shelf, name: str, noted: Mapping[str, Collection[str]]) -> bool:
    """Return whether the file is the one that a build was about to put there."""
    try:
        data = (shelf.folder / name).read_bytes()
    except OSError:
        return False
    return hashlib.sha256(data).hexdigest() in noted.get(name, ())


def _note(shelf: Shelf, artefacts: Sequence[Artefact]) -> None:
    """Claim files for the build before they are there."""
    if not artefacts:
        return
    make_folder(shelf.journal.parent)
    lines = "".join(f"\n{item.entry.sha256} {item.name}" for item in artefacts) + "\n"
    guarded(lambda path: _append(path, lines), shelf.journal)


def _append(path: Path, lines: str) -> None:
    with path.open("a", encoding="utf-8", errors="surrogateescape", newline="") as file:
        file.write(lines)
        file.flush()
        os.fsync(file.fileno())


def _tidy(folder: Path) -> None:
    """Remove a folder that a build has emptied, where that can be done."""
    with suppress(OSError):
        folder.rmdir()
