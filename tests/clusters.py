"""Dask clusters on this machine: real schedulers and workers that talk over loopback."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from briefgen import fingerprint

TESTS = Path(__file__).parent
_SETTINGS = {"DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "1"}


@dataclass
class Cluster:
    """A scheduler, and the workers that were started for it."""

    folder: Path
    settings: Mapping[str, str] = field(default_factory=dict)
    """Variables of the programs' environment."""
    address: str = ""
    processes: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def start(self, program: str, *arguments: str, path: str = "") -> subprocess.Popen[bytes]:
        """Start a program of Dask, whose log goes to the folder.

        Args:
            path: a folder whose modules stand before all others.
        """
        paths = [path, str(TESTS), os.environ.get("PYTHONPATH", "")]
        command = [sys.executable, "-m", f"distributed.cli.dask_{program}", *arguments]
        with self.log(len(self.processes)).open("wb") as log:
            process = subprocess.Popen(
                [*command, "--host", "127.0.0.1", "--no-dashboard"],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                env={
                    **os.environ,
                    **_SETTINGS,
                    **self.settings,
                    "PYTHONPATH": os.pathsep.join(filter(None, paths)),
                },
                cwd=self.folder,
                start_new_session=True,
            )
        self.processes.append(process)
        return process

    @property
    def scratch(self) -> Path:
        """Where Dask has the folders of its workers."""
        return self.folder / "local" / "dask-scratch-space"

    def find_cut(self, fonts: Path) -> None:
        """Have workers find fonts that were cut before."""
        cache = self.scratch / f"briefgen-{fingerprint.fingerprint()[:12]}"
        cache.mkdir(parents=True)
        (cache / "fonts").symlink_to(fonts)

    def log(self, number: int) -> Path:
        return self.folder / f"{number}.log"

    def add_workers(self, n_workers: int, path: str = "") -> subprocess.Popen[bytes]:
        """Start workers, which come back when they are killed, and wait until they are there."""
        log = self.log(len(self.processes))
        process = self.start(
            "worker", self.address, f"--nworkers={n_workers}", "--nthreads=1",
            f"--local-directory={self.scratch.parent}", path=path,
        )  # fmt: skip
        wait_until(lambda: log.read_text().count("Registered to:") >= n_workers, log)
        return process


@contextmanager
def cluster(
    folder: Path, protocol: str = "tcp", settings: Mapping[str, str] = MappingProxyType({})
) -> Iterator[Cluster]:
    """Give a scheduler without workers, and end all that was started for it."""
    made = Cluster(folder, settings)
    told = folder / "scheduler.json"
    try:
        made.start("scheduler", "--port=0", f"--protocol={protocol}", f"--scheduler-file={told}")
        wait_until(lambda: told.exists() and bool(_address(told)), made.log(0))
        made.address = _address(told)
        yield made
    finally:
        for process in reversed(made.processes):
            end(process)


def end(process: subprocess.Popen[bytes]) -> None:
    """End a program and all that it started, as a power cut would."""
    with process, suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)


def wait_until(condition: Callable[[], bool], log: Path | None = None) -> None:
    """Wait for what is sure to come, however busy the machine is."""
    end_s = time.monotonic() + 120
    while not condition():
        assert time.monotonic() < end_s, log.read_text() if log else "it did not come"
        time.sleep(0.05)


def _address(told: Path) -> str:
    try:
        found: Mapping[str, str] = json.loads(told.read_text())
    except json.JSONDecodeError:  # half written
        return ""
    return found["address"]
