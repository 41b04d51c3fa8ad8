"""Make `briefgen/figures/country_names.json.gz` from the names of countries in Unicode's CLDR.

npm pack cldr-localenames-full@48.2.0 && tar xzf cldr-localenames-full-48.2.0.tgz
python -m tools.make_country_names package/main briefgen/figures/country_names.json.gz
"""

from __future__ import annotations

import gzip
import json
import sys
from pathlib import Path

from briefgen.figures.countries import VIEWS, read_atlas

LANGUAGES = ("ar", "de", "es", "fr", "it", "kk", "nl", "pt", "ru", "tr", "uk")
"""Those shipped, and others that a catalogue can add and a page has letters for."""
OTHERS = {
    **dict.fromkeys(("HK", "MO", "PS"), "-alt-short"),
    **dict.fromkeys(("CD", "CG", "FK"), "-alt-variant"),
}
"""Whose other name is the one that the map has in English: Palestine, DR Congo, Malvinas."""


def main(source: str, target: str) -> None:
    """Convert the files."""
    codes = sorted({code for view in VIEWS for code in read_atlas(view).countries} - {"--"})
    names = {language: _named(Path(source), language, codes) for language in LANGUAGES}
    text = json.dumps(names, ensure_ascii=False, separators=(",", ":"))
    Path(target).write_bytes(gzip.compress(text.encode(), compresslevel=9, mtime=0))


def _named(source: Path, language: str, codes: list[str]) -> dict[str, str]:
    data = json.loads((source / language / "territories.json").read_text("utf-8"))
    known = data["main"][language]["localeDisplayNames"]["territories"]
    return {code: known.get(code + OTHERS.get(code, ""), known[code]) for code in codes}


if __name__ == "__main__":
    main(*sys.argv[1:])
