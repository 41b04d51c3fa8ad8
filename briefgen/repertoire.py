"""What a project has on offer for its seeds to name: templates, themes, languages, countries."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

from briefgen.figures.countries import read_names
from briefgen.front import INDEX
from briefgen.looks import Looks, read_looks
from briefgen.manifest import MANIFEST
from briefgen.rules.survey import Repertoire
from briefgen.shipped import TEMPLATES

_TAKEN = frozenset(PurePosixPath(name).stem for name in (INDEX, MANIFEST))


def repertoire(project: Looks) -> Repertoire:
    """Return what there is, in a project's own templates and in those that come with briefgen."""
    looks = (project, read_looks(TEMPLATES))

    def named(pattern: str) -> list[PurePosixPath]:
        return [PurePosixPath(name) for one in looks for name in one.matching(pattern)]

    doors = [*named("*/sheet.html"), *named("*/screen.html")]
    files = [name for one in looks for name in one.files if name.endswith(".html")]
    files += [f"shipped/{name}" for name in looks[-1].files if name.endswith(".html")]
    return Repertoire(
        templates=frozenset([*(door.parts[0] for door in doors), *files]),
        themes=frozenset(file.stem for file in named("themes/*.css")),
        languages=frozenset(file.stem for file in named("languages/*.toml")),
        countries=frozenset(code for names in read_names().values() for code in names),
        taken=_TAKEN,
    )


def repertoire_of(templates: Path) -> Repertoire:
    """Return what there is, where a project's own templates lie in this folder, if anywhere.

    Raises:
        UsageError: some of it cannot be read.
    """
    return repertoire(read_looks(templates))
