"""The door to the seeds folder: YAML and texts in, one Library out, or every fault in them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar, cast

from pydantic import ValidationError

from briefgen.errors import BriefgenError, ContentError, Diagnostic, Place
from briefgen.folders import contents
from briefgen.models.audience import Audience
from briefgen.models.base import Model
from briefgen.models.brief import Brief
from briefgen.models.library import Library, Project
from briefgen.models.source import Source
from briefgen.paths import matching
from briefgen.schema_faults import highest_marking, schema_faults
from briefgen.seed_files import SeedFiles, files_under, list_seeds
from briefgen.shipped import AUDIENCES
from briefgen.store import Store, key_of
from briefgen.values import frozen
from briefgen.vocabulary import Marking
from briefgen.yaml_text import decode, located, parse_yaml

AnyModel = TypeVar("AnyModel", bound=Model)


_MOST_MET, _LARGEST_MET = 256, 2**18
"""How many files, and how much of one: bytes of its YAML and characters of its text."""


@frozen
class _Met:
    """A file that was read before."""

    digest: bytes
    value: Model
    told: Mapping[str, Any]
    """What it says of its text, for one that may have it in another file."""


@frozen
class Kept:
    """The values of YAML files that were read before, by their bytes."""

    store: Store
    software: str
    """Stands for the reader: what another one read is a miss."""
    met: dict[tuple[type[Model], str], _Met] = field(
        default_factory=dict, repr=False, compare=False
    )
    """What this process read last, by its kind and file: several briefs may share a source."""

    def meet(self, model: type[Model], file: str, met: _Met) -> None:
        """Know a file again that was read without a fault."""
        self.met.pop((model, file), None)
        self.met[model, file] = met
        if len(self.met) > _MOST_MET:
            del self.met[next(iter(self.met))]

    def get(self, data: bytes) -> dict[str, Any] | None:
        """Return the values that these bytes hold; None where that is not known."""
        values = self.store.get(self._key(data))
        return None if values is None else dict(json.loads(values))

    def put(self, data: bytes, values: Mapping[str, Any]) -> None:
        """Keep the values that these bytes hold."""
        self.store.put(self._key(data), json.dumps(values).encode())

    def _key(self, data: bytes) -> str:
        return key_of("yaml", self.software, data)


@dataclass(slots=True)
class _Reading:
    """What has been found so far in one reading of one folder."""

    kept: Kept | None
    faults: list[Diagnostic] = field(default_factory=list)
    files: dict[str, str] = field(default_factory=dict)


def read_library(folder: Path, kept: Kept | None = None) -> Library:
    """Read everything authored under a seeds folder.

    Args:
        folder: the seeds.
        kept: what need not be parsed again.

    Raises:
        UsageError: there is no such folder.
        ContentError: every fault of every file, each with its line and column.
    """
    listed, reading = list_seeds(folder), _Reading(kept)
    reading.faults += listed.faults
    project, audiences = _read_frame(reading, listed)
    sources = dict(_read_each(reading, Source, "sources", listed.sources))
    briefs = dict(_read_each(reading, Brief, "briefs", listed.briefs))
    return _library(reading, project, audiences, briefs, sources)


def read_frame(listed: SeedFiles, kept: Kept | None) -> Library:
    """Read what all briefs share: a library with the project and the audiences alone.

    Raises:
        ContentError: every fault of these files, and of the names of all.
    """
    reading = _Reading(kept)
    reading.faults += listed.faults
    project, audiences = _read_frame(reading, listed)
    return _library(reading, project, audiences, {}, {})


def read_brief(listed: SeedFiles, frame: Library, brief_id: str, kept: Kept | None) -> Library:
    """Read one brief and its sources into a library of them alone.

    Raises:
        ContentError: every fault of these files.
    """
    reading = _Reading(kept, files=dict(frame.files))
    briefs = dict(_read_each(reading, Brief, "briefs", {brief_id: listed.briefs[brief_id]}))
    patterns = [pattern for brief in briefs.values() for pattern in brief.patterns(brief_id)]
    files = {path: listed.sources[path] for path in matching(patterns, tuple(listed.sources))}
    sources = dict(_read_each(reading, Source, "sources", files))
    return _library(reading, frame.project, frame.audiences, briefs, sources)


def read_briefs(listed: SeedFiles, frame: Library, kept: Kept | None) -> Library:
    """Read all briefs without their sources; those at fault are left out."""
    reading = _Reading(kept, files=dict(frame.files))
    briefs = dict(_read_each(reading, Brief, "briefs", listed.briefs))
    return replace(frame, briefs=MappingProxyType(briefs), files=MappingProxyType(reading.files))


def _library(
    reading: _Reading,
    project: Project,
    audiences: Mapping[str, Audience],
    briefs: Mapping[str, Brief],
    sources: Mapping[str, Source],
) -> Library:
    if reading.faults:
        raise ContentError(reading.faults)
    return Library(
        project=project,
        sources=MappingProxyType(sources),
        briefs=MappingProxyType(briefs),
        audiences=MappingProxyType(audiences),
        files=MappingProxyType(reading.files),
    )


def locate(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Return findings with the line and column of what they are about, in order of place."""
    by_file: dict[str, list[Diagnostic]] = {}
    for diagnostic in diagnostics:
        by_file.setdefault(diagnostic.place.file, []).append(diagnostic)
    return tuple(found for file in sorted(by_file) for found in _located_in(file, by_file[file]))


