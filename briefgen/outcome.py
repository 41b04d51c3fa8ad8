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


def job_keys(jobs: Iterable[Job]) -> dict[str, str]:
    """Return, by the jobs' names, the key of everything that decides a job's bytes."""
    software, looks = fingerprint(), dict[tuple[Path, Path | None], str]()
    keys = {}
    for job in jobs:
        folders = (job.shipped, job.project)
        if folders not in looks:
            looks[folders] = digest(folder for folder in folders if folder)
        inputs = (repr(job.cleared), repr(job.language), repr(job.formats), repr(job.since))
        keys[job.name] = key_of("edition", software, looks[folders], *inputs)
    return keys


def fingerprint() -> str:
    """Return the hash of the software that decides bytes: this package, the engine, the fonts."""
    package = hashlib.sha256()
    folder = Path(__file__).parent
    for file in sorted(folder.rglob("*.py")):
        package.update(file.relative_to(folder).as_posix().encode() + b"\0" + file.read_bytes())
    return key_of(package.hexdigest(), json.dumps(pdf.fingerprint(), sort_keys=True))


def read_outcome(store: Store, key: str) -> Outcome | None:
    """Return the outcome kept under a key; None where there is none."""
    data = store.get(key)
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


def write_outcome(store: Store, key: str, outcome: Outcome) -> None:
    """Keep an outcome under a key."""
    store.put(key, json.dumps(asdict(outcome), sort_keys=True).encode())
