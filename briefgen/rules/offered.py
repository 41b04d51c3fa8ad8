"""Templates, themes, languages and countries that are named must be there, and names be free."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from briefgen.errors import Diagnostic, Place
from briefgen.models.audience import Audience
from briefgen.rules.case import Case, Repertoire, nearest
from briefgen.rules.survey import Survey
from briefgen.vocabulary import Marking


def unknown_templates(survey: Survey) -> Iterator[Diagnostic]:
    """Templates of audiences that are not there."""
    return _unknown(survey, "template", lambda known: known.templates, lambda one: one.template)


def unknown_themes(survey: Survey) -> Iterator[Diagnostic]:
    """Themes of audiences that are not there."""
    return _unknown(survey, "theme", lambda known: known.themes, lambda one: one.theme)


def unknown_languages(survey: Survey) -> Iterator[Diagnostic]:
    """Languages of audiences that there are no words in."""
    for name, audience in survey.library.audiences.items():
        place = Place(survey.library.files[f"audiences/{name}"], ("language",))
        yield from _wordless(audience.language, survey.repertoire, place, Marking.CLEAR)


def unknown_brief_languages(case: Case) -> Iterator[Diagnostic]:
    """Languages of briefs that some audience reads as they are, and that there are no words in."""
    if any(case.library.audiences[audience].language is None for audience in case.gates):
        place = case.in_brief("language")
        yield from _wordless(case.brief.language, case.repertoire, place, case.brief.marking)


def unknown_countries(case: Case) -> Iterator[Diagnostic]:
    """Countries of briefs that no map can show."""
    for index, code in enumerate(case.brief.countries):
        if case.repertoire and code not in case.repertoire.countries:
            message, path = f"the world has no country `{code}`", ("countries", index)
            hint = "write its ISO 3166 code of two letters"
            yield case.of_brief("unknown-country", message, path, hint=hint)


def taken_names(case: Case) -> Iterator[Diagnostic]:
    """Briefs that are called like a file beside the editions."""
    name = case.dossier.id
    if case.repertoire and name in case.repertoire.taken:
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


def _wordless(
    tag: str | None, repertoire: Repertoire | None, place: Place, marking: Marking
) -> Iterator[Diagnostic]:
    if tag and repertoire and tag.partition("-")[0] not in repertoire.languages:
        message = f"there is no catalogue for the language `{tag}`"
        hint = _listed("language", repertoire.languages)
        yield Diagnostic("unknown-language", message, place, hint=hint, marking=marking)


def _listed(kind: str, known: frozenset[str]) -> str:
    names = (name for name in sorted(known) if not name.endswith(".html"))
    return f"known {kind}s: {', '.join(names)}"
