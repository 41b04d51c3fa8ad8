"""A cluster makes what this machine makes, whatever befalls its workers."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import Future
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import trustme
from clusters import Cluster, cluster, end, wait_until
from processes_seen import is_alive
from projects import ALL, Project

from briefgen import cluster as module
from briefgen import fingerprint, outpost
from briefgen.errors import UsageError
from briefgen.workers import Cause, Failed, Terms

ROOT = Path(__file__).parents[1]
pytestmark = pytest.mark.xdist_group("cluster")

TERMS = Terms("worker_jobs:work", 20, 512)
OWN = """\
{% extends "shipped/brief/screen.html" %}
{% block colophon %}<p>Printed by the ferrymen</p>{{ super() }}{% endblock %}
"""
BOMB = '<html lang="en"><title>t</title><body>{}{}'.format(
    '<div style="display:flex">' * 30, "words " * 20
)


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory, fonts: Path) -> Iterator[Cluster]:
    """A cluster of two workers, which use fonts that were cut before."""
    with cluster(tmp_path_factory.mktemp("pair")) as made:
        made.find_cut(fonts)
        made.add_workers(2)
        yield made


@pytest.fixture(scope="module")
def lone(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """A scheduler without workers."""
    with cluster(tmp_path_factory.mktemp("lone")) as made:
        yield made


def run(there: Cluster, jobs: list[tuple[str, str]], terms: Terms = TERMS) -> list[Any]:
    with module.join(there.address, terms) as run:
        return list(run(jobs))


# What is made


def test_a_cluster_makes_the_same_bytes_and_tells_the_same(project: Project, pair: Cluster) -> None:
    project.write("templates/brief/screen.html", OWN)
    here = project.build()
    files = project.output()
    (project.folder / "output").rename(project.folder / "kept")
    there = project.build("--force", "--scheduler", pair.address)
    assert (here.made, there.made) == (tuple(sorted(ALL)), ())
    assert (there.code, there.out, there.err) == (0, here.out, here.err)
    assert project.output() == files
    assert b"Printed by the ferrymen" in files["public/bridge.html"]


def test_a_bomb_costs_one_edition_and_what_a_template_does_wrong_is_located(
    project: Project, pair: Cluster
) -> None:
    project.write("templates/bomb/sheet.html", BOMB)
    project.write("templates/wrong/sheet.html", "<p>\n{{ edition.nothing }}")
    project.edit("seeds/audiences/partners.yaml", "show:", "template: bomb\nshow:")
    project.write(
        "seeds/audiences/desk.yaml", "title: Desk\nmarking: TLP:RED\ntemplate: wrong\nshow: []\n"
    )
    argv = ("--format", "pdf", "--render-timeout", "2", "--scheduler", pair.address)
    ran = project.build(*argv)
    assert ran.code == 1
    assert "error[render-timeout]: `partners/bridge` took longer than 2 s" in ran.err
    assert "templates/wrong/sheet.html:2: error[template-error]: " in ran.err
    assert set(project.output()) >= {"public/bridge.pdf"}
    assert not {"partners/bridge.pdf", "desk/bridge.pdf"} & set(project.output())


def test_outcomes_come_in_the_order_of_the_jobs(pair: Cluster) -> None:
    jobs = [("sleep", "0.3"), *(("echo", str(number)) for number in range(40))]
    assert run(pair, jobs) == [noun for _, noun in jobs]


def test_what_is_kept_is_kept_in_the_scratch_folder_of_dask(pair: Cluster) -> None:
    (cache,) = set(run(pair, [("setting", "")] * 8))
    assert cache.parent == pair.scratch


# On a network that others are on


@pytest.fixture(scope="module")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of certificates, and the settings of Dask that docs/dask.md shows, naming them."""
    folder = tmp_path_factory.mktemp("certificates")
    authority = trustme.CA()
    host = authority.issue_cert("127.0.0.1")
    authority.cert_pem.write_to_path(str(folder / "ca.pem"))
    host.private_key_pem.write_to_path(str(folder / "host.key"))
    (folder / "host.pem").write_bytes(b"".join(one.bytes() for one in host.cert_chain_pems))
    text = (ROOT / "docs/dask.md").read_text("utf-8")
    shown = text.partition("```yaml\n")[2].partition("```\n")[0]
    settings = shown.replace("/etc/briefgen", folder.as_posix())
    (folder / "distributed.yaml").write_text(settings, "utf-8")
    return folder


