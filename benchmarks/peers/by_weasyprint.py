"""Jinja and WeasyPrint, as a script: python by_weasyprint.py plain|tuned OUTPUT DOCUMENT…

`plain` hands each page to WeasyPrint with its linked style sheet and its fonts as @font-face, which
is what the manual of either shows. `tuned` keeps the parsed style sheet and one font configuration
for all documents, and finds the fonts on the system.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import jinja2
import weasyprint
from weasyprint.text.fonts import FontConfiguration

STYLES = ("fonts.css", "page.css")


def main(manner: str, output: Path, documents: list[str]) -> None:
    """Write HTML and PDF of each document into the folder, where page.css and fonts.css are."""
    folder = Path(__file__).parent
    page = jinja2.Environment(
        loader=jinja2.FileSystemLoader(folder),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
    ).get_template("page.html")
    options: dict[str, Any] = {"pdf_variant": "pdf/ua-1"}
    if manner == "tuned":
        fonts = FontConfiguration()
        style = weasyprint.CSS(folder / "page.css", font_config=fonts)
        options |= {"font_config": fonts, "stylesheets": [style]}
    for document in documents:
        told = json.loads(Path(document).read_text("utf-8"))
        file = output / told["id"]
        html = page.render(told, linked=STYLES)
        file.with_suffix(".html").write_text(html, "utf-8")
        if manner == "tuned":
            html = page.render(told, linked=())
        printed = weasyprint.HTML(string=html, base_url=f"{output}/")
        printed.write_pdf(file.with_suffix(".pdf"), **options)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), sys.argv[3:])
