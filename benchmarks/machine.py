"""What the figures were measured on, and with: in general words, without names or paths."""

from __future__ import annotations

import os
import platform
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from benchmarks.peers import by_chromium
from briefgen import pdf

_PEERS = ("jinja2", "pypandoc-binary", "typst")


def machine() -> str:
    """Return processor, cores, memory and system, in a sentence's words."""
    memory_gib = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1024**3
    parts = (
        _first(Path("/proc/cpuinfo"), "model name") or platform.machine(),
        f"{os.cpu_count()} cores",
        f"{memory_gib:.0f} GiB of memory",
        _first(Path("/etc/os-release"), "PRETTY_NAME") or platform.system(),
    )
    return ", ".join(parts)


def versions() -> Iterator[tuple[str, str]]:
    """Yield what took part, with its version."""
    yield "briefgen", version("briefgen")
    yield "Python", platform.python_version()
    yield from pdf.fingerprint().items()
    for package in _PEERS:
        with suppress(PackageNotFoundError):
            yield package, version(package)
    chromium = by_chromium.path()
    if chromium:
        told = subprocess.run(
            [chromium, "--version"], capture_output=True, text=True, check=True
        ).stdout
        yield "Chromium", told.split()[1]


def load() -> str:
    """Return how busy the machine was in the last minute, beside what it measured."""
    return f"{os.getloadavg()[0]:.1f} on {os.cpu_count()} cores"


def _first(file: Path, key: str) -> str:
    """Return the value of the first line `key: value` or `key=value`; empty where there is none."""
    if sys.platform != "linux":
        return ""
    for line in file.read_text("utf-8").splitlines():
        name, _, value = line.replace("=", ":", 1).partition(":")
        if name.strip() == key:
            return value.strip().strip('"')
    return ""
