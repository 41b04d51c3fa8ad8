from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.chicago import forms
from briefgen.chicago.runs import Text, closed
from briefgen.citations import Citations, Cited, cite, csl_json
from briefgen.languages import read_language
from briefgen.models.record import CslType, Record
from briefgen.parts import Document, Run
from briefgen.vocabulary import Marking, Reliability

ROOT = Path(__file__).parents[1]
CASES = ROOT / "tests" / "cases" / "citations"
ENGLISH = read_language(ROOT / "templates", "en-US")
Case = dict[str, Any]


def cases(*files: str) -> list[Any]:
    """Read the cases of files of golden entries, named by what they hold."""
    read = {file: json.loads((CASES / f"{file}.json").read_text("utf-8")) for file in files}
    return [pytest.param(case, id=case["name"]) for file in files for case in read[file]]


def record(item: Case) -> Record:
    """Make a record of a CSL-JSON item."""
    given = {"url" if key == "URL" else key: value for key, value in item.items()}
    for key in ("issued", "accessed"):
        if key in given:
            given[key] = "-".join(f"{part:02}" for part in given[key]["date-parts"][0])
    return Record.model_validate(given)


def titled(title: str, **more: Any) -> Record:
    return Record.model_validate({"title": title, **more})


def marked(text: Text) -> str:
    """Write a text as the golden entries are written."""
    return "".join(f"<em>{run.text}</em>" if run.styles else run.text for run in text)


def bare(text: str) -> str:
    return text.replace("<em>", "").replace("</em>", "")


def written(item: Case) -> dict[str, str]:
    """Write an item in every form that the golden cases hold."""
    one = record(item)
    return {
        "note": marked(closed(forms.note(one, ENGLISH))),
        "note_page": marked(closed(forms.note(one, ENGLISH, "p. 12"))),
        "short": marked(closed(forms.short_note(one, ENGLISH))),
        "short_page": marked(closed(forms.short_note(one, ENGLISH, "p. 12"))),
        "bibliography": marked(forms.bibliography_entry(one, ENGLISH)),
        "in_text": f"({forms.author_date(one, ENGLISH)})",
        "in_text_page": f"({forms.author_date(one, ENGLISH, 'p. 12')})",
        "reference": marked(forms.reference_entry(one, ENGLISH)),
    }


@pytest.mark.parametrize("case", cases("kazakhstan", "types", "names", "words"))
def test_form_is_citeprocs(case: Case) -> None:
    wanted = {**case, **case.get("chicago", {})}
    found = written(case["item"])
    # Citeproc lists no private communication; a brief lists all that it rests on.
    forms_to_compare = [form for form in found if wanted[form]]
    expected = {form: wanted[form] for form in forms_to_compare}
    for form in ("in_text", "in_text_page"):
        expected[form] = bare(expected[form])
    assert {form: found[form] for form in forms_to_compare} == expected
    assert all(found.values())


def spans(items: list[Case], groups: list[list[int]]) -> list[list[Cited]]:
    """Cite items by their positions, each with one span of evidence."""
    documents = [Document(record(item)) for item in items]
    return [[Cited(f"span-{n}", documents[n]) for n in group] for group in groups]


def labels(found: Citations) -> list[str]:
    return [f"({'; '.join(item.label for item in one.items)})" for one in found.citations]


@pytest.mark.parametrize("case", cases("groups"))
def test_citations_of_several_documents_are_citeprocs(case: Case) -> None:
    wanted = {**case, **case.get("chicago", {})}
    groups = spans(case["items"], case["groups"])
    noted, dated = (cite(groups, style, ENGLISH) for style in ("notes", "author-date"))
    assert [marked(note.entry) for note in noted.notes] == wanted["notes"]
    assert [marked(one.entry) for one in noted.references] == wanted["bibliography"]
    assert labels(dated) == [bare(text) for text in wanted["in_text"]]
    assert [marked(one.entry) for one in dated.references] == wanted["reference"]


def document(title: str, **more: Any) -> Document:
    return Document(titled(title, **more))


ONE, TWO, THREE = document("One"), document("Two"), document("Three")


def test_numeric_groups_are_sorted_and_spans_of_a_source_merged() -> None:
    groups = [
        [Cited("b", TWO)],
        [Cited("c", THREE), Cited("a", ONE), Cited("b2", TWO, "p. 3"), Cited("b", TWO, "p. 5")],
        [],
        [Cited("a", ONE), Cited("a", ONE)],
    ]
    found = cite(groups, "numeric", ENGLISH)
    assert found.evidence == ("b", "c", "a", "b2")
    assert found.references_of == (1, 2, 3, 1)
    assert [[(i.reference, i.evidence, i.label) for i in c.items] for c in found.citations] == [
        [(1, (1,), "1")],
        [(1, (4, 1), "1, p. 3, p. 5"), (2, (2,), "2"), (3, (3,), "3")],
        [],
        [(3, (3,), "3")],
    ]
    assert [(one.number, one.cited_by) for one in found.references] == [
        (1, (1, 4)),
        (2, (2,)),
        (3, (3,)),
    ]
    assert not found.notes
    assert all(citation.note == 0 for citation in found.citations)


