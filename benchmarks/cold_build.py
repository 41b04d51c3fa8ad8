"""A cold build of one edition, against a bare script that prints the same sheet."""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.measure import BRIEFGEN, Cost, Effort, Figure, Process
from briefgen import pdf
from briefgen.clearance.clear import clear
from briefgen.compose import compose
from briefgen.dossier import assemble
from briefgen.languages import read_language
from briefgen.render import open_templates, render_sheet
from briefgen.seeds import read_library
from briefgen.selection import n_claims
from briefgen.shipped import TEMPLATES

SEEDS = Path(__file__).parent.parent / "seeds"
BRIEF, AUDIENCE = "kazakhstan-2022", "public"
TARGET = 1.35
ROUNDS = 7

BARE = """\
import json, pathlib
import jinja2, weasyprint
from weasyprint.text.fonts import FontConfiguration
sheet = json.loads(pathlib.Path("sheet.json").read_text("utf-8"))
fonts = FontConfiguration()
styles = [weasyprint.CSS(string=css, font_config=fonts) for css in sheet["styles"]]
page = weasyprint.HTML(string=sheet["html"], base_url="https://assets.invalid/")
page.write_pdf("bare.pdf", font_config=fonts, stylesheets=styles, pdf_variant="pdf/ua-1")
"""


@dataclass(frozen=True, slots=True)
class _Measured:
    ours: tuple[Cost, ...]
    bare: tuple[Cost, ...]


def figures(folder: Path, _effort: Effort) -> Iterator[Figure]:
    """Yield the ratios of time that passes and of processor time."""
    shutil.copytree(SEEDS, folder / "seeds")
    _write_sheet(folder)
    measured = _measure(folder)
    for name, of in (("time", _wall), ("processor time", _cpu)):
        ours, bare = _middle(measured.ours, of), _middle(measured.bare, of)
        note = f"{ours:.2f} s against {bare:.2f} s"
        yield Figure(f"cold build of one edition, {name}", ours / bare, "×", TARGET, note)


def _measure(folder: Path) -> _Measured:
    build = Process((*BRIEFGEN, "build", BRIEF, "--audience", AUDIENCE), folder)
    bare = Process(
        (sys.executable, "-c", BARE),
        folder,
        {**os.environ, **pdf.environment(folder / ".briefgen" / "fonts")},
    )
    build.run()
    bare.run()
    pairs = [(_cold(build, folder), bare.run()) for _ in range(ROUNDS)]
    return _Measured(tuple(pair[0] for pair in pairs), tuple(pair[1] for pair in pairs))


def _cold(build: Process, folder: Path) -> Cost:
    """Build with nothing kept but fonts."""
    shutil.rmtree(folder / "output")
    for kept in ("store", "fresh"):
        shutil.rmtree(folder / ".briefgen" / kept)
    return build.run()


def _write_sheet(folder: Path) -> None:
    library = read_library(folder / "seeds")
    cleared = clear(assemble(library, BRIEF), library.audiences[AUDIENCE], AUDIENCE)
    if cleared is None:
        raise LookupError(f"{AUDIENCE} has no edition of {BRIEF}")
    language = read_language(TEMPLATES, cleared.manner.language)
    edition = compose(cleared, n_claims(cleared), language)
    sheet = render_sheet(open_templates(TEMPLATES), edition, language)
    told = json.dumps({"html": sheet.html, "styles": sheet.styles})
    (folder / "sheet.json").write_text(told, "utf-8")


def _wall(cost: Cost) -> float:
    return cost.wall_s


def _cpu(cost: Cost) -> float:
    return cost.cpu_s


def _middle(costs: tuple[Cost, ...], of: Callable[[Cost], float]) -> float:
    return sorted(map(of, costs))[len(costs) // 2]
