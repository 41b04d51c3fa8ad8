"""The files of a seeds folder, listed and not read."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from briefgen.errors import Diagnostic, Place, usage_error
from briefgen.folders import walk
from briefgen.values import frozen
from briefgen.vocabulary import Marking

_ENDING = ".yaml"


@frozen
class SeedFiles:
    """Where everything authored stands; each mapping is in the order of the files' paths."""

    project: str
    """May be absent."""
    audiences: Mapping[str, str]
    """The project's own, by id."""
    briefs: Mapping[str, str]
    """By id."""
    sources: Mapping[str, str]
    """By path under sources/ without the ending: `kazakhstan-2022/policy-note`."""
    faults: tuple[Diagnostic, ...]
    """What is wrong with names; it reveals nothing of what stands in the files."""


def list_seeds(folder: Path) -> SeedFiles:
    """List the files of a seeds folder.

    Raises:
        UsageError: there is no such folder.
    """
    if not folder.is_dir():
        raise usage_error(
            f"there is no seeds folder `{folder.as_posix()}`",
            "run `briefgen init DIR` for a project to start from, or name the folder with --seeds",
            code="no-seeds",
            file=folder.as_posix(),
        )
    root = folder.as_posix()
    faults: list[Diagnostic] = []
    kinds = {
        kind: files_under(f"{root}/{kind}", lambda error: faults.append(_unlisted(error)))
        for kind in ("sources", "audiences", "briefs")
    }
    faults += [fault for files in kinds.values() for fault in _misnamed(files)]
    sources, audiences, briefs = map(_seeds, kinds.values())
    faults += [*_same_name(audiences), *_same_name(briefs)]
    if not briefs and not faults:
        faults.append(_no_briefs(f"{root}/briefs"))
    return SeedFiles(
        project=f"{root}/project.yaml",
        audiences={_stem(file): file for file in audiences},
        briefs={_stem(file): file for file in briefs},
        sources={_path(file, f"{root}/sources"): file for file in sources},
        faults=tuple(faults),
    )


def files_under(folder: str, failed: Callable[[OSError], None] | None = None) -> list[str]:
    """Return what stands under a folder, in the order of paths; what is hidden is left out.

    A folder that is called like a file is among it.

    Args:
        failed: told of every folder that cannot be listed.
    """
    return sorted(
        (
            f"{parent}/{name}"
            for parent, folders, names in walk(folder, failed)
            for name in (*names, *folders)
        ),
        key=lambda file: _parts(file[len(folder) :]),
    )


def _parts(path: str) -> list[str]:
    """Return a path's parts without its ending: `a/b` comes before `a-b`."""
    return path.rpartition(".")[0].split("/")


def _seeds(files: list[str]) -> list[str]:
    return [file for file in files if file.endswith(_ENDING)]


def _misnamed(files: list[str]) -> Iterator[Diagnostic]:
    for file in files:
        if file.endswith(".yml"):
            hint = f"rename it to {_stem(file)}{_ENDING}"
            yield _fault("file-name", "seed files end in .yaml", file, hint)


def _same_name(files: list[str]) -> Iterator[Diagnostic]:
    known: dict[str, str] = {}
    for file in files:
        first = known.setdefault(_stem(file), file)
        if first != file:
            message = f"`{first}` has the same name, which is its id"
            yield _fault("same-name", message, file, "rename one of them, or take it away")


def _unlisted(error: OSError) -> Diagnostic:
    message = f"it cannot be listed: {error.strerror}"
    return _fault("file-unreadable", message, str(error.filename), "let yourself read this folder")


def _no_briefs(folder: str) -> Diagnostic:
    hint = "write briefs/<id>.yaml, or run `briefgen init DIR` for a project to start from"
    return _fault("no-briefs", "there is no brief in it", folder, hint)


def _fault(code: str, message: str, file: str, hint: str) -> Diagnostic:
    return Diagnostic(code, message, Place(file), hint=hint, marking=Marking.CLEAR)


def _stem(file: str) -> str:
    return file.rpartition("/")[2].rpartition(".")[0]


def _path(file: str, folder: str) -> str:
    return file[len(folder) + 1 : -len(_ENDING)]
