"""The doctor: what is installed, the fingerprint, what is missing and how to get it."""

from __future__ import annotations

import platform
from importlib.metadata import PackageNotFoundError, version

from briefgen import fonts, natives
from briefgen.errors import UsageError
from briefgen.fingerprint import fingerprint, software
from briefgen.values import frozen

_PACKAGES = ("briefgen", "jinja2", "markdown", "pydantic", "pyyaml", "rapidfuzz", "fonttools")


@frozen
class Examined:
    """What the doctor found."""

    lines: tuple[str, ...]
    """`name  version`, aligned, the fingerprint last."""
    problems: tuple[str, ...]
    """What is missing, and how to get it."""


def examine() -> Examined:
    """Look at the machine; nothing is changed and nothing heavy is loaded."""
    problems = [f"error: {problem}" for problem in _problems()]
    found = {
        "python": platform.python_version(),
        "platform": f"{platform.system()} {platform.machine()}",
        **{package: _version(package) for package in _PACKAGES},
    }
    if not problems:
        found |= software()
        found["fingerprint"] = fingerprint()[:16]
    width = max(map(len, found))
    lines = tuple(f"{name.ljust(width)}  {value}" for name, value in found.items())
    return Examined(lines, tuple(problems))


def _problems() -> list[str]:
    problems = []
    missing = natives.missing_libraries()
    if missing:
        named = ", ".join(f"`{name}`" for name in missing)
        problems.append(f"missing native libraries: {named}\n\n  hint: {natives.NATIVE_HINT}")
    try:
        fonts.font_folders()
    except UsageError as error:
        problems += [f"{found.message}\n\n  hint: {found.hint}" for found in error.diagnostics]
    return problems


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "missing"
