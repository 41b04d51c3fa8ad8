"""The door to seeds/: what is read, and that every fault is told with its place, all at once."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from projects import Project, write_seeds

from briefgen.errors import ContentError, Diagnostic, Place, UsageError
from briefgen.models.library import Library
from briefgen.seeds import Kept, line_at, locate, read_library
from briefgen.store import Store
from briefgen.vocabulary import Marking

CASES = Path(__file__).parent / "cases" / "seeds"
SOUND = {
    "sources/kz/open.yaml": """\
title: An open document
marking: TLP:CLEAR
annotations:
  - {id: one, quote: It is so., claim: It is so., field: situation}
""",
    "sources/kz/open.txt": "He said: It is so.\n",
    "briefs/kz.yaml": """\
title: A brief
as_of: 2022-01-24
marking: TLP:CLEAR
bottom_line: It is so [@one].
""",
}
TEN_MINUTES = {
    "sources/kz/wh-0106.yaml": """\
title: Press briefing, Jen Psaki
publisher: White House
issued: 2022-01-06
marking: TLP:CLEAR
annotations:
  - id: legitimacy
    quote: We have questions about the nature of this request and whether it has — it was a \
legitimate invitation or not
    claim: The White House questioned the legitimacy of the CSTO request.
    field: international-reaction
""",
    "briefs/kz.yaml": """\
