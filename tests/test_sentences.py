"""Authored words cut into sentences, each with whether it cites."""

from __future__ import annotations

import pytest

from briefgen.rules.sentences import sentences
from briefgen.words import parse

CASES = [
    ("One. Two [@a].", [("One.", False), ("Two.", True)]),
    ("One [@a]. Two.", [("One.", True), ("Two.", False)]),
    ("One. [@a] Two.", [("One.", True), ("Two.", False)]),
    ("One [@a], and two [@b; @c].", [("One, and two.", True)]),
    ("Is it? [@a] It is!", [("Is it?", True), ("It is!", False)]),
    ("He said: “No.” [@a] Then he left.", [("He said: “No.”", True), ("Then he left.", False)]),
    ("It rose by 2.5 per cent [@a].", [("It rose by 2.5 per cent.", True)]),
    ("The U.S. Senate met [@a].", [("The U.S. Senate met.", True)]),
    ("On Jan. 5 Mr. J. Smith met Gen. Jones [@a].", [
        ("On Jan. 5 Mr. J. Smith met Gen. Jones.", True)]),
    ("It was so, e.g. there [@a].", [("It was so, e.g. there.", True)]),
    ("He left the U.S. [@a] Then he came.", [
        ("He left the U.S.", True), ("Then he came.", False)]),
    ("One *strong. Two* words [@a].", [("One strong.", False), ("Two words.", True)]),
    ("2,500 came. 19 left [@a].", [("2,500 came.", False), ("19 left.", True)]),
    ("See example.org for it [@a].", [("See example.org for it.", True)]),
    ("Один. Два [@a].", [("Один.", False), ("Два.", True)]),
    ("一。二[@a]。", [("一。", False), ("二。", True)]),
    ("No stop [@a]", [("No stop", True)]),
    ("[@a]", []),
    ("", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[text for text, _ in CASES])
def test_sentences(text: str, expected: list[tuple[str, bool]]) -> None:
    assert [(found.text, found.is_cited) for found in sentences(parse(text))] == expected
