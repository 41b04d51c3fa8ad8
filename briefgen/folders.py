"""What stands under a folder, links to folders included, and what is in a file."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


def walk(
    top: str, failed: Callable[[OSError], None] | None = None
) -> Iterator[tuple[str, list[str], list[str]]]:
    """Yield each folder with the names of its folders and of its files, sorted.

    What is hidden and Python's caches are left out. A link to a folder is entered, unless it leads
    back to one that it stands in.

    Args:
        top: a folder; one that is absent holds nothing.
        failed: told of every folder that cannot be listed.
    """

    def tell(error: OSError) -> None:
        if failed is not None and not isinstance(error, FileNotFoundError):
            failed(error)

    for parent, folders, files in os.walk(top, onerror=tell, followlinks=True):
        seen = (name for name in folders if _is_seen(name))
        folders[:] = sorted(name for name in seen if not _leads_back(top, Path(parent, name)))
        yield parent, folders, sorted(name for name in files if _is_seen(name))


def contents(file: str | Path) -> bytes:
    """Return the bytes of a file, asking the system no more than it takes.

    Raises:
        OSError: it cannot be read, or is a pipe or a device, of which there is no end.
    """
    try:
        opened = os.open(file, _TO_READ)
    except OSError as error:
        if error.errno == errno.ENXIO:
            raise _endless(file) from error
        raise
    try:
        known = os.fstat(opened)
        if not (stat.S_ISREG(known.st_mode) or stat.S_ISDIR(known.st_mode)):
            raise _endless(file)
        data = os.read(opened, known.st_size + 1)
        while len(data) != known.st_size and (more := os.read(opened, _AT_ONCE)):
            data += more
        return data
    finally:
        os.close(opened)


_TO_READ = os.O_RDONLY | os.O_NONBLOCK | os.O_NOCTTY
"""No pipe is waited for, and no terminal taken."""
_AT_ONCE = 2**20


def _endless(file: str | Path) -> OSError:
    return OSError(errno.EINVAL, "It is a pipe or a device", str(file))


def _is_seen(name: str) -> bool:
    return name[0] != "." and name != "__pycache__"


def _leads_back(top: str, folder: Path) -> bool:
    if not folder.is_symlink():
        return False
    above = (one for one in folder.parents if one.is_relative_to(top))
    return os.path.realpath(folder) in map(os.path.realpath, above)
