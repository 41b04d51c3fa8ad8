"""Single files: the old one or the new one, complete, and a located error otherwise."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

from briefgen.errors import UsageError
from briefgen.writing import remove_file, write_file


def fault(caught: pytest.ExceptionInfo[UsageError]) -> tuple[str, str]:
    (found,) = caught.value.diagnostics
    assert found.hint
    assert not found.message.endswith(".")
    return found.code, found.place.file


def test_writes_replaces_and_leaves_alone(tmp_path: Path) -> None:
    path = tmp_path / "a" / "b" / "page.html"
    assert write_file(path, b"one")
    before = path.stat()
    assert not write_file(path, b"one")
    assert (path.stat().st_ino, path.stat().st_ctime_ns) == (before.st_ino, before.st_ctime_ns)
    assert write_file(path, b"two")
    assert path.read_bytes() == b"two"
    assert [item.name for item in path.parent.iterdir()] == ["page.html"]


def test_files_are_as_readable_as_the_umask_says(tmp_path: Path) -> None:
    write_file(tmp_path / "page.html", b"one")
    reference = tmp_path / "reference"
    reference.touch()
    assert (tmp_path / "page.html").stat().st_mode == reference.stat().st_mode


@pytest.mark.parametrize("kind", ["folder", "link", "dangling link", "pipe"])
def test_what_is_no_file_is_never_replaced(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "page.html"
    (tmp_path / "elsewhere").write_bytes(b"theirs")
    if kind == "folder":
        path.mkdir()
    elif kind == "pipe":
        os.mkfifo(path)
    else:
        path.symlink_to("elsewhere" if kind == "link" else "nowhere")
    before = path.lstat()
    with pytest.raises(UsageError) as caught:
        write_file(path, b"theirs")
    assert fault(caught) == ("file-in-the-way", path.as_posix())
    with pytest.raises(UsageError) as caught:
        remove_file(path)
    assert fault(caught) == ("file-in-the-way", path.as_posix())
    assert path.lstat() == before
    assert (tmp_path / "elsewhere").read_bytes() == b"theirs"


@pytest.mark.parametrize("kind", ["file", "dangling link"])
def test_no_folder_can_be_made(tmp_path: Path, kind: str) -> None:
    folder = tmp_path / "output"
    if kind == "file":
        folder.write_text("a file")
    else:
        folder.symlink_to("nowhere")
    with pytest.raises(UsageError) as caught:
        write_file(folder / "page.html", b"one")
    assert fault(caught) == ("cannot-write", folder.as_posix())


def test_a_name_too_long(tmp_path: Path) -> None:
    path = tmp_path / ("n" * 300 + ".html")
    with pytest.raises(UsageError) as caught:
        write_file(path, b"one")
    assert fault(caught) == ("cannot-write", path.as_posix())
    assert list(tmp_path.iterdir()) == []


def test_the_longest_name_that_a_disk_takes(tmp_path: Path) -> None:
    assert write_file(tmp_path / ("n" * 250 + ".html"), b"one")


@pytest.mark.parametrize("code", [errno.EROFS, errno.EACCES, errno.ENOSPC, errno.EDQUOT])
def test_a_disk_that_refuses(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int) -> None:
    path = tmp_path / "page.html"
    write_file(path, b"old")

    def refuse(*_: object) -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(os, "replace", refuse)
    with pytest.raises(UsageError) as caught:
        write_file(path, b"new")
    assert fault(caught) == ("cannot-write", path.as_posix())
    assert [item.name for item in tmp_path.iterdir()] == ["page.html"]
    assert path.read_bytes() == b"old"


def test_a_full_disk_loses_nothing(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_bytes(b"old")
    script = """
import pathlib, resource, sys
from briefgen.errors import UsageError
from briefgen.writing import write_file
resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, 10_000))
try:
    write_file(pathlib.Path(sys.argv[1]), b"x" * 100_000)
except UsageError as error:
    print(error.diagnostics[0].code, error.diagnostics[0].hint)
"""
    done = subprocess.run(
        [sys.executable, "-c", script, path],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "cannot-write make room on the disk, or build into another folder\n"
    assert path.read_bytes() == b"old"
    assert [item.name for item in tmp_path.iterdir()] == ["page.html"]


def test_removing(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    assert not remove_file(path)
    write_file(path, b"one")
    assert remove_file(path)
    assert not path.exists()
    assert not remove_file(path / "below")
