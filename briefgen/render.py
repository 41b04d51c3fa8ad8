"""Editions to HTML through the templates: the one door to the engine that runs them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

from jinja2 import ChoiceLoader, FunctionLoader, PrefixLoader, nodes
from jinja2.exceptions import TemplateNotFound, TemplateSyntaxError
from jinja2.loaders import split_template_path
from markupsafe import Markup

from briefgen import marks, metadata
from briefgen.edition import Citation, Edition
from briefgen.errors import ContentError, Diagnostic, Place
from briefgen.illustrate import illustrate
from briefgen.languages import Language, direction_of
from briefgen.looks import PLAIN, Looks, embedded, names_of, read_looks, templates_of
from briefgen.metadata import NOWHERE, Whereabouts
from briefgen.sandbox import Sandbox
from briefgen.shipped import TEMPLATES
from briefgen.template_code import Answer
from briefgen.template_faults import fault, located
from briefgen.typeset import set_words, setter, styled
from briefgen.values import frozen
from briefgen.vocabulary import Marking

SHEET, SCREEN = "sheet", "screen"
"""The two doors of an edition; a template is a folder with a file for either."""
DEFAULT_TEMPLATE = "brief"
"""What a desk's own template without a file for one of the doors falls back on."""
_WEB_FONTS = "<web-fonts>"
"""Where their rules stand until the text is known that needs them: no text has it unescaped."""


@frozen
class Templates:
    """The shipped templates and, before them, those of a project."""

    looks: tuple[Looks, ...]
    """Where a template is looked for, first match first: the shipped ones last."""
    environment: Sandbox


@frozen
class Sheet:
    """A page to be laid out: everything that the PDF engine is given."""

    html: str
    styles: tuple[str, ...]
    assets: Mapping[str, bytes]
    """Bytes of the files that styles may name, by address: `assets/logo.svg`."""


@frozen
class Anatomy:
    """What a template is made of."""

    blocks: tuple[str, ...]
    """In the order of the file."""
    fields: tuple[str, ...]
    """Of the edition, sorted."""
    extended: tuple[str, ...]
    """The template whose blocks it overrides."""
    taken: tuple[str, ...]
    """Templates that it includes or imports by a fixed name."""


def open_templates(shipped: Path, project: Looks = PLAIN) -> Templates:
    """Open a project's templates before the shipped ones, which `shipped/<name>` always reaches."""
    looks = (*([project] if project.files else []), read_looks(shipped))
    *own, base = map(_loader, looks)
    environment = Sandbox(ChoiceLoader([*own, PrefixLoader({"shipped": base}), base]))
    environment.filters["notes"] = marks.notes_called
    environment.filters["held"] = marks.held
    environment.filters["opened_by"] = marks.opened_by
    environment.filters["labels"] = marks.labels
    environment.filters["without_address"] = marks.without_address
    environment.filters["styled"] = styled
    environment.tests["citation"] = lambda part: isinstance(part, Citation)
    return Templates(looks, environment)


def compile_shipped() -> None:
    """Compile the shipped templates, as any project would take them from here."""
    templates = open_templates(TEMPLATES)
    for name in sorted(templates.looks[0].files):
        if name.endswith(".html"):
            templates.environment.get_template(name)


def faults_in(templates: Templates) -> Iterator[Diagnostic]:
    """Yield what makes templates and styles of a project none, whoever would take them."""
    for name in templates.looks[0].files if len(templates.looks) > 1 else ():
        if name.startswith("assets/"):
            continue
        try:
            with located(templates.looks):
                if name.endswith(".html"):
                    templates.environment.get_template(name)
                elif name.endswith(".css"):
                    _source(templates, name)
        except ContentError as error:
            yield from error.diagnostics


def render_sheet(templates: Templates, edition: Edition, language: Language) -> Sheet:
    """Return the edition as pages to be laid out.

    Raises:
        ContentError: a template, theme or layout is unknown, or a template is at fault.
    """
    html = _render(templates, edition, language, SHEET)
    paper = f"@page{{size:{edition.paper}}}"
    return Sheet(html, (*_styled(templates, edition, SHEET), paper), _assets(templates.looks))


def render_screen(
    templates: Templates,
    edition: Edition,
    language: Language,
    web_fonts: Callable[[bytes], bytes] = lambda text: b"",
    whereabouts: Whereabouts = NOWHERE,
) -> bytes:
    """Return the edition as one self-contained HTML page in UTF-8.

    Args:
        web_fonts: a text in UTF-8 to the `@font-face` rules that it needs.
        whereabouts: where the page stands, for those who cite it.

    Raises:
        ContentError: a template, theme or layout is unknown, or a template is at fault.
    """
    page = _render(templates, edition, language, SCREEN, whereabouts).encode()
    return page.replace(_WEB_FONTS.encode(), web_fonts(page))


def _assets(looks: tuple[Looks, ...]) -> dict[str, bytes]:
    """Return the files that styles may name, by address; a project's stand before the shipped."""
    found: dict[str, bytes] = {}
    for one in reversed(looks):
        found |= {name: one.files[name] for name in one.matching("assets/*")}
    return found


def dissect(templates: Templates, name: str, door: str) -> Anatomy | None:
    """Return what a template is made of, read for a door; None where there is no such template.

    Raises:
        ContentError: it cannot be read as a template.
    """
    if not _exists(templates, name):
        return None
    with located(templates.looks):
        source, file, _ = _loaded(templates, name)
        tree = templates.environment.parse(source, name, file)
    taking = tree.find_all((nodes.Include, nodes.Import, nodes.FromImport))
    edition = nodes.Name("edition", "load")
    return Anatomy(
        blocks=tuple(block.name for block in tree.find_all(nodes.Block)),
        fields=tuple(
            sorted({one.attr for one in tree.find_all(nodes.Getattr) if one.node == edition})
        ),
        extended=tuple(_named(tree.find_all(nodes.Extends), door)),
        taken=tuple(_named(taking, door)),
    )