title: CSTO troops in Kazakhstan
as_of: 2022-01-06
marking: TLP:CLEAR
bottom_line: Washington questions whether the CSTO deployment was legitimately requested \
[@legitimacy].
""",
}


def read(folder: Path, seeds: Mapping[str, str]) -> Library:
    write_seeds(folder, seeds)
    return read_library(folder / "seeds")


def faults(folder: Path, seeds: dict[str, str]) -> tuple[Diagnostic, ...]:
    with pytest.raises(ContentError) as caught:
        read(folder, SOUND | seeds)
    return locate(caught.value.diagnostics)


def refused_cases() -> list[tuple[str, str, list[str], str]]:
    """Return name, file, what is told and text of each block of refused.txt."""
    blocks = (CASES / "refused.txt").read_text("utf-8").split("\n\n# ")[1:]
    cases = []
    for block in blocks:
        head, *lines = block.splitlines()
        name, _, file = head.partition(" | ")
        told = [line.removeprefix("> ") for line in lines if line.startswith("> ")]
        text = "\n".join(lines[len(told) :]) + "\n"
        cases.append((name, file, told, text))
    return cases


@pytest.mark.parametrize(
    ("name", "file", "told", "text"), refused_cases(), ids=[case[0] for case in refused_cases()]
)
def test_refused(name: str, file: str, told: list[str], text: str, tmp_path: Path) -> None:
    found = faults(tmp_path, {file: text})
    path = (tmp_path / "seeds" / file).as_posix()
    assert [f"{each.place} {each.code}" for each in found] == [
        f"{path}:{line.partition(': ')[0]}" for line in told
    ]
    for each, line in zip(found, told, strict=True):
        assert line.partition(": ")[2] in f"{each.message} ({each.hint})", name


def test_the_table_covers_every_code_of_the_door() -> None:
    told = " ".join(line for _, _, lines, _ in refused_cases() for line in lines)
    codes = (
        "unknown-key", "missing-key", "marking-unknown", "value-unknown", "value-refused",
        "id-not-stem", "text-file",
    )  # fmt: skip
    assert [code for code in codes if f" {code}: " not in told] == []


# Markings

MISWRITTEN = {
    "lower-case": "tlp:clear",
    "mixed-case": "Tlp:Clear",
    "space-before": '" TLP:RED"',
    "space-after": '"TLP:RED "',
    "line-break": '"TLP:RED\\n"',
    "no-break-space": '"TLP:\\u00a0RED"',
    "zero-width-space": '"TLP:RED\\u200b"',
    "byte-order-mark": '"TLP:RED\\ufeff"',
    "cyrillic-te": "\u0422LP:RED",
    "cyrillic-ie": "TLP:R\u0415D",
    "fullwidth": "\uff34\uff2c\uff30:RED",
    "fullwidth-colon": "TLP\uff1aRED",
    "soft-hyphen": '"TLP:AM\\u00adBER"',
    "combining": '"TLP:RED\\u0301"',
    "version-1": "TLP:WHITE",
    "label-alone": "CLEAR",
    "slug": "clear",
    "strict-with-hyphen": "TLP:AMBER-STRICT",
    "strict-alone": "STRICT",
    "strict-with-space": "TLP:AMBER+ STRICT",
    "two": "TLP:CLEAR TLP:RED",
    "range": "TLP:CLEAR/TLP:RED",
    "empty": '""',
    "nothing": "",
    "null": "null",
    "tilde": "~",
    "list": "[TLP:CLEAR]",
    "empty-list": "[]",
    "map": "{TLP: CLEAR}",
    "number": "0",
    "boolean": "false",
    "secret": "SECRET",
    "unclassified": "UNCLASSIFIED",
}
MARKED = {
    "source": ("sources/kz/new.yaml", "title: T\nmarking: MARKING\n"),
    "annotation": (
        "sources/kz/new.yaml",
        "title: T\nmarking: TLP:RED\nannotations:\n"
        "- quote: q\n  claim: c\n  field: situation\n  marking: MARKING\n",
    ),
    "tearline": (
        "sources/kz/new.yaml",
        "title: T\nmarking: TLP:RED\nannotations:\n- quote: q\n  claim: c\n  field: situation\n"
        "  tearline:\n    claim: c\n    marking: MARKING\n",
    ),
    "brief": (
        "briefs/new.yaml",
        "title: T\nas_of: 2022-01-24\nbottom_line: It is so.\nmarking: MARKING\n",
    ),
    "item": (
        "briefs/new.yaml",
        "title: T\nas_of: 2022-01-24\nmarking: TLP:CLEAR\nbottom_line:\n  text: t\n"
        "  marking: MARKING\n",
    ),
    "audience": ("audiences/new.yaml", "title: T\nmarking: MARKING\n"),
}


@pytest.mark.parametrize("where", MARKED)
@pytest.mark.parametrize("spelling", MISWRITTEN.values(), ids=MISWRITTEN)
def test_a_marking_that_is_no_label_is_refused(where: str, spelling: str, tmp_path: Path) -> None:
    file, text = MARKED[where]
    (found,) = faults(tmp_path, {file: text.replace("MARKING", spelling)})
    line = next(n for n, part in enumerate(text.splitlines(), start=1) if "MARKING" in part)
    assert (found.code, found.place.line) == ("marking-unknown", line)
    assert found.marking is None, "who may read of it is not known"


@pytest.mark.parametrize("where", MARKED)
@pytest.mark.parametrize("label", [label.value for label in Marking])
def test_every_label_is_read(where: str, label: str, tmp_path: Path) -> None:
    file, text = MARKED[where]
    read(tmp_path, SOUND | {file: text.replace("MARKING", label)})


@pytest.mark.parametrize(
    ("spelling", "hint"),
    [
        ("TLP:WHITE", "TLP 2.0 calls it TLP:CLEAR"),
        ("SECRET//NOFORN", "TLP is no classification scheme: write one of TLP:CLEAR, TLP:GREEN"),
        ("\u0422LP:RED", "it holds U+0422 CYRILLIC CAPITAL LETTER TE"),
        ('"TLP:RED\\u200b"', "it holds U+200B ZERO WIDTH SPACE"),
        ("tlp:red", "in capitals and without spaces"),
    ],
)
def test_the_hint_tells_what_is_wrong_with_a_marking(
    spelling: str, hint: str, tmp_path: Path
) -> None:
    (found,) = faults(tmp_path, {"sources/kz/new.yaml": f"title: T\nmarking: {spelling}\n"})
    assert hint in found.hint


# Files and folders


def test_a_missing_folder_is_told_with_how_to_begin(tmp_path: Path) -> None:
    with pytest.raises(UsageError) as caught:
        read_library(tmp_path / "none")
    (found,) = caught.value.diagnostics
    assert (found.code, found.place.file) == ("no-seeds", (tmp_path / "none").as_posix())
    assert "briefgen init" in found.hint


@pytest.mark.parametrize("file", ["", "seeds/sources/kz/open.txt", "seeds/briefs/.hidden.yaml"])
def test_a_folder_without_briefs_is_told(tmp_path: Path, file: str) -> None:
    (tmp_path / "seeds").mkdir()
    if file:
        (tmp_path / file).parent.mkdir(parents=True)
        (tmp_path / file).write_text("title: [")
    with pytest.raises(ContentError) as caught:
        read_library(tmp_path / "seeds")
    (found,) = caught.value.diagnostics
    assert (found.code, found.marking) == ("no-briefs", Marking.CLEAR)
    assert found.place.file.endswith("seeds/briefs")


def test_another_ending_is_told(tmp_path: Path) -> None:
    (found,) = faults(tmp_path, {"sources/kz/new.yml": SOUND["sources/kz/open.yaml"]})
    assert (found.code, found.hint) == ("file-name", "rename it to new.yaml")
    assert found.marking is Marking.CLEAR


def test_a_folder_called_like_a_file_is_told(tmp_path: Path) -> None:
    (found,) = faults(tmp_path, {"sources/kz/new.yaml/x.txt": ""})
    assert (found.code, found.message) == ("file-unreadable", "it cannot be read: Is a directory")


def test_a_text_in_another_encoding_is_told_where_it_stands(tmp_path: Path) -> None:
    write_seeds(tmp_path, SOUND)
    text = tmp_path / "seeds/sources/kz/open.txt"
    text.write_bytes("Er sagte:\nSo überall.\n".encode("latin-1"))
    with pytest.raises(ContentError) as caught:
        read_library(tmp_path / "seeds")
    (found,) = locate(caught.value.diagnostics)
    assert str(found.place) == f"{text.as_posix()}:2:4"
    assert (found.code, found.marking) == ("yaml-encoding", Marking.CLEAR)


def test_all_faults_of_all_files_come_at_once_in_order_of_place(tmp_path: Path) -> None:
    found = faults(
        tmp_path,
        {
            "sources/kz/b.yaml": "title: T\nmarking: RED\nissued: soon\n",
            "sources/kz/a.yaml": "title: [",
            "briefs/kz.yaml": "title: T\n",
            "project.yaml": "desk: []\n",
        },
    )
    told = [(Path(each.place.file).name, each.place.line, each.code) for each in found]
    assert told == [
        ("kz.yaml", 1, "missing-key"),
        ("kz.yaml", 1, "missing-key"),
        ("kz.yaml", 1, "missing-key"),
        ("project.yaml", 1, "value-refused"),
        ("a.yaml", 2, "yaml-syntax"),
        ("b.yaml", 2, "marking-unknown"),
        ("b.yaml", 3, "value-refused"),
    ]


# What is read


def test_a_source_takes_the_text_beside_it(tmp_path: Path) -> None:
    made = read(tmp_path, SOUND)
    assert made.sources["kz/open"].text == "He said: It is so.\n"
    assert made.files["sources/kz/open"] == (tmp_path / "seeds/sources/kz/open.yaml").as_posix()


@pytest.mark.parametrize(
    ("keys", "text"),
    [
        ("text_file: other.txt", "Another text.\n"),
        ("text_file:", "He said: It is so.\n"),
        ("text: Its own.", "Its own."),
    ],
)
def test_a_source_names_its_text(keys: str, text: str, tmp_path: Path) -> None:
    seeds = {
        "sources/kz/other.txt": "Another text.\n",
        "sources/kz/open.yaml": f"{SOUND['sources/kz/open.yaml']}{keys}\n",
    }
    source = read(tmp_path, SOUND | seeds).sources["kz/open"]
    assert (source.text, source.text_file) == (text, None)


def test_files_are_read_in_the_order_of_their_paths(tmp_path: Path) -> None:
    source = SOUND["sources/kz/open.yaml"].replace("id: one, ", "")
    names = ["b", "a-b", "a/z", "a/b/c", "Z"]
    made = read(tmp_path, SOUND | {f"sources/{name}.yaml": source for name in names})
    assert list(made.sources) == ["Z", "a/b/c", "a/z", "a-b", "b", "kz/open"]


def test_an_own_audience_takes_the_place_of_a_shipped_one(tmp_path: Path) -> None:
    own = {"audiences/public.yaml": "title: Everyone\nmarking: TLP:CLEAR\n"}
    made = read(tmp_path, SOUND | own)
    assert list(made.audiences) == ["congress", "desk", "executive", "public"]
    assert made.audiences["public"].title == "Everyone"


def test_the_ten_minute_example_is_read(tmp_path: Path) -> None:
    made = read(tmp_path, TEN_MINUTES)
    assert (list(made.sources), list(made.briefs)) == (["kz/wh-0106"], ["kz"])


def test_the_ten_minute_example_builds_as_it_stands(project: Project, tmp_path: Path) -> None:
    write_seeds(tmp_path / "ten", TEN_MINUTES)
    seeds = str(tmp_path / "ten" / "seeds")
    ran = project.build("--seeds", seeds, "--format", "json,html")
    assert (ran.code, len(ran.made), len(ran.out.splitlines())) == (0, 4, 8)
    public = (tmp_path / "ten/output/public/kz.html").read_text("utf-8")
    assert "Washington questions whether the CSTO deployment" in public
    assert "it was a legitimate invitation or not" in public


# Finding lines


def test_a_line_is_shown_where_it_can_be_read(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_text("one\ntwo\n")
    assert line_at(Place(str(file), line=2)) == "two"
    assert [line_at(Place(str(file), line=line)) for line in (None, 3)] == ["", ""]
    assert line_at(Place(str(tmp_path / "none"), line=1)) == ""


def test_a_finding_in_a_lost_file_keeps_its_place(tmp_path: Path) -> None:
    found = Diagnostic("code", "words", Place(str(tmp_path / "none.yaml"), ("title",)))
    assert locate([found]) == (found,)


# Folders


def test_two_files_of_one_name_are_told(tmp_path: Path) -> None:
    audience = "title: Readers\nmarking: {}\nshow: []\n"
    seeds = SOUND | {
        "audiences/public.yaml": audience.format("TLP:CLEAR"),
        "audiences/retired/public.yaml": audience.format("TLP:RED"),
        "briefs/old/kz.yaml": SOUND["briefs/kz.yaml"],
    }
    found = faults(tmp_path, seeds)
    assert [one.code for one in found] == ["same-name", "same-name"]
    assert "audiences/public.yaml` has the same name" in found[0].message
    assert found[0].place.file.endswith("audiences/retired/public.yaml")


def test_a_folder_that_cannot_be_listed_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_seeds(tmp_path, SOUND)
    (tmp_path / "seeds/audiences").mkdir()
    scandir = os.scandir

    def closed(path: str) -> Any:
        if path.endswith("/audiences"):
            raise PermissionError(13, "Permission denied", path)
        return scandir(path)

    monkeypatch.setattr(os, "scandir", closed)
    with pytest.raises(ContentError) as caught:
        read_library(tmp_path / "seeds")
    (fault,) = caught.value.diagnostics
    assert (fault.code, fault.message) == (
        "file-unreadable", "it cannot be listed: Permission denied",
    )  # fmt: skip


def test_linked_folders_are_read_unless_they_lead_back(tmp_path: Path) -> None:
    write_seeds(tmp_path, SOUND)
    shared = tmp_path / "shared"
    (tmp_path / "seeds/sources/kz").rename(shared)
    (tmp_path / "seeds/sources/kz").symlink_to("../../shared")
    (shared / "again").symlink_to(".")
    (shared / "above").symlink_to("../seeds/sources")
    assert list(read_library(tmp_path / "seeds").sources) == ["kz/open"]


def test_a_pipe_is_no_file(tmp_path: Path) -> None:
    write_seeds(tmp_path, SOUND)
    os.mkfifo(tmp_path / "seeds/sources/kz/pipe.yaml")
    with pytest.raises(ContentError) as caught:
        read_library(tmp_path / "seeds")
    (fault,) = caught.value.diagnostics
    assert fault.message == "it cannot be read: It is a pipe or a device"


def test_only_a_file_is_a_text_where_none_is_named(tmp_path: Path) -> None:
    write_seeds(tmp_path, {file: text for file, text in SOUND.items() if file[-4:] != ".txt"})
    os.mkfifo(tmp_path / "seeds/sources/kz/open.txt")
    assert read_library(tmp_path / "seeds").sources["kz/open"].text is None


def _kept(tmp_path: Path) -> Kept:
    return Kept(Store(tmp_path / "store"), "tests")


def test_a_source_that_stayed_as_it_was_is_the_one_that_was_read(tmp_path: Path) -> None:
    write_seeds(tmp_path, SOUND)
    kept = _kept(tmp_path)
    first, again = (read_library(tmp_path / "seeds", kept) for _ in range(2))
    assert again == first
    assert again.sources["kz/open"] is first.sources["kz/open"]
    assert again.files == first.files


@pytest.mark.parametrize(
    ("file", "text", "told"),
    [
        ("sources/kz/open.txt", "She said: It is so.\n", "She said: It is so.\n"),
        ("sources/kz/open.txt", None, None),
        ("sources/kz/open.yaml", SOUND["sources/kz/open.yaml"] + "text: Own.\n", "Own."),
        (
            "sources/kz/open.yaml",
            SOUND["sources/kz/open.yaml"] + "text_file: other.txt\n",
            "Other.",
        ),
    ],
)
def test_a_source_whose_text_moved_is_read_anew(
    tmp_path: Path, file: str, text: str | None, told: str | None
) -> None:
    write_seeds(tmp_path, {**SOUND, "sources/kz/other.txt": "Other."})
    kept = _kept(tmp_path)
    before = read_library(tmp_path / "seeds", kept)
    path = tmp_path / "seeds" / file
    if text is None:
        path.unlink()
    else:
        path.write_text(text, "utf-8")
    after = read_library(tmp_path / "seeds", kept)
    assert after == read_library(tmp_path / "seeds")
    assert after.sources["kz/open"].text == told != before.sources["kz/open"].text


def test_a_fault_is_told_as_often_as_it_is_read(tmp_path: Path) -> None:
    seeds = {**SOUND, "briefs/kz.yaml": SOUND["briefs/kz.yaml"] + "colour: blue\n"}
    write_seeds(tmp_path, seeds)
    kept = _kept(tmp_path)
    for _ in range(2):
        with pytest.raises(ContentError) as error:
            read_library(tmp_path / "seeds", kept)
        assert [one.code for one in error.value.diagnostics] == ["unknown-key"]


def test_what_a_process_read_is_known_up_to_a_bound(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("briefgen.seeds._MOST_MET", 2)
    monkeypatch.setattr("briefgen.seeds._LARGEST_MET", 400)
    text = SOUND["sources/kz/open.yaml"]
    more = {f"sources/kz/{name}.yaml": text.replace("one", name) for name in "abc"}
    large = {"sources/kz/z.yaml": text.replace("one", "z") + f"text: It is so. {'x' * 400}\n"}
    write_seeds(tmp_path, {**SOUND, **more, **large})
    kept = _kept(tmp_path)
    read_library(tmp_path / "seeds", kept)
    assert [Path(file).stem for _, file in kept.met] == ["open", "kz"]
    read_library(tmp_path / "seeds", kept)
    assert [Path(file).stem for _, file in kept.met] == ["open", "kz"]
