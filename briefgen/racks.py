"""One audience's shelf during a build: what its manifest said, and what it will say at the end."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from briefgen.feed import feed
from briefgen.front import FEED, INDEX, Front, index
from briefgen.manifest import EditionEntry, FileEntry, Manifest, read_manifest
from briefgen.plan import EVERY_FORMAT, Options
from briefgen.publish import Artefact, Shelf, owned, put, seal, withdraw
from briefgen.writing import holds


@dataclass(slots=True)
class Rack:
    """One audience's shelf."""

    shelf: Shelf
    before: Manifest
    """What its manifest said when the build began."""
    files: dict[str, FileEntry]
    """What it holds now, by name."""
    editions: dict[str, EditionEntry]
    """What it holds now, by brief."""
    front: Front | None
    """None for an audience that there is no longer."""
    is_trial: bool
    """Nothing is written."""
    n_changes: int = 0
    """Files written or removed, or that would be."""

    def take_in(self, artefacts: Sequence[Artefact]) -> bool:
        """Put files that belong together on the shelf; tell whether any had other bytes.

        Raises:
            UsageError: a file cannot be written, or was not made by a build.
        """
        if self.is_trial:
            folder = self.shelf.folder
            changed = [one.name for one in artefacts if not holds(folder / one.name, one.data)]
        else:
            changed = list(put(self.shelf, self.before, artefacts))
        self.files |= {artefact.name: artefact.entry for artefact in artefacts}
        self.n_changes += len(changed)
        return bool(changed)

    def enter(self, entry: EditionEntry, files: Sequence[FileEntry]) -> tuple[Path, ...]:
        """List an edition whose files stand on the shelf; return the paths of all its files.

        Files of formats that were not asked for stay beside them, and are listed with it where
        they show the very same edition.
        """
        self.files |= {file.name: file for file in files}
        before = self.editions.get(entry.brief)
        others = before.files if before and before.sha256 == entry.sha256 else ()
        there = [self.files[name] for name in others if name in self.files]
        there = [file for file in there if file.stands_in(self.shelf.folder)]
        showing = {file.name for file in (*files, *there)}
        held = tuple(name for name in _names(entry.brief) if name in showing)
        self.editions[entry.brief] = replace(entry, files=held)
        return tuple(self.shelf.folder / name for name in held)

    def drop(self, briefs: Collection[str]) -> None:
        """Remove the editions of briefs, and list them no more, before anything new is there."""
        for brief in briefs:
            self.editions.pop(brief, None)
        self._leave({name for brief in briefs for name in _names(brief)} & self.files.keys())

    def _leave(self, names: Collection[str]) -> None:
        if not names:
            return
        self.files = {name: file for name, file in self.files.items() if name not in names}
        self.n_changes += len(names)
        if not self.is_trial:
            withdraw(self.shelf, self.before, names)
        self.show()

    def show(self) -> None:
        """List the editions in the page and the feed beside them."""
        if self.front is None or not self.editions:
            return
        editions = self.editions.values()
        listed = [Artefact(INDEX, "text/html", index(self.front, editions))]
        if self.front.url:
            listed.append(Artefact(FEED, "application/atom+xml", feed(self.front, editions)))
        self.take_in(listed)

    def close(self) -> None:
        """List what there is, remove what is not listed, and write the manifest."""
        self._leave(self.files.keys() - self._named())
        self.show()
        manifest = Manifest(tuple(self.files.values()), tuple(self.editions.values()))
        if self.is_trial:
            self.n_changes += manifest.as_json() != self.before.as_json()
            return
        withdraw(self.shelf, self.before, owned(self.shelf, self.before) - self.files.keys())
        self.n_changes += seal(self.shelf, manifest)

    def _named(self) -> set[str]:
        """Return the names that anything is to have here."""
        named = {name for brief in self.editions for name in _names(brief)}
        return named | set(self.front.names if self.front and self.editions else ())


def open_rack(options: Options, audience: str, front: Front | None) -> Rack:
    """Open an audience's shelf.

    Raises:
        UsageError: its manifest cannot be read.
    """
    shelf = Shelf(options.output / audience, options.journals / audience)
    before = read_manifest(shelf.folder)
    editions = {entry.brief: entry for entry in before.editions}
    return Rack(shelf, before, before.by_name(), editions, front, options.is_trial)


def _names(brief: str) -> tuple[str, ...]:
    return tuple(f"{brief}.{format_}" for format_ in EVERY_FORMAT)
