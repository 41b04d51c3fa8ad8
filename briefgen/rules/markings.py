"""Markings must be lowered openly, and words that go further must really go further."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from briefgen.errors import Diagnostic, KeyPath
from briefgen.models.brief import Authored
from briefgen.rules.case import Case, marking_of, name_of, raised
from briefgen.vocabulary import Marking, Role


def lowered_without_descriptor(case: Case) -> Iterator[Diagnostic]:
    """Annotations marked below a source that has no `descriptor` to be named by."""
    for exhibit in case.dossier.exhibits.values():
        source = exhibit.source
        if exhibit.marking < source.marking and source.descriptor is None:
            message = f"`{exhibit.key}` is {_below(exhibit.marking, source.marking)} its source"
            hint = "give the source a `descriptor`, for readers who may not see the document"
            yield case.about(
                "marking-lowered-without-descriptor", message, exhibit, "marking", hint=hint
            )


def tearlines_not_lower(case: Case) -> Iterator[Diagnostic]:
    """Tearlines that are not marked below what they stand in for."""
    for exhibit in case.dossier.exhibits.values():
        tearline = exhibit.annotation.tearline
        if tearline is not None and tearline.marking >= exhibit.marking:
            message = f"the tearline of `{exhibit.key}` is not marked below {exhibit.marking.value}"
            path = ("tearline", "marking")
            yield case.about("tearline-not-lower", message, exhibit, *path, hint=_LOWER)
    for written in case.written:
        tearline = written.item.authored.tearline
        if written.kind == "tearline" and tearline is not None:
            own = case.item_marking(written.item)
            if tearline.marking >= own and not written.item.authored.only:
                message = (
                    f"the tearline of {name_of(written.item)} is not marked below {own.value}, "
                    "the highest of the item and all it cites"
                )
                found = case.of_words("tearline-not-lower", message, written, _LOWER)
                place = case.in_brief(*written.item.path, "tearline", "marking")
                yield replace(found, place=place)


def tearlines_without_descriptor(case: Case) -> Iterator[Diagnostic]:
    """Tearlines marked below a source that has no `descriptor`: no reader would get them."""
    for exhibit in case.dossier.exhibits.values():
        tearline, source = exhibit.annotation.tearline, exhibit.source
        if tearline and tearline.marking < source.marking and source.descriptor is None:
            message = (
                f"the tearline of `{exhibit.key}` is {_below(tearline.marking, source.marking)} "
                "its source, and reaches nobody"
            )
            hint = "give the source a `descriptor`: the tearline is printed with it as reference"
            yield case.about("tearline-needs-descriptor", message, exhibit, "tearline", hint=hint)


def below_brief(case: Case) -> Iterator[Diagnostic]:
    """Authored words marked below their brief: its marking is theirs at least."""
    for item in case.dossier.items():
        for path, marking in _own_markings(item.authored):
            if marking < case.brief.marking:
                message = f"{name_of(item)} is {_below(marking, case.brief.marking)} its brief"
                hint = "an item can raise the brief's marking, and never lower it"
                place, highest = case.in_brief(*item.path, *path), case.item_marking(item)
                yield Diagnostic("marking-below-brief", message, place, hint=hint, marking=highest)


def bearing_hidden(case: Case) -> Iterator[Diagnostic]:
    """Disputes and updates that are hidden only because the claim they bear on is."""
    for exhibit in case.dossier.exhibits.values():
        if exhibit.target is None or exhibit.role is Role.SUPPORTS:
            continue
        target = case.dossier.exhibits[exhibit.target]
        if exhibit.marking < target.marking and exhibit.source.marking < target.marking:
            message = (
                f"`{exhibit.key}` {exhibit.role.value} `{target.key}`, which is marked higher: "
                f"below {target.marking.value} nobody sees either"
            )
            hint = "state it as a claim of its own, if those readers should have it"
            found = case.about("hidden-with-claim", message, exhibit, exhibit.role.value, hint=hint)
            yield raised(found, marking_of(target))


_LOWER = "lower it, or remove the tearline"


def _own_markings(authored: Authored) -> Iterator[tuple[KeyPath, Marking]]:
    if authored.marking is not None:
        yield ("marking",), authored.marking
    if authored.tearline is not None:
        yield ("tearline", "marking"), authored.tearline.marking


def _below(low: Marking, high: Marking) -> str:
    return f"marked {low.value}, below the {high.value} of"
