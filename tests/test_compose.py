from __future__ import annotations

import json
from typing import Any

import pytest
from libraries import AMBER, CLEAR, annotation, library, seen, source

from briefgen.compose import compose
from briefgen.edition import Citation, Edition
from briefgen.languages import Language, read_language
from briefgen.parts import Run
from briefgen.selection import n_claims
from briefgen.shipped import TEMPLATES

EVERYTHING = [
    "judgments", "unknowns", "watch", "timeline", "sources", "options", "actors", "map",
    "ratings", "summary", "evidence", "definitions",
]  # fmt: skip


@pytest.fixture(scope="module")
def english() -> Language:
    return read_language(TEMPLATES, "en-US")


def edition(
    english: Language, sources: dict[str, Any], brief: dict[str, Any] | None = None, **audience: Any
) -> Edition:
    keys = {"title": "Readers", "marking": CLEAR, "show": EVERYTHING, **audience}
    cleared = seen(library(sources, brief, {"readers": keys}), "readers")
    return compose(cleared, audience.get("k", n_claims(cleared)), english)


def text(line: Any) -> str:
    """Running words with citation labels in brackets."""
    return "".join(
        part.text if isinstance(part, Run) else f"[{', '.join(item.label for item in part.items)}]"
        for part in line
    )


def test_numbers_count_in_print_order_and_keys_are_the_seeds(english: Language) -> None:
    made = edition(
        english,
        {
            "a": source(annotation("late", priority=5)),
            "b": source(annotation("first", priority=1), title="B"),
        },
        {"bottom_line": "It is so [@late]."},
    )
    assert text(made.bottom_line.line) == "It is so.[1]"
    (section,) = made.sections
    assert [(claim.key, text(claim.line)) for claim in section.claims] == [
        ("first", "The claim of first.[2]"),
        ("late", "The claim of late.[1]"),
    ]
    assert [entry.key for entry in made.evidence] == ["late", "first"]


def test_lower_ranks_are_left_out_and_listed_by_key(english: Language) -> None:
    claims = [
        annotation("old", when="2022-01-01"),
        annotation("undated"),
        annotation("new", when="2022-01-09"),
        annotation("top", priority=1),
        annotation("last", priority=5, when="2022-01-20"),
    ]
    cleared = seen(library({"a": source(*claims)}), "public")
    printed = {
        k: [
            claim.key
            for section in compose(cleared, k, english).sections
            for claim in section.claims
        ]
        for k in range(6)
    }
    assert printed[5] == ["top", "new", "old", "undated", "last"]
    assert all(printed[k] == printed[5][:k] for k in range(6))
    assert compose(cleared, 2, english).left_out == ("old", "undated", "last")


def test_a_briefs_list_fixes_choice_and_order_but_not_rank(english: Language) -> None:
    claims = [annotation("a", priority=1), annotation("b"), annotation("c", priority=2)]
    brief = {"fields": {"situation": {"claims": ["b", "a"]}}}
    cleared = seen(library({"s": source(*claims)}, brief), "public")
    keys = [
        [c.key for s in compose(cleared, k, english).sections for c in s.claims] for k in (2, 1)
    ]
    assert keys == [["b", "a"], ["a"]]


def test_acronyms_are_spelled_out_at_first_use_only(english: Language) -> None:
    brief = {
        "bottom_line": "The CSTO's men left [@x].",
        "unknowns": ["Whether the CSTO returns [@x]."],
        "terms": {"CSTO": "Collective Security Treaty Organization", "EU": "European Union"},
    }
    made = edition(english, {"a": source(annotation("x"))}, brief)
    assert text(made.bottom_line.line) == (
        "The Collective Security Treaty Organization's (CSTO) men left.[1]"
    )
    assert text(made.unknowns[0].line) == "Whether the CSTO returns.[1]"
    assert made.terms == (("CSTO", "Collective Security Treaty Organization"),)


