"""Handing editions out, and telling the next ones what changed since."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from projects import ABOVE_CLEAR, BRIEF, Project

from briefgen.errors import ContentError, UsageError
from briefgen.releases import found_in, latest_before, read_release, recorded_in

PUBLIC = "seeds/releases/public/bridge/2022-01-08.json"
SHOWN = "title: Public\nmarking: TLP:CLEAR\nshow: [changes, sources]\n"


@pytest.fixture
def final(project: Project) -> Project:
    """The project, its brief final."""
    project.write("seeds/briefs/bridge.yaml", f"{BRIEF}status: final\n")
    return project


@pytest.fixture
def released(final: Project) -> Project:
    """The project, its editions handed out as of 8 January."""
    project = final
    project.write("seeds/audiences/public.yaml", SHOWN)
    project.build("--format", "json,html")
    assert project.run("release").code == 0
    return project


def later(project: Project) -> None:
    """Let a week go by in which the bridge opens."""
    project.edit("seeds/briefs/bridge.yaml", "2022-01-08", "2022-01-15")
    project.edit("seeds/sources/bridge/open.yaml", "Cars cross the", "Cars may cross the")


def told(project: Project, audience: str = "public") -> dict[str, object]:
    data = json.loads(project.output()[f"{audience}/bridge.json"])
    lines = ["".join(run["text"] for run in change["line"]) for change in data["changes"]]
    return {"since": data["since"], "changes": lines, "withdrawn": data["withdrawn"]}


def written(file: str) -> tuple[bytes, int, int]:
    """What a file holds, when it was written, and as which inode."""
    stat = Path(file).stat()
    return Path(file).read_bytes(), stat.st_mtime_ns, stat.st_ino


# Recording


def test_a_release_keeps_the_edition_and_the_hashes_of_its_files(released: Project) -> None:
    release = json.loads(Path(PUBLIC).read_text("utf-8"))
    manifest = json.loads(released.output()["public/manifest.json"])
    files = [file for file in manifest["files"] if file["name"].startswith("bridge.")]
    assert release["files"] == files
    assert release["edition"] == json.loads(released.output()["public/bridge.json"])
    keys = ("audience", "brief", "as_of", "marking", "ceiling", "status")
    expected = ("public", "bridge", "2022-01-08", "TLP:CLEAR", "TLP:CLEAR", "final")
    assert tuple(release[key] for key in keys) == expected
    assert json.loads(Path(PUBLIC.replace("public", "desk")).read_text())["ceiling"] == "TLP:RED"


def test_a_selection_records_nothing_else(final: Project) -> None:
    final.build("--format", "json")
    ran = final.run("release", "bridge", "--audience", "public")
    assert (ran.code, ran.out.splitlines()) == (0, [PUBLIC])
    assert [path.name for path in Path("seeds/releases").iterdir()] == ["public"]


def test_releasing_the_same_again_changes_nothing(released: Project) -> None:
    before = written(PUBLIC)
    ran = released.run("release")
    assert (ran.code, ran.out, ran.err) == (0, "", "recorded already\n")
    assert written(PUBLIC) == before


def test_a_release_never_changes(released: Project) -> None:
    before = Path(PUBLIC).read_bytes()
    released.edit("seeds/briefs/bridge.yaml", "closed to lorries [", "shut to lorries [")
    released.build("--format", "json,html")
    ran = released.run("release", "--audience", "public")
    assert ran.code == 1
    assert f"{PUBLIC}: error[release-differs]" in ran.err
    assert Path(PUBLIC).read_bytes() == before


def test_releasing_changes_no_byte_of_what_is_built(released: Project) -> None:
    before, stats = released.output(), released.stats()
    assert released.build("--format", "json,html").made == ()
    assert (released.output(), released.stats()) == (before, stats)


def test_only_what_the_build_made_is_handed_out(project: Project) -> None:
    project.build("--format", "json")
    Path("output/public/bridge.json").write_text("{}")
    ran = project.run("release", "--audience", "public")
    assert (ran.code, "error[not-as-built]" in ran.err) == (2, True)
    assert not Path("seeds/releases").exists()


@pytest.mark.parametrize(
    ("argv", "code"),
    [
        ((), "nothing-built"),
        (("bridge", "--audience", "desk"), "nothing-built"),
        (("brigde",), "no-brief"),
        (("--audience", "pubic"), "no-audience"),
    ],
)
def test_what_cannot_be_released_is_told(
    project: Project, argv: tuple[str, ...], code: str
) -> None:
    ran = project.run("release", *argv)
    assert (ran.code, f"error[{code}]" in ran.err) == (2, True)


def test_files_of_an_earlier_state_are_not_handed_out_with_a_later_one(final: Project) -> None:
    final.build("--format", "json,html")
    final.edit("seeds/briefs/bridge.yaml", "closed to lorries [", "shut to lorries [")
    final.build("--format", "json")
    assert "public/bridge.html" in final.output()
    assert final.run("release", "--audience", "public").code == 0
    assert [file["name"] for file in json.loads(Path(PUBLIC).read_bytes())["files"]] == [
        "bridge.json"
    ]


def test_a_draft_is_not_handed_out(final: Project) -> None:
    draft = BRIEF.replace("The bridge", "The tunnel") + "sources: [bridge/*]\n"
    final.write("seeds/briefs/tunnel.yaml", draft)
    final.build("--format", "json")
    ran = final.run("release", "--audience", "public")
    assert (ran.code, ran.out) == (1, f"{PUBLIC}\n")
    assert "tunnel.yaml:1:1: error[draft-released]: `public/tunnel` is a draft" in ran.err
    assert "status: final" in ran.err
    assert [path.name for path in Path("seeds/releases").rglob("*.json")] == ["2022-01-08.json"]
    assert Path(PUBLIC).is_file()
    final.edit("seeds/briefs/tunnel.yaml", "sources:", "status: final\nsources:")
    final.build("--format", "json")
    assert final.run("release", "tunnel", "--audience", "public").code == 0


def test_what_an_audience_may_see_no_longer_is_not_handed_out(final: Project) -> None:
    final.build("--format", "json")
    final.edit("seeds/audiences/partners.yaml", "TLP:GREEN", "TLP:CLEAR")
    ran = final.run("release", "--audience", "partners")
    assert (ran.code, "error[edition-above-ceiling]" in ran.err) == (1, True)
    assert not Path("seeds/releases").exists()
    final.build("--format", "json")
    assert final.run("release", "--audience", "partners").code == 0


def test_a_brief_that_is_gone_is_not_handed_out(final: Project) -> None:
    final.build("--format", "json")
    Path("seeds/briefs/bridge.yaml").rename("seeds/briefs/tunnel.yaml")
    ran = final.run("release")
    assert (ran.code, "error[nothing-built]" in ran.err) == (2, True)


def test_a_release_needs_the_json(final: Project) -> None:
    final.build("--format", "html", "--audience", "public")
    ran = final.run("release")
    assert (ran.code, "error[no-edition-json]" in ran.err) == (2, True)


def test_a_night_after_a_release_changes_nothing(project: Project) -> None:
    """Every format, page and feed: no new date, no new file, no new entry."""
    project.write("seeds/briefs/bridge.yaml", f"{BRIEF}status: final\n")
    project.write("seeds/project.yaml", "url: https://briefs.example.org\n")
    project.build()
    before, stats = project.output(), project.stats()
    assert b"<entry>" in before["public/feed.xml"]
    assert project.run("release").code == 0
    for argv in ([], ["--force"]):
        assert project.build(*argv).code == 0
        assert project.build(*argv, "--check").code == 0
        assert (project.output(), project.stats()) == (before, stats)


# Comparing


def test_a_later_edition_tells_what_changed(released: Project) -> None:
    later(released)
    released.build("--format", "json,html")
    assert told(released) == {
        "since": "2022-01-08",
        "changes": ["Reworded: Cars may cross the bridge at night."],
        "withdrawn": 0,
    }
    page = released.output()["public/bridge.html"].decode()
    assert "What changed since January\u00a08, 2022" in page
    assert told(released, "partners") == {"since": "", "changes": [], "withdrawn": 0}


def test_words_since_raised_are_in_no_later_file(released: Project) -> None:
    later(released)
    released.edit("seeds/sources/bridge/open.yaml", "id: cars", "id: cars\n    marking: TLP:GREEN")
    released.build("--format", "json,html")
    assert told(released) == {"since": "2022-01-08", "changes": [], "withdrawn": 1}
    files = released.output()
    public = b"".join(files[name] for name in files if name.startswith("public/")).lower()
    assert b"1 claim was withdrawn" in public
    assert b"cross the bridge" not in public
    assert not [word for word in ABOVE_CLEAR if word.encode() in public]


def test_what_stands_above_the_ceiling_changes_nothing_that_is_told(released: Project) -> None:
    later(released)
    released.build("--format", "json,html")
    before = {name: data for name, data in released.output().items() if name[:6] == "public"}
    released.edit("seeds/sources/bridge/red.yaml", "quicksilver store", "mercury store")
    shutil.rmtree("seeds/releases/desk")
    released.build("--format", "json,html")
    after = {name: data for name, data in released.output().items() if name[:6] == "public"}
    assert after == before


def test_an_empty_folder_to_compare_with_is_not_the_releases_of_the_seeds(
    released: Project,
) -> None:
    later(released)
    Path("none").mkdir()
    released.build("--format", "json,html", "--since", "none")
    assert told(released)["since"] == ""
    released.build("--format", "json,html")
    assert told(released)["since"] == "2022-01-08"


def test_the_latest_release_before_the_day_counts(released: Project) -> None:
    later(released)
    released.build("--format", "json,html")
    released.run("release")
    assert told(released)["since"] == "2022-01-08"
    released.edit("seeds/briefs/bridge.yaml", "2022-01-15", "2022-01-20")
    released.build("--format", "json,html")
    assert told(released) == {"since": "2022-01-15", "changes": ["Nothing changed"], "withdrawn": 0}


def test_another_folder_of_editions_can_be_compared_with(released: Project) -> None:
    shutil.copytree("output", "old")
    shutil.rmtree("seeds/releases")
    later(released)
    released.build("--format", "json,html", "--since", "old")
    assert told(released)["changes"] == ["Reworded: Cars may cross the bridge at night."]
    assert released.build("--format", "json,html", "--since", "old").made == ()
    shutil.rmtree("old/public")
    released.build("--format", "json,html", "--since", "old")
    assert told(released)["since"] == ""


def test_a_release_with_a_higher_ceiling_is_refused(released: Project) -> None:
    later(released)
    shutil.copy(PUBLIC.replace("public", "desk"), "desk.json")
    release = json.loads(Path("desk.json").read_text("utf-8"))
    release["audience"] = release["edition"]["audience"] = "public"
    Path(PUBLIC).write_text(json.dumps(release), "utf-8")
    before = released.output()
    ran = released.build("--format", "json,html")
    assert (ran.code, ran.made) == (1, ())
    assert f"{PUBLIC}: error[release-above-ceiling]" in ran.err
    assert not [word for word in ABOVE_CLEAR if word in ran.err]
    assert released.output() == before


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ('"schema": 1', '"schema": 9', "edition-damaged"),
        ("{", "", "release-damaged"),
        ('"ceiling": "TLP:CLEAR"', '"ceiling": "TLP:CLAER"', "release-damaged"),
        ('"status": "final"', '"status": "draft"', "release-damaged"),
        ('"brief": "bridge"', '"brief": "tunnel"', "release-misplaced"),
    ],
)
def test_a_damaged_release_is_a_located_error(
    released: Project, old: str, new: str, code: str
) -> None:
    later(released)
    text = Path(PUBLIC).read_text("utf-8")
    everywhere = code in ("edition-damaged", "release-misplaced")
    Path(PUBLIC).write_text(text.replace(old, new, -1 if everywhere else 1), "utf-8")
    ran = released.build("--format", "json,html")
    assert ran.code == 1
    assert f"{PUBLIC}" in ran.err
    assert f"error[{code}]" in ran.err


def test_no_folder_to_compare_with_is_told(project: Project) -> None:
    ran = project.build("--since", "nowhere")
    assert (ran.code, "nowhere: error[no-releases]" in ran.err) == (2, True)


def test_releases_are_found_by_day(released: Project) -> None:
    sightings = recorded_in(Path("seeds/releases"))
    assert latest_before(sightings, ("public", "bridge", "2022-01-08")) is None
    assert latest_before(sightings, ("public", "tunnel", "2022-01-09")) is None
    release = latest_before(sightings, ("public", "bridge", "2022-01-09"))
    assert release is not None
    assert release == read_release(Path(PUBLIC))
    assert found_in(Path("seeds/releases")).keys() == sightings.keys()
    bare = read_release(Path("output/desk/bridge.json"))
    assert (bare.ceiling.value, bare.files) == ("TLP:RED", ())


def test_what_is_no_release_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        read_release(tmp_path / "none.json")
    (tmp_path / "some.json").write_bytes(b"\xff")
    with pytest.raises(ContentError):
        read_release(tmp_path / "some.json")


# Two editions side by side


def test_two_editions_are_told_apart(released: Project) -> None:
    later(released)
    released.edit(
        "seeds/sources/bridge/open.yaml", "at night.\n    field", "*at* night.\n    field"
    )
    released.build("--format", "json,html")
    files = (PUBLIC, "output/public/bridge.json")
    text = released.run("diff", *files)
    assert (text.code, text.err) == (0, "")
    assert text.out == (
        "The bridge (Public, TLP:CLEAR)\n"
        "What changed since January 8, 2022\n\n"
        "- Reworded: Cars may cross the bridge *at* night.\n"
    )
    markdown = released.run("diff", *files, "--format", "markdown").out
    assert markdown.startswith("## What changed since January 8, 2022\n")
    assert "- **Reworded:** Cars may cross the bridge \\*at\\* night.\n" in markdown
    document = json.loads(released.run("diff", *files, "--format", "json").out)
    assert (document["old"], document["new"], document["marking"]) == (
        "2022-01-08",
        "2022-01-15",
        "TLP:CLEAR",
    )
    assert document["changes"] == [
        {
            "kind": "reworded",
            "of": "claim",
            "key": "cars",
            "words": "Cars may cross the bridge *at* night.",
        }
    ]
    same = released.run("diff", files[0], files[0]).out
    assert same.endswith("\n- Nothing changed\n")


def test_editions_of_two_audiences_are_not_compared(released: Project) -> None:
    ran = released.run("diff", PUBLIC, PUBLIC.replace("public", "desk"))
    assert (ran.code, ran.out) == (2, "")
    assert "error[unlike-editions]" in ran.err