@pytest.fixture(scope="module")
def closed(
    tmp_path_factory: pytest.TempPathFactory, fonts: Path, certificates: Path
) -> Iterator[Cluster]:
    """A cluster of one worker that speaks to those with a certificate alone."""
    folder = tmp_path_factory.mktemp("closed")
    with cluster(folder, "tls", {"DASK_CONFIG": str(certificates)}) as made:
        made.find_cut(fonts)
        made.add_workers(1)
        yield made


def test_a_cluster_that_speaks_tls_makes_the_same_bytes(
    project: Project, closed: Cluster, certificates: Path
) -> None:
    assert project.build().code == 0
    files = project.output()
    argv = ("build", "--quiet", "--force", "--scheduler", closed.address)
    there = subprocess.run(
        [
            sys.executable,
            "-c",
            "import sys; from briefgen.cli import main; sys.exit(main())",
            *argv,
        ],
        env={**os.environ, "DASK_CONFIG": str(certificates)},
        capture_output=True,
        text=True,
    )
    assert closed.address.startswith("tls://")
    assert (there.returncode, there.stderr, project.output()) == (0, "", files)


@pytest.mark.usefixtures("impatient")
def test_who_shows_no_certificate_is_not_heard(project: Project, closed: Cluster) -> None:
    plain = project.build("--scheduler", closed.address.replace("tls://", "tcp://"))
    without = project.build("--scheduler", closed.address)
    for ran in (plain, without):
        assert (ran.code, ran.out, project.output()) == (2, "", {})
        assert "error[no-scheduler]: there is no scheduler: " in ran.err
    assert "TLS expects" in without.err


# What befalls workers


BAD: list[tuple[tuple[str, str], Cause, str]] = [
    (("spin", ""), Cause.TIMEOUT, "took longer than 0.5 s"),
    (("hoard", "1000"), Cause.MEMORY, "needed more than 128 MiB of memory"),
    (("exit", "3"), Cause.DIED, "lost its process twice (exit code 3)"),
    (("raise", "words"), Cause.RAISED, "failed: RuntimeError: TwoArgumentsError: words again"),
    (("refuse", "a hint"), Cause.REFUSED, "was refused"),
]


def test_bad_jobs_cost_themselves_alone(pair: Cluster) -> None:
    jobs = [("echo", "1"), *(job for job, _, _ in BAD), ("echo", "2")]
    first, *failed, last = run(pair, jobs, Terms("worker_jobs:work", 0.5, 128))
    assert (first, last) == ("1", "2")
    assert [(one.cause, one.message) for one in failed] == [(cause, told) for _, cause, told in BAD]


def test_a_worker_killed_in_the_middle_costs_nothing_but_time(
    pair: Cluster, tmp_path: Path
) -> None:
    jobs = [("echo", str(number)) for number in range(12)]
    jobs[5] = ("kill employer", str(tmp_path / "killed"))
    outcomes = run(pair, jobs)
    assert outcomes.pop(5) == "done at last"
    assert outcomes == [noun for verb, noun in jobs if verb == "echo"]


def test_a_job_that_kills_its_workers_costs_itself_alone(pair: Cluster) -> None:
    others = [str(number) for number in range(1, 9)]
    jobs = [("echo", others[0]), ("kill employer", ""), *[("echo", other) for other in others[1:]]]
    outcomes = run(pair, jobs)
    failed = outcomes.pop(1)
    assert outcomes == others
    assert isinstance(failed, Failed)
    assert (failed.cause, failed.message) == (
        Cause.DIED, "ended every worker of the cluster that it was given to",
    )  # fmt: skip


