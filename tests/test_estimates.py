"""Words of likelihood and confidence: the table of ICD 203, and what stands outside it."""

from __future__ import annotations

import pytest

from briefgen.estimates import confidences, hedges, likelihoods
from briefgen.vocabulary import Likelihood

USED = {
    "The CSTO will almost certainly stay.": ["almost certain"],
    "Its return is almost certain.": ["almost certain"],
    "Talks will nearly certainly fail.": ["nearly certain"],
    "Tokayev will probably gain room.": ["probable"],
    "A recount is probable.": ["probable"],
    "This is highly probable, and highly probably soon.": ["highly probable"] * 2,
    "A second mission is likely.": ["likely"],
    "LIKELY to return": ["likely"],
    "A second mission is very likely.": ["very likely"],
    "A second mission is unlikely.": ["unlikely"],
    "A second mission is very unlikely.": ["very unlikely"],
    "That is improbable.": ["improbable"],
    "That is highly improbable.": ["highly improbable"],
    "There is a roughly even chance of more unrest.": ["roughly even chance"],
    "There is roughly an even chance of more unrest.": ["roughly even chance"],
    "It has roughly even odds.": ["roughly even odds"],
    "There is almost no chance of an inquiry.": ["almost no chance"],
    "There is a remote chance of an inquiry.": ["remote"],
    "The prospect of an inquiry is remote.": ["remote"],
    "Unrest in remote districts is likely.": ["likely"],
    "The remote village is quiet.": [],
    "Very\nlikely, and almost\u00a0certainly soon.": ["very likely", "almost certain"],
    "Probably, though a split is unlikely.": ["probable", "unlikely"],
    "The likelihood is unknown.": [],
    "It will likely not return.": ["likely"],
    "It is not likely to return.": [],
    "It isn\u2019t likely to return.": [],
    "It is highly unlikely to return.": [],
    "It is very probable.": [],
    "It is more likely than not.": [],
    "The most likely outcome is a pause.": [],
    "Certain officials left.": [],
    "": [],
}


@pytest.mark.parametrize(("text", "terms"), USED.items())
def test_terms_of_likelihood(text: str, terms: list[str]) -> None:
    assert [used.term.value for used in likelihoods(text)] == terms


@pytest.mark.parametrize("term", Likelihood)
def test_every_term_of_the_table_is_known(term: Likelihood) -> None:
    text = f"The risk is {term.value}."
    assert likelihoods(text) == ((term, 12, 12 + len(term.value)),)
    assert hedges(text) == ()


OUTSIDE = {
    "Moscow could return.": ["could"],
    "They could not confirm it, and couldn't say why.": [],
    "This could not only fail but spread.": ["could"],
    "Troops may stay.": ["may"],
    "In May 2022 troops stayed, and May passed.": [],
    "May Day rallies were calm.": [],
    "Troops might stay.": ["might"],
    "Russia's might and its military might are plain.": [],
    "Possibly, or perhaps, it will end.": ["Possibly", "perhaps"],
    "Some say it will end.": ["Some say"],
    "Some observers believe it will end.": ["Some observers believe"],
    "Some of the troops left.": [],
    "It is possible that it will end.": ["It is possible"],
    "They left as soon as possible.": [],
    "We cannot rule out a return.": ["cannot rule out"],
    "A return can\u2019t be ruled out.": ["can\u2019t be ruled out"],
    "A return cannot be excluded.": ["cannot be excluded"],
    "Foreign fighters are believed to have come.": ["are believed"],
    "It is widely thought that he knew.": ["is widely thought"],
    "He reportedly knew.": ["reportedly"],
    "He appears to have known.": ["appears to"],
    "He conceivably knew.": ["conceivably"],
    "It is highly unlikely.": ["highly unlikely"],
    "It is not likely.": ["not likely"],
    "It isn't very likely.": ["isn't very likely"],
    "It is more likely than not.": ["more likely than not"],
    "It is very improbable.": ["very improbable"],
    "It is near-certain.": ["near-certain"],
    "The most likely outcome is a pause.": ["most likely"],
    "There is an even chance of rain.": ["an even chance"],
    "There is a strong possibility of unrest.": ["a strong possibility"],
    "There is a remote possibility of unrest.": [],
    "There is a roughly even chance of unrest.": [],
    "It will very likely end.": [],
    "The mighty fell; maybelline and maybe.": ["maybe"],
    "": [],
}


@pytest.mark.parametrize(("text", "found"), OUTSIDE.items())
def test_hedges_outside_the_table(text: str, found: list[str]) -> None:
    assert [hedge.text for hedge in hedges(text)] == found
    assert all(text[hedge.start : hedge.end] == hedge.text for hedge in hedges(text))


LEVELS = {
    "We judge with high confidence that it ended.": ["high"],
    "Moderate confidence.": ["moderate"],
    "We have low-confidence reports.": ["low"],
    "We assess with low to moderate confidence that it ended.": ["low", "moderate"],
    "With a high degree of confidence, it ended.": ["high"],
    "Our confidence in this judgment is moderate.": ["moderate"],
    "Confidence: high": ["high"],
    "Consumer confidence is low.": [],
    "He is confident of high office.": [],
    "A vote of no confidence is due.": [],
    "High\u00a0confidence": ["high"],
    "": [],
}


@pytest.mark.parametrize(("text", "levels"), LEVELS.items())
def test_levels_of_confidence(text: str, levels: list[str]) -> None:
    found = confidences(text)
    assert [used.level.value for used in found] == levels
    assert [text[used.start : used.end].lower() for used in found] == levels
