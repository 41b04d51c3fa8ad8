"""Reading YAML: what is taken, what is refused and where, and where a value stands."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from briefgen import yaml_text
from briefgen.errors import ContentError, Diagnostic, Place
from briefgen.yaml_faults import DEEPEST, are_distinct
from briefgen.yaml_text import (
    LARGEST_BYTES,
    MOST_EVENTS,
    MOST_FAULTS,
    decode,
    locate,
    located,
    parse_yaml,
)

CASES = Path(__file__).parent / "cases" / "yaml_text"
LOADERS = {"c": yaml.CBaseLoader, "python": yaml.BaseLoader}


@pytest.fixture(params=LOADERS)
def loader(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Read with libyaml, then with the parser for machines without it."""
    monkeypatch.setattr(yaml_text, "_LOADER", LOADERS[request.param])
    return str(request.param)


def faults(read: Callable[[], object]) -> tuple[Diagnostic, ...]:
    with pytest.raises(ContentError) as caught:
        read()
    return caught.value.diagnostics


def faults_in(text: str) -> tuple[Diagnostic, ...]:
    return faults(lambda: parse_yaml(text, "a.yaml"))


def summary(found: tuple[Diagnostic, ...]) -> list[str]:
    return [f"{each.place.line}:{each.place.column} {each.code}" for each in found]


def refused_cases() -> list[tuple[str, str, str]]:
    """Return name, summary and text of each paragraph of refused.txt."""
    blocks = (CASES / "refused.txt").read_text("utf-8").split("\n\n# ")[1:]
    cases = []
    for block in blocks:
        head, _, text = block.partition("\n")
        name, _, expected = head.partition(" | ")
        text = text.rstrip("\n").replace("→", "\t").replace("␣", " ").replace("␤", "\n")
        cases.append((name, expected, text))
    return cases


@pytest.mark.parametrize(
    ("expected", "text"), [pytest.param(*case[1:], id=case[0]) for case in refused_cases()]
)
def test_refused_with_one_located_error(expected: str, text: str, loader: str) -> None:
    found = faults_in(text)
    assert summary(found) == [expected]
    assert found[0].hint
    assert found[0].place.file == "a.yaml"
    assert "while " not in found[0].message


def test_refused_cases_are_all_read() -> None:
    cases = refused_cases()
    assert len(cases) > 75
    assert len({name for name, _, _ in cases}) == len(cases)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("title: He said: no", "an unquoted value cannot hold a colon followed by a space"),
        ("title: No escape: none", "an unquoted value cannot hold a colon followed by a space"),
        ("title: A directive: none", "an unquoted value cannot hold a colon followed by a space"),
        ("a:\n\t- b", "a tab cannot indent a line"),
        ("a: 'b", "the quotation mark that opens here is never closed"),
        ("a: [b", "the list that `[` opens here does not end in `]`"),
        ("a: @b", "a value cannot begin with `@`"),
        ("a: !!python/name:os b", "the tag `!!python/name:os` is not read"),
        ("a: b\nA: c", "the key `A` and `a` in line 1 are the same but for case, white space or"),
        ("a: b\na: c", "the key `a` stands already in line 1"),
        ("a: *b", "the alias `*b` is not read"),
        ("true: b", "`true` is no name for a key"),
    ],
)
def test_message_says_what_to_mend(text: str, message: str) -> None:
    (fault,) = faults_in(text)
    assert fault.message.startswith(message)


def test_all_duplicates_of_a_file_are_told() -> None:
    text = "a: 1\na: 2\nb:\n  - {c: 1, C: 2}\n  - {c: 3}\nb: 4\ntitle: He said: no\n"
    assert summary(faults_in(text)) == [
        "2:1 yaml-duplicate-key",
        "4:12 yaml-duplicate-key",
        "6:1 yaml-duplicate-key",
        "7:15 yaml-syntax",
    ]


def test_duplicates_have_the_path_of_their_key() -> None:
    (fault,) = faults_in("a:\n  - b: 1\n  - {c: 2, c: 3}\n")
    assert fault.place == Place("a.yaml", ("a", 1, "c"), 3, 12, on_key=True)


def test_same_keys_in_different_mappings_are_no_duplicates() -> None:
    text = "a:\n  b: {c: 1}\nd:\n  b: {c: 2, a: 3}\n"
    assert parse_yaml(text, "") == {"a": {"b": {"c": "1"}}, "d": {"b": {"c": "2", "a": "3"}}}


