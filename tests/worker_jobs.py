"""Work for the workers of test_workers.py, importable by name in their processes."""

from __future__ import annotations

import os
import signal
import sys
import time
from pathlib import Path

from briefgen.errors import ContentError, Diagnostic, Place


class TwoArgumentsError(Exception):
    """Does not survive pickling."""

    def __init__(self, one: str, two: str) -> None:
        super().__init__(f"{one} {two}")


def work(job: tuple[str, str], setting: object) -> object:
    """Do what the first word of the job says with the second."""
    if job[0] == "setting":
        return setting
    verb, noun = job
    return _VERBS[verb](noun)


def _sleep(noun: str) -> str:
    time.sleep(float(noun))
    return noun


def _plod(noun: str) -> str:
    """Compute a little now and then, for so many seconds."""
    end_s = time.monotonic() + float(noun)
    while time.monotonic() < end_s:
        time.sleep(0.1)
        sum(range(100_000))
    return noun


def _spin(noun: str) -> object:
    while True:
        pass


def _hoard(noun: str) -> int:
    hoard = []
    while True:
        hoard.append(bytearray(int(noun) * 1024 * 1024))


def _refuse(noun: str) -> object:
    raise ContentError([Diagnostic("a-code", "a message", Place("kz.yaml", line=3), hint=noun)])


def _raise(noun: str) -> object:
    raise TwoArgumentsError(noun, "again")


def _exit(noun: str) -> object:
    os._exit(int(noun))


def _crash(noun: str) -> object:
    os.kill(os.getpid(), signal.SIGSEGV)
    return noun


def _crash_once(noun: str) -> object:
    if Path(noun).exists():
        return "done at last"
    Path(noun).touch()
    return _crash(noun)


def _kill_employer(noun: str) -> object:
    """Kill the process that opened the office, as long as that is called for."""
    if noun and Path(noun).exists():
        return "done at last"
    if noun:
        Path(noun).touch()
    stat = Path(f"/proc/{os.getppid()}/stat").read_text()
    os.kill(int(stat.rpartition(")")[2].split()[1]), signal.SIGKILL)
    time.sleep(60)
    return noun


def _report(noun: str) -> object:
    return {
        "pid": os.getpid(),
        "ppid": os.getppid(),
        "environment": dict(os.environ),
        "modules": "colorsys" in sys.modules,
        "stdout": os.fstat(1).st_rdev == Path(os.devnull).stat().st_rdev,
    }


_VERBS = {
    "echo": lambda noun: noun,
    "repeat": lambda noun: b"x" * int(noun),
    "lambda": lambda noun: lambda: noun,
    "sleep": _sleep,
    "plod": _plod,
    "spin": _spin,
    "hoard": _hoard,
    "refuse": _refuse,
    "raise": _raise,
    "exit": _exit,
    "crash": _crash,
    "crash once": _crash_once,
    "kill employer": _kill_employer,
    "report": _report,
}
