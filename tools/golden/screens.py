"""HTML editions as Chromium shows them: a picture of each in each colour scheme."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from PIL import Image

from tools.golden.compare import beside

PICTURED = {"policy": ("congress", "desk", "executive", "public"), "memo": ("congress", "desk")}
"""Theme -> audiences; another theme changes colours and headings alone."""
SCHEMES = ("light", "dark")
PANELS = ("320", "768", "1280", "end", "open")
"""A page at three widths, its end, and the page with a citation opened."""
SCALE = 4


def of_seeds(modules: Path, outputs: Mapping[str, Path]) -> Iterator[tuple[str, Image.Image]]:
    """Yield the pictures of the seeds' editions, by the names of their references.

    Args:
        modules: where the browser's driver is installed; pictures are drawn beneath it.
        outputs: theme -> the folder of its editions.
    """
    for theme, audiences in PICTURED.items():
        (brief,) = Path("seeds/briefs").glob("*.yaml")
        files = [outputs[theme] / audience / f"{brief.stem}.html" for audience in audiences]
        for name, picture in shots(modules, modules / "shots" / theme, files):
            yield f"screen/{theme}-{name}", picture


def shots(modules: Path, folder: Path, files: Sequence[Path]) -> Iterator[tuple[str, Image.Image]]:
    """Yield the name and picture of each edition in each scheme, its panels in a row.

    Args:
        modules: where the browser's driver is installed.
        folder: keeps what the browser draws.
        files: HTML editions, each in the folder of its audience.
    """
    folder.mkdir(parents=True, exist_ok=True)
    chromium = shutil.which("chromium") or "chromium"
    script = Path(__file__).with_suffix(".mjs").absolute()
    command = ["node", script, modules.absolute(), chromium, folder.absolute()]
    pages = [file.absolute() for file in files]
    subprocess.run([str(word) for word in (*command, *pages)], check=True)
    for file in files:
        for scheme in SCHEMES:
            audience = file.parent.name
            panels = [_small(folder / f"{audience}-{panel}-{scheme}.png") for panel in PANELS]
            yield f"{audience}-{scheme}", beside(panels)


def _small(file: Path) -> Image.Image:
    with Image.open(file) as picture:
        return picture.convert("RGB").reduce(SCALE)
