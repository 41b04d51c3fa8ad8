"""One edition: fitted, rendered and printed, in the formats that are asked for."""

from __future__ import annotations

import json
import pickle
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pypdf
import pytest
from libraries import CLEAR, annotation, library, seen, source

from briefgen import pdf
from briefgen.errors import ContentError
from briefgen.job import Job, Made
from briefgen.languages import read_language
from briefgen.looks import PLAIN
from briefgen.make import MEDIA_TYPES, make
from briefgen.shipped import TEMPLATES

LONG = "A claim that takes more than one line of the page, as claims should not " * 3


def job(formats: tuple[str, ...] = ("json",), n: int = 4, **audience: Any) -> Job:
    keys = {"title": "Readers", "marking": CLEAR, "show": ["sources"], **audience}
    claims = [annotation(f"a{k}", claim=f"{LONG}{k}.", priority=1 + k % 5) for k in range(n)]
    made = library({"s": source(*claims)}, None, {"readers": keys})
    return Job(
        cleared=seen(made, "readers"),
        language=read_language(TEMPLATES, "en-US"),
        formats=formats,
        looks=PLAIN,
        file="seeds/briefs/brief.yaml",
    )


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The pages of each layout that was made."""
    pages: list[int] = []
    lay_out = pdf.lay_out

    def counting(*keys: Any) -> object:
        layout = lay_out(*keys)
        pages.append(layout.n_pages)
        return layout

    monkeypatch.setattr(pdf, "lay_out", counting)
    return pages


def data(made: Made, kind: str) -> bytes:
    (found,) = [item.data for item in made.artefacts if item.name == f"brief.{kind}"]
    return found


def test_formats_are_made_in_the_order_asked_for(fonts: Path) -> None:
    made = make(job(("html", "pdf", "json")), fonts.parent)
    assert [item.name for item in made.artefacts] == ["brief.html", "brief.pdf", "brief.json"]
    assert [item.media_type for item in made.artefacts] == list(MEDIA_TYPES.values())
    assert data(made, "html").lower().startswith(b"<!doctype html>")
    assert len(pypdf.PdfReader(BytesIO(data(made, "pdf"))).pages) == made.n_pages
    assert json.loads(data(made, "json"))["schema"] == 1


def test_what_needs_no_pages_lays_none_out(fonts: Path, counted: list[int]) -> None:
    made = make(job(("json",)), fonts.parent)
    assert (made.n_pages, counted, made.n_printed) == (0, [], 4)


def test_without_a_limit_one_layout_does(fonts: Path, counted: list[int]) -> None:
    made = make(job(("pdf",)), fonts.parent)
    assert counted == [made.n_pages]


def test_a_limit_that_holds_takes_one_layout(fonts: Path, counted: list[int]) -> None:
    made = make(job(("json",), pages=1), fonts.parent)
    assert (counted, made.n_printed, made.left_out) == ([1], 4, ())


def test_a_limit_leaves_out_the_claims_of_lowest_priority(fonts: Path, counted: list[int]) -> None:
    made = make(job(("json", "pdf"), n=40, pages=1), fonts.parent)
    assert made.n_pages == 1
    assert made.n_printed + len(made.left_out) == 40
    assert 0 < made.n_printed < 40
    assert len(counted) <= 8
    printed = json.loads(data(made, "json"))
    keys = {claim["key"] for section in printed["sections"] for claim in section["claims"]}
    assert {int(key[1:]) % 5 for key in keys} < {0, 1, 2, 3, 4}
    assert not keys & set(made.left_out)
    assert max(int(key[1:]) % 5 for key in keys) <= min(int(k[1:]) % 5 for k in made.left_out)


def test_all_formats_hold_the_same_claims(fonts: Path) -> None:
    made = make(job(("html", "json"), n=40, pages=1), fonts.parent)
    page = data(made, "html").decode()
    for key in made.left_out:
        assert f" not {key[1:]}." not in page


def test_a_limit_that_cannot_be_met_says_by_how_much(fonts: Path) -> None:
    asked = job(("json",), n=1, pages=1)
    words = asked.cleared.bottom_line.words
    long = words[:1] * 300 + words[1:]
    heavy = replace(
        asked, cleared=replace(
            asked.cleared, bottom_line=replace(asked.cleared.bottom_line, words=long)
        )
    )  # fmt: skip
    with pytest.raises(ContentError) as caught:
        make(heavy, fonts.parent)
    (found,) = caught.value.diagnostics
    assert (found.code, found.place.file) == ("page-limit", "seeds/briefs/brief.yaml")
    assert found.message.startswith("`readers/brief` is ")
    assert "over its limit of 1 even without claims" in found.message


def test_a_job_and_what_it_makes_travel_between_processes(fonts: Path) -> None:
    asked = job(("json",))
    again = pickle.loads(pickle.dumps(asked))
    assert again.name == "readers/brief"
    made = make(asked, fonts.parent)
    assert pickle.loads(pickle.dumps(make(again, fonts.parent))) == made


def test_making_twice_gives_the_same_bytes(fonts: Path) -> None:
    formats = ("html", "pdf", "json")
    assert make(job(formats), fonts.parent) == make(job(formats), fonts.parent)
