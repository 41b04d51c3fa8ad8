"""Building: one run from the seeds to the shelves, under a lock, and a record of what it saw."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from briefgen import fresh
from briefgen.crew import Run
from briefgen.errors import Diagnostic
from briefgen.fingerprint import fingerprint
from briefgen.front import FEED, INDEX
from briefgen.lock import locked
from briefgen.manifest import MANIFEST, has_manifest
from briefgen.outcome import Keyring
from briefgen.plan import Ground, Options, front, survey
from briefgen.racks import Rack, open_rack
from briefgen.seeds import Kept
from briefgen.standing import remember
from briefgen.summary import Row, summary
from briefgen.turns import Works, take_turns
from briefgen.values import frozen
from briefgen.vocabulary import Severity
from briefgen.watch import absolute, watched

LOCK_TIMEOUT_S = 600.0


@frozen
class Means:
    """What a build works with."""

    run: Run
    """Makes editions."""
    tell: Callable[[str], None]
    """Is told what is being done, in a few words."""


@frozen
class Done:
    """What a build did."""

    summary: tuple[str, ...]
    """A table of editions; an empty line; the paths of their files."""
    standing: tuple[str, ...]
    """The same for a build that will find nothing to do."""
    diagnostics: tuple[Diagnostic, ...]
    n_changes: int
    """Files written or removed, or that would be."""

    @property
    def n_errors(self) -> int:
        """Findings that stopped an edition."""
        return sum(found.severity is Severity.ERROR for found in self.diagnostics)


def build(options: Options, means: Means) -> Done:
    """Make the selected editions that are not there yet, and remove those no longer planned.

    Raises:
        UsageError: a folder is missing, a selection unknown, a file cannot be written.
        ContentError: the project or an audience cannot be read.
    """
    if options.is_trial:
        return _built(options, means, _witness(options, 0))
    with locked(options.cache / "lock", LOCK_TIMEOUT_S, lambda: means.tell("another build runs")):
        witness = _witness(options, fresh.settled_before(options.record))
        fresh.forget(options.record)
        done = _built(options, means, witness)
        for path in _seen_on_shelves(options):
            witness.digest(absolute(path))
        if done.n_changes:
            options.store.prune()
        # What a build saw holds even where it failed, but it then vouches for nothing.
        key = "" if done.n_errors else options.options_key
        fresh.write_record(options.record, fresh.Record(key, witness.sights, done.standing))
        return done


def _witness(options: Options, sure_ns: int) -> fresh.Witness:
    """Return a witness that has seen all that a build reads; what has not moved is not read."""
    record = None if options.is_forced else fresh.read_record(options.record)
    witness = fresh.Witness(record.sights if record else {}, sure_ns)
    for path in watched(options):
        witness.digest(path)
    return witness


def _built(options: Options, means: Means, witness: fresh.Witness) -> Done:
    means.tell("reading the seeds")
    software = fingerprint()
    ground = survey(options, None if options.is_forced else Kept(options.store, software))
    keys = Keyring(software, ground.looks.digest)
    racks = {name: open_rack(options, name, front(ground, name)) for name in _shelves(ground)}
    for audience, rack in racks.items():
        _drop_what_is_gone(ground, audience, rack)
    works = Works(ground, racks, keys, remember(ground, keys, witness), means.tell)
    rows, files, faults = list[Row](), list[str](), list[Diagnostic]()
    for turn in take_turns(works, means.run):
        rows += turn.rows
        files += turn.paths
        faults += turn.faults
    for rack in racks.values():
        rack.close()
    standing = [replace(row, state="unchanged") for row in rows]
    return Done(
        summary=tuple(summary(rows, files)),
        standing=tuple(summary(standing, files)),
        diagnostics=tuple(dict.fromkeys(faults)),
        n_changes=sum(rack.n_changes for rack in racks.values()),
    )


def _seen_on_shelves(options: Options) -> Iterator[Path]:
    """Yield what stands under output/ beside editions: the lists, and the listings of folders."""
    yield options.output
    for path in options.output.glob("*/*"):
        if path.name in (INDEX, FEED, MANIFEST):
            yield path
        if path.name == MANIFEST:
            yield path.parent


def _shelves(ground: Ground) -> list[str]:
    """Return the audiences whose shelves this run may touch: those of the past are emptied."""
    options = ground.options
    folders = [path.parent for path in sorted(options.output.glob(f"*/{MANIFEST}"))]
    held = [folder.name for folder in folders if has_manifest(folder)]
    begun = sorted(path.name for path in options.journals.glob("*"))
    return list(dict.fromkeys(options.audiences or [*ground.frame.audiences, *held, *begun]))


def _drop_what_is_gone(ground: Ground, audience: str, rack: Rack) -> None:
    """Remove the editions of briefs that there are no longer; the others have their turn."""
    options, there = ground.options, ground.files.briefs
    gone = [key for key in rack.editions if key not in there and options.selects(key, audience)]
    rack.drop(gone)
