"""Authored words cut into sentences, each with whether it cites anything."""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefgen.parts import Cites, Words
from briefgen.values import frozen

_MARK = "\x02"
"""Stands for a citation; authored words have none of it."""
_STOP = re.compile(
    r"(?P<stop>[.!?…]+|[\u3002\uff01\uff1f]+)(?P<close>[\"'”’»)\]]*)(?P<cites>(?:\s*\x02)*)"
    r"(?P<space>\s*)(?P<next>[\"'“‘«(\[]*\w)?"
)
_SHORT = re.compile(
    r"(?:^|[\s(\"'“‘«])(?:[^\W\d_]|(?:\w\.)+\w|Mr|Mrs|Ms|Dr|Prof|Gen|Col|Lt|Maj|Sen|Rep|Gov|Amb|Rev|St|Jr|"
    r"Sr|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|No|Nos|Art|vs|cf|ca|approx|pp|para|paras|"
    r"Inc|Ltd|Co|Corp|e\.g|i\.e)$"
)


@frozen
class Sentence:
    """One sentence."""

    written: str
    """With a mark for each citation."""

    @property
    def text(self) -> str:
        """Return it without its citations."""
        words = re.sub(r"\s*\x02", "", self.written)
        return re.sub(r"\s+(?=[.,;:!?])|\s+$", "", words).strip()

    @property
    def is_cited(self) -> bool:
        """Whether it cites anything."""
        return _MARK in self.written


def sentences(words: Words) -> Iterator[Sentence]:
    """Yield the sentences; a citation after a stop belongs to the sentence before it."""
    flat = "".join(_MARK if isinstance(word, Cites) else word.text for word in words)
    start = 0
    for match in _STOP.finditer(flat):
        if _ends(flat, match):
            yield from _sentence(flat[start : match.end("cites")])
            start = match.end("cites")
    yield from _sentence(flat[start:])


def _sentence(piece: str) -> Iterator[Sentence]:
    if any(char.isalnum() for char in piece):
        yield Sentence(piece)


def _ends(flat: str, match: re.Match[str]) -> bool:
    if match["stop"][0] in "\u3002\uff01\uff1f":
        return True
    following = (match["next"] or "")[-1:]
    if following and not match["space"]:
        return False
    if following.islower():
        return False
    is_short = match["stop"] == "." and _SHORT.search(flat, 0, match.start())
    return not (is_short and following and not match["cites"])
