"""The packaged fonts: where they are, their configuration for print, their subsets for screen."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Iterator
from functools import lru_cache
from html import escape
from importlib.util import find_spec
from pathlib import Path

from briefgen import natives
from briefgen.errors import usage_error
from briefgen.files import replace_cached
from briefgen.lock import begun
from briefgen.store import Store, key_of
from briefgen.subset import as_woff2, subset
from briefgen.values import frozen
from briefgen.writing import guarded, make_folder


@frozen
class Face:
    """One face that the screen edition carries."""

    package: str
    file: str
    """Name of the file without its ending."""
    family: str
    weight: int
    italic: bool = False

    @property
    def features(self) -> tuple[str, ...]:
        """OpenType features that are kept; kerning only where type is large enough to show it."""
        return (*_FEATURES, *_OWN_FEATURES.get(self.family, ()))


@frozen
class Script:
    """A fixed set of characters that is carried where a text needs one of them."""

    faces: tuple[Face, ...]
    ranges: tuple[tuple[int, int], ...]
    """First and last code point of each range, ascending."""
    always: bool = False

    @property
    def code_points(self) -> Iterator[int]:
        """The characters of the set, ascending."""
        return (point for first, last in self.ranges for point in range(first, last + 1))


REQUIRED = ("fontpkg_spectral", "fontpkg_fira_sans")
OPTIONAL = ("fontpkg_amiri",)
"""Families that a language of the desk may want."""

_EUROPEAN = (
    Face("fontpkg_spectral", "Spectral-Regular", "Spectral", 400),
    Face("fontpkg_spectral", "Spectral-Italic", "Spectral", 400, italic=True),
    Face("fontpkg_spectral", "Spectral-SemiBold", "Spectral", 600),
    Face("fontpkg_fira_sans", "FiraSans-Regular", "Fira Sans", 400),
    Face("fontpkg_fira_sans", "FiraSans-SemiBold", "Fira Sans", 600),
)
_ARABIC = (
    Face("fontpkg_amiri", "Amiri-Regular", "Amiri", 400),
    Face("fontpkg_amiri", "Amiri-Bold", "Amiri", 600),
)
SCRIPTS = (
    Script(
        _EUROPEAN,
        (
            (0x20, 0x7E),
            (0xA0, 0xFF),
            (0x2002, 0x2015),
            (0x2018, 0x2026),
            (0x202F, 0x203A),
            (0x20A0, 0x20BF),
            (0x2122, 0x2122),
            (0x2190, 0x2199),
            (0x2212, 0x2212),
            (0x2248, 0x2265),
        ),
        always=True,
    ),
    Script(_EUROPEAN, ((0x100, 0x17F), (0x218, 0x21B), (0x2BB, 0x2BD))),
    Script(_EUROPEAN, ((0x1E00, 0x1EFF),)),
    Script(_EUROPEAN, ((0x400, 0x4FF), (0x2116, 0x2116))),
    Script(_ARABIC, ((0x600, 0x6FF), (0x750, 0x77F), (0xFB50, 0xFDFF), (0xFE70, 0xFEFC))),
)
_ASCII = bytes(range(128))
"""What no page needs a script for that not all have."""
_FEATURES = ("liga", "mark", "mkmk", "ccmp", "locl")
_NAMES = (1, 2)
"""Of a face, in its `name` table: family and style."""
_OWN_FEATURES = {
    "Spectral": ("kern",),
    "Fira Sans": ("tnum",),
    "Amiri": ("kern", "init", "medi", "fina", "isol", "rlig", "calt", "curs"),
}


def font_folders() -> tuple[Path, ...]:
    """Return the folders of the packaged faces.

    Raises:
        UsageError: a required package is not installed.
    """
    required = [_folder_of(package) for package in REQUIRED]
    optional = [_folder_of(package) for package in OPTIONAL if find_spec(package)]
    return (*required, *optional)


def font_files() -> tuple[Path, ...]:
    """Return the packaged faces, sorted within their family."""
    return tuple(file for folder in font_folders() for file in sorted(folder.glob("*.ttf")))


def font_versions() -> dict[str, str]:
    """Return the installed version of each font package, by its distribution's name."""
    from importlib.metadata import version

    found = (*REQUIRED, *(package for package in OPTIONAL if find_spec(package)))
    return {name: version(name) for name in (package.replace("_", "-") for package in found)}


