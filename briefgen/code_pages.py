"""Which encoding bytes are in that are not UTF-8: a guess for a hint, never for reading."""

from __future__ import annotations

import codecs
import re


def why_not_utf8(data: bytes, start: int) -> tuple[str, str]:
    """Return the message and the hint for data whose byte at `start` is not UTF-8."""
    if name := _wide_encoding(data):
        return f"the file is {name}, not UTF-8", _convert(name)
    byte = f"byte 0x{data[start]:02X}"
    if data[start] == 0xED and data[start + 1 : start + 2] >= b"\xa0":
        return f"{byte} begins a lone surrogate, which is no character", "type the character anew"
    if _is_mostly_utf8(data):
        return f"{byte} is not UTF-8, the rest of the file is", "type the character anew"
    name = _narrow_encoding(data)
    return f"{byte} is not UTF-8; the file looks like {name}", _convert(name)


def why_control(data: bytes, start: int) -> tuple[str, str]:
    """Return the message and the hint for data whose byte at `start` is a control character."""
    if name := _wide_encoding(data):
        return f"the file is {name}, not UTF-8", _convert(name)
    return f"control character U+{data[start]:04X} is no text", "delete it"


_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF32_LE, "UTF-32"),
    (codecs.BOM_UTF32_BE, "UTF-32"),
    (codecs.BOM_UTF16_LE, "UTF-16"),
    (codecs.BOM_UTF16_BE, "UTF-16"),
)
_ICONV_NAMES = {"Windows-1251": "CP1251", "Windows-1252": "CP1252", "Latin-1": "ISO-8859-1"}
_SAMPLE_BYTES = 65_536
_CYRILLIC_RUN = re.compile(rb"[\xc0-\xff\xa8\xb8]{3,}")


def _convert(name: str) -> str:
    source = _ICONV_NAMES.get(name, name)
    return f"save it as UTF-8 in the editor, or run `iconv -f {source} -t UTF-8`"


def _wide_encoding(data: bytes) -> str:
    """Return the name of an encoding of two or four bytes a character, or nothing."""
    for mark, name in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return name
    sample = data[:_SAMPLE_BYTES]
    n_zeros = sample.count(0)
    if n_zeros * 3 >= len(sample) * 2:
        return "UTF-32"
    return "UTF-16" if n_zeros * 3 >= len(sample) else ""


def _is_mostly_utf8(data: bytes) -> bool:
    text = data[:_SAMPLE_BYTES].decode("utf-8", "replace")
    n_bad = text.count("\ufffd")
    n_high = sum(char >= "\x80" for char in text) - n_bad
    return n_high > n_bad


def _narrow_encoding(data: bytes) -> str:
    """Tell Cyrillic, whose words are runs of high bytes, from Latin with a few accents."""
    sample = data[:_SAMPLE_BYTES]
    n_high = sum(byte >= 0x80 for byte in sample)
    if sum(map(len, _CYRILLIC_RUN.findall(sample))) * 2 > n_high:
        return "Windows-1251"
    return "Windows-1252" if any(0x80 <= byte < 0xA0 for byte in sample) else "Latin-1"
