"""Searching built output: every kind of leak is found, and what may be there is no leak."""

from __future__ import annotations

import base64
import json
import shutil
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pypdf
import pytest
from libraries import AMBER, CLEAR, GREEN, RED, annotation, library, source
from pypdf.generic import (
    DecodedStreamObject,
    DictionaryObject,
    NameObject,
    TextStringObject,
)

from briefgen.errors import Diagnostic, UsageError
from briefgen.findings import as_text, within
from briefgen.make import make
from briefgen.manifest import EditionEntry, Manifest
from briefgen.models.library import Library
from briefgen.plan import Options, plan, survey
from briefgen.seeds import read_library
from briefgen.verify import verify
from briefgen.vocabulary import Marking

ROOT = Path(__file__).parent.parent
BRIEF = "kazakhstan-2022"
CLAIM = (
    "The White House set its steps for personnel in Kazakhstan beside those it took in Ethiopia."
)
RUN = "beside those it took in Ethiopia"
"""Six words that no reader but the desk's may have."""
ID = "ethiopia-parallel"

Plant = Callable[[Path], None]


@pytest.fixture(scope="module")
def seeds() -> Library:
    return read_library(ROOT / "seeds")


@pytest.fixture(scope="module")
def shelves(fonts: Path, tmp_path_factory: pytest.TempPathFactory) -> Shelves:
    return Shelves(fonts, tmp_path_factory.mktemp("built"))


@dataclass
class Shelves:
    """Makes the shipped brief for the audiences that are asked for."""

    fonts: Path
    folder: Path

    def of(self, *audiences: str) -> Path:
        for audience in audiences:
            if not (self.folder / "output" / audience).exists():
                self._make(audience)
        return self.folder / "output"

    def _make(self, audience: str) -> None:
        cache = self.folder / "cache"
        cache.mkdir(exist_ok=True)
        if not (cache / "fonts").exists():
            (cache / "fonts").symlink_to(self.fonts)
        none = self.folder / "none"
        options = Options(ROOT / "seeds", none, none, cache, audiences=(audience,))
        (job,) = plan(survey(options, None), BRIEF).jobs
        made, cleared = make(job, cache), job.cleared
        shelf = self.folder / "output" / audience
        shelf.mkdir(parents=True)
        for artefact in made.artefacts:
            (shelf / artefact.name).write_bytes(artefact.data)
        entry = EditionEntry(
            cleared.brief, cleared.title, cleared.as_of, made.marking, cleared.status,
            tuple(artefact.name for artefact in made.artefacts),
        )  # fmt: skip
        files = tuple(artefact.entry for artefact in made.artefacts)
        (shelf / "manifest.json").write_text(Manifest(files, (entry,)).as_json(), "utf-8")


@pytest.fixture
def shelf(shelves: Shelves, tmp_path: Path) -> Path:
    """A copy of the executive's folder, to plant something in."""
    folder = tmp_path / "output" / "executive"
    shutil.copytree(shelves.of("executive") / "executive", folder)
    return folder


def test_the_shipped_brief_gives_no_false_alarm(seeds: Library, shelves: Shelves) -> None:
    output = shelves.of("executive", "congress", "public", "desk")
    assert len(list(output.glob("*/*"))) == 16
    assert verify(seeds, output) == ()


def test_the_folder_of_one_audience_can_be_searched(seeds: Library, shelf: Path) -> None:
    assert verify(seeds, shelf) == ()
    in_file("notes.txt", CLAIM)(shelf)
    assert verify(seeds, shelf)


def test_an_edition_in_the_wrong_folder_is_found(
    seeds: Library, shelf: Path, tmp_path: Path
) -> None:
    found = verify(seeds, shelf.rename(tmp_path / "public"))
    leaks = {Path(one.place.file).name: one.message for one in found if one.code == "leak"}
    assert leaks.keys() == {f"{BRIEF}.{format_}" for format_ in ("html", "pdf", "json")}
    assert all(int(message.split()[2]) > 2 for message in leaks.values()), leaks


# Leaks of all kinds


