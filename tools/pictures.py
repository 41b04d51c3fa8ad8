"""Take the README's pictures of the real brief: `python -m tools.pictures`."""

from __future__ import annotations

import shutil
from pathlib import Path

from PIL import Image

from tools.golden.pages import drawn
from tools.golden.screens import shots
from tools.projects import build, write_seeds

KEPT = Path(".a11y")
PROJECT = Path(".golden/pictures")
IMAGES = Path("docs/images")
BRIEF, PAGE, EVIDENCE = "kazakhstan-2022", "executive", "public"
"""Which edition the page is of, and which the evidence view."""
DPI = 110
COLOURS = 256
"""Of fewer, the colour of a marking would be none: it has the fewest pixels."""


def main() -> None:
    """Build the seeds, and draw a page and a citation that is opened."""
    shutil.rmtree(PROJECT, ignore_errors=True)
    output = build(write_seeds(PROJECT, "policy"))
    IMAGES.mkdir(exist_ok=True)
    page = drawn((output / PAGE / f"{BRIEF}.pdf").read_bytes(), DPI)[0]
    _save(page, "brief-page-1")
    folder = KEPT / "shots" / "pictures"
    list(shots(KEPT, folder, [output / EVIDENCE / f"{BRIEF}.html"]))
    with Image.open(folder / f"{EVIDENCE}-open-light.png") as screen:
        _save(screen.convert("RGB"), "evidence-view")


def _save(picture: Image.Image, name: str) -> None:
    picture.quantize(COLOURS).save(IMAGES / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main()
