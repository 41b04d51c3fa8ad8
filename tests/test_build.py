"""Building: what is rendered, written, removed and left alone, and that bytes do not drift."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pypdf
import pytest
from projects import ABOVE_CLEAR, ALL, BRIEF, Project, share_fonts, write_seeds

from briefgen import build as module
from briefgen import crew, natives, racks

RAISED = "id: cars\n    marking: TLP:GREEN"
FERRY = "A ferry will run for the walrus."


CALL_UP = crew.call_up


@pytest.fixture
def with_workers(project: Project, monkeypatch: pytest.MonkeyPatch) -> Project:
    """The project, rendered by real workers."""
    monkeypatch.setattr(crew, "call_up", CALL_UP)
    return project


def state(err: str, edition: str) -> str:
    (line,) = [line for line in err.splitlines() if line.startswith(f"{edition} ")]
    return line.split()[-1]


# What is made


def test_a_build_makes_every_edition_and_tells_their_paths(project: Project) -> None:
    ran = project.build()
    assert (ran.code, ran.made) == (0, tuple(sorted(ALL)))
    paths = [f"output/{name}.{kind}" for name in ALL for kind in ("html", "pdf", "json")]
    assert sorted(ran.out.splitlines()) == sorted(paths)
    assert all(Path(path).stat().st_size for path in paths)
    assert [state(ran.err, name) for name in ALL] == ["built"] * 3


def test_a_selection_writes_nothing_for_another_audience(project: Project) -> None:
    assert project.build("--audience", "public").made == ("public/bridge",)
    assert {name.partition("/")[0] for name in project.output()} == {"public"}


def test_nothing_above_clear_is_in_any_byte_for_the_public(project: Project) -> None:
    project.build("--audience", "public", "--audience", "desk")
    files = project.output()
    public = b"\n".join(files[name] for name in files if name.startswith("public/"))
    told = public + everything_in(files["public/bridge.pdf"])
    assert b"lorries" in told
    assert [word for word in ABOVE_CLEAR if holds(told, word)] == []
    desk = everything_in(files["desk/bridge.pdf"])
    assert holds(desk, "quicksilver"), "the search finds what is there"
    assert holds(desk, "walrus")


def everything_in(data: bytes) -> bytes:
    """All objects of a PDF, its streams decompressed, and the text of its pages."""
    reader = pypdf.PdfReader(BytesIO(data))
    found = [page.extract_text().encode() for page in reader.pages]
    for number in range(1, len(reader.xref_objStm) + len(reader.xref[0]) + 1):
        held = reader.get_object(number)
        found.append(repr(held).encode())
        if isinstance(held, pypdf.generic.StreamObject):
            found.append(held.get_data())
    return b"\n".join(found)


def holds(data: bytes, word: str) -> bool:
    wide = word.encode("utf-16-be")
    return word.encode() in data.lower() or wide in data or wide.hex().encode() in data.lower()


# What is made again


def test_a_second_build_renders_nothing_and_touches_nothing(project: Project) -> None:
    first = project.build()
    before = project.stats()
    second = project.build()
    assert (second.code, second.made, second.out) == (0, (), first.out)
    assert [state(second.err, name) for name in ALL] == ["unchanged"] * 3
    assert project.stats() == before


def test_forcing_renders_everything_and_touches_nothing_that_is_the_same(project: Project) -> None:
    project.build()
    before = project.stats()
    assert project.build("--force").made == tuple(sorted(ALL))
    assert project.stats() == before


def test_a_comment_renders_nothing(project: Project) -> None:
    project.build()
    before = project.stats()
    project.edit("seeds/briefs/bridge.yaml", "title:", "# a comment\ntitle:")
    assert project.build().made == ()
    assert project.stats() == before


def test_folders_whose_names_begin_with_a_line_are_looked_at(project: Project) -> None:
    source = """\
title: More
marking: TLP:CLEAR
annotations:
  - {id: more, quote: More., claim: More is known., field: actors}
