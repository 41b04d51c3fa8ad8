"""Figures must stand in the quotes that are cited for them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from briefgen.amounts.pattern import SEED
from briefgen.amounts.support import Difference, differing, unsupported
from briefgen.dossier import Exhibit
from briefgen.errors import Diagnostic, KeyPath
from briefgen.rules.case import Case, marking_of, name_of, raised
from briefgen.vocabulary import Role
from briefgen.words import plain

_KINDS = ("bottom_line", "judgments", "lead")


def unsupported_figures(case: Case) -> Iterator[Diagnostic]:
    """Figures of claims and authored words that no cited quote has."""
    for exhibit in case.dossier.exhibits.values():
        if exhibit.role is not Role.SUPPORTS:
            company = (exhibit, *case.support(exhibit))
            for path, said in statements(exhibit):
                for figure in _unshown(said, company):
                    message = f"`{figure}` stands in no quote of `{exhibit.key}` or its support"
                    hint = "mend it, or mark the passage that has it"
                    found = case.about("figure-without-support", message, exhibit, *path, hint=hint)
                    yield raised(found, marking_of(*company))
    for written in case.written:
        if written.item.kind in _KINDS:
            for figure in _unshown(plain(written.words), case.cited(written)):
                message = f"`{figure}` stands in no quote that {name_of(written.item)} cites"
                hint = "cite the annotation that has it, or mend it"
                yield case.of_words("figure-without-support", message, written, hint)


def differing_figures(case: Case) -> Iterator[Diagnostic]:
    """Claims whose own span and supports give different figures."""
    for exhibit in case.dossier.exhibits.values():
        support = () if exhibit.role is Role.SUPPORTS else case.support(exhibit)
        company = (exhibit, *support)
        texts = [_quoted(other) for other in company] if support else []
        if sum(bool(SEED.search(text)) for text in texts) > 1:
            for difference in differing(texts):
                yield _differing(case, exhibit, company, difference)


def statements(exhibit: Exhibit) -> Iterator[tuple[KeyPath, str]]:
    """Yield the texts that an annotation may be printed as, with their keys."""
    annotation = exhibit.annotation
    if annotation.claim:
        yield ("claim",), annotation.claim
    if annotation.label:
        yield ("label",), annotation.label
    if annotation.tearline is not None:
        yield ("tearline", "claim"), annotation.tearline.words
    for audience, text in annotation.wording.items():
        yield ("wording", audience), text


def _unshown(said: str, company: Iterable[Exhibit]) -> Iterator[str]:
    company, said = tuple(company), _folded(said)
    quotes = tuple([_quoted(exhibit) for exhibit in company])
    dates = tuple([day for e in company for day in (e.source.issued, e.annotation.when) if day])
    return (amount.text for amount in unsupported(said, quotes, dates))


def _quoted(exhibit: Exhibit) -> str:
    translation = exhibit.annotation.translation
    quote = exhibit.piece.quote
    return f"{quote}\n{_folded(translation)}" if translation else quote


def _folded(text: str) -> str:
    """Return a text with one plain space for all white space."""
    return " ".join(text.split())


def _differing(
    case: Case, exhibit: Exhibit, company: tuple[Exhibit, ...], difference: Difference
) -> Diagnostic:
    one, other = (company[position] for position in difference.texts)
    message = (
        f"of one claim, `{one.key}` has `{difference.one.text}` "
        f"and `{other.key}` has `{difference.other.text}`"
    )
    hint = (
        f"say which it is: if newer, `updates: {exhibit.key}`; if another count of the same, "
        f"`disputes: {exhibit.key}`; if of another scope, a claim of its own"
    )
    found = case.about("figures-differ", message, other, "quote", hint=hint)
    return raised(found, marking_of(*company))
