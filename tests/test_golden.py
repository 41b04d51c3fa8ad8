"""The seeds' pages, in every theme, held against pictures; and what such a picture shows."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image, ImageChops
from projects import Project, render_here, share_fonts

from tools.golden import references
from tools.golden.compare import MOST, differing, fault, settle, sheet
from tools.golden.pages import DPI, drawn, row
from tools.projects import audiences, themes, write_seeds

ROOT = Path(__file__).parents[1]
MOST_ON_SCREEN_BYTES = 300_000
MOST_ON_TWO_PAGES_BYTES = 150_000


@pytest.fixture
def seeds(
    tmp_path: Path,
    fonts: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Project:
    """An empty project, in which editions are rendered in this process."""
    monkeypatch.delenv("GITHUB_STEP_SUMMARY", raising=False)
    made = Project(tmp_path, capsys)
    share_fonts(tmp_path, fonts)
    render_here(monkeypatch, made.rendered)
    return made


@pytest.mark.parametrize("audience", audiences())
@pytest.mark.parametrize("theme", themes())
def test_pages_look_as_they_did_and_weigh_little(
    seeds: Project, theme: str, audience: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_seeds(seeds.folder, theme)
    monkeypatch.chdir(seeds.folder)
    ran = seeds.build("--audience", audience, "--format", "html,pdf", "--ceiling", "TLP:RED")
    assert ran.code == 0, ran.err
    (file,) = (seeds.folder / "output" / audience).glob("*.pdf")
    monkeypatch.chdir(ROOT)
    assert references.held(f"sheet/{theme}-{audience}", row(file.read_bytes())) == ""
    assert file.with_suffix(".html").stat().st_size < MOST_ON_SCREEN_BYTES
    if len(drawn(file.read_bytes())) <= 2:
        assert file.stat().st_size < MOST_ON_TWO_PAGES_BYTES


def test_every_reference_is_of_an_edition_that_there_is() -> None:
    known = {f"{theme}-{audience}" for theme in themes() for audience in audiences()}
    assert {file.stem for file in (ROOT / "tests/golden/sheet").glob("*.png")} == known


# What a picture shows, and what it does not


@pytest.fixture(scope="module")
def page(fonts: Path) -> Image.Image:
    """A page with much text, large: what is compared is drawn from it."""
    from briefgen import pdf

    pdf.prepare(fonts)
    lines = "".join(
        f"<p>Line {n} of the page says that the bridge is closed.</p>" for n in range(30)
    )
    html = f"<html lang='en'><title>A page</title><body>{lines}</body></html>"
    style = "@page{size:Letter} p{font:10pt/13pt Spectral;margin:0} p::first-line{color:#12496b}"
    (large,) = drawn(pdf.lay_out(html, (style,)).pdf(), 8 * DPI)
    return large


def small(large: Image.Image, dx: int = 0, dy: int = 0) -> Image.Image:
    """The page at the size of a reference, shifted by eighths of a pixel."""
    moved = Image.new("RGB", large.size, "white")
    moved.paste(large, (dx, dy))
    return moved.resize((large.width // 8, large.height // 8), Image.Resampling.BOX)


def moved(large: Image.Image, points: float) -> Image.Image:
    """The page with its lower half moved down."""
    half, copy = large.height // 3, large.copy()
    copy.paste(
        large.crop((0, half, large.width, large.height)), (0, half + round(points * 8 * DPI / 72))
    )
    return small(copy)


@pytest.mark.parametrize(("dx", "dy"), [(0, 0), (4, 0), (0, 4), (-4, 4), (2, -3)])
def test_half_a_pixel_is_no_difference(page: Image.Image, dx: int, dy: int) -> None:
    assert fault(settle(small(page)), small(page, dx, dy)) == ""


@pytest.mark.parametrize("filter_", [Image.Resampling.LANCZOS, Image.Resampling.BILINEAR])
def test_another_rasteriser_is_no_difference(page: Image.Image, filter_: Image.Resampling) -> None:
    old = settle(small(page))
    assert fault(old, page.resize(old.size, filter_)) == ""


@pytest.mark.parametrize("points", [3, 4, 6.5, 13])
def test_a_moved_line_is_a_difference(page: Image.Image, points: float) -> None:
    assert "blocks differ" in fault(settle(small(page)), moved(page, points))


def test_a_missing_word_is_a_difference(page: Image.Image) -> None:
    new = small(page)
    new.paste("white", (150, 60, 172, 67))
    assert fault(settle(small(page)), new)


def test_another_accent_colour_is_a_difference(page: Image.Image) -> None:
    red, green, blue = page.split()
    assert fault(settle(small(page)), small(Image.merge("RGB", (blue, green, red))))


def test_another_number_of_pages_is_told(page: Image.Image) -> None:
    old = small(page)
    new = Image.new("RGB", (2 * old.width, old.height), "white")
    assert (
        fault(old, new)
        == f"it is {new.width} × {new.height} pixels, the reference {old.width} × {old.height}"
    )


def test_what_is_apart_is_marked_on_a_sheet(page: Image.Image) -> None:
    old, new = small(page), moved(page, 13)
    whole = sheet(old, new)
    assert whole.width == old.width
    assert whole.height > 3 * old.height
    n_blocks = sum(differing(old, new).histogram()[MOST + 1 :])
    red, green, _ = whole.split()
    n_red = sum(ImageChops.subtract(red, green).histogram()[40:])
    assert n_red > n_blocks > 0


def test_a_difference_is_drawn_and_how_to_renew_is_told(
    page: Image.Image, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert references.held("sheet/a", small(page)) == (
        "tests/golden/sheet/a.png is missing; `make golden` draws it"
    )
    assert references.renewed("sheet/a", small(page))
    assert references.held("sheet/a", small(page, 1, 1)) == ""
    assert not references.renewed("sheet/a", small(page, 1, 1))
    told = references.held("sheet/a", moved(page, 13))
    assert "look at .golden/sheet-a.png, and if it is right, run `make golden`" in told
    with Image.open(".golden/sheet-a.png") as drawn_sheet:
        assert drawn_sheet.height > 3 * small(page).height
    assert references.renewed("sheet/a", moved(page, 13))
    assert references.held("sheet/a", moved(page, 13)) == ""


def test_the_readme_shows_a_marking_in_its_colour() -> None:
    with Image.open(ROOT / "docs/images/brief-page-1.png") as picture:
        page = picture.convert("RGB")
    colours = page.getcolors(page.width * page.height) or []
    amber = [one for _, one in colours if isinstance(one, tuple)]
    assert any(red > 240 and 170 < green < 210 and blue < 40 for red, green, blue in amber)
