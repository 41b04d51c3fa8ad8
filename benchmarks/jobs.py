"""Jobs as a build hands them to its workers, for what is measured within one process."""

from __future__ import annotations

from collections.abc import Iterator

from briefgen.clearance.clear import clear
from briefgen.dossier import assemble
from briefgen.job import Job
from briefgen.languages import read_language
from briefgen.looks import PLAIN
from briefgen.models.library import Library
from briefgen.shipped import TEMPLATES


def jobs_of(library: Library, audience: str, formats: tuple[str, ...]) -> Iterator[Job]:
    """Yield the job of each brief's edition for an audience.

    Raises:
        LookupError: a brief has none.
    """
    for brief in library.briefs:
        cleared = clear(assemble(library, brief), library.audiences[audience], audience)
        if cleared is None:
            raise LookupError(f"{audience} has no edition of {brief}")
        yield Job(
            cleared=cleared,
            language=read_language(TEMPLATES, cleared.manner.language),
            formats=formats,
            looks=PLAIN,
            file=library.files[f"briefs/{brief}"],
        )
