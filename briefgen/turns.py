"""Briefs taking their turns: what is known of one is taken as it is, the others are made.

Planning runs ahead of making by as much as the workers can take, so that no more of a library is
in memory than is being worked on. Turns come to their end in order, however many workers there are.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from briefgen.crew import Run
from briefgen.errors import BriefgenError, ContentError, Diagnostic, Place
from briefgen.job import Job, Made
from briefgen.outcome import Keyring, Keys, outcome_of, read_fit, read_outcome, write_outcome
from briefgen.plan import Ground, Plan, plan
from briefgen.racks import Rack
from briefgen.standing import Listed, Memory, listed, stand_in
from briefgen.summary import Row
from briefgen.values import frozen
from briefgen.vocabulary import Marking
from briefgen.watch import absolute
from briefgen.workers import Cause, Failed


@frozen
class Works:
    """What turns are taken with."""

    ground: Ground
    racks: Mapping[str, Rack]
    """By audience."""
    keys: Keyring
    memory: Memory
    tell: Callable[[str], None]
    """Is told which edition was made, in a few words."""


@dataclass(slots=True)
class Turn:
    """What one brief came to."""

    brief: str
    rows: list[Row] = field(default_factory=list)
    """Of its editions; one alone if the brief is at fault."""
    paths: list[str] = field(default_factory=list)
    """Of their files."""
    faults: list[Diagnostic] = field(default_factory=list)


@frozen
class _Waiting:
    """An edition that is being made."""

    at: int
    """Its position among the brief's editions."""
    job: Job
    keys: Keys


@dataclass(slots=True)
class _Open:
    """A turn that has begun."""

    brief: str
    plan: Plan | None
    """None where the brief need not be read."""
    editions: list[Listed | BriefgenError | None]
    """What stands or failed; None while it is being made."""
    waiting: deque[_Waiting] = field(default_factory=deque)
    built: set[int] = field(default_factory=set)
    """Positions of those whose files have other bytes than before."""

    @property
    def making(self) -> str:
        """The edition that is being made: `executive/kazakhstan-2022`."""
        return self.waiting[0].job.name


def take_turns(works: Works, run: Run) -> Iterator[Turn]:
    """Yield what each brief came to, in order, when its editions are in their place.

    Raises:
        UsageError: a file cannot be written, or was not made by a build.
    """
    begun: deque[_Open] = deque()
    n_ended = 0
    for result in run(_jobs(works, begun)):
        while not begun[0].waiting:
            yield _ended(works, begun.popleft())
            n_ended += 1
        works.tell(f"brief {n_ended + 1} of {len(works.ground.briefs)}: {begun[0].making}")
        _take_in(works, begun[0], result)
    while begun:
        yield _ended(works, begun.popleft())


def _jobs(works: Works, begun: deque[_Open]) -> Iterator[Job]:
    for brief in works.ground.briefs:
        turn = _begin(works, brief)
        begun.append(turn)
        yield from [waiting.job for waiting in turn.waiting]


def _begin(works: Works, brief: str) -> _Open:
    options = works.ground.options
    standing = None if options.is_forced else works.memory.recall(brief)
    if standing is not None:
        _drop_others(works, brief, {one.audience for one in standing.editions})
        return _Open(brief, None, [*standing.editions])
    planned = plan(works.ground, brief)
    turn = _Open(brief, planned, [])
    if planned.faults:
        return turn
    _drop_others(works, brief, {job.cleared.manner.audience for job in planned.jobs})
    for at, job in enumerate(planned.jobs):
        keys = works.keys.of(job)
        known = None if options.is_forced else _known(works, job, keys)
        turn.editions.append(known)
        if known is None:
            fit = None if options.is_forced else read_fit(works.memory.store, keys)
            turn.waiting.append(_Waiting(at, replace(job, known_fit=fit), keys))
    return turn


def _drop_others(works: Works, brief: str, audiences: set[str]) -> None:
    """Remove what an audience may no longer have, before anything new is there."""
    for audience, rack in works.racks.items():
        is_planned = audience in audiences or not works.ground.options.selects(brief, audience)
        if not is_planned and brief in rack.editions:
            rack.drop([brief])


def _known(works: Works, job: Job, keys: Keys) -> Listed | None:
    """Return an edition that is there, byte for byte as its job would make it."""
    outcome = read_outcome(works.memory.store, keys)
    folder = absolute(works.racks[job.cleared.manner.audience].shelf.folder)
    if outcome is None or not stand_in(folder, outcome, works.memory.witness):
        return None
    return listed(job, outcome)


def _take_in(works: Works, turn: _Open, result: Made | Failed) -> None:
    waiting = turn.waiting.popleft()
    if isinstance(result, Failed):
        turn.editions[waiting.at] = _failure(waiting.job, result)
        return
    rack, memory = works.racks[waiting.job.cleared.manner.audience], works.memory
    if rack.take_in(result.artefacts):
        turn.built.add(waiting.at)
    outcome = outcome_of(result)
    turn.editions[waiting.at] = listed(waiting.job, outcome)
    write_outcome(memory.store, waiting.keys, outcome)
    for file in outcome.files:
        memory.witness.wrote(f"{absolute(rack.shelf.folder)}/{file.name}", file.sha256)


def _ended(works: Works, turn: _Open) -> Turn:
    done = Turn(turn.brief)
    standing = [one for one in turn.editions if isinstance(one, Listed)]
    fresh = "stale" if works.ground.options.is_trial else "built"
    for at, edition in enumerate(turn.editions):
        if isinstance(edition, Listed):
            paths = works.racks[edition.audience].enter(edition.entry, edition.outcome.files)
            done.paths += [path.as_posix() for path in paths]
            done.rows.append(_row(edition, fresh if at in turn.built else "unchanged"))
            done.faults += edition.warnings()
        elif edition is not None and turn.plan is not None:
            done.rows.append(Row(turn.plan.jobs[at].name, "failed"))
            done.faults += edition.diagnostics
    if turn.plan is not None and turn.plan.faults:
        done.rows.append(Row(turn.brief, "failed"))
        done.faults += turn.plan.faults
    elif turn.plan is not None and len(standing) == len(turn.editions):
        works.memory.keep(turn.brief, turn.plan, standing)
    return done


def _row(edition: Listed, state: str) -> Row:
    outcome = edition.outcome
    return Row(edition.name, state, outcome.n_pages, outcome.n_printed, outcome.left_out)


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
