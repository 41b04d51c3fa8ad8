"""A headless Chromium that stays warm and prints pages, through its DevTools protocol."""

from __future__ import annotations

import base64
import json
import os
import shutil
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any
from urllib.request import Request, urlopen

if TYPE_CHECKING:
    from websocket import WebSocket

_PATIENCE_S = 60
_PRINT = {
    "preferCSSPageSize": True,
    "printBackground": True,
    "generateTaggedPDF": True,
    "generateDocumentOutline": True,
}


def path() -> str | None:
    """Return where Chromium is; None where it is not installed."""
    return shutil.which("chromium") or shutil.which("chromium-browser")


@dataclass(frozen=True, slots=True)
class Tab:
    """A page of the browser, which has a process of its own."""

    line: WebSocket
    numbers: Iterator[int]

    def print_page(self, page: Path, pdf: Path) -> None:
        """Load a page and write it as PDF."""
        self._ask("Page.navigate", url=page.as_uri())
        self._await("Page.loadEventFired")
        printed = self._ask("Page.printToPDF", **_PRINT)
        pdf.write_bytes(base64.b64decode(printed["data"]))

    def _ask(self, method: str, **parameters: object) -> dict[str, Any]:
        number = next(self.numbers)
        self.line.send(json.dumps({"id": number, "method": method, "params": parameters}))
        while True:
            answer = json.loads(self.line.recv())
            if answer.get("id") == number:
                return dict(answer["result"])

    def _await(self, event: str) -> None:
        while json.loads(self.line.recv()).get("method") != event:
            pass

    def close(self) -> None:
        """Close it, and its process."""
        self._ask("Page.close")
        self.line.close()


@dataclass(frozen=True, slots=True)
class Browser:
    """A running browser."""

    pid: int
    port: str

    def open(self) -> Tab:
        """Open a new page."""
        return _opened(self.port)


@contextmanager
def browser(environment: Mapping[str, str]) -> Iterator[Browser]:
    """Start a browser, and end it after the block.

    Args:
        environment: the whole of what it sees; names the fonts.
    """
    # Its processes may still be writing when the first of them has ended.
    with TemporaryDirectory(prefix="chromium-", ignore_cleanup_errors=True) as profile:
        process = _started(Path(profile), environment)
        try:
            yield Browser(process.pid, _port(Path(profile)))
        finally:
            process.terminate()
            process.wait()


def _started(profile: Path, environment: Mapping[str, str]) -> subprocess.Popen[bytes]:
    command = [
        str(path()),
        "--headless",
        "--disable-gpu",
        "--remote-debugging-port=0",
        f"--user-data-dir={profile}",
    ]
    if os.geteuid() == 0:
        command.append("--no-sandbox")  # which it does not have as root
    return subprocess.Popen(
        command, env=dict(environment), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )


def print_apart(browser: Browser, pages: Sequence[Path], output: Path) -> None:
    """Print all pages, each in a tab that is opened for it and closed after it."""
    for page in pages:
        tab = browser.open()
        tab.print_page(page, output / f"{page.stem}.pdf")
        tab.close()


def print_pages(tabs: Sequence[Tab], pages: Sequence[Path], output: Path) -> None:
    """Print all pages, each tab its share of them, one after the other."""

    def share(number: int) -> None:
        for page in pages[number :: len(tabs)]:
            tabs[number].print_page(page, output / f"{page.stem}.pdf")

    with ThreadPoolExecutor(len(tabs)) as threads:
        list(threads.map(share, range(len(tabs))))


def _port(profile: Path) -> str:
    told = profile / "DevToolsActivePort"
    end_s = time.monotonic() + _PATIENCE_S
    while time.monotonic() < end_s:
        lines = told.read_text("utf-8").splitlines() if told.exists() else []
        if len(lines) > 1:
            return lines[0]
        time.sleep(0.05)
    raise TimeoutError("Chromium did not open its port")


def _opened(port: str) -> Tab:
    from websocket import create_connection

    address = f"http://127.0.0.1:{port}/json/new?about:blank"
    with urlopen(Request(address, method="PUT"), timeout=_PATIENCE_S) as answer:
        told = json.load(answer)
    line = create_connection(
        told["webSocketDebuggerUrl"], timeout=_PATIENCE_S, suppress_origin=True
    )
    tab = Tab(line, count(1))
    tab._ask("Page.enable")
    return tab
