"""Fonts cut to what a page may need, by HarfBuzz, and packed as WOFF2."""

from __future__ import annotations

import ctypes
import io
from collections.abc import Callable, Iterable
from contextlib import ExitStack
from functools import lru_cache
from typing import Any

from briefgen import natives

_READ_ONLY = 1
_DROPPED_TABLES, _NAME_IDS, _FEATURES = 3, 4, 6
"""Sets of a request, by `hb_subset_sets_t`."""
_WITHOUT_HINTS, _MISSING_IS_SEEN = 0x01, 0x40
"""Of `hb_subset_flags_t`; what no font has is printed as a box."""
_LEFT_OUT = ("meta", "DSIG")
_POINTER, _NUMBER = ctypes.c_void_p, ctypes.c_uint
_FUNCTIONS: dict[str, dict[str, tuple[Any, ...]]] = {
    "harfbuzz": {
        "hb_blob_create": (_POINTER, ctypes.c_char_p, _NUMBER, _NUMBER, _POINTER, _POINTER),
        "hb_blob_destroy": (None, _POINTER),
        "hb_blob_get_data": (_POINTER, _POINTER, ctypes.POINTER(_NUMBER)),
        "hb_face_create": (_POINTER, _POINTER, _NUMBER),
        "hb_face_destroy": (None, _POINTER),
        "hb_face_reference_blob": (_POINTER, _POINTER),
        "hb_set_add": (None, _POINTER, _NUMBER),
        "hb_set_clear": (None, _POINTER),
    },
    "harfbuzz-subset": {
        "hb_subset_input_create_or_fail": (_POINTER,),
        "hb_subset_input_destroy": (None, _POINTER),
        "hb_subset_input_set": (_POINTER, _POINTER, _NUMBER),
        "hb_subset_input_set_flags": (None, _POINTER, _NUMBER),
        "hb_subset_input_unicode_set": (_POINTER, _POINTER),
        "hb_subset_or_fail": (_POINTER, _POINTER, _POINTER),
    },
}
"""What is called: what it gives, and what it takes."""


def subset(
    source: bytes, code_points: Iterable[int], features: Iterable[str], name_ids: Iterable[int]
) -> bytes:
    """Return a font with the glyphs of these characters alone, without hints.

    Args:
        source: a TrueType font.
        code_points: characters; those that it does not have are passed over.
        features: OpenType features that are kept, by tag.
        name_ids: what is kept of its table of names.

    Raises:
        UsageError: HarfBuzz is missing.
        ValueError: it cannot cut this font.
    """
    hb = _harfbuzz()
    with ExitStack() as stack:

        def held(pointer: int | None, release: str) -> int:
            if not pointer:
                raise ValueError("HarfBuzz cannot cut this font")
            stack.callback(hb[release], pointer)
            return pointer

        blob = hb["hb_blob_create"](source, len(source), _READ_ONLY, None, None)
        face = held(hb["hb_face_create"](held(blob, "hb_blob_destroy"), 0), "hb_face_destroy")
        request = held(hb["hb_subset_input_create_or_fail"](), "hb_subset_input_destroy")
        hb["hb_subset_input_set_flags"](request, _WITHOUT_HINTS | _MISSING_IS_SEEN)
        _fill(hb["hb_subset_input_unicode_set"](request), code_points)
        for kind, members in ((_FEATURES, map(_tag, features)), (_NAME_IDS, name_ids)):
            kept = hb["hb_subset_input_set"](request, kind)
            hb["hb_set_clear"](kept)
            _fill(kept, members)
        _fill(hb["hb_subset_input_set"](request, _DROPPED_TABLES), map(_tag, _LEFT_OUT))
        cut = held(hb["hb_subset_or_fail"](face, request), "hb_face_destroy")
        data, length = held(hb["hb_face_reference_blob"](cut), "hb_blob_destroy"), _NUMBER()
        start = hb["hb_blob_get_data"](data, ctypes.byref(length)) or 0
        return ctypes.string_at(start, length.value)


def as_woff2(font: bytes) -> bytes:
    """Return a TrueType font packed for the web."""
    from fontTools.ttLib import woff2

    packed = io.BytesIO()
    woff2.compress(io.BytesIO(font), packed)
    return packed.getvalue()


@lru_cache(maxsize=1)
def _harfbuzz() -> dict[str, Callable[..., int | None]]:
    """Return the functions of HarfBuzz by name."""
    natives.require_libraries()
    functions: dict[str, Callable[..., int | None]] = {}
    for library, declared in _FUNCTIONS.items():
        for name, (gives, *takes) in declared.items():
            function = getattr(natives.library(library), name)
            function.restype, function.argtypes = gives, takes
            functions[name] = function
    return functions


def _fill(members: int | None, numbers: Iterable[int]) -> None:
    add = _harfbuzz()["hb_set_add"]
    for number in numbers:
        add(members, number)


def _tag(letters: str) -> int:
    return int.from_bytes(letters.encode(), "big")
