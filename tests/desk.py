"""A desk at work: a project whose files are edited and whose folders suffer, and a clean copy."""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Callable, Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from edits import Files, Pick, as_bytes, break_a_file, start
from projects import Project, Ran, share_fonts

FOREIGN = "photo.png"
"""A file in the output that no build made."""
LEFT_BY_A_KILL = ".briefgen-1-1.tmp"
_AUTHORED = ("seeds", "templates")


@dataclass
class Desk:
    """A project under edit."""

    project: Project
    clean: Project
    """Where the same files are built from scratch."""
    fonts: Path
    formats: str
    files: Files = field(default_factory=start)
    past: list[Files] = field(default_factory=list)
    """What the files were before."""
    sound: Files = field(default_factory=dict)
    """What broken files held, until they are mended."""

    def build(self, *argv: str) -> Ran:
        return self._run(self.project, "build", "--format", self.formats, *argv)

    def build_clean(self) -> Ran:
        """Build the files as they are in a folder that has seen nothing else."""
        _empty(self.clean.folder)
        _write(self.clean.folder, self.files)
        share_fonts(self.clean.folder, self.fonts)
        return self._run(self.clean, "build", "--format", self.formats)

    def check(self) -> tuple[Ran, Ran]:
        """What `check` says here and there."""
        return self._run(self.project, "check"), self._run(self.clean, "check")

    def edit(self, edit: Callable[[Files, Pick], None], pick: Pick) -> None:
        """Change the files, and write those that changed."""
        self.past.append(deepcopy(self.files))
        edit(self.files, pick)
        self.save()

    def save(self) -> None:
        _write(self.project.folder, self.files)

    def _run(self, project: Project, *argv: str) -> Ran:
        with contextlib.chdir(project.folder):
            return project.run(*argv, "--ceiling", "TLP:RED")


def open_desk(project: Project, fonts: Path, formats: str) -> Desk:
    """Let a desk begin anew in a project's folder."""
    clean = project.folder.with_name("clean")
    for folder in (project.folder, clean, _kept(project)):
        folder.mkdir(exist_ok=True)
        _empty(folder)
    share_fonts(project.folder, fonts)
    desk = Desk(project, Project(clean, project.capsys), fonts, formats)
    desk.save()
    return desk


def _kept(project: Project) -> Path:
    return project.folder.with_name("kept")


def _empty(folder: Path) -> None:
    for path in folder.iterdir():
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink()


def _write(folder: Path, files: Mapping[str, Any]) -> None:
    """Let a folder hold these files, as a person would: what has not changed is not written."""
    wanted = {folder / name: as_bytes(content) for name, content in files.items()}
    for path in _authored(folder):
        if path not in wanted:
            path.unlink()
    for path, data in wanted.items():
        if not path.is_file() or path.read_bytes() != data:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)


def _authored(folder: Path) -> list[Path]:
    found = [path for name in _AUTHORED for path in sorted((folder / name).rglob("*"))]
    return [path for path in found if path.is_file()]


# What happens beside editing


def touch_a_file(desk: Desk, pick: Pick) -> None:
    pick(_authored(desk.project.folder)).touch()


def touch_all(desk: Desk, _: Pick) -> None:
    for path in _authored(desk.project.folder):
        path.touch()


def age_a_file(desk: Desk, pick: Pick) -> None:
    """Give a file the time of long ago."""
    os.utime(pick(_authored(desk.project.folder)), (1_000_000_000, 1_000_000_000))


def replace_a_file(desk: Desk, pick: Pick) -> None:
    """Put a copy in a file's place, as editors do."""
    path = pick(_authored(desk.project.folder))
    copy = path.with_name(".copy")
    copy.write_bytes(path.read_bytes())
    copy.replace(path)


def build_again(desk: Desk, _: Pick) -> None:
    desk.build()


def check_only(desk: Desk, _: Pick) -> None:
    """Ask whether a build would change anything: it writes nothing."""
    before = desk.project.stats()
    desk.build("--check")
    assert desk.project.stats() == before


def check_the_seeds(desk: Desk, _: Pick) -> None:
    desk._run(desk.project, "check")


def leave_half_a_file(desk: Desk, pick: Pick) -> None:
    """Let a build have been killed while it wrote."""
    if folders := _folders(desk):
        (pick(folders) / LEFT_BY_A_KILL).write_bytes(b"hal")


STILL: tuple[Callable[[Desk, Pick], None], ...] = (
    touch_a_file, touch_all, age_a_file, replace_a_file, build_again, check_only,
    check_the_seeds, leave_half_a_file,
)  # fmt: skip
"""After these there is nothing to render."""