def test_findings_are_limited() -> None:
    assert len(faults_in("a: b\n" * (MOST_FAULTS + 50))) == MOST_FAULTS


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("NO", "NO"),
        ("yes", "yes"),
        ("on", "on"),
        ("nUll", "nUll"),
        ("010", "010"),
        ("0o17", "0o17"),
        ("12:30:45", "12:30:45"),
        ("1.10", "1.10"),
        ("2022", "2022"),
        ("2022-13-45", "2022-13-45"),
        ("2022-01-06", "2022-01-06"),
        (".inf", ".inf"),
        ("9" * 5000, "9" * 5000),
        ("=", "="),
        ("", None),
        ("~", None),
        ("null", None),
        ("NULL", None),
        ("true", True),
        ("True", True),
        ("FALSE", False),
        ("'true'", "true"),
        ('""', ""),
        ("'null'", "null"),
        ("|-\n  true", "true"),
        ("TLP:CLEAR", "TLP:CLEAR"),
        ("a\u00a0b", "a\u00a0b"),
        ("Тоқаев — 🇰🇿", "Тоқаев — 🇰🇿"),
        (r"C:\0 \x07", r"C:\0 \x07"),
        (r'"\u0416 \x41 \U0001F600"', "Ж A 😀"),
        (">-\n  a\n  b\n\n  c", "a b\nc"),
        ("[a, {b: 1}, [], {}]", ["a", {"b": "1"}, [], {}]),
    ],
)
def test_values_are_those_of_the_core_with_numbers_as_text(
    text: str, value: object, loader: str
) -> None:
    assert parse_yaml(f"a: {text}\n", "") == {"a": value}


@pytest.mark.parametrize(
    "text", ["---\na: b\n", "a: b\n...\n", "# c\na: b", "{a: b}", "a: b # c\r\n", "\ufeffa: b"]
)
def test_frames_of_a_document(text: str, loader: str) -> None:
    assert parse_yaml(text, "") == {"a": "b"}


def test_line_ends_of_all_systems_count_alike() -> None:
    for end in ("\n", "\r\n", "\r"):
        text = f"a: b{end}c: |{end}  d{end}  e{end}"
        assert parse_yaml(text, "") == {"a": "b", "c": "d\ne\n"}
        assert summary(faults_in(text + "a: b")) == ["5:1 yaml-duplicate-key"]
        assert summary(faults_in(text + "f: g: h")) == ["5:5 yaml-syntax"]


@pytest.mark.parametrize(
    "character", ["\0", "\x0c", "\x7f", "\x85", "\x9f", "\u2028", "\u2029", "\ufffe", "\ud800"]
)
def test_characters_that_yaml_cannot_hold(character: str, loader: str) -> None:
    for text in (f"a: b\nc: d{character}e\n", f"a: b # {character}\n", f"a: b{character}"):
        (fault,) = faults_in(text)
        before = text[: text.index(character)]
        column = len(before) - before.rfind("\n")
        assert summary((fault,)) == [f"{before.count(chr(10)) + 1}:{column} yaml-character"]
        assert f"U+{ord(character):04X}" in fault.message


def test_escaped_surrogates_are_refused(loader: str) -> None:
    (fault,) = faults_in('a: "\\ud800"')
    assert fault.code == {"c": "yaml-syntax", "python": "yaml-character"}[loader]


@pytest.mark.parametrize("opening", ["[", "{a: "])
def test_depth_has_a_limit(opening: str, loader: str) -> None:
    closing = {"[": "]", "{a: ": "}"}[opening]

    def nested(n: int) -> str:
        return "a: " + opening * (n - 1) + closing * (n - 1)

    assert parse_yaml(nested(DEEPEST), "")
    (fault,) = faults_in(nested(DEEPEST + 1))
    assert fault.code == "yaml-depth"
    assert fault.place.column == 4 + len(opening) * (DEEPEST - 1)


def test_size_has_a_limit() -> None:
    assert parse_yaml("a: " + "b" * (LARGEST_BYTES - 3), "")
    assert summary(faults_in("a: " + "b" * LARGEST_BYTES)) == ["1:1 yaml-size"]
    assert summary(faults(lambda: decode(b"a" * (LARGEST_BYTES + 1), ""))) == ["1:1 yaml-size"]
    assert summary(faults_in("a:\n" + "- b\n" * MOST_EVENTS)) == ["1:1 yaml-size"]


