"""Sheet HTML to pages and PDF bytes: the one module that knows WeasyPrint."""

from __future__ import annotations

import ctypes.util
import logging
import os
import re
import sys
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, redirect_stdout
from dataclasses import field
from functools import lru_cache
from importlib import import_module
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unicodedata import name

from briefgen import natives
from briefgen.alike import (
    anonymous_of_a_kind,
    begin_to_tell,
    declared_once,
    like_no_other,
    of_a_kind,
    remembering,
    sizes_of_paper,
    told_of_each,
)
from briefgen.drawing import Drawing
from briefgen.economies import (
    AnyLength,
    Stops,
    as_bytes,
    beside_floats,
    by_setting,
    in_one_piece,
    line_by_line,
    once_a_style,
    once_for_lengths,
    once_for_square,
)
from briefgen.errors import ContentError, Diagnostic, Place
from briefgen.fonts import font_versions, write_fontconfig
from briefgen.footnotes import each_once, for_notes_alone
from briefgen.tagging import mend, telling_languages
from briefgen.values import frozen

if TYPE_CHECKING:
    from weasyprint import CSS, Document
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import URLFetcher, URLFetcherResponse

BASE_URL = "https://assets.invalid/"
"""Where relative addresses point: to the registered assets, and nowhere else."""
SOURCE_DATE_EPOCH = "1640995200"
"""A constant for what would else be stamped with the time of day."""

_VARIANT = "pdf/ua-1"
_C = "weasyprint.text.ffi"
_TYPES = (
    "char[]",
    "char[4]",
    "hb_codepoint_t[]",
    "hb_tag_t[100]",
    "unsigned int *",
    "FcChar8 **",
    "PangoLogAttr[]",
    "PangoRectangle *",
)
"""Of C, as the engine calls them in every document."""
_MISSING = re.compile(r"\.notdef glyph .*\(U\+([0-9A-F]+)\)", re.DOTALL)


def prepare(folder: Path) -> None:
    """Load the PDF engine with the packaged fonts alone; the first call of a process decides.

    Raises:
        UsageError: native libraries are missing.
    """
    for variable, value in environment(folder).items():
        os.environ.setdefault(variable, value)
    load()


def environment(folder: Path) -> dict[str, str]:
    """Return what must stand in the environment before the engine is loaded.

    Args:
        folder: keeps the font configuration, which is written, and its cache.
    """
    return {
        "FONTCONFIG_FILE": str(write_fontconfig(folder).absolute()),
        "SOURCE_DATE_EPOCH": SOURCE_DATE_EPOCH,
    }


@lru_cache(maxsize=1)
def load() -> None:
    """Load the PDF engine with the fonts that the environment names.

    Raises:
        UsageError: native libraries are missing.
    """
    natives.require_libraries()
    with redirect_stdout(StringIO()), _found_by_name():
        import_module("weasyprint")
    tags = vars(import_module("weasyprint.pdf.tags"))
    tags["_build_box_tree"] = telling_languages(tags["_build_box_tree"])
    svg = vars(import_module("weasyprint.svg"))
    writing = vars(import_module("pydyf"))
    writing["zlib"], writing["_to_bytes"] = _Deflate, as_bytes(writing["_to_bytes"])
    letter_by_letter, svg["text"] = svg["text"], in_one_piece(svg["text"])
    svg["TAGS"] |= {
        tag: svg["text"] for tag, draw in svg["TAGS"].items() if draw is letter_by_letter
    }
    _spare()


class _Deflate:
    """What the engine compresses with: in half the time of the utmost, to a hundredth more."""

    compress = staticmethod(zlib.compress)

    @staticmethod
    def compressobj(level: int) -> Any:
        return zlib.compressobj(min(level, 6))


def warm_up() -> None:
    """Load the engine, and what it would read for the first document; nothing of the system's.

    Raises:
        UsageError: native libraries are missing.
    """
    load()
    for kind in _TYPES:
        import_module(_C).ffi.typeof(kind)
    import_module("pyphen").Pyphen(lang="en_US")


def _spare() -> None:
    """Have the engine spared what `economies` tells, wherever it would do it."""
    breaking, styles = "weasyprint.text.line_break", "weasyprint.css"
    _replace(breaking, "split_first_line", line_by_line)
    _replace(breaking, "_font_style_cache_key", once_a_style)
    _replace(breaking, "strut", once_a_style)
    _replace(breaking, "get_font_description", by_setting)
    _replace(breaking, "font_features", lru_cache(maxsize=256))
    _replace("weasyprint.layout.preferred", "inline_min_content_width", beside_floats)
    _replace("weasyprint.layout.percent", "resolve_percentages", once_for_lengths)
    _replace("weasyprint.layout.percent", "resolve_radii_percentages", once_for_square)
    engine: Any = import_module(styles)
    engine.preprocess_declarations = declared_once(engine.preprocess_declarations)
    style_for: Any = engine.StyleFor
    style_for.set_computed_styles = for_notes_alone(of_a_kind(style_for.set_computed_styles))
    for style in (engine.ComputedStyle, engine.AnonymousStyle):
        style.__missing__ = remembering(style.__missing__)
    engine.AnonymousStyle.__init__ = anonymous_of_a_kind(engine.AnonymousStyle.__init__)
    engine.AnonymousStyle.copy = like_no_other(engine.AnonymousStyle.copy)
    style_for.initial_page_sizes = sizes_of_paper()
    import_module("weasyprint.css.tokens").Pending._reported_error = told_of_each()
    vars(import_module("tinyhtml5.inputstream"))["characters_until_regex"] = Stops()
    c = import_module(_C)
    vars(import_module("weasyprint.pdf.fonts"))["ffi"] = AnyLength(c.ffi)
    layout: Any = import_module(breaking).Layout
    drawing = Drawing(c, layout.reactivate)
    _replace("weasyprint.draw.text", "draw_first_line", drawing.run_by_run)
    layout.deactivate, layout.reactivate = drawing.keeping(layout.deactivate), drawing.waking()
    context: Any = import_module("weasyprint.layout").LayoutContext
    context._update_footnote_area = each_once(context._update_footnote_area)