def test_each_group_has_a_note_that_its_mark_is_called_by() -> None:
    groups = [[Cited("b", TWO)], [], [Cited("a", ONE, "p. 9"), Cited("b", TWO, "pp. 101-108")]]
    found = cite(groups, "notes", ENGLISH)
    assert [citation.note for citation in found.citations] == [1, 0, 2]
    assert [item.label for one in found.citations for item in one.items] == ["1", "2", "2"]
    # Numbers say who was first; the list is alphabetical.
    assert [one.number for one in found.references] == [2, 1]
    assert [marked(note.entry) for note in found.notes] == [
        "“Two,” n.d.",
        "“One,” n.d., 9; “Two,” 101\N{EN DASH}8.",
    ]


def test_no_style_prints_nothing_but_links_and_lists() -> None:
    found = cite([[Cited("b", TWO), Cited("a", ONE)]], "none", ENGLISH)
    assert [(item.label, item.evidence) for item in found.citations[0].items] == [
        ("", (1,)),
        ("", (2,)),
    ]
    assert [marked(one.entry) for one in found.references] == ["“One.” n.d.", "“Two.” n.d."]


def test_uncited_evidence_is_listed_last() -> None:
    found = cite(
        [[Cited("b", TWO)]], "numeric", ENGLISH, uncited=[Cited("a", ONE), Cited("b", TWO)]
    )
    assert found.evidence == ("b", "a")
    assert [(one.number, one.cited_by) for one in found.references] == [(1, (1,)), (2, (2,))]
    assert len(found.citations) == 1


def test_a_descriptor_is_all_that_is_said_of_a_withheld_document() -> None:
    amber, clear = (
        Document(None, "a regional diplomat with direct access", marking=marking)
        for marking in (Marking.AMBER, Marking.CLEAR)
    )
    groups = [[Cited("a", amber, "p. 3")], [Cited("b", clear), Cited("c", ONE)]]
    entry = "A regional diplomat with direct access."
    for style in ("numeric", "notes", "author-date", "none"):
        found = cite(groups, style, ENGLISH)
        one = next(one for one in found.references if not one.csl)
        assert (marked(one.entry), one.url, one.marking) == (entry, "", "TLP:AMBER")
        assert one.cited_by == (1, 2)
        assert len(found.references) == 2
    dated = cite(groups, "author-date", ENGLISH)
    assert labels(dated) == [
        "(a regional diplomat with direct access, 3)",
        "(a regional diplomat with direct access; “One,” n.d.)",
    ]
    assert [marked(note.entry) for note in cite(groups, "notes", ENGLISH).notes] == [
        "A regional diplomat with direct access, 3.",
        "A regional diplomat with direct access; “One,” n.d.",
    ]


def test_equal_records_are_one_source_with_the_highest_marking() -> None:
    twins = [
        Document(titled("One"), marking=Marking.CLEAR),
        Document(titled("One"), reliability=Reliability.B, marking=Marking.GREEN),
    ]
    found = cite([[Cited(str(n), twin) for n, twin in enumerate(twins)]], "numeric", ENGLISH)
    assert [(one.marking, one.reliability) for one in found.references] == [("TLP:GREEN", "B")]
    assert found.citations[0].items[0].evidence == (1, 2)


def test_year_letters_follow_the_list_beyond_z() -> None:
    many = [document(f"Title {n:02}", author="Body", issued="2022") for n in range(28)]
    groups = [[Cited(str(n), one)] for n, one in enumerate(many)]
    found = labels(cite(groups, "author-date", ENGLISH))
    assert (found[0], found[25], found[26], found[27]) == (
        "(Body 2022a)",
        "(Body 2022z)",
        "(Body 2022aa)",
        "(Body 2022ab)",
    )


def test_addresses_are_links_and_their_full_stop_is_not() -> None:
    one = titled("T", url="https://e.org/?q", accessed="2022-01-05")
    assert forms.bibliography_entry(one, ENGLISH)[-2:] == (
        Run("https://e.org/?q", href="https://e.org/?q"),
        Run("."),
    )


@pytest.mark.parametrize("doi", ["10.1/x", "https://doi.org/10.1/x", "doi: 10.1/x"])
def test_a_doi_is_an_address(doi: str) -> None:
    one = titled("T", DOI=doi, url="https://e.org")
    assert forms.address(one) == "https://doi.org/10.1/x"
    assert cite([[Cited("a", Document(one))]], "none", ENGLISH).references[0].url.endswith("10.1/x")


