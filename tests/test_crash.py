"""Whatever befalls a build, each file is the old one or the new one, and the next build is right.

Builds are killed four times; `pytest tests/test_crash.py --kills 20` kills more of them.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pypdf
import pytest
from projects import BRIEF, Project

from briefgen import make
from briefgen.job import Job, Made

Tree = dict[str, bytes]

PHOTO = "public/photo.png"
"""A file that no build made."""
OLD, NEW = "title: The bridge", "title: A bridge"
MAKE = make.make
BRIEF_FILE = "seeds/briefs/bridge.yaml"


def begin(project: Project, *argv: str, before: str = "") -> subprocess.Popen[str]:
    """Begin a build in a process of its own, the head of a session."""
    script = f"import sys; {before or 0}; from briefgen.cli import main; sys.exit(main())"
    environment = {k: v for k, v in os.environ.items() if k != "FONTCONFIG_FILE"}
    return subprocess.Popen(
        [sys.executable, "-c", script, "build", *argv],
        cwd=project.folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def end(process: subprocess.Popen[str]) -> tuple[int, str, str]:
    out, err = process.communicate()
    assert "Traceback" not in err
    return process.returncode, out, err


def kill_all(process: subprocess.Popen[str]) -> None:
    """Kill a build and its workers at once."""
    for pid in session(process.pid):
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    process.communicate()


def session(leader: int) -> list[int]:
    """The processes of a session, its leader first."""
    found = [leader]
    for path in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            state = path.read_text("utf-8").rpartition(")")[2].split()
            if int(state[3]) == leader and int(path.parent.name) != leader:
                found.append(int(path.parent.name))
    return found


def made(project: Project) -> Tree:
    """What builds made and left, but for what they had not finished."""
    files = project.output()
    return {name: data for name, data in files.items() if name != PHOTO and not is_half(name)}


def is_half(name: str) -> bool:
    return Path(name).name.startswith(".briefgen-")


def require_clean(project: Project, clean: Tree) -> None:
    """Require the output to be what a clean build makes, beside what is not a build's."""
    assert {n: d for n, d in project.output().items() if n != PHOTO} == clean


