"""The small language of figures; every case is a line of a table under cases/amounts."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.amounts import pattern
from briefgen.amounts.date_words import Day
from briefgen.amounts.numerals import word_set
from briefgen.amounts.plain import is_plainly_shown
from briefgen.amounts.reading import Amount, Bound, amounts
from briefgen.amounts.support import _unshown, differing, unsupported

CASES = Path(__file__).parent / "cases" / "amounts"


def table(name: str) -> list[tuple[str, str]]:
    lines = (CASES / name).read_text("utf-8").splitlines()
    cases = (line.partition(" =>") for line in lines if line and not line.startswith("#"))
    return [(case, expected.strip()) for case, _, expected in cases]


def split(text: str) -> list[str]:
    return [part.strip() for part in text.split(" | ")] if text else []


def worded(day: Day) -> str:
    year = "?" if day.year is None else str(day.year)
    return "-".join([year, *(f"{part:02}" for part in (day.month, day.day) if part)])


def described(amount: Amount) -> str:
    if amount.day:
        return f"{amount.unit or amount.kind} {worded(amount.day)}"
    value = f"{amount.value:f}"
    value = value.rstrip("0").rstrip(".") if "." in value and amount.other is None else value
    words = [amount.kind.value, value if amount.bound != Bound.CROWD else f"{value}..{amount.most}"]
    words += [] if amount.other is None else [f"or {amount.other:.0f}"]
    words += [] if amount.bound == Bound.EXACT else [amount.bound.value]
    words += [amount.unit] if amount.unit else []
    words += [] if amount.needs_proof else ["bare"]
    return " ".join(words)


@pytest.mark.parametrize(("text", "expected"), table("reading.txt"))
def test_reading(text: str, expected: str) -> None:
    assert "; ".join(map(described, amounts(text))) == expected


@pytest.mark.parametrize(("case", "expected"), table("support.txt"))
def test_support(case: str, expected: str) -> None:
    statement, _, evidence = case.partition(" <= ")
    texts, _, dates = evidence.partition(" @")
    found = unsupported(statement, tuple(split(texts)), tuple(dates.split()))
    assert [amount.text for amount in found] == split(expected)


@pytest.mark.parametrize(("case", "expected"), table("difference.txt"))
def test_difference(case: str, expected: str) -> None:
    found = differing(split(case))
    assert [f"{pair.one.text} / {pair.other.text}" for pair in found] == split(expected)


def test_a_difference_names_its_texts() -> None:
    (found,) = differing(["no figure", "164 people", "225 people"])
    assert found.texts == (1, 2)


def test_amounts_carry_their_place_and_nouns() -> None:
    text = "Of about 2,500 Russian soldiers and 250 armoured vehicles"
    first, second = amounts(text)
    assert (first.text, second.text) == (text[first.start : first.end], "250")
    assert (first.nouns, second.nouns) == (("soldier",), ("armoured", "vehicle"))


PIECES = st.sampled_from(
    [
        *("about ", "over ", "between ", "from ", " to ", " and ", "-", "–", " ", ", ", ". "),
        *("14", "2,500", "2.500", "2022", "5 January", "May", "one", "twenty-five", "half a"),
        *(" million", " percent", "%", "$", " dollars", "hundreds", " of thousands", "1:40", "bn"),
        *("C5+1", "F-16", "2022-01-05", "31 February", " soldiers", "tokens", "½", "٣", "\n", "€"),
    ]
)
TEXTS = st.lists(PIECES, max_size=12).map("".join)


@given(TEXTS | st.text(max_size=80))
def test_any_text_shows_its_own_amounts(text: str) -> None:
    assert unsupported(text, (text,)) == ()
    assert differing([text, text]) == ()


@given(TEXTS)
def test_places_are_true_and_in_order(text: str) -> None:
    found = amounts(text)
    assert all(text[amount.start : amount.end] == amount.text for amount in found)
    assert [amount.start for amount in found] == sorted(amount.start for amount in found)


@given(st.integers(0, 10**9), st.integers(0, 10**9))
def test_a_number_is_shown_by_itself_alone(claimed: int, shown: int) -> None:
    found = unsupported(f"{claimed:,} people", (f"{shown} people",))
    assert bool(found) == (claimed != shown)


_PLAIN = (
    *("5", "2,500", "2022", "two", "seven", "5 percent", "5 million", "about 5", "up to 5"),
    *("about 5 million", "up to 5 percent", "5 million dollars", "some four thousand"),
)
_BESIDE = word_set("""
the a an of or and to as many more than about over under up less least most may May March Sept. am
pm per cent percent % million dozen half third quarter tenth $ \u20ac dollars CFA pages page pp. No.
c. para. article G7 one two 12 twenty-five four-week people weeks said week. first no said, plus -5
us american swiss cfa francs trillion \u017fix mo\u017ft
""")
SIDES = st.lists(st.sampled_from(sorted(_BESIDE)), max_size=3)


@given(*[SIDES] * 4, st.sampled_from(_PLAIN), st.data())
def test_what_is_plainly_shown_is_shown(
    a: list[str], b: list[str], c: list[str], d: list[str], claimed: str, data: st.DataObject
) -> None:
    shown = data.draw(st.sampled_from((claimed, claimed.rpartition(" ")[2], *_PLAIN)))
    statement, quote = " ".join([*a, claimed, *b]), " ".join([*c, shown, *d])
    if is_plainly_shown(statement, (quote,)):
        assert _unshown(statement, (quote,)) == ()


@pytest.mark.parametrize(
    ("statement", "quote"),
    [
        ("it closed at 5 pm", "5 offices closed"),
        ("5 offices closed", "as many as 5 offices closed"),
        ("5 offices closed", "see pp. 5 below"),
        ("about two million euros went", "up to two million dollars went"),
        ("5 of them left", "5 of January"),
        ("5 people left", "it cost 5 american dollars then"),
        ("5 people left", "it cost 5 cfa francs then"),
        ("5 people left", "at mo\u017ft 5 people left"),
    ],
)
def test_what_only_looks_alike_is_not_shown(statement: str, quote: str) -> None:
    assert unsupported(statement, (quote,)) != ()


@pytest.mark.parametrize(
    ("statement", "quote"),
    [
        ("422 alarms within four weeks, and they may rise", "they counted 422 in the four weeks"),
        ("up to 309 million is lent before the end of the quarter", "309 million would be lent"),
        ("some 66 percent of them", "that some 66 percent of the bakers"),
        ("three asked, and two of them came", "three asked, and two came"),
    ],
)
def test_plain_amounts_need_no_language(statement: str, quote: str) -> None:
    assert is_plainly_shown(statement, (quote,))


_TOKENS = """
the one a an dozen half third of more than about 5 2,500 $ US$ 3bn million per cent % from between
and to May March January 2022 Title Part 7 S. H.R. no-one no several thousand tens G7 9/11 24/7
https://x.y A/76 EU/3 COVID-19 Group Seven Big Four ~ > \u2212 ( ) , . \u2019 nearly as many Sept.
\u017fix \u017fection \u017fome \u0131n excess estimated mid-2022 1990s 5:30 pm 3rd \u20ac yen
CFA francs pages 3-5 article 4(2) USD5
"""


@given(st.lists(st.sampled_from(_TOKENS.split()), max_size=12), st.sampled_from((" ", "", "-")))
def test_what_is_tried_at_no_other_word_would_be_found_at_none(
    tokens: list[str], between: str
) -> None:
    tried = pattern.ANY.pattern
    assert f"(?={pattern._BEGINS})" in tried
    everywhere = re.compile(tried.replace(f"(?={pattern._BEGINS})", ""))
    text = between.join(tokens)
    found = [(one.span(), one.groupdict()) for one in everywhere.finditer(text)]
    assert [(one.span(), one.groupdict()) for one in pattern.ANY.finditer(text)] == found
