"""Edition JSON to what the peers are given: plain text, composed, numbered and with its notes.

A peer neither reads seeds nor checks quotes nor clears nor fits: it sets words in type.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

Document = Mapping[str, Any]
"""Words with their notes are lists of [text, note number or 0, the note's own words]."""

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
_HEADINGS = {
    "us-interests": "Why it matters to Congress",
    "situation": "Situation",
    "actors": "Actors",
    "government-response": "Government response",
    "international-reaction": "International reaction",
}


def write_documents(editions: Iterable[Path], folder: Path) -> list[Path]:
    """Write a document for each file of edition JSON, and return their paths."""
    folder.mkdir(parents=True)
    files = []
    for edition in editions:
        told = document(json.loads(edition.read_text("utf-8")))
        files.append(folder / edition.name)
        files[-1].write_text(json.dumps(told, ensure_ascii=False), "utf-8")
    return files


def document(edition: Mapping[str, Any]) -> Document:
    """Return an edition's words in the order of print."""
    notes = {note["number"]: _entry(note["entry"]) for note in edition["notes"]}

    def words(line: Iterable[Mapping[str, Any]]) -> list[tuple[str, int, str]]:
        return [
            (part.get("text", ""), part.get("note", 0), notes.get(part.get("note", 0), ""))
            for part in line
        ]

    def field(section: Mapping[str, Any]) -> Iterator[tuple[str, int, str]]:
        yield from words(section["lead"]["line"])
        for claim in section["claims"]:
            yield (" ", 0, "")
            yield from words(claim["line"])

    return {
        "id": edition["brief"],
        "desk": edition["desk"],
        "title": edition["title"],
        "date": _date(edition["as_of"]),
        "audience": edition["audience_title"],
        "marking": edition["marking"],
        "gloss": edition["gloss"],
        "contact": edition["contact"],
        "bottom_line": words(edition["bottom_line"]["line"]),
        "sections": [
            {"heading": _HEADINGS[section["field"]], "words": list(field(section))}
            for section in edition["sections"]
        ],
        "timeline": [
            {"date": _date(event["when"]), "text": event["label"]} for event in edition["timeline"]
        ],
        "judgments": [
            {
                "words": words(judgment["line"]),
                "likelihood": judgment["likelihood"].capitalize(),
                "range": f"{judgment['low']}–{judgment['high']}%",
                "confidence": judgment["confidence"],
            }
            for judgment in edition["judgments"]
        ],
        "unknowns": [words(unknown["line"]) for unknown in edition["unknowns"]],
        "watch": [words(watch["line"]) for watch in edition["watch"]],
        "sources": " · ".join(reference["short"] for reference in edition["references"]),
    }


def _entry(runs: Iterable[Mapping[str, Any]]) -> str:
    """Return a note as it is printed: without addresses."""
    told = "".join(run["text"] for run in runs if not run["href"])
    return told.replace(", .", ".").replace(", ;", ";")


def _date(text: str) -> str:
    year, month, day = text.split("-")
    return f"{_MONTHS[int(month) - 1]} {int(day)}, {year}"
