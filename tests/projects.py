"""Small projects on disk, and the command line run on them in this process."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import pytest

from briefgen import cli, crew, make, natives
from briefgen.errors import BriefgenError
from briefgen.job import Job, Made
from briefgen.workers import Cause, Failed, Premises, Terms

OPEN = """\
title: An open document
publisher: A ministry
issued: 2022-01-05
marking: TLP:CLEAR
text: |
  The bridge is closed to lorries. Cars may cross it at night.
annotations:
  - id: lorries
    quote: The bridge is closed to lorries.
    claim: The bridge is closed to lorries.
    field: situation
  - id: cars
    quote: Cars may cross it at night.
    claim: Cars cross the bridge at night.
    field: government-response
"""
GREEN = """\
title: A zeppelin timetable
issued: 2022-01-06
marking: TLP:GREEN
note: a marmalade note
text: |
  A walrus ferry will run from Monday.
annotations:
  - id: ferry-walrus
    quote: A walrus ferry will run from Monday.
    claim: A ferry will run for the walrus.
    field: situation
"""
RED = """\
title: An obsidian memorandum
issued: 2022-01-07
marking: TLP:RED
text: |
  The bridge hides a quicksilver store.
annotations:
  - id: store-quicksilver
    quote: The bridge hides a quicksilver store.
    claim: Beneath the bridge lies quicksilver.
    field: actors
"""
BRIEF = """\
title: The bridge
as_of: 2022-01-08
marking: TLP:CLEAR
audiences: [public, partners, desk]
bottom_line: The bridge is closed to lorries [@lorries].
"""
PARTNERS = """\
title: Partners
marking: TLP:GREEN
show: [judgments, sources]
"""
SEEDS: Mapping[str, str] = {
    "sources/bridge/open.yaml": OPEN,
    "sources/bridge/green.yaml": GREEN,
    "sources/bridge/red.yaml": RED,
    "briefs/bridge.yaml": BRIEF,
    "audiences/partners.yaml": PARTNERS,
}
"""A brief for three audiences, with a document at each of three markings."""

ABOVE_CLEAR = (
    "zeppelin", "marmalade", "walrus", "obsidian", "quicksilver", "memorandum", "partners",
)  # fmt: skip
"""Words of it that stand above TLP:CLEAR only; the last is who else reads."""
ALL = ["public/bridge", "partners/bridge", "desk/bridge"]


@dataclass(frozen=True)
class Ran:
    """What one command came to."""

    code: int
    out: str
    err: str
    made: tuple[str, ...]
    """The editions that were rendered, in order of their names."""


@dataclass(frozen=True)
class Project:
    """A project folder, in which commands run as if it were the working directory."""

    folder: Path
    capsys: pytest.CaptureFixture[str]
    rendered: list[str] = field(default_factory=list)

    def run(self, *argv: str) -> Ran:
        self.rendered.clear()
        self.capsys.readouterr()
        try:
            code = cli.main(argv)
        except SystemExit as end:
            code = int(str(end.code))
        out, err = self.capsys.readouterr()
        return Ran(code, out, err, tuple(sorted(self.rendered)))

    def build(self, *argv: str) -> Ran:
        return self.run("build", *argv)

    def edit(self, file: str, old: str, new: str) -> None:
        path = self.folder / file
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new), "utf-8")

    def write(self, file: str, text: str) -> Path:
        path = self.folder / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
        return path

    def output(self) -> dict[str, bytes]:
        """The bytes of all files under output/, by path."""
        root = self.folder / "output"
        files = sorted(path for path in root.rglob("*") if path.is_file())
        return {path.relative_to(root).as_posix(): path.read_bytes() for path in files}

    def stats(self, where: str = "output") -> dict[str, tuple[int, int]]:
        """When each file under a folder was written, and as which inode."""
        files = (path for path in (self.folder / where).rglob("*") if path.is_file())
        return {str(path): (path.stat().st_mtime_ns, path.stat().st_ino) for path in files}


def write_seeds(folder: Path, seeds: Mapping[str, str] = SEEDS) -> None:
    """Write the seeds of a project."""
    for name, text in seeds.items():
        path = folder / "seeds" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")


def share_fonts(folder: Path, fonts: Path) -> None:
    """Let a project use fonts that were cut before."""
    (folder / ".briefgen").mkdir()
    (folder / ".briefgen" / "fonts").symlink_to(fonts)


def render_here(monkeypatch: pytest.MonkeyPatch, rendered: list[str]) -> None:
    """Render in this process instead of in workers, and note what is rendered."""

    def run(jobs: Iterable[Job], cache: Path) -> Iterator[Made | Failed]:
        for one in jobs:
            natives.require_libraries()
            rendered.append(one.name)
            try:
                yield make.make(one, cache)
            except BriefgenError as error:
                yield Failed(Cause.REFUSED, "was refused", error)

    @contextmanager
    def call_up(_: Terms, premises: Premises, _n_jobs: int) -> Iterator[crew.Run]:
        assert isinstance(premises.setting, Path)
        yield partial(run, cache=premises.setting)

    monkeypatch.setattr(crew, "call_up", call_up)
