"""Reading what was built: every text that stands in a file, however it is packed.

HTML and XML give their words, attributes, comments, scripts and styles; PDFs give the words of
their pages, every string of every object, and every stream unpacked, those of older revisions too;
JSON gives keys and values. Whatever is written in Base64 or per cent signs is read again, unpacked.
"""

from __future__ import annotations

import base64
import binascii
import json
import re
import zlib
from collections.abc import Iterator
from html.parser import HTMLParser
from io import BytesIO
from typing import Any
from urllib.parse import unquote_plus

from briefgen.values import frozen

_DEEPEST = 6
"""How many wrappings are unpacked."""
_DEEPEST_OBJECT = 40
_DATA = re.compile(r"data:([\w/+.-]*)((?:;[\w=-]+)*),([^\"'\s)<>]*)")
_BASE64 = re.compile(r"(?<![\w+/-])[\w+/-]{20,}={0,2}")
_PRINTABLE = re.compile(rb"[\t\n\r\x20-\x7e\x80-\xff]{5,}")
_STREAM = re.compile(rb"stream\r?\n(.*?)endstream", re.DOTALL)
_HEX = re.compile(rb"<([0-9A-Fa-f\s]*)>")
_INLINE = frozenset(
    ("a", "abbr", "b", "bdi", "bdo", "cite", "code", "em", "font", "i", "mark", "q", "s", "small",
     "span", "strong", "sub", "sup", "text", "tspan", "u", "wbr")
)  # fmt: skip
_NAMING = frozenset(
    ("alt", "cite", "content", "for", "headers", "href", "id", "label", "name", "title", "value",
     "xlink:href", "xlink:title")
)  # fmt: skip
"""Attributes whose value is a name or words, beside those that begin with `data-` or `aria-`."""


@frozen
class Piece:
    """A text in a file."""

    where: str
    """Where it stands, in words: `comment`, `page text`."""
    text: str
    is_name: bool = False
    """It may be a single word that names a thing, or says something by itself."""
    is_code: bool = False
    """Words of the format stand in it as well as words of the edition."""


class UnreadableError(Exception):
    """A file cannot be searched."""


def pieces(name: str, data: bytes) -> Iterator[Piece]:
    """Yield every text in a file.

    Raises:
        UnreadableError: it is damaged or locked.
    """
    yield Piece("the name of the file", name.rpartition(".")[0] or name, is_name=True)
    yield from _unpacked(_bytes(data, 0), 0)


def _bytes(data: bytes, depth: int) -> Iterator[Piece]:
    head = data[:1024].lstrip()
    if head.startswith(b"%PDF-"):
        yield from _pdf(data, depth)
        return
    text = _text(data)
    if text is None:
        both = data + b"\n" + data.replace(b"\0", b"")  # UTF-16 has a NUL beside each letter
        whole = b"\n".join(_PRINTABLE.findall(both)).decode("latin-1")
        yield Piece("binary data", whole, is_code=True)
    elif head[:1] in (b"{", b"["):
        yield from _json(text)
    elif head.startswith(b"<"):
        yield from _markup(text)
    else:
        yield Piece("text", text, is_name=True)


def _text(data: bytes) -> str | None:
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return None
    return None if "\0" in text else text


# What is wrapped


def _unpacked(found: Iterator[Piece], depth: int) -> Iterator[Piece]:
    """Yield pieces, and what is wrapped in them; the wrapping itself says nothing."""
    for piece in found:
        if depth >= _DEEPEST:
            yield piece
            continue
        bare = piece.text
        if "data:" in bare:
            for match in _DATA.finditer(bare):
                yield from _unpacked(_bytes(_of_data(match), depth + 1), depth + 1)
            bare = _DATA.sub(" ", bare)
        yield Piece(piece.where, bare, piece.is_name, piece.is_code)
        for data in _base64(bare):
            yield from _unpacked(_bytes(data, depth + 1), depth + 1)
        if "%" in bare and (plain := unquote_plus(bare)) != bare:
            yield Piece(piece.where, plain, piece.is_name, piece.is_code)


def _of_data(match: re.Match[str]) -> bytes:
    plain = unquote_plus(match[3]) if "%" in match[3] else match[3]
    decoded = _decoded(plain) if ";base64" in match[2].lower() else None
    return decoded if decoded is not None else plain.encode()


def _base64(text: str) -> Iterator[bytes]:
    for match in _BASE64.finditer(text):
        data = _decoded(match[0])
        if data and _text(data) is not None:
            yield data


def _decoded(text: str) -> bytes | None:
    bare = text.rstrip("=").replace("-", "+").replace("_", "/")
    try:
        return base64.b64decode(bare + "=" * (-len(bare) % 4))
    except (binascii.Error, ValueError):
        return None


# JSON


def _json(text: str) -> Iterator[Piece]:
    try:
        document = json.loads(text, object_pairs_hook=_Pairs)
    except (ValueError, RecursionError):
        yield Piece("text", text, is_name=True)
        return
    yield from _of_json(document, "")


class _Pairs(tuple[tuple[str, Any], ...]):
    """The pairs of an object, all of them where a key stands twice."""

    def __new__(cls, pairs: Any) -> _Pairs:
        return super().__new__(cls, pairs)