def _loader(looks: Looks) -> FunctionLoader:
    def load(name: str) -> tuple[str, str, None] | None:
        file = "/".join(split_template_path(name))
        data, path = looks.files.get(file), f"{looks.folder}/{file}"
        if data is None:
            return None
        try:
            return data.decode(), path, None
        except UnicodeDecodeError as error:
            line = data.count(b"\n", 0, error.start) + 1
            raise TemplateSyntaxError("it is not UTF-8: save it so", line, name, path) from error

    return FunctionLoader(load)


def _named(statements: Iterable[Any], door: str) -> Iterator[str]:
    """Yield the names of templates that are written out, but for the door."""
    for one in statements:
        parts = one.template.nodes if isinstance(one.template, nodes.Concat) else [one.template]
        told = [door if part == nodes.Name("door", "load") else _word(part) for part in parts]
        if all(told):
            yield "".join(told)


def _word(part: nodes.Expr) -> str:
    return part.value if isinstance(part, nodes.Const) and isinstance(part.value, str) else ""


def _render(
    templates: Templates, edition: Edition, language: Language, door: str, at: Whereabouts = NOWHERE
) -> str:
    styles = _styled(templates, edition, door)
    figures = illustrate(edition, language, styles[-1])
    set_type = setter(language, edition.text_language)
    context = {
        "edition": edition,
        "language": language,
        "say": Answer(language.say),
        "count": Answer(language.count),
        "date": Answer(language.date),
        "set_line": Answer(set_type.line),
        "set_words": Answer(partial(set_words, set_type)),
        "set_entry": Answer(partial(set_type.entry, breaks=door == SCREEN)),
        "direction_of": Answer(direction_of),
        "door": door,
        "sections": {f"field:{section.field}": section for section in edition.sections},
        "numbers": {part: number for number, part in enumerate(edition.order, start=1)},
        "headings": {
            part: set_type.text(words) for part, words in _headings(edition, language).items()
        },
        "figures": {part: Markup(svg) for part, svg in figures.items()},
        "references": {reference.number: reference for reference in edition.references},
        "groups": tuple(marks.groups(edition)),
        "marking": Marking(edition.marking).slug,
        "compact": "evidence" not in edition.order,
        "foreign": edition.text_language != edition.language,
    }
    if door == SCREEN:
        context |= metadata.told(edition, at)
        context["openings"] = marks.openings(edition)
        context["once"] = Answer(marks.Said().once)
        context["styles"] = Markup(_WEB_FONTS + _embedded(templates.looks, styles))
    name = _template_name(templates, edition.template, door)
    with located(templates.looks):
        return templates.environment.get_template(name).render(context)


@lru_cache(maxsize=32)
def _embedded(looks: tuple[Looks, ...], styles: tuple[str, ...]) -> str:
    return embedded("\n".join(styles), _assets(looks))


def _headings(edition: Edition, language: Language) -> dict[str, str]:
    """Return what each part is headed by."""
    own = {f"field:{section.field}": section.heading for section in edition.sections}
    keys = {"actors": "actors-list", "sources": "references"}
    headings = {
        part: own[part] if part in own else language.words.get(keys.get(part, part), "")
        for part in edition.order
    }
    if "changes" in headings:
        headings["changes"] = language.say("changes-since", date=language.date(edition.since))
    return headings


@lru_cache(maxsize=64)
def _template_name(templates: Templates, asked: str, door: str) -> str:
    """Return the file of a template for a door; one that is a file itself is for the sheet."""
    known = templates_of(templates.looks)
    if asked.endswith(".html"):
        if not _exists(templates, asked):
            raise _unknown(templates, "template", asked, known)
        return asked if door == SHEET else f"{DEFAULT_TEMPLATE}/{door}.html"
    if asked not in known:
        raise _unknown(templates, "template", asked, known)
    own = f"{asked}/{door}.html"
    return own if _exists(templates, own) else f"{DEFAULT_TEMPLATE}/{door}.html"


def _styled(templates: Templates, edition: Edition, door: str) -> tuple[str, ...]:
    """Return the style sheets of an edition for a door, the theme last."""
    styles, layouts = _styles(templates, edition.theme, door), _layouts(templates)
    if edition.layout not in layouts:
        raise _unknown(templates, "layout", edition.layout, layouts)
    return styles


@lru_cache(maxsize=64)
def _layouts(templates: Templates) -> frozenset[str]:
    return frozenset(names_of(templates.looks, "layouts/*.html"))


@lru_cache(maxsize=64)
def _styles(templates: Templates, theme: str, door: str) -> tuple[str, ...]:
    themes = names_of(templates.looks, "themes/*.css")
    if theme not in themes:
        raise _unknown(templates, "theme", theme, themes)
    names = (f"{door}.css", f"themes/{theme}.css")
    return tuple(_source(templates, name) for name in names)


def _exists(templates: Templates, name: str) -> bool:
    try:
        _source(templates, name)
    except TemplateNotFound:
        return False
    return True


def _source(templates: Templates, name: str) -> str:
    with located(templates.looks):
        return _loaded(templates, name)[0]


def _loaded(templates: Templates, name: str) -> tuple[str, str | None, Any]:
    loader = templates.environment.loader
    assert loader is not None
    return loader.get_source(templates.environment, name)


def _unknown(templates: Templates, kind: str, name: str, known: Iterable[str]) -> ContentError:
    return fault(
        f"unknown-{kind}",
        f"there is no {kind} `{name}`",
        Place(templates.looks[0].folder),
        f"known {kind}s: {', '.join(sorted(known))}",
    )
