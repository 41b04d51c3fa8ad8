"""Planning: which editions there should be, for whom, and what stands in the way of the others."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from briefgen.check import check
from briefgen.clearance.clear import clear
from briefgen.dossier import assemble
from briefgen.errors import Diagnostic, UsageError, usage_error
from briefgen.job import Job
from briefgen.languages import Language, read_language
from briefgen.models.library import Library
from briefgen.parts import Cleared
from briefgen.shipped import TEMPLATES
from briefgen.vocabulary import Severity

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
    n_jobs: int = 1
    timeout_s: float = 120
    memory_mib: int = 1024
    is_trial: bool = False
    """Write nothing under output/."""
    is_forced: bool = False
    """Make even what is there already."""
    record: str = ""
    """Where to note what was read and written; empty for nowhere."""
    environment: Mapping[str, str] = field(default_factory=dict)
    """The whole environment of the processes that render."""
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
        *unknown(options.briefs, library.briefs, "brief", options.seeds),
        *unknown(options.audiences, library.audiences, "audience", options.seeds),
    ]
    if faults:
        raise UsageError([found for fault in faults for found in fault.diagnostics])
    briefs = [brief for brief in library.briefs if not options.briefs or brief in options.briefs]
    errors = {brief: _errors(library, brief) for brief in briefs}
    sound = [brief for brief in briefs if not errors[brief]]
    return Plan(
        jobs=tuple(job for brief in sound for job in _jobs(library, brief, options)),
        failed=frozenset(brief for brief in briefs if errors[brief]),
        diagnostics=tuple(dict.fromkeys(found for brief in briefs for found in errors[brief])),
    )


def unknown(
    asked: Iterable[str], known: Mapping[str, object], noun: str, seeds: Path
) -> Iterator[UsageError]:
    """Yield an error, with the nearest name known, for each name that is not."""
    for name in asked:
        if name not in known:
            close = difflib.get_close_matches(name, known, n=1)
            hint = f"did you mean `{close[0]}`?" if close else f"there are: {', '.join(known)}"
            file = seeds.as_posix()
            yield usage_error(f"there is no {noun} `{name}`", hint, code=f"no-{noun}", file=file)


def _errors(library: Library, brief: str) -> tuple[Diagnostic, ...]:
    """Return what stops a brief; its warnings stay in `check`."""
    found = check(library, [brief])
    return tuple(finding for finding in found if finding.severity is Severity.ERROR)


def _jobs(library: Library, brief: str, options: Options) -> Iterator[Job]:
    dossier = assemble(library, brief)
    for audience_id, audience in library.audiences.items():
        if not options.selects(brief, audience_id):
            continue
        cleared = clear(dossier, audience, audience_id)
        if cleared is not None:
            yield Job(
                cleared=_with_template(cleared, options.template),
                language=_language(cleared.manner.language),
                formats=options.formats,
                shipped=TEMPLATES,
                project=options.templates if options.templates.is_dir() else None,
                cache=options.cache,
                file=library.files[f"briefs/{brief}"],
            )


def _with_template(cleared: Cleared, template: str | None) -> Cleared:
    if template is None:
        return cleared
    return replace(cleared, manner=replace(cleared.manner, template=template))


def _language(tag: str) -> Language:
    return read_language(TEMPLATES, tag)
