"""How editions look, as data: what of a folder is read, and its hash."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from briefgen.looks import PLAIN, Looks, read_looks


def looks(path: Path, files: dict[str, str]) -> Looks:
    for name, text in files.items():
        (path / name).parent.mkdir(parents=True, exist_ok=True)
        (path / name).write_text(text)
    return read_looks(path)


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
        (FILES | {".swap": "s", ".git/config": "c", "__pycache__/a.pyc": "p"}, True),
    ],
)
def test_the_digest_follows_every_file_that_is_shown(
    files: dict[str, str], is_same: bool, tmp_path: Path
) -> None:
    first = looks(tmp_path / "one", FILES)
    assert (looks(tmp_path / "two", files).digest == first.digest) == is_same


def test_all_files_are_read_by_their_names(tmp_path: Path) -> None:
    read = looks(tmp_path, FILES)
    assert list(read.files.items()) == [("base.html", b"y"), ("themes/a.css", b"x")]
    assert read.folder == tmp_path.as_posix()


def test_names_match_part_by_part(tmp_path: Path) -> None:
    read = looks(tmp_path, FILES | {"themes/inner/b.css": "z"})
    assert read.matching("themes/*.css") == ("themes/a.css",)
    assert read.matching("*") == ("base.html",)


def test_a_linked_folder_is_read_like_any(tmp_path: Path) -> None:
    looks(tmp_path / "shared", {"desk.css": "x"})
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "themes").symlink_to(tmp_path / "shared")
    assert list(read_looks(tmp_path / "own").files) == ["themes/desk.css"]


def test_a_project_without_templates_is_plain(tmp_path: Path) -> None:
    assert read_looks(tmp_path / "none").digest == PLAIN.digest


def test_looks_travel_and_stay_the_same(tmp_path: Path) -> None:
    read = looks(tmp_path, FILES)
    again = pickle.loads(pickle.dumps(read))
    assert (again, hash(again), again.files) == (read, hash(read), read.files)