"""
    file = "seeds/sources/_bridge/more.yaml"
    project.write(file, source)
    project.edit("seeds/briefs/bridge.yaml", "title:", "sources: [_bridge/*, bridge/*]\ntitle:")
    project.build("--format", "json")
    project.edit(file, "is known", "was known")
    assert project.build("--format", "json").made == tuple(sorted(ALL))


def test_rewording_renders_those_who_may_read_it(project: Project) -> None:
    project.build()
    project.edit("seeds/sources/bridge/green.yaml", FERRY, "The walrus has a ferry.")
    assert project.build().made == ("desk/bridge", "partners/bridge")
    page = project.output()["partners/bridge.html"]
    assert b"The walrus has a ferry" in re.sub(rb"<[^>]+>", b"", page)


def test_a_lost_or_altered_file_is_made_again(project: Project) -> None:
    project.build()
    whole = project.output()
    (project.folder / "output/public/bridge.pdf").unlink()
    (project.folder / "output/desk/bridge.html").write_text("altered")
    assert project.build().made == ("desk/bridge", "public/bridge")
    assert project.output() == whole


def test_a_changed_template_is_seen(project: Project) -> None:
    project.build("--audience", "public")
    project.write("templates/themes/policy.css", ":root { --accent: #123456; }\n")
    assert project.build("--audience", "public").made == ("public/bridge",)
    assert b"#123456" in project.output()["public/bridge.html"]


# What is removed, and what stays


def test_a_deleted_brief_loses_its_files(project: Project) -> None:
    other = BRIEF.replace("title:", "sources: bridge/*\ntitle:", 1)
    brief = project.write("seeds/briefs/ferry.yaml", other)
    project.build("--format", "json")
    assert "public/ferry.json" in project.output()
    brief.unlink()
    ran = project.build("--format", "json")
    assert (ran.code, ran.made) == (0, ())
    assert not [name for name in project.output() if "ferry" in name]
    assert "ferry" not in project.output()["public/manifest.json"].decode()
    assert "public/bridge.json" in project.output()


def test_what_an_audience_may_no_longer_have_is_gone(project: Project) -> None:
    project.build()
    assert holds(b"".join(project.output().values()), "cars cross")
    project.edit("seeds/sources/bridge/open.yaml", "id: cars", RAISED)
    project.build()
    files = project.output()
    public = b"".join(data for name, data in files.items() if name.startswith("public/"))
    assert not holds(public + everything_in(files["public/bridge.pdf"]), "cars cross")
    assert holds(files["partners/bridge.html"], "cars cross")


def test_an_audience_without_an_edition_any_more_has_no_folder(project: Project) -> None:
    project.build("--format", "json")
    project.edit("seeds/sources/bridge/open.yaml", "marking: TLP:CLEAR", "marking: TLP:GREEN")
    assert project.build("--format", "json").code == 0
    assert {name.partition("/")[0] for name in project.output()} == {"desk", "partners"}
    assert not (project.folder / "output/public").exists()


def test_files_of_others_are_left_alone(project: Project) -> None:
    mine = {"output/README": "a", "output/public/photo.png": "b", "output/else/bridge.pdf": "c"}
    for name, text in mine.items():
        project.write(name, text)
    project.build()
    project.edit("seeds/briefs/bridge.yaml", "[public, partners, desk]", "[desk]")
    project.build()
    assert {name: (project.folder / name).read_text() for name in mine} == mine
    assert list(Path("output/public").iterdir()) == [Path("output/public/photo.png")]


def test_a_file_of_another_is_not_replaced(project: Project) -> None:
    project.write("output/public/bridge.html", "mine")
    ran = project.build("--audience", "public")
    assert (ran.code, "error[file-in-the-way]" in ran.err) == (2, True)
    assert project.output()["public/bridge.html"] == b"mine"


def test_an_edition_lists_the_files_that_show_it_as_it_is(project: Project) -> None:
    def listed() -> list[str]:
        manifest = json.loads(project.output()["public/manifest.json"])
        return list(manifest["editions"][0]["files"])

    project.build("--format", "html,json")
    project.build("--format", "html")
    assert listed() == ["bridge.html", "bridge.json"]
    project.edit("seeds/sources/bridge/open.yaml", "claim: Cars cross", "claim: Cars may cross")
    project.build("--format", "html")
    assert listed() == ["bridge.html"]
    project.build("--format", "html,json")
    assert listed() == ["bridge.html", "bridge.json"]


def test_a_folder_of_somebody_else_is_left_alone(project: Project) -> None:
    theirs = {"site/manifest.json": b'{"name": "Site"}', "site/index.html": b"Site"}
    for name, data in theirs.items():
        project.write(f"output/{name}", data.decode())
    assert project.build("--format", "json").code == 0
    assert theirs.items() <= project.output().items()


def test_an_edition_lists_no_file_that_is_lost(project: Project) -> None:
    project.build("--format", "html,json", "--audience", "public")
    (project.folder / "output" / "public" / "bridge.json").unlink()
    ran = project.build("--format", "html", "--audience", "public")
    assert ran.out == "output/public/bridge.html\n"


def test_a_shelf_that_is_left_is_emptied_whatever_was_built_before(project: Project) -> None:
    partners = Path("seeds/audiences/partners.yaml")
    project.edit("seeds/briefs/bridge.yaml", "audiences: [public, partners, desk]\n", "")
    kept = partners.read_text("utf-8")
    partners.unlink()
    project.build("--format", "json")
    partners.write_text(kept, "utf-8")
    project.build("--format", "json", "--audience", "partners")
    partners.unlink()
    assert "partners/bridge.json" in project.output()
    project.build("--format", "json")
    assert "partners/bridge.json" not in project.output()


def test_a_build_that_was_stopped_is_mended_whatever_was_built_since(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(*_: object) -> bool:
        raise KeyboardInterrupt

    for folder in ("output", "site"):
        with monkeypatch.context() as patched:
            patched.setattr(racks, "seal", stop)
            assert project.build("--format", "json", "--output", folder).code == 130
    Path("seeds/audiences/partners.yaml").unlink()
    project.edit("seeds/briefs/bridge.yaml", "public, partners, desk", "public, desk")
    for folder in ("output", "site"):
        assert project.build("--format", "json", "--output", folder).code == 0
        assert sorted(path.name for path in Path(folder).iterdir()) == ["desk", "public"]


def test_a_folder_that_cannot_be_removed_stops_nothing(project: Project) -> None:
    Path("output").mkdir()
    Path("elsewhere").mkdir()
    Path("output/congress").symlink_to("../elsewhere")
    assert project.build("--format", "json").code == 0
    assert Path("output/congress").is_symlink()


@pytest.mark.parametrize("where", ["seeds", "seeds/briefs"])
def test_the_project_lies_beside_its_seeds_however_they_are_called(
    project: Project, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    monkeypatch.chdir(where)
    assert project.build("--format", "json", "--seeds", "." if where == "seeds" else "..").code == 0
    assert "public/bridge.json" in project.output()


def test_a_narrower_format_keeps_the_other_files(project: Project) -> None:
    project.build("--audience", "public")
    whole = project.output()
    ran = project.build("--audience", "public", "--format", "html")
    assert ran.code == 0
    assert project.output() == whole
    assert project.build("--audience", "public").made == ()


def test_a_selection_removes_nothing_outside_itself(project: Project) -> None:
    project.build("--format", "json")
    whole = project.output()
    project.edit("seeds/briefs/bridge.yaml", "[public, partners, desk]", "[public]")
    project.build("--format", "json", "--audience", "public")
    assert project.output().keys() == whole.keys()
    project.build("--format", "json")
    assert set(project.output()) == {
        "public/bridge.json",
        "public/index.html",
        "public/manifest.json",
    }


# Asking whether anything would change


def test_check_writes_nothing_and_tells_whether_anything_would(project: Project) -> None:
    untouched = project.stats(".")
    assert project.build("--check").code == 1
    assert project.stats(".") == untouched
    project.build()
    built = project.stats(".")
    assert project.build("--check").code == 0
    assert project.stats(".") == built
    project.edit("seeds/sources/bridge/green.yaml", FERRY, "The walrus has a ferry.")
    before = project.stats(".")
    ran = project.build("--check")
    assert (ran.code, [state(ran.err, name) for name in ALL]) == (
        1,
        ["unchanged", "stale", "stale"],
    )
    assert project.build("--check", "--audience", "public").code == 0
    assert project.stats(".") == before


@pytest.mark.parametrize("lost", ["public/bridge.json", "public/manifest.json"])
def test_check_sees_what_is_lost(project: Project, lost: str) -> None:
    project.build("--format", "json")
    (project.folder / "output" / lost).unlink()
    assert project.build("--format", "json", "--check").code == 1
    assert lost not in project.output()


def test_check_sees_what_is_planned_no_more(project: Project) -> None:
    project.build("--format", "json")
    before = project.stats()
    project.edit("seeds/briefs/bridge.yaml", "[public, partners, desk]", "[public, desk]")
    assert project.build("--format", "json", "--check").code == 1
    assert project.stats() == before


# What goes wrong


def test_a_brief_at_fault_keeps_its_old_edition_and_stops_no_other(project: Project) -> None:
    other = BRIEF.replace("title", "sources: bridge/*\ntitle", 1)
    project.write("seeds/briefs/ferry.yaml", other)
    project.build("--format", "json")
    old = project.output()["public/bridge.json"]
    project.edit("seeds/briefs/bridge.yaml", "[@lorries]", "[@lorry]")
    project.edit("seeds/briefs/ferry.yaml", "lorries [", "all lorries [")
    ran = project.build("--format", "json")
    assert (ran.code, ran.made) == (1, ("desk/ferry", "partners/ferry", "public/ferry"))
    assert "seeds/briefs/bridge.yaml:5:14: error[unknown-annotation]" in ran.err
    assert "bridge" not in ran.out
    assert project.output()["public/bridge.json"] == old
    assert b"all lorries" in project.output()["public/ferry.json"]


def test_seeds_that_cannot_be_read_leave_all_output(project: Project) -> None:
    project.build("--format", "json")
    before = project.stats()
    project.edit("seeds/briefs/bridge.yaml", "title:", "titel:")
    ran = project.build("--format", "json")
    assert (ran.code, ran.made, ran.out) == (1, (), "")
    assert "seeds/briefs/bridge.yaml:1:1: error[unknown-key]" in ran.err
    assert project.stats() == before


def test_a_page_limit_that_cannot_be_met_is_told(project: Project) -> None:
    project.edit("seeds/audiences/partners.yaml", "show:", "pages: 1\nshow:")
    words = "All of this must be told at length. " * 400
    project.edit("seeds/briefs/bridge.yaml", "The bridge is", f"{words}The bridge is")
    ran = project.build()
    assert ran.code == 1
    assert "seeds/briefs/bridge.yaml: error[page-limit]: `partners/bridge` is " in ran.err
    assert "over its limit of 1 even without claims" in ran.err
    assert state(ran.err, "partners/bridge") == "failed"
    assert {name.partition("/")[0] for name in project.output()} == {"desk", "public"}


def test_a_page_limit_leaves_claims_out_and_tells_how_many(project: Project) -> None:
    project.edit("seeds/audiences/partners.yaml", "show:", "pages: 1\nshow:")
    for number in range(40):
        project.write(
            f"seeds/sources/bridge/more-{number:02}.yaml",
            f"title: More\nmarking: TLP:GREEN\nannotations: [{{id: more-{number}, quote: q{number},"
            f" claim: {'Much more is known about it ' * 4}{number}., field: situation}}]\n",
        )
    ran = project.build("--audience", "partners")
    (line,) = [line for line in ran.err.splitlines() if line.startswith("partners/bridge")]
    _, pages, printed, left_out, told = line.split()
    assert (ran.code, pages, told) == (0, "1", "built")
    assert int(printed) + int(left_out) == 43
    assert int(left_out) > 0
    made = json.loads(project.output()["partners/bridge.json"])
    assert len(made["left_out"]) == int(left_out)


def test_a_template_error_is_told_once_where_it_stands(project: Project) -> None:
    broken = ['{% extends "sheet.html" %}', "{% block masthead %}", "{{ edition.nothing }}"]
    project.write("templates/brief/sheet.html", "\n".join([*broken, "{% endblock %}"]))
    ran = project.build()
    assert (ran.code, project.output()) == (1, {})
    assert ran.err.count("error[template-error]") == 1
    assert "templates/brief/sheet.html:3: error[template-error]: " in ran.err
    assert "Traceback" not in ran.err


def test_a_missing_glyph_is_named(project: Project) -> None:
    project.edit("seeds/briefs/bridge.yaml", "title: The bridge", "title: The bridge \u13a0")
    ran = project.build("--audience", "public")
    assert (ran.code, project.output()) == (1, {})
    assert "seeds/briefs/bridge.yaml: error[missing-glyph]: `public/bridge`: " in ran.err
    assert "U+13A0 CHEROKEE LETTER A" in ran.err


def test_missing_native_libraries_are_told_with_how_to_get_them(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    project.build("--format", "json", "--audience", "public")
    before = project.stats()
    project.edit("seeds/briefs/bridge.yaml", "lorries [", "all lorries [")
    monkeypatch.setattr(natives, "missing_libraries", lambda: ("pango",))
    ran = project.build("--format", "json", "--audience", "public")
    assert (ran.code, ran.out) == (2, "")
    assert "error[missing-library]: the PDF engine does not find `pango`" in ran.err
    assert "apt-get install" in ran.err
    assert project.stats() == before


def test_an_interrupted_build_ends_quietly(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(module, "take_turns", interrupted)
    ran = project.build()
    assert (ran.code, ran.out, ran.err) == (130, "", "interrupted; what was built so far stands\n")
    assert project.output() == {}


BOMB = '<html lang="en"><title>t</title><body>{}{}'.format(
    '<div style="display:flex">' * 30, "words " * 20
)


def test_an_edition_that_takes_too_long_costs_itself_alone(with_workers: Project) -> None:
    project = with_workers
    project.write("templates/bomb/sheet.html", BOMB)
    project.edit("seeds/audiences/partners.yaml", "show:", "template: bomb\nshow:")
    ran = project.build("--render-timeout", "3", "--jobs", "2")
    assert ran.code == 1
    assert "error[render-timeout]: `partners/bridge` took longer than 3 s" in ran.err
    assert "--render-timeout" in ran.err
    assert [state(ran.err, name) for name in ALL] == ["built", "failed", "built"]


# The same bytes


def test_any_number_of_workers_gives_the_same_bytes(with_workers: Project) -> None:
    project = with_workers
    project.build("--jobs", "2")
    first = project.output()
    project.build("--force", "--jobs", "1", "--output", "alone")
    (project.folder / "alone").rename(project.folder / "output" / "alone")
    both = project.output()
    assert {f"alone/{name}": data for name, data in first.items()}.items() <= both.items()


def elsewhere(folder: Path, fonts: Path, cwd: Path, **environment: str) -> dict[str, bytes]:
    """Build the small project in a process of its own, and return the bytes of its output."""
    write_seeds(folder)
    share_fonts(folder, fonts)
    for name in ("FONTCONFIG_FILE", "SOURCE_DATE_EPOCH"):
        os.environ.pop(name, None)
    argv = ["build", "--seeds", os.path.relpath(folder / "seeds", cwd)]
    subprocess.run(
        [sys.executable, "-m", "briefgen", *argv],
        cwd=cwd,
        env={**os.environ, **environment},
        check=True,
        capture_output=True,
    )
    files = sorted((folder / "output").rglob("*.*"))
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def test_two_builds_elsewhere_give_the_same_bytes(
    tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, fonts: Path
) -> None:
    here, there = tmp_path / "here", tmp_path_factory.mktemp("there") / "a long/way öff"
    here.mkdir()
    there.mkdir(parents=True)
    first = elsewhere(
        here, fonts, here, TZ="Pacific/Kiritimati", LANG="C", USER="one", PYTHONHASHSEED="1"
    )
    copy = shutil.copytree(fonts, tmp_path / "fonts")
    second = elsewhere(
        there, copy, tmp_path, TZ="America/Los_Angeles", LANG="de_DE.UTF-8",
        LC_ALL="tr_TR.UTF-8", USER="two", HOME=str(tmp_path), PYTHONHASHSEED="2",
        SOURCE_DATE_EPOCH="1",
    )  # fmt: skip
    assert len(first) == 15
    assert first.keys() == second.keys()
    assert [name for name in first if first[name] != second[name]] == []
