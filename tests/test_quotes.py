"""Quotes: one folding, exact after it, mapped back to the raw text."""

from __future__ import annotations

import sys
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.quotes import Ambiguous, Missing, Span, context, find, fold

FOLDED = {
    "plain": ("The force left.", "The force left."),
    "line break": ("The force\nleft.", "The force left."),
    "hard-wrapped with two spaces": ("The force  \n   left.", "The force left."),
    "carriage return": ("The force\r\nleft.", "The force left."),
    "no-break space": ("10\xa0January", "10 January"),
    "thin and narrow space": ("2\u2009500 and 2\u202f500", "2 500 and 2 500"),
    "line separator": ("a\u2028b\u2029c", "a b c"),
    "soft hyphen": ("in\xadter\xadnal", "internal"),
    "soft hyphen at the end of a line": ("inter\xad\nnal", "internal"),
    "soft hyphen after a space": ("the \xadforce", "the force"),
    "single quotes": ("\u2018it\u2019s\u201a \u201b\u2039x\u203a", "'it's' ''x'"),
    "double quotes": ("\u201cso\u201d \u201e\u201f \u00abx\u00bb", '"so" "" "x"'),
    "dashes": ("a\u2010b\u2011c\u2012d\u2013e\u2014f\u2015g\u22121", "a-b-c-d-e-f-g-1"),
    "composed": ("cafe\u0301", "caf\xe9"),
    "marks in any order": ("q\u0307\u0323", "q\u0323\u0307"),
    "singleton": ("\u212b and \u2126", "\xc5 and \u03a9"),
    "decomposed for good": ("\u0958", "\u0915\u093c"),
    "Hangul letters": ("\u1112\u1161\u11ab", "\ud55c"),
    "mark on a folded quote": ("\u2019\u0301\u0323", "'\u0323\u0301"),
    "zero-width space stays": ("a\u200bb", "a\u200bb"),
    "case stays": ("Force", "Force"),
    "nothing": ("", ""),
}


@pytest.mark.parametrize(("raw", "folded"), FOLDED.values(), ids=FOLDED)
def test_folding_is_the_declared_one(raw: str, folded: str) -> None:
    assert fold(raw).text == folded


def test_every_white_space_character_folds_to_a_space() -> None:
    spaces = [char for char in map(chr, range(sys.maxunicode + 1)) if char.isspace()]
    assert len(spaces) > 20
    assert {fold(f"a{char}b").text for char in spaces} == {"a b"}


FOUND = {
    "over a line break": (
        "It has  \nbegun to leave.",
        "has begun to leave",
        "has  \nbegun to leave",
    ),
    "wrapped in the quote": ("has begun to leave", "begun\n  to leave\n", "begun to leave"),
    "typographic apostrophe": (
        "the region\u2019s allies",
        "region's allies",
        "region\u2019s allies",
    ),
    "dash for hyphen": ("nature \u2014 if any", "nature - if any", "nature \u2014 if any"),
    "soft hyphens outside stay outside": ("a\xad\xadb \xadcd\xad e", "cd", "cd"),
    "decomposed text": ("le cafe\u0301 ferme\u0301", "caf\xe9 ferm\xe9", "cafe\u0301 ferme\u0301"),
    "decomposed quote": ("le caf\xe9", "cafe\u0301", "caf\xe9"),
    "whole text": ("all of it", "all of it", "all of it"),
    "word beside punctuation": ("(fact)-based", "fact", "fact"),
    "number at the end of a sentence": ("in 2011. Then", "2011", "2011"),
    "number in a list": ("19, 25, 30", "25", "25"),
    "possessive": ("Niger\u2019s democracy", "Niger", "Niger"),
}


@pytest.mark.parametrize(("text", "quote", "raw"), FOUND.values(), ids=FOUND)
def test_a_quote_is_found_at_its_raw_place(text: str, quote: str, raw: str) -> None:
    span = find(fold(text), quote)
    assert isinstance(span, Span)
    assert text[span.start : span.end] == raw