def test_an_outcome_that_dask_keeps_to_itself_is_not_waited_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Its executor never ends a future whose worker is lost with its outcome, and then fails."""
    monkeypatch.setattr(module, "LOOK_S", 0.01)
    client: Any = SimpleNamespace(futures={"key": SimpleNamespace(status="error")})
    client.nthreads, client.sync = None, lambda *_, **__: {"tcp://127.0.0.1:1": 1}
    outcome = module._result(client, "", Future(), "key")
    assert isinstance(outcome, Failed)
    assert outcome.cause is Cause.DIED


def test_a_warm_process_that_is_lost_is_started_again(pair: Cluster) -> None:
    with module.join(pair.address, TERMS) as run:
        reports = list(run([("report", "")] * 8))
        lost = {report["ppid"] for report in reports}
        for pid in lost:
            os.kill(pid, signal.SIGKILL)
        # One that is ending may still be the parent of a child that it forked before.
        wait_until(lambda: not any(map(is_alive, lost)))
        again = list(run([("report", "")] * 8))
    assert not lost & {report["ppid"] for report in again}


def test_an_interruption_ends_at_once(pair: Cluster) -> None:
    begin_s = time.monotonic()
    with pytest.raises(KeyboardInterrupt), module.join(pair.address, TERMS) as run:
        for _ in run([("echo", ""), *[("sleep", "3")] * 9]):
            raise KeyboardInterrupt
    assert time.monotonic() - begin_s < 15


# Who may work


def test_a_worker_with_other_software_is_refused_before_anything_is_made(
    project: Project, pair: Cluster, tmp_path: Path
) -> None:
    info = tmp_path / "weasyprint-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: weasyprint\nVersion: 1.0\n")
    other = pair.add_workers(1, str(tmp_path))
    try:
        ran = project.build("--scheduler", pair.address)
    finally:
        end(other)
    assert (ran.code, ran.out, project.output()) == (2, "", {})
    here = fingerprint.software()["weasyprint"]
    assert "error[other-software]: this worker would make other bytes" in ran.err
    assert f"`weasyprint` is {here} here and 1.0 there" in ran.err
    assert ran.err.startswith("tcp://127.0.0.1:")
    assert "briefgen doctor" in ran.err


def test_a_worker_without_briefgen_is_refused(pair: Cluster, tmp_path: Path) -> None:
    (tmp_path / "briefgen").mkdir()
    (tmp_path / "briefgen" / "__init__.py").touch()
    other = pair.add_workers(1, str(tmp_path))
    try:
        with pytest.raises(UsageError) as caught:
            run(pair, [("echo", "")])
    finally:
        end(other)
    (found,) = caught.value.diagnostics
    assert found.code == "unfit-worker"
    assert "this worker cannot make editions: " in found.message
    assert "No module named 'briefgen.outpost'" in found.message


def test_a_worker_that_comes_later_is_asked_with_its_first_job(
    pair: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = fingerprint.software() | {"weasyprint": "1.0"}
    monkeypatch.setattr(module, "software", lambda: here)
    monkeypatch.setattr(module, "_muster", lambda *_: None)
    with pytest.raises(UsageError) as caught:
        run(pair, [("echo", "")])
    (found,) = caught.value.diagnostics
    assert found.code == "other-software"
    assert "`weasyprint` is 1.0 here and" in found.message


def test_workers_with_the_same_other_software_are_told_once() -> None:
    here = {"a": "1", "b": "1"}
    answers = {"w3": {"a": "2", "b": "1"}, "w1": here, "w2": {"a": "2", "b": "1"}, "w4": {"a": "1"}}
    with pytest.raises(UsageError) as caught:
        outpost.require_same(here, answers)
    told = [(str(found.place), found.message) for found in caught.value.diagnostics]
    assert told == [
        ("w2", "this worker would make other bytes, as on 1 others: `a` is 1 here and 2 there"),
        ("w4", "this worker would make other bytes: `b` is 1 here and missing there"),
    ]
    outpost.require_same(here, {"w1": here})


# Nobody there


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody is waited for."""
    monkeypatch.setattr(module, "ANSWER_S", 1.0)


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("", "`` is no address of a scheduler: missing port number"),
        ("localhost", "`localhost` is no address of a scheduler: missing port number"),
        ("http://localhost:8786", "is no address of a scheduler: unknown address scheme 'http'"),
        ("tcp://localhost:soon", "is no address of a scheduler: invalid literal"),
        ("inproc://here", "is no address of a scheduler"),
        ("tls://127.0.0.1:1", "there is no scheduler: TLS expects"),
    ],
)
def test_an_address_that_is_none(project: Project, address: str, told: str) -> None:
    ran = project.build("--scheduler", address)
    assert (ran.code, ran.out, project.output()) == (2, "", {})
    assert told in ran.err
    assert "hint: " in ran.err


