"""Freshness: a build is skipped only if it would change nothing, and never for a doubt."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from briefgen import fresh
from briefgen.fresh import Record, is_fresh, look, read_record, settled_before, vouch, write_record

SETTLED_S = 1_000_000_000
"""Long ago."""


@pytest.fixture
def record(tmp_path: Path) -> str:
    return str(tmp_path / ".briefgen" / "fresh.json")


@pytest.fixture
def seeds(tmp_path: Path) -> Path:
    seeds = tmp_path / "seeds"
    seeds.mkdir()
    for name in ("kz.yaml", "by.yaml"):
        (seeds / name).write_text(f"title: {name}")
        settle(seeds / name)
    return seeds


def settle(path: Path) -> None:
    os.utime(path, (SETTLED_S, SETTLED_S))


def watched(seeds: Path) -> list[Path]:
    return [seeds, seeds / "kz.yaml", seeds / "by.yaml", seeds / "project.yaml"]


def build(record: str, seeds: Path, sure_ns: int | None = None) -> None:
    sure_ns = settled_before(record) if sure_ns is None else sure_ns
    sights = {str(path): look(str(path), None, sure_ns) for path in watched(seeds)}
    write_record(record, Record("options", sights, ["kz  2 pages", "by  1 page"]))


def sure(path: Path) -> int:
    """Return a moment long after all that has happened to the path."""
    return path.stat().st_ctime_ns + 1_000_000_000


def test_nothing_happened(record: str, seeds: Path) -> None:
    assert is_fresh(record, "options") is None
    build(record, seeds)
    found = is_fresh(record, "options")
    assert found is not None
    assert found.summary == ("kz  2 pages", "by  1 page")
    assert is_fresh(record, "other options") is None


def rewrite(seeds: Path) -> None:
    (seeds / "kz.yaml").write_text("title: xx.yaml")


def rewrite_with_the_old_time(seeds: Path) -> None:
    rewrite(seeds)
    settle(seeds / "kz.yaml")


def replace_with_the_old_time(seeds: Path) -> None:
    (seeds / "new").write_text("title: xx.yaml")
    settle(seeds / "new")
    (seeds / "new").replace(seeds / "kz.yaml")


def make_unreadable(seeds: Path) -> None:
    (seeds / "kz.yaml").unlink()
    (seeds / "kz.yaml").mkdir()


CHANGES: list[Callable[[Path], object]] = [
    rewrite,
    rewrite_with_the_old_time,
    replace_with_the_old_time,
    make_unreadable,
    lambda seeds: (seeds / "kz.yaml").unlink(),
    lambda seeds: (seeds / "kz.yaml").rename(seeds / "kg.yaml"),
    lambda seeds: (seeds / "kz.yaml").write_text(""),
    lambda seeds: (seeds / "new.yaml").write_text("new"),
    lambda seeds: (seeds / "project.yaml").write_text("desk: Desk"),
    lambda seeds: (seeds / "deeper").mkdir(),
]


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("settled", [True, False])
def test_whatever_happens_is_seen(
    record: str, seeds: Path, change: Callable[[Path], object], settled: bool
) -> None:
    build(record, seeds, sure(seeds) if settled else 0)
    change(seeds)
    assert is_fresh(record, "options") is None


@pytest.mark.parametrize("settled", [True, False])
def test_a_touch_is_nothing_and_is_remembered(record: str, seeds: Path, settled: bool) -> None:
    build(record, seeds, sure(seeds) if settled else 0)
    before = read_record(record)
    (seeds / "kz.yaml").touch()
    assert is_fresh(record, "options") is not None
    after = read_record(record)
    assert before is not None
    assert after is not None
    digests = [{name: seen[4] for name, seen in each.sights.items()} for each in (before, after)]
    assert digests[0] == digests[1]
    assert is_fresh(record, "options") is not None


def test_what_is_settled_is_not_read(
    record: str, seeds: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(record, seeds, sure(seeds))

    def forbidden(path: str) -> str:
        raise AssertionError(path)

    monkeypatch.setattr(fresh, "_digest", forbidden)
    assert is_fresh(record, "options") is not None


def test_what_was_written_in_the_last_two_seconds_is_read(
    record: str, seeds: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(record, seeds)  # the folder and the files have just changed
    read = []
    digest = fresh._digest

    def noting(path: str) -> str:
        read.append(Path(path).name)
        return digest(path)

    monkeypatch.setattr(fresh, "_digest", noting)
    assert is_fresh(record, "options") is not None
    assert read == ["seeds", "kz.yaml", "by.yaml"]


def test_a_sight_too_young_to_trust_keeps_no_stat(seeds: Path) -> None:
    path = seeds / "kz.yaml"
    young = look(str(path), None, path.stat().st_ctime_ns - 1)
    rewrite_with_the_old_time(seeds)
    assert look(str(path), young, sure(path))[4] != young[4]


def test_vouching_is_looking_without_reading(record: str, seeds: Path) -> None:
    path = seeds / "kz.yaml"
    seen = look(str(path), None, sure(path))
    assert vouch(str(path), seen[4], sure(path)) == seen


@pytest.mark.parametrize(
    "damaged",
    [
        lambda stored: b"",
        lambda stored: stored[:70],
        lambda stored: stored[:-1],
        lambda stored: stored.replace(b"2 pages", b"3 pages"),
        lambda stored: stored.replace(b"\n", b""),
        lambda stored: b"{}",
        lambda stored: b"\xff" * 100,
    ],
)
def test_a_damaged_record_is_a_miss(
    record: str, seeds: Path, damaged: Callable[[bytes], bytes]
) -> None:
    build(record, seeds)
    path = Path(record)
    path.write_bytes(damaged(path.read_bytes()))
    assert read_record(record) is None
    assert is_fresh(record, "options") is None


def test_a_record_of_another_version_is_a_miss(
    record: str, seeds: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(record, seeds)
    monkeypatch.setattr(fresh, "_SCHEMA", b"0")
    assert is_fresh(record, "options") is None


def test_a_record_that_cannot_be_written_is_none(tmp_path: Path, seeds: Path) -> None:
    (tmp_path / "file").write_text("a file where the folder should be")
    record = str(tmp_path / "file" / "fresh.json")
    build(record, seeds)
    assert settled_before(record) == 0
    assert is_fresh(record, "options") is None


def test_forgetting(record: str, seeds: Path) -> None:
    build(record, seeds)
    fresh.forget(record)
    fresh.forget(record)
    assert is_fresh(record, "options") is None


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert look(str(tmp_path / "pipe"), None, 0)[4] == ""


def test_imports_little() -> None:
    script = "import sys; import briefgen.fresh; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    heavy = {"pathlib", "typing", "dataclasses", "pydantic", "jinja2", "weasyprint", "yaml"}
    assert not heavy & set(done.stdout.split())
