"""Listing templates: what there is to choose, to override and to use."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from projects import Project

from briefgen.errors import ContentError
from briefgen.looks import PLAIN, read_looks
from briefgen.render import SCREEN, SHEET, open_templates
from briefgen.shipped import TEMPLATES
from briefgen.template_list import Entry, list_templates

BLOCKS = {"masthead", "bottom_line", "field", "judgments", "judgment", "sources", "colophon"}


def listed(project: Path | None = None) -> dict[tuple[str, str, str], Entry]:
    looks = read_looks(project) if project else PLAIN
    found = list_templates(open_templates(TEMPLATES, looks))
    keyed = {(one.kind, one.name, one.door): one for one in found}
    assert len(keyed) == len(found)
    return keyed


def test_the_shipped_ones_are_listed_by_kind_and_name() -> None:
    found = listed()
    assert list(found) == [
        ("template", "brief", SCREEN),
        ("template", "brief", SHEET),
        ("layout", "bullets", ""),
        ("layout", "prose", ""),
        ("theme", "memo", ""),
        ("theme", "policy", ""),
        ("language", "ar", ""),
        ("language", "en", ""),
        ("language", "ru", ""),
    ]
    assert {one.origin for one in found.values()} == {"shipped"}
    assert all((TEMPLATES / one.file).is_file() for one in found.values())


@pytest.mark.parametrize("door", [SHEET, SCREEN])
def test_blocks_and_fields_are_those_of_the_whole_family(door: str) -> None:
    brief = listed()["template", "brief", door]
    assert set(brief.blocks) >= BLOCKS
    assert {"title", "judgments", "citations", "terms"} <= set(brief.fields)
    assert list(brief.fields) == sorted(brief.fields)


def test_a_door_uses_what_its_own_marks_use(tmp_path: Path) -> None:
    for door in (SHEET, SCREEN):
        page = f'{{% extends "base.html" %}}{{% block {door}_only %}}{{% endblock %}}'
        (tmp_path / "ours").mkdir(exist_ok=True)
        (tmp_path / "ours" / f"{door}.html").write_text(page)
    (tmp_path / "marks").mkdir()
    (tmp_path / "marks" / "on-sheet.html").write_text("{{ edition.of_paper }}")
    found = listed(tmp_path)
    assert "of_paper" in found["template", "ours", SHEET].fields
    assert "of_paper" not in found["template", "ours", SCREEN].fields
    assert found["template", "ours", SHEET].blocks[-1] == "sheet_only"


def test_a_projects_own_file_is_said_to_be_its_own(tmp_path: Path) -> None:
    block = "{% block masthead %}{{ edition.own }}{% endblock %}"
    own = f'{{% extends "shipped/brief/sheet.html" %}}{block}'
    files = {"brief/sheet.html": own, "themes/ours.css": "", "languages/kk.toml": ""}
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    found = listed(tmp_path)
    assert {one.file for one in found.values() if one.origin == "project"} == set(files)
    brief = found["template", "brief", SHEET]
    assert "own" in brief.fields
    assert set(brief.blocks) >= BLOCKS
    assert brief.blocks.count("masthead") == 1


def test_a_checkouts_own_templates_are_the_shipped_ones() -> None:
    assert {one.origin for one in listed(TEMPLATES).values()} == {"shipped"}


@pytest.mark.parametrize(
    "text",
    [
        '{% extends "ours/sheet.html" %}{% block one %}{% endblock %}',
        '{% include "ours/sheet.html" %}{% block one %}{% endblock %}',
        '{% extends "nowhere.html" %}{% block one %}{% endblock %}',
        '{% include ["a.html", "b.html"] %}{% block one %}{% endblock %}',
        '{% include "nowhere-" ~ 7 ~ edition.title %}{% block one %}{% endblock %}',
    ],
)
def test_what_leads_in_circles_or_nowhere_still_has_its_blocks(tmp_path: Path, text: str) -> None:
    (tmp_path / "ours").mkdir()
    (tmp_path / "ours" / "sheet.html").write_text(text)
    assert listed(tmp_path)["template", "ours", SHEET].blocks == ("one",)


def test_what_is_no_template_is_located(tmp_path: Path) -> None:
    file = tmp_path / "ours" / "sheet.html"
    file.parent.mkdir()
    file.write_text("<p>\n{% if %}")
    with pytest.raises(ContentError) as caught:
        listed(tmp_path)
    (found,) = caught.value.diagnostics
    assert (found.code, found.place.file, found.place.line) == ("template-error", str(file), 2)


def test_the_command_lists_for_people_and_for_programs(project: Project) -> None:
    project.write("templates/ours/sheet.html", '{% extends "shipped/brief/sheet.html" %}')
    ran = project.run("templates")
    assert (ran.code, ran.err) == (0, "")
    (head,) = [line for line in ran.out.splitlines() if " ours " in line]
    assert head.split() == ["template", "ours", "sheet", "project", "ours/sheet.html"]
    assert all(len(line) <= 100 for line in ran.out.splitlines())
    told = json.loads(project.run("templates", "--format", "json").out)
    assert told["schema"] == 1
    (ours,) = [one for one in told["templates"] if one["name"] == "ours"]
    assert ours["origin"] == "project"
    assert set(ours["blocks"]) >= BLOCKS


def test_the_command_takes_another_folder(project: Project) -> None:
    project.write("looks/themes/plain.css", "")
    ran = project.run("templates", "--templates", "looks")
    assert "theme     plain                project  themes/plain.css" in ran.out


def test_a_file_is_printed_to_begin_from(project: Project) -> None:
    ran = project.run("templates", "themes/policy.css")
    shipped = (TEMPLATES / "themes" / "policy.css").read_text("utf-8")
    assert (ran.code, ran.out, ran.err) == (0, shipped, "")
    project.write("templates/themes/policy.css", ":root { --accent: #123456; }\n")
    assert project.run("templates", "themes/policy.css").out == ":root { --accent: #123456; }\n"


@pytest.mark.parametrize("name", ["/etc/hostname", "../seeds/project.yaml", "themes"])
def test_nothing_but_templates_is_printed(project: Project, name: str) -> None:
    ran = project.run("templates", name)
    assert (ran.code, ran.out, "error[no-template]" in ran.err) == (2, "", True)


def test_an_unknown_file_is_told_with_the_nearest(project: Project) -> None:
    ran = project.run("templates", "theme/policy.css")
    assert (ran.code, ran.out) == (2, "")
    assert "error[no-template]" in ran.err
    assert "did you mean `themes/policy.css`?" in ran.err
