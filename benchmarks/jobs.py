"""Jobs as a build hands them to its workers, for what is measured within one process."""

from __future__ import annotations

from pathlib import Path

from briefgen.job import Job
from briefgen.plan import Ground, Options, plan, survey
from briefgen.seeds import Kept


def ground_of(folder: Path, formats: tuple[str, ...], kept: Kept | None = None) -> Ground:
    """Return what the plans of a project's briefs stand on.

    Args:
        folder: of the project.
        formats: of html, pdf, json.
        kept: what need not be parsed again.
    """
    options = Options(
        seeds=folder / "seeds",
        templates=folder / "templates",
        output=folder / "output",
        cache=folder / ".briefgen",
        formats=formats,
    )
    return survey(options, kept)


def jobs_of(ground: Ground, brief: str) -> tuple[Job, ...]:
    """Return the jobs of a brief's editions, one an audience.

    Raises:
        ValueError: the brief is at fault.
    """
    planned = plan(ground, brief)
    if planned.faults or not planned.jobs:
        raise ValueError(f"{brief} cannot be built: {planned.faults}")
    return planned.jobs