@pytest.fixture(scope="module")
def made_before(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that keeps, for the tests of one process, what `both` made for the first."""
    return tmp_path_factory.mktemp("made")


@pytest.fixture(scope="module")
def made_once() -> Callable[[Job, Path], Made]:
    """Makes each edition once: these tests are of where files go, not of what is in them."""
    known: dict[str, Made] = {}

    def make_once(job: Job, cache: Path) -> Made:
        key = repr(replace(job, known_fit=None))
        if key not in known:
            known[key] = MAKE(job, cache)
        return known[key]

    return make_once


@pytest.fixture
def both(
    project: Project,
    made_before: Path,
    made_once: Callable[[Job, Path], Made],
    monkeypatch: pytest.MonkeyPatch,
) -> tuple[Tree, Tree]:
    """The project, built; what its build made, and what one of another title makes."""
    monkeypatch.setattr(make, "make", made_once)
    if not (made_before / "new").exists():
        project.build()
        for name in (".briefgen", "output"):
            shutil.copytree(project.folder / name, made_before / name, symlinks=True)
        project.edit(BRIEF_FILE, OLD, NEW)
        project.build("--output", str(made_before / "new"))
        project.edit(BRIEF_FILE, NEW, OLD)
    for name in (".briefgen", "output"):
        shutil.rmtree(project.folder / name, ignore_errors=True)
        shutil.copytree(made_before / name, project.folder / name, symlinks=True)
    old, new = tree_of(made_before / "output"), tree_of(made_before / "new")
    assert old.keys() == new.keys()
    assert [name for name in old if name.endswith(".pdf") and old[name] == new[name]] == []
    return old, new


def tree_of(folder: Path) -> Tree:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


# Killed


def chance(turn: int, what: str) -> float:
    """A number from 0 to 1, the same in every run."""
    return int(hashlib.sha256(f"{what} {turn}".encode()).hexdigest()[:8], 16) / 0xFFFFFFFF


def test_kill_9_of_whole_builds(
    project: Project, both: tuple[Tree, Tree], pytestconfig: pytest.Config
) -> None:
    project.write(f"output/{PHOTO}", "mine")
    n_killed = 0
    for turn in range(pytestconfig.getoption("--kills")):
        project.edit(BRIEF_FILE, *((OLD, NEW), (NEW, OLD))[turn % 2])
        n_killed += kill_at(turn, begin(project), project)
        for name, data in made(project).items():
            assert data in (both[0][name], both[1][name]), name
        assert project.output()[PHOTO] == b"mine"
        require_sound_pdfs(project.folder / "output")
        if turn % 2:
            assert project.build().code == 0
            require_clean(project, both[0])
    assert n_killed >= pytestconfig.getoption("--kills") / 2
    assert project.build().code == 0
    require_clean(project, both[0])
    assert project.build().made == ()


def kill_at(turn: int, process: subprocess.Popen[str], project: Project) -> bool:
    """Kill a build at some moment; return whether it was still at work.

    One in three is killed before it has made anything, the others when some of the files are new.
    """
    before = project.stats()
    n_files = round(chance(turn, "files") * len(before)) if turn % 3 else 0
    while n_files and process.poll() is None:
        if sum(before.get(path) != stat for path, stat in sights(project)) >= n_files:
            break
        time.sleep(0.001)
    time.sleep(chance(turn, "moment") * (0.02 if n_files else 2))
    was_at_work = process.poll() is None
    kill_all(process)
    return was_at_work


def sights(project: Project) -> Iterator[tuple[str, tuple[int, int]]]:
    """The files of a folder at work, where one may be gone before it is looked at."""
    for path in (project.folder / "output").rglob("*.*"):
        with contextlib.suppress(FileNotFoundError):
            yield str(path), (path.stat().st_mtime_ns, path.stat().st_ino)


def require_sound_pdfs(folder: Path) -> None:
    files = sorted(folder.rglob("*.pdf"))
    assert files
    for file in files:
        reader = pypdf.PdfReader(file, strict=True)
        assert all(page.extract_text() for page in reader.pages)
        if shutil.which("qpdf"):
            subprocess.run(["qpdf", "--check", file], check=True, capture_output=True)


def test_builds_at_once_share_the_work_and_outlive_the_one_that_is_killed(
    project: Project, both: tuple[Tree, Tree]
) -> None:
    project.edit(BRIEF_FILE, OLD, NEW)
    before = project.stats()
    first = begin(project)
    while first.poll() is None and all(before.get(path) == stat for path, stat in sights(project)):
        time.sleep(0.001)
    others = [begin(project), begin(project)]
    kill_all(first)
    ends = [end(process) for process in others]
    assert [code for code, _, _ in ends] == [0, 0]
    assert ends[0][1] == ends[1][1]
    told = [[line.split()[-1] for line in err.splitlines()[1:]] for _, _, err in ends]
    assert ["unchanged"] * 3 in told
    require_clean(project, both[1])


# Refused


def require_refused(project: Project, both: tuple[Tree, Tree], told: str, *argv: str) -> None:
    """Require a build of the new title to be refused where it stands, and to break nothing."""
    project.edit(BRIEF_FILE, OLD, NEW)
    ran = project.build(*argv)
    assert (ran.code, ran.out) == (2, "")
    assert told in ran.err
    assert "\n\n  hint: " in ran.err
    for name, data in made(project).items():
        assert data in (both[0][name], both[1][name]), name
    assert not [name for name in project.output() if is_half(name)]


def test_a_file_too_large_for_the_disk(project: Project, both: tuple[Tree, Tree]) -> None:
    project.edit(BRIEF_FILE, OLD, NEW)
    limit = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, 50_000))"
    code, out, err = end(begin(project, "--format", "html,json", before=limit))
    assert (code, out) == (2, "")
    assert "bridge.html: error[cannot-write]: `bridge.html` cannot be written: file too" in err
    assert "hint: make room on the disk" in err
    for name, data in project.output().items():
        assert data in (both[0][name], both[1][name]), name
    assert project.build().code == 0
    require_clean(project, both[1])


@pytest.fixture
def disk(project: Project, both: tuple[Tree, Tree], made_before: Path) -> Iterator[Path]:
    """The project's output, on a disk of its own that holds little more."""
    output = project.folder / "output"
    size_kib = 300 + sum(len(data) for data in both[0].values()) // 1024
    mount = ["mount", "-t", "tmpfs", "-o", f"size={size_kib}k", "tmpfs", str(output)]
    if shutil.which("mount") is None or subprocess.run(mount, capture_output=True).returncode:
        # Anyone's disk is full for a file that is too large: the test above asks that everywhere.
        pytest.skip("needs leave to mount a disk")
    try:
        shutil.copytree(made_before / "output", output, dirs_exist_ok=True)
        yield output
    finally:
        subprocess.run(["umount", "--lazy", output], check=True)


def test_a_full_disk(disk: Path, project: Project, both: tuple[Tree, Tree]) -> None:
    with (disk / "filler").open("wb", buffering=0) as file, contextlib.suppress(OSError):
        while True:
            file.write(b"\0" * 4096)
    project.edit(BRIEF_FILE, OLD, NEW)
    ran = project.build()
    (disk / "filler").unlink()
    assert (ran.code, ran.out) == (2, "")
    assert "cannot be written: no space left on device" in ran.err
    assert "hint: make room on the disk" in ran.err
    for name, data in project.output().items():
        assert data in (both[0][name], both[1][name]), name
    assert project.build().code == 0
    require_clean(project, both[1])


def test_a_disk_that_cannot_be_written(
    disk: Path, project: Project, both: tuple[Tree, Tree]
) -> None:
    subprocess.run(["mount", "-o", "remount,ro", disk], check=True)
    assert project.build().code == 0, "there is nothing to write"
    require_refused(project, both, "cannot be written: read-only file system")
    require_clean(project, both[0])
    subprocess.run(["mount", "-o", "remount,rw", disk], check=True)
    assert project.build().code == 0
    require_clean(project, both[1])


@pytest.mark.parametrize("name", ["output", "output/public", ".briefgen", ".briefgen/journal"])
@pytest.mark.parametrize("kind", ["file", "dangling link"])
def test_what_stands_where_a_folder_is_needed(
    project: Project, both: tuple[Tree, Tree], name: str, kind: str
) -> None:
    path = project.folder / name
    fonts = (project.folder / ".briefgen/fonts").readlink()
    if path.exists():
        shutil.rmtree(path)
    if name.startswith(".briefgen"):
        shutil.rmtree(project.folder / "output")
    if kind == "file":
        path.write_bytes(b"mine")
    else:
        path.symlink_to("nowhere")
    before = path.lstat().st_ino
    ran = project.build()
    assert (ran.code, ran.out) == (2, "")
    assert "error[cannot-write]" in ran.err
    assert "\n\n  hint: move away what stands where a folder is needed" in ran.err
    assert path.lstat().st_ino == before
    path.unlink()
    (project.folder / ".briefgen").mkdir(exist_ok=True)
    if name == ".briefgen":
        (project.folder / ".briefgen/fonts").symlink_to(fonts)
    assert project.build().code == 0
    require_clean(project, both[0])


# Links


@pytest.mark.parametrize("target", ["nowhere", "../../theirs"])
@pytest.mark.parametrize("name", ["bridge.html", "index.html", "manifest.json"])
def test_a_link_in_a_file_s_place_is_not_followed(
    project: Project, both: tuple[Tree, Tree], name: str, target: str
) -> None:
    theirs = project.write("theirs", "mine")
    path = project.folder / "output/public" / name
    path.unlink()
    path.symlink_to(target)
    project.edit(BRIEF_FILE, OLD, NEW)
    ran = project.build()
    assert (ran.code, ran.out) == (2, "")
    assert path.is_symlink()
    assert theirs.read_text() == "mine"
    assert "\n\n  hint: " in ran.err
    path.unlink()
    if name == "manifest.json":
        shutil.rmtree(path.parent)
    assert project.build().code == 0
    require_clean(project, both[1])


def test_output_may_be_a_link_to_a_folder(project: Project, both: tuple[Tree, Tree]) -> None:
    output, site = project.folder / "output", project.folder / "site"
    output.rename(site)
    output.symlink_to(site)
    (site / PHOTO).write_text("mine")
    project.edit(BRIEF_FILE, OLD, NEW)
    assert project.build().code == 0
    assert output.is_symlink()
    require_clean(project, both[1])
    assert (site / PHOTO).read_text() == "mine"


def test_a_dangling_link_among_the_seeds_is_told(project: Project) -> None:
    (project.folder / "seeds/sources/bridge/more.yaml").symlink_to("nowhere.yaml")
    ran = project.build("--format", "json")
    assert (ran.code, project.output()) == (1, {})
    assert "seeds/sources/bridge/more.yaml: error[file-unreadable]" in ran.err


# Lost


@pytest.mark.parametrize(
    "lost",
    [
        [".briefgen"],
        ["output"],
        ["output", ".briefgen"],
        ["output/public"],
        ["output/public/manifest.json"],
        ["output/public/manifest.json", ".briefgen"],
        ["output/public/bridge.pdf", "output/desk/index.html", "output/desk/bridge.json"],
        [".briefgen/store"],
        [".briefgen/store", "output/partners/bridge.html"],
        [".briefgen/fresh"],
        [".briefgen/lock", ".briefgen/fresh", "output/public/bridge.html"],
    ],
)
def test_what_is_lost_is_made_again(
    project: Project, both: tuple[Tree, Tree], lost: list[str]
) -> None:
    for name in lost:
        path = project.folder / name
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink()
    ran = project.build()
    assert (ran.code, ran.err.count(" failed")) == (0, 0)
    require_clean(project, both[0])
    assert project.build().made == ()


def test_without_its_manifest_nobody_knows_whose_files_these_are(
    project: Project, both: tuple[Tree, Tree]
) -> None:
    (project.folder / "output/public/manifest.json").unlink()
    require_refused(project, both, "output/public/bridge.html: error[file-in-the-way]")
    (project.folder / "output/public").rename(project.folder / "away")
    assert project.build().code == 0
    require_clean(project, both[1])


# Altered


def edit_manifest(project: Project, change: Callable[[Any], object]) -> None:
    path = project.folder / "output/public/manifest.json"
    document = json.loads(path.read_text("utf-8"))
    change(document)
    path.write_text(json.dumps(document), "utf-8")


MANIFESTS: list[Callable[[Any], object]] = [
    lambda document: None,  # written otherwise
    lambda document: document["files"].clear(),
    lambda document: document["editions"].clear(),
    lambda document: document["files"].pop(0),
    lambda document: document["files"][0].update(sha256="0" * 64),
    lambda document: document["editions"][0].update(title="Another", as_of="2021-01-01"),
    lambda document: document["files"].append(
        {"name": "gone.html", "media_type": "text/html", "sha256": "", "size_bytes": 1}
    ),
    lambda document: document["editions"].append(
        document["editions"][0] | {"brief": "gone", "files": ["gone.html"]}
    ),
]


@pytest.mark.parametrize("number", range(len(MANIFESTS)))
def test_a_manifest_edited_by_hand_is_put_right(
    project: Project, both: tuple[Tree, Tree], number: int
) -> None:
    edit_manifest(project, MANIFESTS[number])
    assert project.build().code == 0
    require_clean(project, both[0])


def test_a_manifest_that_cannot_be_read_stops_the_build(
    project: Project, both: tuple[Tree, Tree]
) -> None:
    path = project.write("output/public/manifest.json", "{")
    before = project.stats()
    project.edit(BRIEF_FILE, OLD, NEW)
    ran = project.build()
    assert (ran.code, ran.out) == (2, "")
    assert "output/public/manifest.json: error[manifest-damaged]" in ran.err
    assert "hint: move `output/public` away and build again" in ran.err
    assert project.stats() == before
    shutil.rmtree(path.parent)
    assert project.build().code == 0
    require_clean(project, both[1])


def test_what_is_not_a_build_s_outlives_all_that_is(project: Project) -> None:
    text = BRIEF.replace("title", "sources: bridge/*\ntitle", 1)
    other = project.write("seeds/briefs/ferry.yaml", text)
    project.build("--format", "html,json")
    mine = [".gitkeep", "CNAME", PHOTO, "public/ferry.txt", "else/ferry.html", "desk/.htaccess"]
    for name in mine:
        project.write(f"output/{name}", "mine")
    other.unlink()
    project.edit(BRIEF_FILE, "[public, partners, desk]", "[partners]")
    assert project.build("--format", "html,json").code == 0
    files = project.output()
    assert {name: files.pop(name) for name in mine} == dict.fromkeys(mine, b"mine")
    assert {Path(name).parent.name for name in files} == {"partners"}
    assert not [name for name in files if "ferry" in name]