def line_at(place: Place) -> str:
    """Return the line of a file that a place is on; empty where it cannot be read."""
    try:
        lines = Path(place.file).read_text("utf-8").splitlines()
    except (OSError, ValueError):
        return ""
    return lines[place.line - 1] if place.line and place.line <= len(lines) else ""


def _located_in(file: str, diagnostics: list[Diagnostic]) -> list[Diagnostic]:
    if any(found.place.line is None and found.place.path for found in diagnostics):
        try:
            text = decode(Path(file).read_bytes(), file)
        except (OSError, BriefgenError):
            return diagnostics
        diagnostics = list(located(text, diagnostics))
    return sorted(diagnostics, key=lambda found: (found.place.line or 0, found.place.column or 0))


def _read_frame(reading: _Reading, listed: SeedFiles) -> tuple[Project, dict[str, Audience]]:
    file = reading.files["project"] = listed.project
    project = _read(reading, Project, file) if Path(file).exists() else Project()
    shipped = {Path(file).stem: file for file in files_under(AUDIENCES.as_posix())}
    audiences = dict(_read_each(reading, Audience, "audiences", {**shipped, **listed.audiences}))
    return project or Project(), audiences


def _read_each(
    reading: _Reading, model: type[AnyModel], kind: str, files: Mapping[str, str]
) -> Iterator[tuple[str, AnyModel]]:
    for name, file in files.items():
        value = _read(reading, model, file)
        if value is not None:
            reading.files[f"{kind}/{name}"] = file
            yield name, value


def _read(reading: _Reading, model: type[AnyModel], file: str) -> AnyModel | None:
    """Read one file as one model; what is wrong with it is noted, and None returned."""
    try:
        raw = contents(file)
        again = _again(reading, model, file, raw)
        if again is not None:
            return again
        data: Mapping[str, Any] = _values(reading, file, raw)
    except OSError as error:
        message, place = f"it cannot be read: {error.strerror}", Place(file)
        # It tells nothing of what stands in the file.
        fault = Diagnostic("file-unreadable", message, place, marking=Marking.CLEAR)
        reading.faults.append(fault)
        return None
    except ContentError as error:
        reading.faults += error.diagnostics
        return None
    faults = list(_stem_faults(file, data))
    told = {key: data[key] for key in _OF_TEXT if key in data}
    if model is Source:
        data, text_faults = _with_text(reading, file, data)
        faults += text_faults
    if faults:
        marking = highest_marking(data)
        faults = [replace(found, marking=marking) for found in faults]
    try:
        value = model.model_validate(data)
    except ValidationError as error:
        faults += schema_faults(error, model, file, data)
        value = None
    if faults:
        reading.faults += located(decode(raw, file), faults)
    elif reading.kept and value is not None and len(raw) + _n_characters(data) <= _LARGEST_MET:
        reading.kept.meet(model, file, _Met(_digest(raw), value, told))
    return value


