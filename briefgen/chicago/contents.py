"""The parts of an entry that is no law: what the document is, where it stands, who published it."""

from __future__ import annotations

from briefgen.chicago import titles
from briefgen.chicago.entry import (
    NEWS,
    Entry,
    Form,
    date,
    is_numbered_broadcast,
    is_numeric,
    is_serial,
    title,
)
from briefgen.chicago.pages import pages
from briefgen.chicago.runs import Text, bracketed, capital, join, plain
from briefgen.models.record import Record

_TYPES_NAMED_LATER = frozenset(("document", "report", "software", "standard"))
_GIVEN = frozenset(("event", "paper-conference", "performance", "speech"))
_NUMBER_FIRST = frozenset(("broadcast", "graphic", "map", "motion_picture"))
_ON_THE_WEB = frozenset(("post", "webpage"))
_BRACKETED = frozenset((
    "book", "chapter", "classic", "interview", "musical_score", "pamphlet", "paper-conference",
    "report", "thesis",
))  # fmt: skip


def contents(entry: Entry) -> Text:
    """Return title, description, source and publication, divided as the form asks."""
    record = entry.record
    parts = [*_described(entry), *_source(entry)]
    published = publication(entry)
    if entry.form is not Form.NOTE:
        event = () if record.publisher or is_serial(record) else _event(entry)
        return join((*parts, join((event, published), ", ")), ". ")
    locator = () if is_serial(record) else _locator(entry)
    if is_bracketed(record):
        return join((join((join(parts, ", "), bracketed(published)), " "), locator), ", ")
    return join((*parts, published, locator), ", ")


def _described(entry: Entry) -> list[Text]:
    record = entry.record
    head = () if entry.spent == "title" else title(entry)
    if is_numbered_broadcast(record):
        numbered = entry.begin(_number(entry))
        return [entry.container(), join((numbered, head, _editors(entry)), ", ")]
    description = entry.begin(_description(entry))
    if record.type in _ON_THE_WEB:
        return [head, description, entry.begin(_number(entry)), entry.begin(_editors(entry))]
    if record.container_title:
        first = record.type in _NUMBER_FIRST
        return [head, description, entry.begin(_number(entry)) if first else ()]
    return [head, description, entry.begin(_number(entry)), *_volume_and_editors(entry)]


def _description(entry: Entry) -> Text:
    record = entry.record
    if record.type == "thesis":
        return ()
    if record.type == "personal_communication" and not (record.genre or _is_public(record)):
        return entry.say("personal-communication")
    genre = plain(None if record.number else record.genre)
    if record.type == "interview":
        return join((genre, plain(record.event_title)), ", ")
    if is_serial(record):
        parts = [genre, _section(entry)]
        if record.type == "paper-conference":
            parts.append(_event(entry))
        return join(map(entry.begin, parts), entry.stop)
    if not record.container_title:
        return genre
    if record.type in _TYPES_NAMED_LATER or (record.type in _GIVEN and not _is_collected(record)):
        return ()
    return genre


def _section(entry: Entry) -> Text:
    section = entry.record.section
    if is_numeric(section):
        return plain(entry.language.say("cite-section", number=section))
    return plain(entry.headline(section))


def _number(entry: Entry) -> Text:
    record = entry.record
    number, genre = record.number, record.genre
    if not number or record.type == "thesis" or is_serial(record):
        return ()
    if record.type == "broadcast" and is_numeric(number):
        kind = genre or entry.language.say("cite-episode")
        return plain(f"{kind} {number}")
    if is_numeric(number) and record.type != "standard":
        number = entry.language.say("cite-number", number=number)
    if entry.form is Form.NOTE:
        return join((plain(genre), plain(number)), " ")
    return join((plain(entry.headline(genre)), capital(plain(number))), " ")


def _editors(entry: Entry) -> Text:
    record = entry.record
    if not record.editor or entry.spent == "editor" or is_serial(record):
        return ()
    return plain(entry.edited(record.editor))


def _volume(entry: Entry) -> Text:
    volume = entry.record.volume
    if volume is None or is_serial(entry.record):
        return ()
    return plain(entry.language.say("cite-volume", number=volume) if is_numeric(volume) else volume)


def _volume_and_editors(entry: Entry) -> list[Text]:
    if entry.form is Form.DATED:
        return [entry.begin(_editors(entry)), entry.begin(_volume(entry))]
    if entry.form is Form.LIST:
        return [entry.begin(join((_volume(entry), _editors(entry)), ", "))]
    joined = _is_volume_with_page(entry)
    return [() if joined else _volume(entry), _editors(entry)]


def _source(entry: Entry) -> list[Text]:
    record = entry.record
    if record.type in _ON_THE_WEB:
        return []
    if is_serial(record):
        return [_serial(entry)]
    series = join((plain(entry.headline(record.collection_title)), _issue(entry)), ", ")
    shows_event = entry.form is Form.NOTE or record.publisher
    event = _event(entry) if shows_event else ()
    within = () if is_numbered_broadcast(record) else _within(entry)
    return [within, series, event]


