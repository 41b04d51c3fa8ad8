"""Planning: which editions there should be, for whom, and what stands in the way of the others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from briefgen.check import check
from briefgen.clearance.clear import clear
from briefgen.dossier import assemble
from briefgen.edition import Edition
from briefgen.errors import ContentError, Diagnostic, Place, UsageError, unknown
from briefgen.front import INDEX, Front
from briefgen.job import Job
from briefgen.languages import Language, read_language
from briefgen.manifest import MANIFEST
from briefgen.models.library import Library
from briefgen.parts import Cleared
from briefgen.releases import Sightings, above_ceiling, found_in, latest_before, recorded_in
from briefgen.shipped import TEMPLATES
from briefgen.vocabulary import Severity

RELEASES = "releases"
"""Folder of the seeds that keeps what was handed out."""
STYLES = "index.css"
"""The style sheet of the page that lists editions; a project may have its own."""
TAKEN = frozenset(Path(name).stem for name in (INDEX, MANIFEST))
"""Names that files beside the editions have."""
EVERY_FORMAT = ("html", "pdf", "json")


@dataclass(frozen=True, slots=True)
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
    """Write nothing under output/."""
    is_forced: bool = False
    """Make even what is there already."""
    record: str = ""
    """Where to note what was read and written; empty for nowhere."""
    options_key: str = ""
    """Stands for all that bears on the build and is in no file."""

    def selects(self, brief: str, audience: str) -> bool:
        """Tell whether an edition is to be built in this run, if there should be one."""
        return (not self.briefs or brief in self.briefs) and (
            not self.audiences or audience in self.audiences
        )


@dataclass(frozen=True, slots=True)
class Plan:
    """The selected editions that there should be, in the order of briefs, then audiences."""

    jobs: tuple[Job, ...]
    failed: frozenset[str]
    """Briefs whose content is at fault: their editions stay as they are."""
    diagnostics: tuple[Diagnostic, ...]


def plan(library: Library, options: Options) -> Plan:
    """Return the plan of a build.

    Raises:
        UsageError: a selected brief or audience is not in the library.
        ContentError: a language has no catalogue.
    """
    faults = [
        *unknown(options.briefs, library.briefs, "brief", options.seeds.as_posix()),
        *unknown(options.audiences, library.audiences, "audience", options.seeds.as_posix()),
    ]
    if faults:
        raise UsageError([found for fault in faults for found in fault.diagnostics])
    briefs = [brief for brief in library.briefs if not options.briefs or brief in options.briefs]
    errors = {brief: _errors(library, brief) for brief in briefs}
    handed_out = _handed_out(options)
    jobs: list[Job] = []
    for brief in briefs:
        if not errors[brief]:
            past = _past(library, brief, options, handed_out)
            errors[brief] = past.faults
            jobs += [] if past.faults else _jobs(library, brief, options, past)
    return Plan(
        jobs=tuple(jobs),
        failed=frozenset(brief for brief in briefs if errors[brief]),
        diagnostics=tuple(dict.fromkeys(found for brief in briefs for found in errors[brief])),
    )


def front(library: Library, audience_id: str, options: Options) -> Front | None:
    """Return what stands beside an audience's editions; None for an audience of the past.

    Raises:
        ContentError: its language has no catalogue.
    """
    audience = library.audiences.get(audience_id)
    if audience is None:
        return None
    own = options.templates / STYLES
    return Front(
        audience=audience_id,
        title=audience.title,
        # Not that of a brief: the audience may know of none.
        language=_language(audience.language or "en", options),
        desk=library.project.desk or "",
        url=(library.project.url or "").rstrip("/"),
        styles=(own if own.is_file() else TEMPLATES / STYLES).read_text("utf-8"),
    )


def _errors(library: Library, brief: str) -> tuple[Diagnostic, ...]:
    """Return what stops a brief; its warnings stay in `check`."""
    found = check(library, [brief])
    if brief in TAKEN:
        message = f"a brief cannot be called `{brief}`: a file beside the editions is"
        place, marking = Place(library.files[f"briefs/{brief}"]), library.briefs[brief].marking
        found = (*found, Diagnostic("name-taken", message, place, marking=marking))
    return tuple(finding for finding in found if finding.severity is Severity.ERROR)


@dataclass(frozen=True, slots=True)
class _Past:
    """What each audience was last given of a brief, and what forbids comparing with it."""

    editions: Mapping[str, Edition]
    faults: tuple[Diagnostic, ...]


def _handed_out(options: Options) -> Sightings:
    if options.since is not None:
        return found_in(options.since)
    return recorded_in(options.seeds / RELEASES)


def _past(library: Library, brief: str, options: Options, handed_out: Sightings) -> _Past:
    editions: dict[str, Edition] = {}
    faults: list[Diagnostic] = []
    for audience_id, audience in library.audiences.items():
        if "changes" not in audience.show or not options.selects(brief, audience_id):
            continue
        edition = (audience_id, brief, library.briefs[brief].as_of)
        try:
            release = latest_before(handed_out, edition)
        except ContentError as error:
            faults += error.diagnostics
            continue
        if release is not None:
            faults += above_ceiling(release, audience.marking)
            editions[audience_id] = release.edition
    return _Past(editions, tuple(faults))


def _jobs(library: Library, brief: str, options: Options, past: _Past) -> Iterator[Job]:
    dossier = assemble(library, brief)
    for audience_id, audience in library.audiences.items():
        if not options.selects(brief, audience_id):
            continue
        cleared = clear(dossier, audience, audience_id)
        if cleared is not None:
            yield Job(
                cleared=_with_template(cleared, options.template),
                language=_language(cleared.manner.language, options),
                formats=options.formats,
                shipped=TEMPLATES,
                project=options.templates if options.templates.is_dir() else None,
                cache=options.cache,
                file=library.files[f"briefs/{brief}"],
                since=past.editions.get(audience_id),
            )


def _with_template(cleared: Cleared, template: str | None) -> Cleared:
    if template is None:
        return cleared
    return replace(cleared, manner=replace(cleared.manner, template=template))


def _language(tag: str, options: Options) -> Language:
    return read_language(TEMPLATES, tag, options.templates)
