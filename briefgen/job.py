"""A job is an edition to be made, and what making it came to; frozen data both, and light."""

from __future__ import annotations

from briefgen.edition import Edition
from briefgen.languages import Language
from briefgen.looks import Looks
from briefgen.parts import Cleared
from briefgen.publish import Artefact
from briefgen.values import frozen


@frozen
class Job:
    """An edition to be made."""

    cleared: Cleared
    language: Language
    formats: tuple[str, ...]
    """Of html, pdf, json."""
    looks: Looks
    """The project's own templates."""
    file: str
    """The brief's file, for messages."""
    since: Edition | None = None
    """What its audience was given last, to tell what changed."""
    url: str = ""
    """Where output/ is published, without a final slash; empty for nowhere."""
    known_fit: int | None = None
    """How many claims fitted when the same was made before; None where it never was."""

    @property
    def name(self) -> str:
        """The edition, for messages: `executive/kazakhstan-2022`."""
        return f"{self.cleared.manner.audience}/{self.cleared.brief}"


@frozen
class Made:
    """What a job made."""

    artefacts: tuple[Artefact, ...]
    sha256: str
    """Of the edition's JSON, whether that is among them or not."""
    n_pages: int
    """Pages of the PDF; 0 where none was laid out."""
    n_printed: int
    """Claims printed."""
    left_out: tuple[str, ...]
    """Keys of claims left out for length."""
    lost_fields: tuple[str, ...]
    """Fields that lost all their claims so, and have no lead."""
    marking: str
    """The banner."""
    warnings: tuple[str, ...]
    """What the PDF engine had to say of the template."""
