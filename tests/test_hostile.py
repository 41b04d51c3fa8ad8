"""Hostile templates reach nothing but the edition; hostile words are only words."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element, fromstring

import pytest
from editions import sample
from libraries import CLEAR, annotation, library, seen, source
from projects import Project

from briefgen import crew
from briefgen.compose import compose
from briefgen.edition import Edition
from briefgen.errors import ContentError
from briefgen.feed import feed
from briefgen.front import Front, index
from briefgen.languages import Language, read_language
from briefgen.looks import read_looks
from briefgen.manifest import EditionEntry
from briefgen.render import Templates, open_templates, render_screen, render_sheet
from briefgen.selection import n_claims
from briefgen.shipped import TEMPLATES
from briefgen.typeset import setter

CALL_UP = crew.call_up
"""As it is before a test has editions rendered in its own process."""
tinyhtml5: Any = import_module("tinyhtml5")
"""A parser that builds the tree that browsers build."""


@cache
def english() -> Language:
    return read_language(TEMPLATES, "en-US")


@cache
def shipped() -> Templates:
    return open_templates(TEMPLATES)


def cases(name: str) -> list[str]:
    file = Path(__file__).parent / "cases" / "hostile" / f"{name}.json"
    found: list[str] = json.loads(file.read_text("utf-8"))
    return found


# Templates

REFUSED = cases("expressions")
"""Expressions that give a located error."""

STATEMENTS = cases("statements")
"""Whole templates that give a located error."""

HARMLESS = (
    "{{ 7 * 7 }}", "{{ dict(a=1) }}", "{{ lipsum is defined }}", "{{ cycler('a', 'b').next() }}",
    "{% set x = joiner(',') %}{{ x() }}{{ x() }}", "{{ edition.title|upper|reverse }}",
    "{{ range(3)|list }}", "{{ '%s'|format(edition.title) }}", "{{ '{0}'.format(edition.title) }}",
    "{{ [1]|tojson }}", "{{ edition.title|urlize }}", "{{ edition.title|safe }}", "{% raw %}",
    "{{ [edition]|map(attribute='__class__')|list }}", "{{ self.x is defined }}",
    "{{ [edition]|map('attr', '__class__')|list }}",
    "{{ [edition]|groupby('__class__')|map('first')|list }}", "{{ ''|attr('upper') is defined }}",
    "{% set n = namespace() %}{% set n.__class__ = 1 %}",
)  # fmt: skip
"""Whole templates that may do as they like."""

SECRETS = ("<class", "&lt;class", "<module", "root:", "built-in", "frame object", "<function",
           "[project]", "site-packages", "Traceback")  # fmt: skip
"""Signs that a template got at something."""


def rendered(folder: Path, body: str) -> str:
    (folder / "own").mkdir(exist_ok=True)
    (folder / "own" / "sheet.html").write_text(f"<p>first</p>\n{body}", "utf-8")
    edition = sample(template="own")
    before = edition.as_json()
    try:
        return render_sheet(open_templates(TEMPLATES, read_looks(folder)), edition, english()).html
    finally:
        assert edition.as_json() == before


@pytest.mark.parametrize("body", [*(f"{{{{ {one} }}}}" for one in REFUSED), *STATEMENTS])
def test_a_template_that_reaches_further_is_a_located_error(body: str, tmp_path: Path) -> None:
    (tmp_path.parent / "outside.html").write_text("root:", "utf-8")
    with pytest.raises(ContentError) as caught:
        rendered(tmp_path, body)
    (found,) = caught.value.diagnostics
    assert found.code == "template-error"
    assert found.place.file == str(tmp_path / "own" / "sheet.html")
    assert found.place.line in (1, 2)
    assert not [sign for sign in SECRETS if sign in found.message]


@pytest.mark.parametrize("body", HARMLESS)
def test_a_template_may_play_with_what_it_has(body: str, tmp_path: Path) -> None:
    assert not [sign for sign in SECRETS if sign in rendered(tmp_path, body)]


ENDLESS = "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}"
HUGE = "{{ 10 ** (10 ** 8) }}"
BOTTOMLESS = "{% for x in range(9) %}{% set y = 'a' * 10 ** 9 %}{{ y }}{{ y|upper }}{% endfor %}"


@pytest.mark.parametrize(
    ("body", "limits", "codes"),
    [
        (ENDLESS, ("--render-timeout", "1"), {"render-timeout"}),
        (HUGE, ("--render-timeout", "1"), {"render-timeout", "template-error"}),
        (BOTTOMLESS, ("--render-memory", "400"), {"render-memory", "template-error"}),
    ],
)
def test_a_template_is_bounded_in_time_and_memory(
    body: str,
    limits: tuple[str, str],
    codes: set[str],
    project: Project,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(crew, "call_up", CALL_UP)
    project.write("templates/own/sheet.html", body)
    asked = ("--template", "own", "--audience", "public", "--format", "pdf", "--jobs", "1")
    ran = project.build(*asked, *limits)
    assert ran.code == 1
    assert any(f"error[{code}]" in ran.err for code in codes)
    assert "Traceback" not in ran.err
    assert not list(Path("output").glob("*/*.pdf"))


# Words

VECTORS = cases("words")

ADDRESSES = ("href", "src", "action", "formaction", "data", "{http://www.w3.org/1999/xlink}href")
LINKS = ("http", "https", "mailto")


def hostile(vector: str, audience: Mapping[str, Any]) -> Edition:
    """An edition with the vector in everything that a person can write."""
    path = "".join(vector.split())
    names = [{"family": vector, "given": vector}, {"literal": vector}]
    record = {
        "title": vector, "author": names, "editor": names, "publisher": vector, "genre": vector,
        "container-title": vector, "number": vector, "origin": vector, "reliability": "B",
        "publisher-place": vector, "url": f"https://example.org/{path}", "DOI": f"10.1000/{path}",
        "issued": "2022-01-03", "type": "report", "page": vector, "event-title": vector,
    }  # fmt: skip
    words = {
        "claim": f"{vector} holds.", "translation": vector, "locator": vector, "origin": vector,
        "label": vector, "quote": f"They said {vector} then.",
    }  # fmt: skip
    first = annotation("first", **words, when="2022-01-01", where="town", actors=["who"])
    other = annotation("other", **words, when="2022-01-04", credibility="2", field="own")
    unnamed = annotation("unnamed", disputes="first", marking=CLEAR, claim=vector, quote=vector)
    told = f"{vector} [@first]."
    item = {"text": told, "wording": {"readers": f"{vector} **{vector}** [@other]"}}
    brief = {
        "title": vector, "status": "draft", "drafter": vector, "cleared_by": vector,
        "contact": vector, "countries": ["KZ"], "terms": {"CSTO": vector, vector: "words"},
        "actors": {"who": {"name": vector, "role": vector}}, "bottom_line": f"The CSTO. {told}",
        "judgments": [{**item, "likelihood": "likely", "because": ["other"]}],
        "options": [{**item, "title": vector, "for": told, "against": vector}],
        "unknowns": [item], "watch": [told],
        "fields": {"own": {"heading": vector}, "situation": {"lead": item}},
    }  # fmt: skip
    readers = {
        "title": vector, "gloss": vector, "marking": CLEAR, "headings": {"situation": vector},
        **audience,
    }  # fmt: skip
    made = library(
        {
            "a": source(first, **record),
            "b": source(other, **record),
            "c": source(unnamed, marking="TLP:RED", descriptor=vector),
        },
        brief,
        {"readers": readers},
        {"desk": vector, "places": {"town": {"name": vector, "lat": 43.0, "lon": 70.0}}},
    )
    cleared = seen(made, "readers")
    return compose(cleared, n_claims(cleared), english())


SHOWN = [
    "judgments",
    "unknowns",
    "watch",
    "timeline",
    "sources",
    "options",
    "actors",
    "map",
    "ratings",
    "portion-marks",
    "summary",
    "evidence",
    "definitions",
    "dissent",
    "drafter",
]
LOOKS: tuple[Mapping[str, Any], ...] = (
    {"layout": "bullets", "citations": "numeric", "show": SHOWN},
    {"layout": "prose", "citations": "notes", "show": SHOWN},
    {"layout": "prose", "citations": "author-date", "show": SHOWN, "theme": "memo"},
)  # fmt: skip


def pages(edition: Edition) -> Iterator[str]:
    yield render_screen(shipped(), edition, english()).decode()
    yield render_sheet(shipped(), edition, english()).html


@cache
def plain_kinds() -> frozenset[tuple[str, str]]:
    """The elements and attributes of editions of plain words."""
    found = [kinds(tree(page)) for look in LOOKS for page in pages(hostile("Words", look))]
    found += [
        kinds(tree(page)) for page in pages(hostile("[Words](https://example.org/)", LOOKS[0]))
    ]
    found += [kinds(tree(page)) for page in pages(hostile("*a* **b** `c`", LOOKS[0]))]
    return frozenset().union(*found)


def tree(page: str) -> Any:
    return tinyhtml5.parse(page, namespace_html_elements=False)


def kinds(root: Any) -> set[tuple[str, str]]:
    elements = [one for one in root.iter() if isinstance(one.tag, str)]
    return {(one.tag, name) for one in elements for name in ("", *one.attrib)}


@pytest.mark.parametrize("vector", VECTORS)
def test_what_people_write_is_only_words(vector: str) -> None:
    edition = hostile(vector, LOOKS[VECTORS.index(vector) % len(LOOKS)])
    for page in pages(edition):
        root = tree(page)
        assert kinds(root) <= plain_kinds()
        assert {script.get("type") for script in root.iter("script")} <= {"application/ld+json"}
        for script in root.iter("script"):
            assert json.loads(script.text)["name"] == edition.title
        for element in root.iter():
            is_element = isinstance(element.tag, str)
            assert is_element, "there is no comment"
            for name in (
                "href",
                "src",
                "action",
                "formaction",
                "data",
                "{http://www.w3.org/1999/xlink}href",
            ):
                address = element.get(name, "#")
                assert address.startswith("#") or address.partition(":")[0] in LINKS, address
        assert setter(english(), edition.text_language).text(edition.title) in text_of(
            root.find(".//h1")
        )
        assert edition.title == text_of(root.find(".//title"))


def text_of(element: Any) -> str:
    return "".join(element.itertext())


def test_the_vectors_would_work_where_they_are_not_made_words() -> None:
    """The search for what works is not in vain: as they stand, most vectors add something."""
    raw = [f"<body><p title='x'>{vector}</p></body>" for vector in VECTORS]
    active = [page for page in raw if not kinds(tree(page)) <= kinds(tree("<p title='x'>x</p>"))]
    assert len(active) > 50


@pytest.mark.parametrize("vector", VECTORS)
def test_lists_of_editions_are_only_words(vector: str) -> None:
    front = Front("readers", vector, english(), vector, "https://briefs.example.org", "")
    entry = EditionEntry("brief", vector, "2022-01-24", CLEAR, "final", ("brief.html", "brief.pdf"))
    plain = Front("readers", "Words", english(), "Words", "https://briefs.example.org", "")
    plain_entry = EditionEntry("brief", "Words", *("2022-01-24", CLEAR, "final"), entry.files)
    known = kinds(tree(index(plain, [plain_entry]).decode()))
    assert kinds(tree(index(front, [entry]).decode())) <= known
    told: Element = fromstring(feed(front, [entry]))
    assert {one.tag for one in told.iter()} == {
        one.tag for one in fromstring(feed(plain, [plain_entry])).iter()
    }
