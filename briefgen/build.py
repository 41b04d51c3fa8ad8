"""Building: which editions are there already, making the others, putting them in their place."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from briefgen import fresh
from briefgen.crew import Run
from briefgen.errors import BriefgenError, ContentError, Diagnostic, Place
from briefgen.feed import feed
from briefgen.front import FEED, INDEX, Front, index
from briefgen.job import Job, Made
from briefgen.lock import locked
from briefgen.manifest import MANIFEST, EditionEntry, FileEntry, Manifest, read_manifest
from briefgen.outcome import (
    Keys,
    Outcome,
    job_keys,
    outcome_of,
    read_fit,
    read_outcome,
    write_outcome,
)
from briefgen.plan import EVERY_FORMAT, Options, Plan, front, plan
from briefgen.publish import Artefact, Shelf, put, seal, withdraw
from briefgen.seeds import read_library
from briefgen.store import Store
from briefgen.summary import Row, summary
from briefgen.vocabulary import Marking, Severity
from briefgen.watch import watched
from briefgen.workers import Cause, Failed
from briefgen.writing import holds

LOCK_TIMEOUT_S = 600.0


@dataclass(frozen=True, slots=True)
class Means:
    """What a build works with."""

    run: Run
    """Makes editions."""
    tell: Callable[[str], None]
    """Is told what is being done, in a few words."""


@dataclass(frozen=True, slots=True)
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


@dataclass(slots=True)
class _Rack:
    """One audience's shelf, what its manifest said before, and what it will say."""

    shelf: Shelf
    before: Manifest
    files: dict[str, FileEntry]
    editions: dict[str, EditionEntry]
    front: Front | None
    """None for an audience that there is no longer."""
    n_changes: int = 0


def build(options: Options, means: Means) -> Done:
    """Make the selected editions that are not there yet, and remove those no longer planned.

    Raises:
        UsageError: a folder is missing, a selection unknown, a file cannot be written.
        ContentError: the library cannot be read.
    """
    if options.is_trial:
        return _built(options, means)
    with locked(options.cache / "lock", LOCK_TIMEOUT_S, lambda: means.tell("another build runs")):
        fresh.forget(options.record)
        sure_ns = fresh.settled_before(options.record)
        seen = {path: fresh.look(path, None, sure_ns) for path in watched(options)}
        done = _built(options, means)
        if not done.n_errors:
            paths = [*_paths(done.summary), *_beside(options.output)]
            seen |= {path: fresh.look(path, None, sure_ns) for path in paths}
            record = fresh.Record(options.options_key, seen, done.standing)
            fresh.write_record(options.record, record)
        return done


def _paths(lines: Iterable[str]) -> list[str]:
    told = list(lines)
    return [str(Path(line).absolute()) for line in told[told.index("") + 1 :]]


def _beside(output: Path) -> list[str]:
    """Return the paths of what stands beside the editions of each audience."""
    names = (INDEX, FEED, MANIFEST)
    return [str(path.absolute()) for name in names for path in output.glob(f"*/{name}")]


def _built(options: Options, means: Means) -> Done:
    means.tell("reading the seeds")
    library = read_library(options.seeds)
    planned = plan(library, options)
    racks = {
        audience: _rack(options, planned, audience, front(library, audience, options))
        for audience in _racks(options, planned)
    }
    for rack in racks.values():
        _withdraw(rack, options)
        _list(rack, options)
    faults = list(planned.diagnostics)
    rows = [Row(brief, "failed") for brief in sorted(planned.failed)]
    files: list[str] = []
    for job, outcome, is_new in _outcomes(planned.jobs, options, means, racks):
        if isinstance(outcome, BriefgenError):
            faults += outcome.diagnostics
            rows.append(Row(job.name, "failed"))
        else:
            faults += _warnings(job, outcome)
            files += _enter(racks[job.cleared.manner.audience], job, outcome)
            rows.append(_row(job, outcome, is_new))
    for rack in racks.values():
        _list(rack, options)
    n_changes = sum(_sealed(rack, options) for rack in racks.values())
    standing = [replace(row, state="unchanged") for row in rows]
    return Done(
        summary=tuple(summary(rows, files)),
        standing=tuple(summary(standing, files)),
        diagnostics=tuple(dict.fromkeys(faults)),
        n_changes=n_changes,
    )


