"""What a project has on offer for its seeds to name: templates, themes, languages, countries."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from briefgen.errors import ContentError, Diagnostic, Place
from briefgen.figures.countries import read_names
from briefgen.front import INDEX
from briefgen.languages import read_language
from briefgen.looks import Looks, names_of, read_looks, templates_of
from briefgen.manifest import MANIFEST
from briefgen.rules.case import Repertoire
from briefgen.shipped import TEMPLATES
from briefgen.vocabulary import Marking

_TAKEN = frozenset(PurePosixPath(name).stem for name in (INDEX, MANIFEST))


def faults_in(project: Looks) -> Iterator[Diagnostic]:
    """Yield what makes catalogues, templates and styles of a project none, whoever takes them."""
    for tag in sorted(names_of([project], "languages/*.toml")):
        first = tag.partition("-")[0]
        if first != tag:
            place = Place(f"{project.folder}/languages/{tag}.toml")
            message, hint = "no language is looked for by this name", f"call it `{first}.toml`"
            yield Diagnostic("bad-catalogue", message, place, hint=hint, marking=Marking.CLEAR)
            continue
        try:
            read_language(TEMPLATES, tag, Path(project.folder))
        except ContentError as error:
            yield from error.diagnostics
    if any(name.endswith((".html", ".css")) for name in project.files):
        # Imported here: most projects have no templates, and need not wait for their engine.
        from briefgen import render

        yield from render.faults_in(render.open_templates(TEMPLATES, project))


def repertoire(project: Looks) -> Repertoire:
    """Return what there is, in a project's own templates and in those that come with briefgen."""
    looks = (project, read_looks(TEMPLATES))
    files = [name for one in looks for name in one.files if name.endswith(".html")]
    files += [f"shipped/{name}" for name in looks[-1].files if name.endswith(".html")]
    return Repertoire(
        templates=frozenset([*templates_of(looks), *files]),
        themes=frozenset(names_of(looks, "themes/*.css")),
        languages=frozenset(names_of(looks, "languages/*.toml")),
        countries=frozenset(code for names in read_names().values() for code in names),
        taken=_TAKEN,
    )
