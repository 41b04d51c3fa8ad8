"""Is there anything to do? Answered from the last build's record; standard library only.

A sight is what was seen at a path: size, mtime_ns, ctime_ns, inode and the SHA-256 of the
contents; of a folder, that of its listing. A path whose stat has not moved needs no reading,
unless it was written so shortly before it was seen that a second write could hide in the same
tick: then the sight keeps no stat, and the contents decide.
"""

from __future__ import annotations

import hashlib
import json
import os
import stat

from briefgen.files import replace_cached

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Sight = tuple[int, int, int, int, str]

ABSENT: Sight = (-1, -1, -1, -1, "")
"""What is seen where nothing is."""

_SCHEMA = b"1"
"""Changes with what a record holds, so that one of another version is a miss."""
_SETTLED_NS = 2_000_000_000
"""After this long, a further write moves the time of a file on any file system."""


class Record:
    """What the last build saw and said; equal to no other."""

    __slots__ = ("options_key", "sights", "summary")

    def __init__(
        self, options_key: str, sights: Mapping[str, Sight], summary: Sequence[str]
    ) -> None:
        self.options_key = options_key
        """Stands for everything that bears on a build and is in no file."""
        self.sights = dict(sights)
        """Of all that was read or looked for, and all that was written, by path."""
        self.summary = tuple(summary)
        """The lines that the build printed at its end."""


class Witness:
    """Looks at paths, each once, and remembers what it saw."""

    __slots__ = ("_known", "_sure_ns", "sights")

    def __init__(self, known: Mapping[str, Sight], sure_ns: int) -> None:
        """`known` is what an earlier witness saw: where a stat has not moved, it still holds."""
        self._known = known
        self._sure_ns = sure_ns
        self.sights: dict[str, Sight] = {}
        """What was seen, by path."""

    def digest(self, path: str) -> str:
        """Return the hash of what stands at the path; empty where nothing does."""
        if path not in self.sights:
            self.sights[path] = look(path, self._known.get(path), self._sure_ns)
        return self.sights[path][4]

    def wrote(self, path: str, sha256: str) -> None:
        """Take note of a file that this process has just written, without reading it."""
        self.sights[path] = vouch(path, sha256, self._sure_ns)


def is_fresh(path: str, options_key: str, is_trial: bool = False) -> Record | None:
    """Return the last build's record if a build with these options would change nothing.

    Args:
        path: the record's; missing, damaged or from another version, it is a silent miss.
        options_key: as it was given to `Record`.
        is_trial: leave the record as it is, even where files were touched that say the same.
    """
    record = read_record(path)
    if record is None or record.options_key != options_key:
        return None
    moved = {}
    sure_ns = None
    for name, known in record.sights.items():
        if _stat(name) == known[:4]:
            continue
        if sure_ns is None:
            sure_ns = 0 if is_trial else settled_before(path)
        moved[name] = look(name, known, sure_ns)
        if moved[name][4] != known[4]:
            return None
    if moved and not is_trial:
        write_record(path, Record(options_key, record.sights | moved, record.summary))
    return record


def read_record(path: str) -> Record | None:
    """Return the record at the path; None if there is none that this version wrote."""
    try:
        with open(path, "rb") as file:
            checksum, body = file.read().split(b"\n", 1)
        if checksum != _checksum(body):
            return None
        options_key, summary, sights = json.loads(body)
        return Record(options_key, {name: _sight(*seen) for name, *seen in sights}, summary)
    except (OSError, ValueError, TypeError, RecursionError):
        return None


def write_record(path: str, record: Record) -> None:
    """Keep the record for the next build; a disk that takes no more keeps none."""
    sights = [(name, *seen) for name, seen in record.sights.items()]
    body = json.dumps([record.options_key, record.summary, sights]).encode()
    try:
        os.makedirs(os.path.dirname(path), exist_ok=True)
        replace_cached(path, _checksum(body) + b"\n" + body)
    except OSError:
        forget(path)


def forget(path: str) -> None:
    """Remove the record, before anything that it vouches for is changed."""
    try:
        os.unlink(path)
    except OSError:
        return


def settled_before(record: str) -> int:
    """Return the time that what is seen from now on must be older than, to go by its stat.

    Ask before the first file is read. It is the time of the file system that holds the record,
    in ns, less the longest tick; 0, so that all contents decide, where it does not tell.
    """
    probe = f"{record}.now"
    try:
        os.makedirs(os.path.dirname(record), exist_ok=True)
        with open(probe, "wb") as file:
            file.write(b".")
        now_ns = os.stat(probe).st_mtime_ns
        os.unlink(probe)
    except OSError:
        return 0
    return now_ns - _SETTLED_NS


def look(path: str, known: Sight | None, sure_ns: int) -> Sight:
    """Return what is at the path; unread, if its stat is that of what was seen before."""
    seen = _stat(path)
    if known and seen == known[:4]:
        return known
    return _told(seen, _digest(path), sure_ns)


def vouch(path: str, sha256: str, sure_ns: int) -> Sight:
    """Return the sight of a file that this process has just written, without reading it."""
    return _told(_stat(path), sha256, sure_ns)


def _told(seen: tuple[int, int, int, int], digest: str, sure_ns: int) -> Sight:
    _, mtime_ns, ctime_ns, _ = seen
    if digest and max(mtime_ns, ctime_ns) > sure_ns:
        seen = (-2, -2, -2, -2)
    return (*seen, digest)


def _stat(path: str) -> tuple[int, int, int, int]:
    try:
        found = os.stat(path)
    except OSError:
        return (-1, -1, -1, -1)
    return (found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino)


def _digest(path: str) -> str:
    """Return the SHA-256 of a file's bytes or of a folder's names; empty for neither."""
    try:
        mode = os.stat(path).st_mode
        if stat.S_ISDIR(mode):
            listing = "\0".join(sorted(os.listdir(path)))
            return hashlib.sha256(listing.encode("utf-8", "surrogateescape")).hexdigest()
        if not stat.S_ISREG(mode):
            return ""
        with open(path, "rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""


def _checksum(body: bytes) -> bytes:
    return hashlib.sha256(_SCHEMA + body).hexdigest().encode()


def _sight(size: int, mtime_ns: int, ctime_ns: int, inode: int, digest: str) -> Sight:
    return (size, mtime_ns, ctime_ns, inode, digest)
