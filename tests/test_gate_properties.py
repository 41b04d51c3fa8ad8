"""The gate proves itself: what is above a ceiling is in no edition, and has no influence on one."""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import libraries
import pypdf
import pypdfium2
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from libraries import CLEAR, RED, annotation, source
from marked import (
    AUDIENCES,
    CANARY,
    LADDER,
    Oracle,
    Raw,
    canaries,
    canaries_of,
    levels,
    library_of,
    raws,
)

from briefgen import pdf
from briefgen.built import pieces
from briefgen.check import check
from briefgen.clearance.clear import clear
from briefgen.compose import compose
from briefgen.dossier import assemble
from briefgen.edition import Edition
from briefgen.languages import Language, read_language
from briefgen.models.library import Library
from briefgen.models.source import Annotation
from briefgen.render import Templates, open_templates, render_screen, render_sheet
from briefgen.seeds import read_library
from briefgen.selection import n_claims
from briefgen.shipped import TEMPLATES
from briefgen.verify import verify
from briefgen.vocabulary import Marking, Severity


def examples(n: int) -> settings:
    """The same examples in every run, found without a clock; nothing is kept."""
    return settings(
        max_examples=n,
        derandomize=True,
        deadline=None,
        database=None,
        phases=(Phase.generate,),
        suppress_health_check=list(HealthCheck),
    )


@cache
def english() -> Language:
    return read_language(TEMPLATES, "en-US")


@cache
def templates() -> Templates:
    return open_templates(TEMPLATES)


