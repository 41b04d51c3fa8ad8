"""What the brief says must cite, and rest on more than one weak source."""

from __future__ import annotations

from collections.abc import Iterator

from briefgen.dossier import Exhibit
from briefgen.errors import Diagnostic
from briefgen.rules.case import Case, marking_of, name_of, raised
from briefgen.rules.sentences import sentences
from briefgen.vocabulary import Credibility, Reliability

_KINDS = ("bottom_line", "judgments", "lead")


def uncited_sentences(case: Case) -> Iterator[Diagnostic]:
    """Sentences of the bottom line, of a judgment or of a lead that cite nothing."""
    for written in case.written:
        if written.item.kind in _KINDS:
            for sentence in sentences(written.words):
                if not sentence.is_cited:
                    message = (
                        f"a sentence of {name_of(written.item)} cites nothing: "
                        f"`{_shortened(sentence.text)}`"
                    )
                    hint = "cite the annotation that it rests on: `[@id]`"
                    yield case.of_words("uncited-sentence", message, written, hint)


def single_weak_sources(case: Case) -> Iterator[Diagnostic]:
    """Bottom lines and judgments that rest on one source which is unrated, F or 6."""
    for written in case.written:
        if written.item.kind in ("bottom_line", "judgments") and written.kind == "text":
            grounds = case.grounds(written)
            if len({exhibit.path for exhibit in grounds}) == 1 and (why := _weakness(grounds)):
                path = grounds[0].path
                message = f"{name_of(written.item)} rests on `{path}` alone, {why}"
                hint = "cite another source, or rate this one"
                found = case.of_words("single-weak-source", message, written, hint)
                yield raised(found, marking_of(*grounds))


def _weakness(grounds: tuple[Exhibit, ...]) -> str:
    reliability = grounds[0].source.reliability
    if reliability is None:
        return "which is unrated"
    if reliability is Reliability.F:
        return "whose reliability cannot be judged (F)"
    if all(exhibit.annotation.credibility is Credibility.SIX for exhibit in grounds):
        return "on statements whose truth cannot be judged (6)"
    return ""


def _shortened(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:57]}…"
