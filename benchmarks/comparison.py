"""A cold build against its peers: the same briefs in type, by other means, on two processes."""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import median

from pypdf import PdfReader

from benchmarks.measure import BRIEFGEN, Cost, Effort, Figure, Process, timed, together
from benchmarks.peers import by_chromium
from benchmarks.peers.documents import write_documents
from benchmarks.peers.markdown import as_markdown
from benchmarks.processes import processor_s
from benchmarks.scale import forget
from benchmarks.synthetic import write_project
from briefgen import pdf
from briefgen.fonts import font_folders
from briefgen.languages import read_language
from briefgen.recorded import read_edition
from briefgen.render import open_templates, render_sheet
from briefgen.shipped import TEMPLATES

AUDIENCE = "congress"
N_PROCESSES = 2
OURS = "briefgen"
FRESH, LOOP, TUNED, PANDOC, TYPST, CHROMIUM, ONE_TAB, TWO_TABS = (
    "a fresh Jinja + WeasyPrint process a document",
    "a loop of Jinja + WeasyPrint",
    "the same loop, tuned",
    "Pandoc + WeasyPrint",
    "Typst",
    "Chromium, kept warm",
    "Chromium, kept warm, in the same tab",
    "Chromium, kept warm, in the same two tabs",
)
TARGETS: Mapping[str, float] = {FRESH: 0.22, LOOP: 0.50, CHROMIUM: 0.75}
N_SLOW = 10
"""Documents of the peers that take the same for each, however many there are."""

_PEERS = Path(__file__).parent / "peers"
_FACES = (
    ("Spectral", 400, "Spectral-Regular"),
    ("Spectral", 500, "Spectral-Medium"),
    ("Spectral", 600, "Spectral-SemiBold"),
    ("Fira Sans", 400, "FiraSans-Regular"),
    ("Fira Sans", 500, "FiraSans-Medium"),
    ("Fira Sans", 600, "FiraSans-SemiBold"),
)


@dataclass(frozen=True, slots=True)
class _Desk:
    """One folder with everything that the peers are given and write."""

    folder: Path
    environment: Mapping[str, str]
    documents: Sequence[Path]
    markdown: Sequence[Path]
    sheets: Sequence[Path]

    def output(self, peer: str) -> Path:
        return self.folder / "output" / peer


@dataclass(frozen=True, slots=True)
class _Contestant:
    """Who makes so many documents when asked to."""

    name: str
    n_documents: int
    act: Callable[[], Cost]
    output: Path


def figures(folder: Path, effort: Effort) -> Iterator[Figure]:
    """Yield the time of a document by each means, and ours as a ratio to each of the others."""
    project = folder / "project"
    write_project(project, effort.n_documents)
    Process((*BRIEFGEN, "build", "--quiet", "--audience", AUDIENCE), project).run()
    desk = _desk(folder, project)
    with ExitStack() as stack:
        contestants = list(_contestants(project, desk, stack))
        runs = [{one.name: _run(one) for one in contestants} for _ in range(effort.n_rounds)]
    for one in contestants:
        yield _time(one, [run[one.name] for run in runs])
    for one in contestants[1:]:
        ratios = tuple(run[OURS].wall_s / run[one.name].wall_s for run in runs)
        cpu = median(run[OURS].cpu_s / run[one.name].cpu_s for run in runs)
        note = f"{cpu:.2f} of its processor time"
        name = f"cold build, of {one.name}"
        yield Figure(name, median(ratios), "×", TARGETS.get(one.name), note, ratios)


def _run(one: _Contestant) -> Cost:
    """Return what a document took."""
    cost = one.act()
    each = Cost(cost.wall_s / one.n_documents, cost.cpu_s / one.n_documents)
    print(f"  {one.name}: {1000 * each.wall_s:.0f} ms a document", flush=True)
    return each


def _time(one: _Contestant, costs: Sequence[Cost]) -> Figure:
    files = sorted(one.output.glob("*.pdf"))
    n_pages = sum(len(PdfReader(file).pages) for file in files) / len(files)
    cpu_ms = 1000 * median(cost.cpu_s for cost in costs)
    samples = tuple(1000 * cost.wall_s for cost in costs)
    note = f"{cpu_ms:.0f} ms of processor, {n_pages:.1f} pages, {len(files)} documents"
    return Figure(one.name, median(samples), "ms", None, note, samples)


# Who takes part


