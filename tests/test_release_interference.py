"""What was handed out below a ceiling, and has since been raised, is told by no later edition."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from libraries import AUDIENCES, RED, annotation, library, seen, source

from briefgen.changes import Changes
from briefgen.compare import compare
from briefgen.compose import compose
from briefgen.edition import Edition
from briefgen.languages import Language, read_language
from briefgen.models.library import Library
from briefgen.selection import n_claims
from briefgen.shipped import TEMPLATES

SECRET = "Zebra convoys crossed the salt pans."
SHOW = ["judgments", "options", "unknowns", "watch", "changes", "sources", "evidence"]
SHOWN = {key: {**keys, "show": SHOW} for key, keys in AUDIENCES.items()}


@pytest.fixture(scope="module")
def english() -> Language:
    return read_language(TEMPLATES, "en-US")


def made(english: Language, found: Library, since: Edition | None = None) -> Edition:
    cleared = seen(found, "public")
    whole = compose(cleared, n_claims(cleared), english)
    if since is None:
        return whole
    changes = Changes(since.as_of, compare(since, whole))
    return compose(cleared, n_claims(cleared), english, changes)


def sources(**keys: Any) -> dict[str, Any]:
    """An open claim, and one of these keys with all that may bear on a claim."""
    kept = annotation("kept", claim=SECRET, quote=SECRET, **keys)
    return {"a": source(annotation("open")), "b": source(kept, title="A marked document")}


def brief(*unknowns: str) -> dict[str, Any]:
    return {"bottom_line": "It is open [@open].", "unknowns": list(unknowns)}


@pytest.mark.parametrize(
    "raised",
    [
        {"marking": RED},
        {"only": ["desk"]},
    ],
)
def test_raising_equals_deleting_with_a_release_to_compare_with(
    english: Language, raised: dict[str, Any]
) -> None:
    cited = "Whether it is so [@kept]."
    released = made(english, library(sources(), brief(cited), SHOWN))
    assert SECRET in released.as_json()
    since = replace(released, as_of="2022-01-11")
    hidden = made(english, library(sources(**raised), brief(cited), SHOWN), since)
    gone = {"a": source(annotation("open")), "b": source(title="A marked document")}
    deleted = made(english, library(gone, brief(), SHOWN), since)
    assert hidden.as_json() == deleted.as_json()
    assert "Zebra" not in hidden.as_json()
    assert "kept" not in hidden.as_json()
    assert hidden.withdrawn == 1


@pytest.mark.parametrize("raised", [{"marking": RED}, {"only": ["desk"]}, {"cites": "kept"}])
@pytest.mark.parametrize("id_", [{}, {"id": "kept-item"}])
def test_raising_an_item_equals_deleting_it(
    english: Language, raised: dict[str, Any], id_: dict[str, str]
) -> None:
    def items(**keys: Any) -> dict[str, Any]:
        cited = f" [@{keys.pop('cites')}]" if "cites" in keys else ""
        item = {"text": SECRET + cited, **id_, **keys}
        parts: dict[str, Any] = {part: [item] for part in ("judgments", "unknowns", "watch")}
        option = {**item, "title": SECRET, "for": SECRET, "recommended": True}
        return {**parts, "options": [option], "fields": {"situation": {"lead": item}}}

    files = sources(marking=RED) if "cites" in raised else {"a": source(annotation("open"))}
    open_brief = {"bottom_line": "It is open [@open]."}
    released = made(english, library(files, {**open_brief, **items()}, SHOWN))
    since = replace(released, as_of="2022-01-11")
    hidden = made(english, library(files, {**open_brief, **items(**raised)}, SHOWN), since)
    deleted = made(english, library(files, open_brief, SHOWN), since)
    assert hidden.as_json() == deleted.as_json()
    assert "Zebra" not in hidden.as_json()
    assert "kept-item" not in hidden.as_json()
    assert [one.kind for one in hidden.changes] == [
        f"{of}-dropped" for of in ("judgment", "lead", "option", "unknown", "watch")
    ]


@pytest.mark.parametrize("bearing", ["updates", "disputes", "supports"])
def test_what_bore_on_a_claim_and_was_raised_is_told_by_no_words(
    english: Language, bearing: str
) -> None:
    def found(**keys: Any) -> Library:
        words = {} if bearing == "supports" else {"claim": SECRET}
        late = annotation("late", quote=SECRET, **{bearing: "open"}, **words, **keys)
        files = {"a": source(annotation("open")), "b": source(late, issued="2022-01-10")}
        return library(files, brief(), SHOWN)

    since = replace(made(english, found()), as_of="2022-01-11")
    hidden = made(english, found(marking=RED), since)
    gone = {"a": source(annotation("open")), "b": source(issued="2022-01-10")}
    deleted = made(english, library(gone, brief(), SHOWN), since)
    assert hidden.as_json() == deleted.as_json()
    assert "Zebra" not in hidden.as_json()


@pytest.mark.parametrize("marking", ["TLP:AMBER", RED])
def test_what_is_new_above_the_ceiling_is_no_change_below_it(
    english: Language, marking: str
) -> None:
    since = replace(made(english, library({"a": source(annotation("open"))}, brief(), SHOWN)),
                    as_of="2022-01-11")  # fmt: skip
    plain = made(english, library({"a": source(annotation("open"))}, brief(), SHOWN), since)
    more = made(english, library(sources(marking=marking), brief(), SHOWN), since)
    assert plain.as_json() == more.as_json()