def _of_json(value: Any, key: str) -> Iterator[Piece]:
    if isinstance(value, _Pairs):
        for inner_key, inner in value:
            yield Piece("a JSON key", inner_key, is_name=True)
            yield from _of_json(inner, inner_key)
    elif isinstance(value, list):
        for inner in value:
            yield from _of_json(inner, key)
    elif isinstance(value, str):
        is_name = key != "text"
        yield Piece("a JSON value" if is_name else "JSON words", value, is_name)


# HTML and XML


def _markup(text: str) -> Iterator[Piece]:
    reader = _Markup()
    reader.feed(text)
    reader.close()
    yield from reader.found
    yield Piece("text", "".join(reader.words))


class _Markup(HTMLParser):
    """Collects all that stands in a page."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[Piece] = []
        self.words: list[str] = []
        self.inside = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._break(tag)
        if tag in ("script", "style"):
            self.inside = tag
        for name, value in attrs:
            is_name = name in _NAMING or name.startswith(("data-", "aria-"))
            self.found.append(Piece("an attribute", value or "", is_name, is_code=not is_name))
        names = " ".join([tag, *(name for name, _ in attrs)])
        self.found.append(Piece("a tag", names, is_code=True))

    def handle_endtag(self, tag: str) -> None:
        self._break(tag)
        self.inside = ""

    def handle_data(self, data: str) -> None:
        if self.inside == "script" and data.lstrip()[:1] in ("{", "["):
            self.found += _json(data)
        elif self.inside:
            self.found.append(Piece(f"`{self.inside}`", data, is_code=True))
        else:
            self.words.append(data)

    def handle_comment(self, data: str) -> None:
        self.found.append(Piece("a comment", data, is_name=True))

    def handle_decl(self, decl: str) -> None:
        self.found.append(Piece("a declaration", decl, is_code=True))

    def unknown_decl(self, data: str) -> None:
        self.words.append(f" {data} ")

    def handle_pi(self, data: str) -> None:
        self.found.append(Piece("a declaration", data, is_code=True))

    def _break(self, tag: str) -> None:
        if tag not in _INLINE:
            self.words.append("\n")


# PDF


def _pdf(data: bytes, depth: int) -> Iterator[Piece]:
    for match in _STREAM.finditer(data):
        yield from _stream(match[1], depth)
    outside = _STREAM.sub(b" ", data)
    yield from _raw(outside, "PDF objects")
    yield from _of_objects(data)


def _stream(packed: bytes, depth: int) -> Iterator[Piece]:
    try:
        data = zlib.decompressobj().decompress(packed)
    except zlib.error:
        data = packed
    where = "a PDF stream"
    if data.lstrip().startswith((b"<?xpacket", b"<?xml", b"<x:xmpmeta", b"<rdf:RDF")):
        where = "the metadata"
    elif _text(data) is not None and not data.lstrip().startswith((b"<", b"{", b"[", b"%PDF-")):
        yield from _raw(data, where)
        return
    if depth < _DEEPEST:
        yield from (Piece(where, inner.text, is_code=True) for inner in _bytes(data, depth + 1))


def _raw(data: bytes, where: str) -> Iterator[Piece]:
    """Yield what is written in PDF's own syntax, and what its hexadecimal strings say."""
    yield Piece(where, _HEX.sub(b" ", data).decode("latin-1"), is_code=True)
    said = (_hex(match[1]) for match in _HEX.finditer(data) if len(match[1]) >= 8)
    yield Piece("a PDF string", "".join(said))


def _hex(digits: bytes) -> str:
    """Return what a hexadecimal string says; nothing for one of glyphs, which pages tell of."""
    try:
        data = bytes.fromhex(digits.decode())
    except ValueError:
        return ""
    if data.startswith(b"\xfe\xff"):
        return data[2:].decode("utf-16-be", errors="replace") + "\n"
    return "" if b"\0" in data else data.decode("latin-1")


def _of_objects(data: bytes) -> Iterator[Piece]:
    import pypdf
    from pypdf.errors import PyPdfError

    try:
        reader = pypdf.PdfReader(BytesIO(data))
        for page in reader.pages:
            yield Piece("the text of a page", page.extract_text(), is_name=True)
        strings: dict[tuple[str, bool], None] = {}
        for number in sorted(reader.xref_objStm.keys() | _numbers(reader)):
            strings |= dict.fromkeys(_strings(reader.get_object(number)))
        strings |= dict.fromkeys(_strings(reader.trailer))
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise UnreadableError(str(error)) from error
    names = (text for text, is_name in strings if is_name)
    yield Piece("a PDF name", "\n".join(names), is_code=True)
    yield from (Piece("a PDF string", text, True) for text, is_name in strings if not is_name)


def _numbers(reader: Any) -> set[int]:
    return {number for section in reader.xref.values() for number in section}


def _strings(value: Any, depth: int = 0) -> Iterator[tuple[str, bool]]:
    """Yield the strings of an object and of what it holds itself, and whether they are names."""
    if depth > _DEEPEST_OBJECT:
        return
    if isinstance(value, dict):
        for key, inner in dict.items(value):
            yield str(key).lstrip("/"), True
            yield from _strings(inner, depth + 1)
    elif isinstance(value, list):
        for inner in list.__iter__(value):
            yield from _strings(inner, depth + 1)
    elif isinstance(value, bytes):
        yield value.decode("latin-1"), False
    elif isinstance(value, str):
        yield value.lstrip("/"), type(value).__name__ == "NameObject"
