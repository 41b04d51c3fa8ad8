"""Planning: which editions there should be, for whom, and what stands in the way of the others."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import field, replace
from pathlib import Path

from briefgen.check import errors
from briefgen.clearance.clear import clear_through
from briefgen.dossier import Dossier
from briefgen.edition import Edition
from briefgen.errors import ContentError, Diagnostic, Place, UsageError, unknown
from briefgen.front import Front
from briefgen.job import Job
from briefgen.languages import Language, read_language
from briefgen.looks import Looks, read_looks
from briefgen.models.library import Library, Project
from briefgen.parts import Cleared
from briefgen.releases import Sightings, above_ceiling, found_in, latest_before, recorded_in
from briefgen.repertoire import repertoire
from briefgen.rules.case import Case, Repertoire, open_case
from briefgen.rules.known import unknown_audience_fields
from briefgen.rules.offered import unknown_languages, unknown_templates, unknown_themes
from briefgen.rules.survey import Survey
from briefgen.seed_files import SeedFiles, list_seeds
from briefgen.seeds import Kept, read_brief, read_briefs, read_frame
from briefgen.shipped import TEMPLATES
from briefgen.store import Store, key_of
from briefgen.values import frozen
from briefgen.vocabulary import Marking

RELEASES = "releases"
"""Folder of the seeds that keeps what was handed out."""
STYLES = "index.css"
"""The style sheet of the page that lists editions; a project may have its own."""
EVERY_FORMAT = ("html", "pdf", "json")
_LOOKS = (unknown_templates, unknown_themes, unknown_languages)
"""Rules of what audiences look like, which no brief has a say in."""


@frozen
class Options:
    """What a build was asked for."""

    seeds: Path
    templates: Path
    """The project's own; may be absent."""
    output: Path
    cache: Path
    """What is not for a reader: store, lock, journals."""
    briefs: tuple[str, ...] = ()
    """Empty: all."""
    audiences: tuple[str, ...] = ()
    """Empty: all."""
    formats: tuple[str, ...] = EVERY_FORMAT
    template: str | None = None
    """Instead of the audiences' own."""
    since: Path | None = None
    """Folder of releases or editions to compare with, instead of those of the seeds."""
    is_trial: bool = False
    """Write nothing."""
    is_forced: bool = False
    """Make even what is there already."""
    record: str = ""
    """Where to note what was read and written; empty for nowhere."""
    options_key: str = ""
    """Stands for all that bears on the build and is in no file."""

    @property
    def store(self) -> Store:
        """What was found out before; a trial adds nothing to it."""
        return Store(self.cache / "store", is_fixed=self.is_trial)

    @property
    def journals(self) -> Path:
        """Folder of what a build has begun in this output folder, by audience."""
        return self.cache / "journal" / key_of(os.path.realpath(self.output))[:16]

    def selects(self, brief: str, audience: str) -> bool:
        """Tell whether an edition is to be built in this run, if there should be one."""
        return (not self.briefs or brief in self.briefs) and (
            not self.audiences or audience in self.audiences
        )


@frozen
class Ground:
    """What the plans of all briefs stand on."""

    options: Options
    files: SeedFiles
    frame: Library
    """The project and the audiences."""
    looks: Looks
    """The project's own templates."""
    repertoire: Repertoire
    handed_out: Sightings
    kept: Kept | None
    """What need not be parsed again; None: everything is."""
    languages: dict[str, Language] = field(default_factory=dict)
    """Those that were read so far, by tag."""

    @property
    def briefs(self) -> tuple[str, ...]:
        """The briefs to build, in the order of their files."""
        asked = self.options.briefs
        return tuple(brief for brief in self.files.briefs if not asked or brief in asked)

    def language(self, tag: str) -> Language:
        """Return a language's words.

        Raises:
            ContentError: it has no catalogue.
        """
        if tag not in self.languages:
            self.languages[tag] = read_language(TEMPLATES, tag, self.options.templates)
        return self.languages[tag]


@frozen
class Plan:
    """The editions that there should be of one brief, or what is wrong with it."""

    jobs: tuple[Job, ...] = ()
    """In the order of the audiences."""
    faults: tuple[Diagnostic, ...] = ()
    """If there are any, its editions stay as they are."""
    patterns: tuple[str, ...] = ()
    """Of the paths of its sources."""
    sources: tuple[str, ...] = ()
    """Their paths."""
    texts: tuple[str, ...] = ()
    """The files of their texts."""


