"""The door to the seeds folder: YAML and texts in, one Library out, or every fault in them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

from pydantic import ValidationError

from briefgen.errors import BriefgenError, ContentError, Diagnostic, Place, usage_error
from briefgen.models.audience import Audience
from briefgen.models.base import Model
from briefgen.models.brief import Brief
from briefgen.models.library import Library, Project
from briefgen.models.source import Source
from briefgen.schema_faults import highest_marking, schema_faults
from briefgen.shipped import AUDIENCES
from briefgen.vocabulary import Marking
from briefgen.yaml_text import decode, located, parse_yaml

AnyModel = TypeVar("AnyModel", bound=Model)


@dataclass(slots=True)
class _Reading:
    """What has been found so far in one reading of one folder."""

    folder: Path
    faults: list[Diagnostic] = field(default_factory=list)
    files: dict[str, str] = field(default_factory=dict)


def read_library(folder: Path) -> Library:
    """Read everything authored under a seeds folder.

    Raises:
        UsageError: there is no such folder.
        ContentError: every fault of every file, each with its line and column.
    """
    if not folder.is_dir():
        raise usage_error(
            f"there is no seeds folder `{folder.as_posix()}`",
            "run `briefgen init DIR` for a project to start from, or name the folder with --seeds",
            code="no-seeds",
            file=folder.as_posix(),
        )
    reading = _Reading(folder)
    project = _read_project(reading)
    sources = dict(_read_sources(reading))
    shipped = dict(_read_kind(reading, Audience, "audiences", AUDIENCES))
    own = dict(_read_kind(reading, Audience, "audiences", folder / "audiences"))
    briefs = dict(_read_kind(reading, Brief, "briefs", folder / "briefs"))
    if not briefs and not reading.faults:
        reading.faults.append(_no_briefs(folder))
    if reading.faults:
        raise ContentError(reading.faults)
    return Library(
        project=project,
        sources=MappingProxyType(sources),
        briefs=MappingProxyType(briefs),
        audiences=MappingProxyType(shipped | own),
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


def _read_project(reading: _Reading) -> Project:
    file = reading.folder / "project.yaml"
    project = _read(reading, Project, file) if file.exists() else Project()
    reading.files["project"] = file.as_posix()
    return project or Project()


def _read_kind(
    reading: _Reading, model: type[AnyModel], kind: str, folder: Path
) -> Iterator[tuple[str, AnyModel]]:
    for file in _yaml_files(reading, folder):
        value = _read(reading, model, file)
        if value is not None:
            reading.files[f"{kind}/{file.stem}"] = file.as_posix()
            yield file.stem, value


def _read_sources(reading: _Reading) -> Iterator[tuple[str, Source]]:
    folder = reading.folder / "sources"
    for file in _yaml_files(reading, folder):
        path = file.relative_to(folder).with_suffix("").as_posix()
        source = _read(reading, Source, file)
        if source is not None:
            reading.files[f"sources/{path}"] = file.as_posix()
            yield path, source


def _yaml_files(reading: _Reading, folder: Path) -> list[Path]:
    """Return the YAML files under a folder, in the order of their paths; hidden ones left out."""
    found = [file for file in folder.rglob("*.y*ml") if file.suffix in (".yaml", ".yml")]
    shown = [file for file in found if not _is_hidden(file.relative_to(folder))]
    for file in shown:
        if file.suffix == ".yml":
            hint = f"rename it to {file.stem}.yaml"
            _fault(reading, file, "file-name", "seed files end in .yaml", hint)
    return sorted(
        (file for file in shown if file.suffix == ".yaml"),
        key=lambda file: file.relative_to(folder).with_suffix("").parts,
    )


def _is_hidden(path: Path) -> bool:
    return any(part.startswith(".") for part in path.parts)


def _read(reading: _Reading, model: type[AnyModel], file: Path) -> AnyModel | None:
    """Read one file as one model; what is wrong with it is noted, and None returned."""
    try:
        text = decode(file.read_bytes(), file.as_posix())
        data: dict[str, Any] = parse_yaml(text, file.as_posix())
    except OSError as error:
        _fault(reading, file, "file-unreadable", f"it cannot be read: {error.strerror}")
        return None
    except ContentError as error:
        reading.faults += error.diagnostics
        return None
    data = _with_empty_markings_told(data)
    faults = list(_stem_faults(file, data))
    if model is Source:
        data, text_faults = _with_text(reading, file, data)
        faults += text_faults
    if faults:
        marking = highest_marking(data)
        faults = [replace(found, marking=marking) for found in faults]
    try:
        value = model.model_validate(data)
    except ValidationError as error:
        faults += schema_faults(error, model, file.as_posix(), data)
        value = None
    reading.faults += located(text, faults)
    return value


def _with_empty_markings_told(value: Any) -> Any:
    """Return the values with each empty `marking` as a word that is refused, not as a default."""
    if isinstance(value, dict):
        return {
            key: "" if key == "marking" and part is None else _with_empty_markings_told(part)
            for key, part in value.items()
        }
    return [_with_empty_markings_told(part) for part in value] if isinstance(value, list) else value


def _stem_faults(file: Path, data: Mapping[str, Any]) -> Iterator[Diagnostic]:
    stated = data.get("id")
    if stated is not None and stated != file.stem:
        yield Diagnostic(
            "id-not-stem",
            f"`id` is `{stated}`, and the file is called `{file.stem}`",
            Place(file.as_posix(), ("id",)),
            hint="remove `id`, or rename the file",
        )


def _with_text(
    reading: _Reading, file: Path, data: dict[str, Any]
) -> tuple[dict[str, Any], list[Diagnostic]]:
    """Return a source's values with its text: its own, or that of the file beside it."""
    beside, stated = file.with_suffix(".txt"), data.get("text_file")
    named = beside.name if stated is None else stated
    if not isinstance(named, str) or not named or data.get("text") is not None:
        return data, []
    if stated is None and not beside.is_file():
        return data, []
    place = Place(file.as_posix(), ("text_file",))
    if not _is_name(named):
        message = f"`{named}` is no name of a file beside this one"
        return data, [Diagnostic("text-file", message, place, hint=_BESIDE)]
    text_file = file.with_name(named)
    try:
        text = decode(text_file.read_bytes(), text_file.as_posix())
    except OSError as error:
        message = f"`{named}` cannot be read: {error.strerror}"
        return data, [Diagnostic("text-file", message, place, hint=_BESIDE)]
    except ContentError as error:
        return data, list(error.diagnostics)
    return {key: value for key, value in data.items() if key != "text_file"} | {"text": text}, []


_BESIDE = "put the text beside this file, and write its name alone"


def _is_name(text: str) -> bool:
    return Path(text).name == text and text != ".." and text.isprintable()


def _fault(reading: _Reading, file: Path, code: str, message: str, hint: str = "") -> None:
    """Note what is wrong with a file as such; it tells nothing of what stands in it."""
    place = Place(file.as_posix())
    reading.faults.append(Diagnostic(code, message, place, hint=hint, marking=Marking.CLEAR))


def _no_briefs(folder: Path) -> Diagnostic:
    return Diagnostic(
        "no-briefs",
        "there is no brief in it",
        Place((folder / "briefs").as_posix()),
        hint="write briefs/<id>.yaml, or run `briefgen init DIR` for a project to start from",
        marking=Marking.CLEAR,
    )
