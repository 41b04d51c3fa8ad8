"""The promises of ARCHITECTURE.md that hold for the house as a whole."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from briefgen.models.library import SEED_MODELS, schemas
from briefgen.starter import write_schemas

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "briefgen"

LONGEST_MODULE = 350
LONGEST_FUNCTION = 50

DOORS = {
    "weasyprint": {"pdf"},
    "jinja2": {"render", "sandbox", "template_code", "template_faults"},
    "yaml": {"yaml_text"},
    "markdown": {"words"},
    "distributed": {"cluster", "outpost"},
}
"""Which modules may import a library."""

PURE = {"dates", "vocabulary", "errors", "parts", "edition", "words", "quotes", "amounts",
        "estimates", "dossier", "compose", "lines", "citations", "source_summary", "fit",
        "clearance", "models", "chicago", "rules", "changes", "compare", "wording", "news",
        "recorded", "diff"}  # fmt: skip
"""Rooms that touch no disk, clock, environment, template, network or PDF."""

IMPURE_MODULES = {"os", "pathlib", "socket", "subprocess", "time", "random", "tempfile", "urllib",
                  "shutil", "weasyprint", "jinja2", "yaml"}  # fmt: skip


def modules() -> list[str]:
    """Dotted names of all modules of the package, without the package's own."""
    found = (path.relative_to(PACKAGE).with_suffix("") for path in PACKAGE.rglob("*.py"))
    return sorted(".".join(path.parts) for path in found if path.name != "__init__")


@cache
def tree(module: str) -> ast.Module:
    return ast.parse((PACKAGE / Path(*module.split("."))).with_suffix(".py").read_text("utf-8"))


def imports(module: str) -> Iterator[str]:
    for node in ast.walk(tree(module)):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{name.name}" for name in node.names)


@cache
def own_imports(module: str) -> frozenset[str]:
    """Modules of the package that a module imports, anywhere in its text."""
    found = {name.removeprefix("briefgen.") for name in imports(module)}
    return frozenset(found & set(modules())) - {module}


def test_imports_go_downstairs_only() -> None:
    """Layers can be drawn: taking away what imports nothing that is left empties the house."""
    left = set(modules())
    while left:
        floor = {module for module in left if not own_imports(module) & left}
        assert floor, f"these import one another: {sorted(left)}"
        left -= floor


@pytest.mark.parametrize("library", DOORS)
def test_one_module_knows_each_library(library: str) -> None:
    knowing = {
        module
        for module in modules()
        if any(name.split(".")[0] == library for name in imports(module))
    }
    assert knowing == DOORS[library]


def test_meaning_is_pure() -> None:
    for module in modules():
        if module.split(".")[0] in PURE:
            foreign = {name.split(".")[0] for name in imports(module)}
            assert not foreign & IMPURE_MODULES, module


def test_what_follows_clearing_sees_only_what_was_cleared() -> None:
    """Composing, citing, fitting, rendering and printing never meet a library or a dossier."""
    uncleared = {"dossier", "models.library", "models.source", "models.brief", "seeds"}
    for module in (
        "compose",
        "citations",
        "lines",
        "source_summary",
        "fit",
        "changes",
        "compare",
        "wording",
        "news",
        "diff",
        "render",
        "pdf",
        "job",
        "make",
    ):
        seen, ahead = set(), {module}
        while ahead:
            seen |= ahead
            ahead = {name for one in ahead for name in own_imports(one)} - seen
        assert not seen & uncleared, module


def test_one_file_makes_a_cleared() -> None:
    making = [
        m
        for m in modules()
        if "Cleared(" in (PACKAGE / f"{m.replace('.', '/')}.py").read_text("utf-8")
    ]
    assert [m for m in making if m != "parts"] == ["clearance.clear"]


def test_only_the_command_line_prints_exits_and_reads_the_environment() -> None:
    """Its three rooms: arguments and exits, commands, and what a person sees."""
    for module in modules():
        calls = {
            ast.unparse(node.func) for node in ast.walk(tree(module)) if isinstance(node, ast.Call)
        }
        names = {
            ast.unparse(node) for node in ast.walk(tree(module)) if isinstance(node, ast.Attribute)
        }
        if module not in ("cli", "commands", "console"):
            assert not calls & {"print", "sys.exit", "exit", "input"}, module
            assert not names & {"sys.stdout", "sys.stderr", "sys.argv"}, module
            assert not calls & {"os.getenv", "os.environ.get"}, module


