"""Sources that no brief takes, and annotations that no edition prints."""

from __future__ import annotations

from collections.abc import Iterator

from briefgen.dossier import source_paths
from briefgen.errors import Diagnostic, Place
from briefgen.rules.case import marking_of
from briefgen.rules.survey import Survey


def unused_sources(survey: Survey) -> Iterator[Diagnostic]:
    """Sources that are none of any brief's."""
    if not survey.is_whole:
        return
    used = {path for case in survey.cases.values() for path in case.dossier.sources}
    for path, source in survey.library.sources.items():
        if path not in used:
            markings = [annotation.marking or source.marking for annotation in source.annotations]
            yield Diagnostic(
                "unused-source",
                f"no brief takes `{path}`",
                Place(survey.library.files[f"sources/{path}"]),
                hint="name it in a brief's `sources`, or move it away",
                marking=max([source.marking, *markings]),
            )


def unprinted_annotations(survey: Survey) -> Iterator[Diagnostic]:
    """Annotations that no edition of any brief prints or cites."""
    others = [key for key in survey.library.briefs if key not in survey.cases]
    elsewhere = {path for key in others for path in source_paths(survey.library, key)}
    shown = {
        (case.dossier.exhibits[key].path, case.dossier.exhibits[key].index)
        for case in survey.cases.values()
        for offer in case.offers.values()
        for key in offer.evidence
    }
    for case in survey.cases.values():
        for exhibit in case.dossier.exhibits.values():
            if (exhibit.path, exhibit.index) not in shown and exhibit.path not in elsewhere:
                yield Diagnostic(
                    "unprinted-annotation",
                    f"no edition prints or cites `{exhibit.key}`",
                    case.in_annotation(exhibit),
                    hint="list or cite it, or remove it",
                    marking=marking_of(exhibit),
                )