def write_fontconfig(folder: Path) -> Path:
    """Write a configuration into the folder that knows the packaged faces alone; return its path.

    A second call changes nothing.

    Raises:
        UsageError: it cannot be written.
    """
    make_folder(folder)
    path = folder / "fonts.conf"
    wanted = _fontconfig(font_folders(), folder.absolute() / "fontconfig").encode()
    if not path.is_file() or path.read_bytes() != wanted:
        guarded(lambda target: replace_cached(target, wanted), path)
    return path


def web_fonts(folder: Path, text: bytes) -> bytes:
    """Return `@font-face` rules with the faces that a page of this text needs, as data.

    Each face is cut to the fixed character sets of its scripts, once, and kept in the folder.

    Args:
        text: in UTF-8, as the rules are.
    """
    return b"".join(
        _rules(folder, script) for script in SCRIPTS if script.always or _is_needed(script, text)
    )


def _is_needed(script: Script, text: bytes) -> bool:
    if not any(letters in text for letters in _beginnings(script)):  # as is seen at once
        return False
    return not _points(script).isdisjoint(map(ord, text.translate(None, _ASCII).decode()))


@lru_cache
def _points(script: Script) -> frozenset[int]:
    return frozenset(script.code_points)


@lru_cache
def _beginnings(script: Script) -> frozenset[bytes]:
    """Return the first byte of each of a script's letters; all where what all have begins so."""
    common = {chr(point).encode()[0] for one in SCRIPTS if one.always for point in one.code_points}
    letters = (chr(point).encode() for point in script.code_points)
    return frozenset(one if one[0] in common else one[:1] for one in letters)


@lru_cache(maxsize=16)
def _rules(folder: Path, script: Script) -> bytes:
    faces = [face for face in script.faces if find_spec(face.package)]
    cut = _cut(Store(folder), faces, script)
    return "".join(_rule(face, script, cut[face]) for face in faces).encode()


@lru_cache
def _folder_of(package: str) -> Path:
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        name = package.replace("_", "-")
        raise usage_error(
            f"the font package `{name}` is not installed",
            f"run `python -m pip install {name}`",
            code="missing-fonts",
        )
    return Path(spec.origin).parent / "files"


def _fontconfig(folders: Iterable[Path], cache: Path) -> str:
    def lines() -> Iterator[str]:
        yield '<?xml version="1.0"?>'
        yield '<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">'
        yield "<fontconfig>"
        yield from (f"<dir>{escape(str(folder))}</dir>" for folder in folders)
        yield f"<cachedir>{escape(str(cache))}</cachedir>"
        for generic, family in (("serif", "Spectral"), ("sans-serif", "Fira Sans")):
            yield f"<alias><family>{generic}</family><prefer><family>{family}</family></prefer>"
            yield "</alias>"
        yield "<config><rescan><int>0</int></rescan></config>"
        yield "</fontconfig>"

    return "\n".join(lines()) + "\n"


def _rule(face: Face, script: Script, data: bytes) -> str:
    covers = ",".join(f"U+{first:X}-{last:X}" for first, last in script.ranges)
    style = "italic" if face.italic else "normal"
    encoded = base64.b64encode(data).decode()
    return (
        f'@font-face{{font-family:"{face.family}";font-style:{style};font-weight:{face.weight};'
        f"font-display:swap;unicode-range:{covers};"
        f'src:url(data:font/woff2;base64,{encoded}) format("woff2")}}\n'
    )


def _cut(store: Store, faces: Iterable[Face], script: Script) -> dict[Face, bytes]:
    """Cut what nobody has cut yet; of several processes, each begins with what no other has."""
    keys = {face: _key(face, script) for face in faces}
    cut = {face: data for face, key in keys.items() if (data := store.get(key)) is not None}
    for waits in (False, True):
        for face in [one for one in keys if one not in cut]:
            with begun(store.folder / f"{keys[face]}.lock", waits) as is_ours:
                if is_ours:
                    cut[face] = store.get(keys[face]) or _subset(_source(face), face, script)
                    store.put(keys[face], cut[face])
    return cut


def _key(face: Face, script: Script) -> str:
    from importlib.metadata import version

    how = repr((face.features, script.ranges))
    packers = [version("fonttools"), version("brotli"), natives.versions()["harfbuzz"]]
    return key_of("web-font", *packers, _source(face), how)


def _source(face: Face) -> bytes:
    return (_folder_of(face.package) / f"{face.file}.ttf").read_bytes()


def _subset(source: bytes, face: Face, script: Script) -> bytes:
    return as_woff2(subset(source, script.code_points, face.features, _NAMES))
