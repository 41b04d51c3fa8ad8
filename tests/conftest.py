"""A small project on disk, rendered in this process, for the tests of whole commands."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from projects import Project, render_here, share_fonts, write_seeds

from briefgen.languages import Language, read_language
from briefgen.render import Templates, open_templates
from briefgen.shipped import TEMPLATES

# The examples are the same in every run, however busy the machine is.
settings.register_profile("same", derandomize=True, database=None, deadline=None)
settings.load_profile("same")
settings.register_profile(
    "many", max_examples=500, deadline=None, suppress_health_check=list(HealthCheck)
)


@pytest.fixture(scope="session")
def fonts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that keeps cut fonts for all tests of a run, in whatever process."""
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "fonts"
    folder.mkdir(exist_ok=True)
    return folder


@pytest.fixture
def project(
    tmp_path: Path,
    fonts: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Project:
    """The small project of `projects`, in the working directory."""
    folder = tmp_path / "project"
    write_seeds(folder)
    share_fonts(folder, fonts)
    monkeypatch.chdir(folder)
    monkeypatch.delenv("GITHUB_STEP_SUMMARY", raising=False)
    made = Project(folder, capsys)
    render_here(monkeypatch, made.rendered)
    return made


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--kills", type=int, default=4, help="how many builds test_crash.py kills")


@pytest.fixture(scope="session")
def templates() -> Templates:
    """The shipped templates."""
    return open_templates(TEMPLATES)


@pytest.fixture(scope="session")
def english() -> Language:
    """English, as it is shipped."""
    return read_language(TEMPLATES, "en-US")
