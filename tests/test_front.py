"""The page and the feed that list an audience's editions."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlsplit
from xml.etree import ElementTree

import pytest
from projects import ABOVE_CLEAR, BRIEF, Project

from briefgen.feed import feed
from briefgen.front import Front, index
from briefgen.languages import read_language
from briefgen.manifest import EditionEntry
from briefgen.shipped import TEMPLATES

ATOM = "{http://www.w3.org/2005/Atom}"
URL = "https://briefs.example.org/of"
KZ = EditionEntry(
    "kz", "Troops <in> Қазақстан", "2022-01-24", "TLP:CLEAR", "final",
    ("kz.html", "kz.pdf", "kz.json"), ("KZ", "RU"),
)  # fmt: skip
BY = EditionEntry(
    "by", "Belarus & others", "2022-02-01", "TLP:GREEN", "draft", ("by.json",), ("BY",)
)
OLD = EditionEntry("a b", "Old", "2021-02-01", "TLP:CLEAR", "final", ("a b.html",))


def front(tag: str = "en-US", url: str = URL, styles: str = "p{}") -> Front:
    return Front("public", "Everyone", read_language(TEMPLATES, tag), "The Desk", url, styles)


class Page(HTMLParser):
    """Texts and attributes of a page."""

    def __init__(self, data: bytes) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.links: list[str] = []
        self.ids: list[str] = []
        self.tags: set[str] = set()
        self.feed(data.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.links += [value or "" for name, value in attrs if name == "href"]
        self.ids += [value or "" for name, value in attrs if name == "id"]

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def test_the_page_lists_editions_newest_first_with_their_files() -> None:
    page = Page(index(front(), [KZ, OLD, BY]))
    text = " ".join(page.texts)
    assert text.index("Belarus & others") < text.index("Troops <in>") < text.index("Old")
    links = ["by.json", "by.json", "kz.html", "kz.html", "kz.pdf", "kz.json"]
    assert page.links == ["feed.xml", *links, "a%20b.html", "a%20b.html", "feed.xml"]
    assert "As of January 24, 2022" in text
    assert "For: Everyone" in text
    assert text.count("Draft") == 2  # once to filter by, once beside the draft
    assert text.count("TLP:GREEN") == 3  # the banner twice, and the edition
    assert "script" not in page.tags


def test_the_page_filters_by_what_there_is_to_choose_between() -> None:
    page = index(front(), [KZ, OLD, BY]).decode()
    assert Page(page.encode()).ids == [
        *(f"country-{number}" for number in range(4)),
        *(f"status-{number}" for number in range(3)),
    ]
    assert "main:has(#country-2:checked) li:not(.country-2){display:none}" in page
    assert '<li class="country-2 country-3 status-1">' in page
    assert Page(index(front(), [KZ])).ids == []


def test_only_what_everyone_may_have_may_be_searched_for() -> None:
    assert b"noindex" not in index(front(), [KZ, OLD])
    assert b"noindex" in index(front(), [KZ, BY])


def test_a_style_sheet_ends_no_element() -> None:
    page = index(front(styles="</style><script>"), [KZ])
    assert Page(page).tags.isdisjoint({"script"})


@pytest.mark.parametrize(("tag", "direction"), [("ar", "rtl"), ("ru", "ltr")])
def test_the_page_speaks_the_audiences_language(tag: str, direction: str) -> None:
    page = index(front(tag), [BY]).decode()
    assert f'<html lang="{tag}" dir="{direction}"' in page
    assert read_language(TEMPLATES, tag).say("draft") in page
    assert "Read" not in page


def test_the_feed_is_atom_dated_by_the_briefs() -> None:
    root = ElementTree.fromstring(feed(front(), [KZ, OLD, BY]))
    assert root.tag == f"{ATOM}feed"
    assert root.findtext(f"{ATOM}id") == f"{URL}/public/"
    assert root.findtext(f"{ATOM}updated") == "2022-02-01T00:00:00Z"
    assert root.findtext(f"{ATOM}author/{ATOM}name") == "The Desk"
    entries = root.findall(f"{ATOM}entry")
    told = [
        tuple(entry.findtext(f"{ATOM}{name}") for name in ("id", "title", "updated"))
        for entry in entries
    ]
    assert told == [
        (f"{URL}/public/by#2022-02-01", "Draft: Belarus & others", "2022-02-01T00:00:00Z"),
        (f"{URL}/public/kz#2022-01-24", "Troops <in> Қазақстан", "2022-01-24T00:00:00Z"),
        (f"{URL}/public/a%20b#2021-02-01", "Old", "2021-02-01T00:00:00Z"),
    ]
    links = [
        (link.get("rel"), link.get("type"), link.get("href"))
        for link in entries[1].findall(f"{ATOM}link")
    ]
    assert links == [
        ("alternate", "text/html", f"{URL}/public/kz.html"),
        ("related", "application/pdf", f"{URL}/public/kz.pdf"),
        ("related", "application/json", f"{URL}/public/kz.json"),
    ]


ONCE, SELDOM = ("id", "title", "updated"), ("author", "rights", "summary", "content", "published")
"""Children that the feed and each entry have exactly once, and at most once here."""
PARTS = {*ONCE, *SELDOM, "link", "category", "entry"}
TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


def faults(document: bytes, address: str) -> list[str]:
    """What RFC 4287 finds wrong with a feed that stands at an address."""
    root = ElementTree.fromstring(document)
    entries = root.findall(f"{ATOM}entry")
    ids = [item.findtext(f"{ATOM}id", "") for item in (root, *entries)]
    links = {(link.get("rel"), link.get("href")) for link in root.findall(f"{ATOM}link")}
    found = [fault for item in (root, *entries) for fault in _item_faults(item)]
    found += [f"{ids}: not unique"] if len(set(ids)) < len(ids) else []
    found += [] if ("self", address) in links else [f"{address}: not its own link"]
    found += [] if root.findtext(f"{ATOM}author/{ATOM}name") else ["nobody wrote it"]
    newest = max(entry.findtext(f"{ATOM}updated", "") for entry in entries)
    found += [] if root.findtext(f"{ATOM}updated") == newest else [f"not updated at {newest}"]
    return found + ([] if root.tag == f"{ATOM}feed" else [root.tag])


def _item_faults(item: ElementTree.Element) -> Iterator[str]:
    names = [child.tag.removeprefix(ATOM) for child in item]
    yield from (f"unknown: {name}" for name in names if name not in PARTS)
    yield from (f"not once: {name}" for name in ONCE if names.count(name) != 1)
    yield from (f"twice: {name}" for name in SELDOM if names.count(name) > 1)
    if not TIME.fullmatch(item.findtext(f"{ATOM}updated", "")):
        yield "no time"
    for link in item.findall(f"{ATOM}link"):
        is_typed = re.fullmatch(r"\w+/[\w+-]+", link.get("type", ""))
        if not _is_absolute(link.get("href", "")) or not is_typed:
            yield f"no link: {link.attrib}"
    if not _is_absolute(item.findtext(f"{ATOM}id", "")):
        yield "no id"
    alternates = [link for link in item.findall(f"{ATOM}link") if link.get("rel") == "alternate"]
    if len(alternates) != 1:
        yield "not one page to read"
    yield from ("no term" for one in item.findall(f"{ATOM}category") if not one.get("term"))
    yield from (f"empty: {name}" for name in ONCE if not item.findtext(f"{ATOM}{name}"))


def _is_absolute(address: str) -> bool:
    parts = urlsplit(address)
    return bool(parts.scheme and parts.netloc) and not re.search(r"[\s<>\"]", address)


@pytest.mark.parametrize("tag", ["en-US", "ru", "ar"])
@pytest.mark.parametrize("desk", ["The Desk", ""])
def test_the_feed_is_valid_atom(tag: str, desk: str) -> None:
    made = feed(replace(front(tag), desk=desk), [KZ, OLD, BY])
    assert faults(made, f"{URL}/public/feed.xml") == []
    language = ElementTree.fromstring(made).get("{http://www.w3.org/XML/1998/namespace}lang")
    assert language == tag


def test_an_entry_keeps_its_id_until_its_brief_has_another_day() -> None:
    def ids(*entries: EditionEntry) -> list[str | None]:
        return [
            one.text for one in ElementTree.fromstring(feed(front(), entries)).iter(f"{ATOM}id")
        ]

    kept = replace(KZ, title="Other words", status="draft", files=("kz.html",), countries=())
    assert ids(kept, BY) == ids(KZ, BY)
    later = ids(replace(KZ, as_of="2022-02-02"), BY)
    assert set(later) - set(ids(KZ, BY)) == {f"{URL}/public/kz#2022-02-02"}


# In a build


def test_a_build_lists_each_audiences_own_editions(project: Project) -> None:
    project.write("seeds/project.yaml", f"desk: The Desk\nurl: {URL}/\n")
    project.write(
        "seeds/briefs/tunnel.yaml",
        BRIEF.replace("The bridge", "The walrus tunnel").replace("TLP:CLEAR", "TLP:GREEN")
        + "sources: [bridge/*]\n",
    )
    project.build("--format", "json")
    files = project.output()
    assert "The bridge" in files["public/index.html"].decode()
    for name in ("public/index.html", "public/feed.xml", "public/manifest.json"):
        assert not [word for word in ABOVE_CLEAR if word in files[name].decode().casefold()]
    assert "The walrus tunnel" in files["partners/index.html"].decode()
    root = ElementTree.fromstring(files["partners/feed.xml"])
    assert root.findtext(f"{ATOM}id") == f"{URL}/partners/"
    owned = json.loads(files["public/manifest.json"])["files"]
    assert [file["name"] for file in owned] == ["bridge.json", "feed.xml", "index.html"]


def test_an_unchanged_build_touches_no_list(project: Project) -> None:
    project.write("seeds/project.yaml", f"url: {URL}\n")
    project.build("--format", "json")
    before = project.stats()
    project.build("--format", "json", "--force")
    assert project.stats() == before


def test_without_an_address_there_is_no_feed(project: Project) -> None:
    path = project.write("seeds/project.yaml", f"url: {URL}\n")
    project.build("--format", "json")
    assert "public/feed.xml" in project.output()
    path.unlink()
    project.build("--format", "json")
    assert "public/feed.xml" not in project.output()
    assert b"feed.xml" not in project.output()["public/index.html"]


def test_a_lost_list_is_made_again(project: Project) -> None:
    project.build("--format", "json")
    before = project.output()
    Path("output/public/index.html").unlink()
    assert project.build("--format", "json", "--check").code == 1
    assert project.build("--format", "json").made == ()
    assert project.output() == before


def test_what_is_gone_is_listed_no_more(project: Project) -> None:
    project.build("--format", "json")
    project.edit("seeds/briefs/bridge.yaml", "marking: TLP:CLEAR", "marking: TLP:GREEN")
    project.build("--format", "json")
    assert not [name for name in project.output() if name.startswith("public/")]


def test_a_projects_own_style_sheet_stands_in_place_of_the_shipped(project: Project) -> None:
    project.write("templates/index.css", "h1 { color: teal }\n")
    project.build("--format", "json", "--audience", "public")
    assert b"teal" in project.output()["public/index.html"]


def test_a_style_sheet_that_cannot_be_read_is_told(project: Project) -> None:
    file = project.write("templates/index.css", "")
    file.write_bytes(b"/* caf\xe9 */")
    ran = project.build("--format", "json")
    assert (ran.code, "templates/index.css: error[template-error]" in ran.err) == (1, True)


@pytest.mark.parametrize("name", ["index", "manifest"])
def test_a_brief_cannot_have_the_name_of_a_list(project: Project, name: str) -> None:
    project.write(f"seeds/briefs/{name}.yaml", BRIEF + "sources: [bridge/*]\n")
    for ran in (project.run("check"), project.build("--format", "json")):
        assert ran.code == 1, ran.err
        assert re.search(rf"briefs/{name}\.yaml(:1:1)?: error\[name-taken\]", ran.err), ran.err
    assert "public/bridge.json" in project.output()
