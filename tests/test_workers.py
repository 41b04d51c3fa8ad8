"""Workers: whatever a job does, it costs that job alone, and the outcomes come in order."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from processes_seen import is_alive

from briefgen.errors import ContentError, UsageError
from briefgen.workers import Cause, Failed, Premises, Terms, hire, in_order

TERMS = Terms("worker_jobs:work", 30, 512)
HERE = Premises(dict(os.environ))
BOTH_WAYS = pytest.mark.parametrize(
    "premises", [HERE, replace(HERE, can_fork=False)], ids=["forked", "spawned"]
)


def run(jobs: Iterable[Any], terms: Terms = TERMS, premises: Premises = HERE) -> list[Any]:
    with hire(terms, premises, 2) as submit:
        return list(in_order(submit, jobs, ahead=32))


def wait_until(condition: Callable[[], bool]) -> bool:
    end_s = time.monotonic() + 10
    while not condition() and time.monotonic() < end_s:
        time.sleep(0.01)
    return condition()


@BOTH_WAYS
def test_results_come_in_order(premises: Premises) -> None:
    jobs = [("sleep", "0.3"), *(("echo", str(number)) for number in range(40))]
    assert run(jobs, premises=premises) == [noun for _, noun in jobs]


def test_no_jobs() -> None:
    assert run([]) == []


def test_large_results() -> None:
    sizes = [0, 1, 70_000, 5_000_000]
    outcomes = run([("repeat", str(size)) for size in sizes])
    assert [len(outcome) for outcome in outcomes] == sizes


@BOTH_WAYS
def test_a_worker_is_warm_and_works_with_its_setting(premises: Premises) -> None:
    premises = replace(
        premises,
        environment={**os.environ, "FONTCONFIG_FILE": "fonts.conf"},
        setting={"a": 1},
    )
    terms = replace(TERMS, preload=("colorsys", "no_such_module"))
    with hire(terms, premises, 1) as submit:
        jobs = [("report", ""), ("report", ""), ("setting", "")]
        first, second, given = in_order(submit, jobs, ahead=9)
    assert first == second
    assert first["environment"]["FONTCONFIG_FILE"] == "fonts.conf"
    assert first["modules"] == premises.can_fork
    assert first["stdout"]
    assert given == {"a": 1}


def test_no_more_workers_than_jobs_at_once() -> None:
    reports = run([("report", "")] * 30)
    assert len({report["pid"] for report in reports}) <= 2


BAD: list[tuple[tuple[str, str], Cause, str]] = [
    (("spin", ""), Cause.TIMEOUT, "took longer than 0.5 s"),
    (("sleep", "60"), Cause.TIMEOUT, "did nothing for 2 s"),
    (("hoard", "1"), Cause.MEMORY, "needed more than 128 MiB of memory"),
    (("hoard", "1000"), Cause.MEMORY, "needed more than 128 MiB of memory"),
    (("exit", "3"), Cause.DIED, "lost its process twice (exit code 3)"),
    (("crash", ""), Cause.DIED, "lost its process twice (signal 11)"),
    (("refuse", "a hint"), Cause.REFUSED, "was refused"),
    (("raise", "words"), Cause.RAISED, "failed: RuntimeError: TwoArgumentsError: words again"),
    (("unheard of", ""), Cause.RAISED, "failed: KeyError: 'unheard of'"),
]


@pytest.mark.parametrize(("job", "cause", "message"), BAD)
def test_a_bad_job_costs_itself_alone(job: tuple[str, str], cause: Cause, message: str) -> None:
    jobs = [("echo", "1"), ("echo", "2"), job, ("echo", "3"), ("echo", "4"), ("echo", "5")]
    outcomes = run(jobs, replace(TERMS, timeout_s=0.5, memory_mib=128))
    failed = outcomes.pop(2)
    assert outcomes == ["1", "2", "3", "4", "5"]
    assert isinstance(failed, Failed)
    assert (failed.cause, failed.message) == (cause, message)


def test_a_job_that_gets_on_may_take_its_time() -> None:
    assert run([("plod", "2.5")], replace(TERMS, timeout_s=0.5)) == ["2.5"]


def test_a_result_that_cannot_travel() -> None:
    (failed,) = run([("lambda", "")])
    assert failed.cause is Cause.RAISED
    assert "lambda" in failed.message


def test_diagnostics_travel() -> None:
    (failed,) = run([("refuse", "a hint")])
    assert isinstance(failed.error, ContentError)
    (found,) = failed.error.diagnostics
    assert (found.code, found.hint, str(found.place)) == ("a-code", "a hint", "kz.yaml:3")


def test_work_that_cannot_be_found_is_told() -> None:
    outcomes = run([("echo", "")] * 2, replace(TERMS, work="worker_jobs:no_such"))
    assert {outcome.cause for outcome in outcomes} == {Cause.RAISED}


@BOTH_WAYS
def test_a_job_whose_process_dies_is_tried_again(tmp_path: Path, premises: Premises) -> None:
    jobs = [("crash once", str(tmp_path / "first")), ("echo", "neighbour")]
    assert run(jobs, premises=premises) == ["done at last", "neighbour"]


def test_a_worker_killed_while_idle_costs_nothing() -> None:
    with hire(TERMS, HERE, 1) as submit:
        pid = submit(("report", "")).result()["pid"]
        os.kill(pid, signal.SIGKILL)
        assert submit(("report", "")).result()["pid"] != pid


def test_a_lost_warm_process_is_told() -> None:
    with hire(TERMS, HERE, 2) as submit:
        report = submit(("report", "")).result()
        os.kill(report["ppid"], signal.SIGKILL)
        assert wait_until(lambda: not is_alive(report["pid"]))
        with pytest.raises(UsageError) as caught:
            submit(("echo", "")).result()
    assert caught.value.diagnostics[0].code == "workers-lost"


def test_nobody_is_left() -> None:
    with hire(TERMS, HERE, 2) as submit:
        pids = [submit(("report", "")).result()[key] for key in ("pid", "ppid")]
        submit(("spin", ""))
        submit(("spin", ""))
        submit(("echo", "never begun"))
        assert all(is_alive(pid) for pid in pids)
    assert not any(is_alive(pid) for pid in pids)


def test_an_interruption_ends_all_at_once() -> None:
    begin_s = time.monotonic()
    with pytest.raises(KeyboardInterrupt), hire(TERMS, HERE, 2) as submit:
        submit(("spin", ""))
        raise KeyboardInterrupt
    assert time.monotonic() - begin_s < 5


PARENT = """
import os, sys
sys.path.insert(0, sys.argv[1])
from test_workers import HERE, TERMS, hire, replace
with hire(TERMS, replace(HERE, can_fork=sys.argv[2] == "True"), 2) as submit:
    report = submit(("report", "")).result()
    submit(("spin", ""))
    submit(("spin", ""))
    print(report["pid"], report["ppid"], flush=True)
    sys.stdin.read()
