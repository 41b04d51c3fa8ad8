"""The tags of a PDF, mended: what heads what, items alone in lists, the language of each part."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

_LANGUAGE = re.compile(r"[A-Za-z0-9-]+")

Build = Callable[..., Iterator[Any]]
"""Boxes to the elements of the tag tree: a box first, other things after it."""


def mend(_document: object, pdf: Any) -> None:
    """Mend the tags of a PDF that is about to be written."""
    elements: dict[Any, Any] = {}
    for one in pdf.objects:
        element: Any = one
        if isinstance(one, dict) and one.get("Type") == "/StructElem":
            elements[element.reference] = one
    for element in elements.values():
        if element.get("S") == "/TR":
            _scope_headers(element, elements)
        elif element.get("S") == "/L":
            _keep_items_alone(element, elements)


def telling_languages(build: Build) -> Build:
    """Return the builder of tags, with the languages that parts of the page declare."""

    def build_telling(box: Any, *others: Any) -> Iterator[Any]:
        language = _language(box)
        for element in build(box, *others):
            if language:
                element.setdefault("Lang", f"({language})")
            yield element

    return build_telling


def _language(box: Any) -> str:
    """Return what the part calls its language, but for the page: that is said of the whole."""
    source = getattr(box, "element", None)
    if source is None or source.tag == "html":
        return ""
    language = source.get("lang") or ""
    return language if _LANGUAGE.fullmatch(language) else ""


def _scope_headers(row: Any, elements: Mapping[Any, Any]) -> None:
    """Say of each table header what it heads: its row if it stands first in a row of cells."""
    cells = [elements[kid] for kid in row["K"] if kid in elements]
    heads_row = any(cell["S"] == "/TD" for cell in cells)
    for cell in cells:
        if cell["S"] == "/TH":
            cell["A"]["Scope"] = "/Row" if heads_row else "/Column"


def _keep_items_alone(whole: Any, elements: Mapping[Any, Any]) -> None:
    """Move the spaces between the items of an inline list into the items that they follow."""
    items: list[Any] = []
    body: Any = None
    for kid in whole["K"]:
        element = elements.get(kid)
        if element is not None and element["S"] == "/Span" and body is not None:
            body["K"].append(kid)
            element["P"] = body.reference
            continue
        items.append(kid)
        bodies = [elements[one] for one in (element or {}).get("K", ()) if one in elements]
        body = next((one for one in reversed(bodies) if one["S"] == "/LBody"), None)
    whole["K"][:] = items
