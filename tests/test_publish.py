"""Publishing: the manifest owns what it lists, and a kill at any moment is mended by the next."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest

from briefgen import publish as module
from briefgen.errors import UsageError
from briefgen.manifest import MANIFEST, EditionEntry, read_manifest
from briefgen.publish import Artefact, Published, Shelf, publish


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path / "output" / "public", tmp_path / ".briefgen" / "journal" / "public")


def artefact(name: str, words: str = "") -> Artefact:
    return Artefact(name, "text/html", (words or f"words of {name}").encode())


def edition(name: str) -> EditionEntry:
    return EditionEntry(name.partition(".")[0], name, "2022-01-24", "TLP:CLEAR", "final", (name,))


def build(shelf: Shelf, *built: str | Artefact, planned: tuple[str, ...] = ()) -> Published:
    artefacts = [item if isinstance(item, Artefact) else artefact(item) for item in built]
    names = sorted({*planned, *(item.name for item in artefacts)})
    return publish(shelf, names, artefacts, [edition(name) for name in names])


def tree(shelf: Shelf) -> dict[str, bytes]:
    folder = shelf.folder
    return {path.name: path.read_bytes() for path in folder.iterdir()} if folder.exists() else {}


def refused(shelf: Shelf, *built: str | Artefact) -> str:
    with pytest.raises(UsageError) as caught:
        build(shelf, *built)
    (found,) = caught.value.diagnostics
    assert found.code == "file-in-the-way"
    return Path(found.place.file).name


def test_writes_then_touches_nothing(shelf: Shelf) -> None:
    assert build(shelf, "b.html", "a.html").written == ("a.html", "b.html")
    assert set(tree(shelf)) == {"a.html", "b.html", MANIFEST}
    before = {path: path.stat() for path in shelf.folder.iterdir()}
    assert build(shelf, "a.html", "b.html") == Published(untouched=("a.html", "b.html"))
    assert {path: path.stat() for path in shelf.folder.iterdir()} == before
    assert not shelf.journal.exists()


def test_the_manifest_lists_what_is_there(shelf: Shelf) -> None:
    build(shelf, "a.html")
    manifest = read_manifest(shelf.folder)
    assert manifest.files == (artefact("a.html").entry,)
    assert manifest.editions == (edition("a.html"),)


def test_removes_what_is_no_longer_planned(shelf: Shelf) -> None:
    build(shelf, "a.html", "b.html")
    assert build(shelf, "b.html").removed == ("a.html",)
    assert set(tree(shelf)) == {"b.html", MANIFEST}


def test_removes_before_it_makes(shelf: Shelf) -> None:
    build(shelf, "a.html", "b.html")

    def failing() -> Artefact:
        raise RuntimeError

    with pytest.raises(RuntimeError):
        publish(shelf, ["b.html"], (failing() for _ in "x"), [])
    assert set(tree(shelf)) == {"b.html", MANIFEST}
    assert build(shelf, "b.html").removed == ()
    assert [entry.name for entry in read_manifest(shelf.folder).files] == ["b.html"]


def test_a_selection_leaves_the_rest_alone(shelf: Shelf) -> None:
    build(shelf, "a.html", "b.html")
    before = tree(shelf)
    published = build(shelf, artefact("a.html", "new"), planned=("b.html", "never built.html"))
    assert published == Published(written=("a.html",))
    assert tree(shelf)["b.html"] == before["b.html"]
    assert [entry.name for entry in read_manifest(shelf.folder).files] == ["a.html", "b.html"]


def test_nothing_planned_leaves_nothing(shelf: Shelf) -> None:
    build(shelf, "a.html")
    assert build(shelf).removed == ("a.html",)
    assert not shelf.folder.exists()
    assert build(shelf) == Published()


def test_what_the_build_did_not_make_stays(shelf: Shelf) -> None:
    build(shelf, "a.html")
    (shelf.folder / "CNAME").write_text("example.org")
    (shelf.folder / "assets").mkdir()
    assert build(shelf).removed == ("a.html",)
    assert {path.name for path in shelf.folder.iterdir()} == {"CNAME", "assets"}


def test_a_foreign_file_is_never_replaced(shelf: Shelf) -> None:
    shelf.folder.mkdir(parents=True)
    (shelf.folder / "a.html").write_text("mine")
    assert refused(shelf, "b.html", "a.html") == "a.html"
    assert tree(shelf)["a.html"] == b"mine"
    (shelf.folder / "a.html").unlink()
    assert build(shelf, "a.html", "b.html").untouched == ("b.html",)


def test_a_file_with_the_same_bytes_is_taken_over(shelf: Shelf) -> None:
    build(shelf, "a.html")
    (shelf.folder / MANIFEST).unlink()
    assert build(shelf, "a.html").untouched == ("a.html",)
    assert build(shelf).removed == ("a.html",)


@pytest.mark.parametrize("edited", ["", "edited by hand"])
def test_an_edited_file_is_rewritten(shelf: Shelf, edited: str) -> None:
    build(shelf, "a.html")
    (shelf.folder / "a.html").write_text(edited)
    assert build(shelf, "a.html").written == ("a.html",)
    assert tree(shelf)["a.html"] == artefact("a.html").data


@pytest.mark.parametrize("kind", ["folder", "link"])
def test_what_replaced_a_file_is_told(shelf: Shelf, kind: str) -> None:
    build(shelf, "a.html", "b.html")
    path = shelf.folder / "a.html"
    path.unlink()
    if kind == "folder":
        path.mkdir()
    else:
        path.symlink_to("b.html")
    assert refused(shelf, "a.html", "b.html") == "a.html"
    assert refused(shelf, "b.html") == "a.html"


class Killed(BaseException):
    """Stands for the end of the process: nothing is caught, nothing cleaned up."""


@pytest.mark.parametrize("step", range(1, 12))
def test_a_kill_between_any_two_steps_is_mended(
    shelf: Shelf, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: int
) -> None:
    build(shelf, "a.html", "gone.html", artefact("b.html", "old"))
    left = iter(range(step))

    def dying(name: str) -> None:
        act = getattr(module, name)

        def die(*given: object) -> object:
            if next(left, None) is None:
                raise Killed
            return act(*given)

        monkeypatch.setattr(module, name, die)

    for name in ("place", "remove_file", "_append", "write_file", "make_folder"):
        dying(name)
    with pytest.raises(Killed):
        build(shelf, "a.html", "b.html", "c.html", "d.html")
    monkeypatch.undo()
    (shelf.folder / ".briefgen-1-1.tmp").write_bytes(b"hal")
    # The desk changes its mind: c is not planned any more, d has new words.
    build(shelf, "a.html", "b.html", artefact("d.html", "new"))
    clean = Shelf(tmp_path / "clean", tmp_path / "clean.journal")
    build(clean, "a.html", "b.html", artefact("d.html", "new"))
    assert tree(shelf) == tree(clean)


def test_a_journal_claims_only_what_it_describes(shelf: Shelf) -> None:
    shelf.journal.parent.mkdir(parents=True)
    shelf.journal.write_text(f"\n{artefact('a.html').entry.sha256} a.html\n{'0' * 64} ../x")
    shelf.folder.mkdir(parents=True)
    (shelf.folder / "a.html").write_text("mine")
    assert refused(shelf, "a.html") == "a.html"
    assert tree(shelf) == {"a.html": b"mine"}


BUILDER = """
import pathlib, sys
sys.path.insert(0, sys.argv[2])
from test_publish import Artefact, Shelf, build
root = pathlib.Path(sys.argv[1])
shelf = Shelf(root / "output", root / "journal")
print("ready", flush=True)
for turn in range(10_000):
    names = [f"{(turn + number) % 30}.html" for number in range(20)]
    build(shelf, *(Artefact(name, "text/html", f"{turn} {name}\\n".encode() * 500 + b"end")
                   for name in names))
"""


def test_kill_9_at_any_moment(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path / "output", tmp_path / "journal")
    for turn in range(12):
        killed = subprocess.Popen(
            [sys.executable, "-c", BUILDER, tmp_path, Path(__file__).parent],
            stdout=subprocess.PIPE,
            text=True,
        )
        with killed:
            assert killed.stdout is not None
            assert killed.stdout.readline() == "ready\n"
            time.sleep(0.004 * turn)
            killed.kill()
        for name, data in tree(shelf).items():
            assert name.endswith(".tmp") or data.endswith((b"\nend", b"}\n"))
    build(shelf, "a.html", "3.html")
    assert tree(shelf).keys() == {"a.html", "3.html", MANIFEST}
