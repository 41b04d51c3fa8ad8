"""YAML to plain values, strictly, and back to the line where a value stands.

A subset of YAML 1.2 with its core values: one document, a mapping at its root, without tags,
anchors, aliases, merge keys, directives or keys that a reader could take for one another.
A number or a date stays the text that was typed: `010`, `1.10` and `2022` reach the models as
`str`, and a field that wants a number converts it.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import TypeAlias

import yaml

from briefgen.code_pages import why_control, why_not_utf8
from briefgen.errors import ContentError, Diagnostic, KeyPath, Place
from briefgen.yaml_faults import (
    DEEPEST,
    EMPTY,
    LINE_SEPARATORS,
    PLAIN,
    ROOT,
    TOLD_ONCE,
    Fault,
    Kind,
    Step,
    are_distinct,
    character_fault,
    faults_of,
)
from briefgen.yaml_problems import Complaint, explain

YamlValue: TypeAlias = "bool | str | list[YamlValue] | dict[str, YamlValue] | None"
"""What `parse_yaml` gives; numbers are `str`."""

LARGEST_BYTES = 8 * 1024 * 1024
"""Largest file that is read."""
MOST_EVENTS = 200_000
"""Most steps of the parser through one file: one a value, one a key, one a bracket."""
MOST_FAULTS = 100
"""Most findings about one file; the rest waits until these are mended."""


def decode(data: bytes, file: str) -> str:
    """Return the text of a file, which is UTF-8, with or without a byte order mark.

    Raises:
        ContentError: another encoding, a control character, or too large; where and which.
    """
    data = data.removeprefix(codecs.BOM_UTF8)
    if len(data) > LARGEST_BYTES:
        raise ContentError([_diagnostic(_TOO_LARGE, (1, 1), file)])
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise _bad_bytes(why_not_utf8(data, error.start), data[: error.start], file) from None
    if len(data.translate(None, _CONTROLS)) < len(data):
        start = next(n for n, byte in enumerate(data) if byte in _CONTROLS)
        raise _bad_bytes(why_control(data, start), data[:start], file)
    return text


def parse_yaml(text: str, file: str) -> dict[str, YamlValue]:
    """Return the mapping that a YAML text holds.

    Raises:
        ContentError: all that is wrong with it, each with line and column; of a syntax error
            the first, since nothing after it can be trusted.
    """
    if len(text) > LARGEST_BYTES:
        raise ContentError([_diagnostic(_TOO_LARGE, (1, 1), file)])
    try:
        root = _read(text)
    except _TooLongError:
        raise ContentError([_diagnostic(_TOO_LONG, (1, 1), file)]) from None
    except _UNREAD:
        raise ContentError(_diagnose(text, file)) from None
    if "\\" in text and _ESCAPE.search(text) and (faults := _diagnose(text, file)):
        raise ContentError(faults)
    return root


def located(text: str, diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Return the diagnostics, all about the file of this text, each with line and column."""
    diagnostics = tuple(diagnostics)
    if not diagnostics:
        return ()
    places = locate(text, [diagnostic.place for diagnostic in diagnostics])
    return tuple(
        replace(diagnostic, place=place)
        for diagnostic, place in zip(diagnostics, places, strict=True)
    )


def locate(text: str, places: Sequence[Place]) -> tuple[Place, ...]:
    """Return the places with line and column, in their order; broken YAML never raises.

    A path that is not there gets the place of its nearest ancestor that is, the root's at worst;
    a place that has a line keeps it.
    """
    wanted = {place.path[:n] for place in places for n in range(len(place.path) + 1)}
    marks: dict[tuple[KeyPath, bool], tuple[int, int]] = {}
    try:
        for step in _steps(text):
            if step.path in wanted and step.kind is not Kind.DOCUMENT:
                marks.setdefault((step.path, step.is_key), step.mark)
    except _UNREAD:
        pass  # What stands before the fault is located all the same.
    return tuple(_placed(place, marks) for place in places)


def _placed(place: Place, marks: dict[tuple[KeyPath, bool], tuple[int, int]]) -> Place:
    if place.line is not None:
        return place
    candidates = [(place.path, True)] if place.on_key else []
    candidates += [(place.path[:n], False) for n in range(len(place.path), -1, -1)]
    line, column = next((marks[each] for each in candidates if each in marks), (1, 1))
    return replace(place, line=line, column=column)


