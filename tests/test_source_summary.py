"""The source summary statement: how many sources, how good, how much they agree, how old."""

from __future__ import annotations

from typing import Any

import pytest
from libraries import GREEN, annotation, library, seen, source

from briefgen.languages import Language, read_language
from briefgen.selection import claims_of
from briefgen.shipped import TEMPLATES
from briefgen.source_summary import summarise


@pytest.fixture(scope="module")
def english() -> Language:
    return read_language(TEMPLATES, "en-US")


def told(language: Language, audience: str = "public", /, **sources: dict[str, Any]) -> str:
    cleared = seen(library(sources), audience)
    return " ".join(summarise(tuple(cleared.evidence.values()), claims_of(cleared), language))


def test_nothing_is_told_of_no_evidence(english: Language) -> None:
    assert summarise((), (), english) == ()


def test_documents_are_counted_once_and_origins_by_who_said_it(english: Language) -> None:
    both = source(annotation("one"), annotation("two", origin="B"), title="First", origin="A")
    text = told(english, a=both, b=source(annotation("three"), title="Second", origin="A"))
    assert english.count("sources", 2) in text
    assert english.count("origins", 2) in text


def test_an_unstated_origin_is_none(english: Language) -> None:
    text = told(english, a=source(annotation("one")))
    assert english.count("origins", 0) in text


def test_notes_are_told_apart(english: Language) -> None:
    noted = source(annotation("two"), title="Noted", capture="notes")
    assert english.count("summary-notes", 1) in told(english, a=source(annotation("one")), b=noted)
    assert english.count("summary-notes", 1) not in told(english, a=source(annotation("one")))


@pytest.mark.parametrize(
    ("letters", "rating", "n_unrated"),
    [
        ("BB", "B", 0),
        ("ABD", "A–D", 0),
        ("CF", "C", 1),
        ("F", "", 1),
        ("-", "", 1),
        ("E-", "E", 1),
    ],
)
def test_ratings_are_told_without_those_that_judge_nothing(
    english: Language, letters: str, rating: str, n_unrated: int
) -> None:
    sources = {
        f"s{number}": source(annotation(f"a{number}"), title=str(number), reliability=letter)
        if letter != "-"
        else source(annotation(f"a{number}"), title=str(number))
        for number, letter in enumerate(letters)
    }
    text = told(english, **sources)
    best, _, worst = rating.partition("–")
    expected = {
        0: "",
        1: english.say("summary-rating", rating=best),
        3: english.say("summary-ratings", best=best, worst=worst),
    }[len(rating)]
    assert expected in text
    assert (english.count("summary-unrated", n_unrated) in text) == (n_unrated > 0)


def test_only_support_of_another_origin_corroborates(english: Language) -> None:
    def supported(origin: str) -> str:
        other = source(annotation("support", supports="one"), title="B", origin=origin)
        return told(english, a=source(annotation("one"), origin="A"), b=other)

    told_of_one = english.count("summary-corroborated", 1)
    assert told_of_one in supported("B")
    assert told_of_one not in supported("A")


def test_disputes_that_may_be_read_are_told(english: Language) -> None:
    hidden = source(annotation("against", disputes="one"), title="B", marking=GREEN)
    sources = {"a": source(annotation("one")), "b": hidden}
    told_of_one = english.count("summary-disputed", 1)
    assert told_of_one in told(english, "partners", **sources)
    assert told_of_one not in told(english, "public", **sources)


def test_ages_span_the_oldest_and_the_newest(english: Language) -> None:
    def issued(*days: str) -> str:
        return told(
            english,
            **{
                f"s{n}": source(annotation(f"a{n}"), title=str(n), issued=day)
                for n, day in enumerate(days)
            },
        )

    oldest, newest = english.date("2021"), english.date("2022-01-06")
    assert english.say("summary-dates", oldest=oldest, newest=newest) in issued(
        "2022-01-06", "2021", "2022-01"
    )
    assert english.date("2021") not in issued("2021")
