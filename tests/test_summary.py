"""The summary of a build, in a terminal and as Markdown."""

from __future__ import annotations

from pathlib import Path

import pytest
from projects import Project

from briefgen.summary import Row, as_markdown, summary

ROWS = (
    Row("public/kz", "built", 2, 12, ("a", "b")),
    Row("desk/kazakhstan", "unchanged", 0, 3),
    Row("by", "failed"),
)
TABLE = """\
| edition | pages | claims | left out | state |
| --- | ---: | ---: | ---: | --- |
| public/kz | 2 | 12 | 2 | built |
| desk/kazakhstan | - | 3 | 0 | unchanged |
| by |  |  |  | failed |
"""


def test_the_table_lines_up_and_paths_follow() -> None:
    assert list(summary(ROWS, ["output/public/kz.html"])) == [
        "edition          pages  claims  left out",
        "public/kz            2      12         2  built",
        "desk/kazakhstan      -       3         0  unchanged",
        "by                                        failed",
        "",
        "output/public/kz.html",
    ]


def test_the_same_table_as_markdown() -> None:
    assert as_markdown(summary(ROWS, ["output/public/kz.html"])) == TABLE


def test_a_build_writes_its_summary_where_it_is_asked_to(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    step = project.write("step.md", "An earlier step.\n")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(step))
    project.build("--format", "json", "--audience", "public", "--summary", "told.md")
    assert "| public/bridge | - | 2 | 0 | built |" in Path("told.md").read_text("utf-8")
    project.build("--format", "json", "--audience", "public", "--summary", "told.md")
    told = Path("told.md").read_text("utf-8")
    assert "| public/bridge | - | 2 | 0 | unchanged |" in told
    steps = step.read_text("utf-8")
    assert steps.startswith("An earlier step.\n### briefgen\n\n| edition ")
    assert steps.count("| public/bridge |") == 2


def test_a_summary_that_cannot_be_written_is_told(project: Project) -> None:
    Path("told.md").mkdir()
    ran = project.build("--format", "json", "--summary", "told.md")
    assert (ran.code, "told.md: error[" in ran.err) == (2, True)
