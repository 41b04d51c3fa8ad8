"""Handing out: built editions are recorded as releases, under seeds/releases."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from briefgen.errors import ContentError, Diagnostic, Place, UsageError, unknown, usage_error
from briefgen.manifest import EditionEntry, Manifest, read_manifest
from briefgen.models.brief import Status
from briefgen.models.library import Library
from briefgen.plan import RELEASES
from briefgen.recorded import highest, read_edition
from briefgen.releases import Release, record
from briefgen.values import frozen
from briefgen.vocabulary import Marking


@frozen
class Request:
    """Which editions to record."""

    seeds: Path
    output: Path
    briefs: tuple[str, ...] = ()
    """Empty: all."""
    audiences: tuple[str, ...] = ()
    """Empty: all."""


class Handed(NamedTuple):
    """What came of it."""

    files: tuple[Path, ...]
    """The new ones."""
    faults: tuple[Diagnostic, ...]
    """Why others were not recorded: an edition is a draft, holds more than its audience may see, or
    another release of that day stands."""


def hand_out(library: Library, request: Request) -> Handed:
    """Record the editions as they stand in the output folder, as far as that can be done.

    An edition that is recorded already is left as it is.

    Raises:
        UsageError: a selection is unknown, nothing of it is built, or a file is not as it was.
    """
    _require_known(library, request)
    releases = list(_releases(library, request))
    if not releases:
        raise _not_built(request)
    faults: list[Diagnostic] = []
    written = []
    for release in releases:
        refused = list(_refused(release, library))
        faults += refused
        if refused:
            continue
        try:
            written.append(record(request.seeds / RELEASES, release))
        except ContentError as error:
            faults += error.diagnostics
    return Handed(tuple(file for file in written if file is not None), tuple(faults))


def _require_known(library: Library, request: Request) -> None:
    faults = [
        *unknown(request.briefs, library.briefs, "brief", request.seeds.as_posix()),
        *unknown(request.audiences, library.audiences, "audience", request.seeds.as_posix()),
    ]
    if faults:
        raise UsageError([found for fault in faults for found in fault.diagnostics])


def _releases(library: Library, request: Request) -> Iterator[Release]:
    for audience in request.audiences or library.audiences:
        folder = request.output / audience
        manifest = read_manifest(folder)
        for entry in sorted(manifest.editions, key=lambda entry: entry.brief):
            if entry.brief in (request.briefs or library.briefs):
                yield _taken(folder, manifest, entry, library.audiences[audience].marking)


def _taken(folder: Path, manifest: Manifest, entry: EditionEntry, ceiling: Marking) -> Release:
    """Return the release of an edition whose files are those that were built."""
    files = tuple(manifest.by_name()[name] for name in entry.files)
    for file in files:
        if not file.stands_in(folder):
            raise _changed(folder / file.name)
    told = folder / f"{entry.brief}.json"
    if told.name not in entry.files:
        raise usage_error(
            f"`{folder.name}/{entry.brief}` was built without its JSON, which a release keeps",
            "build it again with --format html,pdf,json",
            code="no-edition-json",
            file=told.as_posix(),
        )
    return Release(read_edition(told.read_text("utf-8"), told.as_posix()), ceiling, files)


def _refused(release: Release, library: Library) -> Iterator[Diagnostic]:
    """Yield what forbids handing an edition out."""
    edition = release.edition
    name, file = f"`{edition.audience}/{edition.brief}`", library.files[f"briefs/{edition.brief}"]
    if edition.status != Status.FINAL:
        message = f"{name} is a draft: its pages say that it is not cleared for release"
        hint = (
            "write `status: final`, build, and release that; or keep the brief from this audience"
        )
        place = Place(file, ("status",))
        yield Diagnostic("draft-released", message, place, hint=hint, marking=Marking.CLEAR)
    if highest(edition) > release.ceiling:
        held, seen = highest(edition).value, release.ceiling.value
        message = f"{name} was built up to {held}, and its audience may see {seen}"
        hint = "run `briefgen build`, look at the edition, and release that"
        yield Diagnostic(
            "edition-above-ceiling", message, Place(file), hint=hint, marking=Marking.CLEAR
        )


def _changed(file: Path) -> UsageError:
    return usage_error(
        f"`{file.name}` is not as the build made it",
        "run `briefgen build`, look at the edition, and release that",
        code="not-as-built",
        file=file.as_posix(),
    )


def _not_built(request: Request) -> UsageError:
    return usage_error(
        "nothing of this is built",
        "run `briefgen build` first",
        code="nothing-built",
        file=request.output.as_posix(),
    )
