"""Rebuilding: what an edit reaches is made again, and nothing else is so much as touched."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest
from projects import ALL, Project

OPEN, GREEN, RED = (f"seeds/sources/bridge/{name}.yaml" for name in ("open", "green", "red"))
BRIEF, PARTNERS = "seeds/briefs/bridge.yaml", "seeds/audiences/partners.yaml"
PUBLIC_ONLY, PARTNERS_ONLY, DESK_ONLY = (
    f"{name}/bridge" for name in ("public", "partners", "desk")
)


def authored(project: Project) -> list[Path]:
    """All files of the seeds and the templates, and their folders."""
    folders = [project.folder / "seeds", project.folder / "templates"]
    return [path for folder in folders for path in (folder, *folder.rglob("*"))]


def touched(project: Project, before: dict[str, tuple[int, int]]) -> set[str]:
    """The audiences of whose files one was written, removed or added."""
    after = project.stats()
    moved = {path for path in before.keys() | after.keys() if before.get(path) != after.get(path)}
    return {Path(path).parent.name for path in moved}


# What means nothing


def test_a_touch_renders_nothing(project: Project) -> None:
    project.write("templates/themes/policy.css", ":root { --accent: #123456; }\n")
    first = project.build("--format", "html,json")
    before = project.stats()
    for path in authored(project):
        path.touch()
    second = project.build("--format", "html,json")
    assert (second.code, second.made, second.out) == (0, (), first.out)
    assert touched(project, before) == set()


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        (OPEN, "annotations:", "# What it says.\nannotations:"),
        (OPEN, "  - id: cars", "\n  # A second one.\n  - id: cars  # by night"),
        (GREEN, "note: a marmalade note", "note: another marmalade note"),
        (GREEN, "field: situation", "note: of no weight\n    field: situation"),
        (BRIEF, "title: The bridge", "title:   'The bridge'"),
        (PARTNERS, "show: [judgments, sources]", "show:\n  - judgments\n  - sources"),
        (PARTNERS, "title: Partners", "id: partners\ntitle: Partners"),
    ],
)
def test_what_is_for_the_desk_alone_renders_nothing(
    project: Project, file: str, old: str, new: str
) -> None:
    project.build("--format", "html,json")
    before = project.stats()
    project.edit(file, old, new)
    assert project.build("--format", "html,json").made == ()
    assert touched(project, before) == set()


def test_a_document_that_no_brief_uses_renders_nothing(project: Project) -> None:
    project.build("--format", "json")
    before = project.stats()
    project.write("seeds/sources/tunnel/more.yaml", "title: A tunnel\nmarking: TLP:CLEAR\n")
    project.write("seeds/sources/tunnel/more.txt", "A tunnel is planned.")
    assert project.build("--format", "json").made == ()
    assert touched(project, before) == set()


# What reaches some


@pytest.mark.parametrize(
    ("file", "old", "new", "reached"),
    [
        (OPEN, "Cars cross the bridge", "Cars may cross the bridge", ALL),
        (OPEN, "publisher: A ministry", "publisher: The ministry", ALL),
        (OPEN, "id: cars", "id: cars\n    marking: TLP:GREEN", ALL),
        (OPEN, "id: cars", "id: cars\n    wording: {partners: Cars pass.}", [PARTNERS_ONLY]),
        (GREEN, "A ferry will run for the walrus", "The walrus has a ferry", ALL[1:]),
        (GREEN, "title: A zeppelin", "title: The zeppelin", ALL[1:]),
        (GREEN, "issued: 2022-01-06", "issued: 2022-01-05", ALL[1:]),
        (GREEN, "marking: TLP:GREEN", "marking: TLP:AMBER", ALL[1:]),
        (RED, "Beneath the bridge lies", "Below the bridge lies", [DESK_ONLY]),
        (RED, "id: store", "credibility: 2\n    id: store", [DESK_ONLY]),
        (PARTNERS, "title: Partners", "title: Our partners", [PARTNERS_ONLY]),
        (BRIEF, "title: The bridge", "title: Of the bridge", ALL),
        (BRIEF, "bottom_line", "judgments: [{text: So., marking: 'TLP:RED'}]\nbottom_line",
         [DESK_ONLY]),
    ],
)  # fmt: skip
def test_an_edit_renders_and_touches_those_whom_it_reaches(
    project: Project, file: str, old: str, new: str, reached: list[str]
) -> None:
    project.build("--format", "html,json")
    before = project.stats()
    project.edit(file, old, new)
    ran = project.build("--format", "html,json")
    assert (ran.code, ran.made) == (0, tuple(sorted(reached)))
    assert touched(project, before) == {name.partition("/")[0] for name in reached}


def test_rewording_a_green_claim_leaves_the_public_pdf_untouched(project: Project) -> None:
    project.build()
    before = project.stats()
    project.edit(GREEN, "A ferry will run for the walrus", "The walrus has a ferry")
    assert project.build().made == (DESK_ONLY, PARTNERS_ONLY)
    assert touched(project, before) == {"desk", "partners"}


def test_an_edit_of_one_brief_leaves_another_untouched(project: Project) -> None:
    brief = (project.folder / BRIEF).read_text("utf-8")
    project.write("seeds/briefs/ferry.yaml", brief.replace("title", "sources: bridge/*\ntitle", 1))
    project.build("--format", "html,json")
    before = project.stats()
    project.edit("seeds/briefs/ferry.yaml", "title: The bridge", "title: The ferry")
    assert project.build("--format", "html,json").made == (
        "desk/ferry",
        "partners/ferry",
        "public/ferry",
    )
    after = project.stats()
    moved = {Path(path).name for path in before if before[path] != after[path]}
    assert moved == {"ferry.html", "ferry.json", "index.html", "manifest.json"}


# What reaches all


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("templates/themes/policy.css", ":root { --accent: #123456; }\n"),
        ("templates/screen.css", "body { color: #123456; }\n"),
        ("templates/brief/screen.html", '{% extends "shipped/brief/screen.html" %}\n<!-- -->'),
    ],
)
def test_a_changed_look_renders_everything(project: Project, file: str, text: str) -> None:
    project.write(file, text)
    project.build("--format", "html,json")
    project.edit(file, text, text + " ")
    assert project.build("--format", "html,json").made == tuple(sorted(ALL))


def test_a_stylesheet_that_comes_changes_or_goes_renders_everything(project: Project) -> None:
    project.build()
    first = project.output()
    file = project.write("templates/themes/policy.css", ":root { --accent: #123456; }\n")
    assert project.build().made == tuple(sorted(ALL))
    assert all(
        project.output()[f"{name}.{kind}"] != first[f"{name}.{kind}"]
        for name in ALL
        for kind in ("html", "pdf")
    )
    file.unlink()
    assert project.build().made == tuple(sorted(ALL))
    assert project.output() == first


# What the stat of a file cannot tell


def test_an_edit_that_hides_behind_the_old_time_and_size_is_seen(project: Project) -> None:
    project.build("--format", "json")
    time.sleep(2.1)  # from now on, files that have not moved are not read
    assert project.build("--format", "json").made == ()
    path = project.folder / GREEN
    seen = path.stat()
    project.edit(GREEN, "A ferry will run for the walrus", "A ferry will go for the walrus!")
    os.utime(path, ns=(seen.st_atime_ns, seen.st_mtime_ns))
    assert (path.stat().st_size, path.stat().st_mtime_ns) == (seen.st_size, seen.st_mtime_ns)
    assert project.build("--format", "json").made == (DESK_ONLY, PARTNERS_ONLY)


@pytest.mark.parametrize("linked", ["seeds/sources", "seeds/sources/bridge"])
def test_what_comes_into_a_linked_folder_is_seen(project: Project, linked: str) -> None:
    folder = project.folder / linked
    folder.rename(project.folder / "shared")
    folder.symlink_to(project.folder / "shared")
    assert project.build().code == 0
    (open_,) = (project.folder / "shared").rglob("open.yaml")
    more = open_.read_text("utf-8").replace("closed to lorries", "closed to buses")
    more = more.replace("lorries", "buses").replace("id: cars", "id: more-cars")
    open_.with_name("more.yaml").write_text(more, "utf-8")
    assert project.build().made == tuple(sorted(ALL))
    assert b"closed to buses" in project.output()["public/bridge.html"]


def test_a_linked_theme_is_seen(project: Project) -> None:
    themes = project.folder / "shared"
    themes.mkdir()
    (themes / "policy.css").write_text("/* ours */", "utf-8")
    (project.folder / "templates").mkdir(exist_ok=True)
    (project.folder / "templates/themes").symlink_to(themes)
    assert project.build().code == 0
    (themes / "policy.css").write_text("h1 { color: #123456 }", "utf-8")
    assert project.build().made == tuple(sorted(ALL))
