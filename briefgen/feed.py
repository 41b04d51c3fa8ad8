"""An audience's editions as an Atom feed (RFC 4287), dated as of their briefs."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import quote
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from briefgen.front import FEED, Front, newest_first
from briefgen.manifest import EditionEntry

_ATOM = "http://www.w3.org/2005/Atom"
_TYPES = {"html": "text/html", "pdf": "application/pdf", "json": "application/json"}


def feed(front: Front, editions: Iterable[EditionEntry]) -> bytes:
    """Return the feed: an entry for each edition, with an id that its date is part of."""
    listed, base = newest_first(editions), f"{front.url}/{quote(front.audience)}"
    root = Element("feed", {"xmlns": _ATOM, "xml:lang": front.language.tag})
    _text(root, "id", f"{base}/")
    _text(root, "title", " · ".join(filter(None, (front.desk, front.title))))
    _text(root, "updated", _time(listed[0].as_of))
    SubElement(root, "link", rel="self", type="application/atom+xml", href=f"{base}/{FEED}")
    SubElement(root, "link", rel="alternate", type="text/html", href=f"{base}/")
    author = SubElement(root, "author")
    _text(author, "name", front.desk or front.title)
    for entry in listed:
        _entry(root, entry, front, base)
    indent(root, " ")
    document: bytes = tostring(root, encoding="utf-8")
    return b'<?xml version="1.0" encoding="utf-8"?>\n' + document + b"\n"


def _entry(root: Element, entry: EditionEntry, front: Front, base: str) -> None:
    language = front.language
    item = SubElement(root, "entry")
    _text(item, "id", f"{base}/{quote(entry.brief)}#{entry.as_of}")
    is_draft = entry.status != "final"
    _text(item, "title", f"{language.say('draft')}: {entry.title}" if is_draft else entry.title)
    _text(item, "updated", _time(entry.as_of))
    for number, name in enumerate(entry.files):
        relation = "related" if number else "alternate"
        kind = _TYPES[name.rpartition(".")[2]]
        SubElement(item, "link", rel=relation, type=kind, href=f"{base}/{quote(name)}")
    for term in (entry.status, entry.marking, *entry.countries):
        SubElement(item, "category", term=term)
    as_of = language.say("as-of", date=language.date(entry.as_of))
    _text(item, "summary", f"{entry.marking}. {as_of}")
    _text(item, "rights", entry.marking)


def _time(day: str) -> str:
    return f"{day}T00:00:00Z"


def _text(parent: Element, tag: str, text: str) -> None:
    SubElement(parent, tag).text = text