def test_the_clock_is_not_read() -> None:
    for module in modules():
        calls = {
            ast.unparse(node.func) for node in ast.walk(tree(module)) if isinstance(node, ast.Call)
        }
        banned = {
            "datetime.now",
            "date.today",
            "time.time",
            "datetime.datetime.now",
            "datetime.date.today",
        }
        assert not calls & banned or module == "cli", module


def test_values_are_frozen() -> None:
    """The nouns cannot be changed once made."""
    nouns = ("parts", "edition", "changes", "errors", "dossier", "models.library", "languages")
    for module in nouns:
        for node in ast.walk(tree(module)):
            if isinstance(node, ast.ClassDef):
                for decorator in node.decorator_list:
                    assert "dataclass" not in ast.unparse(decorator), f"{module}.{node.name}"


@pytest.mark.parametrize("module", modules())
def test_rooms_and_functions_are_short(module: str) -> None:
    file = (PACKAGE / Path(*module.split("."))).with_suffix(".py")
    assert len(file.read_text("utf-8").splitlines()) <= LONGEST_MODULE
    for node in ast.walk(tree(module)):
        if isinstance(node, ast.FunctionDef):
            lines = (node.end_lineno or 0) - node.lineno
            assert lines <= LONGEST_FUNCTION, f"{module}.{node.name}"


@pytest.mark.parametrize("command", [["--help"], ["--version"], ["build", "--help"]])
def test_starting_up_loads_nothing_heavy(command: list[str]) -> None:
    heavy = ("weasyprint", "pydantic", "jinja2", "yaml", "markdown", "fontTools", "distributed")
    script = (
        "import sys\nfrom briefgen.cli import main\n"
        f"try:\n    main({command!r})\nexcept SystemExit:\n    pass\n"
        f"print([name for name in {heavy!r} if name in sys.modules], file=sys.stderr)"
    )
    run = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False
    )
    assert run.stderr.strip().endswith("[]"), run.stderr


def test_every_field_of_a_seed_file_is_described() -> None:
    for kind, schema in schemas():
        shapes = [schema, *schema.get("$defs", {}).values()]
        shapes += [option for shape in shapes for option in shape.get("anyOf", ())]
        for shape in shapes:
            for name, field in shape.get("properties", {}).items():
                assert field.get("description"), f"{kind}: {name}"


def test_the_stored_schemas_are_those_of_the_models(tmp_path: Path) -> None:
    written = list(write_schemas(tmp_path))
    assert len(written) == len(SEED_MODELS)
    for path in written:
        stored = ROOT / "seeds" / ".schema" / path.name
        assert stored.read_text("utf-8") == path.read_text("utf-8"), "run `briefgen schema`"


def test_every_seed_file_names_its_schema() -> None:
    for file in sorted((ROOT / "seeds").rglob("*.yaml")):
        first = file.read_text("utf-8").splitlines()[0]
        prefix, _, target = first.partition("$schema=")
        assert prefix == "# yaml-language-server: ", file
        assert (file.parent / target).is_file(), file


def test_the_rooms_of_architecture_are_those_of_the_house() -> None:
    text = (ROOT / "ARCHITECTURE.md").read_text("utf-8")
    rows = re.findall(r"^\| (`.+?) \|", text, re.M)
    listed = [name for row in rows for name in re.findall(r"`(\w+)/?`", row)]
    assert sorted(listed) == sorted({module.partition(".")[0] for module in modules()})


def test_architecture_is_short_and_its_tests_exist() -> None:
    text = (ROOT / "ARCHITECTURE.md").read_text("utf-8")
    assert len(text.splitlines()) < 150
    named = set(re.findall(r"`(test_\w+(?:\.py)?)`", text))
    tests = "\n".join(path.read_text("utf-8") for path in (ROOT / "tests").glob("test_*.py"))
    assert named
    for name in named:
        assert (ROOT / "tests" / name).exists() or f"def {name}(" in tests, name