def in_html(snippet: str) -> Plant:
    def plant(folder: Path) -> None:
        file = folder / f"{BRIEF}.html"
        page = file.read_text("utf-8")
        assert "</main>" in page
        file.write_text(page.replace("</main>", f"{snippet}</main>", 1), "utf-8")

    return plant


def in_file(name: str, text: str | bytes) -> Plant:
    def plant(folder: Path) -> None:
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode() if isinstance(text, str) else text)

    return plant


def in_json(key: str, value: object) -> Plant:
    def plant(folder: Path) -> None:
        file = folder / f"{BRIEF}.json"
        edition = json.loads(file.read_text("utf-8"))
        edition["sections"][0][key] = value
        file.write_text(json.dumps(edition), "utf-8")

    return plant


def in_pdf(change: Callable[[pypdf.PdfWriter], object]) -> Plant:
    def plant(folder: Path) -> None:
        file = folder / f"{BRIEF}.pdf"
        writer = pypdf.PdfWriter(clone_from=file)
        change(writer)
        writer.write(file)

    return plant


def hidden_text(writer: pypdf.PdfWriter) -> None:
    """Text that is drawn with no ink, in a font of the reader."""
    page = writer.pages[0]
    kerned = RUN.replace(" ", ") -250 (").encode()
    drawn = DecodedStreamObject()
    drawn.set_data(b"BT /Hid 9 Tf 3 Tr 72 72 Td [(" + kerned + b")] TJ ET")
    font = {"/Type": "/Font", "/Subtype": "/Type1", "/BaseFont": "/Helvetica"}
    resources: Any = page["/Resources"]
    resources["/Font"][NameObject("/Hid")] = DictionaryObject(
        {NameObject(key): NameObject(value) for key, value in font.items()}
    )
    page[NameObject("/Contents")] = writer._add_object(drawn.flate_encode())


def alternative_text(writer: pypdf.PdfWriter) -> None:
    root: Any = writer.root_object["/StructTreeRoot"]
    root[NameObject("/Alt")] = TextStringObject(CLAIM)


def script(writer: pypdf.PdfWriter) -> None:
    said = TextStringObject(f"app.alert({CLAIM!r})")
    action = {NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): said}
    writer.root_object[NameObject("/OpenAction")] = DictionaryObject(action)


def metadata_stream(writer: pypdf.PdfWriter) -> None:
    stream = DecodedStreamObject()
    words = CLAIM.replace(" ", "\n")
    stream.set_data(f"<?xpacket?><x:xmpmeta><d>{words}</d></x:xmpmeta>".encode())
    writer.root_object[NameObject("/Metadata")] = writer._add_object(stream)


def older_revision(folder: Path) -> None:
    """What a later save no longer refers to."""
    file = folder / f"{BRIEF}.pdf"
    packed = zlib.compress(f"BT ({CLAIM}) Tj ET".encode())
    orphan = b"\n9999 0 obj <</Length %d>> stream\n%s\nendstream endobj\n" % (len(packed), packed)
    data = file.read_bytes()
    end = data.rindex(b"startxref")
    file.write_bytes(data[:end] + orphan + data[end:])


def broken(text: str) -> str:
    """Set with ligatures, soft hyphens, a broken word and hard spaces."""
    return text.replace("it took", "it\u00a0to-\nok").replace("those", "th\u00ado\u200bse").upper()


