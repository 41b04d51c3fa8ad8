"""How editions look, as one hash: of all templates, styles, catalogues and assets."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path


def digest(folders: Iterable[Path]) -> str:
    """Return a hash of all files of the folders, their names and the order of the folders."""
    whole = hashlib.sha256()
    for folder in folders:
        for file in sorted(path for path in folder.rglob("*") if path.is_file()):
            inner = hashlib.sha256(file.read_bytes()).hexdigest()
            whole.update(f"{file.relative_to(folder).as_posix()}\0{inner}\n".encode())
        whole.update(b"\n")
    return whole.hexdigest()
