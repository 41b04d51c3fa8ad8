"""The native libraries that print PDF: which are here, which are missing, and how to get them."""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
from contextlib import suppress
from functools import lru_cache
from pathlib import Path

from briefgen.errors import UsageError, usage_error

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
    return tuple(name for name in _LIBRARIES if library(name) is None)


def library_files() -> tuple[Path, ...]:
    """Return the files of the native libraries, where the system tells."""
    for name in _LIBRARIES:
        library(name)
    try:
        maps = Path("/proc/self/maps").read_text("utf-8")
    except OSError:
        return ()
    loaded = {line.split(maxsplit=5)[5] for line in maps.splitlines() if line.count("/")}
    stems = tuple(f"/{files[0].partition('.so')[0]}" for files in _LIBRARIES.values())
    return tuple(sorted(Path(path) for path in loaded if any(stem in path for stem in stems)))


def versions() -> dict[str, str]:
    """Return the versions of those that decide the bytes of a PDF."""
    asked = {"pango": "pango_version_string", "harfbuzz": "hb_version_string"}
    return {
        **{name: _version(name, function) for name, function in asked.items()},
        "harfbuzz-subset": "missing" if library("harfbuzz-subset") is None else "present",
    }


def _native_error(missing: Sequence[str]) -> UsageError:
    named = ", ".join(f"`{one}`" for one in missing) or "a native library"
    return usage_error(f"the PDF engine does not find {named}", NATIVE_HINT, code="missing-library")


@lru_cache
def library(name: str) -> ctypes.CDLL | None:
    """Return a native library; None where it is missing."""
    for file in _LIBRARIES[name]:
        with suppress(OSError):
            return ctypes.CDLL(file)
    return None


def _version(name: str, function: str) -> str:
    found = library(name)
    if found is None:
        return "missing"
    ask = getattr(found, function)
    ask.restype = ctypes.c_char_p
    return str(ask().decode())