@pytest.mark.usefixtures("impatient")
def test_where_nobody_listens_or_nobody_speaks_nobody_is_waited_for(project: Project) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        spoken = project.build("--scheduler", f"tcp://127.0.0.1:{port}")
    gone = project.build("--scheduler", f"127.0.0.1:{port}")
    for ran in (spoken, gone):
        assert (ran.code, ran.out) == (2, "")
        assert f"127.0.0.1:{port}: error[no-scheduler]: there is no scheduler: nobody" in ran.err
        assert "hint: start one with `dask scheduler`" in ran.err


def test_a_worker_is_no_scheduler(pair: Cluster) -> None:
    address = pair.log(1).read_text().rpartition("worker at:")[2].split()[0]
    with pytest.raises(UsageError) as caught:
        run(Cluster(pair.folder, address=address), [])
    assert caught.value.diagnostics[0].message == "there is no scheduler: a worker of Dask answers"


def test_a_missing_package_is_named(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    ran = project.build("--scheduler", "tcp://127.0.0.1:1")
    assert (ran.code, ran.out) == (2, "")
    assert "error[missing-package]: `--scheduler` needs the package `distributed`" in ran.err
    assert "hint: run `python -m pip install 'briefgen[distributed]'`" in ran.err


@pytest.mark.usefixtures("impatient")
def test_a_cluster_without_workers(project: Project, lone: Cluster) -> None:
    ran = project.build("--scheduler", lone.address)
    assert (ran.code, ran.out) == (2, "")
    assert f"{lone.address}: error[no-workers]: the cluster has no workers that answer" in ran.err
    assert f"hint: start some with `dask worker {lone.address}`" in ran.err


def test_a_cluster_that_loses_its_workers_and_then_its_scheduler(
    lone: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "LOOK_S", 0.2)
    monkeypatch.setattr(module, "DESERTED_S", 0.4)
    jobs = [("echo", "1"), ("sleep", "60")]
    workers = lone.add_workers(1)
    with pytest.raises(UsageError) as caught, module.join(lone.address, TERMS) as run:
        for _ in run(jobs):
            end(workers)
    assert caught.value.diagnostics[0].code == "no-workers"
    lone.add_workers(1)
    with pytest.raises(UsageError) as caught, module.join(lone.address, TERMS) as run:
        for _ in run(jobs):
            end(lone.processes[0])
    (found,) = caught.value.diagnostics
    assert found.code == "no-scheduler"
    assert "lost in the middle of the build" in found.message


def test_a_cluster_or_a_number_of_workers(project: Project) -> None:
    ran = project.build("--jobs", "2", "--scheduler", "tcp://127.0.0.1:1")
    assert (ran.code, "not allowed with" in ran.err) == (2, True)
