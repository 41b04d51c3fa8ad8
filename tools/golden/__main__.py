"""Renew the references: of pages, and where Chromium is, of screens: `python -m tools.golden`.

What still matches its reference is left as it is; what has no edition any more is removed.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from PIL import Image

from tools.golden.pages import row
from tools.golden.references import REFERENCES, renewed
from tools.golden.screens import of_seeds
from tools.projects import build, themes, write_seeds

KEPT = Path(".a11y")
PROJECTS = Path(".golden/projects")


def main() -> int:
    """Build the seeds in every theme, and renew what differs."""
    shutil.rmtree(PROJECTS, ignore_errors=True)
    outputs = {theme: build(write_seeds(PROJECTS / theme, theme)) for theme in themes()}
    drawn = set()
    has_browser = (KEPT / ".ready").is_file()
    for name, picture in [*pages(outputs), *(of_seeds(KEPT, outputs) if has_browser else ())]:
        drawn.add(name)
        if renewed(name, picture):
            print(f"renewed {REFERENCES / name}.png")
    if not has_browser:
        print("Chromium is not set up: the pictures of screens stay as they are", file=sys.stderr)
    for file in REFERENCES.rglob("*.png") if has_browser else ():
        if file.relative_to(REFERENCES).with_suffix("").as_posix() not in drawn:
            file.unlink()
    return 0


def pages(outputs: Mapping[str, Path]) -> Iterator[tuple[str, Image.Image]]:
    """Yield the pages of each edition, by the names of their references."""
    for theme, output in outputs.items():
        for file in sorted(output.rglob("*.pdf")):
            yield f"sheet/{theme}-{file.parent.name}", row(file.read_bytes())


if __name__ == "__main__":
    sys.exit(main())