def editions(raw: Raw, audience: str) -> tuple[Edition, ...]:
    """The editions of an audience, with all its claims and with half of them."""
    library = library_of(raw)
    cleared = clear(assemble(library, "brief"), library.audiences[audience], audience)
    if cleared is None:
        return ()
    n = n_claims(cleared)
    return tuple(compose(cleared, k, english()) for k in dict.fromkeys((n, n // 2)))


def screen(edition: Edition) -> str:
    return render_screen(templates(), edition, english()).decode()


# (a) Nothing above a ceiling is in an edition


@examples(60)
@given(raws())
def test_generated_libraries_are_valid_and_their_editions_are_where_the_contract_has_them(
    raw: Raw,
) -> None:
    library = library_of(raw)
    assert [one for one in check(library, ["brief"]) if one.severity is Severity.ERROR] == []
    for audience in AUDIENCES:
        assert bool(editions(raw, audience)) is Oracle(raw, audience).has_edition()


@examples(60)
@given(raws())
def test_no_edition_says_more_than_its_audience_may_know(raw: Raw) -> None:
    for audience in AUDIENCES:
        allowed = Oracle(raw, audience).allowed()
        for edition in editions(raw, audience):
            assert canaries(edition.as_json()) <= allowed
            assert LADDER.index(edition.marking) <= Oracle(raw, audience).ceiling


@examples(20)
@given(raws())
def test_no_page_says_more_than_its_edition(raw: Raw) -> None:
    for audience in AUDIENCES:
        for edition in editions(raw, audience)[:1]:
            allowed = canaries(edition.as_json())
            assert canaries(screen(edition)) <= allowed
            assert canaries(render_sheet(templates(), edition, english()).html) <= allowed


def test_the_search_is_not_in_vain() -> None:
    """The desk's editions say most of what may be said; what is above others is much."""
    said, hidden = [], []

    @examples(30)
    @given(raws())
    def look(raw: Raw) -> None:
        for audience in AUDIENCES:
            for edition in editions(raw, audience)[:1]:
                allowed = Oracle(raw, audience).allowed()
                said.append(len(canaries(edition.as_json())) / len(allowed))
                hidden.append(len(canaries_of(raw) - allowed))

    look()
    assert sum(said) / len(said) > 0.5
    assert sum(hidden) / len(hidden) > 60


@examples(3)
@given(raws())
def test_no_pdf_says_more_than_its_edition(fonts: Path, raw: Raw) -> None:
    pdf.prepare(fonts)
    for audience in ("public", "desk"):
        for edition in editions(raw, audience)[:1]:
            sheet = render_sheet(templates(), edition, english())
            data = pdf.lay_out(sheet.html, sheet.styles, sheet.assets).pdf()
            told = "\n".join(text_of(data))
            allowed = canaries(edition.as_json())
            found = canaries(told) | canaries(re.sub(r"[\W_]+", "", told))
            assert canaries(edition.title) <= found
            assert found & canaries_of(raw) <= allowed


def text_of(data: bytes) -> Iterator[str]:
    """Every byte, stream, string and object of a PDF, and its text by three extractors."""
    yield data.decode("latin-1")
    yield from (piece.text for piece in pieces("brief.pdf", data))
    for page in pypdf.PdfReader(BytesIO(data)).pages:
        yield page.extract_text(extraction_mode="layout")
    document = pypdfium2.PdfDocument(data)
    for page in document:
        yield page.get_textpage().get_text_bounded()
    document.close()


# (b) Nothing above a ceiling has any influence


def renamed(raw: Raw, hidden: set[str], _audience: str) -> Raw:
    """Every hidden word is another one: names, paths, sentences, addresses, notes."""
    letters = str.maketrans("abcdefghijklmnopqrstuvwxyz", "zyxwvutsrqponmlkjihgfedcba")

    def other(match: re.Match[str]) -> str:
        word = match[0]
        if word.casefold() not in hidden:
            return word
        turned = f"qz{word.casefold()[2:].translate(letters)}"
        return turned.upper() if word.isupper() else turned.title() if word[0] == "Z" else turned

    def walk(value: Any) -> Any:
        if isinstance(value, str):
            return re.sub(CANARY, other, value) if value.islower() else again(value)
        if isinstance(value, dict):
            return {walk(key): walk(inner) for key, inner in value.items()}
        return [walk(inner) for inner in value] if isinstance(value, list) else value

    def again(value: str) -> str:
        return re.sub(CANARY.pattern, other, value, flags=re.IGNORECASE)

    return dict(walk(raw))


def revalued(raw: Raw, _hidden: set[str], audience: str) -> Raw:
    """What is not shown of hidden annotations and unnamed documents has other values."""
    oracle, new = Oracle(raw, audience), copy.deepcopy(raw)
    for one in new["sources"].values():
        if not oracle.under(one["marking"]):
            turned = "notes" if one["capture"] == "verbatim" else "verbatim"
            one |= {"issued": "2020", "capture": turned, "type": "book", "language": "ru"}
            one |= {"reliability": "F", "editor": ["Somebody Else"]}
            one.pop("text", None)
        for found in one["annotations"]:
            state = oracle.state(found["id"])
            if state == "seen":
                continue
            found |= {"priority": 6 - found["priority"], "when": "2019-05", "credibility": "5"}
            found["label"] = "Something else"
            if state == "hidden" and "field" in found:
                found["field"] = "government-response"
    return new


def deleted(raw: Raw, _hidden: set[str], audience: str) -> Raw:
    """What is hidden is not there."""
    oracle, new = Oracle(raw, audience), copy.deepcopy(raw)
    gone = {key for key in oracle.by_id if oracle.state(key) == "hidden"}
    for path, one in list(new["sources"].items()):
        kept = [found for found in one["annotations"] if found["id"] not in gone]
        one["annotations"] = kept
        if not kept:
            del new["sources"][path]
    brief = new["brief"]
    brief["claims"] = {key: plan for key, plan in brief["claims"].items() if key not in gone}
    for kind in ("judgments", "options", "unknowns", "watch"):
        brief[kind] = [item for item in brief[kind] if oracle.words(item) is not None]
    known = {judgment["id"] for judgment in brief["judgments"]}
    brief["watch"] = [without(item, "judgment", known) for item in brief["watch"]]
    for judgment in brief["judgments"]:
        judgment["because"] = [key for key in judgment["because"] if key not in gone]
    for plan in brief["fields"].values():
        if "claims" in plan:
            plan["claims"] = [key for key in plan["claims"] if key not in gone]
        if "lead" in plan and oracle.words(plan["lead"]) is None:
            del plan["lead"]
    for item in Oracle(new, audience).items():
        silenced(item, oracle, gone)
    return new


def without(item: Raw, key: str, known: set[str]) -> Raw:
    return item if item[key] in known else {k: v for k, v in item.items() if k != key}


def silenced(item: Raw, oracle: Oracle, gone: set[str]) -> None:
    """Let the unread words of a printed item cite nothing that is gone."""
    told = oracle.words(item) or ""
    is_torn = "tearline" in item and told.startswith(item["tearline"]["id"])
    if is_torn:
        item |= {"text": "Other words.", "marking": LADDER[4]}
        item |= {key: "Other words." for key in ("for", "against") if key in item}
    elif oracle.audience in item.get("wording", {}):
        item["text"] = "Other words."
    if not is_torn and any(key in str(item.get("tearline")) for key in gone):
        item["tearline"]["text"] = "Other words."


def added(raw: Raw, hidden: set[str], audience: str) -> Raw:
    """More is hidden: documents and annotations that bear on what is seen, items of all kinds."""
    oracle, new = Oracle(raw, audience), copy.deepcopy(raw)
    if oracle.ceiling == len(LADDER) - 1:
        return new
    new["sources"]["brief/aaa"] = {
        "title": "Aaa", "marking": LADDER[4], "annotations": list(more(oracle)),
    }  # fmt: skip
    brief = new["brief"]
    item = {"text": "Aaa [@aaa].", "marking": LADDER[oracle.ceiling + 1]}
    for kind in ("judgments", "unknowns", "watch"):
        brief[kind].insert(0, {**item, "id": f"aaa-{kind}"})
    brief["options"].insert(0, {"id": "aaa-option", "title": "Aaa", **item})
    for judgment in brief["judgments"]:
        judgment["because"] = ["aaa", *judgment.get("because", ())]
    brief["fields"]["us-interests"] = {"lead": {**item, "id": "aaa-lead"}}
    brief["claims"]["aaa"] = {"priority": 1}
    if "claims" in brief["fields"]["own"]:
        brief["fields"]["own"]["claims"].insert(0, "aaa")
    return new


def more(oracle: Oracle) -> Iterator[Raw]:
    first = {"id": "aaa", "quote": "Aaa.", "claim": "Aaa holds.", "field": "situation"}
    actors, places = oracle.raw["brief"]["actors"], oracle.raw["project"]["places"]
    yield {**first, "priority": 1, "when": "1990", "actors": list(actors), "where": min(places)}
    for n, key in enumerate(oracle.by_id):
        if oracle.state(key) == "seen":
            bears = {"supports": key, "credibility": "1", "origin": "Somebody Else"}
            yield {"id": f"aab{n}", "quote": f"Aab {n}.", **bears}
            if "supports" not in oracle.by_id[key] and "disputes" not in oracle.by_id[key]:
                yield {"id": f"aac{n}", "quote": f"Aac {n}.", "claim": "No.", "disputes": key}
            if "field" in oracle.by_id[key]:
                yield {"id": f"aad{n}", "quote": f"Aad {n}.", "claim": "So.", "updates": key}


Change = Callable[[Raw, set[str], str], Raw]


@pytest.mark.parametrize("change", [renamed, revalued, deleted, added])
def test_what_stands_above_a_ceiling_has_no_influence(change: Change) -> None:
    @examples(120)
    @given(raws(), st.sampled_from(["public", "partners", "allies"]))
    def hold(raw: Raw, audience: str) -> None:
        before = editions(raw, audience)
        hidden = Oracle(raw, audience).hidden()
        after = editions(change(raw, hidden, audience), audience)
        assert [one.as_json() for one in after] == [one.as_json() for one in before]

    hold()


@pytest.mark.parametrize("issued", ["2020", "2022-01-09"])
def test_a_date_above_the_ceiling_decides_no_order(issued: str) -> None:
    lowered = source(
        annotation("unnamed", updates="toll", marking=CLEAR),
        marking=RED,
        descriptor="an official",
        issued=issued,
    )
    dated = source(annotation("named", updates="toll"), issued="2022-01-05")
    made = libraries.library({"a": source(annotation("toll")), "b": lowered, "c": dated})
    (claim,) = libraries.seen(made, "public").fields[0].claims
    assert claim.text == "The claim of named."


@examples(12)
@given(raws())
def test_verify_finds_nothing_in_editions_and_what_is_hidden_in_those_of_others(
    tmp_path_factory: pytest.TempPathFactory, raw: Raw
) -> None:
    folder = tmp_path_factory.mktemp("output")
    for audience in AUDIENCES:
        for edition in editions(raw, audience)[:1]:
            (folder / audience).mkdir()
            (folder / audience / "brief.json").write_text(edition.as_json(), "utf-8")
            (folder / audience / "brief.html").write_text(screen(edition), "utf-8")
    library = library_of(raw)
    assert verify(library, folder) == ()
    for audience in ("public", "partners"):
        level, ceiling = levels(raw), Oracle(raw, audience).ceiling
        for edition in editions(raw, "desk")[:1]:
            above = {word for word in canaries(edition.as_json()) if level[word] > ceiling}
            (folder / audience).mkdir(exist_ok=True)
            (folder / audience / "brief.json").write_text(edition.as_json(), "utf-8")
            assert not above or verify(library, folder / audience)


def test_pages_of_equal_editions_are_equal() -> None:
    @examples(6)
    @given(raws(), st.sampled_from([renamed, deleted, added]))
    def hold(raw: Raw, change: Change) -> None:
        hidden = Oracle(raw, "allies").hidden()
        for one, other in zip(
            editions(raw, "allies"),
            editions(change(raw, hidden, "allies"), "allies"),
            strict=True,
        ):
            assert screen(one) == screen(other)

    hold()


def test_a_claim_raised_above_the_ceiling_is_as_if_it_had_been_deleted() -> None:
    made = read_library(Path(__file__).parent.parent / "seeds")
    path, key, brief = "kazakhstan-2022/policy-note", "repressive-regime", "kazakhstan-2022"
    note, plan = made.sources[path], made.briefs[brief]

    def with_note(*found: Annotation) -> Library:
        sources = {**made.sources, path: note.model_copy(update={"annotations": found})}
        return replace(made, sources=sources)

    raised = {"marking": Marking.RED}
    above = with_note(
        *(a.model_copy(update=raised) if a.id == key else a for a in note.annotations)
    )
    listed = plan.fields["situation"]
    claims = tuple(claim for claim in listed.claims or () if claim != key)
    fields = {**plan.fields, "situation": listed.model_copy(update={"claims": claims})}
    gone = replace(
        with_note(*(a for a in note.annotations if a.id != key)),
        briefs={brief: plan.model_copy(update={"fields": fields})},
    )
    whole, *both = (page_of(library, brief, "public") for library in (made, above, gone))
    assert both[0] == both[1] != whole
    assert key in whole
    assert key not in both[0]
    assert key in page_of(above, brief, "desk")


def page_of(library: Library, brief: str, audience: str) -> str:
    cleared = clear(assemble(library, brief), library.audiences[audience], audience)
    assert cleared is not None
    edition = compose(cleared, n_claims(cleared), english())
    return edition.as_json() + screen(edition)
