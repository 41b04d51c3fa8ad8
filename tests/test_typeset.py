"""How words are set: what is held together at the end of a line, and what may be broken."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from editions import sample, with_dissent
from markupsafe import Markup, escape

from briefgen.edition import Citation, CiteItem, Line
from briefgen.languages import Language
from briefgen.marks import held
from briefgen.parts import Run
from briefgen.render import Templates, render_screen, render_sheet
from briefgen.typeset import dressed, setter

ADDRESS = "https://example.org/press-briefings/2022/01/06/"


@pytest.mark.parametrize(
    ("words", "held"),
    [
        ("1 judgment is gone, 3 new claims", "1~judgment is gone, 3~new claims"),
        ("On January 24 the White House", "On January~24 the White House"),
        ("of 20 January 2022 on", "of 20~January 2022 on"),
        (
            "about 2,500 soldiers, 164 dead, 1.5 million",
            "about 2,500 soldiers, 164 dead, 1.5 million",
        ),
        ("35 against and 47 – no more", "35~against and 47 – no more"),
        ("12 лет", "12~лет"),
    ],
)
def test_numbers_are_held_to_their_words(english: Language, words: str, held: str) -> None:
    assert setter(english, "en-US").text(words) == held.replace("~", "\u00a0")


def test_days_are_held_in_references_and_headings(templates: Templates, english: Language) -> None:
    edition = sample()
    entry = (Run("Press briefing, January 6, 2022. "), Run(ADDRESS, href=ADDRESS))
    first = replace(edition.references[0], entry=entry)
    order = ("changes", *edition.order)
    edition = replace(
        edition, references=(first, *edition.references[1:]), order=order, since="2022-01-11"
    )
    for html in (
        render_screen(templates, edition, english).decode(),
        render_sheet(templates, edition, english).html,
    ):
        assert "Press briefing, January\u00a06, 2022." in html
        headings = re.findall(r"What changed since ([^<]*)<", html)
        assert headings
        assert all("\u00a0" in day for day in headings)


def test_a_spelled_out_address_breaks_behind_slashes_on_screen_alone(
    templates: Templates, english: Language
) -> None:
    edition = sample()
    first = replace(edition.references[0], entry=(Run(ADDRESS, href=ADDRESS),))
    edition = replace(edition, references=(first, *edition.references[1:]))
    spelled = f'<a href="{ADDRESS}">https://example.org/<wbr>press-briefings/<wbr>2022/<wbr>01/<wbr>06/</a>'
    assert spelled in render_screen(templates, edition, english).decode()
    assert "<wbr>" not in render_sheet(templates, edition, english).html


def test_a_source_begins_its_line_with_a_capital(templates: Templates, english: Language) -> None:
    edition = sample()
    first = replace(edition.references[0], short="a senior administration official")
    edition = replace(edition, references=(first, *edition.references[1:]))
    sheet = render_sheet(templates, edition, english).html
    assert "</b> A senior administration official" in sheet


def test_a_rating_and_the_way_back_are_never_alone_on_a_line(
    templates: Templates, english: Language
) -> None:
    edition = with_dissent(sample())
    sheet = render_sheet(templates, edition, english).html
    assert re.search(r'&nbsp;<span class="rating">[A-F]</span></li>', sheet)
    assert re.search(r'&nbsp;<span class="about">[A-F–][1-6–]</span></li>', sheet)
    assert not re.search(r' <span class="about">[A-F–][1-6–]</span>', sheet)
    screen = render_screen(templates, edition, english).decode()
    ways = re.findall(r'<span class="held"><button[^>]*>[^<]*</button> <a href="#c\d+"', screen)
    assert len(ways) == screen.count('<a href="#c') > 0


MARK = Citation((CiteItem(1, (1,), "1"),))


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ((Run("two words."),), "two words."),
        ((Run("As shown"), MARK, Run(".")), "As <(shown[].)>"),
        ((Run("x"), MARK, Run(". More"), MARK, Run(" and")), "<(x[].)> <(More[])> and"),
        ((Run("x"), MARK, Run("."), MARK, Run(".")), "<(x[].)>[]."),
        ((Run("a "), MARK, Run(" b")), "a [] b"),
        ((MARK, MARK, Run(")")), "[][])"),
        ((Run("x ("), MARK, Run(""), MARK, Run(") y")), "x <(([])><([]))> y"),
        ((Run("Great", ("em",)), MARK, Run(", no")), "<(<em>Great</em>[],)> no"),
        ((Run("a" * 30), MARK, Run(".")), "a" * 30 + "<([].)>"),
        ((Run("R&D"), MARK, Run("<i>")), "<(R&amp;D[])>&lt;i&gt;"),
    ],
)
def test_a_mark_is_held_to_the_word_before_it_and_the_stop_behind(line: Line, told: str) -> None:
    html = str(held(line, lambda mark, again: "[]"))
    assert html.replace('<span class="held">', "<(").replace("</span>", ")>") == told


@pytest.mark.parametrize("letters", ["R&D <b>x</b>", "R&D <i>y</i>"])
def test_markup_and_a_text_of_the_same_letters_are_set_apart(
    english: Language, letters: str
) -> None:
    set_type, pair = setter(english, "en-US"), [Markup(letters), letters]
    for words in pair if "x" in letters else reversed(pair):
        assert type(set_type.text(words)) is type(words)
        assert dressed(words, ("em",)) == f"<em>{escape(words)}</em>"


def test_an_entry_is_set_with_its_links(english: Language) -> None:
    address = "https://example.org/a?b&c"
    entry = (Run("R&D, "), Run("May 5", ("em",)), Run(address, (), address), Run("x", (), "y"))
    told = (
        "R&amp;D, <em>May\u00a05</em>"
        '<a href="https://example.org/a?b&amp;c">{}</a><a href="y">x</a>'
    )
    set_type = setter(english, "en-US")
    assert set_type.entry(entry) == told.format("https://example.org/a?b&amp;c")
    assert set_type.entry(list(entry), breaks=True) == told.format(
        "https://example.org/<wbr>a?b&amp;c"
    )