def _warnings(job: Job, outcome: Outcome) -> Iterator[Diagnostic]:
    for field in outcome.lost_fields:
        message = f"`{job.name}` loses the field `{field}` to its page limit"
        hint = "give it a lead, which is never left out, or a claim a higher priority"
        place, marking = Place(job.file, ("fields", field)), job.cleared.ceiling
        yield Diagnostic("field-lost", message, place, Severity.WARNING, hint, marking)
    for told in dict.fromkeys(outcome.warnings):
        message, hint = f"`{job.name}`: {told}", "mend the template or its style sheet"
        place, marking = Place(job.file), job.cleared.ceiling
        yield Diagnostic("engine-warning", message, place, Severity.WARNING, hint, marking)


# Which are there


def _outcomes(
    jobs: Iterable[Job], options: Options, means: Means, racks: Mapping[str, _Rack]
) -> Iterator[tuple[Job, Outcome | BriefgenError, bool]]:
    """Yield each job with what it came to, in order, and whether it was made in this run."""
    store = Store(options.cache / "store")
    keys = job_keys(jobs)
    known = {} if options.is_forced else dict(_known(jobs, keys, store, racks))
    waiting = [
        replace(job, known_fit=None if options.is_forced else read_fit(store, keys[job.name]))
        for job in jobs
        if job.name not in known
    ]
    results = iter(_made(waiting, means))
    for job in jobs:
        outcome = known.get(job.name)
        if outcome is not None:
            yield job, outcome, False
            continue
        made = next(results)
        if isinstance(made, BriefgenError):
            yield job, made, False
            continue
        rack = racks[job.cleared.manner.audience]
        is_new = _put(rack, made.artefacts, options)
        outcome = outcome_of(made)
        if not options.is_trial:
            write_outcome(store, keys[job.name], outcome)
        yield job, outcome, is_new


def _known(
    jobs: Iterable[Job], keys: Mapping[str, Keys], store: Store, racks: Mapping[str, _Rack]
) -> Iterator[tuple[str, Outcome]]:
    for job in jobs:
        outcome = read_outcome(store, keys[job.name])
        folder = racks[job.cleared.manner.audience].shelf.folder
        if outcome is not None and outcome.stands_in(folder):
            yield job.name, outcome


def _made(jobs: Sequence[Job], means: Means) -> Iterator[Made | BriefgenError]:
    if not jobs:
        return
    for number, (job, outcome) in enumerate(zip(jobs, means.run(jobs), strict=True), start=1):
        means.tell(f"{number} of {len(jobs)}: {job.name}")
        yield _failure(job, outcome) if isinstance(outcome, Failed) else outcome


def _failure(job: Job, failed: Failed) -> BriefgenError:
    if isinstance(failed.error, BriefgenError):
        return failed.error
    told = f"`{job.name}` {failed.message}"
    hint = _HINTS.get(failed.cause, "this is a fault of a template or of briefgen")
    # What was raised may quote the edition; the other causes are told in words of our own.
    marking = job.cleared.ceiling if failed.cause is Cause.RAISED else Marking.CLEAR
    place, code = Place(job.file), f"render-{failed.cause.value}"
    return ContentError([Diagnostic(code, told, place, hint=hint, marking=marking)])


_HINTS = {
    Cause.TIMEOUT: "simplify its template, or allow more with --render-timeout",
    Cause.MEMORY: "simplify its template, or allow more with --render-memory",
}


# Where they go


