"""What a build reads: every path whose change could change what it makes."""

from __future__ import annotations

import os
import sys
import sysconfig
from collections.abc import Iterator
from pathlib import Path

from briefgen.folders import walk
from briefgen.shipped import TEMPLATES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from briefgen.plan import Options


def watched(options: Options) -> list[str]:
    """Return absolute paths of the files and folders that a build reads, each once, in order."""
    from briefgen import fonts, natives

    looks = [
        *watched_templates(options.templates),
        *(_tree(options.since) if options.since else ()),
        *map(absolute, fonts.font_files()),
        *map(absolute, natives.library_files()),
    ]
    return list(dict.fromkeys([*watched_seeds(options.seeds), *looks]))


def watched_seeds(folder: Path) -> list[str]:
    """Return absolute paths of the files and folders that reading and checking seeds reads."""
    paths = [*_tree(folder), *_tree(Path(__file__).parent), *_site_packages(), sys.executable]
    return list(dict.fromkeys(paths))


def watched_templates(folder: Path) -> list[str]:
    """Return absolute paths of a project's own templates and of those that come with briefgen."""
    return [*_tree(folder), *_tree(TEMPLATES)]


def absolute(path: Path | str) -> str:
    """Return a path from the root, as a witness knows it."""
    return os.path.join(os.getcwd(), path)


def _tree(folder: Path) -> Iterator[str]:
    """Yield a folder, its files and its folders; hidden ones and Python's caches left out."""
    root = absolute(folder)
    yield root
    for parent, folders, files in walk(root):
        yield from (f"{parent}/{name}" for name in (*folders, *files))


def _site_packages() -> Iterator[str]:
    """Yield the folders whose listing names the version of every installed package."""
    paths = sysconfig.get_paths()
    yield from (paths["purelib"], paths["platlib"])