def _within(entry: Entry) -> Text:
    record = entry.record
    if not record.container_title:
        return ()
    within = entry.container()
    if within and record.type not in ("broadcast", "motion_picture"):
        within = join((entry.say("in"), within), " ")
    kind = plain(None if record.number else record.genre)
    is_kind_here = record.type in _TYPES_NAMED_LATER or (
        record.type in _GIVEN and not _is_collected(record)
    )
    number = () if record.type in _NUMBER_FIRST else _number(entry)
    tail = [_volume(entry), _editors(entry)]
    if entry.form is Form.DATED:
        tail.reverse()
    return join((within, kind if is_kind_here else (), number, *tail), ", ")


def _event(entry: Entry) -> Text:
    record = entry.record
    event = plain(record.event_title)
    if record.type == "interview" or not event:
        return ()
    if record.type == "paper-conference":
        key = "presented-at" if record.genre else "paper-presented-at"
        return entry.say(key, event=record.event_title)
    return entry.begin(event)


def _serial(entry: Entry) -> Text:
    record = entry.record
    name, place = entry.container(), plain(record.publisher_place)
    if name and not record.event_title:
        name = join((name, bracketed(place)), " ")
    elif not (record.container_title or record.event_title):
        name = place
    is_whole = not (record.issue or record.volume or record.page or record.number)
    if record.type == "article-journal" and record.DOI and record.issued and is_whole:
        name = join((name, plain(entry.language.say("cite-ahead-of-print"))), ", ")
    by_volume = record.volume and not record.collection_title and record.type not in NEWS
    return join((name, _serial_place(entry)), " " if by_volume else ", ")


def _serial_place(entry: Entry) -> Text:
    record = entry.record
    page = entry.locator or pages(record.page)
    if record.type in NEWS:
        page = entry.locator
    place = join((plain(page), plain(record.number)), ", ")
    series, issued = plain(record.collection_title), plain(date(entry))
    if record.type not in NEWS and (record.issue or record.volume):
        dated = join((_volume_and_issue(entry), bracketed(issued)), " ")
        return join((join((series, dated), ", "), place), ": ")
    is_published = record.type in ("interview", "post-weblog")
    publisher = plain(entry.publisher() if is_published else None)
    return join((series, publisher, issued, place), ", ")


def _volume_and_issue(entry: Entry) -> Text:
    record = entry.record
    volume = plain(record.volume)
    if record.volume and record.collection_title:
        volume = plain(entry.language.say("cite-volume", number=record.volume))
    if entry.form is Form.DATED and volume and record.issue:
        return join((volume, bracketed(plain(record.issue))), " ")
    return join((volume, _issue(entry)), ", ")


def _issue(entry: Entry) -> Text:
    issue = entry.record.issue
    return plain(entry.language.say("cite-number", number=issue)) if issue else ()


def publication(entry: Entry) -> Text:
    """Return who published it and when; empty for what a serial prints."""
    record = entry.record
    if is_serial(record) or record.type == "patent":
        return ()
    issued = plain(date(entry))
    publisher = entry.begin(plain(_publisher(entry)))
    if record.type == "broadcast" and not (record.url or record.DOI):
        aired = entry.say("aired", date=issued[0].text) if record.issued and issued else issued
        on = entry.language.say("cite-on", place=publisher[0].text) if publisher else ""
        return join((aired, plain(on)), ", ")
    container: Text = ()
    if record.type in _ON_THE_WEB and entry.spent != "container":
        container = plain(titles.unquoted(entry.headline(record.container_title)))
    kind: Text = ()
    if record.type == "thesis":
        kind = entry.begin(plain(record.genre))
    elif record.type == "article" and not record.genre:
        kind = entry.say("preprint")
    if entry.form is Form.DATED and not (container or kind or publisher):
        issued = entry.begin(issued)
    return join((container, kind, publisher, issued), ", ")


def _publisher(entry: Entry) -> str:
    record = entry.record
    if record.publisher:
        return entry.publisher()
    return "" if record.event_title else record.publisher_place or ""


def _locator(entry: Entry) -> Text:
    record = entry.record
    if _is_volume_with_page(entry):
        return plain(f"{record.volume}:{entry.locator or pages(record.page)}")
    if entry.locator:
        return plain(entry.locator)
    return () if record.container_title else plain(pages(record.page))


def _is_volume_with_page(entry: Entry) -> bool:
    record = entry.record
    page = entry.locator or record.page or ""
    is_plain = not (record.container_title or record.editor)
    return is_plain and is_numeric(record.volume) and page[:1].isdigit()


def is_bracketed(record: Record) -> bool:
    """Tell whether notes put the publication in parentheses."""
    if record.type in _BRACKETED:
        return True
    if record.type.startswith("entry"):
        has_house = bool(record.publisher or record.publisher_place)
        return has_house or not (record.DOI or record.url)
    if record.type == "article":
        return bool(record.genre and record.publisher)
    return record.type == "motion_picture" and bool(record.publisher)


def _is_collected(record: Record) -> bool:
    return bool(record.editor or record.issue or record.page or record.volume)


def _is_public(record: Record) -> bool:
    return bool(
        record.container_title or record.DOI or record.number or record.publisher or record.url
    )
