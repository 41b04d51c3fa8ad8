from __future__ import annotations

import pickle
import shutil
import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from briefgen.errors import ContentError, Diagnostic
from briefgen.language_faults import places
from briefgen.languages import Language, direction_of, read_language
from briefgen.plurals import PLURALS

TEMPLATES = Path(__file__).parents[1] / "templates"
TAGS = sorted(path.stem for path in (TEMPLATES / "languages").glob("*.toml"))
CATALOGUES: dict[str, dict[str, Any]] = {
    tag: tomllib.loads((TEMPLATES / "languages" / f"{tag}.toml").read_text("utf-8")) for tag in TAGS
}


def read(tag: str) -> Language:
    return read_language(TEMPLATES, tag)


def test_english_russian_and_arabic_are_shipped() -> None:
    assert {"ar", "en", "ru"} <= set(TAGS)


@pytest.mark.parametrize("tag", TAGS)
def test_catalogues_have_the_keys_and_places_of_english(tag: str) -> None:
    english, here = CATALOGUES["en"], CATALOGUES[tag]
    assert here["words"].keys() == english["words"].keys()
    assert here["counts"].keys() == english["counts"].keys()
    assert {key: places(words) for key, words in here["words"].items()} == {
        key: places(words) for key, words in english["words"].items()
    }
    assert read(tag).words == here["words"]


@pytest.mark.parametrize("tag", TAGS)
def test_plural_forms_are_those_of_the_rule(tag: str) -> None:
    forms = set(PLURALS[CATALOGUES[tag]["plural"]].forms)
    assert all(set(count) == forms for count in CATALOGUES[tag]["counts"].values())


@pytest.mark.parametrize(
    ("rule", "form", "numbers"),
    [
        ("none", "other", (0, 1, 2, 11)),
        ("one-other", "one", (1,)),
        ("one-other", "other", (0, 2, 11, 21, 101)),
        ("zero-one-other", "one", (0, 1)),
        ("zero-one-other", "other", (2, 11, 21)),
        ("east-slavic", "one", (1, 21, 101, 1001)),
        ("east-slavic", "few", (2, 3, 4, 22, 104)),
        ("east-slavic", "many", (0, 5, 11, 12, 13, 14, 20, 111, 112, 25)),
        ("arabic", "zero", (0,)),
        ("arabic", "one", (1,)),
        ("arabic", "two", (2,)),
        ("arabic", "few", (3, 10, 103, 110)),
        ("arabic", "many", (11, 26, 99, 111)),
        ("arabic", "other", (100, 101, 102, 200)),
    ],
)
def test_plural_rules(rule: str, form: str, numbers: tuple[int, ...]) -> None:
    assert {PLURALS[rule].form(n) for n in numbers} == {form}


@pytest.mark.parametrize("rule", PLURALS)
def test_plural_rules_choose_among_their_forms(rule: str) -> None:
    assert {PLURALS[rule].form(n) for n in range(1000)} == set(PLURALS[rule].forms)


@pytest.mark.parametrize(
    ("tag", "edtf", "length", "words"),
    [
        ("en-US", "2022-01-05", "", "January 5, 2022"),
        ("en-US", "2022-01", "", "January 2022"),
        ("en-US", "2022", "", "2022"),
        ("en-US", "2022-01-05", "-short", "Jan 5"),
        ("en-US", "2022-01", "-short", "Jan 2022"),
        ("en-US", "2022-01-02/2022-01-05", "-short", "Jan 2 \N{EN DASH} Jan 5"),
        ("ru", "2022-01-05", "", "5 января 2022"),
        ("ru", "2022-01", "", "январь 2022"),
        ("ru", "2022-08-20", "-short", "20 авг."),
        ("ar", "2022-01-05", "", "5 يناير 2022"),
    ],
)
def test_dates_are_the_languages_own(tag: str, edtf: str, length: str, words: str) -> None:
    assert read(tag).date(edtf, length) == words


@pytest.mark.parametrize(
    ("tag", "edtf", "words"),
    [
        ("en", "2022-01-05", "January 5"),
        ("en", "2022-01", "January"),
        ("en", "2022", ""),
        ("ru", "2022-05-09", "9 мая"),
        ("ru", "2022-05", "май"),
    ],
)
def test_a_date_without_its_year(tag: str, edtf: str, words: str) -> None:
    assert read(tag).day_of_year(edtf) == words


@pytest.mark.parametrize(
    ("tag", "direction"),
    [("en", "ltr"), ("ar-EG", "rtl"), ("fa", "rtl"), ("ru-Latn", "ltr"), ("uz-Arab-AF", "rtl")],
)
def test_words_run_as_their_script_does(tag: str, direction: str) -> None:
    assert direction_of(tag) == direction


def test_a_language_that_travels_is_the_one_that_came_before() -> None:
    first, again = (pickle.loads(pickle.dumps(read("ru"))) for _ in range(2))
    assert first is again
    assert first.words == read("ru").words
    other = pickle.loads(pickle.dumps(replace(read("ru"), quotes=("<", ">"))))
    assert other.quotes == ("<", ">")
    assert pickle.loads(pickle.dumps(read("ru"))).quotes == read("ru").quotes


