"""Laws, treaties, cases and hearings: the same in every list, after the Bluebook."""

from __future__ import annotations

import re

from briefgen.chicago import names, titles
from briefgen.chicago.entry import Entry, is_numeric, title
from briefgen.chicago.runs import Text, bracketed, capital, italic, join, plain
from briefgen.models.record import Record


def legal(entry: Entry) -> Text:
    """Return title, source, date and the place cited."""
    record = entry.record
    head, source = _title(entry), _SOURCES[record.type](entry)
    if record.type == "treaty":
        parties = plain("-".join(names.short((name,), entry.language) for name in record.author))
        body = join((head, parties, _date(entry), source), ", ")
    else:
        body = join((join((head, source), ", "), bracketed(_date(entry)), _witness(entry)), " ")
    key = "cite-at-page" if record.page and entry.locator[:1].isdigit() else ""
    place = entry.language.say(key, page=entry.locator) if key else entry.locator
    return join((body, plain(place)), ", ")


def _title(entry: Entry) -> Text:
    record = entry.record
    if record.type != "hearing":
        return title(entry)
    language = entry.language
    number = language.say("cite-on", place=record.number) if record.number else ""
    before = language.say("cite-before-the", body=record.section) if record.section else ""
    words = " ".join(filter(None, (language.say("cite-hearing"), number, before)))
    name = titles.unquoted(titles.headline(record.title, ""))
    if not (number or before):
        return capital(italic(name))
    return capital(italic(f"{name}: {capital(plain(words))[0].text}"))


def _date(entry: Entry) -> Text:
    record, issued = entry.record, entry.record.issued
    if record.type == "treaty":
        return plain(entry.language.date(issued) if issued else "")
    if record.type != "legal_case":
        return plain(issued and issued[:4])
    known = issued and (issued[:4] if record.container_title else issued)
    return join((plain(record.authority), plain(known and entry.language.date(known))), " ")


def _witness(entry: Entry) -> Text:
    record = entry.record
    if record.type != "hearing" or not record.author:
        return ()
    witness = names.testifying(record.author, entry.language)
    return bracketed(plain(entry.language.say("cite-testimony-of", names=witness)))


def _reported(record: Record) -> Text:
    """Where it is published: volume, reporter, first page."""
    return join((plain(record.volume), plain(record.container_title), _first_page(record)), " ")


def _codified(record: Record) -> Text:
    place = plain(f"§ {record.section}") if record.section else _first_page(record)
    return join((plain(record.volume), plain(record.container_title), place), " ")


def _first_page(record: Record) -> Text:
    return plain(re.split(r"[-\u2013]", record.page or "")[0])


def _number(entry: Entry) -> Text:
    number = entry.record.number
    if not number:
        return ()
    if is_numeric(number) or entry.record.type in ("legislation", "regulation"):
        number = entry.language.say("cite-number", number=number)
    return capital(plain(number))


def _bill(entry: Entry) -> Text:
    record = entry.record
    is_bare = bool(record.authority or record.container_title)
    number = plain(record.number) if is_bare else _number(entry)
    identifier = join((plain(record.genre), number), " ")
    return join((identifier, plain(record.authority), _reported(record)), ", ")


def _case(entry: Entry) -> Text:
    return _codified(entry.record) if entry.record.container_title else _number(entry)


def _legislation(entry: Entry) -> Text:
    record = entry.record
    if not record.number:
        return _codified(record)
    kind = capital(plain(record.genre or entry.language.say("cite-public-law")))
    return join((join((kind, _number(entry)), " "), _reported(record)), ", ")


def _regulation(entry: Entry) -> Text:
    numbered = join((plain(entry.record.genre), _number(entry)), " ")
    return join((numbered, _codified(entry.record)), ", ")


def _hearing(entry: Entry) -> Text:
    return plain(entry.record.authority)


def _treaty(entry: Entry) -> Text:
    record = entry.record
    if record.page:
        return _reported(record)
    parts = (plain(record.volume), plain(record.container_title), _number(entry))
    return join(parts, " ")


_SOURCES = {
    "bill": _bill,
    "hearing": _hearing,
    "legal_case": _case,
    "legislation": _legislation,
    "regulation": _regulation,
    "treaty": _treaty,
}
