"""What rules about a whole library are asked of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from briefgen.models.library import Library
from briefgen.rules.case import Case


@dataclass(frozen=True, slots=True)
class Repertoire:
    """What seeds may name that does not stand in them."""

    templates: frozenset[str]
    """Folders, and files by their names."""
    themes: frozenset[str]
    languages: frozenset[str]
    """Those that have a catalogue, by their first subtag."""
    countries: frozenset[str]
    """ISO 3166 codes of those that can be drawn."""
    taken: frozenset[str]
    """Names that no brief may have, since files beside the editions do."""


@dataclass(frozen=True, slots=True)
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
