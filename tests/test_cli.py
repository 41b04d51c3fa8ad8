"""The command line: exit codes, what goes to which stream, and what a person is told."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from projects import ALL, Project

from briefgen import cli, fonts, natives

COMMANDS = ("build", "schema", "init", "doctor")


# What can be asked of any command


def test_without_a_command_the_help_is_shown_as_an_error(project: Project) -> None:
    ran = project.run()
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("usage: briefgen")


def test_help_names_every_command(project: Project) -> None:
    ran = project.run("--help")
    assert (ran.code, ran.err) == (0, "")
    assert all(f"\n    {command} " in ran.out for command in COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_option_is_explained(project: Project, command: str) -> None:
    ran = project.run(command, "--help")
    assert ran.code == 0
    lines = ran.out.splitlines()
    for number, line in enumerate(lines):
        if line.startswith("  -"):
            explained = line.strip().partition("  ")[2] or lines[number + 1].startswith(" " * 20)
            assert explained, line


def test_the_version_is_that_of_the_package(project: Project) -> None:
    ran = project.run("--version")
    assert (ran.code, ran.err) == (0, "")
    name, version = ran.out.split()
    assert name == "briefgen"
    assert f'version = "{version}"' in (Path(__file__).parents[1] / "pyproject.toml").read_text()


@pytest.mark.parametrize("shell", ["bash", "zsh", "tcsh"])
def test_completion_knows_commands_and_options(project: Project, shell: str) -> None:
    ran = project.run("--print-completion", shell)
    assert (ran.code, ran.err) == (0, "")
    assert "render-timeout" in ran.out
    assert all(command in ran.out for command in COMMANDS)


def test_the_completion_for_bash_is_bash(project: Project) -> None:
    script = project.run("--print-completion", "bash").out
    subprocess.run(["bash", "-n"], input=script, text=True, check=True)


@pytest.mark.parametrize(
    ("argv", "told"),
    [
        (["bild"], "invalid choice: 'bild'"),
        (["build", "--jobs", "0"], "`0` is no whole number of 1 to 1,000,000"),
        (["build", "--jobs", "-1"], "`-1` is no whole number of 1 to 1,000,000"),
        (["build", "--render-timeout", "soon"], "`soon` is no whole number of 1 to 1,000,000"),
        (["build", "--ceiling", "TLP:WHITE"], "invalid choice: 'TLP:WHITE'"),
        (["build", "--quiet", "--verbose"], "not allowed with"),
        (["init"], "the following arguments are required: DIR"),
    ],
)
def test_arguments_that_are_refused(project: Project, argv: list[str], told: str) -> None:
    ran = project.run(*argv)
    assert (ran.code, ran.out) == (2, "")
    assert told in ran.err


# Building


def test_verbose_says_what_is_being_done(project: Project) -> None:
    ran = project.build("--verbose", "--format", "json")
    assert "reading the seeds\n" in ran.err
    assert "brief 1 of 1: public/bridge\n" in ran.err
    assert "asking all rules of the seeds\n" in project.run("check", "--verbose").err
    again = project.build("--verbose", "--format", "json").err
    assert again.startswith("nothing has changed since the last build\n")


@pytest.mark.parametrize(
    ("argv", "code", "told"),
    [
        (["brigde"], 2, "there is no brief `brigde`\n\n  hint: did you mean"),
        (["zzz"], 2, "hint: there are: bridge"),
        (["--audience", "publik"], 2, "error[no-audience]: there is no audience `publik`"),
        (["--audience", "publik"], 2, "hint: did you mean `public`?"),
        (
            ["--format", "html,docx"],
            2,
            "`docx` is no format\n\n  hint: write some of html, pdf, json",
        ),
        (["--format", ""], 2, "error[usage]"),
        (["--seeds", "sedes"], 2, "sedes: error[no-seeds]: there is no seeds folder `sedes`"),
        (["--template", "nothing"], 1, "error[unknown-template]: there is no template `nothing`"),
    ],
)
def test_a_build_that_cannot_be_done(
    project: Project, argv: list[str], code: int, told: str
) -> None:
    ran = project.build(*argv)
    assert (ran.code, ran.out, project.output()) == (code, "", {})
    assert told in ran.err
    assert "Traceback" not in ran.err


def test_every_wrong_name_is_told_at_once(project: Project) -> None:
    ran = project.build("one", "two", "--audience", "three")
    assert ran.err.count("error[no-brief]") == 2
    assert ran.err.count("error[no-audience]") == 1


def test_words_go_to_stderr_and_paths_to_stdout(project: Project) -> None:
    ran = project.build("--format", "json")
    assert ran.out.splitlines() == [f"output/{name}.json" for name in sorted(ALL, key=order)]
    head, *rows = ran.err.splitlines()
    assert head.split() == ["edition", "pages", "claims", "left", "out"]
    assert [row.split() for row in rows] == [
        [name, "-", claims, "0", "built"]
        for name, claims in zip(sorted(ALL, key=order), "423", strict=True)
    ]


def order(name: str) -> int:
    """Audiences come shipped ones first, then in the order of their files' names."""
    return ["desk/bridge", "public/bridge", "partners/bridge"].index(name)


