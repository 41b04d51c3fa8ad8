"""Rewrite the expected entries of tests/cases/citations/*.json with pandoc's citeproc.

    python tools/make_citation_goldens.py STYLES [--pandoc PANDOC]

STYLES is a folder with chicago-notes-bibliography.csl and chicago-author-date.csl of the 18th
edition. A case is a `name` and one `item`, or several `items` and the `groups` that cite them by
position, in CSL-JSON. Where citeproc is not Chicago, `chicago` holds the right forms and `why` the
reason. Everything else of a case is written here. Italics are stored as <em>…</em>.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import tempfile
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

_AUTHORED = ("name", "why", "chicago", "item", "items", "groups")
CASES = Path(__file__).parents[1] / "tests" / "cases" / "citations"


class Citeproc(NamedTuple):
    """A pandoc and its styles."""

    pandoc: str
    styles: Path

    def blocks(self, style: str, items: list[dict[str, Any]], text: str) -> list[Any]:
        """Return the blocks of a Markdown text whose citations were processed."""
        with tempfile.NamedTemporaryFile("w", suffix=".json", encoding="utf-8") as file:
            json.dump(items, file)
            file.flush()
            done = subprocess.run(
                [self.pandoc, "--citeproc", "--from=markdown-smart", "--to=json",
                 f"--csl={self.styles / style}.csl", f"--bibliography={file.name}",
                 "--metadata=link-bibliography:false", "--metadata=lang:en-US"],
                input=text, capture_output=True, check=True, text=True, encoding="utf-8",
            )  # fmt: skip
        return list(json.loads(done.stdout)["blocks"])


def main() -> None:
    """Rewrite all case files."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("styles", type=Path)
    parser.add_argument("--pandoc", default="pandoc")
    options = parser.parse_args()
    citeproc = Citeproc(options.pandoc, options.styles)
    with ThreadPoolExecutor(2) as pool:
        for path in sorted(CASES.glob("*.json")):
            cases = json.loads(path.read_text("utf-8"))
            done = list(pool.map(partial(expected, citeproc), cases))
            path.write_text(json.dumps(done, ensure_ascii=False, indent=1) + "\n", "utf-8")
            print(f"{path.name}: {len(done)} cases")


def expected(citeproc: Citeproc, case: dict[str, Any]) -> dict[str, Any]:
    """Return a case with what pandoc makes of it."""
    kept = {key: case[key] for key in _AUTHORED if key in case}
    made = _single(citeproc, case["item"]) if "item" in case else _several(citeproc, case)
    return kept | made


def _single(citeproc: Citeproc, item: dict[str, Any]) -> dict[str, str]:
    items = [{"id": "x", **item}]
    notes = citeproc.blocks("chicago-notes-bibliography", items, "[@x]\n\n[@x]\n\n[@x, p. 12]")
    found = _notes(notes)
    first = _notes(citeproc.blocks("chicago-notes-bibliography", items, "[@x, p. 12]"))
    dated = citeproc.blocks("chicago-author-date", items, "[@x]\n\n[@x, p. 12]")
    return {
        "note": found[0],
        "note_page": first[0],
        "short": found[1],
        "short_page": found[2],
        "bibliography": "\n".join(_list(notes)),
        "in_text": _text(dated[0]["c"]),
        "in_text_page": _text(dated[1]["c"]),
        "reference": "\n".join(_list(dated)),
    }


def _several(citeproc: Citeproc, case: dict[str, Any]) -> dict[str, list[str]]:
    items = [{"id": f"i{n}", **item} for n, item in enumerate(case["items"])]
    text = "\n\n".join(
        "[" + "; ".join(f"@i{cited}" for cited in group) + "]" for group in case["groups"]
    )
    notes = citeproc.blocks("chicago-notes-bibliography", items, text)
    dated = citeproc.blocks("chicago-author-date", items, text)
    return {
        "notes": _notes(notes),
        "bibliography": _list(notes),
        "in_text": [_text(block["c"]) for block in dated[: len(case["groups"])]],
        "reference": _list(dated),
    }


def _notes(value: Any) -> list[str]:
    if isinstance(value, list):
        return [note for part in value for note in _notes(part)]
    if isinstance(value, dict):
        if value.get("t") == "Note":
            return [_text(value["c"])]
        return _notes(value.get("c"))
    return []


def _list(blocks: list[Any]) -> list[str]:
    entries: list[Any] = next((block["c"][1] for block in blocks if _is_list(block)), [])
    return [_text(entry["c"][1]) for entry in entries]


def _is_list(block: dict[str, Any]) -> bool:
    return bool(block["t"] == "Div" and block["c"][0][0] == "refs")


def _text(value: Any) -> str:
    if isinstance(value, list):
        return "".join(_text(part) for part in value)
    kind, content = value["t"], value.get("c")
    if kind == "Str":
        return str(content)
    if kind in ("Space", "SoftBreak"):
        return " "
    if kind == "Emph":
        return f"<em>{_text(content)}</em>"
    if kind == "Cite":
        return _text(content[1])
    if kind in ("Span", "Link"):
        return _text(content[1])
    return _text(content)


if __name__ == "__main__":
    main()
