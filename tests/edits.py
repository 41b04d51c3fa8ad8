"""Edits that a desk makes in a small project: each changes the files, given as values, in place.

A file is the values of a YAML file, or the text of any other. `pick` chooses among options.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from copy import deepcopy
from pathlib import PurePosixPath
from typing import Any

from briefgen.shipped import TEMPLATES

Files = dict[str, Any]
Pick = Callable[[Sequence[Any]], Any]
Edit = Callable[[Files, Pick], None]

SOURCES, BRIEFS, AUDIENCES = "seeds/sources/", "seeds/briefs/", "seeds/audiences/"
RELEASES, PROJECT = "seeds/releases/", "seeds/project.yaml"
REMARKS = "#"
"""A key that stands for comments."""


def start() -> Files:
    """The files of a project of three briefs, with sources of their own and a shared one."""
    return deepcopy(_START)


def as_bytes(content: Any) -> bytes:
    """What stands in a file: JSON, which is YAML, under its comments."""
    if not isinstance(content, dict):
        return str(content).encode("utf-8", "surrogateescape")
    values = {key: value for key, value in content.items() if key != REMARKS}
    remarks = "".join(f"# {remark}\n" for remark in content.get(REMARKS, ()))
    return (remarks + json.dumps(values, indent=1, ensure_ascii=False) + "\n").encode()


def _annotation(id_: str, quote: str, field: str, **more: Any) -> dict[str, Any]:
    return {"id": id_, "quote": quote, "claim": quote, "field": field, **more}


_START: Files = {
    "seeds/sources/shared/ministry.yaml": {
        "title": "A notice to drivers",
        "publisher": "A ministry",
        "issued": "2022-01-03",
        "marking": "TLP:CLEAR",
        "reliability": "B",
        "text": "Tolls are lifted. The road is open to all. More will be said in time.",
        "annotations": [
            _annotation("tolls", "Tolls are lifted.", "government-response", credibility=2),
            _annotation("road", "The road is open to all.", "situation", when="2022-01-02"),
        ],
    },
    "seeds/sources/bridge/open.yaml": {
        "title": "An open document",
        "issued": "2022-01-05",
        "marking": "TLP:CLEAR",
        "annotations": [
            _annotation("lorries", "The bridge is closed to lorries.", "situation", priority=1),
            _annotation("cars", "Cars may cross it at night.", "government-response"),
        ],
    },
    "seeds/sources/bridge/open.txt": (
        "The bridge is closed to lorries. Cars may cross it at night. Nobody knows for how long.\n"
    ),
    "seeds/sources/bridge/pilot.yaml": {
        "title": "A timetable",
        "issued": "2022-01-06",
        "marking": "TLP:GREEN",
        "descriptor": "a pilot of the harbour",
        "text": "A ferry will run from Monday. It is slow.",
        "annotations": [
            _annotation("ferry", "A ferry will run from Monday.", "situation"),
            _annotation("slow", "It is slow.", "actors", marking="TLP:CLEAR"),
        ],
    },
    "seeds/sources/bridge/memo.yaml": {
        "title": "A memorandum",
        "issued": "2022-01-07",
        "marking": "TLP:RED",
        "text": "The bridge hides a store.",
        "annotations": [
            _annotation(
                "store", "The bridge hides a store.", "us-interests",
                tearline={"marking": "TLP:GREEN", "claim": "The bridge matters to some."},
            )
        ],
    },
    "seeds/sources/ferry/times.yaml": {
        "title": "Times of the ferry",
        "issued": "2022-01-04",
        "marking": "TLP:CLEAR",
        "text": "The ferry leaves at six. It returns at nine.",
        "annotations": [
            _annotation("leaves", "The ferry leaves at six.", "situation"),
            {"quote": "It returns at nine.", "supports": "leaves"},
        ],
    },
    "seeds/sources/quay/port.yaml": {
        "title": "Of the quay",
        "issued": "2022-01-02",
        "marking": "TLP:CLEAR",
        "text": "The crane is idle. Nobody works there.",
        "annotations": [_annotation("crane", "The crane is idle.", "situation", where="quay")],
    },
    "seeds/briefs/bridge.yaml": {
        "title": "The bridge",
        "as_of": "2022-01-08",
        "status": "final",
        "marking": "TLP:CLEAR",
        "sources": ["bridge/*", "shared/*"],
        "audiences": ["public", "partners", "desk"],
        "bottom_line": "The bridge is closed to lorries [@lorries].",
        "judgments": [
            {
                "id": "return",
                "text": "Tolls will likely return [@tolls].",
                "likelihood": "likely",
                "confidence": "low",
                "because": ["ferry"],
            }
        ],
    },
    "seeds/briefs/ferry.yaml": {
        "title": "The ferry",
        "as_of": "2022-01-09",
        "marking": "TLP:CLEAR",
        "audiences": ["partners", "desk"],
        "bottom_line": "The ferry leaves at six [@leaves].",
    },
    "seeds/briefs/quay.yaml": {
        "title": "The quay",
        "as_of": "2022-01-10",
        "status": "final",
        "marking": "TLP:CLEAR",
        "sources": ["quay/*", "*/ministry"],
        "audiences": ["public", "desk"],
        "bottom_line": "The crane is idle [@crane].",
    },
    "seeds/audiences/partners.yaml": {
        "title": "Partners",
        "marking": "TLP:GREEN",
        "show": ["judgments", "sources", "changes"],
    },
    "seeds/project.yaml": {
        "desk": "The desk",
        "places": {"quay": {"name": "The quay", "lat": 43.2, "lon": 76.9, "country": "KZ"}},
    },
}  # fmt: skip

_MARKINGS = ("TLP:CLEAR", "TLP:GREEN", "TLP:AMBER", "TLP:RED")
_SENTENCES = (
    "It has been so for days.", "Nothing else is known.", "The bridge is closed to lorries.",
    "Cars may cross it at night.", "Six lorries wait.",
)  # fmt: skip
_DAYS = ("2022-01-01", "2022-01-06", "2022-01-08", "2022-01-12", "2022-02-01")
_NAMES = ("bridge", "ferry", "quay", "tunnel", "a-name", "index")
_LANGUAGES = ("en-US", "ru", "sr", "qq")
_SHOWN = (["changes", "sources"], ["judgments"], ["timeline", "evidence", "ratings"], ["map"])
_REMOVED = None

SETTINGS: tuple[tuple[str, str, tuple[Any, ...]], ...] = (
    (SOURCES, "title", ("A title", "Another title")),
    (SOURCES, "publisher", ("A press", _REMOVED)),
    (SOURCES, "issued", (*_DAYS, "2022", _REMOVED)),
    (SOURCES, "marking", _MARKINGS),
    (SOURCES, "reliability", ("A", "F", _REMOVED)),
    (SOURCES, "origin", ("a neighbour", _REMOVED)),
    (SOURCES, "descriptor", ("somebody who was there", _REMOVED)),
    (SOURCES, "url", ("https://example.org/a", _REMOVED)),
    (SOURCES, "capture", ("notes", _REMOVED)),
    (SOURCES, "text_file", ("open.txt", "nowhere.txt", _REMOVED)),
    (BRIEFS, "title", ("A title", "Another title")),
    (BRIEFS, "as_of", _DAYS),
    (BRIEFS, "status", ("final", "draft", _REMOVED)),
    (BRIEFS, "marking", _MARKINGS),
    (BRIEFS, "language", _LANGUAGES),
    (BRIEFS, "countries", (["KZ"], ["KZ", "KG"], _REMOVED)),
    (BRIEFS, "sources", (["*"], ["*/*"], ["shared/*", "ferry/*"], ["nowhere/*"], _REMOVED)),
    (BRIEFS, "audiences", (["public"], ["desk", "partners"], ["press", "desk"], ["nobody"])),
    (BRIEFS, "drafter", ("A drafter", _REMOVED)),
    (BRIEFS, "stale_after_days", (1, _REMOVED)),
    (BRIEFS, "terms", ({"TLP": "Traffic Light Protocol"}, _REMOVED)),
    (BRIEFS, "unknowns", (["Why [@road]."], ["Why it is so."], _REMOVED)),
    (BRIEFS, "claims", ({"tolls": {"omit": True}}, {"road": {"priority": 1}}, _REMOVED)),
    (BRIEFS, "fields", ({"situation": {"lead": "So it is."}}, {"own": {"heading": "A"}}, _REMOVED)),
    (BRIEFS, "bottom_line", (
        "The road is open [@road].",
        {"text": "A ferry runs [@ferry].", "tearline": {"marking": "TLP:CLEAR", "text": "So."}},
    )),
    (AUDIENCES, "title", ("Some readers", "Other readers")),
    (AUDIENCES, "marking", _MARKINGS),
    (AUDIENCES, "layout", ("bullets", "prose")),
    (AUDIENCES, "theme", ("memo", "own", _REMOVED)),
    (AUDIENCES, "language", (*_LANGUAGES, _REMOVED)),
    (AUDIENCES, "citations", ("notes", "author-date", "none", _REMOVED)),
    (AUDIENCES, "show", (*_SHOWN, _REMOVED)),
    (AUDIENCES, "fields", (["actors", "situation"], _REMOVED)),
    (AUDIENCES, "headings", ({"situation": "As it is"}, _REMOVED)),
    (PROJECT, "desk", ("Another desk", _REMOVED)),
    (PROJECT, "url", ("https://example.org", _REMOVED)),
    (PROJECT, "contact", ("somebody", _REMOVED)),
    (PROJECT, "places", ({"quay": {"name": "A quay", "lat": 42.0, "lon": 71.0}}, _REMOVED)),
)  # fmt: skip
"""Where, which key, and what it may be set to."""

ANNOTATION_SETTINGS: tuple[tuple[str, tuple[Any, ...]], ...] = (
    ("claim", (*_SENTENCES,)),
    ("field", ("situation", "actors", "own")),
    ("marking", (*_MARKINGS, _REMOVED)),
    ("priority", (1, 5, _REMOVED)),
    ("credibility", (1, 6, _REMOVED)),
    ("when", ("2022-01-02", "2022-01", _REMOVED)),
    ("where", ("quay", "nowhere", _REMOVED)),
    ("locator", ("p. 3", _REMOVED)),
    ("only", (["desk"], ["public", "partners"], _REMOVED)),
    ("wording", ({"partners": "In other words."}, _REMOVED)),
    ("tearline", ({"marking": "TLP:CLEAR", "claim": "Something is so."}, _REMOVED)),
    ("id", ("lorries", "an-id", _REMOVED)),
)

_ENGLISH = (TEMPLATES / "languages" / "en.toml").read_text("utf-8")
_OWN_SCREEN = '{% extends "shipped/brief/screen.html" %}{% block colophon %}<p>{}</p>{% endblock %}'
LOOKS: dict[str, tuple[Any, ...]] = {
    "templates/themes/policy.css": (":root { --accent: #123456; }\n", "", _REMOVED),
    "templates/themes/own.css": (":root { --accent: #654321; }\n", _REMOVED),
    "templates/index.css": ("body { color: black; }\n", _REMOVED),
    "templates/brief/screen.html": (
        _OWN_SCREEN.replace("{}", "One"),
        _OWN_SCREEN.replace("{}", "{% include 'part.html' %}"),
        "{% broken",
        _REMOVED,
    ),
    "templates/part.html": ("<b>a part</b>", "<b>another part</b>", _REMOVED),
    "templates/layouts/bullets.html": (
        "{% macro field(section, marks) %}<p>{{ section.heading }}</p>{% endmacro %}",
        _REMOVED,
    ),
    "templates/assets/mark.svg": ("<svg/>", "<svg></svg>", _REMOVED),
    "templates/languages/en.toml": (_ENGLISH.replace('"Situation"', '"State"'), _REMOVED),
    "templates/languages/sr.toml": (
        _ENGLISH.replace('"Situation"', '"Stanje"'),
        _ENGLISH.replace('contents = "Contents"\n', ""),
        _REMOVED,
    ),
}
"""What a project's own templates may hold."""


