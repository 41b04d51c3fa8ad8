"""The packaged fonts: found, listed hermetically, cut to the same bytes every time."""

from __future__ import annotations

import base64
import io
import re
import sys
from pathlib import Path
from subprocess import PIPE, Popen
from xml.etree import ElementTree

import pytest
from fontTools.ttLib import TTFont

from briefgen import fonts as packaged
from briefgen.fonts import (
    SCRIPTS,
    Face,
    Script,
    font_files,
    font_folders,
    font_versions,
    web_fonts,
    write_fontconfig,
)
from briefgen.store import Store
from briefgen.subset import as_woff2, subset

_DATA = re.compile(r"base64,([A-Za-z0-9+/=]+)")


def _cut_fonts(css: bytes) -> list[bytes]:
    return [base64.b64decode(found) for found in _DATA.findall(css.decode())]


def test_faces_are_static_files_of_both_families() -> None:
    names = {file.stem for file in font_files()}
    assert {"Spectral-Regular", "Spectral-Italic", "FiraSans-SemiBold"} <= names
    assert {"fontpkg-spectral", "fontpkg-fira-sans"} <= set(font_versions())


def test_the_configuration_lists_the_packaged_folders_and_its_own_cache(tmp_path: Path) -> None:
    path = write_fontconfig(tmp_path / "fonts")
    root = ElementTree.fromstring(path.read_text("utf-8"))
    assert [one.text for one in root.iter("dir")] == [str(folder) for folder in font_folders()]
    assert [one.text for one in root.iter("cachedir")] == [str(tmp_path / "fonts" / "fontconfig")]


def test_writing_the_configuration_again_leaves_the_file_alone(tmp_path: Path) -> None:
    path = write_fontconfig(tmp_path)
    before = path.stat().st_mtime_ns, path.stat().st_ino
    assert write_fontconfig(tmp_path) == path
    assert (path.stat().st_mtime_ns, path.stat().st_ino) == before


def test_cut_faces_are_the_same_bytes_from_a_new_cache(tmp_path: Path, fonts: Path) -> None:
    assert web_fonts(tmp_path, b"a") == web_fonts(fonts, b"a")


def test_the_five_faces_of_a_latin_page_stay_small(fonts: Path) -> None:
    css = web_fonts(fonts, b"plain words").decode()
    assert css.count("@font-face") == 5
    assert len(css) < 110_000


@pytest.mark.parametrize(
    ("text", "sign"),
    [("İstanbul", "İ"), ("Қазақстан", "Қ"), ("Việt Nam", "ệ"), ("Tōkyō", "ō")],
)
def test_a_script_is_carried_where_a_text_needs_it(fonts: Path, text: str, sign: str) -> None:
    plain = len(_cut_fonts(web_fonts(fonts, b"a")))
    cut = [TTFont(io.BytesIO(data)) for data in _cut_fonts(web_fonts(fonts, text.encode()))]
    assert len(cut) == plain + 5
    covering = [font for font in cut if ord(sign) in font.getBestCmap()]
    assert len(covering) == 5


def test_a_cut_face_keeps_its_characters_features_and_names_alone() -> None:
    face = SCRIPTS[0].faces[0]
    source = (font_folders()[0] / f"{face.file}.ttf").read_bytes()
    before = TTFont(io.BytesIO(source))
    after = TTFont(io.BytesIO(as_woff2(subset(source, map(ord, "fi—"), ("liga",), (1,)))))
    assert set(after.getBestCmap()) == set(map(ord, "fi—"))
    assert {"fpgm", "prep"} & set(before.keys()) and not {"fpgm", "prep"} & set(after.keys())
    assert {one.FeatureTag for one in after["GSUB"].table.FeatureList.FeatureRecord} == {"liga"}
    assert {one.nameID for one in after["name"].names} == {1}
    assert (
        after["hmtx"].metrics[after.getBestCmap()[ord("—")]][0]
        == (before["hmtx"].metrics[before.getBestCmap()[ord("—")]][0])
    )
    assert after["maxp"].numGlyphs < 10


def test_no_two_scripts_claim_a_character() -> None:
    points = [point for one in SCRIPTS for a, b in one.ranges for point in range(a, b + 1)]
    assert len(points) == len(set(points))


_ANOTHER = """
import sys
from pathlib import Path
from briefgen.fonts import SCRIPTS, _key
from briefgen.lock import begun
from briefgen.store import Store
store = Store(Path(sys.argv[1]))
key = _key(SCRIPTS[0].faces[0], SCRIPTS[0])
with begun(store.folder / f"{key}.lock", wait=False):
    print("begun", flush=True)
    sys.stdin.read()
    store.put(key, b"cut by another")
"""


def test_of_several_processes_each_cuts_what_no_other_has_begun(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    command = [sys.executable, "-c", _ANOTHER, str(tmp_path)]
    cut_here: list[str] = []
    with Popen(command, stdin=PIPE, stdout=PIPE, text=True) as another:
        assert another.stdin and another.stdout
        assert another.stdout.readline() == "begun\n"
        its_end = another.stdin

        def subset(source: bytes, face: Face, script: Script) -> bytes:
            cut_here.append(face.file)
            if len(cut_here) == 4:
                its_end.close()
            return face.file.encode()

        monkeypatch.setattr(packaged, "_subset", subset)
        cut = packaged._cut(Store(tmp_path), SCRIPTS[0].faces, SCRIPTS[0])
    faces = SCRIPTS[0].faces
    assert cut_here == [face.file for face in faces[1:]]
    assert cut[faces[0]] == b"cut by another"
    assert not list(tmp_path.glob("*.lock"))


def test_a_damaged_cache_costs_time_only(tmp_path: Path) -> None:
    whole = web_fonts(tmp_path, b"a")
    for file in [path for path in tmp_path.rglob("*") if path.is_file()]:
        file.write_bytes(b"damaged")
    packaged._rules.cache_clear()
    assert web_fonts(tmp_path, b"a") == whole