def survey(options: Options, kept: Kept | None) -> Ground:
    """List the seeds, and read what all briefs share.

    Raises:
        UsageError: a folder is missing, a selected brief or audience unknown.
        ContentError: the project or an audience is at fault.
    """
    files = list_seeds(options.seeds)
    frame = read_frame(files, kept)
    faults = [
        *unknown(options.briefs, files.briefs, "brief", options.seeds.as_posix()),
        *unknown(options.audiences, frame.audiences, "audience", options.seeds.as_posix()),
    ]
    if faults:
        raise UsageError([found for fault in faults for found in fault.diagnostics])
    looks = read_looks(options.templates)
    known = repertoire(looks)
    shared = Survey(frame, {}, known)
    found = [fault for find in _LOOKS for fault in find(shared)]
    found += _unknown_fields(files, frame, kept)
    if found:
        raise ContentError(found)
    return Ground(options, files, frame, looks, known, _handed_out(options), kept)


def plan(ground: Ground, brief: str) -> Plan:
    """Return the plan of one brief, which is read for it."""
    try:
        return _planned(ground, brief)
    except ContentError as error:
        return Plan(faults=tuple(error.diagnostics))


def front(ground: Ground, audience_id: str) -> Front | None:
    """Return what stands beside an audience's editions; None for an audience of the past.

    Raises:
        ContentError: its language has no catalogue.
    """
    audience, project = ground.frame.audiences.get(audience_id), ground.frame.project
    if audience is None:
        return None
    return Front(
        audience=audience_id,
        title=audience.title,
        # Not that of a brief: the audience may know of none.
        language=ground.language(audience.language or "en"),
        desk=project.desk or "",
        url=_address(project),
        styles=_styles(ground.looks),
    )


def _styles(looks: Looks) -> str:
    """Return the style sheet of the lists: a project's own, or the shipped."""
    data = looks.files.get(STYLES)
    try:
        return (TEMPLATES / STYLES).read_text("utf-8") if data is None else data.decode()
    except UnicodeDecodeError as error:
        place, hint = Place(f"{looks.folder}/{STYLES}"), "save it as UTF-8"
        message = "this style sheet is not UTF-8"
        fault = Diagnostic("template-error", message, place, hint=hint, marking=Marking.CLEAR)
        raise ContentError([fault]) from error


def _address(project: Project) -> str:
    """Return where output/ is published, without a final slash; empty for nowhere."""
    return (project.url or "").rstrip("/")


def _unknown_fields(files: SeedFiles, frame: Library, kept: Kept | None) -> Iterator[Diagnostic]:
    """Yield the fields that an audience names, and that are no brief's."""
    if not list(unknown_audience_fields(Survey(frame, {}))):
        return
    library = read_briefs(files, frame, kept)
    if len(library.briefs) == len(files.briefs):  # else what cannot be read may have them
        yield from unknown_audience_fields(Survey(library, {}))


def _planned(ground: Ground, brief: str) -> Plan:
    library = read_brief(ground.files, ground.frame, brief, ground.kept)
    case = open_case(library, brief, repertoire=ground.repertoire)
    found = errors(case)
    if found:
        raise ContentError(found)
    return Plan(
        jobs=tuple(_jobs(ground, case)),
        patterns=library.briefs[brief].patterns(brief),
        sources=tuple(case.dossier.sources),
        texts=tuple(file for name, file in library.files.items() if name.startswith("texts/")),
    )


def _handed_out(options: Options) -> Sightings:
    if options.since is not None:
        return found_in(options.since)
    return recorded_in(options.seeds / RELEASES)


def _jobs(ground: Ground, case: Case) -> Iterator[Job]:
    options, brief, library = ground.options, case.dossier.id, case.library
    past = _past(ground, case.dossier)
    for audience_id, gate in case.gates.items():
        if not options.selects(brief, audience_id):
            continue
        cleared = clear_through(gate)
        if cleared is not None:
            yield Job(
                cleared=_with_template(cleared, options.template),
                language=ground.language(cleared.manner.language),
                formats=options.formats,
                looks=ground.looks,
                file=library.files[f"briefs/{brief}"],
                since=past.get(audience_id),
                url=_address(library.project),
            )


def _past(ground: Ground, dossier: Dossier) -> Mapping[str, Edition]:
    """Return what each audience was last given of a brief.

    Raises:
        ContentError: what forbids comparing with it.
    """
    editions: dict[str, Edition] = {}
    faults: list[Diagnostic] = []
    for audience_id, audience in dossier.audiences.items():
        if "changes" not in audience.show or not ground.options.selects(dossier.id, audience_id):
            continue
        edition = (audience_id, dossier.id, dossier.brief.as_of)
        try:
            release = latest_before(ground.handed_out, edition)
        except ContentError as error:
            faults += error.diagnostics
            continue
        if release is not None:
            faults += above_ceiling(release, audience.marking)
            editions[audience_id] = release.edition
    if faults:
        raise ContentError(faults)
    return editions


def _with_template(cleared: Cleared, template: str | None) -> Cleared:
    if template is None:
        return cleared
    return replace(cleared, manner=replace(cleared.manner, template=template))