class _RefusedError(Exception):
    """The quick reader met something that it does not take; `_diagnose` will say what."""


class _TooLongError(Exception):
    """The quick reader stopped at `MOST_EVENTS`."""


_LOADER = yaml.CBaseLoader if yaml.__with_libyaml__ else yaml.BaseLoader
_UNREAD = (_RefusedError, yaml.YAMLError, UnicodeError)
_CONTROLS = bytes({*range(0x20), 0x7F} - {*b"\t\n\r"})
_ESCAPE = re.compile(r"\\[0abefvxuU]")
_LINE_BREAK = re.compile(r"\r\n|\r|\n")
_TOO_LARGE = Fault(
    "yaml-size", f"the file is larger than {LARGEST_BYTES // 1024**2} MiB", "divide it"
)
_TOO_LONG = Fault(
    "yaml-size", f"more than about {MOST_EVENTS // 2:,} keys and values", "divide the file"
)


def _events(text: str) -> Iterator[yaml.Event]:
    if not text.isascii() and any(separator in text for separator in LINE_SEPARATORS):
        raise _RefusedError
    return islice(iter(_LOADER(text).get_event, None), MOST_EVENTS)


def _read(text: str) -> dict[str, YamlValue]:
    """Return the root mapping; the quick way, which keeps no positions.

    The parser's events are put together here, on a stack of our own: its composer is slower,
    and overflows the C stack on deep nesting.
    """
    top: list[YamlValue] = []
    outer: list[list[YamlValue] | dict[str, YamlValue]] = []
    inner: list[YamlValue] | dict[str, YamlValue] = top
    key: str | None = None
    value: YamlValue
    event: yaml.Event | None = None
    for event in _events(text):
        if isinstance(event, yaml.ScalarEvent):
            value = event.value
            if value in PLAIN and event.implicit[0]:
                value = PLAIN[value]
        elif isinstance(event, yaml.CollectionStartEvent):
            value = {} if isinstance(event, yaml.MappingStartEvent) else []
        elif isinstance(event, yaml.CollectionEndEvent):
            _check_keys(inner)
            inner = outer.pop()
            continue
        else:
            _check_frame(event, top)
            continue
        if event.tag is not None or event.anchor is not None:
            raise _RefusedError
        if isinstance(inner, list):
            inner.append(value)
        elif key is not None:
            inner[key] = value
            key = None
        elif isinstance(value, str) and value not in inner:
            key = value
            continue
        else:
            raise _RefusedError
        if isinstance(value, (dict, list)):
            if len(outer) == DEEPEST:
                raise _RefusedError
            outer.append(inner)
            inner = value
    if not isinstance(event, yaml.StreamEndEvent):
        raise _TooLongError
    if top and isinstance(top[0], dict):
        return top[0]
    raise _RefusedError


def _check_keys(collection: list[YamlValue] | dict[str, YamlValue]) -> None:
    if isinstance(collection, dict) and not are_distinct(tuple(collection)):
        raise _RefusedError


def _check_frame(event: yaml.Event, top: list[YamlValue]) -> None:
    """Refuse an alias, a second document and a directive."""
    if isinstance(event, yaml.AliasEvent):
        raise _RefusedError
    if isinstance(event, yaml.DocumentStartEvent) and (top or event.version or event.tags):
        raise _RefusedError


@dataclass(slots=True)
class _Frame:
    """A list or mapping that the walk is in."""

    path: KeyPath
    is_list: bool
    keys: dict[str, tuple[str, int]] = field(default_factory=dict)
    n_items: int = 0
    key: str | None = None

    def enter(self, event: yaml.Event) -> tuple[KeyPath, bool]:
        """Return the path of the node that comes next, and whether it is a key."""
        if self.is_list:
            self.n_items += 1
            return (*self.path, self.n_items - 1), False
        if self.key is not None:
            path = (*self.path, self.key)
            self.key = None
            return path, False
        self.key = event.value if isinstance(event, yaml.ScalarEvent) else ""
        return (*self.path, self.key), True