# Which files there are


def yaml_files(files: Files, folder: str) -> list[str]:
    return sorted(name for name in files if name.startswith(folder) and name.endswith(".yaml"))


def readable(files: Files, folder: str) -> list[str]:
    return [name for name in yaml_files(files, folder) if isinstance(files[name], dict)]


def annotations_of(files: Files) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield each annotation with the file that it stands in."""
    for name in readable(files, SOURCES):
        for annotation in files[name].get("annotations", ()):
            yield name, annotation


def _set(values: dict[str, Any], key: str, value: Any) -> None:
    if value is _REMOVED:
        values.pop(key, None)
    else:
        values[key] = deepcopy(value)


# What a desk does to sources


def change_annotation(files: Files, pick: Pick) -> None:
    if held := [annotation for _, annotation in annotations_of(files)]:
        key, values = pick(ANNOTATION_SETTINGS)
        _set(pick(held), key, pick(values))


def requote(files: Files, pick: Pick) -> None:
    """Change a quote, and mostly the text with it."""
    if held := list(annotations_of(files)):
        name, annotation = pick(held)
        old, annotation["quote"] = annotation["quote"], pick(_SENTENCES)
        if pick((True, True, False)):
            _edit_text(files, name, lambda text: text.replace(old, annotation["quote"]))


def lengthen_a_text(files: Files, pick: Pick) -> None:
    if held := readable(files, SOURCES):
        more = pick(_SENTENCES)
        _edit_text(files, pick(held), lambda text: f"{text.strip()} {more}\n")


def _edit_text(files: Files, name: str, change: Callable[[str], str]) -> None:
    beside = name.replace(".yaml", ".txt")
    if "text" in files[name]:
        files[name]["text"] = change(files[name]["text"])
    elif beside in files:
        files[beside] = change(files[beside])


def mend_a_text(files: Files, pick: Pick) -> None:
    """Let a source's text hold all that is quoted from it."""
    if held := readable(files, SOURCES):
        name = pick(held)
        quotes = [annotation["quote"] for annotation in files[name].get("annotations", ())]
        _edit_text(files, name, lambda text: " ".join([text.strip(), *quotes]))