def _contestants(project: Path, desk: _Desk, stack: ExitStack) -> Iterator[_Contestant]:
    n, documents = len(desk.documents), desk.documents
    build = (*BRIEFGEN, "build", "--quiet", "--audience", AUDIENCE)
    ours = Process((*build, "--format", "html,pdf", "--jobs", str(N_PROCESSES)), project)

    def cold() -> Cost:
        forget(project)
        return ours.run()

    yield _Contestant(OURS, n, cold, project / "output" / AUDIENCE)
    for name, manner in ((LOOP, "plain"), (TUNED, "tuned")):
        yield _scripted(desk, name, ("by_weasyprint.py", manner), _shares(documents))
    few = documents[:N_SLOW]
    yield _scripted(desk, FRESH, ("by_weasyprint.py", "plain"), [[one] for one in few])
    engine = str(Path(sys.executable).with_name("weasyprint"))
    yield _scripted(desk, PANDOC, ("by_pandoc.py", engine), _shares(desk.markdown[:N_SLOW]))
    fonts = os.pathsep.join(str(folder) for folder in font_folders())
    yield _scripted(desk, TYPST, ("by_typst.py", fonts), _shares(documents))
    if by_chromium.path() is None:
        print(f"  {CHROMIUM}: left out, since `chromium` is not installed", flush=True)
        return
    yield from _chromium(desk, stack)


def _shares(files: Sequence[Path]) -> list[Sequence[Path]]:
    return [files[number::N_PROCESSES] for number in range(N_PROCESSES)]


def _scripted(
    desk: _Desk, name: str, script: tuple[str, str], shares: Sequence[Sequence[Path]]
) -> _Contestant:
    """Return a peer that is a script, run once for each share of the documents."""
    output = desk.output(name)
    output.mkdir(parents=True)
    shutil.copy(_PEERS / "page.css", output)
    (output / "fonts.css").write_text(_font_faces(), "utf-8")
    file, argument = script
    command = (sys.executable, str(_PEERS / file), argument, str(output))
    processes = [
        Process((*command, *map(str, share)), desk.folder, desk.environment) for share in shares
    ]
    n = sum(map(len, shares))
    return _Contestant(name, n, lambda: together(processes, N_PROCESSES), output)


def _chromium(desk: _Desk, stack: ExitStack) -> Iterator[_Contestant]:
    browser = stack.enter_context(by_chromium.browser(desk.environment))
    tabs = [browser.open() for _ in range(N_PROCESSES)]
    for name, print_ in (
        (CHROMIUM, partial(by_chromium.print_apart, browser)),
        (ONE_TAB, partial(by_chromium.print_pages, tabs[:1])),
        (TWO_TABS, partial(by_chromium.print_pages, tabs)),
    ):
        output = desk.output(name)
        output.mkdir(parents=True)
        print_(desk.sheets[:N_PROCESSES], output)  # to warm up
        act = partial(_printed, browser, partial(print_, desk.sheets, output))
        yield _Contestant(name, len(desk.sheets), act, output)


def _printed(browser: by_chromium.Browser, act: Callable[[], None]) -> Cost:
    before_s = processor_s(browser.pid)
    wall_s = timed(act)
    return Cost(wall_s, processor_s(browser.pid) - before_s)


# What they are given


def _desk(folder: Path, project: Path) -> _Desk:
    editions = sorted((project / "output" / AUDIENCE).glob("brief-*.json"))
    documents = write_documents(editions, folder / "documents")
    return _Desk(
        folder,
        {**os.environ, **pdf.environment(folder / "fonts")},
        documents,
        list(_markdown(documents)),
        list(_sheets(editions, folder / "sheets")),
    )


def _markdown(documents: Sequence[Path]) -> Iterator[Path]:
    for document in documents:
        file = document.with_suffix(".md")
        file.write_text(as_markdown(json.loads(document.read_text("utf-8"))), "utf-8")
        yield file


def _sheets(editions: Sequence[Path], folder: Path) -> Iterator[Path]:
    """Yield our own pages as they go to WeasyPrint, each with its style sheets in it."""
    folder.mkdir()
    templates = open_templates(TEMPLATES)
    for file in editions:
        edition = read_edition(file.read_text("utf-8"), file.name)
        sheet = render_sheet(templates, edition, read_language(TEMPLATES, edition.language))
        styles = "".join(f"<style>{css}</style>" for css in sheet.styles)
        page = folder / f"{file.stem}.html"
        page.write_text(sheet.html.replace("</head>", f"{styles}</head>"), "utf-8")
        yield page


def _font_faces() -> str:
    files = {file.stem: file for folder in font_folders() for file in folder.glob("*.ttf")}
    return "".join(
        f'@font-face {{ font-family: "{family}"; font-weight: {weight};'
        f' src: url("{files[stem].as_uri()}"); }}\n'
        for family, weight, stem in _FACES
    )
