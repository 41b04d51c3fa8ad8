"""The lock: one at a time, and it dies with its holder."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path

import pytest

from briefgen import lock
from briefgen.errors import UsageError
from briefgen.lock import locked

HOLDER = """
import pathlib, sys
from briefgen.lock import locked
with locked(pathlib.Path(sys.argv[1]), 0, print):
    print("held", flush=True)
    sys.stdin.read()
"""


def hold(path: Path) -> subprocess.Popen[str]:
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDER, path],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert holder.stdout is not None
    assert holder.stdout.readline() == "held\n"
    return holder


def test_holds_and_lets_go(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "lock"
    for _ in range(2):
        with locked(path, 0, lambda: None):
            assert path.exists()


def test_gives_up_after_the_timeout(tmp_path: Path) -> None:
    with hold(tmp_path / "lock") as holder:
        with pytest.raises(UsageError) as caught, locked(tmp_path / "lock", 0.1, lambda: None):
            raise AssertionError("two holders")
        assert caught.value.diagnostics[0].code == "locked"
        assert caught.value.diagnostics[0].place.file == (tmp_path / "lock").as_posix()
        holder.kill()


def test_says_once_that_it_waits_and_outlives_a_killed_holder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lock, "_PATIENCE_S", 0.1)
    said = []
    with hold(tmp_path / "lock") as holder:
        threading.Timer(0.4, holder.kill).start()
        with locked(tmp_path / "lock", 30, lambda: said.append("waiting")):
            assert holder.wait() == -9
    assert said == ["waiting"]


def test_a_lock_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "lock").mkdir()
    with pytest.raises(UsageError) as caught, locked(tmp_path / "lock", 0, lambda: None):
        raise AssertionError("held a folder")
    assert caught.value.diagnostics[0].code == "cannot-write"
