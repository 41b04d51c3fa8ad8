"""Pages and other places in a document, as Chicago writes them."""

from __future__ import annotations

import re

_DASH = "\N{EN DASH}"
_LABEL = re.compile(r"(?:(?:pp?\.?|pages?)\s*(?=\d)|(?:pp?\.|pages?)\s+)", re.IGNORECASE)
_RANGE = re.compile(r"(?<![\d.:])(\d+)\s*[-\u2013]\s*(\d+)(?![\d.:])")


def locator(words: str) -> str:
    """Return a place cited: pages lose their label, every range is closed up and shortened."""
    label = _LABEL.match(words)
    return pages(words[label.end() :] if label else words)


def pages(words: str | None) -> str:
    """Return pages with their ranges shortened: 321-335 is 321-35, 101-108 is 101-8."""
    return _RANGE.sub(lambda match: f"{match[1]}{_DASH}{_short(match[1], match[2])}", words or "")


def _short(first: str, last: str) -> str:
    if len(first) != len(last) or len(first) < 3 or first.endswith("00"):
        return last
    same = next((n for n, (a, b) in enumerate(zip(first, last, strict=True)) if a != b), len(last))
    if int(first) % 100 < 10:
        return last[same:] or last[-1]
    if len(first) == 4 and same < 2:
        return last
    return last[min(same, len(last) - 2) :]