def revert(desk: Desk, pick: Pick) -> None:
    """Go back to what the files were at some time."""
    if desk.past:
        desk.files = deepcopy(pick(desk.past))
        desk.sound = {}
        desk.save()


def break_one(desk: Desk, pick: Pick) -> None:
    """Make a file unreadable, until the next step mends it."""
    before = dict(desk.files)
    break_a_file(desk.files, pick)
    desk.sound |= {name: before[name] for name in before if desk.files[name] is not before[name]}
    desk.save()


def mend(desk: Desk) -> bool:
    """Mend what was broken, and return whether anything was."""
    was_broken = bool(desk.sound)
    desk.files |= desk.sound
    desk.sound = {}
    desk.save()
    return was_broken


def lose_the_cache(desk: Desk, _: Pick) -> None:
    shutil.rmtree(desk.project.folder / ".briefgen")
    share_fonts(desk.project.folder, desk.fonts)


def damage_the_cache(desk: Desk, pick: Pick) -> None:
    """Cut, flip, empty or remove a file of the cache, or put a folder in its place."""
    root = desk.project.folder / ".briefgen"
    held = [path for path in sorted(root.rglob("*")) if path.is_file() and path.name != "lock"]
    if held:
        path = pick(held)
        data = path.read_bytes()
        path.unlink()
        damaged = pick((data[:-1], data[:40], b"", data[:-1] + b"\0", None, "a folder"))
        if isinstance(damaged, bytes):
            path.write_bytes(damaged)
        elif damaged:
            path.mkdir()


def lose_a_file(desk: Desk, pick: Pick) -> None:
    if held := _made(desk):
        pick(held).unlink()


def alter_a_file(desk: Desk, pick: Pick) -> None:
    if held := _made(desk):
        path = pick(held)
        path.write_bytes(pick((b"", b"altered", path.read_bytes()[:-1])))


def lose_a_folder(desk: Desk, pick: Pick) -> None:
    if folders := _folders(desk):
        shutil.rmtree(pick([*folders, folders[0].parent]))


def keep(desk: Desk, pick: Pick) -> None:
    """Keep a copy of the cache or of the output, as a scheduled run does."""
    name = pick((".briefgen", "output"))
    if (desk.project.folder / name).is_dir():
        copy = _kept(desk.project) / name
        shutil.rmtree(copy, ignore_errors=True)
        shutil.copytree(desk.project.folder / name, copy, symlinks=True)


def take_back(desk: Desk, _: Pick) -> None:
    """Put back what was kept, however old it is."""
    for copy in _kept(desk.project).iterdir():
        shutil.rmtree(desk.project.folder / copy.name, ignore_errors=True)
        shutil.copytree(copy, desk.project.folder / copy.name, symlinks=True)


def leave_a_photo(desk: Desk, pick: Pick) -> None:
    """Put a file beside the editions that no build made."""
    folder = desk.project.folder / "output" / pick(("public", "partners", "else"))
    folder.mkdir(parents=True, exist_ok=True)
    (folder / FOREIGN).write_bytes(b"mine")


def build_some(desk: Desk, pick: Pick) -> None:
    """Build a selection, or one format."""
    argv = pick(
        (["--audience", "public"], ["--audience", "partners", "bridge"], ["quay"],
         ["--format", "json"], ["--force"], ["--template", "brief"])
    )  # fmt: skip
    desk.build(*argv)


def hand_out(desk: Desk, pick: Pick) -> None:
    """Record what is built as handed out."""
    desk._run(desk.project, "release", *pick(([], ["--audience", "partners"])))
    root = desk.project.folder
    for path in (root / "seeds/releases").rglob("*.json"):
        desk.files[path.relative_to(root).as_posix()] = path.read_text("utf-8")


HAPPENINGS: tuple[Callable[[Desk, Pick], None], ...] = (
    revert, break_one, lose_the_cache, damage_the_cache, lose_a_file, alter_a_file, lose_a_folder,
    keep, take_back, leave_a_photo, build_some, hand_out,
)  # fmt: skip
"""After these a build may have something to render, though no file was edited."""


def _folders(desk: Desk) -> list[Path]:
    root = desk.project.folder / "output"
    return sorted(path for path in root.glob("*") if path.is_dir())


def _made(desk: Desk) -> list[Path]:
    """The files that builds made; without the manifests, which say that they did."""
    files = (path for folder in _folders(desk) for path in sorted(folder.iterdir()))
    return [path for path in files if path.name not in ("manifest.json", FOREIGN)]
