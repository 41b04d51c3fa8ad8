"""Quotes must stand in their texts, once, and the texts must be those that were marked."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from briefgen.dossier import Exhibit
from briefgen.errors import Diagnostic
from briefgen.quotes import Ambiguous, Missing, Span
from briefgen.rules.case import Case


def quotes_not_found(case: Case) -> Iterator[Diagnostic]:
    """Quotes that are not in the text, character by character."""
    for exhibit in case.dossier.exhibits.values():
        if isinstance(exhibit.found, Missing):
            message = f"`quote` of `{exhibit.key}` is not in the text"
            hint = _nearest_hint(exhibit.found)
            yield case.about("quote-not-found", message, exhibit, "quote", hint=hint)


def quotes_ambiguous(case: Case) -> Iterator[Diagnostic]:
    """Quotes that stand at several places of the text."""
    for exhibit in case.dossier.exhibits.values():
        if isinstance(exhibit.found, Ambiguous):
            places = ", ".join(_position(exhibit, span) for span in exhibit.found.spans)
            message = f"`quote` of `{exhibit.key}` stands at several places: {places}"
            hint = "give the words just before it as `prefix`, or those just after as `suffix`"
            yield case.about("quote-ambiguous", message, exhibit, "quote", hint=hint)


def texts_changed(case: Case) -> Iterator[Diagnostic]:
    """Sources whose text is no longer the one that `sha256` pins."""
    for path, source in case.dossier.sources.items():
        if source.sha256 and source.text is not None:
            digest = hashlib.sha256(source.text.encode()).hexdigest()
            if digest != source.sha256:
                yield Diagnostic(
                    "text-changed",
                    "the text is no longer the one that `sha256` pins",
                    case.in_source(path, "sha256"),
                    hint=f"restore the text, or compare it anew and write {digest}",
                    marking=source.marking,
                )


def _nearest_hint(missing: Missing) -> str:
    if not missing.nearest:
        return "no passage of the text is like it"
    nearest = " ".join(missing.nearest.split())
    if missing.likeness == 100:
        return (
            f'"{nearest}" is there, but not between this prefix and suffix, or only as '
            "a part of a longer word or number"
        )
    return f'the nearest passage is "{nearest}" ({missing.likeness} %)'


def _position(exhibit: Exhibit, span: Span) -> str:
    text = exhibit.source.text or ""
    line = text.count("\n", 0, span.start) + 1
    return f"{line}:{span.start - text.rfind(chr(10), 0, span.start)}"