def _replace(module: str, function: str, spared: Callable[[Any], Any]) -> None:
    """Replace a function of the engine in all of its modules that have taken it."""
    plain = vars(import_module(module))[function]
    replacement = spared(plain)
    for path, user in list(sys.modules.items()):
        if path.startswith("weasyprint.") and vars(user).get(function) is plain:
            vars(user)[function] = replacement


def fingerprint() -> dict[str, str]:
    """Return the versions that decide the bytes of a PDF; nothing heavy is loaded for it."""
    from importlib.metadata import version

    return {"weasyprint": version("weasyprint"), **natives.versions(), **font_versions()}


@frozen
class Layout:
    """Laid-out pages; nothing is written until `pdf` is asked for."""

    n_pages: int
    length: float
    """Pages, the last one counted as far as it is filled."""
    warnings: tuple[str, ...]
    """What the engine had to say about styles and assets."""
    _document: Document = field(repr=False)

    def pdf(self) -> bytes:
        """Return the tagged PDF.

        Raises:
            ContentError: no font has a glyph for a character.
        """
        with _listening() as messages:
            data = self._document.write_pdf(finisher=mend, pdf_variant=_VARIANT)
        missing = sorted({found[1] for found in map(_MISSING.match, messages) if found})
        if missing:
            raise ContentError([_missing_glyphs([chr(int(code, 16)) for code in missing])])
        return bytes(data)


def lay_out(html: str, styles: Sequence[str], assets: Mapping[str, bytes] | None = None) -> Layout:
    """Lay a sheet out under these style sheets, which are parsed once per process."""
    from weasyprint import HTML

    sheets = [_stylesheet(css) for css in styles]
    begin_to_tell()
    with _listening() as messages:
        page = HTML(string=html, base_url=BASE_URL, url_fetcher=_fetcher(assets or {}))
        document = page.render(
            font_config=_fonts(),
            stylesheets=[sheet.css for sheet in sheets],
            pdf_variant=_VARIANT,
        )
    n_pages = len(document.pages)
    length = n_pages - 1 + _filled(document.pages[-1])
    warnings = [told for sheet in sheets for told in sheet.warnings]
    return Layout(n_pages, length, (*warnings, *messages), document)


def _filled(page: Any) -> float:
    """Return how much of a page its words take, above 0 and at most 1."""
    box = page._page_box
    words = box.children[0]
    return float(min(max((words.position_y + words.height - box.margin_top) / box.height, 0.01), 1))


@contextmanager
def _found_by_name() -> Iterator[None]:
    """Spare the search for libraries by compiler and linker, which Linux needs no more."""
    search = ctypes.util.find_library
    if sys.platform == "linux":
        ctypes.util.find_library = lambda name: None
    try:
        yield
    finally:
        ctypes.util.find_library = search


@lru_cache
def _fonts() -> FontConfiguration:
    from weasyprint.text.fonts import FontConfiguration

    return FontConfiguration()


@frozen
class _StyleSheet:
    css: CSS
    warnings: tuple[str, ...]
    """What reading it gave rise to, which each page under it tells."""


@lru_cache(maxsize=32)
def _stylesheet(css: str) -> _StyleSheet:
    from weasyprint import CSS

    with _listening() as messages:
        fetcher, fonts = _fetcher({}), _fonts()
        sheet = CSS(string=css, base_url=BASE_URL, url_fetcher=fetcher, font_config=fonts)
    return _StyleSheet(sheet, tuple(messages))


def _fetcher(assets: Mapping[str, bytes]) -> URLFetcher:
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    def fetch(_self: object, url: str, _headers: object = None) -> URLFetcherResponse:
        asset = url.removeprefix(BASE_URL)
        if asset == url or asset not in assets:
            raise ValueError(f"`{url}` is not a registered asset")
        return URLFetcherResponse(url, assets[asset])

    return type("RegisteredAssets", (URLFetcher,), {"fetch": fetch})()


class _Collector(logging.Handler):
    def __init__(self, messages: list[str]) -> None:
        super().__init__(logging.WARNING)
        self.messages = messages

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())


@contextmanager
def _listening() -> Iterator[list[str]]:
    """Collect what the engine logs, and keep it from everyone else."""
    messages: list[str] = []
    handler = _Collector(messages)
    logger = logging.getLogger("weasyprint")
    was_heard, logger.propagate = logger.propagate, False
    logger.addHandler(handler)
    try:
        yield messages
    finally:
        logger.removeHandler(handler)
        logger.propagate = was_heard


_MOST = 5
"""Characters that a message names."""


def _missing_glyphs(characters: Sequence[str]) -> Diagnostic:
    shown = [f"`{one}` (U+{ord(one):04X} {name(one, 'unnamed')})" for one in characters[:_MOST]]
    others = [f"{len(characters) - _MOST} others"] if len(characters) > _MOST else []
    named = ", ".join((*shown, *others))
    return Diagnostic(
        "missing-glyph",
        f"no font of the page has a glyph for {named}",
        Place(""),
        hint="write it with other characters; for Arabic run `python -m pip install fontpkg-amiri`",
    )
