"""A cache of bytes by the hash of what they were made from; every mismatch is a silent miss."""

from __future__ import annotations

import contextlib
import hashlib
from pathlib import Path

from briefgen.files import replace_cached, sweep
from briefgen.folders import contents
from briefgen.values import frozen

MOST_A_SHELF = 512
"""Entries that share the beginning of their keys; there are 256 shelves, and a library of 1,000
briefs needs some 60 entries on each."""
_DIGEST_BYTES = 32


def key_of(*inputs: str | bytes) -> str:
    """Return the key of what these inputs make: no two lists of inputs share one."""
    whole = hashlib.sha256()
    for part in inputs:
        data = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        whole.update(b"%s%d:" % (b"s" if isinstance(part, str) else b"b", len(data)))
        whole.update(data)
    return whole.hexdigest()


@frozen
class Store:
    """The cache in a folder, which may be lost or damaged at any time at no cost but time."""

    folder: Path
    is_fixed: bool = False
    """Nothing is put there."""

    def get(self, key: str) -> bytes | None:
        """Return the bytes put under the key; None if there are none, or not those any more."""
        try:
            stored = contents(self._file(key))
        except OSError:
            return None
        digest, payload = stored[:_DIGEST_BYTES], stored[_DIGEST_BYTES:]
        return payload if hashlib.sha256(payload).digest() == digest else None

    def put(self, key: str, payload: bytes) -> None:
        """Keep the bytes under the key; a disk that takes no more keeps none."""
        if self.is_fixed:
            return
        path, stored = Path(self._file(key)), hashlib.sha256(payload).digest() + payload
        with contextlib.suppress(OSError):
            try:
                replace_cached(path, stored)
            except FileNotFoundError:
                path.parent.mkdir(parents=True, exist_ok=True)
                replace_cached(path, stored)

    def prune(self) -> int:
        """Remove the oldest half of every crowded shelf; return how many entries went.

        Keys are spread evenly, so that the shelves fill alike.
        """
        n_removed = 0
        for shelf in self._shelves():
            with contextlib.suppress(OSError):
                sweep(shelf)
                entries = list(shelf.iterdir())
                if len(entries) > MOST_A_SHELF:
                    entries.sort(key=lambda entry: entry.stat().st_mtime_ns)
                    for entry in entries[: len(entries) // 2]:
                        entry.unlink()
                        n_removed += 1
        return n_removed

    def _file(self, key: str) -> str:
        return f"{self.folder}/{key[:2]}/{key[2:]}"

    def _shelves(self) -> list[Path]:
        try:
            return sorted(self.folder.iterdir())
        except OSError:
            return []
