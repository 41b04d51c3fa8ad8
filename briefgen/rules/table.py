"""The table of rules: what each is called, how grave it is, and the function that finds it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Generic, TypeVar

from briefgen.errors import Diagnostic, Place
from briefgen.rules import (
    ages,
    citing,
    editions,
    figures_stand,
    judging,
    known,
    markings,
    offered,
    quotes_stand,
    ratings,
    references,
    unprinted,
    wording,
)
from briefgen.rules.case import Case, nearest
from briefgen.rules.survey import Survey
from briefgen.values import frozen
from briefgen.vocabulary import Marking, Severity

Asked = TypeVar("Asked")


@frozen
class Rule(Generic[Asked]):
    """One rule."""

    code: str
    severity: Severity
    title: str
    """What is wrong, in a few words."""
    find: Callable[[Asked], Iterable[Diagnostic]]
    on_draft: Severity | None = None
    """Its severity while a brief is a draft, where that is another."""


_ERROR, _WARNING = Severity.ERROR, Severity.WARNING

BRIEF_RULES: tuple[Rule[Case], ...] = (
    Rule("unknown-annotation", _ERROR, "a reference leads to no annotation",
         references.unknown_annotations),
    Rule("duplicate-annotation", _ERROR, "two annotations go by one id",
         references.duplicate_annotations),
    Rule("duplicate-item", _ERROR, "two authored items go by one id", references.duplicate_items),
    Rule("duplicate-source", _ERROR, "two sources of a brief go by one name",
         references.duplicate_sources),
    Rule("unmatched-sources", _WARNING, "a pattern matches no source",
         references.unmatched_sources),
    Rule("bearing-mismatch", _ERROR, "an annotation bears on what it cannot bear on",
         references.bearing_mismatches),
    Rule("not-a-claim", _ERROR, "what is listed as a claim states none", references.not_claims),
    Rule("claim-listed-twice", _ERROR, "a claim is listed twice", references.claims_listed_twice),
    Rule("unknown-judgment", _ERROR, "an item to watch names no judgment",
         references.unknown_judgments),
    Rule("malformed-citation", _ERROR, "a citation cannot be read",
         references.malformed_citations),
    Rule("unknown-actor", _ERROR, "an actor is not introduced", known.unknown_actors),
    Rule("unknown-place", _ERROR, "a place is not in the gazetteer", known.unknown_places),
    Rule("unknown-audience", _ERROR, "an audience does not exist", known.unknown_audiences),
    Rule("unknown-field", _ERROR, "a field is not declared", known.unknown_fields),
    Rule("field-without-heading", _ERROR, "a brief's own field has no heading",
         known.fields_without_heading),
    Rule("unknown-language", _ERROR, "there is no catalogue for a brief's language",
         offered.unknown_brief_languages),
    Rule("unknown-country", _WARNING, "a country is in no atlas", offered.unknown_countries),
    Rule("name-taken", _ERROR, "a brief has the name of a list", offered.taken_names),
    Rule("quote-not-found", _ERROR, "a quote is not in the text", quotes_stand.quotes_not_found),
    Rule("quote-ambiguous", _ERROR, "a quote stands at several places",
         quotes_stand.quotes_ambiguous),
    Rule("text-changed", _ERROR, "a text is not the one that was pinned",
         quotes_stand.texts_changed),
    Rule("figure-without-support", _ERROR, "a figure stands in no quote that is cited",
         figures_stand.unsupported_figures, _WARNING),
    Rule("figures-differ", _WARNING, "the spans of one claim give different figures",
         figures_stand.differing_figures),
    Rule("uncited-sentence", _ERROR, "a sentence cites nothing", citing.uncited_sentences,
         _WARNING),
    Rule("single-weak-source", _WARNING, "one weak source carries a statement alone",
         citing.single_weak_sources),
    Rule("credibility-unconfirmed", _WARNING, "a rating of 1 is not confirmed",
         ratings.unconfirmed),
    Rule("confidence-unsupported", _WARNING, "high confidence has too little under it",
         ratings.confidence_unsupported),
    Rule("likelihood-mismatch", _WARNING, "the declared likelihood is not the one used",
         judging.likelihood_mismatches),
    Rule("likelihood-rows-mixed", _WARNING, "two rows of likelihood are mixed",
         judging.likelihood_rows_mixed),
    Rule("likelihood-with-confidence", _WARNING, "likelihood and confidence in one sentence",
         judging.likelihood_with_confidence),
    Rule("hedge", _WARNING, "a judgment hedges outside the table", judging.hedged),
    Rule("evidence-after-as-of", _ERROR, "evidence is newer than the brief",
         ages.evidence_after_as_of),
    Rule("stale-evidence", _WARNING, "an undated claim rests on old evidence",
         ages.stale_evidence),
    Rule("brief-stale", _WARNING, "a brief is out of date", ages.stale_briefs),
    Rule("judgment-unreviewed", _WARNING, "evidence has come since a judgment was reviewed",
         ages.unreviewed_judgments),
    Rule("marking-lowered-without-descriptor", _ERROR, "a lowered marking has no descriptor",
         markings.lowered_without_descriptor),
    Rule("tearline-not-lower", _ERROR, "a tearline is not marked lower",
         markings.tearlines_not_lower),
    Rule("tearline-needs-descriptor", _ERROR, "a tearline has no descriptor to stand beside",
         markings.tearlines_without_descriptor),
    Rule("marking-below-brief", _ERROR, "an item is marked below its brief",
         markings.below_brief),
    Rule("hidden-with-claim", _WARNING, "a dispute or update is hidden with its claim",
         markings.bearing_hidden),
    Rule("no-edition", _WARNING, "an audience gets no edition", editions.missing_editions),
    Rule("field-empty", _WARNING, "a field is empty for an audience", editions.empty_fields),
    Rule("withheld-dissent", _WARNING, "readers do not see what disputes a claim",
         editions.withheld_dissent),
    Rule("withheld-support", _WARNING, "readers do not see what carries a confidence",
         editions.withheld_support),
    Rule("acronym-unexplained", _WARNING, "an acronym is not spelled out",
         wording.unexplained_acronyms),
    Rule("name-spelled-two-ways", _WARNING, "a name is spelled in two ways",
         wording.misspelt_names),
    Rule("hidden-character", _WARNING, "words hold a character that nobody sees",
         wording.hidden_characters),
)  # fmt: skip


def _ignored_rules(survey: Survey) -> Iterator[Diagnostic]:
    """Codes under `ignore` that are no rules, or errors."""
    grades = {rule.code: (rule.severity, rule.on_draft) for rule in BRIEF_RULES}
    grades |= {rule.code: (rule.severity, rule.on_draft) for rule in LIBRARY_RULES}
    for code in survey.library.project.ignore:
        if code not in grades:
            message, hint = f"there is no rule `{code}`", nearest(code, grades)
        elif grades[code] == (_ERROR, None):
            message = f"`{code}` is an error, which cannot be ignored"
            hint = "mend what it finds, then remove the line"
        else:
            continue
        place = Place(survey.library.files["project"], ("ignore", code), on_key=True)
        yield Diagnostic("ignored-rule", message, place, hint=hint, marking=Marking.CLEAR)


LIBRARY_RULES: tuple[Rule[Survey], ...] = (
    Rule("unused-source", _WARNING, "no brief takes a source", unprinted.unused_sources),
    Rule("unprinted-annotation", _WARNING, "no edition prints an annotation",
         unprinted.unprinted_annotations),
    Rule("unknown-field", _ERROR, "an audience names a field that no brief has",
         known.unknown_audience_fields),
    Rule("unknown-template", _ERROR, "an audience names a template that is not there",
         offered.unknown_templates),
    Rule("unknown-theme", _ERROR, "an audience names a theme that is not there",
         offered.unknown_themes),
    Rule("unknown-language", _ERROR, "there is no catalogue for an audience's language",
         offered.unknown_languages),
    Rule("ignored-rule", _WARNING, "the project ignores what it cannot", _ignored_rules),
)  # fmt: skip
