"""The standards a brief speaks, as enums: TLP 2.0, Admiralty, ICD 203, and the five fields."""

from __future__ import annotations

from enum import Enum, StrEnum
from typing import NamedTuple


class Marking(Enum):
    """A Traffic Light Protocol 2.0 label (FIRST, 2022); ordered, CLEAR lowest."""

    CLEAR = "TLP:CLEAR"
    """No limit on who may have it."""
    GREEN = "TLP:GREEN"
    """The community."""
    AMBER = "TLP:AMBER"
    """The organisation and its clients, need to know."""
    AMBER_STRICT = "TLP:AMBER+STRICT"
    """The organisation only."""
    RED = "TLP:RED"
    """The individual recipients only."""

    rank: int
    """Position in the order, 0 for CLEAR."""

    def __init__(self, _label: str) -> None:
        self.rank = len(type(self).__members__)

    @property
    def slug(self) -> str:
        """The label as a style class: `clear`, `amber-strict`."""
        return str(self.value).removeprefix("TLP:").lower().replace("+", "-")

    def __lt__(self, other: Marking) -> bool:
        return self.rank < other.rank

    def __le__(self, other: Marking) -> bool:
        return self.rank <= other.rank

    def __gt__(self, other: Marking) -> bool:
        return self.rank > other.rank

    def __ge__(self, other: Marking) -> bool:
        return self.rank >= other.rank


class Reliability(StrEnum):
    """How far a source can be relied on (Admiralty code, first character)."""

    A = "A"
    """Completely reliable."""
    B = "B"
    """Usually reliable."""
    C = "C"
    """Fairly reliable."""
    D = "D"
    """Not usually reliable."""
    E = "E"
    """Unreliable."""
    F = "F"
    """Reliability cannot be judged: unknown, not the middle."""


class Credibility(StrEnum):
    """How credible a statement is (Admiralty code, second character)."""

    ONE = "1"
    """Confirmed by other, independent sources."""
    TWO = "2"
    """Probably true."""
    THREE = "3"
    """Possibly true."""
    FOUR = "4"
    """Doubtful."""
    FIVE = "5"
    """Improbable."""
    SIX = "6"
    """Truth cannot be judged: unknown, not the middle."""


class Confidence(StrEnum):
    """How well a judgment is founded (ICD 203), apart from how likely it is."""

    LOW = "low"
    """Uncorroborated, many assumptions, glaring gaps."""
    MODERATE = "moderate"
    """Partly corroborated from good sources, several assumptions."""
    HIGH = "high"
    """Well corroborated from proven sources, few assumptions."""


class Range(NamedTuple):
    """What a term of likelihood means, in whole per cent, and its row of the table."""

    low: int
    high: int
    row: int


class Likelihood(StrEnum):
    """A term of likelihood (ICD 203, 2015), in either row of its table."""

    ALMOST_NO_CHANCE = "almost no chance"
    """1-5 per cent, row 1."""
    REMOTE = "remote"
    """1-5 per cent, row 2."""
    VERY_UNLIKELY = "very unlikely"
    """5-20 per cent, row 1."""
    HIGHLY_IMPROBABLE = "highly improbable"
    """5-20 per cent, row 2."""
    UNLIKELY = "unlikely"
    """20-45 per cent, row 1."""
    IMPROBABLE = "improbable"
    """20-45 per cent, row 2."""
    ROUGHLY_EVEN_CHANCE = "roughly even chance"
    """45-55 per cent, row 1."""
    ROUGHLY_EVEN_ODDS = "roughly even odds"
    """45-55 per cent, row 2."""
    LIKELY = "likely"
    """55-80 per cent, row 1."""
    PROBABLE = "probable"
    """55-80 per cent, row 2."""
    VERY_LIKELY = "very likely"
    """80-95 per cent, row 1."""
    HIGHLY_PROBABLE = "highly probable"
    """80-95 per cent, row 2."""
    ALMOST_CERTAIN = "almost certain"
    """95-99 per cent, row 1."""
    NEARLY_CERTAIN = "nearly certain"
    """95-99 per cent, row 2."""

    @property
    def range(self) -> Range:
        """What the term means."""
        return _RANGES[self.value]


_STEPS = ((1, 5), (5, 20), (20, 45), (45, 55), (55, 80), (80, 95), (95, 99))
_RANGES = {
    term.value: Range(*_STEPS[position // 2], row=position % 2 + 1)
    for position, term in enumerate(Likelihood)
}


class Severity(StrEnum):
    """What a finding does to a build: an error stops it, a warning stops nothing."""

    ERROR = "error"
    WARNING = "warning"


class Role(StrEnum):
    """What an annotation does: states a claim of its own, or bears on another's."""

    STATES = "states"
    SUPPORTS = "supports"
    DISPUTES = "disputes"
    UPDATES = "updates"


DEFAULT_FIELDS = (
    "situation",
    "actors",
    "government-response",
    "international-reaction",
    "us-interests",
)
"""The structured fields that every brief has; a brief may add its own."""