@pytest.mark.parametrize(
    ("data", "expected", "words"),
    [
        ("a: Ж".encode("utf-16"), "1:1", "UTF-16"),
        ("a: b".encode("utf-16-le"), "1:2", "UTF-16"),
        ("a: b".encode("utf-16-be"), "1:1", "UTF-16"),
        ("a: b".encode("utf-32"), "1:1", "UTF-32"),
        ("a: b".encode("utf-32-be"), "1:1", "UTF-32"),
        ("a: b\nc: café".encode("latin-1"), "2:7", "Latin-1"),
        ("a: “b”".encode("cp1252"), "1:4", "Windows-1252"),
        ("a: b\r\nc: Токаев сказал".encode("cp1251"), "2:4", "Windows-1251"),
        ("a: Тоқаев ".encode() + b"\xff\n", "1:11", "0xFF"),
        ("a: Тоқаев".encode()[:-1], "1:9", "0xD0"),
        (b"a: \xed\xa0\x80", "1:4", "lone surrogate"),
        (b"a: \xc0\x80", "1:4", "0xC0"),
        (b"a: b\nc\0: d", "2:2", "U+0000"),
        (b"a: \x1b[31m", "1:4", "U+001B"),
        (b"a: \x7f", "1:4", "U+007F"),
    ],
)
def test_bytes_that_are_no_utf8_text(data: bytes, expected: str, words: str) -> None:
    (fault,) = faults(lambda: decode(data, "a.yaml"))
    assert summary((fault,)) == [f"{expected} yaml-encoding"]
    assert words in fault.message
    assert fault.hint


@pytest.mark.parametrize("name", ["CP1251", "ISO-8859-1", "UTF-16"])
def test_hint_names_an_encoding_that_can_be_converted_from(name: str) -> None:
    (fault,) = faults(lambda: decode("a: Çédille çà. Токаев".encode(name, "ignore"), ""))
    assert f"iconv -f {name} -t UTF-8" in fault.hint


def test_utf8_is_decoded_as_it_stands() -> None:
    text = "a: Тоқаев\u00a0— 🇰🇿\r\n\tb\u2028"
    assert decode(text.encode(), "") == text
    assert decode(text.encode("utf-8-sig"), "") == text
    assert decode(b"", "") == ""


SOURCE = """\
title: Press briefing
annotations:
  - id: legitimacy
    quote: >
      We have questions
    when: 2022-01-06
  - {id: other, quotte: "x"}
empty:
"""


@pytest.mark.parametrize(
    ("place", "line", "column"),
    [
        (Place("", ("title",)), 1, 8),
        (Place("", ("title",), on_key=True), 1, 1),
        (Place("", ("annotations", 0, "quote")), 4, 12),
        (Place("", ("annotations", 0)), 3, 5),
        (Place("", ("annotations", 1, "quotte"), on_key=True), 7, 17),
        (Place("", ("annotations", 1, "quotte")), 7, 25),
        (Place("", ("annotations", 1, "claim")), 7, 5),
        (Place("", ("annotations", 9, "claim")), 3, 3),
        (Place("", ("empty",)), 8, 7),
        (Place("", ("nowhere", "at", "all"), on_key=True), 1, 1),
        (Place(""), 1, 1),
        (Place("", ("title",), 7, 3), 7, 3),
    ],
)
def test_locate(place: Place, line: int, column: int, loader: str) -> None:
    for text in (SOURCE, SOURCE.replace("\n", "\r\n"), SOURCE + "broken: [\n"):
        (found,) = locate(text, [place])
        assert (found.line, found.column) == (line, column)
        assert (found.path, found.on_key) == (place.path, place.on_key)


def test_located_keeps_order_and_words() -> None:
    found = [
        Diagnostic("b", "second", Place("f", ("empty",)), hint="h"),
        Diagnostic("a", "first", Place("f", ("title",))),
    ]
    second, first = located(SOURCE, iter(found))
    assert (second.code, second.message, second.hint, str(second.place)) == (
        "b", "second", "h", "f:8:7",
    )  # fmt: skip
    assert str(first.place) == "f:1:8"


NAMES = st.text(st.sampled_from("abcXYZ019 :-#[]{},'\"&*!%@`~éЖ語\u00a0🇰"), min_size=1, max_size=8)
VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.text(st.characters(exclude_categories=["Cc", "Cs", "Cn", "Co"]), max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=3),
    max_leaves=12,
)


