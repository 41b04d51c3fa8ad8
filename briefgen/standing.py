"""What a brief's editions came to, kept with all that they rest on, so that it need not be read."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, replace
from typing import Any

from briefgen.errors import Diagnostic, Place
from briefgen.fresh import Witness
from briefgen.job import Job
from briefgen.manifest import EditionEntry
from briefgen.outcome import Keyring, Outcome, outcome_from
from briefgen.paths import matching
from briefgen.plan import RELEASES, Ground, Plan
from briefgen.store import Store, key_of
from briefgen.values import frozen
from briefgen.vocabulary import Marking, Severity
from briefgen.watch import absolute


@frozen
class Listed:
    """One edition that stands on its shelf."""

    audience: str
    entry: EditionEntry
    outcome: Outcome
    file: str
    """The brief's, for messages."""
    ceiling: Marking

    @property
    def name(self) -> str:
        """The edition, for messages: `executive/kazakhstan-2022`."""
        return f"{self.audience}/{self.entry.brief}"

    def warnings(self) -> Iterator[Diagnostic]:
        """Yield what a person should know of it."""
        for field in self.outcome.lost_fields:
            message = f"`{self.name}` loses the field `{field}` to its page limit"
            hint = "give it a lead, which is never left out, or a claim a higher priority"
            place = Place(self.file, ("fields", field))
            yield Diagnostic("field-lost", message, place, Severity.WARNING, hint, self.ceiling)
        for told in dict.fromkeys(self.outcome.warnings):
            message, hint = f"`{self.name}`: {told}", "mend the template or its style sheet"
            place = Place(self.file)
            yield Diagnostic("engine-warning", message, place, Severity.WARNING, hint, self.ceiling)


@frozen
class Standing:
    """A brief's editions, and what they rest on."""

    editions: tuple[Listed, ...]
    patterns: tuple[str, ...]
    """Of the paths of its sources."""
    sources: tuple[str, ...]
    """The paths that they matched."""
    sights: Mapping[str, str]
    """Path -> hash of all that was read for it; empty where nothing was. The paths are as the
    seeds are called, so that they hold in a copy of the project, wherever it lies."""


def listed(job: Job, outcome: Outcome) -> Listed:
    """Return how an edition is listed that a job made."""
    cleared = job.cleared
    entry = EditionEntry(
        brief=cleared.brief,
        title=cleared.title,
        as_of=cleared.as_of,
        marking=outcome.marking,
        status=cleared.status,
        files=tuple(file.name for file in outcome.files),
        countries=cleared.countries,
        sha256=outcome.sha256,
    )
    return Listed(cleared.manner.audience, entry, outcome, job.file, cleared.ceiling)


@frozen
class Memory:
    """What is known of briefs from earlier builds with the same options, looks and software."""

    store: Store
    ground: Ground
    witness: Witness
    common: str
    """Key of everything that bears on all briefs."""

    def recall(self, brief: str) -> Standing | None:
        """Return what stands, if all that it rests on is as it was; nothing is read for it."""
        data = self.store.get(self._key(brief))
        standing = _standing(json.loads(data)) if data is not None else None
        if standing is None or not self._rests(standing):
            return None
        return standing if all(map(self._is_there, standing.editions)) else None

    def keep(self, brief: str, plan: Plan, editions: Iterable[Listed]) -> None:
        """Keep what a brief came to."""
        paths = sorted(set(self._read_for(brief, plan)))
        standing = Standing(
            editions=tuple(editions),
            patterns=plan.patterns,
            sources=plan.sources,
            sights={path: self._digest(path) for path in paths},
        )
        told = json.dumps(asdict(standing), default=lambda marking: marking.value)
        self.store.put(self._key(brief), told.encode())

    def _key(self, brief: str) -> str:
        return key_of("standing", self.common, brief)

    def _rests(self, standing: Standing) -> bool:
        found = matching(standing.patterns, tuple(self.ground.files.sources))
        return found == standing.sources and all(
            self._digest(path) == digest for path, digest in standing.sights.items()
        )

    def _digest(self, path: str) -> str:
        return self.witness.digest(absolute(path))

    def _is_there(self, one: Listed) -> bool:
        folder = absolute(self.ground.options.output / one.audience)
        return stand_in(folder, one.outcome, self.witness)

    def _read_for(self, brief: str, plan: Plan) -> Iterator[str]:
        files = self.ground.files
        yield files.briefs[brief]
        for path in plan.sources:
            yield files.sources[path]
            yield f"{files.sources[path].removesuffix('.yaml')}.txt"
        yield from plan.texts
        for audience in self.ground.frame.audiences:
            yield (self.ground.options.seeds / RELEASES / audience / brief).as_posix()
            releases = self.ground.handed_out.get((audience, brief), ())
            yield from (release.file.as_posix() for release in releases)


def remember(ground: Ground, keyring: Keyring, witness: Witness) -> Memory:
    """Return what is known of the briefs of a build."""
    options = ground.options
    shared = [ground.files.project, *ground.files.audiences.values()]
    shared += sorted(map(str, options.since.rglob("*"))) if options.since else []
    files = [(file, witness.digest(absolute(file))) for file in shared]
    folders = (options.seeds, options.since)
    asked = (options.audiences, options.formats, options.template, *map(str, folders))
    common = key_of(keyring.software, keyring.looks, repr(asked), repr(files))
    return Memory(options.store, ground, witness, common)


def stand_in(folder: str, outcome: Outcome, witness: Witness) -> bool:
    """Tell whether a folder holds the files of an edition, byte for byte."""
    return all(witness.digest(f"{folder}/{one.name}") == one.sha256 for one in outcome.files)


def _standing(told: Mapping[str, Any]) -> Standing:
    return Standing(
        editions=tuple(map(_listed, told["editions"])),
        patterns=tuple(told["patterns"]),
        sources=tuple(told["sources"]),
        sights=told["sights"],
    )


def _listed(told: Mapping[str, Any]) -> Listed:
    entry = EditionEntry(**told["entry"])
    return Listed(
        audience=told["audience"],
        entry=replace(entry, files=tuple(entry.files), countries=tuple(entry.countries)),
        outcome=outcome_from(told["outcome"]),
        file=told["file"],
        ceiling=Marking(told["ceiling"]),
    )