def add_annotation(files: Files, pick: Pick) -> None:
    if held := readable(files, SOURCES):
        name, quote = pick(held), pick(_SENTENCES)
        known = [annotation.get("id", "road") for _, annotation in annotations_of(files)] or [
            "road"
        ]
        bearing = pick(("field", "supports", "disputes", "updates"))
        added = {"id": pick(("new", "newer")), "quote": quote, "claim": f"It is said: {quote}"}
        added[bearing] = "situation" if bearing == "field" else pick(known)
        if bearing == "supports":
            del added["claim"]
        files[name].setdefault("annotations", []).append(added)
        _edit_text(files, name, lambda text: f"{text.strip()} {quote}\n")


def remove_annotation(files: Files, pick: Pick) -> None:
    if held := list(annotations_of(files)):
        name, annotation = pick(held)
        files[name]["annotations"].remove(annotation)


def rename_source(files: Files, pick: Pick) -> None:
    if held := yaml_files(files, SOURCES):
        old = pick(held)
        new = f"{SOURCES}{pick(('bridge', 'shared', 'ferry', 'deep/er'))}/{pick(_NAMES)}.yaml"
        for ending in (".yaml", ".txt"):
            if old.replace(".yaml", ending) in files:
                files[new.replace(".yaml", ending)] = files.pop(old.replace(".yaml", ending))


