"""What can change between two editions of one brief for one audience: a noun for each kind.

What a release said and the newer edition no longer has is counted, never quoted: its words may have
been raised since. Every word of a change stands in the newer edition.
"""

from __future__ import annotations

from dataclasses import field
from typing import ClassVar

from briefgen.values import frozen


@frozen
class Change:
    """One difference between two editions."""

    happened: ClassVar[str]
    key: str
    """Of the newer edition; for a lead the id of its field; empty for what is counted alone."""
    words: str
    """What the newer edition says there, without citations; empty for a mere count."""
    of: str = field(default="claim", kw_only=True)
    """`brief`, `judgment`, `lead`, `claim`, `option`, `unknown` or `watch`: what the key is of."""

    @property
    def kind(self) -> str:
        """As JSON and style sheets call it; `wording` has words for each."""
        return self.happened if self.of in ("claim", "brief") else f"{self.of}-{self.happened}"


# To whatever an edition says


@frozen
class Added(Change):
    """It is new: the older edition neither printed it, nor left it out, nor cited it."""

    happened: ClassVar[str] = "new"


@frozen
class Reworded(Change):
    """It is said in other words; a judgment, as likely and as confidently."""

    happened: ClassVar[str] = "reworded"


@frozen
class Dropped(Change):
    """Some of them are said no longer; claims of which that is so are `Withdrawn`."""

    happened: ClassVar[str] = "dropped"
    n: int


# To the brief


@frozen
class BottomLineChanged(Change):
    """The bottom line says something else."""

    happened: ClassVar[str] = "bottom-line-changed"
    of: str = field(default="brief", kw_only=True)


@frozen
class Withdrawn(Change):
    """Claims are printed no longer, and neither left out for length nor cited."""

    happened: ClassVar[str] = "withdrawn"
    n: int
    of: str = field(default="brief", kw_only=True)


# To judgments


@frozen
class LikelihoodMoved(Change):
    """A judgment is held more or less likely; a term is empty where none is given."""

    happened: ClassVar[str] = "likelihood-moved"
    old: str
    new: str
    of: str = field(default="judgment", kw_only=True)


@frozen
class ConfidenceMoved(Change):
    """A judgment is held with more or less confidence; a level is empty where none is given."""

    happened: ClassVar[str] = "confidence-moved"
    old: str
    new: str
    of: str = field(default="judgment", kw_only=True)


@frozen
class Reviewed(Change):
    """A judgment was looked at again and stands."""

    happened: ClassVar[str] = "reviewed"
    reviewed: str
    """The day."""
    of: str = field(default="judgment", kw_only=True)


# To claims


@frozen
class Updated(Change):
    """A later statement is printed in a claim's place."""

    happened: ClassVar[str] = "updated"
    earlier: str
    """What was printed, as the newer edition itself recalls it."""


@frozen
class Rerated(Change):
    """The Admiralty rating of a claim is another; empty for unrated."""

    happened: ClassVar[str] = "re-rated"
    old: str
    new: str


@frozen
class EvidenceGained(Change):
    """More is cited for the same claim."""

    happened: ClassVar[str] = "evidence-gained"
    n: int


@frozen
class EvidenceLost(Change):
    """Some of what was cited for the same claim is not any more."""

    happened: ClassVar[str] = "evidence-lost"
    n: int


@frozen
class DisputeOpened(Change):
    """A claim is disputed by something that did not dispute it before."""

    happened: ClassVar[str] = "disputed"
    dispute: str
    """What disputes it."""


@frozen
class DisputeReworded(Change):
    """What disputes a claim says so in other words."""

    happened: ClassVar[str] = "dispute-reworded"
    dispute: str
    """What disputes it now."""


@frozen
class DisputeSettled(Change):
    """Something that disputed a claim is no longer printed with it."""

    happened: ClassVar[str] = "dispute-settled"


# To options


@frozen
class Recommended(Change):
    """An option is recommended now."""

    happened: ClassVar[str] = "recommended"
    of: str = field(default="option", kw_only=True)


@frozen
class NotRecommended(Change):
    """An option is recommended no longer."""

    happened: ClassVar[str] = "not-recommended"
    of: str = field(default="option", kw_only=True)


@frozen
class Changes:
    """All that changed since a release."""

    since: str
    """The day that the release gives the state of knowledge of."""
    changes: tuple[Change, ...]
