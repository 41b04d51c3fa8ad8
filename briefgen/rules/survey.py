"""What rules about a whole library are asked of."""

from __future__ import annotations

from collections.abc import Mapping

from briefgen.models.library import Library
from briefgen.rules.case import Case, Repertoire
from briefgen.values import frozen


@frozen
class Survey:
    """A library and the briefs of it that are checked."""

    library: Library
    cases: Mapping[str, Case]
    """By the brief's id."""
    repertoire: Repertoire | None = None
    """None: nobody knows, so that all is taken for known."""

    @property
    def is_whole(self) -> bool:
        """Whether all briefs are checked."""
        return len(self.cases) == len(self.library.briefs)
