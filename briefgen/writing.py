"""Writing and removing single files, so that whatever goes wrong is one located error."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Callable
from pathlib import Path

from briefgen.errors import UsageError, usage_error
from briefgen.files import replace_file, sync_folder


def write_file(path: Path, data: bytes) -> bool:
    """Make the file hold the bytes; return False, and leave it untouched, if it does already.

    Raises:
        UsageError: it cannot be written; what was there still is.
    """
    if holds(path, data):
        return False
    make_folder(path.parent)
    place(path, data)
    guarded(sync_folder, path.parent)
    return True


def place(path: Path, data: bytes) -> None:
    """Put the bytes at the path of a file or of nothing; the folder is for the caller to sync."""
    refuse_obstacle(path)
    guarded(lambda target: replace_file(target, data), path)


def remove_file(path: Path) -> bool:
    """Remove the file, and return whether there was one."""
    if not refuse_obstacle(path):
        return False
    guarded(Path.unlink, path)
    return True


def make_folder(path: Path) -> None:
    """Make the folder and those above it, where they are missing."""
    guarded(lambda folder: folder.mkdir(parents=True, exist_ok=True), path)


def holds(path: Path, data: bytes) -> bool:
    """Return whether the path is a file with exactly these bytes."""
    try:
        found = path.lstat()
        return (
            stat.S_ISREG(found.st_mode) and found.st_size == len(data) and path.read_bytes() == data
        )
    except OSError:
        return False


def refuse_obstacle(path: Path) -> bool:
    """Return whether a file is there.

    Raises:
        UsageError: something is there, but no file: a folder, a link, a device.
    """
    try:
        mode = path.lstat().st_mode
    except OSError as error:
        if error.errno in (errno.ENOENT, errno.ENOTDIR):
            return False
        raise _located(error, path) from error
    if not stat.S_ISREG(mode):
        raise in_the_way(path, _KINDS.get(stat.S_IFMT(mode), "something that is no file"))
    return True


def in_the_way(path: Path, kind: str) -> UsageError:
    """Return the error of a path that no build made."""
    return usage_error(
        f"{kind} is in the way of `{path.name}`: no build made it, so none replaces it",
        "move it away, or build into another folder",
        code="file-in-the-way",
        file=path.as_posix(),
    )


def guarded(act: Callable[[Path], object], path: Path) -> None:
    """Act on the path; what the operating system refuses becomes a located error."""
    try:
        act(path)
    except OSError as error:
        raise _located(error, path) from error


_KINDS = {stat.S_IFDIR: "a folder", stat.S_IFLNK: "a link"}

_NO_SPACE = "make room on the disk, or build into another folder"
_NO_LEAVE = "change who may write there, or build into another folder"
_NOT_A_FOLDER = "move away what stands where a folder is needed, or build into another folder"
_HINTS = {
    errno.ENOSPC: _NO_SPACE,
    errno.EDQUOT: _NO_SPACE,
    errno.EFBIG: _NO_SPACE,
    errno.EACCES: _NO_LEAVE,
    errno.EPERM: _NO_LEAVE,
    errno.EROFS: _NO_LEAVE,
    errno.EEXIST: _NOT_A_FOLDER,
    errno.ENOTDIR: _NOT_A_FOLDER,
    errno.ELOOP: _NOT_A_FOLDER,
    errno.ENAMETOOLONG: "give it a shorter name",
}


def _located(error: OSError, path: Path) -> UsageError:
    reason = os.strerror(error.errno) if error.errno else str(error)
    return usage_error(
        f"`{path.name}` cannot be written: {reason[:1].lower()}{reason[1:]}",
        _HINTS.get(error.errno or 0, ""),
        code="cannot-write",
        file=path.as_posix(),
    )
