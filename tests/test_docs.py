"""The documents: what they show is so, what they name is there, and they make a site."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from documents import Session, blocks, commands

from briefgen import cli

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
PAGES = [ROOT / "README.md", *sorted(DOCS.rglob("*.md"))]
PLAYED = [page for page in PAGES if "```console" in page.read_text("utf-8")]


def named(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("page", PLAYED, ids=named)
def test_what_a_page_shows_is_so(page: Path, tmp_path: Path, fonts: Path) -> None:
    folder, home = tmp_path / "work", tmp_path / "home"
    folder.mkdir()
    home.mkdir()
    path = f"{Path(sys.executable).parent}:/usr/local/bin:/usr/bin:/bin"
    environment = {"PATH": path, "HOME": str(home), "COLUMNS": "100", "LANG": "C.UTF-8"}
    reader = Session(folder, fonts, environment, leave_out=is_for_form)
    reader.follow(page.read_text("utf-8"))
    assert not reader.faults, "\n".join(reader.faults)


# Commands that change the machine are looked at alone


def is_for_form(line: str) -> bool:
    """Tell whether a command would install something, or speak with other machines."""
    return line.split()[0] in ("make", "python", "dask") or "--scheduler" in line


def given(page: Path) -> list[list[str]]:
    """The words of the commands of a page that are not carried out."""
    found = [block for block in blocks(page.read_text("utf-8")) if block.language == "console"]
    lines = [command.line for block in found for command in commands(block)]
    return [shlex.split(line) for line in lines if is_for_form(line)]


@pytest.mark.parametrize("page", PLAYED, ids=named)
def test_what_is_not_carried_out_is_of_the_right_form(page: Path) -> None:
    for words in given(page):
        _FORMS[words[0]](words)


def _make(words: list[str]) -> None:
    targets = re.findall(r"^([a-z0-9]+):", (ROOT / "Makefile").read_text("utf-8"), re.M)
    assert set(words[1:]) <= set(targets), words


def _python(words: list[str]) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    extras = [f"[{extra}]" for extra in project["optional-dependencies"]]
    assert words[:4] == ["python", "-m", "pip", "install"], words
    assert set(words[4:]) <= {f"{where}{extra}" for where in (".", "briefgen")
                              for extra in ("", *extras)}, words  # fmt: skip


def _dask(words: list[str]) -> None:
    command = [str(Path(sys.executable).with_name("dask")), words[1], "--help"]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert all(word in told for word in words[2:] if word.startswith("--")), words


def _briefgen(words: list[str]) -> None:
    assert cli._parser().parse_args(words[1:]).scheduler, words


_FORMS = {"make": _make, "python": _python, "dask": _dask, "briefgen": _briefgen}


def test_every_block_says_what_it_is() -> None:
    for page in PAGES:
        assert all(block.language for block in blocks(page.read_text("utf-8"))), named(page)


def test_the_readme_begins_with_two_commands() -> None:
    assert [words[1] for words in given(ROOT / "README.md")][:2] == ["brief", "test"]


# Links


@pytest.mark.parametrize("page", [*PAGES, ROOT / "ARCHITECTURE.md"], ids=named)
def test_links_and_pictures_are_there(page: Path) -> None:
    text = re.sub(r"^```.*?^```", "", page.read_text("utf-8"), flags=re.M | re.S)
    for target in re.findall(r"\]\(([^)#\s]+)", re.sub(r"`[^`\n]*`", "", text)):
        if not re.match(r"https?:|mailto:", target):
            assert (page.parent / target).exists(), target


# The site


def test_the_site_is_made_without_warnings_and_asks_no_network(tmp_path: Path) -> None:
    shutil.copytree(DOCS, tmp_path / "docs")
    shutil.copy(ROOT / "zensical.toml", tmp_path)
    command = [str(Path(sys.executable).with_name("zensical")), "build", "--strict"]
    made = subprocess.run(
        command,
        cwd=tmp_path,
        env={**os.environ, "NO_COLOR": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert made.returncode == 0, made.stdout + made.stderr
    pages = sorted((tmp_path / "site").rglob("*.html"))
    assert len(pages) > len(list(DOCS.rglob("*.md")))  # there is one for what is not found
    for page in pages:
        asked = re.findall(r"<(?:script|link|img|iframe)\b[^>]*", page.read_text("utf-8"))
        assert not [tag for tag in asked if re.search(r"(?:src|href)=\"?(?:https?:)?//", tag)]
    for style in (tmp_path / "site").rglob("*.css"):
        assert not re.search(r"url\([\"']?(?:https?:)?//", style.read_text("utf-8"))


def test_the_reference_is_that_of_the_program(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tools.make_reference", str(tmp_path)]
    subprocess.run(command, cwd=ROOT, check=True)
    made = {page.name: page.read_text("utf-8") for page in tmp_path.iterdir()}
    kept = {name: (DOCS / "reference" / name).read_text("utf-8") for name in made}
    assert made == kept, "run `make reference`"


def test_every_page_is_in_the_navigation() -> None:
    told = (ROOT / "zensical.toml").read_text("utf-8")
    listed = set(re.findall(r"\"([\w/.-]+\.md)\"", told))
    assert listed == {page.relative_to(DOCS).as_posix() for page in DOCS.rglob("*.md")}
