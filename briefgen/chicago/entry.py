"""A record on its way to being a note or an entry of a list, and the small things both need."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum

from briefgen import dates
from briefgen.chicago import names, titles
from briefgen.chicago.runs import Text, capital, italic, plain
from briefgen.languages import Language
from briefgen.models.record import Name, Record
from briefgen.values import frozen

LEGAL = frozenset(("bill", "hearing", "legal_case", "legislation", "regulation", "treaty"))
_SERIAL = frozenset((
    "article-journal", "article-magazine", "article-newspaper", "periodical", "post-weblog",
    "review", "review-book",
))  # fmt: skip
NEWS = frozenset(("article-magazine", "article-newspaper"))
_TITLE_ITALIC = frozenset(("book", "classic", "graphic", "hearing", "map"))
_TITLE_QUOTED = frozenset((
    "article", "dataset", "document", "interview", "manuscript", "paper-conference",
    "personal_communication", "post", "speech", "thesis", "webpage",
))  # fmt: skip
_DATED_IN_FULL = frozenset((
    "article", "broadcast", "collection", "dataset", "document", "event", "graphic",
    "manuscript", "map", "patent", "performance", "personal_communication", "post", "software",
    "song", "speech", "standard", "webpage",
))  # fmt: skip
_UNDATED = frozenset((
    "classic", "collection", "entry", "entry-dictionary", "entry-encyclopedia", "webpage",
))  # fmt: skip
_NUMERIC = re.compile(r"[A-Za-z]*\d+[A-Za-z]*(?:\s*[-\u2013,&]\s*[A-Za-z]*\d+[A-Za-z]*)*")


class Form(StrEnum):
    """What a record is written as."""

    NOTE = "note"
    """A note: parts divided by commas, names as spoken."""
    LIST = "list"
    """An entry in a bibliography: parts divided by full stops, the first name turned round."""
    DATED = "dated"
    """An entry in an author-date list: the same, with the year after the name."""


@frozen
class Entry:
    """A record in one form."""

    record: Record
    language: Language
    form: Form
    locator: str = ""
    """Page or other place cited; a page without its label."""
    spent: str = ""
    """The element that stands for an author, and is not printed again."""

    def after(self, element: str) -> Entry:
        """Return the same with an element spent."""
        return Entry(self.record, self.language, self.form, self.locator, element)

    @property
    def stop(self) -> str:
        """What divides the parts."""
        return ", " if self.form is Form.NOTE else ". "

    def begin(self, text: Text) -> Text:
        """Return a text as a part begins: capitalised in lists."""
        return text if self.form is Form.NOTE else capital(text)

    def say(self, key: str, **values: object) -> Text:
        """Return a term of the language at the beginning of a part."""
        return self.begin(plain(self.language.say(f"cite-{key}", **values)))

    def headline(self, words: str | None) -> str:
        """Return words of a title in the capitals of the record's language."""
        return titles.headline(words, self.record.language or self.language.tag) if words else ""

    def container(self) -> Text:
        """Return what the document stands in, in italics; empty where it stood for the author."""
        if self.spent == "container":
            return ()
        return italic(titles.unquoted(self.headline(self.record.container_title)))

    def publisher(self) -> str:
        """Return who published it; empty where it stood for the author."""
        return "" if self.spent == "publisher" else self.record.publisher or ""

    def edited(self, editors: Sequence[Name]) -> str:
        """Return editors within an entry, with what they did."""
        if self.form is Form.NOTE:
            return self.language.say("cite-ed-by", names=names.noted(editors, self.language))
        return self.language.say("cite-edited-by", names=names.edited(editors, self.language))


def is_serial(record: Record) -> bool:
    """Tell whether a document is cited as part of a serial."""
    return record.type in _SERIAL or (
        record.type in ("interview", "paper-conference") and not record.editor
    )


def is_numeric(words: str | None) -> bool:
    """Tell whether this is a number, with or without letters, or several."""
    return bool(words and _NUMERIC.fullmatch(words))


def is_numbered_broadcast(record: Record) -> bool:
    """Tell whether this is an episode of a programme, which is listed under the programme."""
    return record.type == "broadcast" and bool(record.container_title and record.number)


def title(entry: Entry) -> Text:
    """Return the title, in quotation marks or italics as its type asks."""
    record = entry.record
    if record.type == "post":
        return plain(titles.quoted(titles.headline(record.title, ""), entry.language.quotes))
    cased = entry.headline(record.title)
    if record.type in LEGAL - {"hearing"}:
        return plain(titles.unquoted(cased))
    if record.type in _TITLE_ITALIC:
        return italic(titles.unquoted(cased))
    if record.container_title or record.type in _TITLE_QUOTED:
        return plain(titles.quoted(cased, entry.language.quotes))
    return italic(titles.unquoted(cased))


def date(entry: Entry) -> str:
    """Return the date of issue as the type asks; what the year at the head leaves, if it is there.

    Without a date it is `n.d.`, but not where the year would stand at the head.
    """
    record = entry.record
    if not record.issued:
        undated = entry.form is Form.DATED or record.type in _UNDATED
        return "" if undated else entry.language.say("cite-no-date")
    issued = _known(record)
    if entry.form is not Form.DATED:
        return entry.language.date(issued)
    return entry.language.day_of_year(issued)


def year(record: Record, language: Language, suffix: str = "") -> str:
    """Return the year of issue with its letter, or `n.d.`."""
    if record.issued:
        return f"{dates.parts(record.issued)[0]}{suffix}"
    return "-".join(filter(None, (language.say("cite-no-date"), suffix)))


def _known(record: Record) -> str:
    """Cut the date down to what the type prints of it."""
    issued = record.issued or ""
    if record.type in NEWS or record.type in _DATED_IN_FULL:
        return issued
    if record.type.startswith("entry"):
        return issued if record.DOI or record.url else issued[:4]
    if is_serial(record):
        known = bool(record.issue) + bool(record.volume)
        return issued[: (10, 7, 4)[known]]
    return issued[:4]
