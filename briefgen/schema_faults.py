"""What the models refuse, in words for the person who wrote it."""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from briefgen.errors import Diagnostic, KeyPath, Place
from briefgen.vocabulary import Marking

_MANY = 10
_CLASSIFICATIONS = ("SECRET", "CONFIDENTIAL", "RESTRICTED", "OFFICIAL", "UNCLASSIFIED", "CUI")


def schema_faults(
    error: ValidationError, model: type[BaseModel], file: str, data: Mapping[str, Any]
) -> Iterator[Diagnostic]:
    """Yield a finding for each thing that a model refused about one file."""
    marking = highest_marking(data)
    for detail in error.errors(include_url=False):
        code, message, hint = _reworded(detail, model)
        path = tuple(part for part in detail["loc"] if part != "[key]")
        on_key = detail["type"] == "extra_forbidden" or "[key]" in detail["loc"]
        yield Diagnostic(
            code, message, Place(file, path, on_key=on_key), hint=hint, marking=marking
        )


def highest_marking(data: Any) -> Marking | None:
    """Return the highest marking anywhere in a file's values; None where one cannot be read."""
    found = list(_markings(data))
    if None in found or not found:
        return None
    return max(marking for marking in found if marking is not None)


def _markings(data: Any) -> Iterator[Marking | None]:
    if isinstance(data, dict):
        for key, value in data.items():
            if key == "marking":
                known = isinstance(value, str) and value in {label.value for label in Marking}
                yield Marking(value) if known else None
            else:
                yield from _markings(value)
    elif isinstance(data, list):
        for value in data:
            yield from _markings(value)


def _reworded(detail: ErrorDetails, model: type[BaseModel]) -> tuple[str, str, str]:
    """Return code, message and hint."""
    kind, key = detail["type"], _last_key(detail["loc"])
    given = detail["input"]
    if kind == "extra_forbidden":
        return "unknown-key", f"`{key}` is no key here", _nearest(key, _known(model, detail["loc"]))
    if kind == "missing":
        return "missing-key", f"`{key}` is missing", f"add `{key}:`"
    if key == "marking":
        told = f"`{_shown(given)}` is no marking" if given else "`marking` is empty"
        return "marking-unknown", told, _marking_hint(given)
    if kind in ("enum", "literal_error"):
        allowed = str((detail.get("ctx") or {}).get("expected", ""))
        hint = _value_hint(str(given), allowed)
        return "value-unknown", f"`{_shown(given)}` is no value of `{key}`", hint
    if kind == "value_error":
        error = str((detail.get("ctx") or {}).get("error"))
        is_whole = detail["loc"][-1:] != (key,)  # of an item of a list, not of a key
        return "value-refused", error if is_whole else f"`{key}`: {error}", ""
    if "[key]" in detail["loc"]:
        return "value-refused", f"`{_shown(given)}` can be no key here", _form_hint("")
    if kind == "string_pattern_mismatch":
        return "value-refused", f"`{_shown(given)}` is not of the form of `{key}`", _form_hint(key)
    return "value-refused", *_misshapen(detail, key)


def _misshapen(detail: ErrorDetails, key: str) -> tuple[str, str]:
    """Return message and hint for a value of another shape than the key takes."""
    what, hint = _SHAPES.get(detail["type"], (detail["msg"], ""))
    what = what.format_map(detail.get("ctx") or {})
    is_item = isinstance(detail["loc"][-1], int)
    return f"{'an item of ' if is_item else ''}`{key}` {what}", hint


_MAPPING = ("is no mapping", "write `key: value` lines, set in by two spaces")
_NUMBER = ("is no number", "write digits, with a point: 43.24")
_SHAPES: Mapping[str, tuple[str, str]] = {
    "string_type": ("is no text", "write one value, in quotation marks if need be"),
    "string_too_short": ("is empty", "write it, or remove the key"),
    "string_too_long": ("is longer than {max_length} characters", ""),
    "tuple_type": ("is no list", "write [one, two], or each on a line that begins with `- `"),
    "dict_type": _MAPPING,
    "mapping_type": _MAPPING,
    "model_type": _MAPPING,
    "bool_type": ("is neither true nor false", ""),
    "float_type": _NUMBER,
    "float_parsing": _NUMBER,
    "greater_than_equal": ("is less than {ge}", ""),
    "less_than_equal": ("is more than {le}", ""),
}
"""What pydantic refuses, in words."""


def _last_key(loc: KeyPath) -> str:
    named = [part for part in loc if isinstance(part, str) and part != "[key]"]
    return named[-1] if named else "file"


def _shown(value: object) -> str:
    text = str(value)
    return text if len(text) <= 60 else f"{text[:57]}..."


def _nearest(word: str, known: list[str]) -> str:
    close = difflib.get_close_matches(word, known, n=1)
    return f"did you mean `{close[0]}`?" if close else "remove it, or see the schema"


def _value_hint(given: str, allowed: str) -> str:
    """Return what may be written: the nearest of many values, all of a few."""
    values = allowed.replace("'", "").replace(" or ", ", ").split(", ")
    close = difflib.get_close_matches(given, values, n=1) if len(values) > _MANY else []
    return f"did you mean `{close[0]}`?" if close else f"write {', '.join(values)}"


def _known(model: type[BaseModel], loc: KeyPath) -> list[str]:
    """Return the keys that a model knows beside the last of a path."""
    root = model.model_json_schema()
    shapes = _options(root, root)
    for part in loc[:-1]:
        inner = (one for shape in shapes for one in _inside(shape, part))
        shapes = [option for one in inner for option in _options(one, root)]
    return sorted({key for shape in shapes for key in shape.get("properties", {})})


def _options(shape: dict[str, Any], root: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the shapes that a JSON Schema allows, references followed."""
    if "$ref" in shape:
        return _options(root["$defs"][shape["$ref"].rpartition("/")[2]], root)
    if "anyOf" in shape:
        return [option for one in shape["anyOf"] for option in _options(one, root)]
    return [shape]


def _inside(shape: dict[str, Any], part: str | int) -> Iterator[dict[str, Any]]:
    """Yield what a shape has under a key or a position."""
    if isinstance(part, int):
        yield from (shape[key] for key in ("items",) if key in shape)
    elif part in shape.get("properties", {}):
        yield shape["properties"][part]
    else:
        yield from shape.get("patternProperties", {}).values()


def _marking_hint(given: object) -> str:
    labels = ", ".join(marking.value for marking in Marking)
    text = str(given).upper()
    if "WHITE" in text:
        return "TLP 2.0 calls it TLP:CLEAR"
    foreign = [char for char in text if not " " <= char <= "~"]
    if foreign:
        named = f"U+{ord(foreign[0]):04X} {unicodedata.name(foreign[0], '')}".strip()
        return f"it holds {named}, which does not belong there: write one of {labels}"
    if any(word in text for word in _CLASSIFICATIONS):
        return f"TLP is no classification scheme: write one of {labels}"
    return f"write one of {labels}, in capitals and without spaces"


def _form_hint(key: str) -> str:
    forms = {
        "url": "begin with https:// or http:// and leave no space",
        "language": "write a language tag: en-US, ru, kk",
        "countries": "write the two capital letters of ISO 3166: KZ",
        "sha256": "write 64 hexadecimal digits",
    }
    return forms.get(key, "write lower-case letters, digits and hyphens: shoot-to-kill")
