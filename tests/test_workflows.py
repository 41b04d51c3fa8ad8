"""The workflows of examples/ci: valid, pinned, and run command by command on a new project."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest
import yaml
from packaging.requirements import Requirement
from projects import share_fonts

from briefgen import natives

ROOT = Path(__file__).parent.parent
EXAMPLES = ROOT / "examples" / "ci"
WORKFLOWS = {
    "github": EXAMPLES / "github" / "briefs.yml",
    "gitlab": EXAMPLES / "gitlab" / ".gitlab-ci.yml",
}
SCHEMAS = {
    "github": ["vendor.github-workflows"],
    "gitlab": ["vendor.gitlab-ci", "--data-transform", "gitlab-ci"],
}
LIBRARIES = "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
PIP = "python -m pip install --requirement requirements.txt"
"""Steps that need a network: they are read here, not run."""
RELEASE = "seeds/releases/public/first-brief/2022-01-08.json"
FINAL = "status: final\naudiences: [public, desk]\n"
HOST, PATH, TOKEN = "gitlab.example.org", "desk/briefs", "not-a-secret"


@cache
def workflow(platform: str) -> Any:
    """The workflow, every scalar of it a string: YAML 1.1 would read `on` as a boolean."""
    return yaml.load(WORKFLOWS[platform].read_text("utf-8"), yaml.BaseLoader)


def jobs() -> dict[str, Any]:
    found: dict[str, Any] = workflow("github")["jobs"]
    return found


# What is written


@pytest.mark.parametrize("platform", WORKFLOWS)
def test_the_workflow_is_valid(platform: str) -> None:
    checker = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", *SCHEMAS[platform]]
    ran = subprocess.run([*checker, str(WORKFLOWS[platform])], capture_output=True, text=True)
    assert ran.returncode == 0, ran.stdout


def test_actions_are_pinned_by_their_major_version() -> None:
    uses = [step["uses"] for job in jobs().values() for step in job["steps"] if "uses" in step]
    assert len(uses) > 5
    assert [one for one in uses if not re.fullmatch(r"[\w-]+(/[\w-]+)+@v\d+", one)] == []


def test_a_job_may_do_what_it_must_and_no_more() -> None:
    assert workflow("github")["permissions"] == {"contents": "read"}
    assert {name: job["permissions"] for name, job in jobs().items()} == {
        "candidates": {"actions": "read", "contents": "read", "security-events": "write"},
        "approve": {},
        "release": {"contents": "write"},
        "publish": {"pages": "write", "id-token": "write"},
    }
    assert "pull_request_target" not in workflow("github")["on"]
    checkout = jobs()["candidates"]["steps"][0]
    assert checkout["with"] == {"persist-credentials": "false"}


def test_nothing_that_others_write_is_put_into_a_command() -> None:
    scripts = [step["run"] for job in jobs().values() for step in job["steps"] if "run" in step]
    assert [script for script in scripts if "${{" in script] == []


def test_a_person_stands_between_building_and_handing_out() -> None:
    assert [name for name, job in jobs().items() if job.get("environment") == "briefs"] == [
        "approve"
    ]
    needs = [jobs()[name]["needs"] for name in ("approve", "release", "publish")]
    assert needs == ["candidates", "approve", "release"]
    assert "vars.BRIEFS_REVIEWED == 'yes'" in jobs()["approve"]["if"]
    release = workflow("gitlab")["release"]
    assert (release["environment"], release["needs"]) == ("briefs", ["candidates"])
    assert [rule["when"] for rule in release["rules"]] == ["manual"]


def test_two_runs_do_not_hand_out_at_once() -> None:
    groups = {name: job["concurrency"]["group"] for name, job in jobs().items()}
    assert groups == {
        "candidates": "candidates-${{ github.ref }}",
        "approve": "approve",
        "release": "release",
        "publish": "pages",
    }
    assert workflow("gitlab")["release"]["resource_group"] == "briefs"


def test_what_is_kept_between_runs_is_what_a_build_looks_for() -> None:
    kept, saved = (
        step for step in jobs()["candidates"]["steps"] if "actions/cache" in step.get("uses", "")
    )
    for step in (kept, saved):
        assert step["with"]["path"].split() == [".briefgen", "output"]
    assert saved["if"].startswith("github.ref == 'refs/heads/main'")
    assert "hashFiles('seeds/**', 'templates/**')" in kept["with"]["key"]
    assert kept["with"]["key"].startswith(kept["with"]["restore-keys"].strip())
    assert workflow("gitlab")["candidates"]["cache"]["paths"][:2] == [".briefgen", "output"]


def test_what_needs_a_network_installs_what_briefgen_needs() -> None:
    apt = "apt-get install --yes --no-install-recommends"
    scripts = [script for job in ("candidates", "release") for script in _network(job)]
    assert scripts == 2 * [f"sudo apt-get update\nsudo {apt} {LIBRARIES}\n{PIP}\n"]
    before = workflow("gitlab")["default"]["before_script"]
    assert before[:3] == ["apt-get update", f"{apt} git {LIBRARIES}", PIP]
    assert LIBRARIES in natives.NATIVE_HINT
    assert LIBRARIES in (ROOT / "tools" / "setup").read_text("utf-8")
    lines = (EXAMPLES / "requirements.txt").read_text("utf-8").splitlines()
    required = [Requirement(line) for line in lines if not line.startswith("#")]
    assert [one.name for one in required] == ["briefgen"]
    assert (required[0].url or "").endswith(f"@v{version('briefgen')}")


def _network(job: str) -> list[str]:
    return [step["run"] for step in jobs()[job]["steps"] if step.get("name") == "Install"]


# What it does


@dataclass(frozen=True)
class Desk:
    """A repository of seeds on a server, and the folder that a runner checks it out to."""

    home: Path
    fonts: Path

    @property
    def server(self) -> Path:
        return self.home / "server"

    @property
    def checkout(self) -> Path:
        return self.home / "checkout"

    def check_out(self, kept: str = "") -> None:
        """Check the main branch out anew, with what the first night kept."""
        if self.checkout.exists():
            shutil.rmtree(self.checkout)
        self.sh("git clone --quiet server checkout", folder=self.home)
        if kept:
            shutil.copytree(self.home / kept, self.checkout, symlinks=True, dirs_exist_ok=True)
        if kept != "cache":
            share_fonts(self.checkout, self.fonts)

    def push(self, message: str) -> None:
        author = "-c user.name=Desk -c user.email=desk@example.org"
        self.sh(f"git add . && git {author} commit --quiet --message '{message}'")
        self.sh(f"git push --quiet {self.server} HEAD:main")

    def edit(self, file: str, old: str, new: str) -> None:
        path = self.checkout / file
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new), "utf-8")

    def sh(self, script: str, folder: Path | None = None, **variables: str) -> str:
        """Run a script as a runner does; return what it printed."""
        ran = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script],
            cwd=folder or self.checkout,
            env={**self._environment(), **variables},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        assert ran.returncode == 0, f"{script}\n{ran.stdout}"
        return ran.stdout

    def _environment(self) -> Mapping[str, str]:
        tools = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
        alone = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", "CI": "true"}
        return {"PATH": tools, "HOME": str(self.home), "LANG": "C.UTF-8", **alone}

    def handed_out(self) -> list[str]:
        """The files that the last commit on the server changed."""
        told = self.sh("git show --name-only --format= main", folder=self.server)
        return told.split()


@pytest.fixture(scope="module")
def night(tmp_path_factory: pytest.TempPathFactory, fonts: Path) -> tuple[Desk, dict[str, str]]:
    """A new project with a final brief for two audiences, on a server, and its first night.

    What the night keeps lies in `cache` and `artefact` beside the checkout.
    """
    home = tmp_path_factory.mktemp("night")
    made = Desk(home, fonts)
    made.sh("briefgen init checkout --quiet", folder=home)
    shutil.copy(EXAMPLES / "requirements.txt", made.checkout)
    made.edit("seeds/briefs/first-brief.yaml", "marking:", f"{FINAL}marking:")
    made.edit("seeds/project.yaml", "desk:", "url: https://briefs.example.org\ndesk:")
    made.sh("git init --quiet --bare --initial-branch main server", folder=home)
    made.sh("git config receive.advertisePushOptions true", folder=made.server)
    made.sh("git init --quiet --initial-branch main")
    made.push("Begin")
    made.check_out()
    told = on_github(made, "candidates")
    for name, paths in {"cache": [".briefgen", "output"], "artefact": ["output/public"]}.items():
        for path in paths:
            shutil.copytree(made.checkout / path, home / name / path, symlinks=True)
    return made, told


@pytest.fixture
def desk(night: tuple[Desk, dict[str, str]], tmp_path: Path) -> Desk:
    """The project after its first night, to do with as one likes."""
    before, _ = night
    made = Desk(tmp_path, before.fonts)
    for name in ("server", "cache", "artefact"):
        shutil.copytree(before.home / name, made.home / name, symlinks=True)
    return made


NIGHTS = ("schedule", "workflow_dispatch")
EVENTS = {
    "": (*NIGHTS, "pull_request"),
    "github.event_name == 'pull_request'": ("pull_request",),
    "github.event_name != 'pull_request'": NIGHTS,
    "github.ref == 'refs/heads/main'": NIGHTS,
}
"""The conditions of steps -> the events that meet them."""


def on_github(desk: Desk, job: str, event: str = "schedule") -> dict[str, str]:
    """Run the commands of a job, step by step; return its log, summary and outputs."""
    files = {name: desk.home / f"{job}-{name}" for name in ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY")}
    for file in files.values():
        file.write_text("", "utf-8")
    variables = {**workflow("github")["env"], **{name: str(file) for name, file in files.items()}}
    variables["GITHUB_EVENT_NAME"] = event
    log = [
        desk.sh(step["run"], **variables)
        for step in jobs()[job]["steps"]
        if "run" in step and step["name"] != "Install" and event in EVENTS[step.get("if", "")]
    ]
    told = {name: file.read_text("utf-8") for name, file in files.items()}
    return {"log": "".join(log), "summary": told["GITHUB_STEP_SUMMARY"],
            "outputs": told["GITHUB_OUTPUT"]}  # fmt: skip


def on_gitlab(desk: Desk, job: str, source: str = "schedule") -> str:
    """Run the commands of a job as one script; return its log."""
    url = f"https://briefgen:{TOKEN}@{HOST}/{PATH}.git"
    variables = {
        **{
            key: value for key, value in workflow("gitlab")["variables"].items() if "$" not in value
        },
        "CI_PIPELINE_SOURCE": source,
        "CI_DEFAULT_BRANCH": "main",
        "CI_SERVER_HOST": HOST,
        "CI_PROJECT_PATH": PATH,
        "BRIEFS_TOKEN": TOKEN,
        "GIT_CONFIG_COUNT": "1",
        "GIT_CONFIG_KEY_0": f"url.{desk.server}.insteadOf",
        "GIT_CONFIG_VALUE_0": url,
    }
    before = workflow("gitlab")["default"]["before_script"][3:]
    return desk.sh("\n".join([*before, *workflow("gitlab")[job]["script"]]), **variables)


def files(folder: Path) -> dict[str, bytes]:
    found = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def test_github_builds_and_checks_candidates(night: tuple[Desk, dict[str, str]]) -> None:
    desk, told = night
    assert told["outputs"] == "pending=true\n"
    assert re.search(r"^fingerprint  +[0-9a-f]{16}$", told["log"], re.MULTILINE)
    assert "| public/first-brief | 1 | 5 | 0 | built |" in told["summary"]
    assert json.loads((desk.checkout / "check.sarif").read_text("utf-8"))["version"] == "2.1.0"
    assert sorted(files(desk.home / "artefact" / "output" / "public")) == [
        "feed.xml", "first-brief.html", "first-brief.json", "first-brief.pdf", "index.html",
        "manifest.json",
    ]  # fmt: skip


def test_github_hands_out_on_a_persons_word(desk: Desk) -> None:
    desk.check_out("artefact")
    on_github(desk, "release")
    assert desk.handed_out() == [RELEASE]
    approved = desk.home / "artefact" / "output" / "public"
    assert files(desk.checkout / "site" / "public") == files(approved)
    assert [path.name for path in (desk.checkout / "site").iterdir()] == ["public"]
    desk.check_out("cache")
    told = on_github(desk, "candidates")
    assert told["outputs"] == ""
    assert "| public/first-brief | 1 | 5 | 0 | unchanged |" in told["summary"]
    assert files(desk.checkout / "output" / "public") == files(approved)
    assert on_github(desk, "candidates", "workflow_dispatch")["outputs"] == "pending=true\n"


def test_github_tells_a_pull_request_what_it_alters(desk: Desk) -> None:
    desk.check_out("cache")
    same = on_github(desk, "candidates", "pull_request")
    assert ("::notice::" in same["log"], same["outputs"]) == (False, "")
    desk.edit("seeds/sources/first-brief/white-house.yaml", "called on", "called upon")
    altered = on_github(desk, "candidates", "pull_request")
    assert "::notice::this change alters editions" in altered["log"]
    assert "| public/first-brief | 1 | 5 | 0 | built |" in altered["summary"]


def test_github_hands_out_nothing_that_the_seeds_do_not_give(desk: Desk) -> None:
    desk.check_out()
    desk.edit("seeds/sources/first-brief/white-house.yaml", "called on", "called upon")
    desk.push("Reword")
    desk.check_out("artefact")
    with pytest.raises(AssertionError, match="build --check"):
        on_github(desk, "release")
    assert desk.handed_out() == ["seeds/sources/first-brief/white-house.yaml"]
    assert not (desk.checkout / "site").exists()


def test_nothing_but_clear_goes_to_pages(desk: Desk) -> None:
    desk.check_out()
    desk.edit("seeds/briefs/first-brief.yaml", "marking: TLP:CLEAR", "marking: TLP:GREEN")
    desk.edit("seeds/briefs/first-brief.yaml", "[public, desk]", "[partners, desk]")
    (desk.checkout / "seeds" / "audiences").mkdir()
    partners = "title: Partners\nmarking: TLP:GREEN\n"
    (desk.checkout / "seeds" / "audiences" / "partners.yaml").write_text(partners, "utf-8")
    desk.sh("briefgen build --format json --audience partners")
    step = next(one for one in jobs()["release"]["steps"] if "everybody" in one.get("name", ""))
    with pytest.raises(AssertionError, match="Pages is open to everybody"):
        desk.sh(step["run"], AUDIENCE="partners")
    (line,) = (one for one in workflow("gitlab")["release"]["script"] if "everybody" in one)
    with pytest.raises(AssertionError, match="Pages is open to everybody"):
        desk.sh(line, AUDIENCE="partners")


def test_a_draft_is_built_and_nobody_is_asked_to_hand_it_out(desk: Desk) -> None:
    desk.check_out("cache")
    desk.edit("seeds/briefs/first-brief.yaml", "status: final\n", "")
    told = on_github(desk, "candidates")
    assert told["outputs"] == ""
    assert "::warning::nothing is handed out to public" in told["log"]
    assert "error[draft-released]" in told["log"]
    assert "| public/first-brief | 1 | 5 | 0 | built |" in told["summary"]


def test_gitlab_builds_and_hands_out_on_a_persons_word(desk: Desk) -> None:
    desk.check_out("cache")
    log = on_gitlab(desk, "candidates")
    assert re.search(r"^fingerprint  +[0-9a-f]{16}$", log, re.MULTILINE)
    summary = (desk.checkout / "candidates.md").read_text("utf-8")
    assert "| public/first-brief | 1 | 5 | 0 | unchanged |" in summary
    assert json.loads((desk.checkout / "check.sarif").read_text("utf-8"))["version"] == "2.1.0"
    desk.check_out("artefact")
    desk.sh("git checkout --quiet --detach")
    on_gitlab(desk, "release")
    assert desk.handed_out() == [RELEASE]
    approved = desk.home / "artefact" / "output" / "public"
    assert files(desk.checkout / "site" / "public") == files(approved)
    assert [path.name for path in (desk.checkout / "site").iterdir()] == ["public"]


def test_gitlab_tells_a_merge_request_what_it_alters(desk: Desk) -> None:
    desk.check_out("cache")
    assert "alters editions" not in on_gitlab(desk, "candidates", "merge_request_event")
    desk.edit("seeds/sources/first-brief/white-house.yaml", "called on", "called upon")
    assert "alters editions" in on_gitlab(desk, "candidates", "merge_request_event")


# Before a commit


def test_the_hook_checks_the_seeds(desk: Desk) -> None:
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    assert (hook["id"], hook["language"], hook["pass_filenames"]) == (
        "briefgen-check", "python", False,
    )  # fmt: skip
    files = re.compile(hook["files"])
    assert files.search("seeds/sources/kz/note.txt")
    assert files.search("templates/themes/ours.css")
    assert not files.search("README.md")
    desk.check_out()
    desk.sh(hook["entry"])
    desk.edit("seeds/sources/first-brief/white-house.yaml", "raised doubts", "raised a doubt")
    with pytest.raises(AssertionError, match="quote-not-found"):
        desk.sh(hook["entry"])