def remove_source(files: Files, pick: Pick) -> None:
    if held := [name for name in files if name.startswith(SOURCES)]:
        del files[pick(sorted(held))]


def add_source(files: Files, pick: Pick) -> None:
    name = f"{SOURCES}{pick(('bridge', 'shared', 'tunnel'))}/{pick(_NAMES)}.yaml"
    quote = pick(_SENTENCES)
    files[name] = {
        "title": "More",
        "marking": pick(_MARKINGS),
        "issued": pick(_DAYS),
        "annotations": [_annotation(pick(("more", "lorries")), quote, "actors")],
    }
    if pick((True, False)):
        files[name.replace(".yaml", ".txt")] = quote


# What it does to all else


def change_a_setting(files: Files, pick: Pick) -> None:
    folder, key, values = pick(SETTINGS)
    if held := readable(files, folder):
        _set(files[pick(held)], key, pick(values))


def copy_or_rename(files: Files, pick: Pick) -> None:
    """Copy a brief, an audience or a release, or give it another name."""
    folder = pick((BRIEFS, AUDIENCES, RELEASES))
    if held := sorted(name for name in files if name.startswith(folder)):
        old = pick(held)
        names = {BRIEFS: _NAMES, AUDIENCES: ("press", "public", "partners"), RELEASES: _DAYS}
        new = str(PurePosixPath(old).with_name(pick(names[folder]) + PurePosixPath(old).suffix))
        if folder == RELEASES and pick((False, True)):
            new = new.replace("/public/", "/partners/").replace("/desk/", "/public/")
        files[new] = deepcopy(files[old] if pick((True, False)) else files.pop(old))