def is_plain_to_read(value: object) -> bool:
    """Say whether no keys of a mapping look alike."""
    if isinstance(value, dict):
        return are_distinct(tuple(value)) and all(map(is_plain_to_read, value.values()))
    return all(map(is_plain_to_read, value)) if isinstance(value, list) else True


@settings(derandomize=True, deadline=None, database=None)
@given(st.dictionaries(NAMES, VALUES, max_size=4).filter(is_plain_to_read))
def test_json_is_read_as_it_stands(value: dict[str, object]) -> None:
    text = json.dumps(value, ensure_ascii=False)
    if not any(separator in text for separator in "\x85\u2028\u2029"):
        assert parse_yaml(text, "") == value


LINES = st.sampled_from(
    ["a: b", "a:", "A: 'c'", "- ", "- a: b", "  b: c", "  - d", "? ", ": ", "[", "]", "{", "}", "'",
     '"', "|", "---", "...", "%YAML 1.2", "&x ", "*x", "!t ", "<<: ", "\t", "#", "\\0", "~", ", ",
     "\u2028", "\0", "é", "\ud800", "", "e: f: g", '"\\0"', "@", "`"]
)  # fmt: skip


@settings(derandomize=True, deadline=None, database=None)
@given(st.lists(st.tuples(LINES, st.sampled_from(["\n", "\r\n", "", " "])), max_size=12))
def test_any_text_is_read_or_refused_where_it_stands(parts: list[tuple[str, str]]) -> None:
    text = "".join(line + end for line, end in parts)
    places = locate(text, [Place("", ("a", "b", 0)), Place("", ("a",), on_key=True)])
    assert all(place.line and place.column for place in places)
    try:
        assert isinstance(parse_yaml(text, ""), dict)
    except ContentError as error:
        assert error.diagnostics
        for fault in error.diagnostics:
            assert fault.code != "yaml-size"
            assert 1 <= (fault.place.line or 0) <= len(text.splitlines()) + 1


BOMBS = {
    "laughs": "'a0: &a0 [x]\\n' + ''.join("
    'f\'a{n}: &a{n} [{", ".join([f"*a{n - 1}"] * 10)}]\\n\' for n in range(1, 30))',
    "merges": "'a0: &a0 {x: y}\\n' + ''.join("
    'f\'a{n}: &a{n}\\n  <<: [{", ".join([f"*a{n - 1}"] * 10)}]\\n\' for n in range(1, 30))',
    "brackets": "'a: ' + '[' * 100_000 + ']' * 100_000",
    "braces": "'{a: ' * 100_000",
    "dashes": "'a:\\n ' + '- ' * 100_000 + 'b'",
    "indented-keys": "'\\n'.join(' ' * n + 'a:' for n in range(3_000))",
    "line-of-10-mb": "'a: ' + 'b' * 10_000_000",
    "quote-of-8-mb": "'a: \"' + 'b ' * 4_000_000",
    "key-of-8-mb": "'b' * 8_000_000 + ': c'",
    "duplicates": "'a: b\\n' * 100_000",
    "empty-lists": "'a: [' + '[],' * 2_700_000 + ']'",
    "integer": "'a: [' + '9' * 5_000 + '}'",
    "nothing": "'\\n' * 8_000_000",
}
CHILD = """
import resource, sys, time
from briefgen.errors import ContentError, Place
from briefgen.yaml_text import decode, locate, parse_yaml
resource.setrlimit(resource.RLIMIT_AS, (300 * 2**20, 300 * 2**20))
data = eval(sys.stdin.read()).encode()
seconds = []
while len(seconds) < 6 and min(seconds, default=1) > 0.5:  # a busy machine is given another try
    start = time.process_time()
    try:
        parse_yaml(decode(data, "a.yaml"), "a.yaml")
    except ContentError as error:
        seconds.append(time.process_time() - start)
        found = error.diagnostics
print(len({one.code for one in found}), min(seconds), found[0].place)
"""


@pytest.mark.parametrize("bomb", BOMBS.values(), ids=BOMBS)
def test_bombs_cost_less_than_a_second_and_300_mib(bomb: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", CHILD], input=bomb, capture_output=True, text=True, timeout=30
    )
    assert done.stderr == ""
    assert done.returncode == 0
    n_codes, seconds, place = done.stdout.split()
    assert n_codes == "1"
    assert float(seconds) < 1
    assert place.startswith("a.yaml:")
