"""What making an edition came to, kept by the key of everything that decided it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from functools import lru_cache
from typing import Any

from briefgen.job import Job, Made
from briefgen.languages import Language
from briefgen.manifest import FileEntry
from briefgen.store import Store, key_of
from briefgen.values import frozen


@frozen
class Outcome:
    """One edition that was made."""

    files: tuple[FileEntry, ...]
    sha256: str
    """Of the edition's JSON."""
    n_pages: int
    n_printed: int
    left_out: tuple[str, ...]
    lost_fields: tuple[str, ...]
    marking: str
    warnings: tuple[str, ...]


def outcome_of(made: Made) -> Outcome:
    """Return what to keep of a job's result."""
    return Outcome(
        files=tuple(artefact.entry for artefact in made.artefacts),
        sha256=made.sha256,
        n_pages=made.n_pages,
        n_printed=made.n_printed,
        left_out=made.left_out,
        lost_fields=made.lost_fields,
        marking=made.marking,
        warnings=made.warnings,
    )


@frozen
class Keys:
    """The keys of a job."""

    fit: str
    """Of everything that decides how many claims fit."""
    edition: str
    """Of everything that decides its bytes."""


@frozen
class Keyring:
    """Makes keys; what all jobs of a build share is hashed once."""

    software: str
    """The fingerprint."""
    looks: str
    """Of the project's own templates."""

    def of(self, job: Job) -> Keys:
        """Return the keys of a job."""
        inputs = (repr(job.cleared), _repr(job.language), repr(job.since))
        fit = key_of("fit", self.software, self.looks, *inputs)
        return Keys(fit, key_of("outcome", fit, repr(job.formats), job.url))


@lru_cache(maxsize=8)
def _repr(language: Language) -> str:
    return repr(language)


def read_fit(store: Store, keys: Keys) -> int | None:
    """Return how many claims fitted before; None where that is not known."""
    data = store.get(keys.fit)
    return int(data) if data is not None else None


def read_outcome(store: Store, keys: Keys) -> Outcome | None:
    """Return the outcome kept under a key; None where there is none."""
    data = store.get(keys.edition)
    if data is None:
        return None
    return outcome_from(json.loads(data))


def outcome_from(told: Mapping[str, Any]) -> Outcome:
    """Return the outcome that JSON tells of."""
    return Outcome(
        files=tuple(FileEntry(**entry) for entry in told["files"]),
        sha256=told["sha256"],
        n_pages=told["n_pages"],
        n_printed=told["n_printed"],
        left_out=tuple(told["left_out"]),
        lost_fields=tuple(told["lost_fields"]),
        marking=told["marking"],
        warnings=tuple(told["warnings"]),
    )


def write_outcome(store: Store, keys: Keys, outcome: Outcome) -> None:
    """Keep an outcome under a key."""
    store.put(keys.fit, str(outcome.n_printed).encode())
    store.put(keys.edition, json.dumps(asdict(outcome), sort_keys=True).encode())