MISSING = {
    "changed digit": ("They killed 14 and wounded hundreds.", "killed 15 and wounded"),
    "dropped not": ("He did not ask for troops.", "He did ask for troops"),
    "corrected typo": ("the goverment resigned", "the government resigned"),
    "other case": ("The government resigned", "the government resigned"),
    "missing full stop inside": ("It ended. They left.", "It ended They left"),
    "part of a word": ("an artefact", "fact"),
    "start of a word": ("facts differ", "fact"),
    "part of a number": ("2500 soldiers", "25"),
    "number before its thousands": ("2,500 soldiers", "2"),
    "number after its thousands": ("2,500 soldiers", "500 soldiers"),
    "number before its decimals": ("rose by 2.5 points", "rose by 2"),
    "thousands parted by a thin space": ("some 2\u2009500 soldiers", "500 soldiers"),
    "thousands parted by a no-break space": ("some 2\xa0500 soldiers", "some 2"),
    "thousands parted by an apostrophe": ("some 2\u2019500 soldiers", "500 soldiers"),
    "verb without its not": ("They can\u2019t stay", "They can"),
    "letter without its mark": ("x\u0338 stays", "x"),
    "half of a folded character": ("\u0958", "\u0915"),
    "word across a soft hyphen": ("inter\xadnal", "inter"),
}


@pytest.mark.parametrize(("text", "quote"), MISSING.values(), ids=MISSING)
def test_what_is_nearly_there_is_missing(text: str, quote: str) -> None:
    assert isinstance(find(fold(text), quote), Missing)


def test_the_nearest_passage_is_raw_whole_words_and_never_quite_alike() -> None:
    text = "A line.\nThe goverment\xa0resigned in \u2018January\u2019.\nMore."
    missing = find(fold(text), "The government resigned in 'January'.")
    assert isinstance(missing, Missing)
    assert missing.nearest == "The goverment\xa0resigned in \u2018January\u2019."
    assert 90 < missing.likeness < 100


@pytest.mark.parametrize("quote", ["", "  \n", "\xad", "\xa0\u2009"])
def test_an_empty_quote_is_missing(quote: str) -> None:
    assert find(fold("some text"), quote) == Missing("", 0)


@pytest.mark.parametrize("text", ["", " ", "\xad"])
def test_nothing_is_found_in_an_empty_text(text: str) -> None:
    assert find(fold(text), "quote") == Missing("", 0)


TWICE = "On Monday it fell. It rose; then on Friday\u2019s news it\nfell. It rose."


def test_a_thousand_places_are_not_all_listed() -> None:
    found = find(fold("it fell. " * 1000), "it fell")
    assert isinstance(found, Ambiguous)
    assert 2 <= len(found.spans) < 100


def test_several_places_are_listed() -> None:
    found = find(fold(TWICE), "it fell")
    assert isinstance(found, Ambiguous)
    assert [TWICE[span.start : span.end] for span in found.spans] == ["it fell", "it\nfell"]


@pytest.mark.parametrize(
    ("prefix", "suffix", "start"),
    [
        ("On Monday ", "", 10),
        ("Monday", "", 10),
        ("on Friday's news", "", 50),
        ("", ". It rose;", 10),
        ("", ". It\n rose.", 50),
        ("on Friday\u2019s  news", ". It rose", 50),
    ],
)
def test_prefix_and_suffix_decide(prefix: str, suffix: str, start: int) -> None:
    assert find(fold(TWICE), "it fell", prefix, suffix) == Span(start, start + 7)


@pytest.mark.parametrize(
    ("prefix", "suffix"), [("Tuesday", ""), ("", "again"), ("Monday", "; then")]
)
def test_a_prefix_or_suffix_that_is_nowhere_is_missing(prefix: str, suffix: str) -> None:
    missing = find(fold(TWICE), "it fell", prefix, suffix)
    assert isinstance(missing, Missing)
    assert missing.likeness == 100


