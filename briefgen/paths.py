"""Which paths of sources a brief's patterns match."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from fnmatch import translate
from functools import lru_cache

from briefgen.values import frozen

_LITERAL = re.compile(r"[^*?\[]*")
"""What a pattern begins with, up to its first wildcard."""


def matching(patterns: Iterable[str], paths: tuple[str, ...]) -> tuple[str, ...]:
    """Return the paths that any of the patterns matches, in the order that they are given in.

    It takes time by what can match, not by how many paths there are.
    """
    listed = _listed(paths)
    found = {path for pattern in patterns for path in _matched(pattern, listed)}
    return tuple(sorted(found, key=listed.positions.__getitem__))


@frozen
class _Listed:
    by_name: tuple[str, ...]
    positions: Mapping[str, int]


@lru_cache(maxsize=4)
def _listed(paths: tuple[str, ...]) -> _Listed:
    return _Listed(tuple(sorted(paths)), {path: at for at, path in enumerate(paths)})


def _matched(pattern: str, listed: _Listed) -> Iterator[str]:
    literal = _LITERAL.match(pattern)
    prefix = literal[0] if literal else ""
    matches = re.compile(translate(pattern)).match if pattern != f"{prefix}*" else bool
    for at in range(bisect_left(listed.by_name, prefix), len(listed.by_name)):
        path = listed.by_name[at]
        if not path.startswith(prefix):
            return
        if matches(path):
            yield path
