"""A dossier: which sources a brief takes, and where its references lead."""

from __future__ import annotations

import pytest
from libraries import GREEN, annotation, library, source

from briefgen.dossier import Dossier, assemble, cited, hashed, item_key, source_paths, stem
from briefgen.models.brief import Authored, Option
from briefgen.quotes import Missing, Span


def dossier(**sources: dict[str, object]) -> Dossier:
    return assemble(library(sources), "brief")


@pytest.mark.parametrize(
    ("patterns", "paths"),
    [
        ([], ["brief/a", "brief/b"]),
        (["brief/a"], ["brief/a"]),
        (["*/b"], ["brief/b"]),
        (["brief/b", "brief/*"], ["brief/a", "brief/b"]),
        (["Brief/*"], []),
        (["a"], []),
    ],
)
def test_a_brief_takes_the_sources_that_it_names(patterns: list[str], paths: list[str]) -> None:
    made = library({"a": source(), "b": source()}, {"sources": patterns})
    assert list(source_paths(made, "brief")) == paths
    assert list(assemble(made, "brief").sources) == paths


@pytest.mark.parametrize(
    ("ref", "key"),
    [
        ("one", "one"),
        ("a#one", "one"),
        ("brief/a#one", "one"),
        ("b#one", None),
        ("A#one", None),
        ("other/a#one", None),
        ("#one", None),
        ("none", None),
        ("torn", "hidden"),
        ("b#torn", "hidden"),
        ("a#torn", None),
    ],
)
def test_a_reference_names_an_annotation_or_its_tearline(ref: str, key: str | None) -> None:
    tearline = {"id": "torn", "marking": GREEN, "claim": "Something."}
    made = dossier(a=source(annotation("one")), b=source(annotation("hidden", tearline=tearline)))
    assert made.resolve(ref) == key


def test_of_two_annotations_with_one_id_the_first_is_kept() -> None:
    made = dossier(a=source(annotation("one")), b=source(annotation("one", claim="Another.")))
    assert made.exhibits["one"].path == "brief/a"
    assert made.resolve("b#one") is None


def test_an_annotation_without_id_goes_by_its_quote() -> None:
    def key(quote: str) -> str:
        named, unnamed = annotation("one"), {"quote": quote, "claim": "C.", "field": "actors"}
        return list(dossier(a=source(named, unnamed)).exhibits)[1]

    assert key("The words.").startswith("q-")
    assert key("The words.") == key("The  words.")
    assert key("The words.") != key("Other words.")


def test_what_bears_on_an_annotation_is_found_in_the_order_of_the_seeds() -> None:
    made = dossier(
        a=source(annotation("one"), annotation("late", updates="a#one")),
        b=source(annotation("support", supports="one"), annotation("lost", disputes="nothing")),
    )
    assert [exhibit.key for exhibit in made.bearing["one"]] == ["late", "support"]
    assert made.exhibits["lost"].target is None
    assert made.bearing.keys() == {"one"}


def test_each_quote_is_placed() -> None:
    made = dossier(
        a=source(annotation("one"), text="So it stands: The words of one. And no more."),
        b=source(annotation("two"), text="It stands nowhere."),
    )
    bare = assemble(library({"c": {**source(annotation("three")), "text": None}}), "brief")
    found = made.exhibits["one"].found
    assert isinstance(found, Span)
    assert made.exhibits["one"].source.text is not None
    assert made.exhibits["one"].source.text[found.start : found.end] == "The words of one."
    assert isinstance(made.exhibits["two"].found, Missing)
    assert bare.exhibits["three"].found is None


def test_an_annotation_has_its_own_marking_and_origin_or_its_sources() -> None:
    made = dossier(
        a=source(
            annotation("own", marking=GREEN, origin="A minister"),
            annotation("inherited"),
            origin="A ministry",
        )
    )
    told = [(one.marking.value, one.piece.origin) for one in made.exhibits.values()]
    assert told == [(GREEN, "A minister"), ("TLP:CLEAR", "A ministry")]


def test_every_authored_item_is_found_in_the_order_of_the_brief() -> None:
    brief = {
        "watch": ["W."],
        "judgments": ["J.", "K."],
        "unknowns": ["U."],
        "options": [{"title": "O"}],
        "fields": {"actors": {"lead": "L."}, "situation": {"claims": ["one"]}},
    }
    made = assemble(library({"a": source(annotation("one"))}, brief), "brief")
    assert [item.path for item in made.items()] == [
        ("bottom_line",),
        ("judgments", 0),
        ("judgments", 1),
        ("options", 0),
        ("unknowns", 0),
        ("watch", 0),
        ("fields", "actors", "lead"),
    ]


def test_an_item_goes_by_its_id_or_its_words() -> None:
    assert item_key(Authored(id="own", text="T.")) == "own"
    assert item_key(Authored(text="T.")) == hashed("w", "T.")
    titles = [Option.model_validate({"title": title, "text": "T."}) for title in "AB"]
    assert len({item_key(option) for option in titles}) == 2


def test_an_item_cites_in_the_words_of_its_audience() -> None:
    item = Authored(text="So [@one; @two].", wording={"desk": "Shorter [@three]."})
    assert cited(item) == cited(item, "public") == ("one", "two")
    assert cited(item, "desk") == ("three",)


def test_only_the_audiences_of_a_brief_are_in_its_dossier() -> None:
    made = assemble(library({"a": source(annotation("one"))}, {"audiences": ["desk"]}), "brief")
    assert list(made.audiences) == ["desk"]


def test_a_stem_is_the_end_of_a_path() -> None:
    assert [stem(path) for path in ("a/b/c", "c")] == ["c", "c"]
