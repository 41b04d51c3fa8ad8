"""Every spelling of a marking is the canonical one, or refused: none is ever taken for a lower."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from briefgen.errors import ContentError, Diagnostic
from briefgen.findings import as_text, within
from briefgen.seeds import read_library
from briefgen.vocabulary import Marking

CANONICAL = ("TLP:CLEAR", "TLP:GREEN", "TLP:AMBER", "TLP:AMBER+STRICT", "TLP:RED")
CLASSES = "TLP is no classification scheme"
FORM = "in capitals and without spaces"
SIGN = "it holds U+"
WHITE = "TLP 2.0 calls it TLP:CLEAR"

REFUSED: tuple[tuple[str, str], ...] = (
    # Of TLP 1.0
    ("TLP:WHITE", WHITE), ("tlp:white", WHITE), ("WHITE", WHITE), ('"TLP: WHITE"', WHITE),
    # Case, spaces, punctuation
    ("tlp:clear", FORM), ("Tlp:Clear", FORM), ("TLP:clear", FORM), ("TLP:Red", FORM),
    ('"TLP: CLEAR"', FORM), ('"TLP :CLEAR"', FORM), ('" TLP:CLEAR"', FORM), ('"TLP:CLEAR "', FORM),
    ('"TLP:CLEAR\\n"', SIGN), ('"\\tTLP:CLEAR"', SIGN), ("TLP-CLEAR", FORM), ("TLP_CLEAR", FORM),
    ("TLP;CLEAR", FORM), ("TLPCLEAR", FORM), ("'TLP CLEAR'", FORM), ("TLP::CLEAR", FORM),
    ("TLP:CLEAR.", FORM), ("'[TLP:CLEAR]'", FORM), ("TLP/CLEAR", FORM),
    # Half of one, another name, a mistake
    ("CLEAR", FORM), ("GREEN", FORM), ("RED", FORM), ("TLP", FORM), ('"TLP:"', FORM),
    ("':CLEAR'", FORM),
    ("TLP:CLAER", FORM), ("TLP:CLEER", FORM), ("TLP:GREAN", FORM), ("TLP:AMBR", FORM),
    ("TLP:YELLOW", FORM), ("TLP:BLACK", FORM), ("TLP:PUBLIC", FORM), ("TLP:NONE", FORM),
    ("TLP:AMBER-STRICT", FORM), ("TLP:AMBER STRICT", FORM), ("TLP:AMBER +STRICT", FORM),
    ("TLP:AMBER+", FORM), ("TLP:STRICT", FORM), ("TLP:AMBER+STRICTER", FORM),
    ("TLP:RED+STRICT", FORM),
    ("TLP:CLEAR+STRICT", FORM), ("TLP:EX:CHR", FORM), ("'TLP:CLEAR, TLP:RED'", FORM),
    ("TLP:CLEAR TLP:RED", FORM), ("TLP:CLEARED", FORM), ("amber-strict", FORM),
    # Classification
    ("SECRET", CLASSES), ("Confidential", CLASSES), ("UNCLASSIFIED", CLASSES),
    ("TLP:RESTRICTED", CLASSES), ("CUI", CLASSES), ("OFFICIAL", CLASSES),
    # Letters that look alike, and those that cannot be seen
    ("TLP:\u0421LEAR", SIGN), ("TLP:CL\u0415AR", SIGN), ("\u0422LP:CLEAR", SIGN),
    ("TL\u0420:GREEN", SIGN),
    ("TLP:\u0391MBER", SIGN), ("TLP\uff1aCLEAR", SIGN), ("TLP\u2236CLEAR", SIGN),
    ("\uff34\uff2c\uff30:CLEAR", SIGN),
    ("TLP:R\uff25D", SIGN), ("TLP:AMBER\uff0bSTRICT", SIGN), ("TLP:C\u0139EAR", SIGN),
    ("TLP:\uff23\uff2c\uff25\uff21\uff32", SIGN),
    ('"TLP:CLEAR\\u200b"', SIGN), ('"TLP:\\u200bCLEAR"', SIGN), ('"TLP:CLE\\u00adAR"', SIGN),
    ('"\\ufeffTLP:CLEAR"', SIGN), ('"TLP:CLEAR\\u2060"', SIGN), ('"\\u202eTLP:CLEAR"', SIGN),
    ('"TLP:CLEAR\\u00a0"', SIGN), ('"TLP:CLEAR\\0"', ""), ('"TLP:CLEAR\\u0301"', SIGN),
    # No text at all
    ('""', FORM), ('" "', FORM), ("null", FORM), ("~", FORM), ("", FORM), ("0", FORM), ("4", FORM),
    ("true", FORM), ("false", FORM), ("1.0", FORM), ("[TLP:CLEAR]", FORM), ("[]", FORM),
    ("{}", FORM),
    ("{TLP: CLEAR}", FORM), ("[TLP:RED, TLP:CLEAR]", FORM), ("{TLP:CLEAR: null}", FORM),
    ("'*'", FORM), ("any", FORM), ("default", FORM), ("2022-01-24", FORM),
)  # fmt: skip
"""As written in YAML, and what the hint says."""

PLACES = {
    "source": ("source", "marking"),
    "annotation": ("source", "annotations", 0, "marking"),
    "annotation's tearline": ("source", "annotations", 0, "tearline", "marking"),
    "brief": ("brief", "marking"),
    "bottom line": ("brief", "bottom_line", "marking"),
    "bottom line's tearline": ("brief", "bottom_line", "tearline", "marking"),
    "judgment": ("brief", "judgments", 0, "marking"),
    "option": ("brief", "options", 0, "marking"),
    "unknown": ("brief", "unknowns", 0, "marking"),
    "watch": ("brief", "watch", 0, "marking"),
    "lead": ("brief", "fields", "situation", "lead", "marking"),
    "audience": ("audience", "marking"),
}
FILES = {"source": "sources/b/s.yaml", "brief": "briefs/b.yaml", "audience": "audiences/a.yaml"}
HOLE = "THE-MARKING"


def seeds() -> dict[str, Any]:
    """A library with a marking at every place that has one."""

    def item(**keys: Any) -> dict[str, Any]:
        torn = {"marking": "TLP:CLEAR", "text": "Less is so."}
        return {"text": "It is so.", "marking": "TLP:RED", "tearline": torn, **keys}

    torn = {"id": "t", "marking": "TLP:CLEAR", "claim": "Less is so."}
    claim = {"id": "c", "quote": "So.", "claim": "It is so.", "field": "situation"}
    return {
        "source": {
            "title": "A secret title",
            "marking": "TLP:AMBER",
            "descriptor": "somebody",
            "annotations": [{**claim, "marking": "TLP:RED", "tearline": torn}],
        },
        "brief": {
            "title": "A secret title",
            "as_of": "2022-01-24",
            "marking": "TLP:CLEAR",
            "bottom_line": item(),
            "judgments": [item()],
            "options": [item(title="An option")],
            "unknowns": [item()],
            "watch": [item()],
            "fields": {"situation": {"lead": item()}},
        },
        "audience": {"title": "Readers", "marking": "TLP:CLEAR"},
    }


def write(folder: Path, spelling: str, place: tuple[str | int, ...]) -> None:
    """Write the seeds with a marking spelled as given at one place."""
    data: Any = seeds()
    holder = data
    for key in place[:-1]:
        holder = holder[key]
    holder[place[-1]] = HOLE
    for kind, name in FILES.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        text = json.dumps(data[kind], indent=1)
        file.write_text(text.replace(f'"{HOLE}"', f" {spelling} "), "utf-8")


def refused(folder: Path) -> tuple[Diagnostic, ...]:
    with pytest.raises(ContentError) as caught:
        read_library(folder)
    return caught.value.diagnostics


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("label", CANONICAL)
def test_the_five_labels_are_read_at_every_place(label: str, place: str, tmp_path: Path) -> None:
    write(tmp_path, f'"{label}"', PLACES[place])
    made = read_library(tmp_path)
    value: Any = {
        "source": made.sources["b/s"], "brief": made.briefs["b"], "audience": made.audiences["a"],
    }  # fmt: skip
    for key in PLACES[place]:
        value = getattr(value, str(key)) if hasattr(value, str(key)) else value[key]
    assert value is Marking(label)


def test_the_labels_are_in_the_order_of_who_may_read() -> None:
    assert [marking.value for marking in sorted(Marking)] == list(CANONICAL)
    assert [marking.value for marking in Marking] == list(CANONICAL)


@pytest.mark.parametrize(("spelling", "hint"), REFUSED)
def test_any_other_spelling_is_refused_with_a_hint(
    spelling: str, hint: str, tmp_path: Path
) -> None:
    write(tmp_path, spelling, PLACES["source"])
    (found,) = refused(tmp_path)
    assert Path(found.place.file) == tmp_path / FILES["source"]
    assert found.place.line
    assert hint in found.hint


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("spelling", ["TLP:WHITE", "TLP:\u0421LEAR", '"TLP:CLEAR\\u200b"', "[]"])
def test_it_is_refused_at_every_place(spelling: str, place: str, tmp_path: Path) -> None:
    write(tmp_path, spelling, PLACES[place])
    (found,) = refused(tmp_path)
    assert found.code == "marking-unknown"
    assert found.place.path == PLACES[place][1:]


@pytest.mark.parametrize("kind", FILES)
def test_a_file_without_a_marking_is_refused(kind: str, tmp_path: Path) -> None:
    write(tmp_path, "TLP:CLEAR", (kind, "marking"))
    file = tmp_path / FILES[kind]
    lines = file.read_text("utf-8").splitlines(keepends=True)
    file.write_text("".join(line for line in lines if '"marking":  TLP' not in line), "utf-8")
    assert [found.code for found in refused(tmp_path)] == ["missing-key"]


@pytest.mark.parametrize("spelling", ["TLP:WHITE", "'TLP:RED, TLP:CLEAR'", "[TLP:RED]"])
def test_of_a_file_whose_marking_cannot_be_read_only_place_and_code_are_told(
    spelling: str, tmp_path: Path
) -> None:
    write(tmp_path, spelling, PLACES["annotation"])
    told = as_text(within(refused(tmp_path), Marking.AMBER_STRICT), lambda _: "")
    assert "marking-unknown" in told
    assert spelling.strip("'[]") not in told