BASE64 = base64.b64encode(f"<p>{CLAIM}</p>".encode()).decode()
PLANTS: dict[str, Plant] = {
    "visible text": in_html(f"<p>They said: {RUN}.</p>"),
    "text in pieces": in_html(f"<p>{RUN.replace('took', '<b>t</b>o<i>o</i>k')}</p>"),
    "text around a note": in_html(f"<p>{RUN.replace('it', 'it<sup>3</sup>')}</p>"),
    "text set otherwise": in_html(f"<p>{broken(RUN)}</p>"),
    "character references": in_html("".join(f"&#{ord(char)};" for char in RUN)),
    "an attribute": in_html(f'<p data-source="{CLAIM}"></p>'),
    "an id": in_html(f'<p id="{ID}"></p>'),
    "a class": in_html(f'<p class="claim {ID}"></p>'),
    "a fragment": in_html(f'<a href="#{ID}">1</a>'),
    "a comment": in_html(f"<!-- {CLAIM} -->"),
    "a script": in_html(f'<script type="application/json">{{"a": ["{CLAIM}"]}}</script>'),
    "a style": in_html(f'<style>p::after {{ content: "{CLAIM}" }}</style>'),
    "a data address": in_html(f'<img alt="" src="data:text/html;base64,{BASE64}">'),
    "a bare data address": in_html(f'<img alt="" src="data:,{CLAIM.replace(" ", "%20")}">'),
    "base64 in a comment": in_html(f"<!-- {BASE64} -->"),
    "a JSON value": in_json("aside", ["", {"deep": CLAIM}]),
    "a JSON key": in_json(ID, 1),
    "a JSON key that stands twice": in_file("twice.json", f'{{"a": "{CLAIM}", "a": 1}}'),
    "PDF information": in_pdf(lambda writer: writer.add_metadata({"/Subject": CLAIM})),
    "PDF metadata": in_pdf(metadata_stream),
    "PDF hidden text": in_pdf(hidden_text),
    "a PDF outline": in_pdf(lambda writer: writer.add_outline_item(title=CLAIM, page_number=0)),
    "a PDF destination": in_pdf(lambda writer: writer.add_named_destination(ID, 0)),
    "a PDF alternative text": in_pdf(alternative_text),
    "a PDF attachment": in_pdf(lambda writer: writer.add_attachment("a.txt", CLAIM.encode())),
    "a PDF script": in_pdf(script),
    "an older revision of a PDF": older_revision,
    "a feed": in_file("feed.xml", f"<feed><entry><![CDATA[<b>{CLAIM}</b>]]></entry></feed>"),
    "a text": in_file("notes.txt", CLAIM),
    "a text in UTF-16": in_file("notes.txt", CLAIM.encode("utf-16")),
    "binary data": in_file("image.png", b"\x89PNG\x00\x01\xfftEXt" + CLAIM.encode() + b"\x00\xff"),
    "the name of a file": in_file(f"{ID}.html", "<p></p>"),
    "the name of a folder": in_file(f"{ID}/index.html", "<p></p>"),
}


@pytest.mark.parametrize("kind", PLANTS)
def test_a_planted_leak_is_found_in_its_file(seeds: Library, shelf: Path, kind: str) -> None:
    before = {path: path.read_bytes() for path in shelf.rglob("*") if path.is_file()}
    PLANTS[kind](shelf)
    after = {path: path.read_bytes() for path in shelf.rglob("*") if path.is_file()}
    changed = {path.as_posix() for path in after if before.get(path) != after[path]}
    found = verify(seeds, shelf)
    leaking = {one.place.file for one in found if one.code == "leak"}
    assert changed <= leaking <= changed | {path.parent.as_posix() for path in after}
    assert {one.code for one in found} == {"leak", "withheld"}
    assert ID in " ".join(one.message for one in found) or "item" in str(found)


def test_what_is_found_is_told_below_its_marking_only_as_a_count(
    seeds: Library, shelf: Path
) -> None:
    in_html(f"<p>{CLAIM}</p>")(shelf)
    found = verify(seeds, shelf)
    told = as_text(within(found, Marking.CLEAR), lambda _: "")
    assert f"{BRIEF}.html: error[leak]" in told
    assert "error[withheld]" in told
    assert ID not in told
    assert "demonstration" not in told
    assert ID in as_text(within(found, Marking.RED), lambda _: "")


def test_a_file_whose_name_leaks_is_not_named_below_its_marking(
    seeds: Library, shelf: Path
) -> None:
    in_file(f"{ID}.html", "<p></p>")(shelf)
    assert ID not in as_text(within(verify(seeds, shelf), Marking.CLEAR), lambda _: "")


def test_what_lies_outside_the_audiences_folders_is_searched_for_the_lowest(
    seeds: Library, shelf: Path
) -> None:
    output = shelf.parent
    (output / "README.txt").write_text(CLAIM, "utf-8")
    (output / "old").mkdir()
    (output / "old" / "brief.txt").write_text(CLAIM, "utf-8")
    leaking = {Path(one.place.file).name for one in verify(seeds, output)}
    assert leaking == {"README.txt", "brief.txt"}