def _racks(options: Options, planned: Plan) -> list[str]:
    """Return the audiences whose shelves this run may touch."""
    if options.audiences:
        return list(dict.fromkeys(options.audiences))
    held = [path.parent.name for path in sorted(options.output.glob(f"*/{MANIFEST}"))]
    return list(dict.fromkeys([*(job.cleared.manner.audience for job in planned.jobs), *held]))


def _rack(options: Options, planned: Plan, audience: str, front: Front | None) -> _Rack:
    shelf = Shelf(options.output / audience, options.cache / "journal" / audience)
    before = read_manifest(shelf.folder)
    stays = [
        entry
        for entry in before.editions
        if not options.selects(entry.brief, audience) or entry.brief in planned.failed
    ]
    made = {
        f"{job.cleared.brief}.{format_}"
        for job in planned.jobs
        if job.cleared.manner.audience == audience
        for format_ in EVERY_FORMAT
    }
    names = {name for entry in stays for name in entry.files} | made
    briefs = {job.cleared.brief for job in planned.jobs if job.cleared.manner.audience == audience}
    editions = {e.brief: e for e in before.editions if e in stays or e.brief in briefs}
    if front and editions:
        names |= set(front.names)
    files = {name: entry for name, entry in before.by_name().items() if name in names}
    return _Rack(shelf, before, files, editions, front)


def _withdraw(rack: _Rack, options: Options) -> None:
    gone = rack.before.by_name().keys() - rack.files.keys()
    rack.n_changes += len(gone)
    if not options.is_trial:
        withdraw(rack.shelf, rack.before, rack.files.keys())


def _list(rack: _Rack, options: Options) -> None:
    """List the editions in the page and the feed beside them.

    It is done before anything is made, so that what is gone is listed no more, and after.
    """
    if rack.front is None or not rack.editions:
        return
    editions = rack.editions.values()
    listed = [Artefact(INDEX, "text/html", index(rack.front, editions))]
    if rack.front.url:
        listed.append(Artefact(FEED, "application/atom+xml", feed(rack.front, editions)))
    _put(rack, listed, options)
    rack.files |= {item.name: item.entry for item in listed}


def _put(rack: _Rack, artefacts: Sequence[Artefact], options: Options) -> bool:
    if options.is_trial:
        changed = [
            item.name for item in artefacts if not holds(rack.shelf.folder / item.name, item.data)
        ]
    else:
        changed = list(put(rack.shelf, rack.before, artefacts))
    rack.n_changes += len(changed)
    return bool(changed)


def _enter(rack: _Rack, job: Job, outcome: Outcome) -> list[str]:
    """Enter an edition into what the manifest will say, and return the paths of its files.

    Files of formats that were not asked for stay beside them.
    """
    cleared = job.cleared
    rack.files |= {entry.name: entry for entry in outcome.files}
    named = [f"{cleared.brief}.{format_}" for format_ in EVERY_FORMAT]
    held = tuple(name for name in named if name in rack.files)
    rack.editions[cleared.brief] = EditionEntry(
        brief=cleared.brief,
        title=cleared.title,
        as_of=cleared.as_of,
        marking=outcome.marking,
        status=cleared.status,
        files=held,
        countries=cleared.countries,
    )
    return [(rack.shelf.folder / name).as_posix() for name in held]


def _sealed(rack: _Rack, options: Options) -> int:
    """Write the manifest, and return how many files changed on the shelf."""
    manifest = Manifest(tuple(rack.files.values()), tuple(rack.editions.values()))
    if options.is_trial:
        is_new = manifest.as_json() != rack.before.as_json()
    else:
        is_new = seal(rack.shelf, manifest)
    return rack.n_changes + is_new


def _row(job: Job, outcome: Outcome, is_new: bool) -> Row:
    state = "built" if is_new else "unchanged"
    return Row(job.name, state, outcome.n_pages, outcome.n_printed, outcome.left_out)
