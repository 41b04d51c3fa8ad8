"""Two pictures of a page: alike but for what another rasteriser does, or what sets them apart."""

from __future__ import annotations

from PIL import Image, ImageChops, ImageDraw, ImageFilter

LEVELS = 8
"""Of each colour in a reference: as few as leave text readable and files small."""
BLOCK = 6
"""Pixels; a block is about as high as half a line of text at the size of the references."""
MOST = 15
"""Of 255, that a block may differ by on average. Half a pixel's shift comes to 13 at most; lines
that move by three points come to 30, a missing word to 28, another accent colour to 50."""
_GAP = 12
_GREY, _RED = (109, 109, 109), (219, 36, 36)


def settle(picture: Image.Image) -> Image.Image:
    """Return a picture in the few fixed colours that references are kept in."""
    step = 255 / (LEVELS - 1)
    return picture.convert("RGB").point([round(round(v / step) * step) for v in range(256)] * 3)


def beside(pictures: list[Image.Image]) -> Image.Image:
    """Return pictures in a row, their tops level."""
    width = sum(one.width for one in pictures) + _GAP * (len(pictures) - 1)
    row = Image.new("RGB", (width, max(one.height for one in pictures)), _GREY)
    left = 0
    for one in pictures:
        row.paste(one, (left, 0))
        left += one.width + _GAP
    return row


def differing(old: Image.Image, new: Image.Image) -> Image.Image:
    """Return how much each block of two pictures of one size differs, 0 to 255.

    A pixel differs by what it has beyond all its neighbours in the other picture, so that text
    may stand a pixel off, and new ink on white paper, or its loss, counts in full.
    """
    one, other = (settle(one).filter(ImageFilter.GaussianBlur(0.8)) for one in (old, new))
    apart = ImageChops.lighter(_beyond(one, other), _beyond(other, one)).reduce(BLOCK)
    red, green, blue = apart.split()
    return ImageChops.lighter(ImageChops.lighter(red, green), blue)


def fault(old: Image.Image, new: Image.Image) -> str:
    """Return what sets a new picture apart from the reference, empty for nothing."""
    if old.size != new.size:
        return f"it is {_size(new)} pixels, the reference {_size(old)}"
    if settle(old).tobytes() == settle(new).tobytes():
        return ""
    blocks = differing(old, new)
    n_apart = sum(blocks.histogram()[MOST + 1 :])
    return f"{n_apart} of {blocks.width * blocks.height} blocks differ" if n_apart else ""


def sheet(old: Image.Image, new: Image.Image) -> Image.Image:
    """Return old, new and their difference, one below the other, for a person to look at."""
    width, height = max(old.width, new.width), max(old.height, new.height)
    old, new = _on_paper(old, width, height), _on_paper(new, width, height)
    marked = ImageChops.lighter(new.convert("L"), Image.new("L", new.size, 160)).convert("RGB")
    blocks = differing(old, new).point([0] * (MOST + 1) + [255] * (255 - MOST))
    apart = blocks.resize((blocks.width * BLOCK, blocks.height * BLOCK)).crop((0, 0, *new.size))
    marked = Image.composite(Image.blend(new, Image.new("RGB", new.size, _RED), 0.4), marked, apart)
    whole = Image.new("RGB", (width, 3 * height + 3 * 2 * _GAP), _GREY)
    draw = ImageDraw.Draw(whole)
    for number, (title, picture) in enumerate((("old", old), ("new", new), ("difference", marked))):
        top = number * (height + 2 * _GAP)
        draw.text((4, top + 6), title, fill="white")
        whole.paste(picture, (0, top + 2 * _GAP))
    return whole


def _beyond(one: Image.Image, other: Image.Image) -> Image.Image:
    lightest = other.filter(ImageFilter.MaxFilter(3))
    darkest = other.filter(ImageFilter.MinFilter(3))
    return ImageChops.lighter(ImageChops.subtract(one, lightest), ImageChops.subtract(darkest, one))


def _on_paper(picture: Image.Image, width: int, height: int) -> Image.Image:
    paper = Image.new("RGB", (width, height), "white")
    paper.paste(picture, (0, 0))
    return paper


def _size(picture: Image.Image) -> str:
    return f"{picture.width} × {picture.height}"