def test_a_file_that_cannot_be_searched_is_a_finding(seeds: Library, shelf: Path) -> None:
    writer = pypdf.PdfWriter(clone_from=shelf / f"{BRIEF}.pdf")
    writer.encrypt("secret", algorithm="RC4-128")
    writer.write(shelf / f"{BRIEF}.pdf")
    assert [one.code for one in verify(seeds, shelf)] == ["output-unreadable"]


def test_a_missing_folder_is_a_usage_error(seeds: Library, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="there is no folder"):
        verify(seeds, tmp_path / "none")


# What counts as withheld

MARKED = source(
    annotation(
        "hidden", claim="A convoy crossed the northern pass before the dawn of Sunday.",
        label="Convoy crosses", locator="folio 77", origin="A shepherd", note="Call Bertrand.",
    ),
    annotation("lowered", marking=GREEN, locator="folio 78", origin="A ferryman"),
    title="Cable nine", author=[{"family": "Quillfeather", "given": "Ada"}], marking=RED,
    url="https://cables.example.org/9", DOI="10.9999/x.1", publisher="Ministry of Lamps",
    descriptor="an official with access", sha256="a1" * 32,
)  # fmt: skip
PLAN = {
    "bottom_line": {"text": "It is calm [@open].", "marking": AMBER,
                    "tearline": {"marking": CLEAR, "text": "All is quiet [@open]."}},
    "judgments": [{"id": "lasting", "text": "The quiet will likely last [@hidden]."}],
    "unknowns": [{"text": "Who paid.", "only": ["desk"]}],
}  # fmt: skip
HIDDEN = [
    "pass before the dawn of Sunday", "convoy crosses", "folio 77", "a shepherd", "Call Bertrand",
    "quillfeather", "ADA QUILLFEATHER", "Cable nine", "ministry of lamps",
    "an official with access", "https://cables.example.org/9", "see 10.9999/X.1", "a1" * 32,
    "it is calm", "the quiet will likely last", "who paid", "the claim of lowered", "unused words",
]  # fmt: skip
OPEN_TO_PARTNERS = {"an official with access", "the claim of lowered"}


@pytest.fixture(scope="module")
def made() -> Library:
    unused = source(annotation("unused", claim="Unused words."), marking=RED)
    sources = {"open": source(annotation("open")), "marked": MARKED, "unused": unused}
    return library(sources, PLAN, project={"ignore": {"field-empty": "Bertrand is on leave"}})


def search(made: Library, folder: Path, audience: str, text: str) -> tuple[Diagnostic, ...]:
    in_file(f"{audience}/page.html", f"<p>{text}</p>")(folder)
    return verify(made, folder)


@pytest.mark.parametrize("text", HIDDEN)
def test_whatever_stands_above_a_ceiling_is_withheld(
    made: Library, tmp_path: Path, text: str
) -> None:
    assert search(made, tmp_path, "public", text)
    found = search(made, tmp_path / "partners", "partners", text)
    assert bool(found) is (text not in OPEN_TO_PARTNERS)


@pytest.mark.parametrize("text", ["Call Bertrand.", "bertrand is on leave"])
def test_notes_are_withheld_from_the_desks_editions_too(
    made: Library, tmp_path: Path, text: str
) -> None:
    assert search(made, tmp_path, "desk", text)


@pytest.mark.parametrize(
    "text",
    ["All is quiet. The bottom line. The claim of open. A document. The words of open.",
     "marked, hidden and lasting", "lamps", "a ministry, nine cables, calm", "A brief", "Partners"],
)  # fmt: skip
def test_plain_words_and_what_is_cleared_are_no_leak(
    made: Library, tmp_path: Path, text: str
) -> None:
    assert search(made, tmp_path, "public", text) == ()


def test_what_is_cleared_elsewhere_is_no_leak(tmp_path: Path) -> None:
    words = "The bridge is closed to lorries until the spring"
    both = {
        "open": source(annotation("open", claim=f"{words}."), title="The same title"),
        "marked": source(annotation("hidden", claim=f"{words}!"), title="The same title",
                         marking=AMBER),
    }  # fmt: skip
    assert search(library(both), tmp_path, "public", f"The same title: {words}") == ()
