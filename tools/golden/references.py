"""The references that pictures are held against, and the sheets that show where they differ."""

from __future__ import annotations

from pathlib import Path

from PIL import Image

from tools.golden.compare import fault, settle, sheet

REFERENCES = Path("tests/golden")
SHEETS = Path(".golden")
"""Where a difference is drawn, for a person to look at."""


def held(name: str, picture: Image.Image, references: Path = REFERENCES) -> str:
    """Hold a picture against its reference; return what is wrong, empty for nothing."""
    file = references / f"{name}.png"
    if not file.is_file():
        return f"{file} is missing; `make golden` draws it"
    with Image.open(file) as reference:
        old = reference.convert("RGB")
    wrong = fault(old, picture)
    if not wrong:
        return ""
    drawn = SHEETS / f"{name.replace('/', '-')}.png"
    drawn.parent.mkdir(exist_ok=True)
    sheet(old, settle(picture)).save(drawn)
    return f"{name}: {wrong}; look at {drawn}, and if it is right, run `make golden`"


def renewed(name: str, picture: Image.Image, references: Path = REFERENCES) -> bool:
    """Make a picture its own reference unless it matches the old one; tell whether it did not."""
    file = references / f"{name}.png"
    if file.is_file():
        with Image.open(file) as reference:
            if not fault(reference.convert("RGB"), picture):
                return False
    file.parent.mkdir(parents=True, exist_ok=True)
    settled = settle(picture)
    colours = len(settled.getcolors(settled.width * settled.height) or ())
    kept = settled.quantize(colours, dither=Image.Dither.NONE) if colours <= 256 else settled
    kept.save(file, optimize=True)
    return True
