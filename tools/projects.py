"""Projects to look at: the seeds in every theme, and synthetic briefs set in every way."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from itertools import cycle, product
from pathlib import Path

from benchmarks.bulk import Size, write_library

AUDIENCES = Path("briefgen/audiences")
CITATIONS, LAYOUTS = ("numeric", "notes", "author-date", "none"), ("prose", "bullets")
LANGUAGES = ("en-US", "ar", "ru")


def audiences() -> list[str]:
    """Return the names of the shipped audiences."""
    return sorted(path.stem for path in AUDIENCES.glob("*.yaml"))


def themes() -> list[str]:
    """Return the names of the shipped themes."""
    return sorted(path.stem for path in Path("templates/themes").glob("*.css"))


def write_seeds(project: Path, theme: str) -> Path:
    """Copy the seeds into a project whose audiences all have this theme; return the project."""
    shutil.copytree("seeds", project / "seeds")
    folder = project / "seeds" / "audiences"
    folder.mkdir(exist_ok=True)
    for audience in audiences():
        text = (AUDIENCES / f"{audience}.yaml").read_text("utf-8")
        (folder / f"{audience}.yaml").write_text(with_keys(text, theme=theme), "utf-8")
    return project


def write_generated(project: Path, amount: int) -> Path:
    """Write a project of synthetic briefs, cited and laid out in one way after the other."""
    write_library(project / "seeds", Size(amount, n_sources=2, n_annotations=10))
    desk = (AUDIENCES / "desk.yaml").read_text("utf-8")
    folder = project / "seeds" / "audiences"
    folder.mkdir()
    ways = list(product(CITATIONS, LAYOUTS))
    for index, (citations, layout) in enumerate(ways):
        language = LANGUAGES[index % len(LANGUAGES)]
        text = with_keys(desk, citations=citations, layout=layout, language=language)
        (folder / f"{citations}-{layout}.yaml").write_text(text, "utf-8")
    names = cycle(f"{citations}-{layout}" for citations, layout in ways)
    for brief in sorted((project / "seeds" / "briefs").glob("*.yaml")):
        brief.write_text(f"{brief.read_text('utf-8')}audiences: [{next(names)}]\n", "utf-8")
    return project


def build(project: Path) -> Path:
    """Build all editions of a project and return their folder."""
    briefgen = str(Path(sys.executable).with_name("briefgen"))
    command = [briefgen, "build", "--quiet", "--ceiling", "TLP:RED", "--seeds", f"{project}/seeds"]
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
    return project / "output"


def with_keys(text: str, **keys: str) -> str:
    """Return YAML with some of its keys given other values."""
    for key, value in keys.items():
        text = re.sub(rf"^{key}: .*$", f"{key}: {value}", text, flags=re.MULTILINE)
    return text
