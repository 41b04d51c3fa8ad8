"""Values to canonical JSON: one way to write them, so that equal values give equal bytes."""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass
from functools import lru_cache
from json.encoder import encode_basestring
from typing import Any


def canonical_json(value: object) -> str:
    """Return dataclasses, mappings, lists and plain values: keys sorted, UTF-8 as it is."""
    return _written(value, "\n") + "\n"


def _written(value: object, line: str) -> str:
    """Write a part as `json.dumps` does, which is slow where it indents.

    Args:
        line: a line feed, and what each line of this part begins with.
    """
    deeper = line + " "
    if isinstance(value, str):
        return encode_basestring(value)
    if isinstance(value, (tuple, list)):
        return _enclosed("[", [_written(one, deeper) for one in value], "]", line)
    if isinstance(value, dict):
        items = [
            f"{encode_basestring(key)}: {_written(value[key], deeper)}" for key in sorted(value)
        ]
        return _enclosed("{", items, "}", line)
    if is_dataclass(value):
        kind: Any = type(value)
        items = [f'"{name}": {_written(getattr(value, name), deeper)}' for name in _names(kind)]
        return _enclosed("{", items, "}", line)
    return json.dumps(value)


def _enclosed(first: str, items: list[str], last: str, line: str) -> str:
    return f"{first}{line} {f',{line} '.join(items)}{line}{last}" if items else first + last


@lru_cache
def _names(kind: Any) -> tuple[str, ...]:
    return tuple(sorted(field.name for field in fields(kind)))
