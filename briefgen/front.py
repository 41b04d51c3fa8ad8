"""The page that lists an audience's editions: readable, filtered without a script."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from urllib.parse import quote
from xml.etree.ElementTree import Element, SubElement, tostring

from briefgen.languages import Language
from briefgen.manifest import EditionEntry
from briefgen.values import frozen
from briefgen.vocabulary import Marking

INDEX, FEED = "index.html", "feed.xml"
"""What stands beside the editions of an audience."""
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
_OPEN = (Marking.CLEAR.value, "final")


@frozen
class Front:
    """What the page and the feed of one audience say beside its editions."""

    audience: str
    title: str
    language: Language
    desk: str
    url: str
    """Where output/ is published, without a final slash; empty for nowhere: then no feed."""
    styles: str
    """The style sheet of the page."""

    @property
    def names(self) -> tuple[str, ...]:
        """The files that stand beside the editions."""
        return (INDEX, FEED) if self.url else (INDEX,)


def index(front: Front, editions: Iterable[EditionEntry]) -> bytes:
    """Return the page of an audience's editions, the newest first."""
    listed = newest_first(editions)
    say, marking = front.language.say, max(Marking(entry.marking) for entry in listed)
    classes = f"index tlp-{marking.slug}"
    root = Element("html", lang=front.language.tag, dir=front.language.direction)
    root.set("class", classes)
    kinds = _kinds(front, listed)
    _head(root, front, [*listed], kinds)
    body = SubElement(root, "body")
    header = SubElement(body, "header")
    _plate(header, marking.value)
    if front.desk:
        _text(header, "p", front.desk, "desk")
    _text(header, "h1", say("index-title"))
    _text(header, "p", say("audience", audience=front.title), "audience")
    main = SubElement(body, "main")
    _filters(main, kinds, front.language)
    items = SubElement(main, "ol", {"class": "editions"})
    for entry in listed:
        _item(items, entry, front.language, kinds)
    footer = SubElement(body, "footer")
    if front.url:
        _text(footer, "a", say("index-feed")).set("href", FEED)
    _plate(footer, marking.value)
    page: bytes = tostring(root, encoding="utf-8", method="html")
    return b"<!DOCTYPE html>\n" + page + b"\n"


def newest_first(editions: Iterable[EditionEntry]) -> tuple[EditionEntry, ...]:
    """Return the editions by date, the newest first, those of one day by title."""
    by_title = sorted(editions, key=lambda entry: (entry.title, entry.brief))
    return tuple(sorted(by_title, key=lambda entry: entry.as_of, reverse=True))


@frozen
class _Kind:
    """What editions can be filtered by: a legend, and the values that occur, with their names."""

    name: str
    legend: str
    values: tuple[tuple[str, str], ...]


def _kinds(front: Front, listed: Sequence[EditionEntry]) -> tuple[_Kind, ...]:
    """Return the filters that have something to choose between."""
    say = front.language.say
    statuses = sorted({entry.status for entry in listed}, reverse=True)
    countries = sorted({country for entry in listed for country in entry.countries})
    kinds = (
        _Kind("country", say("index-country"), tuple((code, code) for code in countries)),
        _Kind(
            "status",
            say("index-status"),
            tuple((status, _status(status, front.language)) for status in statuses),
        ),
    )
    return tuple(kind for kind in kinds if len({_values(one, kind) for one in listed}) > 1)


def _status(status: str, language: Language) -> str:
    return language.say("index-final" if status == "final" else "draft")


def _values(entry: EditionEntry, kind: _Kind) -> tuple[str, ...]:
    return entry.countries if kind.name == "country" else (entry.status,)


def _head(
    root: Element, front: Front, listed: Sequence[EditionEntry], kinds: Sequence[_Kind]
) -> None:
    head = SubElement(root, "head")
    SubElement(head, "meta", charset="utf-8")
    SubElement(head, "meta", {"http-equiv": "Content-Security-Policy", "content": _POLICY})
    SubElement(head, "meta", name="viewport", content="width=device-width, initial-scale=1")
    SubElement(head, "meta", {"name": "color-scheme", "content": "light dark"})
    if any((entry.marking, entry.status) != _OPEN for entry in listed):
        SubElement(head, "meta", name="robots", content="noindex, nofollow, noarchive")
    named = (front.language.say("index-title"), front.title, front.desk)
    _text(head, "title", " · ".join(filter(None, named)))
    if front.url:
        feed = {"rel": "alternate", "type": "application/atom+xml", "href": FEED}
        SubElement(head, "link", feed)
    _text(head, "style", front.styles.replace("</", "<\\/") + "".join(_rules(kinds)))


def _rules(kinds: Sequence[_Kind]) -> Iterable[str]:
    """Yield the rules that hide what a checked value is not: all that filtering takes."""
    for kind in kinds:
        for number, _ in enumerate(kind.values, start=1):
            name = f"{kind.name}-{number}"
            yield f"main:has(#{name}:checked) li:not(.{name}){{display:none}}\n"


def _filters(main: Element, kinds: Sequence[_Kind], language: Language) -> None:
    for kind in kinds:
        group = SubElement(main, "fieldset")
        _text(group, "legend", kind.legend)
        choices = [language.say("index-all"), *(name for _, name in kind.values)]
        for number, name in enumerate(choices):
            label = SubElement(group, "label")
            choice = {"type": "radio", "name": kind.name, "id": f"{kind.name}-{number}"}
            button = SubElement(label, "input", choice)
            if number == 0:
                button.set("checked", "checked")
            button.tail = f" {name}"


def _item(items: Element, entry: EditionEntry, language: Language, kinds: Sequence[_Kind]) -> None:
    classes = [
        f"{kind.name}-{number}"
        for kind in kinds
        for number, (value, _) in enumerate(kind.values, start=1)
        if value in _values(entry, kind)
    ]
    item = SubElement(items, "li", {"class": " ".join(classes)} if classes else {})
    title = SubElement(item, "h2")
    page = f"{entry.brief}.html"
    first = page if page in entry.files else entry.files[0]
    _text(title, "a", entry.title).set("href", quote(first))
    facts = SubElement(item, "p", {"class": "facts"})
    if entry.status != "final":
        _text(facts, "b", language.say("draft"), "draft").tail = " "
    _text(facts, "span", language.say("as-of", date=language.date(entry.as_of))).tail = " "
    for country in entry.countries:
        _text(facts, "span", country, "country").tail = " "
    _text(facts, "span", entry.marking, "marking")
    files = SubElement(item, "p", {"class": "files"})
    for name in entry.files:
        label = language.say(_LABELS[name.rpartition(".")[2]])
        link = _text(files, "a", label)
        link.set("href", quote(name))
        link.tail = " "


_LABELS = {"html": "index-page", "pdf": "download-pdf", "json": "index-data"}


def _plate(body: Element, marking: str) -> None:
    _text(SubElement(body, "p", {"class": "plate"}), "span", marking)


def _text(parent: Element, tag: str, text: str, class_: str = "") -> Element:
    element = SubElement(parent, tag, {"class": class_} if class_ else {})
    element.text = text
    return element
