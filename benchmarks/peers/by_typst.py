"""Jinja and Typst, as a script: python by_typst.py FONTS OUTPUT DOCUMENT…

One compiler makes all PDFs, tagged as PDF/UA-1, and Jinja the HTML.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import jinja2
import typst


def main(fonts: str, output: Path, documents: list[str]) -> None:
    """Write HTML and PDF of each document into the folder; fonts are in the named folders alone."""
    folder = Path(__file__).parent
    page = jinja2.Environment(
        loader=jinja2.FileSystemLoader(folder),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
    ).get_template("page.html")
    compiler = typst.Compiler(
        str(folder / "page.typ"),
        root="/",
        font_paths=fonts.split(os.pathsep),
        ignore_system_fonts=True,
    )
    for document in documents:
        told = json.loads(Path(document).read_text("utf-8"))
        file = output / told["id"]
        file.with_suffix(".html").write_text(page.render(told, linked=["page.css"]), "utf-8")
        compiler.compile(
            output=str(file.with_suffix(".pdf")),
            sys_inputs={"document": document},
            pdf_standards=["ua-1"],
        )


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), sys.argv[3:])
