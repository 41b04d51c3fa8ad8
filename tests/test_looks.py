"""The hash of how editions look."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefgen.looks import digest


def folder(path: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        (path / name).parent.mkdir(parents=True, exist_ok=True)
        (path / name).write_text(text)
    return path


FILES = {"themes/a.css": "x", "base.html": "y"}


@pytest.mark.parametrize(
    ("files", "is_same"),
    [
        (FILES, True),
        (dict(reversed(FILES.items())), True),
        (FILES | {"base.html": "z"}, False),
        (FILES | {"more.html": ""}, False),
        ({"themes/b.css": "x", "base.html": "y"}, False),
        ({"a.css": "x", "base.html": "y"}, False),
        ({"base.html": "y"}, False),
    ],
)
def test_the_digest_follows_every_file(
    files: dict[str, str], is_same: bool, tmp_path: Path
) -> None:
    first = digest([folder(tmp_path / "one", FILES)])
    assert (digest([folder(tmp_path / "two", files)]) == first) == is_same


def test_it_matters_which_folder_comes_first(tmp_path: Path) -> None:
    one, two = folder(tmp_path / "one", FILES), folder(tmp_path / "two", {"base.html": "z"})
    assert len({digest([one, two]), digest([two, one]), digest([one]), digest([])}) == 4
