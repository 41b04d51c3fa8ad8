"""The pages of a PDF as one picture."""

from __future__ import annotations

import pypdfium2
from PIL import Image

from tools.golden.compare import beside

DPI = 50


def drawn(data: bytes, dpi: float = DPI) -> list[Image.Image]:
    """Return each page as a picture."""
    with pypdfium2.PdfDocument(data) as document:
        return [page.render(scale=dpi / 72).to_pil().convert("RGB") for page in document]


def row(data: bytes) -> Image.Image:
    """Return all pages in a row."""
    return beside(drawn(data))
