"""Pandoc and WeasyPrint, as a script: python by_pandoc.py WEASYPRINT OUTPUT MARKDOWN…

Every file is made by a process of Pandoc's own, and every PDF by one of WeasyPrint's as well.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pypandoc


def main(weasyprint: str, output: Path, documents: list[str]) -> None:
    """Write HTML and PDF of each document into the folder, where page.css and fonts.css are."""
    pandoc = pypandoc.get_pandoc_path()
    common = ("--standalone", "--section-divs", "--css=fonts.css", "--css=page.css")
    engine = (f"--pdf-engine={weasyprint}", "--pdf-engine-opt=--pdf-variant=pdf/ua-1")
    for document in documents:
        file = output / Path(document).stem
        for told in (("-o", f"{file}.html"), (*engine, "-o", f"{file}.pdf")):
            subprocess.run([pandoc, document, *common, *told], cwd=output, check=True)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), sys.argv[3:])