@pytest.mark.parametrize(
    ("locator", "printed"),
    [
        ("p. 3", "3"),
        ("pp. 321-335", "321\N{EN DASH}35"),
        ("pages 101-108", "101\N{EN DASH}8"),
        ("pp. 1100-1113", "1100\N{EN DASH}1113"),
        ("pp. 71-72", "71\N{EN DASH}72"),
        ("p. xii", "xii"),
        ("para. 4", "para. 4"),
        ("00:12:30", "00:12:30"),
        ("preamble", "preamble"),
    ],
)
def test_pages_lose_their_label(locator: str, printed: str) -> None:
    assert forms.author_date(titled("T"), ENGLISH, locator) == f"“T,” n.d., {printed}"


def test_markup_in_a_title_is_printed_as_it_is() -> None:
    entry = forms.bibliography_entry(titled("<b>oil</b> {{ gas }} [x](y)"), ENGLISH)
    assert marked(entry) == "“<B>Oil</b> {{ Gas }} [x](y).” n.d."


def test_an_apostrophe_in_a_name_closes_no_quotation() -> None:
    one = {"type": "dataset", "author": ["Farmers’ Union"]}
    told = "Farmers’ Union. n.d. “The End of ‘Peace.’”"
    for url, printed in ((None, told), ("https://example.org", f"{told} https://example.org.")):
        entry = forms.reference_entry(titled("The End of ‘Peace’", url=url, **one), ENGLISH)
        assert marked(entry) == printed


def test_terms_dates_and_marks_are_those_of_the_language() -> None:
    russian = read_language(ROOT / "templates", "ru")
    one = titled("Указ", publisher="МИД", issued="2022-01-05", author=["Иванов", "Пак"])
    assert marked(forms.bibliography_entry(one, russian)) == (
        "Иванов, и Пак. «Указ». МИД, 5 января 2022."
    )


def test_csl_json_is_what_was_given() -> None:
    case = {
        "type": "report",
        "title": "T",
        "author": [{"family": "Adams", "non-dropping-particle": "van"}, {"literal": "Body"}],
        "issued": {"date-parts": [[2022, 1, 5]]},
        "accessed": {"date-parts": [[2022]]},
        "publisher-place": "Geneva",
        "URL": "https://e.org",
        "DOI": "10.1/x",
    }
    assert csl_json(record(case)) == case
    assert csl_json(titled("T")) == {"type": "document", "title": "T"}


ANY_WORDS = st.text("aB7 .,:;?!'\"“”()-&/é习", min_size=1, max_size=20).filter(str.strip)
CLEAN_WORDS = st.sampled_from(["House", "daily notes", "12", "A/3"])
DATES = st.sampled_from(["2022", "2022-01", "2022-01-05"])
TEXTS = ("publisher", "publisher-place", "container-title", "collection-title", "genre", "number")
MORE_TEXTS = ("volume", "issue", "page", "authority", "event-title", "section")


def records(words: st.SearchStrategy[str]) -> st.SearchStrategy[Record]:
    """Make records of every type from such words."""
    parts = ("given", "suffix", "dropping-particle", "non-dropping-particle")
    name = st.fixed_dictionaries({"family": words}, optional=dict.fromkeys(parts, words))
    names = st.lists(st.one_of(words, name), max_size=8)
    required = {"title": words, "type": st.sampled_from(get_args(CslType))}
    optional = {
        **dict.fromkeys((*TEXTS, *MORE_TEXTS), words),
        **dict.fromkeys(("author", "editor"), names),
        **dict.fromkeys(("issued", "accessed"), DATES),
        "url": st.just("https://e.org/x"),
        "DOI": st.just("10.1/x"),
        "language": st.sampled_from(["en", "fr"]),
    }
    return st.fixed_dictionaries(required, optional=optional).map(Record.model_validate)


@given(records(ANY_WORDS), st.sampled_from(["", "p. 3", "para. 4", "?"]))
def test_every_record_can_be_cited(one: Record, locator: str) -> None:
    written = [
        forms.bibliography_entry(one, ENGLISH),
        forms.reference_entry(one, ENGLISH, "a"),
        closed(forms.note(one, ENGLISH, locator)),
        closed(forms.short_note(one, ENGLISH, locator, is_dated=True)),
    ]
    for text in written:
        assert all(run.text for run in text)
        assert re.search(r"[.?!][”\u2019]*$", bare(marked(text)))
    assert forms.author_date(one, ENGLISH, locator).endswith(locator[-1:] or ("n.d.", "2022"))
    assert forms.sort_name(one, ENGLISH)


@given(records(CLEAN_WORDS))
def test_punctuation_is_never_doubled(one: Record) -> None:
    entries = (
        forms.bibliography_entry(one, ENGLISH),
        forms.reference_entry(one, ENGLISH),
        closed(forms.note(one, ENGLISH, "p. 3")),
        closed(forms.short_note(one, ENGLISH, "p. 3", is_dated=True)),
    )
    for entry in entries:
        text = re.sub(r"\b(n\.d|eds?|al|Pub|L)\.", "x", bare(marked(entry)))
        assert not re.search(r"[.,;:] ?[,;:]|\.\.|\(\)|  | [.,;:]", text)
