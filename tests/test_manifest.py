"""The manifest: canonical, complete, and never a way to files elsewhere."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from briefgen.errors import UsageError
from briefgen.manifest import MANIFEST, EditionEntry, FileEntry, Manifest, read_manifest

KZ = EditionEntry("kz", "Қазақстан", "2022-01-24", "TLP:CLEAR", "final", ("kz.html", "kz.pdf"))
BY = EditionEntry("by", "Belarus", "2022-02-01", "TLP:GREEN", "draft", ("by.html",))
FILES = tuple(
    FileEntry(name, "text/html", "0" * 64, 3) for name in ("kz.pdf", "kz.html", "by.html")
)


def test_reads_what_it_wrote(tmp_path: Path) -> None:
    text = Manifest(FILES, (KZ, BY)).as_json()
    (tmp_path / MANIFEST).write_text(text, "utf-8")
    manifest = read_manifest(tmp_path)
    assert set(manifest.files) == set(FILES)
    assert manifest.editions == (BY, KZ)
    assert manifest.as_json() == text


def test_order_does_not_matter() -> None:
    assert Manifest(FILES, (KZ, BY)).as_json() == Manifest(FILES[::-1], (BY, KZ)).as_json()


def test_is_readable_json() -> None:
    document = json.loads(Manifest(FILES[:1], (KZ,)).as_json())
    assert document["schema"] == 1
    assert document["files"] == [
        {"name": "kz.pdf", "media_type": "text/html", "sha256": "0" * 64, "size_bytes": 3}
    ]
    assert document["editions"][0]["title"] == "Қазақстан"


def test_none_owns_nothing(tmp_path: Path) -> None:
    assert read_manifest(tmp_path) == Manifest()
    assert read_manifest(tmp_path / "none") == Manifest()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "null",
        '{"schema": 2, "files": [], "editions": []}',
        '{"schema": 1, "files": []}',
        '{"schema": 1, "files": [1], "editions": []}',
        '{"schema": 1, "files": {"a": 1}, "editions": []}',
        '{"schema": 1, "files": [{"name": "a"}], "editions": []}',
        "[" * 100_000,
        "\udcff",
        *(
            json.dumps(
                {
                    "schema": 1,
                    "files": [
                        {"name": name, "media_type": "", "sha256": "", "size_bytes": 1},
                    ],
                    "editions": [],
                }
            )
            for name in ("../seeds/kz.yaml", "/etc/passwd", "..", ".", "", "a/b", MANIFEST, 7)
        ),
    ],
)
def test_damage_is_told_and_where(tmp_path: Path, text: str) -> None:
    path = tmp_path / MANIFEST
    path.write_bytes(text.encode("utf-8", "surrogateescape"))
    with pytest.raises(UsageError) as caught:
        read_manifest(tmp_path)
    (found,) = caught.value.diagnostics
    assert (found.code, found.place.file) == ("manifest-damaged", path.as_posix())