_OF_TEXT = ("text", "text_file")


def _again(reading: _Reading, model: type[AnyModel], file: str, raw: bytes) -> AnyModel | None:
    """Return what a file was read as before, if it and its text are what they were."""
    kept = reading.kept
    met = kept.met.get((model, file)) if kept else None
    if kept is None or met is None or met.digest != _digest(raw):
        return None
    if isinstance(met.value, Source):
        data, faults = _with_text(reading, file, met.told)
        if faults or data.get("text") != met.value.text:
            return None
    kept.meet(model, file, met)
    return cast("AnyModel", met.value)


def _n_characters(data: Mapping[str, Any]) -> int:
    return len(data.get("text") or "")


def _digest(raw: bytes) -> bytes:
    return hashlib.sha256(raw).digest()


def _values(reading: _Reading, file: str, raw: bytes) -> dict[str, Any]:
    """Return the values of a file, parsed only where they are not kept.

    Raises:
        ContentError: all that is wrong with it as YAML.
    """
    known = reading.kept.get(raw) if reading.kept else None
    if known is not None:
        return known
    parsed = parse_yaml(decode(raw, file), file)
    values: dict[str, Any] = _with_empty_markings_told(parsed)
    if reading.kept:
        reading.kept.put(raw, values)
    return values


def _with_empty_markings_told(value: Any) -> Any:
    """Return the values with each empty `marking` as a word that is refused, not as a default."""
    if isinstance(value, dict):
        return {
            key: "" if key == "marking" and part is None else _with_empty_markings_told(part)
            for key, part in value.items()
        }
    return [_with_empty_markings_told(part) for part in value] if isinstance(value, list) else value


def _stem_faults(file: str, data: Mapping[str, Any]) -> Iterator[Diagnostic]:
    stated = data.get("id")
    if stated is not None and stated != (stem := Path(file).stem):
        yield Diagnostic(
            "id-not-stem",
            f"`id` is `{stated}`, and the file is called `{stem}`",
            Place(file, ("id",)),
            hint="remove `id`, or rename the file",
        )


def _with_text(
    reading: _Reading, file: str, data: Mapping[str, Any]
) -> tuple[Mapping[str, Any], list[Diagnostic]]:
    """Return a source's values with its text: its own, or that of the file beside it."""
    named = data.get("text_file")
    if data.get("text") is not None or not isinstance(named, str | None) or named == "":
        return data, []
    place = Place(file, ("text_file",))
    if named is not None and not _is_name(named):
        message = f"`{named}` is no name of a file beside this one"
        return data, [Diagnostic("text-file", message, place, hint=_BESIDE)]
    folder, slash, name = file.rpartition("/")
    name = named or f"{name.rpartition('.')[0]}.txt"
    text_file = f"{folder}{slash}{name}"
    try:
        text = decode(contents(text_file), text_file)
    except OSError as error:
        if named is None and not Path(text_file).is_file():
            return data, []
        message = f"`{name}` cannot be read: {error.strerror}"
        return data, [Diagnostic("text-file", message, place, hint=_BESIDE)]
    except ContentError as error:
        return data, list(error.diagnostics)
    reading.files[f"texts/{file}"] = text_file
    return {key: value for key, value in data.items() if key != "text_file"} | {"text": text}, []


_BESIDE = "put the text beside this file, and write its name alone"


def _is_name(text: str) -> bool:
    return Path(text).name == text and text != ".." and text.isprintable()
