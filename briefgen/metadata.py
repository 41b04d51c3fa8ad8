"""What an edition says of itself to machines: schema.org, Dublin Core, citation and Open Graph."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from markupsafe import Markup

from briefgen.edition import Edition, Line, Reference
from briefgen.parts import Run
from briefgen.values import frozen

_TYPES = {
    "article-newspaper": "NewsArticle",
    "article-journal": "ScholarlyArticle",
    "report": "Report",
    "legislation": "Legislation",
    "dataset": "Dataset",
    "webpage": "WebPage",
    "post": "SocialMediaPosting",
}
SCHEMAS = {
    "DC": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
}
"""What the prefixes of names stand for."""
_JSON = json.JSONEncoder(ensure_ascii=False, sort_keys=True)
_UNSAFE = "<>&\u2028\u2029"


@frozen
class Whereabouts:
    """Where the page of an edition stands, and what stands beside it."""

    url: str = ""
    """Its address; empty where it is not known."""
    pdf: str = ""
    """The same edition as PDF, by its name beside the page."""

    @classmethod
    def of(cls, edition: Edition, root: str) -> Whereabouts:
        """Return where an edition stands whose folders are published beneath a root, if one is."""
        name = quote(edition.brief)
        return cls(
            url=f"{root}/{quote(edition.audience)}/{name}.html" if root else "",
            pdf=f"{name}.pdf",
        )


NOWHERE = Whereabouts()


def told(edition: Edition, whereabouts: Whereabouts) -> dict[str, object]:
    """Return all of it as templates get it."""
    return {
        "linked_data": Markup(linked_data(edition, whereabouts)),
        "about": about(edition, whereabouts),
        "links": links(whereabouts),
    }


def plain(line: Line) -> str:
    """Return the words of a line without styles and citations."""
    return "".join(part.text for part in line if isinstance(part, Run))


def linked_data(edition: Edition, whereabouts: Whereabouts) -> str:
    """Return schema.org JSON-LD, safe inside a `script` element."""
    works = [_work(reference) for reference in edition.references if reference.csl]
    data = {
        "@context": "https://schema.org",
        "@type": "Report",
        "url": whereabouts.url,
        "name": edition.title,
        "headline": edition.title,
        "abstract": plain(edition.bottom_line.line),
        "datePublished": edition.as_of,
        "inLanguage": edition.text_language,
        "creativeWorkStatus": edition.status,
        "conditionsOfAccess": edition.marking,
        "audience": {"@type": "Audience", "audienceType": edition.audience_title},
        "author": _organisation(edition.desk),
        "publisher": _organisation(edition.desk),
        "citation": works,
    }
    kept = {key: value for key, value in data.items() if value}
    text = _JSON.encode(kept)
    for sign in _UNSAFE:
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return text


def links(whereabouts: Whereabouts) -> tuple[tuple[str, str], ...]:
    """Return the link elements as (relation, address)."""
    schemas = [(f"schema.{prefix}", address) for prefix, address in SCHEMAS.items()]
    return (*schemas, *([("canonical", whereabouts.url)] if whereabouts.url else ()))


def about(edition: Edition, whereabouts: Whereabouts) -> tuple[tuple[str, str, str], ...]:
    """Return the meta elements as (attribute, name, content), none of them empty."""
    summary = plain(edition.bottom_line.line)
    day = edition.as_of.replace("-", "/")
    named = [
        ("description", summary),
        ("author", edition.desk),
        ("dcterms.created", edition.as_of),
        ("DC.title", edition.title),
        ("DC.creator", edition.desk),
        ("DC.publisher", edition.desk),
        ("DC.identifier", whereabouts.url),
        ("DC.date", edition.as_of),
        ("DC.language", edition.text_language),
        ("DC.description", summary),
        ("DC.type", "Text"),
        ("DC.rights", f"{edition.marking} {edition.gloss}".strip()),
        ("citation_title", edition.title),
        ("citation_author", edition.desk),
        ("citation_publication_date", day),
        ("citation_technical_report_institution", edition.desk),
        ("citation_language", edition.text_language),
        ("citation_public_url", whereabouts.url),
        ("citation_pdf_url", whereabouts.pdf),
    ]
    graph = [
        ("og:type", "article"),
        ("og:title", edition.title),
        ("og:description", summary),
        ("og:site_name", edition.desk),
        ("og:url", whereabouts.url),
    ]
    every = [("name", *pair) for pair in named] + [("property", *pair) for pair in graph]
    return tuple(meta for meta in every if meta[2])


def _organisation(name: str) -> dict[str, str]:
    return {"@type": "Organization", "name": name} if name else {}


def _work(reference: Reference) -> dict[str, Any]:
    csl = reference.csl
    work = {
        "@type": _TYPES.get(csl.get("type", ""), "CreativeWork"),
        "name": csl.get("title", ""),
        "url": reference.url,
        "datePublished": "-".join(_day(csl.get("issued", {}))),
        "author": list(_authors(csl)),
        "publisher": _organisation(csl.get("publisher", "")),
    }
    return {key: value for key, value in work.items() if value}


def _authors(csl: dict[str, Any]) -> Iterator[dict[str, str]]:
    for author in csl.get("author", ()):
        parts = (author.get("given", ""), author.get("family", ""), author.get("literal", ""))
        kind = "Organization" if author.get("literal") else "Person"
        yield {"@type": kind, "name": " ".join(part for part in parts if part)}


def _day(issued: dict[str, Any]) -> Iterator[str]:
    for number in next(iter(issued.get("date-parts", ())), ()):
        yield f"{int(number):02d}"
