"""A record in each form that Chicago 18 gives it: note, short note, list entry, label."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from briefgen.chicago import names, pages, titles
from briefgen.chicago.contents import contents, is_bracketed, publication
from briefgen.chicago.entry import (
    LEGAL,
    NEWS,
    Entry,
    Form,
    date,
    is_numbered_broadcast,
    is_numeric,
    is_serial,
    title,
    year,
)
from briefgen.chicago.legal import legal
from briefgen.chicago.runs import (
    Text,
    bracketed,
    closed,
    italic,
    join,
    link,
    plain,
    words,
)
from briefgen.languages import Language
from briefgen.models.record import Record

_BEFORE_DOI = re.compile(r"^(?:https?://(?:dx\.)?doi\.org/|doi:\s*)", re.IGNORECASE)
_TITLE_FIRST = frozenset(("broadcast", "motion_picture", "song"))
_BY_PUBLISHER = frozenset(("software", "webpage"))
_BY_CONTAINER = frozenset(
    (*NEWS, "broadcast", "entry", "entry-dictionary", "entry-encyclopedia", "review", "review-book")
)


class Lead(NamedTuple):
    """What stands first, and which element it was."""

    text: Text
    element: str


@lru_cache(maxsize=512)
def bibliography_entry(record: Record, language: Language) -> Text:
    """Return the entry in the list of sources that goes with notes."""
    entry = Entry(record, language, Form.LIST)
    if record.type in LEGAL:
        return closed(join((legal(entry), _access(entry)), ". "))
    lead = _listed(entry)
    rest = entry.after(lead.element)
    return closed(join((lead.text, contents(rest), _access(entry)), ". "))


@lru_cache(maxsize=512)
def reference_entry(record: Record, language: Language, year_suffix: str = "") -> Text:
    """Return the entry in an author-date list; numbered lists use it too."""
    entry = Entry(record, language, Form.DATED)
    if record.type in LEGAL:
        return closed(join((legal(entry), _access(entry)), ". "))
    lead = _listed(entry)
    rest = entry.after(lead.element)
    dated = plain(year(record, language, year_suffix))
    return closed(join((lead.text, dated, contents(rest), _access(entry)), ". "))


@lru_cache(maxsize=512)
def short_note(
    record: Record, language: Language, locator: str = "", *, is_dated: bool = False
) -> Text:
    """Return the note of a document cited before, without the full stop that ends it.

    Args:
        is_dated: say when it was issued too, since another document has the same short form.
    """
    entry = Entry(record, language, Form.NOTE, pages.locator(locator))
    name = _short_title(entry)
    if record.type in LEGAL:
        return join((name, plain(entry.locator)), ", ")
    head = join((_short_lead(entry), name), ", ")
    if is_dated and is_bracketed(record):
        head = join((head, bracketed(publication(entry))), " ")
    elif is_dated:
        head = join((head, plain(date(entry))), ", ")
    return join((head, *_short_place(entry)), ", ")


@lru_cache(maxsize=512)
def note(record: Record, language: Language, locator: str = "") -> Text:
    """Return the first note of a document, without the full stop that ends it."""
    entry = Entry(record, language, Form.NOTE, pages.locator(locator))
    if record.type in LEGAL:
        return join((legal(entry), _access(entry)), ", ")
    lead = _noted(entry)
    rest = entry.after(lead.element)
    return join((lead.text, contents(rest), _access(entry)), ", ")


def author_date(
    record: Record, language: Language, locator: str = "", year_suffix: str = "", *, name: str = ""
) -> str:
    """Return an author-date citation without its parentheses: `White House 2022a, 12`.

    Args:
        name: what to call the authors, where their family names alone would not do.
    """
    called = plain(name) or label(record, language)
    named = join((called, plain(year(record, language, year_suffix))), _before_year(record))
    return words(join((named, plain(pages.locator(locator))), ", "))


@lru_cache(maxsize=512)
def short_name(record: Record, language: Language) -> str:
    """Return what a citation calls the document: its authors, or what stands for them."""
    return words(label(record, language))


@lru_cache(maxsize=512)
def issuer_and_date(record: Record, language: Language) -> str:
    """Return who issued the document and when: what a line of sources has room for."""
    people = record.author and words(plain(names.short(record.author, language)))
    issuer = record.container_title or people or record.publisher or short_name(record, language)
    # The number of a day would else run on with a name in other letters, away from its month.
    turn = "\u200f" if language.direction == "rtl" else ""
    if record.issued is None:
        return f"{issuer}{turn}, {language.say('cite-no-date')}"
    return f"{issuer}{turn}, {language.date(record.issued, '-medium')}"


@lru_cache(maxsize=512)
def sort_name(record: Record, language: Language) -> str:
    """Return the words that a list is sorted by: the head of the entry."""
    entry = Entry(record, language, Form.LIST)
    return words(title(entry) if record.type in LEGAL else _listed(entry).text)


def address(record: Record) -> str:
    """Return where the document can be read, its DOI first; empty for nowhere."""
    if not record.DOI:
        return record.url or ""
    return "https://doi.org/" + _BEFORE_DOI.sub("", record.DOI)


def label(record: Record, language: Language) -> Text:
    """Return the short name with its italics."""
    entry = Entry(record, language, Form.NOTE)
    if record.type in LEGAL:
        return _short_title(entry)
    return (_people(record, language) or _stand_in(entry) or Lead(_short_title(entry), "")).text


def _before_year(record: Record) -> str:
    return " " if record.issued else ", "


def _listed(entry: Entry) -> Lead:
    record, language = entry.record, entry.language
    if record.author:
        return Lead(plain(names.listed(record.author, language)), "author")
    if record.editor:
        editors = names.listed(record.editor, language)
        return Lead(plain(f"{editors}, {_editor_label(entry)}"), "editor")
    return _stand_in(entry) or Lead(title(entry), "title")


def _noted(entry: Entry) -> Lead:
    record, language = entry.record, entry.language
    if record.author:
        return Lead(plain(names.noted(record.author, language)), "author")
    if record.editor and record.type not in _TITLE_FIRST:
        editors = names.noted(record.editor, language)
        return Lead(plain(f"{editors}, {_editor_label(entry)}"), "editor")
    return Lead((), "")


def _editor_label(entry: Entry) -> str:
    is_one = len(entry.record.editor) == 1
    return entry.language.say("cite-editor" if is_one else "cite-editors")


def _people(record: Record, language: Language) -> Lead | None:
    if record.author:
        return Lead(plain(names.short(record.author, language)), "author")
    if record.editor:
        return Lead(plain(names.short(record.editor, language)), "editor")
    return None


def _stand_in(entry: Entry) -> Lead | None:
    """What a list puts in the place of an author, short of the title."""
    record = entry.record
    if record.type in _BY_PUBLISHER and record.publisher:
        return Lead(entry.begin(plain(record.publisher)), "publisher")
    if record.type == "standard" and record.authority:
        return Lead(plain(record.authority), "authority")
    container = entry.container()
    if record.type == "webpage" and container:
        return Lead(plain(words(container)), "container")
    if record.type not in _BY_CONTAINER or not container:
        return None
    place = plain(record.publisher_place) if record.type in NEWS else ()
    if entry.form is Form.NOTE or record.event_title:
        place = ()
    return Lead(join((container, bracketed(place)), " "), "container")


def _short_lead(entry: Entry) -> Text:
    record = entry.record
    if record.type in _TITLE_FIRST and not record.author:
        return entry.container() if is_numbered_broadcast(record) else ()
    lead = _people(record, entry.language) or _stand_in(entry)
    return lead.text if lead else ()


def _short_title(entry: Entry) -> Text:
    record = entry.record
    if record.title_short:
        shortened = record.model_copy(update={"title": record.title_short, "title_short": None})
        return _short_title(replace(entry, record=shortened))
    if record.type == "hearing":
        return title(entry)
    if record.type == "legal_case":
        return italic(titles.unquoted(titles.headline(record.title, "")))
    return title(entry)


def _short_place(entry: Entry) -> tuple[Text, ...]:
    record = entry.record
    volume, place = record.volume, entry.locator
    if not volume or record.container_title or is_serial(record):
        return (plain(place),)
    if is_numeric(volume) and place[:1].isdigit():
        return (plain(f"{volume}:{place}"),)
    numbered = entry.language.say("cite-volume", number=volume) if is_numeric(volume) else volume
    return plain(numbered), plain(place)


def _access(entry: Entry) -> Text:
    record, where = entry.record, address(entry.record)
    if not where:
        return ()
    accessed: Text = ()
    if record.accessed and not (record.issued or record.DOI):
        accessed = entry.say("accessed", date=entry.language.date(record.accessed))
    return join((accessed, link(where)), entry.stop)
