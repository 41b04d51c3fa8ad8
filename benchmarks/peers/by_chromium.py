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


@dataclass(frozen=True, slots=True)
class Browser:
    """A running browser."""

    pid: int
    tabs: tuple[Tab, ...]


@contextmanager
def browser(folder: Path, environment: Mapping[str, str], n_tabs: int) -> Iterator[Browser]:
    """Start a browser with so many tabs, and end it after the block.

    Args:
        folder: for its profile.
        environment: the whole of what it sees; names the fonts.
        n_tabs: each can print at the same time.
    """
    command = [
        str(path()),
        "--headless",
        "--disable-gpu",
        "--remote-debugging-port=0",
        f"--user-data-dir={folder}",
    ]
    if os.geteuid() == 0:
        command.append("--no-sandbox")  # which it does not have as root
    process = subprocess.Popen(
        command, env=dict(environment), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        yield Browser(process.pid, tuple(_opened(_port(folder)) for _ in range(n_tabs)))
    finally:
        process.terminate()
        process.wait()


def print_pages(tabs: Sequence[Tab], pages: Sequence[Path], output: Path) -> None:
    """Print all pages, each tab its share of them."""

    def share(number: int) -> None:
        for page in pages[number :: len(tabs)]:
            tabs[number].print_page(page, output / f"{page.stem}.pdf")

    with ThreadPoolExecutor(len(tabs)) as threads:
        list(threads.map(share, range(len(tabs))))


def _port(folder: Path) -> str:
    told = folder / "DevToolsActivePort"
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