def test_a_prefix_that_leaves_two_is_ambiguous() -> None:
    assert isinstance(find(fold("so it fell, so it fell"), "it fell", "so"), Ambiguous)


def test_a_prefix_does_not_run_over_the_start() -> None:
    assert isinstance(find(fold("it fell"), "it fell", "then"), Missing)
    assert isinstance(find(fold("it fell"), "it fell", "", "then"), Missing)


PIECES = st.sampled_from(
    [
        *("a", "B", "word", "caf\xe9", "cafe\u0301", "\u0301", "\u0323", "\u0338", "q\u0307\u0323"),
        *(" ", "  ", "\n", " \n ", "\xa0", "\u2009", "\xad", "\xad\n", " \xad", "\xad\xad"),
        *("'", "\u2019", "\u201c", '"', "-", "\u2014", "\u2212", "\u2019\u0301\u0323"),
        *("25", "2,500", ".", ",", "\u212b", "\u0958", "\u1112", "\u1161", "\u11ab", "\u2000"),
        *("=", "\U0001f600", "\u200b", "\u2126", "\u0915\u093c", "\u0344"),
    ]
)
TEXTS = st.lists(PIECES, max_size=24).map("".join)


@given(TEXTS, st.data())
def test_every_span_folds_to_its_quote(text: str, data: st.DataObject) -> None:
    folded = fold(text)
    start = data.draw(st.integers(0, len(folded.text)))
    quote = folded.text[start : data.draw(st.integers(start, len(folded.text)))]
    found = find(folded, quote)
    spans = (found,) if isinstance(found, Span) else getattr(found, "spans", ())
    wanted = fold(quote).text.strip(" ")
    assert all(fold(text[span.start : span.end]).text == wanted for span in spans)


@given(TEXTS)
def test_a_whole_text_is_found_in_itself(text: str) -> None:
    quote = text.strip(" \n\xad\xa0\u2009\u2000")
    if fold(quote).text.strip():
        between = f"( {quote} )"
        found = find(fold(between), quote)
        assert isinstance(found, Span | Ambiguous)


@given(TEXTS)
def test_folding_loses_no_character_but_soft_hyphens_and_white_space(text: str) -> None:
    def ink(some: str) -> str:
        return normalize("NFD", "".join(some.split()).replace("\xad", ""))

    plain = str.maketrans("\u2019\u201c\u2014\u2212", "'\"--")
    assert ink(fold(text).text) == ink(text.translate(plain))


LONG = "First one ended. Second one is here, and then the quote comes. After it, more. Last words."


@pytest.mark.parametrize(
    ("width", "before", "after"),
    [
        (200, "First one ended. Second one is here, and then ", ". After it, more. Last words."),
        (46, "First one ended. Second one is here, and then ", ". After it, more. Last words."),
        (45, "Second one is here, and then ", ". After it, more. Last words."),
        (20, "is here, and then ", ". After it, more."),
        (12, "and then ", ". After it,"),
        (4, "", "."),
        (0, "", ""),
    ],
)
def test_context_is_cut_at_words_or_near_sentences(width: int, before: str, after: str) -> None:
    start = LONG.index("the quote")
    end = LONG.index(". After")
    assert context(LONG, Span(start, end), width) == (before, after)


def test_context_folds_white_space_and_keeps_the_space_at_the_span() -> None:
    text = "  One \n two\xa0(\u201cthree\u201d)\n four  "
    span = find(fold(text), '"three"')
    assert isinstance(span, Span)
    assert context(text, span) == ("One two (", ") four")


@given(TEXTS, st.integers(0, 40), st.data())
def test_context_is_never_wider_than_asked(text: str, width: int, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    assert all(len(part) <= width for part in context(text, Span(start, end), width))
