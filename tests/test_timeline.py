"""The timeline: no label on another, none out of the picture, at any density."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from svg_boxes import advance, outside, overlaps, parse, text_boxes, texts, view

from briefgen.figures.drawing import Box, Ink
from briefgen.figures.lettering import SEMIBOLD, Label, fits, measure, wrap
from briefgen.figures.moments import Event, TimelineWords, short_date
from briefgen.figures.timeline import INK, timeline

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
WORDS = TimelineWords("Timeline", MONTHS, "What happened.")
US = TimelineWords("Timeline", MONTHS, day="{month} {day}", date="{month} {day}, {year}")
RTL = TimelineWords("Timeline", MONTHS, rtl=True)
FIVE = (
    Event("2022-01-05", "Calls for calm and restraint", "[1]"),
    Event("2022-01-06", "Alliance agrees to send troops at the President's request", "[2]"),
    Event("2022-01-07", "Order to shoot announced", "[3]"),
    Event("2022-01-11", "164 dead and 9,900 detained counted", "[4]"),
    Event("2022-01-20", "Withdrawal completed; Parliament votes", "[5]"),
)


def drawn(events: Sequence[Event], width: float, words: TimelineWords, ink: Ink = INK) -> str:
    """Return a timeline that is one piece; empty if there is none."""
    (svg,) = timeline(events, width, words, ink) or ("",)
    return svg


def month_of(n_events: int, days: int) -> list[Event]:
    start = date(2022, 1, 1)
    return [
        Event((start + timedelta(n % days)).isoformat(), f"Event {n}, which is told at length")
        for n in range(n_events)
    ]


CASES = {
    "five": FIVE,
    "two far": (Event("1991-12-16", "Independence"), Event("2022-01-05", "Emergency")),
    "next day": (Event("2022-01-05", "One"), Event("2022-01-06", "Other")),
    "year ends": (Event("2021-12-30", "Before"), Event("2022-01-03", "After")),
    "parts": (
        *FIVE,
        Event("2022", "A year of unrest", "[6]"),
        Event("2022-01", "A month of unrest", "[7]"),
        Event("2022-01-13/2022-01-19", "Troops withdraw", "[8]"),
        Event("2021-11/2022-02", "Prices rise", "[9]"),
    ),
    "sixty": month_of(60, 28),
    "sixty on two days": month_of(60, 2),
    "sixty spans": [
        Event(f"2022-01-{1 + n % 9:02}/2022-0{2 + n % 8}", f"S {n}") for n in range(60)
    ],
    "one long word": (Event("2022-01-05", "x" * 300, "[1]"), Event("2022-01-06", "y", "[2]")),
    "long sentences": [Event(f"2022-03-{n:02}", "Words go on and on " * 9) for n in range(1, 9)],
    "a year from January to January": (
        Event("2021-01-01", "It begins"),
        Event("2022-01-01", "It ends"),
    ),
    "centuries": (Event("0476", "A fall"), Event("1453", "Another"), Event("1989-11-09", "A wall")),
}


@pytest.mark.parametrize("width", [180, 320, 468])
@pytest.mark.parametrize("words", [WORDS, US, RTL], ids=["ltr", "us", "rtl"])
@pytest.mark.parametrize("events", CASES.values(), ids=CASES.keys())
def test_labels_keep_apart_and_within(
    events: list[Event], words: TimelineWords, width: float
) -> None:
    for svg in timeline(events, width, words):
        assert overlaps(svg) == []
        assert outside(svg) == []


days = st.dates(date(1900, 1, 1), date(2100, 1, 1)).map(date.isoformat)
near_days = st.dates(date(2022, 1, 1), date(2022, 3, 1)).map(date.isoformat)
spans = st.tuples(near_days, near_days).map(lambda pair: "/".join(sorted(pair)))
whens = st.one_of(near_days, near_days.map(lambda day: day[:7]), spans, days)
labels = st.text(st.characters(codec="latin-1", categories=("L", "N", "P", "Zs")), max_size=90)
events_of = st.lists(st.builds(Event, whens, labels, st.sampled_from(["", "[12]"])), max_size=40)


@settings(max_examples=100)
@given(events_of, st.sampled_from([200.0, 468.0]), st.sampled_from([WORDS, RTL]))
def test_any_events_keep_apart(events: list[Event], width: float, words: TimelineWords) -> None:
    for svg in timeline(events, width, words):
        assert overlaps(svg) == []
        assert outside(svg) == []


@pytest.mark.parametrize(
    "events",
    [
        [],
        FIVE[:1],
        [Event("2022-01-05", "One"), Event("2022-01-05", "Other")],
        [Event("2022-01", "One"), Event("2022-01-01/2022-01-31", "The same days")],
    ],
)
def test_fewer_than_two_dates_have_no_timeline(events: list[Event]) -> None:
    assert drawn(events, 468, WORDS) == ""


def test_a_wrong_date_is_refused() -> None:
    with pytest.raises(ValueError, match="2022-02-30"):
        drawn([*FIVE, Event("2022-02-30", "Never")], 468, WORDS)


def test_five_events_are_low() -> None:
    assert view(drawn(FIVE, 468, WORDS)).bottom <= 90


def test_all_events_are_told_in_order_of_date() -> None:
    svg = drawn([*reversed(FIVE)], 468, WORDS)
    told = parse(svg).findtext("{http://www.w3.org/2000/svg}desc") or ""
    assert told.startswith("What happened. 5 Jan: Calls for calm")
    places = [told.index(event.label) for event in FIVE]
    assert places == sorted(places)


def test_words_and_marks_are_whole_where_there_is_room() -> None:
    said = " ".join(texts(drawn(FIVE, 468, WORDS), "tl-label")).replace("\N{NO-BREAK SPACE}", " ")
    for event in FIVE:
        assert f"{event.label} {event.mark}" in said


def test_few_events_fly_flags_and_many_are_numbered() -> None:
    few = drawn((FIVE[0], FIVE[3], FIVE[4]), 468, WORDS)
    assert "tl-leader" in few
    assert "tl-number" not in few
    pieces = timeline(month_of(60, 28), 468, WORDS)
    assert [n for svg in pieces for n in texts(svg, "tl-key")] == [str(n) for n in range(1, 61)]
    assert "tl-leader" not in "".join(pieces)


def test_what_is_too_high_for_a_page_comes_in_pieces_that_are_not() -> None:
    heights = [view(svg).bottom for svg in timeline(month_of(120, 28), 392, WORDS)]
    assert len(heights) > 1
    assert max(heights) < 400
    many = timeline(month_of(240, 28), 392, WORDS)
    assert max(view(svg).bottom for svg in many[1:]) < 400


@pytest.mark.parametrize("words", [WORDS, RTL], ids=["ltr", "rtl"])
def test_no_leader_crosses_a_label(words: TimelineWords) -> None:
    events = [Event(f"2022-{n:02}-01", f"Event {n} in short words") for n in range(1, 12, 2)]
    svg = drawn(events, 468, words)
    leaders = parse(svg).find(".//*[@class='tl-leader']")
    assert leaders is not None
    assert len(leaders) == len(events)
    labels = [box for _, box in text_boxes(svg)]
    assert not any(_line(leader).meets(box) for leader in leaders for box in labels)


def _line(node: ElementTree.Element) -> Box:
    x1, y1, x2, y2 = (float(node.attrib[key]) for key in ("x1", "y1", "x2", "y2"))
    return Box(x1, min(y1, y2), x2, max(y1, y2))


def test_time_runs_to_the_left_where_writing_does() -> None:
    places = {
        words.rtl: [
            box.left for label, box in text_boxes(drawn(FIVE, 468, words)) if label in "5 20"
        ]
        for words in (WORDS, RTL)
    }
    assert places[False][0] < places[False][-1]
    assert places[True][0] > places[True][-1]


@pytest.mark.parametrize(
    ("when", "with_year", "expected"),
    [
        ("2022-01-05", False, "5 Jan"),
        ("2022-01-05", True, "5 Jan 2022"),
        ("2022-01", False, "Jan 2022"),
        ("2022", True, "2022"),
        ("2022-01-05/2022-01-11", False, "5\N{EN DASH}11 Jan"),
        ("2022-01-05/2022-01-05", False, "5 Jan"),
        ("2022-01-05/2022-02-03", False, "5 Jan - 3 Feb"),
        ("2022-01-05/2022-02-03", True, "5 Jan - 3 Feb 2022"),
        ("2021-12-28/2022-02-03", True, "28 Dec 2021 - 3 Feb 2022"),
        ("2021/2022", True, "2021 - 2022"),
    ],
)
def test_short_dates(when: str, with_year: bool, expected: str) -> None:
    dash = "\N{THIN SPACE}\N{EN DASH}\N{THIN SPACE}"
    assert short_date(when, WORDS, with_year) == expected.replace(" - ", dash)


def test_a_language_orders_day_and_month() -> None:
    assert short_date("2022-01-05/2022-01-11", US, False) == "Jan 5\N{EN DASH}11"


def test_measures_are_upper_bounds_of_the_font() -> None:
    characters = [chr(code) for code in (*range(0x20, 0x7F), *range(0xA1, 0x180), 0x2013, 0x2026)]
    for character in characters:
        true = advance(character, "Regular")
        assert true <= measure(character, 1) <= true + 0.03
    for letter in filter(str.isalnum, characters):
        if ord(letter) not in (0x13E, 0x140):
            assert advance(letter, "SemiBold") <= measure(letter, 1) * SEMIBOLD


@pytest.mark.parametrize(
    ("label", "cut"),
    [
        (Label("Short"), False),
        (Label("Two lines of words, evenly", "[1]"), False),
        (Label("Far too many words to be set in two lines of this width at all", "[1]"), True),
        (Label("Unbreakable" * 9, "[1]"), True),
        (Label(""), False),
    ],
)
def test_wrapping_keeps_to_the_room_and_keeps_the_mark(label: Label, cut: bool) -> None:
    lines = wrap(label, 8, 80)
    assert len(lines) <= 2
    assert all(measure(words, 8) <= 80 for words in lines)
    assert lines[-1].endswith(label.mark)
    assert (" ".join(lines) != label.whole) == cut
    assert fits(label, 8, 80) == (not cut)


def test_the_same_events_give_the_same_text_without_colour_of_their_own() -> None:
    ink = Ink(**dict.fromkeys(("text", "muted", "line", "accent", "paper"), "#010203"))
    svg = drawn(CASES["parts"], 468, WORDS, ink)
    assert svg == drawn(CASES["parts"], 468, WORDS, ink)
    assert svg.replace("#010203", "").count("#") == 0
    assert " id=" not in svg
    assert "opacity" not in svg


def test_markup_in_labels_stays_words() -> None:
    svg = drawn((Event("2022-01-05", "<b>&"), Event("2022-01-09", '"x"')), 468, WORDS)
    assert texts(svg, "tl-label") == ["<b>&", '"x"']
