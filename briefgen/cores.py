"""The cores at hand: what affinity and the quota of a container leave of the machine's."""

from __future__ import annotations

import math
import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path, PurePosixPath

_ROOT = Path("/")


def cores_at_hand(root: Path = _ROOT) -> int:
    """Return how many processes can run at once, 1 or more."""
    return max(1, min([_allowed(), *(math.ceil(quota) for quota in _quotas(root))]))


def _allowed() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _quotas(root: Path) -> Iterator[float]:
    """Yield the cores that each control group around this process may use, in both versions."""
    with suppress(OSError):
        for line in (root / "proc/self/cgroup").read_text("utf-8").splitlines():
            _, controllers, group = line.split(":", 2)
            if not controllers or "cpu" in controllers.split(","):
                for folder in _around(root / "sys/fs/cgroup" / controllers, group):
                    yield from _quota(folder)


def _around(mount: Path, group: str) -> Iterator[Path]:
    inner = PurePosixPath(group.lstrip("/"))
    yield from (mount / one for one in (inner, *inner.parents))


def _quota(folder: Path) -> Iterator[float]:
    """Yield microseconds of a core in each period of them, where they are limited."""
    with suppress(OSError, ValueError):
        quota, period = (folder / "cpu.max").read_text("utf-8").split()
        yield int(quota) / int(period)
    with suppress(OSError, ValueError):
        quota, period = ((folder / f"cpu.cfs_{one}_us").read_text("utf-8") for one in _V1)
        if int(quota) > 0:
            yield int(quota) / int(period)


_V1 = ("quota", "period")