def test_who_asks_aloud_is_told_what_quiet_left_out(project: Project) -> None:
    project.edit("seeds/briefs/bridge.yaml", "[public, partners, desk]", "[public]")
    assert project.run("check", "--quiet").err == ""
    assert "warnings" in project.run("check").err


def test_quiet_says_only_what_is_wrong(project: Project) -> None:
    ran = project.build("--format", "json", "--quiet")
    assert (ran.code, ran.err, len(ran.out.splitlines())) == (0, "", 3)
    project.edit("seeds/briefs/bridge.yaml", "@lorries", "@lorry")
    assert "error[unknown-annotation]" in project.build("--quiet").err


def test_a_build_elsewhere_keeps_everything_beside_its_seeds(
    project: Project, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    ran = project.build("--seeds", "project/seeds", "--audience", "public", "--format", "json")
    assert ran.out == "project/output/public/bridge.json\n"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["project"]


@pytest.mark.parametrize("no_color", ["", "1"])
def test_no_terminal_gets_no_escapes(
    project: Project, monkeypatch: pytest.MonkeyPatch, no_color: str
) -> None:
    monkeypatch.setenv("NO_COLOR", no_color)
    ran = project.build("--format", "json")
    assert "\x1b" not in ran.out + ran.err
    assert "\r" not in ran.out + ran.err


def test_a_terminal_sees_progress_that_leaves_no_trace(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    ran = project.build("--format", "json")
    assert "\r\x1b[2Kbrief 1 of 1: public/bridge" in ran.err
    assert ran.err.rpartition("\r\x1b[2K")[2].startswith("edition ")
    assert "\x1b" not in ran.out


def test_a_log_gets_nothing_above_the_ceiling(project: Project) -> None:
    project.edit("seeds/sources/bridge/red.yaml", "quote: The bridge hides", "quote: A bridge hid")
    told = project.build().err
    assert "quicksilver" not in told
    assert "1 finding above TLP:CLEAR" in told
    open_told = project.build("--ceiling", "TLP:RED").err
    assert "seeds/sources/bridge/red.yaml:8:12: error[quote-not-found]" in open_told
    assert "quicksilver" in open_told


def test_a_fault_of_the_program_shows_itself(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("briefgen.build.survey", broken)
    with pytest.raises(ZeroDivisionError):
        project.build()


def test_a_reader_who_has_gone_is_no_error(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "briefgen", "schema", str(tmp_path / "schemas")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 0


# The other commands


def test_a_new_project_builds_at_once(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    ran = project.run("init", "demo")
    assert (ran.code, ran.err) == (0, "next: cd demo && briefgen build\n")
    assert all(Path(path).is_file() for path in ran.out.splitlines())
    assert "demo/seeds/briefs/first-brief.yaml" in ran.out.splitlines()
    monkeypatch.chdir("demo")
    built = project.build("--format", "html,json")
    assert built.code == 0
    assert len(built.made) == 4
    assert (project.folder / "demo/output/public/first-brief.html").is_file()


def test_a_new_project_has_nothing_to_complain_of(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    project.run("init", "demo", "--quiet")
    monkeypatch.chdir("demo")
    ran = project.run("check")
    assert ran.code == 0
    assert "error" not in ran.err.replace("0 errors", "")


def test_init_overwrites_nothing(project: Project) -> None:
    ran = project.run("init", ".")
    assert (ran.code, ran.out) == (2, "")
    assert ".: error[folder-not-empty]" in ran.err
    file = project.run("init", "seeds/briefs/bridge.yaml")
    assert (file.code, "error[folder-not-empty]" in file.err) == (2, True)


def test_init_takes_an_empty_folder(project: Project) -> None:
    (project.folder / "empty").mkdir()
    assert project.run("init", "empty").code == 0


def test_init_where_nothing_may_be_written(project: Project) -> None:
    project.write("file", "")
    ran = project.run("init", "file/demo")
    assert (ran.code, ran.out) == (2, "")
    assert "error[cannot-write]" in ran.err


def test_schema_writes_a_schema_for_each_kind(project: Project) -> None:
    ran = project.run("schema")
    kinds = ("source", "brief", "audience", "project")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.splitlines() == [f"seeds/.schema/{kind}.schema.json" for kind in kinds]
    for path in ran.out.splitlines():
        assert json.loads(Path(path).read_text("utf-8"))["type"] == "object"
    assert project.run("schema", "elsewhere").out.startswith("elsewhere/source.schema.json\n")


def test_the_doctor_tells_what_is_installed(project: Project) -> None:
    ran = project.run("doctor")
    assert (ran.code, ran.err) == (0, "")
    told = dict(line.split(maxsplit=1) for line in ran.out.splitlines())
    assert told.keys() >= {"python", "briefgen", "weasyprint", "pango", "harfbuzz", "fingerprint"}
    assert "missing" not in told.values()


def test_the_doctor_tells_what_is_missing_and_how_to_get_it(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(natives, "missing_libraries", lambda: ("pango", "harfbuzz"))
    ran = project.run("doctor")
    assert ran.code == 2
    assert "error: missing native libraries: `pango`, `harfbuzz`" in ran.err
    assert "apt-get install" in ran.err
    assert "fingerprint" not in ran.out


def test_the_doctor_misses_fonts(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "REQUIRED", ("fontpkg_that_is_not",))
    ran = project.run("doctor")
    assert ran.code == 2
    assert "the font package `fontpkg-that-is-not` is not installed" in ran.err
    assert "python -m pip install fontpkg-that-is-not" in ran.err


def test_the_program_is_a_module_too(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "briefgen", "build"]
    ran = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stdout) == (2, "")
    assert ran.stderr.startswith("seeds: error[no-seeds]")


def test_the_installed_command_is_this_one() -> None:
    from importlib.metadata import entry_points

    (script,) = entry_points(group="console_scripts", name="briefgen")
    assert script.load() is cli.main


# Where it prints to


def test_what_check_writes_for_a_program_into_a_file_is_cut(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    project.edit("seeds/sources/bridge/red.yaml", "hides a quicksilver store.\n  ", "")
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    for form in ("json", "sarif", "github"):
        ran = project.run("check", "--format", form)
        assert "quicksilver" not in ran.out + ran.err


def test_of_a_file_whose_marking_is_unread_no_key_is_told(project: Project) -> None:
    terms = "terms: {MARMALADE: a, MARMALADE: b}"
    project.edit("seeds/briefs/bridge.yaml", "TLP:CLEAR", f"TLP:REDDISH\n{terms}")
    ran = project.run("check", "--format", "json")
    assert ran.code == 1
    assert "MARMALADE" not in ran.out + ran.err


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no full device")
def test_where_there_is_no_room_to_print_it_is_told(project: Project) -> None:
    assert project.build("--format", "json").code == 0
    script = "import sys; from briefgen.cli import main; sys.exit(main())"
    command = [sys.executable, "-c", script, "build", "--format", "json", "--quiet"]
    with Path("/dev/full").open("wb") as full:
        ran = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, cwd=project.folder)
    told = "error[output]: no room is left where this prints to\n"
    assert (ran.returncode, ran.stderr.decode()) == (2, told)


def test_a_closed_stream_is_no_fault(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    assert cli.main(["check", "--quiet"]) == 0


def test_flags_are_no_numbers(project: Project) -> None:
    project.edit("seeds/audiences/partners.yaml", "show:", "pages: true\nshow:")
    project.write("seeds/project.yaml", "places:\n  here: {name: Here, lat: true, lon: 2}\n")
    ran = project.run("check", "--ceiling", "TLP:RED")
    assert ran.code == 1
    assert "write a whole number: 3" in ran.err
    assert "write a number: 43.2" in ran.err
