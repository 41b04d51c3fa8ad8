"""Files that are the old one or the new one, complete; standard library only, raises OSError."""

from __future__ import annotations

import contextlib
import os
from _thread import get_ident

_BEGIN, _END = ".briefgen-", ".tmp"


def replace_file(path: str | os.PathLike[str], data: bytes) -> None:
    """Put the bytes at the path by way of a synced temporary file in the same folder."""
    _replace(os.fspath(path), data, os.fsync)


def replace_cached(path: str | os.PathLike[str], data: bytes) -> None:
    """Like `replace_file`, for what a power cut may damage at no cost but time."""
    _replace(os.fspath(path), data, lambda _: None)


def sync_folder(folder: str | os.PathLike[str]) -> None:
    """Make the renames in a folder outlast a power cut."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sweep(folder: str | os.PathLike[str]) -> None:
    """Remove the temporary files that killed processes left; only for the lock's holder."""
    for name in os.listdir(folder):
        if name.startswith(_BEGIN) and name.endswith(_END):
            os.unlink(os.path.join(folder, name))


def _replace(path: str, data: bytes, sync: _Sync) -> None:
    temporary = f"{_BEGIN}{os.getpid()}-{get_ident()}{_END}"
    temporary = os.path.join(os.path.dirname(path), temporary)
    try:
        _write(temporary, data, sync)
        os.replace(temporary, path)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(temporary)
        raise


def _write(path: str, data: bytes, sync: _Sync) -> None:
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW | os.O_CLOEXEC
    with open(os.open(path, flags, 0o666), "wb", buffering=0) as file:
        rest = memoryview(data)
        while rest:
            rest = rest[file.write(rest) :]
        sync(file.fileno())


TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    _Sync = Callable[[int], None]
