"""A desk's own looks and languages, through whole builds."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path
from typing import Any

import pypdf
import pytest
from projects import Project

from briefgen import render
from briefgen.looks import read_looks
from briefgen.sandbox import Sandbox
from briefgen.shipped import TEMPLATES
from tools.golden.pages import drawn

OWN = """\
{% extends "shipped/brief/sheet.html" %}
{% block colophon %}
<p>Printed by the ferrymen</p>
{{ super() }}
{% endblock %}
"""
ENGLISH = (TEMPLATES / "languages" / "en.toml").read_text("utf-8")


def printed(project: Project, name: str = "public/bridge") -> str:
    reader = pypdf.PdfReader(BytesIO(project.output()[f"{name}.pdf"]))
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def test_one_block_is_overridden_and_all_else_inherited(project: Project) -> None:
    project.write("templates/brief/sheet.html", OWN)
    assert project.build("--audience", "public").code == 0
    words = printed(project)
    assert "Printed by the ferrymen" in words
    assert "Cars cross the bridge at night" in words
    assert "TLP:CLEAR" in words
    assert b"ferrymen" not in project.output()["public/bridge.html"]


def test_another_template_is_chosen_for_one_build(project: Project) -> None:
    project.write("templates/ferry/sheet.html", OWN)
    project.build("--audience", "public")
    assert "ferrymen" not in printed(project)
    ran = project.build("--audience", "public", "--template", "ferry")
    assert (ran.code, ran.made) == (0, ("public/bridge",))
    assert "Printed by the ferrymen" in printed(project)


def test_a_template_may_be_a_file(project: Project) -> None:
    project.write("templates/ferry.html", OWN)
    project.build("--audience", "public", "--template", "ferry.html")
    assert "Printed by the ferrymen" in printed(project)


def test_templates_may_stand_in_another_folder(project: Project) -> None:
    project.write("looks/brief/sheet.html", OWN)
    project.build("--audience", "public", "--templates", "looks")
    assert "Printed by the ferrymen" in printed(project)


def test_an_audience_has_the_theme_and_the_layout_of_the_project(project: Project) -> None:
    project.write("templates/themes/ferry.css", ":root { --accent: #123456; }\n")
    layout = "{% macro field(section, marks) %}<p>Field {{ section.heading }}</p>{% endmacro %}"
    project.write("templates/layouts/bullets.html", layout)
    project.edit("seeds/audiences/partners.yaml", "show:", "theme: ferry\nlayout: bullets\nshow:")
    assert project.build("--audience", "partners").code == 0
    page = project.output()["partners/bridge.html"].decode()
    assert "--accent: #123456" in page
    assert "<p>Field Situation</p>" in page
    assert "Cars cross" not in page.partition("<main")[2].partition("popover")[0]


def test_a_theme_of_a_few_lines_has_a_logo_on_screen_and_on_paper(project: Project) -> None:
    square = '<path fill="#c04000" d="M0 0h22v22H0z"/>'
    drawing = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 22 22">{square}</svg>'
    project.write("templates/assets/logo.svg", drawing)
    theme = ".masthead { padding-left: 30px; background: url(assets/logo.svg) no-repeat 0 / 22px }"
    project.write("templates/themes/desk.css", f":root {{ --accent: #123456; }}\n{theme}\n")
    project.edit("seeds/audiences/partners.yaml", "show:", "theme: desk\nshow:")
    assert project.build("--audience", "partners").code == 0
    files = project.output()
    assert b"url(data:image/svg+xml" in files["partners/bridge.html"]
    (page,) = drawn(files["partners/bridge.pdf"])
    assert (192, 64, 0) in {colour for _, colour in page.getcolors(page.width * page.height) or ()}


def test_a_template_of_the_project_gets_the_edition_alone(project: Project) -> None:
    nothing = "{{ library is defined or seeds is defined or cleared is defined }}"
    project.write("templates/ferry/sheet.html", f"<p>{nothing} {{{{ edition.title }}}}</p>")
    project.build("--audience", "public", "--template", "ferry")
    assert printed(project).startswith("False The bridge")


def test_a_language_of_the_project_is_one_file(project: Project) -> None:
    own = ENGLISH.replace('bottom-line = "Bottom line"', 'bottom-line = "Sažetak"')
    assert own != ENGLISH
    project.write("templates/languages/sr.toml", own)
    project.edit("seeds/audiences/partners.yaml", "show:", "language: sr-Latn\nshow:")
    assert project.build("--audience", "partners").code == 0
    assert "Sažetak" in printed(project, "partners/bridge")
    assert b'lang="sr-Latn"' in project.output()["partners/bridge.html"]
    assert b'lang="sr-Latn"' in project.output()["partners/index.html"]


def test_an_audience_can_keep_the_shipped_template(project: Project) -> None:
    project.write("templates/brief/sheet.html", "Ours")
    shipped = "template: shipped/brief/sheet.html\nshow:"
    project.edit("seeds/audiences/partners.yaml", "show:", shipped)
    assert project.build("--audience", "partners").code == 0


def test_a_catalogue_of_the_project_stands_before_the_shipped(project: Project) -> None:
    project.write("templates/languages/en.toml", ENGLISH.replace("Bottom line", "In short"))
    project.build("--audience", "public")
    assert "In short" in printed(project)


@pytest.mark.parametrize(
    ("tag", "old", "new", "told"),
    [
        ("sr", 'contents = "Contents"\n', "", "sr.toml:19: error[bad-catalogue]: `words` has no"),
        ("en", 'contents = "Contents"\n', "", "en.toml:19: error[bad-catalogue]: `words` has no"),
        ("qq", "", "", "partners.yaml:3:11: error[unknown-language]: there is no catalogue"),
    ],
)
def test_a_catalogue_at_fault_is_located(
    project: Project, tag: str, old: str, new: str, told: str
) -> None:
    if old:
        project.write(f"templates/languages/{tag}.toml", ENGLISH.replace(old, new))
    project.edit("seeds/audiences/partners.yaml", "show:", f"language: {tag}\nshow:")
    ran = project.build("--audience", "partners")
    assert (ran.code, project.output()) == (1, {})
    assert told in ran.err


def test_check_finds_all_that_is_no_template_style_or_catalogue(project: Project) -> None:
    project.write("templates/brief/sheet.html", "\n{% if %}")
    project.write("templates/brief/screen.html", "{{ 'a'|shout }}")
    project.write("templates/themes/night.css", "").write_bytes(b"a {}\n\n/* caf\xe9 */")
    project.write("templates/letter.html", "").write_bytes(b"\xff")
    project.write("templates/languages/sr.toml", "direction = ")
    project.edit("seeds/briefs/bridge.yaml", "as_of: 2022-01-08", "as_of: 2022-13-08")
    ran = project.run("check")
    assert ran.code == 1
    for told in (
        "brief/sheet.html:2: error[template-error]: Expected an expression",
        "brief/screen.html:1: error[template-error]: No filter named 'shout'",
        "themes/night.css:3: error[template-error]: it is not UTF-8",
        "letter.html:1: error[template-error]: it is not UTF-8",
        "languages/sr.toml: error[bad-catalogue]: this is no TOML: invalid value",
        "briefs/bridge.yaml:2:8: error[value-refused]",
        "6 errors, 0 warnings",
    ):
        assert told in ran.err


def test_check_takes_no_asset_for_a_template(project: Project) -> None:
    project.write("templates/assets/licence.html", "").write_bytes(b"{% caf\xe9")
    project.write("templates/assets/vendor.css", "").write_bytes(b"\xe9")
    assert project.run("check").code == 0


@pytest.mark.parametrize(
    ("file", "text", "told"),
    [
        ("languages/sr.toml", ENGLISH.replace("[words]", "[other]"), "no `words`"),
        ("languages/sr.toml", "words = []\nplural = []\n", "`words` is a table"),
        ("languages/sr.toml", "plural = []\n", "`plural` is one of"),
        ("languages/pt-BR.toml", ENGLISH, "call it `pt.toml`"),
        ("ferry/sheet.html", "{{ " + "(" * 400, "ferry/sheet.html:1: error[template-error]"),
        ("ferry/sheet.html", "{% for a in b %}" * 21, "ferry/sheet.html:1: error[template-error]"),
    ],
)
def test_check_locates_whatever_is_wrong(project: Project, file: str, text: str, told: str) -> None:
    project.write(f"templates/{file}", text)
    ran = project.run("check")
    assert ran.code == 1
    assert told in ran.err


def test_check_tells_of_seeds_though_templates_cannot_be_read(project: Project) -> None:
    project.edit("seeds/briefs/bridge.yaml", "as_of: 2022-01-08", "as_of: 2022-13-08")
    (project.folder / "templates").mkdir()
    (project.folder / "templates" / "looped.html").symlink_to("looped.html")
    assert "briefs/bridge.yaml:2:8: error[value-refused]" in project.run("check").err


def test_a_message_of_a_template_holds_no_word_of_an_edition(project: Project) -> None:
    project.edit("seeds/briefs/bridge.yaml", "title: The bridge", 'title: A "walrus\'s" bridge')
    for asked in (
        "{% include edition.title %}",
        "{{ {}[edition.title] }}",
        "{{ edition[edition.title] }}",
        "{% include [edition.title, 'x'] %}",
    ):
        page = (
            f'{{% extends "shipped/brief/sheet.html" %}}{{% block main %}}{asked}{{% endblock %}}'
        )
        project.write("templates/brief/sheet.html", page)
        ran = project.build("--audience", "public")
        assert "brief/sheet.html:1: error[template-error]" in ran.err
        assert "walrus" not in ran.err.replace(asked, "")


def test_what_is_not_utf_8_is_located_in_a_build(project: Project) -> None:
    project.write("templates/ferry/sheet.html", "").write_bytes(b"{# #}\n\xff")
    ran = project.build("--audience", "public", "--template", "ferry")
    assert ran.code == 1
    assert "templates/ferry/sheet.html:2: error[template-error]: it is not UTF-8" in ran.err


def test_a_changed_catalogue_is_seen(project: Project) -> None:
    project.write("templates/languages/sr.toml", ENGLISH)
    project.edit("seeds/audiences/partners.yaml", "show:", "language: sr\nshow:")
    project.build("--audience", "partners", "--format", "json")
    project.write("templates/languages/sr.toml", ENGLISH.replace('"Situation"', '"Stanje"'))
    ran = project.build("--audience", "partners", "--format", "json")
    assert ran.made == ("partners/bridge",)
    made = json.loads(project.output()["partners/bridge.json"])
    assert "Stanje" in [section["heading"] for section in made["sections"]]


def test_a_template_is_compiled_once_for_all_projects(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    compiled: list[str] = []
    compile_ = Sandbox._compile

    def counted(self: Sandbox, source: str, filename: str) -> Any:
        compiled.append(filename)
        return compile_(self, source, filename)

    monkeypatch.setattr(Sandbox, "_compile", counted)
    render.compile_shipped()
    n_once = len(compiled)
    own = tmp_path / "brief"
    own.mkdir()
    (own / "screen.html").write_text('{% extends "shipped/brief/screen.html" %}', "utf-8")
    templates = render.open_templates(TEMPLATES, read_looks(tmp_path))
    for name in ("brief/screen.html", "brief/sheet.html", "base.html"):
        templates.environment.get_template(name)
    assert compiled[n_once:] == [f"{tmp_path}/brief/screen.html"]
