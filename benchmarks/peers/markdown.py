"""A document as Pandoc's Markdown: what a desk would write by hand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from benchmarks.peers.documents import Document

_Words = Sequence[tuple[str, int, str]]


def as_markdown(document: Document) -> str:
    """Return a document's words with their notes, under a title block."""
    return "\n".join(_lines(document)) + "\n"


def _lines(document: Document) -> Iterator[str]:
    yield "---"
    for key in ("title", "date"):
        yield f'{key}: "{document[key]}"'
    yield "lang: en-US\n---\n"
    yield f"::: facts\n{document['audience']} · **{document['marking']}**\n:::\n"
    yield from _part("Bottom line", [_told(document["bottom_line"])])
    for section in document["sections"]:
        yield from _part(section["heading"], [_told(section["words"])])
        if section["heading"] == "Situation":
            events = [f"- **{event['date']}** {event['text']}" for event in document["timeline"]]
            yield from _part("Timeline", events)
    judgments = [
        f"1. {_told(judgment['words'])} *{judgment['likelihood']} {judgment['range']}."
        f" Confidence: {judgment['confidence']}*"
        for judgment in document["judgments"]
    ]
    yield from _part("Key judgments", judgments)
    yield from _part("What we do not know", [f"- {_told(one)}" for one in document["unknowns"]])
    yield from _part("What to watch", [f"- {_told(one)}" for one in document["watch"]])
    yield f"**Sources** {document['sources']}\n\nContact: {document['contact']}\n"
    yield from (f"[^{number}]: {entry}\n" for number, entry in sorted(_notes(document).items()))


def _part(heading: str, lines: Sequence[str]) -> Iterator[str]:
    yield f"## {heading}\n"
    yield from lines
    yield ""


def _told(words: _Words) -> str:
    return "".join(text + (f"[^{number}]" if number else "") for text, number, _ in words).strip()


def _notes(document: Document) -> dict[int, str]:
    every: list[_Words] = [
        document["bottom_line"],
        *(section["words"] for section in document["sections"]),
        *(judgment["words"] for judgment in document["judgments"]),
        *document["unknowns"],
        *document["watch"],
    ]
    return {number: entry for words in every for _, number, entry in words if number}
