"""What making an edition came to, kept by the key of everything that decided it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from briefgen import pdf
from briefgen.job import Job, Made
from briefgen.looks import digest
from briefgen.manifest import FileEntry
from briefgen.store import Store, key_of


@dataclass(frozen=True, slots=True)
class Outcome:
    """One edition that was made."""

    files: tuple[FileEntry, ...]
    n_pages: int
    n_printed: int
    left_out: tuple[str, ...]
    lost_fields: tuple[str, ...]
    marking: str
    warnings: tuple[str, ...]

    def stands_in(self, folder: Path) -> bool:
        """Tell whether the folder holds its files, byte for byte."""
        return all(entry.stands_in(folder) for entry in self.files)


def outcome_of(made: Made) -> Outcome:
    """Return what to keep of a job's result."""
    return Outcome(
        files=tuple(artefact.entry for artefact in made.artefacts),
        n_pages=made.n_pages,
        n_printed=made.n_printed,
        left_out=made.left_out,
        lost_fields=made.lost_fields,
        marking=made.marking,
        warnings=made.warnings,
    )


@dataclass(frozen=True, slots=True)
class Keys:
    """The keys of a job."""

    fit: str
    """Of everything that decides how many claims fit."""
    edition: str
    """Of everything that decides its bytes."""


def job_keys(jobs: Iterable[Job]) -> dict[str, Keys]:
    """Return the keys of jobs, by their names."""
    software, looks = fingerprint(), dict[tuple[Path, Path | None], str]()
    keys = {}
    for job in jobs:
        folders = (job.shipped, job.project)
        if folders not in looks:
            looks[folders] = digest(folder for folder in folders if folder)
        inputs = (repr(job.cleared), repr(job.language), repr(job.since))
        fit = key_of("fit", software, looks[folders], *inputs)
        keys[job.name] = Keys(fit, key_of("edition", fit, repr(job.formats)))
    return keys


def fingerprint() -> str:
    """Return the hash of the software that decides bytes: this package, the engine, the fonts."""
    package = hashlib.sha256()
    folder = Path(__file__).parent
    for file in sorted(folder.rglob("*.py")):
        package.update(file.relative_to(folder).as_posix().encode() + b"\0" + file.read_bytes())
    return key_of(package.hexdigest(), json.dumps(pdf.fingerprint(), sort_keys=True))


def read_fit(store: Store, keys: Keys) -> int | None:
    """Return how many claims fitted before; None where that is not known."""
    data = store.get(keys.fit)
    return int(data) if data is not None else None


def read_outcome(store: Store, keys: Keys) -> Outcome | None:
    """Return the outcome kept under a key; None where there is none."""
    data = store.get(keys.edition)
    if data is None:
        return None
    told: dict[str, Any] = json.loads(data)
    return Outcome(
        files=tuple(FileEntry(**entry) for entry in told["files"]),
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
