"""Templates, themes, languages and countries that are named must be there, and names be free."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from briefgen.errors import Diagnostic, Place
from briefgen.models.audience import Audience
from briefgen.rules.case import nearest
from briefgen.rules.survey import Repertoire, Survey
from briefgen.vocabulary import Marking


def unknown_templates(survey: Survey) -> Iterator[Diagnostic]:
    """Templates of audiences that are not there."""
    return _unknown(survey, "template", lambda known: known.templates, lambda one: one.template)


def unknown_themes(survey: Survey) -> Iterator[Diagnostic]:
    """Themes of audiences that are not there."""
    return _unknown(survey, "theme", lambda known: known.themes, lambda one: one.theme)


def unknown_languages(survey: Survey) -> Iterator[Diagnostic]:
    """Languages, of audiences and of briefs that some audience reads as they are, without words."""
    if survey.repertoire is None:
        return
    known, files = survey.repertoire.languages, survey.library.files
    for name, audience in survey.library.audiences.items():
        if audience.language and _subtag(audience.language) not in known:
            place = Place(files[f"audiences/{name}"], ("language",))
            yield _without_catalogue(audience.language, place, known, Marking.CLEAR)
    for name, case in survey.cases.items():
        is_read = any(survey.library.audiences[id_].language is None for id_ in case.offers)
        if is_read and _subtag(case.brief.language) not in known:
            place = Place(files[f"briefs/{name}"], ("language",))
            yield _without_catalogue(case.brief.language, place, known, case.brief.marking)


def unknown_countries(survey: Survey) -> Iterator[Diagnostic]:
    """Countries of briefs that no map can show."""
    if survey.repertoire is None:
        return
    for case in survey.cases.values():
        for index, code in enumerate(case.brief.countries):
            if code not in survey.repertoire.countries:
                message, path = f"the world has no country `{code}`", ("countries", index)
                hint = "write its ISO 3166 code of two letters"
                yield case.of_brief("unknown-country", message, path, hint=hint)


def taken_names(survey: Survey) -> Iterator[Diagnostic]:
    """Briefs that are called like a file beside the editions."""
    for name, case in survey.cases.items():
        if survey.repertoire is not None and name in survey.repertoire.taken:
            message = f"a brief cannot be called `{name}`: a file beside the editions is"
            yield case.of_brief("name-taken", message, hint="give its file another name")


def _unknown(
    survey: Survey,
    kind: str,
    known_in: Callable[[Repertoire], frozenset[str]],
    named_by: Callable[[Audience], str],
) -> Iterator[Diagnostic]:
    if survey.repertoire is None:
        return
    known, path = known_in(survey.repertoire), (kind,)
    for name, audience in survey.library.audiences.items():
        named = named_by(audience)
        if named not in known:
            yield Diagnostic(
                f"unknown-{kind}",
                f"there is no {kind} `{named}`",
                Place(survey.library.files[f"audiences/{name}"], path),
                hint=nearest(named, known) or _listed(kind, known),
                marking=Marking.CLEAR,
            )


def _without_catalogue(
    tag: str, place: Place, known: frozenset[str], marking: Marking
) -> Diagnostic:
    message = f"there is no catalogue for the language `{tag}`"
    hint = _listed("language", known)
    return Diagnostic("unknown-language", message, place, hint=hint, marking=marking)


def _listed(kind: str, known: frozenset[str]) -> str:
    names = (name for name in sorted(known) if not name.endswith(".html"))
    return f"known {kind}s: {', '.join(names)}"


def _subtag(tag: str) -> str:
    return tag.partition("-")[0]
