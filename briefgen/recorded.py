"""Editions read back from their JSON, every value of them checked."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from functools import lru_cache
from typing import Any

from pydantic import TypeAdapter, ValidationError

from briefgen.edition import SCHEMA, Citation, Edition
from briefgen.errors import ContentError, Diagnostic, KeyPath, Place
from briefgen.parts import Run
from briefgen.vocabulary import Marking


def read_edition(text: str, file: str) -> Edition:
    """Return the edition that canonical JSON tells of.

    Args:
        file: for messages.

    Raises:
        ContentError: it is no edition of this schema; what it says is not repeated.
    """
    try:
        document = json.loads(text)
    except (ValueError, RecursionError) as error:
        line = error.lineno if isinstance(error, json.JSONDecodeError) else None
        raise _damaged("it is no JSON", Place(file, line=line)) from error
    return as_edition(document, file)


def as_edition(document: Any, file: str, under: KeyPath = ()) -> Edition:
    """Return the edition that a value read from JSON tells of, which stands under these keys.

    Raises:
        ContentError: it is none of this schema.
    """
    schema = document.get("schema") if isinstance(document, dict) else None
    if schema != SCHEMA:
        raise _damaged(f"it is no edition of schema {SCHEMA}", Place(file, under))
    try:
        edition = _adapter().validate_json(json.dumps(document), strict=True)
    except ValidationError as error:
        path = (*under, *_path(error))
        message = f"`{'.'.join(map(str, path))}` is not what an edition has there"
        raise _damaged(message, Place(file, path)) from error
    for path, label in _markings(document):
        if label not in _LABELS:
            where = ".".join(map(str, (*under, *path)))
            raise _damaged(f"`{where}` is no marking", Place(file, (*under, *path)))
    return edition


def highest(edition: Edition) -> Marking:
    """Return the highest marking that stands anywhere in an edition."""
    return max(_LABELS[label] for _, label in _markings(asdict(edition)))


_LABELS = {marking.value: marking for marking in Marking}


@lru_cache(maxsize=1)
def _adapter() -> TypeAdapter[Edition]:
    return TypeAdapter(Edition)


def _path(error: ValidationError) -> KeyPath:
    """Return where the first fault stands, without the names of types that stand in no file."""
    types = {Run.__name__, Citation.__name__}
    return tuple(part for part in error.errors()[0]["loc"] if part not in types)


def _markings(value: Any, path: KeyPath = ()) -> Iterator[tuple[KeyPath, str]]:
    """Yield every marking in a document with the keys that it stands under."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key == "marking":
                # A change that is a mere count has none.
                if inner or path[:1] != ("changes",):
                    yield (*path, key), inner
            elif key != "csl":
                yield from _markings(inner, (*path, key))
    elif isinstance(value, list | tuple):
        for number, inner in enumerate(value):
            yield from _markings(inner, (*path, number))


def _damaged(message: str, place: Place) -> ContentError:
    hint = "take the file as `briefgen build` or `briefgen release` wrote it"
    found = Diagnostic("edition-damaged", message, place, hint=hint, marking=Marking.CLEAR)
    return ContentError([found])
