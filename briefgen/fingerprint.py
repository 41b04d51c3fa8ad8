"""The fingerprint: the software that decides bytes, so that a change of it makes all anew."""

from __future__ import annotations

import json
import platform
import zlib
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path

from briefgen import pdf
from briefgen.looks import digest, read_looks
from briefgen.shipped import TEMPLATES
from briefgen.store import key_of

_PACKAGES = (
    "brotli",
    "cssselect2",
    "fonttools",
    "jinja2",
    "markupsafe",
    "pillow",
    "pydyf",
    "pyphen",
    "tinycss2",
    "tinyhtml5",
)
"""What turns an edition into bytes, beside the PDF engine and its libraries."""


def fingerprint() -> str:
    """Return one hash of all of it."""
    return hashed(software())


def hashed(software: Mapping[str, str]) -> str:
    """Return one hash of the versions of software."""
    return key_of(json.dumps(dict(software), sort_keys=True))


def software() -> dict[str, str]:
    """Return the version of each piece; nothing heavy is loaded for it."""
    return {
        "briefgen": f"{version('briefgen')} {_contents()[:12]}",
        "python": platform.python_version(),
        "zlib": zlib.ZLIB_RUNTIME_VERSION,
        **{package: version(package) for package in _PACKAGES},
        **pdf.fingerprint(),
    }


def differences(here: Mapping[str, str], there: Mapping[str, str]) -> tuple[str, ...]:
    """Return in words each piece of software that is another there."""
    return tuple(
        f"`{name}` is {here.get(name, 'missing')} here and {there.get(name, 'missing')} there"
        for name in {**here, **there}
        if here.get(name) != there.get(name)
    )


def _contents() -> str:
    """Return the hash of this package's files, its templates among them wherever they lie."""
    templates = read_looks(TEMPLATES).files
    package = read_looks(Path(__file__).parent).files
    return digest({**package, **{f"templates/{name}": data for name, data in templates.items()}})
