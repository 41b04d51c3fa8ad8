"""Searching what was built for anything that is withheld from its readers.

What stands in text that is cleared for them, or in the words of the templates, is no leak.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field, fields
from pathlib import Path

from briefgen.built import Piece, UnreadableError, pieces
from briefgen.dossier import assemble
from briefgen.edition import Edition
from briefgen.errors import Diagnostic, Place, usage_error
from briefgen.figures.countries import VIEWS, read_atlas, read_names
from briefgen.looks import read_looks
from briefgen.models.library import Library
from briefgen.shipped import TEMPLATES
from briefgen.values import frozen
from briefgen.vocabulary import Likelihood, Marking
from briefgen.withheld import Kind, Sorted, Text, sort

RUN = 6
"""Words in a row that make a leak."""
_FEWEST = 12
"""Letters that a run has at least."""
_STEP = 5
_KEY = _FEWEST - _STEP + 1
"""Letters that are looked up at every fifth place, and would stand at one of a run's first five."""
_SHORTEST = 4
_WORD = re.compile(r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff]|[^\W_]+")
_BROKEN = re.compile(r"[-\u2010\u2011]\s*\n\s*")
_UNSEEN = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"))
_MARKS_OF_ID = re.compile(r"[-_./#\d]")
_HINT = "remove the file and build again; if it comes back, look for it in the templates"


def verify(
    library: Library, folder: Path, templates: Sequence[Path] = (TEMPLATES,)
) -> tuple[Diagnostic, ...]:
    """Search an output folder, or the folder of one audience.

    What lies outside the audiences' folders is searched as if the lowest audience read it. For
    each file, one finding says how many things it should not hold, and others say which.

    Raises:
        UsageError: there is no such folder.
    """
    if not folder.is_dir():
        raise usage_error(
            f"there is no folder `{folder.as_posix()}`",
            "run `briefgen build` first",
            code="no-output",
            file=folder.as_posix(),
        )
    dossiers = [assemble(library, brief_id) for brief_id in library.briefs]
    furniture = _furniture(templates)
    found: list[Diagnostic] = []
    for audience_id, paths in _by_audience(library, folder).items():
        search = _search(sort(library, dossiers, audience_id), furniture)
        for path, name in paths:
            found += _verified(search, audience_id, path, name)
    return tuple(found)


def _by_audience(library: Library, folder: Path) -> dict[str, list[tuple[Path, str]]]:
    """Return files and folders, each with its name there, by who reads them."""
    lowest = min(library.audiences, key=lambda key: library.audiences[key].marking.rank)
    own = folder.resolve().name
    found: dict[str, list[tuple[Path, str]]] = {}
    for path in sorted(folder.rglob("*")):
        first, *rest = path.relative_to(folder).parts
        if first in library.audiences and (rest or path.is_dir()):
            found.setdefault(first, []).append((path, "/".join(rest)))
        else:
            reader = own if own in library.audiences else lowest
            found.setdefault(reader, []).append((path, "/".join((first, *rest))))
    return found


def _verified(search: _Search, audience_id: str, path: Path, name: str) -> Iterator[Diagnostic]:
    place, leaks = Place(path.as_posix()), dict[Text, str]()
    try:
        found = list(pieces(name, path.read_bytes() if path.is_file() else b""))
    except (OSError, UnreadableError) as error:
        message = f"it cannot be searched: {error}"
        yield Diagnostic("output-unreadable", message, place, hint=_HINT, marking=Marking.CLEAR)
        return
    for text, where in _leaks(search, found):
        leaks.setdefault(text, where)
    if not leaks:
        return
    named = [text.marking for text, where in leaks.items() if where == found[0].where]
    n = "1 thing" if len(leaks) == 1 else f"{len(leaks)} things"
    message = f"it holds {n} withheld from `{audience_id}`"
    marking = max(named, default=Marking.CLEAR)
    yield Diagnostic("leak", message, place, hint=_HINT, marking=marking)
    for text, where in leaks.items():
        message = f"{where} holds {text.what}, withheld from `{audience_id}`"
        marking = max(text.marking, *named, Marking.CLEAR)
        yield Diagnostic("withheld", message, place, hint=_HINT, marking=marking)


# What is searched for


_Runs = Mapping[str, Sequence[tuple[str, int, Text]]]
"""Key -> run, where the key stands in it, what it is of."""


@frozen
class _Ground:
    """Texts made alike, so that punctuation, ligatures and broken lines do not matter."""

    raw: str
    spaced: str
    """Words between single spaces, those broken at a line's end also joined."""
    letters: str
    """Letters and digits alone."""
    bare: str
    """Letters alone: marks of notes stand between words."""


@frozen
class _Search:
    """What is looked for, and where it may stand."""

    runs: _Runs
    """By letters near their beginning."""
    bare_runs: _Runs
    shorts: Sequence[tuple[str, Text]]
    ids: Sequence[tuple[str, Text]]
    addresses: Sequence[tuple[str, Text]]
    cleared: _Ground
    furniture: _Ground
    names: frozenset[str]
    """Cleared texts whole, and the words of templates."""
    known: dict[tuple[str, str], bool] = field(default_factory=dict)


def _furniture(templates: Sequence[Path]) -> _Ground:
    """Return the words that editions have from elsewhere than the seeds."""
    files = (data for folder in templates for data in read_looks(folder).files.values())
    texts = [data.decode("utf-8", errors="ignore") for data in files]
    texts += [land.name for view in VIEWS for land in read_atlas(view).countries.values()]
    texts += [name for names in read_names().values() for name in names.values()]
    texts += [one.name.replace("_", " ") for one in fields(Edition)]
    return _ground([*texts, *Likelihood, *(marking.value for marking in Marking)])


