from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefgen.parts import Cite, Cites, Run
from briefgen.words import cites, parse, plain


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", ()),
        ("Plain words.", (Run("Plain words."),)),
        ("two\n lines\tof  words", (Run("two lines of words"),)),
        ("a *b* c", (Run("a "), Run("b", ("em",)), Run(" c"))),
        (
            "__b__ _c_ der_score_d",
            (Run("b", ("strong",)), Run(" "), Run("c", ("em",)), Run(" der_score_d")),
        ),
        ("***x***", (Run("x", ("strong", "em")),)),
        (r"5 * 3 * 2 and \*no\*", (Run("5 * 3 * 2 and *no*"),)),
        ("`a < b & c`", (Run("a < b & c", ("code",)),)),
        ("R&D &amp; <b>bold</b>", (Run("R&D &amp; <b>bold</b>"),)),
        ("[l](https://e.org/?a=1&b=2)", (Run("l", (), "https://e.org/?a=1&b=2"),)),
        ("<https://e.org>", (Run("https://e.org", (), "https://e.org"),)),
        ("[l](javascript:alert(1))", (Run("l"),)),
        ("[l](data:text/html,x)", (Run("l"),)),
        ("![i](x.png)", (Run("![i](x.png)"),)),
        ("{{ 7 * 7 }} {% raw %}", (Run("{{ 7 * 7 }} {% raw %}"),)),
        ("so [@a].", (Run("so "), Cites((Cite("a"),)), Run("."))),
        (
            "so [@s#a, p. 3; @b]",
            (Run("so "), Cites((Cite("s#a", "p. 3"), Cite("b")))),
        ),
        ("no [@two words] cite", (Run("no [@two words] cite"),)),
        ("no [@] cite, a@b.org", (Run("no [@] cite, a@b.org"),)),
        ("*so [@a]*", (Run("so ", ("em",)), Cites((Cite("a"),)))),
    ],
)
def test_words_are_runs_of_text_and_citations(text: str, words: object) -> None:
    assert parse(text) == words


@settings(derandomize=True, deadline=None, database=None, max_examples=300)
@given(st.text("ab [](){}<>&;@#*_`\\!\"'\n:/.,é", max_size=40))
def test_no_text_breaks_parsing_or_becomes_markup(text: str) -> None:
    words = parse(text)
    for word in words:
        if isinstance(word, Run):
            assert word.href == "" or word.href.startswith(("http://", "https://", "mailto:"))
            assert "\x02" not in word.text


def test_plain_text_leaves_citations_and_their_gap_out() -> None:
    words = parse("It *was* so [@a], and so [@b; @c].")
    assert plain(words) == "It was so, and so."
    assert [cite.ref for cite in cites(words)] == ["a", "b", "c"]
