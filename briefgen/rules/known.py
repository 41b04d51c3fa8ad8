"""Actors, places, audiences and fields that are named must be known."""

from __future__ import annotations

from collections.abc import Iterator

from briefgen.errors import Diagnostic, KeyPath, Place
from briefgen.models.audience import Audience
from briefgen.models.brief import Authored
from briefgen.models.source import Annotation
from briefgen.rules.case import Case, nearest, raised
from briefgen.rules.survey import Survey
from briefgen.vocabulary import DEFAULT_FIELDS, Marking


def unknown_actors(case: Case) -> Iterator[Diagnostic]:
    """Actors of annotations that the brief does not introduce."""
    for exhibit in case.dossier.exhibits.values():
        for index, actor in enumerate(exhibit.annotation.actors):
            if actor not in case.brief.actors:
                message = f"`{case.dossier.id}` has no actor `{actor}`"
                hint = nearest(actor, case.brief.actors) or "add it to the brief's `actors`"
                found = case.about("unknown-actor", message, exhibit, "actors", index, hint=hint)
                yield raised(found, case.brief.marking)


def unknown_places(case: Case) -> Iterator[Diagnostic]:
    """Places of annotations that the project's gazetteer lacks."""
    for exhibit in case.dossier.exhibits.values():
        where = exhibit.annotation.where
        if where and where not in case.dossier.project.places:
            message, places = f"the gazetteer has no place `{where}`", case.dossier.project.places
            hint = nearest(where, places) or "add it to `places` in project.yaml"
            found = case.about("unknown-place", message, exhibit, "where", hint=hint)
            yield raised(found, case.brief.marking)


def unknown_audiences(case: Case) -> Iterator[Diagnostic]:
    """Audiences of a brief, of an item or of an annotation that do not exist."""
    for path, name in _audiences_of_brief(case):
        if name not in case.library.audiences:
            hint = nearest(name, case.library.audiences)
            found = case.of_brief("unknown-audience", _no_audience(name), path, hint=hint)
            own = (item for item in case.dossier.items() if path[: len(item.path)] == item.path)
            yield raised(found, max(map(case.item_marking, own), default=case.brief.marking))
    for exhibit in case.dossier.exhibits.values():
        for path, name in _audiences_of(exhibit.annotation):
            if name not in case.library.audiences:
                hint, message = nearest(name, case.library.audiences), _no_audience(name)
                yield case.about("unknown-audience", message, exhibit, *path, hint=hint)


def unknown_fields(case: Case) -> Iterator[Diagnostic]:
    """Fields of claims that are neither default nor declared by the brief."""
    known = {*DEFAULT_FIELDS, *case.brief.fields}
    for exhibit in case.dossier.exhibits.values():
        field = exhibit.annotation.field
        if field and field not in known:
            message = f"`{case.dossier.id}` has no field `{field}`"
            hint = nearest(field, known) or "declare it in the brief's `fields`, with a `heading`"
            found = case.about("unknown-field", message, exhibit, "field", hint=hint)
            yield raised(found, case.brief.marking)


def fields_without_heading(case: Case) -> Iterator[Diagnostic]:
    """Fields of a brief's own that no heading is given for."""
    for field, plan in case.brief.fields.items():
        if field in DEFAULT_FIELDS or plan.heading:
            continue
        if not all(field in audience.headings for audience in case.dossier.audiences.values()):
            message, hint = f"`{field}` is a field without a heading", "add `heading:`"
            near = nearest(field, DEFAULT_FIELDS)
            hint = f"{hint}; {near}" if near else hint
            path = ("fields", field)
            yield case.of_brief("field-without-heading", message, path, hint=hint, on_key=True)


def unknown_audience_fields(survey: Survey) -> Iterator[Diagnostic]:
    """Fields of an audience that no brief has."""
    briefs = survey.library.briefs.values()
    known = {*DEFAULT_FIELDS, *(field for brief in briefs for field in brief.fields)}
    for name, audience in survey.library.audiences.items():
        for path, field, on_key in _fields_of(audience):
            if field not in known:
                yield Diagnostic(
                    "unknown-field",
                    f"no brief has a field `{field}`",
                    Place(survey.library.files[f"audiences/{name}"], path, on_key=on_key),
                    hint=nearest(field, known),
                    marking=max((brief.marking for brief in briefs), default=Marking.CLEAR),
                )


def _fields_of(audience: Audience) -> Iterator[tuple[KeyPath, str, bool]]:
    for index, field in enumerate(audience.fields):
        yield ("fields", index), field, False
    for field in audience.headings:
        yield ("headings", field), field, True


def _audiences_of_brief(case: Case) -> Iterator[tuple[KeyPath, str]]:
    for index, name in enumerate(case.brief.audiences):
        yield ("audiences", index), name
    for item in case.dossier.items():
        for path, name in _audiences_of(item.authored):
            yield (*item.path, *path), name


def _audiences_of(named: Annotation | Authored) -> Iterator[tuple[KeyPath, str]]:
    for index, name in enumerate(named.only):
        yield ("only", index), name
    for name in named.wording:
        yield ("wording", name), name


def _no_audience(name: str) -> str:
    return f"there is no audience `{name}`"