def _search(found: Sorted, furniture: _Ground) -> _Search:
    runs: dict[str, list[tuple[str, int, Text]]] = {}
    bare_runs: dict[str, list[tuple[str, int, Text]]] = {}
    shorts = []
    for text in found.withheld:
        if text.kind is Kind.WORDS:
            words = _words(text.text)
            for run in _runs(words):
                _enter(runs, run, text)
                _enter(bare_runs, _bare(run), text)
            if sum(map(len, words)) < _FEWEST or len(words) == 1:
                shorts += [(f" {' '.join(words)} ", text)] if _tells(words) else []
    cleared = [text.text for text in found.cleared]
    return _Search(
        runs=runs,
        bare_runs=bare_runs,
        shorts=shorts,
        ids=[(t.text.casefold(), t) for t in found.withheld if t.kind is Kind.ID],
        addresses=[(_squeezed(t.text), t) for t in found.withheld if t.kind is Kind.ADDRESS],
        cleared=_ground(cleared),
        furniture=furniture,
        names=frozenset([*map(str.casefold, cleared), *furniture.spaced.split()]),
    )


def _runs(words: Sequence[str]) -> Iterator[str]:
    """Yield six words in a row, from each word on, as letters; the whole of what is shorter."""
    if len(words) < RUN:
        whole = "".join(words)
        if len(whole) >= _FEWEST and len(words) > 1:
            yield whole
        return
    for start in range(len(words) - RUN + 1):
        end = start + RUN
        run = "".join(words[start:end])
        while len(run) < _FEWEST and end < len(words):
            run, end = run + words[end], end + 1
        yield run


def _enter(runs: dict[str, list[tuple[str, int, Text]]], run: str, text: Text) -> None:
    if len(run) >= _FEWEST:
        for offset in range(_STEP):
            key = run[offset : offset + _KEY]
            runs.setdefault(key, []).append((run, offset, text))


def _tells(words: Sequence[str]) -> bool:
    whole = "".join(words)
    return len(whole) >= _SHORTEST and not whole.isdigit()


# Searching


def _leaks(search: _Search, found: Sequence[Piece]) -> Iterator[tuple[Text, str]]:
    grouped: dict[tuple[str, bool], list[str]] = {}
    for piece in found:
        grouped.setdefault((piece.where, piece.is_code), []).append(piece.text)
    for (where, is_code), texts in grouped.items():
        ground = _ground(texts)
        for text in _in_ground(search, ground, is_code=is_code):
            yield text, where
    values = {_value(piece.text): piece.where for piece in found if piece.is_name}
    for name, text in search.ids:
        if name in values and name not in search.names:
            yield text, values[name]


def _in_ground(search: _Search, ground: _Ground, *, is_code: bool) -> Iterator[Text]:
    yield from _long(search, ground.letters, search.runs, "letters")
    yield from _long(search, ground.bare, search.bare_runs, "bare")
    for short, text in search.shorts:
        is_apart = not is_code or short.count(" ") > 2
        if is_apart and short in ground.spaced and not _may_stand(search, short, "spaced"):
            yield text
    for name, text in search.ids:
        is_there = name in ground.raw and _is_telling(name) and _stands(name, ground.raw)
        if is_there and not _may_stand(search, name, "raw"):
            yield text
    if search.addresses:
        whole = _squeezed(ground.raw)
        for address, text in search.addresses:
            if address in whole and address not in _squeezed(search.cleared.raw):
                yield text


def _long(search: _Search, letters: str, runs: _Runs, kind: str) -> Iterator[Text]:
    if not runs:
        return
    for at in range(0, len(letters) - _KEY + 1, _STEP):
        for run, offset, text in runs.get(letters[at : at + _KEY], ()):
            if letters.startswith(run, max(0, at - offset)) and not _may_stand(search, run, kind):
                yield text


def _may_stand(search: _Search, run: str, kind: str) -> bool:
    """Tell whether words stand in what is cleared, or come from the templates."""
    key = (kind, run)
    if key not in search.known:
        is_cleared = run in getattr(search.cleared, kind)
        is_short = kind in ("raw", "spaced") or len(run) < 2 * _FEWEST
        search.known[key] = is_cleared or (is_short and run in getattr(search.furniture, kind))
    return search.known[key]


def _is_telling(name: str) -> bool:
    return len(name) > _SHORTEST and _MARKS_OF_ID.search(name) is not None


def _stands(name: str, text: str) -> bool:
    return re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", text) is not None


def _value(text: str) -> str:
    return text.strip().lstrip("#").casefold()


# Making texts alike


def _ground(texts: Iterable[str]) -> _Ground:
    raw = "\n".join(texts)
    plain = _plain(raw)
    joined = _BROKEN.sub("", plain)
    spaced = f" {' '.join(_WORD.findall(plain))} "
    letters = "".join(_WORD.findall(plain))
    if joined != plain:
        spaced += f"{' '.join(_WORD.findall(joined))} "
    return _Ground(raw.casefold(), spaced, letters, _bare(letters))


def _words(text: str) -> list[str]:
    return _WORD.findall(_plain(text))


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).translate(_UNSEEN).casefold()


def _bare(letters: str) -> str:
    return re.sub(r"\d", "", letters)


def _squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text).casefold().removeprefix("https://").removeprefix("http://")
