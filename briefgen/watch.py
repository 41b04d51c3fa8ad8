"""What a build reads: every path whose change could change what it makes."""

from __future__ import annotations

import os
import sys
import sysconfig
from collections.abc import Iterator
from pathlib import Path

from briefgen import fonts, pdf
from briefgen.plan import Options
from briefgen.shipped import TEMPLATES


def watched(options: Options) -> list[str]:
    """Return absolute paths of files and folders, each once, in order."""
    paths = [
        *_tree(options.seeds),
        *_tree(options.templates),
        *_tree(TEMPLATES),
        *_tree(Path(__file__).parent),
        *(str(file) for file in fonts.font_files()),
        *(str(file) for file in pdf.library_files()),
        *_site_packages(),
        sys.executable,
    ]
    return list(dict.fromkeys(str(Path(path).absolute()) for path in paths))


def _tree(folder: Path) -> Iterator[str]:
    """Yield a folder, its files and its folders; hidden ones and Python's caches left out."""
    yield str(folder)
    for parent, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if name[0] != "." and name != "__pycache__")
        for name in (*folders, *sorted(files)):
            if name[0] != ".":
                yield f"{parent}/{name}"


def _site_packages() -> Iterator[str]:
    """Yield the folders whose listing names the version of every installed package."""
    paths = sysconfig.get_paths()
    yield from (paths["purelib"], paths["platlib"])
