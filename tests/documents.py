"""The commands and files of a document, carried out in a folder as a reader would.

- A `console` block holds commands after `$ `, each with what is seen beneath it; a line `…` stands
  for lines left out. A command fails exactly where what is shown beneath it tells of an error.
- A block whose title or first line is a path under seeds/, templates/ or the like is that file; one
  whose first line goes on with `, at the end` is added to it.
- A `diff` block whose first line names a file changes that file.
"""

from __future__ import annotations

import os
import pty
import re
import shlex
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from projects import share_fonts

_FENCE = re.compile(r"^(`{3,})(\w*)[ \t]*([^\n]*)\n(.*?)^\1[ \t]*$", re.M | re.S)
_TITLE = re.compile(r'title="([^"]+)"')
_PATH = re.compile(r"(?:#|/\*|\{#-?)\s+((?:[\w.-]+/)+[\w.-]+\.\w+)\b(, at the end)?")
_OVERWRITTEN = re.compile(r"^.*\r\x1b\[2K", re.M)
_TIMEOUT_S = 120


@dataclass(frozen=True)
class Block:
    """A fenced block."""

    language: str
    title: str
    text: str
    line: int
    """1-based, of its first line."""

    @property
    def path(self) -> str:
        """The file that it is, or changes; empty for none."""
        named = _PATH.match(self.text)
        return self.title or (named[1] if named else "")

    @property
    def is_addition(self) -> bool:
        """Whether it is added to the end of the file."""
        named = _PATH.match(self.text)
        return bool(named and named[2])


@dataclass(frozen=True)
class Command:
    """A command, and what a document shows beneath it."""

    line: str
    shown: str

    @property
    def is_to_fail(self) -> bool:
        """Whether an error is shown."""
        return bool(re.search(r"\berror\[|^usage: ", self.shown, re.M))

    def shows(self, seen: str) -> bool:
        """Tell whether that is what is shown, `…` standing for anything."""
        pattern = "".join(
            r"(?:.*\n)*?" if line == "…\n" else re.escape(line)
            for line in self.shown.splitlines(keepends=True)
        )
        return re.fullmatch(pattern, seen) is not None


def blocks(text: str) -> Iterator[Block]:
    """Yield the fenced blocks of a document."""
    for match in _FENCE.finditer(text):
        title = _TITLE.search(match[3])
        line = text.count("\n", 0, match.start()) + 2
        yield Block(match[2], title[1] if title else "", match[4], line)


def commands(block: Block) -> Iterator[Command]:
    """Yield the commands of a console block."""
    for part in re.split(r"^\$ ", block.text, flags=re.M)[1:]:
        line, _, shown = part.partition("\n")
        yield Command(line, shown)


@dataclass
class Session:
    """A reader at a terminal."""

    folder: Path
    """Where they are."""
    fonts: Path
    """Fonts that were cut before."""
    environment: dict[str, str]
    leave_out: Callable[[str], bool]
    """Tells which commands are not run."""
    faults: list[str] = field(default_factory=list)
    """What is not as the document says."""

    def follow(self, text: str) -> None:
        """Write the files of a document and run its commands, in order."""
        for block in blocks(text):
            if block.language == "console":
                for command in commands(block):
                    if not self.leave_out(command.line):
                        self._carry_out(command, block.line)
            elif block.language == "diff" and block.path:
                self._change(block)
            elif block.path:
                self._write(block)

    def _write(self, block: Block) -> None:
        file = self.folder / block.path
        file.parent.mkdir(parents=True, exist_ok=True)
        if block.is_addition:
            _, _, added = block.text.partition("\n")
            file.write_text(file.read_text("utf-8") + added, "utf-8")
        else:
            file.write_text(block.text, "utf-8")

    def _change(self, block: Block) -> None:
        file = self.folder / block.path
        before, _, body = file.read_text("utf-8"), *block.text.partition("\n")[1:]
        lines = body.splitlines(keepends=True)
        old = "".join(line[1:] for line in lines if line[0] in " -")
        new = "".join(line[1:] for line in lines if line[0] in " +")
        if before.count(old) != 1:
            self.faults.append(f"line {block.line}: `{block.path}` has this not once:\n{old}")
        file.write_text(before.replace(old, new), "utf-8")

    def _carry_out(self, command: Command, line: int) -> None:
        words = shlex.split(command.line)
        if words[0] == "cd":
            self.folder = (self.folder / words[1]).resolve(strict=True)
            return
        if (self.folder / "seeds").is_dir() and not (self.folder / ".briefgen").exists():
            share_fonts(self.folder, self.fonts)
        code, seen = self._run(command.line)
        if bool(code) != command.is_to_fail:
            self.faults.append(f"line {line}: `{command.line}` ended with {code}:\n{seen}")
        elif command.shown and not command.shows(seen):
            self.faults.append(f"line {line}: `{command.line}` shows:\n{seen}")

    def _run(self, line: str) -> tuple[int, str]:
        """Run a command on a terminal of its own; return its exit code and what is seen."""
        mine, theirs = pty.openpty()
        with subprocess.Popen(
            ["/bin/sh", "-c", line],
            cwd=self.folder,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=theirs,
            stderr=theirs,
        ) as process:
            os.close(theirs)
            seen = b"".join(_read(mine))
            os.close(mine)
            code = process.wait(_TIMEOUT_S)
        return code, _OVERWRITTEN.sub("", seen.decode().replace("\r\n", "\n"))


def _read(terminal: int) -> Iterator[bytes]:
    while True:
        try:
            data = os.read(terminal, 65536)
        except OSError:  # the last writer has gone
            return
        if not data:
            return
        yield data