@pytest.mark.parametrize(
    ("style", "printed"),
    [
        ("numeric", "The claim of x.[1]"),
        ("notes", "The claim of x.[2]"),
        ("author-date", "The claim of x\u00a0[Desk 2022]."),
        ("none", "The claim of x.[]"),
    ],
)
def test_marks_stand_where_the_style_puts_them(english: Language, style: str, printed: str) -> None:
    sources = {"a": source(annotation("x"), author="Desk", issued="2022-01-05")}
    made = edition(english, sources, citations=style)
    assert text(made.sections[0].claims[0].line) == printed
    marks = [part for part in made.sections[0].claims[0].line if isinstance(part, Citation)]
    assert [mark.items[0].evidence for mark in marks] == [(1,)]


def test_a_claim_is_printed_with_its_support_and_its_disputes(english: Language) -> None:
    made = edition(
        english,
        {
            "a": source(annotation("x", credibility="2"), reliability="B"),
            "b": source(annotation("y", supports="x"), title="B"),
            "c": source(annotation("z", disputes="x"), title="C"),
        },
    )
    (claim,) = made.sections[0].claims
    assert (text(claim.line), claim.rating) == ("The claim of x.[1, 2]", "B2")
    assert [text(dispute.line) for dispute in claim.disputes] == ["The claim of z.[3]"]
    assert [(e.supports, e.disputes) for e in made.evidence] == [
        ((2,), (3,)),
        ((1,), (3,)),
        ((), (1, 2)),
    ]


def test_parts_that_are_not_shown_are_not_in_the_edition(english: Language) -> None:
    brief = {
        "judgments": ["It will last [@x]."],
        "options": [{"title": "Wait"}],
        "drafter": "An analyst",
        "actors": {"a": {"name": "The claim"}},
    }
    made = edition(english, {"a": source(annotation("x", when="2022-01"))}, brief, show=[])
    assert (made.judgments, made.options, made.actors, made.drafter) == ((), (), (), "")
    assert made.order == ("bottom-line", "field:situation")


def test_the_banner_is_the_highest_marking_printed(english: Language) -> None:
    sources = {"a": source(annotation("x")), "b": source(annotation("y"), marking=AMBER)}
    assert edition(english, sources).marking == CLEAR
    assert edition(english, sources, marking=AMBER).marking == AMBER


def test_points_lead_with_judgments_and_prose_closes_with_them(english: Language) -> None:
    brief = {"judgments": ["It will last [@x]."]}
    orders = [
        edition(english, {"a": source(annotation("x"))}, brief, layout=layout).order
        for layout in ("bullets", "prose")
    ]
    assert [order[1] for order in orders] == ["judgments", "field:situation"]


def test_json_is_canonical_and_holds_no_source_ids(english: Language) -> None:
    made = edition(english, {"secret-name": source(annotation("x"))})
    data = made.as_json()
    assert json.loads(data)["schema"] == 1
    assert data == json.dumps(json.loads(data), ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    assert "secret-name" not in data


def test_the_summary_tells_of_sources_origins_and_ages(english: Language) -> None:
    made = edition(
        english,
        {
            "a": source(annotation("x"), reliability="B", origin="A ministry", issued="2022-01-05"),
            "b": source(
                annotation("y", supports="x"), title="B", origin="A union", issued="2022-01"
            ),
            "c": source(annotation("z", disputes="x"), title="C", reliability="D", capture="notes"),
        },
    )
    assert made.summary == (
        "This edition rests on 3 sources with 2 stated origins.",
        "1 source is cited from the desk's notes.",
        "Rated sources range in reliability from B to D.",
        "The reliability of 1 source is not rated or cannot be judged.",
        "1 claim has support from more than one origin.",
        "1 claim is disputed, and printed with what disputes it.",
        "The oldest dated source is of January 2022, the newest of January 5, 2022.",
    )


def test_composing_twice_gives_the_same(english: Language) -> None:
    cleared = seen(library({"a": source(annotation("x"), annotation("y"))}), "desk")
    assert compose(cleared, 2, english) == compose(cleared, 2, english)