def _steps(text: str) -> Iterator[Step]:
    """Walk to the end, a second document or what is too deep; the slow way, with positions."""
    frames: list[_Frame] = []
    n_documents = 0
    for event in _events(text):
        if isinstance(event, yaml.DocumentStartEvent):
            n_documents += 1
            has_directive = bool(event.version or event.tags)
            yield Step(Kind.DOCUMENT, _mark(event), depth=n_documents, has_directive=has_directive)
        elif isinstance(event, yaml.CollectionEndEvent):
            frames.pop()
        elif isinstance(event, yaml.NodeEvent):
            path, is_key = frames[-1].enter(event) if frames else ((), False)
            earlier = frames[-1].keys if is_key else None
            yield _node(event, path, len(frames) + 1, earlier)
            if isinstance(event, yaml.CollectionStartEvent):
                frames.append(_Frame(path, isinstance(event, yaml.SequenceStartEvent)))
        if n_documents > 1 or len(frames) > DEEPEST:
            return


def _node(
    event: yaml.NodeEvent, path: KeyPath, depth: int, earlier: dict[str, tuple[str, int]] | None
) -> Step:
    mark, anchor = _mark(event), event.anchor or ""
    if isinstance(event, yaml.ScalarEvent):
        kind = Kind.PLAIN if event.implicit[0] else Kind.TEXT
        return Step(kind, mark, path, depth, earlier, event.value, anchor, event.tag or "")
    if isinstance(event, yaml.CollectionStartEvent):
        kind = Kind.MAPPING if isinstance(event, yaml.MappingStartEvent) else Kind.LIST
        return Step(kind, mark, path, depth, earlier, "", anchor, event.tag or "")
    return Step(Kind.ALIAS, mark, path, depth, earlier, "", anchor)


def _mark(event: yaml.Event) -> tuple[int, int]:
    mark = event.start_mark
    return (mark.line + 1, mark.column + 1) if mark else (1, 1)


def _diagnose(text: str, file: str) -> list[Diagnostic]:
    """Return what is wrong with a text, in its order; nothing if it can be read."""
    if bad := character_fault(text):
        return [_diagnostic(bad[1], _end_of(text[: bad[0]]), file)]
    found: list[Diagnostic] = []
    step: Step | None = None
    try:
        for step in _steps(text):
            found += _new_faults(step, found, file)
            if len(found) >= MOST_FAULTS:
                return found
    except yaml.MarkedYAMLError as error:
        fault = _syntax_fault(text, error, file)
        found = [each for each in found if each.code != ROOT.code]
        lines = {each.place.line for each in found}
        return found if fault.place.line in lines else [*found, fault]
    return found if step else [_diagnostic(EMPTY, (1, 1), file)]


def _new_faults(step: Step, found: Sequence[Diagnostic], file: str) -> Iterator[Diagnostic]:
    for fault in faults_of(step):
        if fault.code not in TOLD_ONCE or all(fault.code != each.code for each in found):
            mark = (1, 1) if fault is EMPTY else step.mark
            place = Place(file, step.path, *mark, on_key=step.is_key)
            yield Diagnostic(fault.code, fault.message, place, hint=fault.hint)


def _syntax_fault(text: str, error: yaml.MarkedYAMLError, file: str) -> Diagnostic:
    mark = error.problem_mark or error.context_mark
    line, column = (mark.line, mark.column) if mark else (0, 0)
    lines = _LINE_BREAK.split(text)
    shown = lines[line] if line < len(lines) else ""
    before, after = shown[:column], shown[column:]
    mistake = explain(Complaint(error.context or "", error.problem or "", before, after))
    if mistake.at_start and error.context_mark:
        line, column = error.context_mark.line, error.context_mark.column
    fault = Fault(mistake.code, mistake.message, mistake.hint)
    return _diagnostic(fault, (line + 1, column + 1), file)


def _bad_bytes(reason: tuple[str, str], before: bytes, file: str) -> ContentError:
    mark = _end_of(before.decode("utf-8", "replace"))
    return ContentError([_diagnostic(Fault("yaml-encoding", *reason), mark, file)])


def _diagnostic(fault: Fault, mark: tuple[int, int], file: str) -> Diagnostic:
    return Diagnostic(fault.code, fault.message, Place(file, (), *mark), hint=fault.hint)


def _end_of(text: str) -> tuple[int, int]:
    """Return line and column of what comes after a text, 1-based."""
    lines = _LINE_BREAK.split(text)
    return len(lines), len(lines[-1]) + 1