def remove(files: Files, pick: Pick) -> None:
    """Remove a brief, an audience, a release, a template or the project's own file."""
    folder = pick((BRIEFS, AUDIENCES, RELEASES, "templates/", PROJECT))
    if held := sorted(name for name in files if name.startswith(folder)):
        del files[pick(held)]


def change_a_look(files: Files, pick: Pick) -> None:
    name = pick(sorted(LOOKS))
    _set(files, name, pick(LOOKS[name]))


def edit_a_release(files: Files, pick: Pick) -> None:
    """Change what was handed out, as nobody should."""
    if held := sorted(name for name in files if name.startswith(RELEASES)):
        name, text = pick(held), pick(_SENTENCES)
        old = pick(("lorries", '"schema": 1', "TLP:CLEAR", "2022-01"))
        files[name] = files[name].replace(old, text) if pick((True, False)) else text


def break_a_file(files: Files, pick: Pick) -> None:
    """Let a file of the seeds be no YAML, or not that of its kind."""
    if held := yaml_files(files, "seeds/"):
        files[pick(held)] = pick(
            ("title: [", "", "title: a\ntitle: b\n", "titel: a\n", "\ttitle: a", "\udcff", "- a\n")
        )


# What means nothing


def remark(files: Files, pick: Pick) -> None:
    """Write a comment."""
    if held := readable(files, "seeds/"):
        files[pick(held)].setdefault(REMARKS, []).append("a remark")


def note(files: Files, pick: Pick) -> None:
    """Write a note, which never leaves the desk."""
    sources = [files[name] for name in readable(files, SOURCES)]
    if held := [*sources, *(annotation for _, annotation in annotations_of(files))]:
        pick(held)["note"] = pick(_SENTENCES)


def leave_a_draft(files: Files, pick: Pick) -> None:
    """Leave files about that no build reads."""
    name = pick(("seeds/sources/bridge/.open.yaml", "seeds/README", "seeds/briefs/old.txt"))
    files[name] = pick(_SENTENCES)


QUIET: tuple[Edit, ...] = (remark, note, leave_a_draft)
"""Edits after which there is nothing to render."""
EDITS: tuple[Edit, ...] = (
    change_annotation, change_a_setting, requote, lengthen_a_text, mend_a_text, add_annotation,
    remove_annotation, rename_source, remove_source, add_source, copy_or_rename, remove,
    change_a_look, edit_a_release,
)  # fmt: skip
