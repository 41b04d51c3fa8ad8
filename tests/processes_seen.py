"""Processes as the kernel sees them, for tests that end some of them."""

from __future__ import annotations

from pathlib import Path


def is_alive(pid: int) -> bool:
    """Tell whether a process still runs; one that waits to be buried does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False
