"""How editions look: a folder of templates, styles, catalogues and assets, as data that travels."""

from __future__ import annotations

import base64
import hashlib
import mimetypes
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field
from functools import lru_cache
from pathlib import Path, PurePosixPath

from briefgen.errors import usage_error
from briefgen.folders import walk
from briefgen.values import frozen

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_INDENT = re.compile(r"\s*\n\s*")


@frozen
class Looks:
    """All that a folder of templates holds, as it was when it was read."""

    folder: str
    """Where it was read, as messages name it."""
    digest: str
    """Hash of the names and contents of all files."""
    files: Mapping[str, bytes] = field(repr=False, compare=False)
    """By their names under the folder, `/` between folders, sorted."""

    def matching(self, pattern: str) -> tuple[str, ...]:
        """Return the names that match a pattern of as many parts."""
        return _matching(self, pattern)


@lru_cache(maxsize=64)
def _matching(looks: Looks, pattern: str) -> tuple[str, ...]:
    n_parts = len(PurePosixPath(pattern).parts)
    paths = map(PurePosixPath, looks.files)
    return tuple(str(one) for one in paths if len(one.parts) == n_parts and one.match(pattern))


def files_of(looks: Iterable[Looks], *patterns: str) -> list[str]:
    """Return the names of the files that match any pattern; one in several looks stands twice."""
    return [name for pattern in patterns for one in looks for name in one.matching(pattern)]


def templates_of(looks: Iterable[Looks]) -> set[str]:
    """Return the templates: folders with a file for either door."""
    files = files_of(looks, "*/sheet.html", "*/screen.html")
    return {name.partition("/")[0] for name in files}


def names_of(looks: Iterable[Looks], pattern: str) -> set[str]:
    """Return what the files that match are called, without folder and ending."""
    return {PurePosixPath(name).stem for name in files_of(looks, pattern)}


def read_looks(folder: Path) -> Looks:
    """Read a folder; hidden files and Python's caches are left out, an absent folder is empty.

    Raises:
        UsageError: some of it cannot be read.
    """
    try:
        files = {file.relative_to(folder).as_posix(): file.read_bytes() for file in _files(folder)}
    except OSError as error:
        raise usage_error(
            f"it cannot be read: {error.strerror}",
            "let yourself read it, or take it out of the templates",
            code="file-unreadable",
            file=str(error.filename),
        ) from error
    files = dict(sorted(files.items()))
    return Looks(folder.as_posix(), digest(files), files)


def digest(files: Mapping[str, bytes]) -> str:
    """Return a hash of files, their names and contents, in whatever order they come."""
    whole = hashlib.sha256()
    for name, data in sorted(files.items()):
        whole.update(f"{name}\0{hashlib.sha256(data).hexdigest()}\n".encode())
    return whole.hexdigest()


def embedded(css: str, files: Mapping[str, bytes]) -> str:
    """Put the assets that a style sheet names into it, and let it end no `style` element."""
    css = _INDENT.sub("\n", _COMMENT.sub("", css))
    for name, data in files.items():
        kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
        address = f"data:{kind};base64,{base64.b64encode(data).decode()}"
        css = css.replace(f"url({name})", f"url({address})")
    return css.replace("</", "<\\/")


PLAIN = Looks("", digest({}), {})
"""Those of a project that has none of its own."""


def _files(folder: Path) -> Iterator[Path]:
    for parent, _, names in walk(folder.as_posix(), _unlisted):
        yield from (path for name in names if (path := Path(parent, name)).is_file())


def _unlisted(error: OSError) -> None:
    raise error
