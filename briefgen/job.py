"""One edition: fit it, render it, print it. Frozen data in, artefacts out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from briefgen import fonts, pdf
from briefgen.changes import Changes, compare
from briefgen.compose import compose
from briefgen.edition import Edition
from briefgen.errors import ContentError, Diagnostic, Place
from briefgen.fit import FitError, largest_fit
from briefgen.languages import Language
from briefgen.parts import Cleared
from briefgen.pdf import Layout
from briefgen.publish import Artefact
from briefgen.render import Templates, open_templates, render_screen, render_sheet
from briefgen.selection import n_claims

MEDIA_TYPES = {"html": "text/html", "pdf": "application/pdf", "json": "application/json"}


@dataclass(frozen=True, slots=True)
class Job:
    """An edition to be made."""

    cleared: Cleared
    language: Language
    formats: tuple[str, ...]
    """Of html, pdf, json."""
    shipped: Path
    """Folder of the shipped templates."""
    project: Path | None
    """Folder of the project's own templates."""
    cache: Path
    """Folder that keeps cut fonts and the font configuration."""
    file: str
    """The brief's file, for messages."""
    since: Edition | None = None
    """What its audience was given last, to tell what changed."""

    @property
    def name(self) -> str:
        """The edition, for messages: `executive/kazakhstan-2022`."""
        return f"{self.cleared.manner.audience}/{self.cleared.brief}"


@dataclass(frozen=True, slots=True)
class Made:
    """What a job made."""

    artefacts: tuple[Artefact, ...]
    n_pages: int
    """Pages of the PDF; 0 where none was laid out."""
    n_printed: int
    """Claims printed."""
    left_out: tuple[str, ...]
    """Keys of claims left out for length."""
    marking: str
    """The banner."""
    warnings: tuple[str, ...]


def make(job: Job) -> Made:
    """Make the files of one edition.

    Raises:
        ContentError: the page limit cannot be met, a template is at fault, a glyph is missing.
        UsageError: native libraries are missing.
    """
    templates = _templates(job.shipped, job.project)
    changes = _changes(job)
    limit = job.cleared.manner.pages
    is_laid_out = "pdf" in job.formats or limit is not None
    layouts: dict[int, Layout] = {}

    def pages(k: int) -> int:
        edition = compose(job.cleared, k, job.language, changes)
        layouts[k] = _laid_out(job, templates, edition)
        return layouts[k].n_pages

    k = n_claims(job.cleared)
    if limit is not None:
        k = _fitted(job, k, limit, pages)
    elif is_laid_out:
        pages(k)
    edition = compose(job.cleared, k, job.language, changes)
    return Made(
        artefacts=tuple(_artefacts(job, templates, edition, layouts.get(k))),
        n_pages=layouts[k].n_pages if is_laid_out else 0,
        n_printed=k,
        left_out=edition.left_out,
        marking=edition.marking,
        warnings=layouts[k].warnings if is_laid_out else (),
    )


def _changes(job: Job) -> Changes | None:
    """Compare all that could be printed with what was handed out: fitting is no change."""
    if job.since is None:
        return None
    whole = compose(job.cleared, n_claims(job.cleared), job.language)
    return Changes(job.since.as_of, compare(job.since, whole))


@lru_cache(maxsize=4)
def _templates(shipped: Path, project: Path | None) -> Templates:
    return open_templates(shipped, project)


def _laid_out(job: Job, templates: Templates, edition: Edition) -> Layout:
    pdf.prepare(job.cache / "fonts")
    sheet = render_sheet(templates, edition, job.language)
    return pdf.lay_out(sheet.html, sheet.styles, sheet.assets)


def _fitted(job: Job, n: int, limit: int, pages: Callable[[int], int]) -> int:
    try:
        return largest_fit(n, limit, pages)
    except FitError as error:
        over = error.pages - limit
        message = (
            f"`{job.name}` is {over} {'page' if over == 1 else 'pages'} over its limit of {limit}"
            " even without claims"
        )
        hint = "shorten leads, judgments or the other authored words, or raise the audience's limit"
        raise ContentError([_fault(job, "page-limit", message, hint)]) from error


def _artefacts(
    job: Job, templates: Templates, edition: Edition, layout: Layout | None
) -> list[Artefact]:
    made: dict[str, Callable[[], bytes]] = {
        "html": lambda: _screen(job, templates, edition),
        "pdf": lambda: _printed(job, layout),
        "json": lambda: edition.as_json().encode(),
    }
    return [
        Artefact(f"{edition.brief}.{format_}", MEDIA_TYPES[format_], made[format_]())
        for format_ in job.formats
    ]


def _screen(job: Job, templates: Templates, edition: Edition) -> bytes:
    def web_fonts(text: str) -> str:
        return fonts.web_fonts(job.cache / "fonts", text)

    return render_screen(templates, edition, job.language, web_fonts).encode()


def _printed(job: Job, layout: Layout | None) -> bytes:
    if layout is None:
        return b""
    try:
        return layout.pdf()
    except ContentError as error:
        placed = [
            replace(
                found,
                place=Place(job.file),
                message=f"`{job.name}`: {found.message}",
                marking=job.cleared.ceiling,
            )
            for found in error.diagnostics
        ]
        raise ContentError(placed) from error


def _fault(job: Job, code: str, message: str, hint: str) -> Diagnostic:
    return Diagnostic(code, message, Place(job.file), hint=hint, marking=job.cleared.marking)
