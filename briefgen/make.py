"""Making one edition: fit it, render it, print it. Frozen data in, artefacts out."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator
from dataclasses import field, replace
from functools import lru_cache, partial
from pathlib import Path

from briefgen import fonts, pdf
from briefgen.changes import Changes
from briefgen.compare import compare
from briefgen.compose import compose
from briefgen.edition import Edition
from briefgen.errors import ContentError, Diagnostic, Place
from briefgen.fit import FitError, largest_fit
from briefgen.job import Job, Made
from briefgen.looks import Looks
from briefgen.metadata import Whereabouts
from briefgen.pdf import Layout
from briefgen.publish import Artefact
from briefgen.render import Sheet, Templates, open_templates, render_screen, render_sheet
from briefgen.selection import n_claims
from briefgen.shipped import TEMPLATES
from briefgen.values import frozen

_TAG = re.compile("<[^>]*>")
MEDIA_TYPES = {"html": "text/html", "pdf": "application/pdf", "json": "application/json"}


@frozen
class _Kit:
    """What an edition is made with."""

    templates: Templates
    fonts: Path
    """Folder that keeps cut fonts and the font configuration."""


@frozen
class _Attempts:
    """An edition with more or fewer claims; each is composed, rendered and laid out once."""

    job: Job
    kit: _Kit
    changes: Changes | None
    editions: dict[int, Edition] = field(default_factory=dict)
    sheets: dict[int, Sheet] = field(default_factory=dict)
    layouts: dict[int, Layout] = field(default_factory=dict)

    def edition(self, k: int) -> Edition:
        if k not in self.editions:
            self.editions[k] = compose(self.job.cleared, k, self.job.language, self.changes)
        return self.editions[k]

    def length(self, k: int) -> float:
        """Return how long it is in pages."""
        if k not in self.layouts:
            sheet = self._sheet(k)
            pdf.prepare(self.kit.fonts)
            self.layouts[k] = pdf.lay_out(sheet.html, sheet.styles, sheet.assets)
        return self.layouts[k].length

    def size(self, k: int) -> int:
        """Return how many characters it prints."""
        return len(_TAG.sub("", self._sheet(k).html))

    def _sheet(self, k: int) -> Sheet:
        if k not in self.sheets:
            templates, language = self.kit.templates, self.job.language
            self.sheets[k] = render_sheet(templates, self.edition(k), language)
        return self.sheets[k]


def make(job: Job, cache: Path) -> Made:
    """Make the files of one edition.

    Args:
        cache: folder that keeps what is made once and used again, in `fonts/`.

    Raises:
        ContentError: the page limit cannot be met, a template is at fault, a glyph is missing.
        UsageError: native libraries are missing.
    """
    kit = _Kit(_templates(job.looks), cache / "fonts")
    attempts = _Attempts(job, kit, _changes(job))
    k, limit = n_claims(job.cleared), job.cleared.manner.pages
    if limit is not None:
        known = job.known_fit
        is_known = known is not None and attempts.length(known) <= limit
        k = known if known is not None and is_known else _fitted(job, k, limit, attempts)
    elif "pdf" in job.formats:
        attempts.length(k)
    edition, layout = attempts.edition(k), attempts.layouts.get(k)
    told = edition.as_json().encode()
    made: dict[str, Callable[[], bytes]] = {
        "html": lambda: _screen(job, kit, edition),
        "pdf": lambda: _printed(job, layout),
        "json": lambda: told,
    }
    return Made(
        artefacts=tuple(
            Artefact(f"{edition.brief}.{format_}", MEDIA_TYPES[format_], made[format_]())
            for format_ in job.formats
        ),
        sha256=hashlib.sha256(told).hexdigest(),
        n_pages=layout.n_pages if layout else 0,
        n_printed=k,
        left_out=edition.left_out,
        lost_fields=tuple(_lost_fields(job, edition)),
        marking=edition.marking,
        warnings=layout.warnings if layout else (),
    )


def _lost_fields(job: Job, edition: Edition) -> Iterator[str]:
    """Yield the fields that have claims on offer, and neither a lead nor a claim that fits."""
    printed = {section.field for section in edition.sections}
    yield from (field.id for field in job.cleared.fields if field.id not in printed)


def _changes(job: Job) -> Changes | None:
    """Compare all that could be printed with what was handed out: fitting is no change."""
    if job.since is None:
        return None
    whole = compose(job.cleared, n_claims(job.cleared), job.language)
    return Changes(job.since.as_of, compare(job.since, whole))


@lru_cache(maxsize=4)
def _templates(looks: Looks) -> Templates:
    return open_templates(TEMPLATES, looks)


def _fitted(job: Job, n: int, limit: int, attempts: _Attempts) -> int:
    try:
        return largest_fit(n, limit, attempts.length, attempts.size)
    except FitError as error:
        over = error.pages - limit
        message = (
            f"`{job.name}` is {over} {'page' if over == 1 else 'pages'} over its limit of {limit}"
            " even without claims"
        )
        hint = "shorten leads, judgments or the other authored words, or raise the audience's limit"
        raise ContentError([_fault(job, "page-limit", message, hint)]) from error


def _screen(job: Job, kit: _Kit, edition: Edition) -> bytes:
    web_fonts = partial(fonts.web_fonts, kit.fonts)
    whereabouts = Whereabouts.of(edition, job.url)
    return render_screen(kit.templates, edition, job.language, web_fonts, whereabouts)


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
