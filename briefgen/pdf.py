"""Sheet HTML to pages and PDF bytes: the one module that knows WeasyPrint."""

from __future__ import annotations

import ctypes
import ctypes.util
import logging
import os
import re
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, redirect_stdout, suppress
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import import_module
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unicodedata import name

from briefgen.economies import (
    beside_floats,
    by_setting,
    each_once,
    for_notes_alone,
    in_one_piece,
    line_by_line,
    once_a_style,
    once_for_lengths,
)
from briefgen.errors import ContentError, Diagnostic, Place, UsageError, usage_error
from briefgen.fonts import font_versions, write_fontconfig
from briefgen.tagging import mend, telling_languages

if TYPE_CHECKING:
    from weasyprint import CSS, Document
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import URLFetcher, URLFetcherResponse

BASE_URL = "https://assets.invalid/"
"""Where relative addresses point: to the registered assets, and nowhere else."""
SOURCE_DATE_EPOCH = "1640995200"
"""A constant for what would else be stamped with the time of day."""
NATIVE_HINT = (
    "on Debian or Ubuntu run `apt-get install libpango-1.0-0 libpangoft2-1.0-0"
    " libharfbuzz-subset0`, with Homebrew `brew install pango`"
)

_LIBRARIES = {
    "gobject": ("libgobject-2.0.so.0", "libgobject-2.0.0.dylib", "libgobject-2.0-0.dll"),
    "pango": ("libpango-1.0.so.0", "libpango-1.0.dylib", "libpango-1.0-0.dll"),
    "pangoft2": ("libpangoft2-1.0.so.0", "libpangoft2-1.0.dylib", "libpangoft2-1.0-0.dll"),
    "fontconfig": ("libfontconfig.so.1", "libfontconfig.1.dylib", "libfontconfig-1.dll"),
    "harfbuzz": ("libharfbuzz.so.0", "libharfbuzz.0.dylib", "libharfbuzz-0.dll"),
    "harfbuzz-subset": (
        "libharfbuzz-subset.so.0",
        "libharfbuzz-subset.0.dylib",
        "libharfbuzz-subset-0.dll",
    ),
}
_VARIANT = "pdf/ua-1"
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
    require_libraries()
    with redirect_stdout(StringIO()), _found_by_name():
        import_module("weasyprint")
    tags = vars(import_module("weasyprint.pdf.tags"))
    tags["_build_box_tree"] = telling_languages(tags["_build_box_tree"])
    svg = vars(import_module("weasyprint.svg"))
    letter_by_letter, svg["text"] = svg["text"], in_one_piece(svg["text"])
    svg["TAGS"] |= {
        tag: svg["text"] for tag, draw in svg["TAGS"].items() if draw is letter_by_letter
    }
    _spare()


def _spare() -> None:
    """Have the engine spared what `economies` tells, wherever it would do it."""
    breaking, styles = "weasyprint.text.line_break", "weasyprint.css"
    _replace(breaking, "split_first_line", line_by_line)
    _replace(breaking, "_font_style_cache_key", once_a_style)
    _replace(breaking, "get_font_description", by_setting)
    _replace(breaking, "font_features", lru_cache(maxsize=256))
    _replace("weasyprint.layout.preferred", "inline_min_content_width", beside_floats)
    _replace("weasyprint.layout.percent", "resolve_percentages", once_for_lengths)
    style_for: Any = import_module(styles).StyleFor
    style_for.set_computed_styles = for_notes_alone(style_for.set_computed_styles)
    context: Any = import_module("weasyprint.layout").LayoutContext
    context._update_footnote_area = each_once(context._update_footnote_area)


def _replace(module: str, function: str, spared: Callable[[Any], Any]) -> None:
    """Replace a function of the engine in all of its modules that have taken it."""
    plain = vars(import_module(module))[function]
    replacement = spared(plain)
    for path, user in list(sys.modules.items()):
        if path.startswith("weasyprint.") and vars(user).get(function) is plain:
            vars(user)[function] = replacement


def require_libraries() -> None:
    """Make sure of the native libraries.

    Raises:
        UsageError: some are missing.
    """
    missing = missing_libraries()
    if missing:
        raise _native_error(missing)


def missing_libraries() -> tuple[str, ...]:
    """Return the native libraries that the PDF engine will not find."""
    return tuple(library for library in _LIBRARIES if _library(library) is None)


def library_files() -> tuple[Path, ...]:
    """Return the files of the native libraries, where the system tells."""
    for library in _LIBRARIES:
        _library(library)
    try:
        maps = Path("/proc/self/maps").read_text("utf-8")
    except OSError:
        return ()
    loaded = {line.split(maxsplit=5)[5] for line in maps.splitlines() if line.count("/")}
    stems = tuple(f"/{files[0].partition('.so')[0]}" for files in _LIBRARIES.values())
    return tuple(sorted(Path(path) for path in loaded if any(stem in path for stem in stems)))


def fingerprint() -> dict[str, str]:
    """Return the versions that decide the bytes of a PDF; nothing heavy is loaded for it."""
    from importlib.metadata import version

    natives = {"pango": "pango_version_string", "harfbuzz": "hb_version_string"}
    return {
        "weasyprint": version("weasyprint"),
        **{name: _native_version(name, function) for name, function in natives.items()},
        "harfbuzz-subset": "missing" if _library("harfbuzz-subset") is None else "present",
        **font_versions(),
    }


@dataclass(frozen=True, slots=True)
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

    with _listening() as messages:
        page = HTML(string=html, base_url=BASE_URL, url_fetcher=_fetcher(assets or {}))
        document = page.render(
            font_config=_fonts(),
            stylesheets=[_stylesheet(css) for css in styles],
            pdf_variant=_VARIANT,
        )
    n_pages = len(document.pages)
    length = n_pages - 1 + _filled(document.pages[-1])
    return Layout(n_pages, length, tuple(messages), document)


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


@lru_cache(maxsize=32)
def _stylesheet(css: str) -> CSS:
    from weasyprint import CSS

    return CSS(string=css, base_url=BASE_URL, url_fetcher=_fetcher({}), font_config=_fonts())


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


def _native_error(missing: Sequence[str]) -> UsageError:
    named = ", ".join(f"`{one}`" for one in missing) or "a native library"
    return usage_error(f"the PDF engine does not find {named}", NATIVE_HINT, code="missing-library")


@lru_cache
def _library(name: str) -> ctypes.CDLL | None:
    for file in _LIBRARIES[name]:
        with suppress(OSError):
            return ctypes.CDLL(file)
    return None


def _native_version(name: str, function: str) -> str:
    library = _library(name)
    if library is None:
        return "missing"
    ask = getattr(library, function)
    ask.restype = ctypes.c_char_p
    return str(ask().decode())
