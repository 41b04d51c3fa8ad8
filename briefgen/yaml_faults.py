"""What YAML allows and briefgen does not: small rules over the nodes of a file."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from enum import Enum
from functools import lru_cache
from typing import NamedTuple

from briefgen.errors import KeyPath

DEEPEST = 32
"""Most lists and mappings within one another, the root included."""
TOLD_ONCE = ("yaml-alias", "yaml-tag")
"""Codes that a file which uses them earns at every turn."""
LINE_SEPARATORS = "\x85\u2028\u2029"
"""Invisible characters that break a line for a YAML parser, and for hardly an editor."""


class Fault(NamedTuple):
    """What is wrong, wherever it stands."""

    code: str
    message: str
    hint: str


class Kind(Enum):
    """What a step of the walk through a file comes to."""

    DOCUMENT = "document"
    MAPPING = "mapping"
    LIST = "list"
    PLAIN = "plain"
    """A value without quotation marks, not even those of a block of lines."""
    TEXT = "text"
    ALIAS = "alias"


class Step(NamedTuple):
    """One node of a file, or the start of a document."""

    kind: Kind
    mark: tuple[int, int]
    """Line and column, 1-based."""
    path: KeyPath = ()
    depth: int = 1
    """How many lists and mappings it stands in, itself included; of a document its number."""
    earlier: dict[str, tuple[str, int]] | None = None
    """Of a key: the looks of the keys before it in its mapping -> spelling, line."""
    text: str = ""
    anchor: str = ""
    """Name of the anchor it sets, of an alias the name it refers to."""
    tag: str = ""
    has_directive: bool = False

    @property
    def is_key(self) -> bool:
        """Whether it is a key, not a value."""
        return self.earlier is not None

    @property
    def value(self) -> str | bool | None:
        """What a scalar means in the YAML 1.2 core, numbers left as text."""
        return PLAIN.get(self.text, self.text) if self.kind is Kind.PLAIN else self.text


PLAIN: dict[str, bool | None] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
"""Spellings without quotation marks that are not text."""

EMPTY = Fault("yaml-empty", "the file is empty", "write `key: value` lines, or delete the file")
ROOT = Fault("yaml-root", "the file is no mapping", "begin its lines with keys: `title: ...`")
DIRECTIVE = Fault("yaml-directive", "a `%` directive is not read", "delete the line")
DOCUMENTS = Fault("yaml-documents", "a second document begins here", "keep one in each file")
DEPTH = Fault("yaml-depth", f"nested deeper than {DEEPEST} levels", "close a bracket sooner")
NO_NAME = Fault("yaml-key", "a list or mapping is no name for a key", "quote what begins with `{`")


def faults_of(step: Step) -> Iterator[Fault]:
    """Give what is wrong with one step of a file, in the order of its characters."""
    if step.kind is Kind.DOCUMENT:
        yield from _document_faults(step)
        return
    yield from _reference_faults(step)
    if step.depth > DEEPEST and step.kind in (Kind.LIST, Kind.MAPPING):
        yield DEPTH
    if bad := _UNPRINTABLE.search(step.text):
        message = f"an escape gives U+{ord(bad[0]):04X}, which is no text"
        yield Fault("yaml-character", message, "delete it, or write the backslash twice")
    if step.is_key:
        yield from _key_faults(step)
    elif not step.path and step.kind is not Kind.MAPPING:
        yield EMPTY if step.value is None else ROOT


def character_fault(text: str) -> tuple[int, Fault] | None:
    """Return the first character that cannot stand in YAML, by its offset."""
    bad = _UNREADABLE.search(text)
    if bad is None:
        return None
    hint = "type a line break or a space" if bad[0] in LINE_SEPARATORS else "delete it"
    message = f"the character U+{ord(bad[0]):04X} cannot stand in YAML"
    return bad.start(), Fault("yaml-character", message, hint)


@lru_cache(maxsize=256)
def are_distinct(keys: tuple[str, ...]) -> bool:
    """Say whether no key is a merge key or looks like another; the same few sets come often."""
    return "<<" not in keys and len({_look(key) for key in keys}) == len(keys)


_UNREADABLE = re.compile(
    "[^\t\n\r\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"
)
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")


def _look(key: str) -> str:
    """Return what a reader sees of a key: without case, width, white space and the invisible."""
    visible = (c for c in unicodedata.normalize("NFKC", key) if unicodedata.category(c) != "Cf")
    return "".join(visible).strip().casefold()


def _document_faults(step: Step) -> Iterator[Fault]:
    if step.has_directive:
        yield DIRECTIVE
    if step.depth > 1:
        yield DOCUMENTS


def _reference_faults(step: Step) -> Iterator[Fault]:
    if step.kind is Kind.ALIAS:
        hint = "write the value out; quote a value that begins with `*`"
        yield Fault("yaml-alias", f"the alias `*{step.anchor}` is not read", hint)
    elif step.anchor:
        hint = "write the value out where it is used; quote a value that begins with `&`"
        yield Fault("yaml-alias", f"the anchor `&{step.anchor}` is not read", hint)
    if step.tag:
        tag = step.tag.replace("tag:yaml.org,2002:", "!!", 1)
        yield Fault("yaml-tag", f"the tag `{tag}` is not read", "delete it, or quote the value")


def _key_faults(step: Step) -> Iterator[Fault]:
    """Refuse a key that is no text, a merge key, and one that looks like an earlier one."""
    earlier = step.earlier if step.earlier is not None else {}
    look = _look(step.text)
    if step.kind in (Kind.LIST, Kind.MAPPING):
        yield NO_NAME
    elif not isinstance(step.value, str):
        what = f"`{step.text}` is no name for a key" if step.text else "a key is missing here"
        yield Fault("yaml-key", what, "put the key in quotation marks")
    elif step.text == "<<":
        yield Fault("yaml-alias", "the merge key `<<` is not read", "write its keys out")
    elif step.kind is not Kind.ALIAS:
        if look in earlier:
            yield _duplicate(step.text, *earlier[look])
        earlier.setdefault(look, (step.text, step.mark[0]))


def _duplicate(key: str, first: str, line: int) -> Fault:
    code, hint = "yaml-duplicate-key", "keep one of them"
    if key == first:
        return Fault(code, f"the key `{key}` stands already in line {line}", hint)
    same = "the same but for case, white space or the form of a character"
    return Fault(code, f"the key `{key}` and `{first}` in line {line} are {same}", hint)