"""


@BOTH_WAYS
@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_workers_end_with_the_one_who_hired_them(end: signal.Signals, premises: Premises) -> None:
    parent = subprocess.Popen(
        [sys.executable, "-c", PARENT, Path(__file__).parent, str(premises.can_fork)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    with parent:
        assert parent.stdout is not None
        pids = [int(pid) for pid in parent.stdout.readline().split()]
        assert len(pids) == 2
        parent.send_signal(end)
    assert wait_until(lambda: not any(is_alive(pid) for pid in pids))


def test_jobs_are_asked_for_as_there_is_room() -> None:
    asked = []

    def jobs() -> Iterator[tuple[str, str]]:
        for number in range(50):
            asked.append(number)
            yield ("sleep" if number == 0 else "echo", "0.5" if number == 0 else str(number))

    with hire(TERMS, HERE, 2) as submit:
        outcomes = in_order(submit, jobs(), ahead=5)
        assert next(outcomes) == "0.5"
        assert len(asked) == 6
        assert len(list(outcomes)) == 49


def test_any_executor_will_do() -> None:
    words = ["a" * number for number in range(9)]
    with ThreadPoolExecutor(2) as executor:
        outcomes = in_order(lambda job: executor.submit(len, job), words, ahead=3)
        assert list(outcomes) == list(range(9))


def test_memory_is_watched_where_the_system_sets_no_limit() -> None:
    script = "from briefgen.worker_process import _watch_memory; _watch_memory({})"
    command = [sys.executable, "-c", script.format(1024)]
    assert subprocess.run(command, check=False, timeout=10).returncode == 1
    # Linux counts what a process was started from as its own peak, so nothing small is safe.
    command = [sys.executable, "-c", script.format(1 << 40)]
    with pytest.raises(subprocess.TimeoutExpired):
        subprocess.run(command, check=False, timeout=0.5)
