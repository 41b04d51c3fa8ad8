"""Setting words: acronyms at first use, and citation marks where the style puts them."""

from __future__ import annotations

import pytest

from briefgen.edition import Citation, CiteItem
from briefgen.lines import set_lines, spell_out, with_cites
from briefgen.parts import Cite, Cites, Run, Words
from briefgen.words import parse

MARK = Citation((CiteItem(reference=1, evidence=(1,), label="1"),), note=0)
TERMS = {"CSTO": "Collective Security Treaty Organization", "US": "United States"}


def text(words: Words) -> str:
    return "".join(word.text if isinstance(word, Run) else "^" for word in words)


def set_words(words: str, style: str) -> str:
    parsed = parse(words)
    marks = (MARK,) * sum(isinstance(word, Cites) for word in parsed)
    (line,) = set_lines({"only": parsed}, marks, style).values()
    return "".join(part.text if isinstance(part, Run) else "^" for part in line)


@pytest.mark.parametrize(
    ("words", "numeric", "author_date"),
    [
        ("So it is [@a].", "So it is.^", "So it is\u00a0^."),
        ("So it is [@a]", "So it is^", "So it is\u00a0^"),
        ("So it is, [@a] and so on.", "So it is,^ and so on.", "So it is,\u00a0^ and so on."),
        ("One [@a], two [@b].", "One,^ two.^", "One\u00a0^, two\u00a0^."),
        ("“So it is [@a].” It is.", "“So it is.”^ It is.", "“So it is\u00a0^.” It is."),
        ("So it is [@a]: it is.", "So it is:^ it is.", "So it is\u00a0^: it is."),
        ("Is it so [@a]?! Yes.", "Is it so?!^ Yes.", "Is it so\u00a0^?! Yes."),
        ("[@a] says so.", "^ says so.", "^ says so."),
        ("It *is* [@a].", "It is.^", "It is\u00a0^."),
        ("No mark at all.", "No mark at all.", "No mark at all."),
    ],
)
def test_marks_stand_where_the_style_puts_them(words: str, numeric: str, author_date: str) -> None:
    assert set_words(words, "numeric") == numeric
    assert set_words(words, "notes") == numeric
    assert set_words(words, "author-date") == author_date


def test_marks_are_given_out_in_print_order() -> None:
    marks = tuple(Citation(MARK.items, note=number) for number in (1, 2, 3))
    slots = {"a": parse("One [@a] and two [@b]."), "b": parse("Three [@c].")}
    lines = set_lines(slots, marks, "notes")
    notes = [part.note for line in lines.values() for part in line if isinstance(part, Citation)]
    assert notes == [1, 2, 3]


@pytest.mark.parametrize(
    ("sentence", "set_"),
    [
        ("So it is.", "So it is^."),
        ("Is it so?", "Is it so^?"),
        ("He said “no.”", "He said “no^.”"),
        ("So it is", "So it is^"),
        ("At 3.5 percent", "At 3.5 percent^"),
        ("", "^"),
    ],
)
def test_a_sentence_takes_its_citations_before_its_stop(sentence: str, set_: str) -> None:
    assert text(with_cites(sentence, Cites((Cite("a"),)))) == set_


def spelled(*lines: str) -> tuple[list[str], tuple[tuple[str, str], ...]]:
    slots, used = spell_out({str(n): parse(line) for n, line in enumerate(lines)}, TERMS)
    return [text(words) for words in slots.values()], used


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("The CSTO acts.", "The Collective Security Treaty Organization (CSTO) acts."),
        ("The CSTO’s act.", "The Collective Security Treaty Organization’s (CSTO) act."),
        ("The CSTOs act.", "The CSTOs act."),
        ("The non-CSTO bloc.", "The non-Collective Security Treaty Organization (CSTO) bloc."),
        (
            "The Collective Security Treaty Organization (CSTO) acts.",
            "The Collective Security Treaty Organization (CSTO) acts.",
        ),
        ("The **CSTO** acts.", "The Collective Security Treaty Organization (CSTO) acts."),
        ("The USA acts.", "The USA acts."),
    ],
)
def test_an_acronym_is_spelled_out(line: str, expected: str) -> None:
    assert spelled(line)[0] == [expected]


def test_only_the_first_use_is_spelled_out() -> None:
    lines, used = spelled("Nothing.", "CSTO and CSTO.", "CSTO.")
    assert lines == [
        "Nothing.",
        "Collective Security Treaty Organization (CSTO) and CSTO.",
        "CSTO.",
    ]
    assert used == (("CSTO", TERMS["CSTO"]),)


def test_what_is_not_used_is_not_told() -> None:
    assert spelled("Nothing.")[1] == ()
    assert [term for term, _ in spelled("US and CSTO.")[1]] == ["CSTO", "US"]


def test_spelling_out_keeps_style_and_citations() -> None:
    words = parse("The **CSTO** acts [@a].")
    slots, _ = spell_out({"only": words}, TERMS)
    assert [getattr(word, "styles", "cites") for word in slots["only"]] == [
        getattr(word, "styles", "cites") for word in words
    ]
