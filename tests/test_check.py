"""What is asked of a whole library: selection, ignoring, one finding each; and the manual."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

import pytest
from libraries import AMBER, CLEAR, annotation, library, source

from briefgen.check import CODES, check, highest_markings
from briefgen.errors import UsageError
from briefgen.models.library import Library
from briefgen.rules.table import BRIEF_RULES, LIBRARY_RULES
from briefgen.seeds import locate, read_library
from briefgen.vocabulary import Marking, Severity

ROOT = Path(__file__).parents[1]
A = annotation("a")
Names = tuple[str, ...]
UNCITED = {"bottom_line": "It is so."}


def codes(made: Library, select: Names = (), ignore: Names = ()) -> list[str]:
    return [found.code for found in check(made, made.briefs, select=select, ignore=ignore)]


def test_the_smallest_project_has_no_errors() -> None:
    made = library({"paper": source(A)})
    found = check(made, made.briefs)
    assert {finding.code for finding in found} == {"single-weak-source", "field-empty"}
    assert {finding.severity for finding in found} == {Severity.WARNING}


def test_select_and_ignore_narrow_what_is_asked() -> None:
    made = library({"paper": source(A)}, UNCITED)
    asked = ("uncited-sentence", "field-empty")
    assert set(codes(made, select=asked)) == set(asked)
    assert set(codes(made, select=asked, ignore=asked[:1])) == {"field-empty"}
    assert "uncited-sentence" not in codes(made, ignore=asked)


@pytest.mark.parametrize("options", [(("quote-not-fund",), ()), ((), ("quote-not-fund",))])
def test_an_unknown_code_is_refused_with_the_nearest(options: tuple[Names, Names]) -> None:
    with pytest.raises(UsageError) as refused:
        codes(library({"paper": source(A)}), *options)
    assert refused.value.diagnostics[0].hint == "did you mean `quote-not-found`?"


def test_a_project_ignores_warnings_and_never_errors() -> None:
    project = {"ignore": {"uncited-sentence": "A draft.", "field-empty": "Short."}}
    draft = library({"paper": source(A)}, UNCITED, project=project)
    final = library({"paper": source(A)}, {**UNCITED, "status": "final"}, project=project)
    assert not {"uncited-sentence", "field-empty"} & set(codes(draft))
    assert "uncited-sentence" in codes(final)


def test_ignoring_an_error_or_no_rule_is_found() -> None:
    ignored = {"quote-not-found": "x", "quote-not-fund": "x", "hedge": "x", "uncited-sentence": "x"}
    made = library({"paper": source(A)}, project={"ignore": ignored})
    found = check(made, made.briefs, select=["ignored-rule"])
    assert [finding.place.path[-1] for finding in found] == ["quote-not-found", "quote-not-fund"]
    assert [finding.severity for finding in found] == [Severity.WARNING] * 2


def shared() -> Library:
    """Two briefs that take the same source, whose quote is not in its text."""
    made = library({"paper": source(A, text="Other words.")}, {"sources": ["brief/*"]})
    return replace(made, briefs={**made.briefs, "second": made.briefs["brief"]}, files={
        **made.files, "briefs/second": "seeds/briefs/second.yaml"})  # fmt: skip


def test_a_fault_of_a_source_of_two_briefs_is_told_once() -> None:
    assert codes(shared(), select=("quote-not-found",)) == ["quote-not-found"]


def test_one_brief_can_be_checked_alone() -> None:
    made = shared()
    second = made.briefs["second"].model_copy(update={"fields": MappingProxyType({})})
    made = replace(made, briefs={**made.briefs, "second": second})
    files = {found.place.file for found in check(made, ["second"], select=["field-empty"])}
    assert files == {"seeds/briefs/second.yaml"}


def test_what_another_brief_may_print_is_not_called_unprinted() -> None:
    made = shared()
    plan = made.briefs["brief"].model_copy(update={"fields": {}, "claims": {}})
    bare = library({"paper": source(A)}, UNCITED | {"claims": {"a": {"omit": True}}})
    made = replace(made, briefs={"brief": bare.briefs["brief"], "second": plan})
    asked = ["unprinted-annotation"]
    assert not check(made, ["brief"], select=asked)
    assert not check(made, made.briefs, select=asked)
    assert check(bare, bare.briefs, select=asked)


def test_an_audience_field_that_no_brief_has() -> None:
    audiences = {"desk": {"title": "Desk", "marking": CLEAR, "fields": ["situation", "budget"]}}
    made = library({"paper": source(A)}, audiences=audiences)
    found = check(made, made.briefs, select=["unknown-field"])
    assert [(f.place.file, f.place.path) for f in found] == [
        ("seeds/audiences/desk.yaml", ("fields", 1))
    ]


def test_the_highest_marking_of_each_file_bounds_its_excerpts() -> None:
    made = library({"paper": source(A), "other": source(annotation("b", marking=AMBER))},
                   {"judgments": [{"text": "So [@b]."}]})  # fmt: skip
    wanted = {*made.files.values()} - {"seeds/audiences/desk.yaml"}
    found = highest_markings(made, wanted)
    assert found.keys() == wanted
    assert found["seeds/project.yaml"] is Marking.CLEAR
    assert found["seeds/sources/brief/paper.yaml"] is Marking.CLEAR
    assert found["seeds/sources/brief/other.yaml"] is Marking.AMBER
    assert found["seeds/briefs/brief.yaml"] is Marking.AMBER


def test_the_shipped_seeds_have_no_findings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    made = read_library(Path("seeds"))
    assert locate(check(made, made.briefs)) == ()


def test_one_changed_digit_is_found_on_its_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "seeds"
    for file in (ROOT / "seeds").rglob("*.*"):
        if file.is_dir():
            continue
        copy = folder / file.relative_to(ROOT / "seeds")
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(file.read_bytes())
    note = next(folder.rglob("policy-note.yaml"))
    lines = note.read_text("utf-8").splitlines()
    at = next(n for n, line in enumerate(lines) if "quote: 2,500 Russian soldiers" in line)
    lines[at] = lines[at].replace("2,500", "2,400")
    note.write_text("\n".join(lines), "utf-8")
    made = read_library(Path("seeds"))
    found = [f for f in locate(check(made, made.briefs)) if f.code == "quote-not-found"]
    assert [finding.place.line for finding in found] == [at + 1]
    assert found[0].severity is Severity.ERROR


# The manual


def headings() -> dict[str, str]:
    """Code -> what stands below its heading."""
    parts = re.split(r"^#+ (.*)\n", (ROOT / "docs" / "rules.md").read_text("utf-8"), flags=re.M)
    return {title.strip("`"): text for title, text in zip(parts[1::2], parts[2::2], strict=True)
            if title.startswith("`")}  # fmt: skip


def test_each_rule_has_its_heading_with_its_severity() -> None:
    told = headings()
    for code, severity, on_draft in (
        *((rule.code, rule.severity, rule.on_draft) for rule in BRIEF_RULES),
        *((rule.code, rule.severity, rule.on_draft) for rule in LIBRARY_RULES),
    ):
        wanted = f"{severity.value.capitalize()}{' when final' if on_draft else ''}."
        assert told[code].strip().startswith(wanted), code


def test_each_heading_says_what_why_and_how_to_mend() -> None:
    for code, text in headings().items():
        assert re.search(r"- What: .+\n- Why: .+\n- Mend: .+", text), code


def raised() -> Iterator[str]:
    """Codes that are written anywhere in the package; `*` stands for what is filled in."""
    makers = {"Diagnostic", "Fault", "Mistake", "about", "of_words", "of_brief", "_fault", "Rule"}
    for file in (ROOT / "briefgen").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call):
                name = ast.unparse(node.func).rpartition(".")[2]
                given = [*node.args[:3], *(kw.value for kw in node.keywords if kw.arg == "code")]
                if name in makers or any(kw.arg == "code" for kw in node.keywords):
                    yield from filter(None, map(_code, given))
            elif isinstance(node, ast.Assign) and "code" in re.findall(
                r"\w+", ast.unparse(node.targets[0])
            ):
                given = node.value.elts if isinstance(node.value, ast.Tuple) else [node.value]
                yield from filter(None, map(_code, given))
            elif isinstance(node, ast.Return) and file.name == "schema_faults.py":
                yield from filter(None, map(_code, getattr(node.value, "elts", [])[:1]))


def _code(node: ast.expr) -> str:
    text = ""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        text = node.value
    elif isinstance(node, ast.JoinedStr):
        text = "".join(str(p.value) if isinstance(p, ast.Constant) else "*" for p in node.values)
    return text if re.fullmatch(r"[a-z]+(-[a-z]+|-\*)+", text) else ""


def test_each_code_of_the_package_has_a_heading() -> None:
    told, found = headings(), set(raised())
    assert len(found) > 80
    for code in found:
        pattern = re.escape(code).replace(r"\*", "[a-z]+")
        assert any(re.fullmatch(pattern, heading) for heading in told), code


def test_each_heading_is_a_code_of_the_package() -> None:
    written = "\n".join(file.read_text("utf-8") for file in (ROOT / "briefgen").rglob("*.py"))
    filled = [re.escape(code).replace(r"\*", "[a-z]+") for code in raised() if "*" in code]
    for code in headings():
        is_filled = any(re.fullmatch(pattern, code) for pattern in filled)
        assert f'"{code}"' in written or is_filled, code


def test_codes_are_unique_and_hyphenated() -> None:
    assert len(set(CODES)) == len(CODES)
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)*", code) for code in CODES)