def test_words_counts_direction_and_quotes() -> None:
    english, russian, arabic = read("en-US"), read("ru"), read("ar-EG")
    assert (english.tag, arabic.tag, arabic.direction) == ("en-US", "ar-EG", "rtl")
    assert english.say("page-of", page=1, pages=2) == "Page 1 of 2"
    assert english.count("sources", 1) == "1 source"
    assert [russian.count("sources", n) for n in (1, 3, 5, 11, 21)] == [
        "1 источник",
        "3 источника",
        "5 источников",
        "11 источников",
        "21 источник",
    ]
    assert arabic.count("sources", 2) == "مصدران"
    assert (english.quotes, russian.quotes) == (("“", "”"), ("«", "»"))
    with pytest.raises(KeyError):
        english.say("no-such-key")


def faults(folder: Path, tag: str) -> tuple[Diagnostic, ...]:
    with pytest.raises(ContentError) as caught:
        read_language(folder, tag)
    return caught.value.diagnostics


@pytest.fixture
def templates(tmp_path: Path) -> Path:
    shutil.copytree(TEMPLATES / "languages", tmp_path / "languages")
    return tmp_path


def test_an_unknown_language_says_which_are_known() -> None:
    (fault,) = faults(TEMPLATES, "xx-YY")
    assert fault.code == "unknown-language"
    assert "`xx-YY`" in fault.message
    assert "ar, en, ru" in fault.hint


@pytest.mark.parametrize(
    ("tag", "old", "new", "message"),
    [
        ("en", 'direction = "ltr"\n', "", "the catalogue has no `direction`"),
        ("en", '"ltr"', '"up"', "`direction` is `ltr` or `rtl`"),
        ("en", 'plural = "one-other"', 'plural = "odd"', "`plural` is one of"),
        ("en", '"January", ', "", "`months` is a list of 12 words"),
        ("en", '["“", "”"]', '"“”"', "`quotes` is a list of 2 words"),
        ("en", "[formats]", "colour = 1\n[formats]", "unknown key `colour`"),
        ("en", 'span = "{start} \u2013 {end}"\n', "", "`formats` has no `span`"),
        ("en", "{start} \u2013 {end}", "{from}", "`span` is a pattern of {end}, {start}"),
        ("en", '"Contents"', "3", "`contents` is no text"),
        ("en", '"Contents"', '"Contents {"', "`contents` is no text"),
        ("en", '"Contents"', '"{0.__class__}"', "`contents` is no text"),
        ("en", '{ one = "{n} page", other', "{ other", "`pages` has no form `one`"),
        ("en", '"{n} page"', '"{m} page"', "form `one` of `pages` is no text with {n} alone"),
        ("ru", 'contents = "Содержание"\n', "", "`words` has no `contents`"),
        ("ru", "{page} из {pages}", "{page}", "the places of `page-of` are not those of English"),
        ("ru", "pages = { one", "leaves = { one", "`counts` has no `pages`"),
        ("ru", 'direction = "ltr"', "direction =", "this is no TOML"),
        ("ru", 'back = "Назад"', 'contents = "Назад"', "this is no TOML"),
    ],
)
def test_faults_of_a_catalogue_are_located(
    templates: Path, tag: str, old: str, new: str, message: str
) -> None:
    file = templates / "languages" / f"{tag}.toml"
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")
    found = faults(templates, tag)
    assert [message in fault.message for fault in found].count(True) == 1
    fault = next(fault for fault in found if message in fault.message)
    assert (fault.code, fault.place.file) == ("bad-catalogue", file.as_posix())
    where = text.replace(old, new, 1).splitlines()
    missing = message.endswith("`direction`")
    assert missing or (fault.place.line or 0) in range(1, len(where) + 1)


def test_the_line_is_that_of_the_key(templates: Path) -> None:
    file = templates / "languages" / "ru.toml"
    lines = file.read_text("utf-8").splitlines()
    at = next(n for n, line in enumerate(lines) if line.startswith("page-of"))
    lines[at] = 'page-of = "{page}"'
    file.write_text("\n".join(lines), "utf-8")
    (fault,) = faults(templates, "ru")
    assert (fault.place.line, fault.place.path) == (at + 1, ("words", "page-of"))


def test_all_faults_come_together(templates: Path) -> None:
    file = templates / "languages" / "ru.toml"
    text = file.read_text("utf-8")
    file.write_text(text.replace("contents =", "contens =").replace("back =", "bak ="), "utf-8")
    assert [fault.message for fault in faults(templates, "ru")] == [
        "`words` has no `contents`",
        "`words` has no `back`",
    ]


def test_what_is_not_utf8_is_a_fault(templates: Path) -> None:
    (templates / "languages" / "ru.toml").write_bytes(b"\xff\xfe")
    assert [fault.message for fault in faults(templates, "ru")] == [
        "this is no TOML: it is not UTF-8"
    ]
