"""Whatever a template does wrong, as one error with its file and line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from traceback import walk_tb

from jinja2.exceptions import TemplateNotFound, TemplateSyntaxError

from briefgen.errors import ContentError, Diagnostic, Place
from briefgen.looks import Looks
from briefgen.vocabulary import Marking

_HINT = "`briefgen templates` lists the blocks of each template and the edition fields it uses"


def fault(code: str, message: str, place: Place, hint: str) -> ContentError:
    return ContentError([Diagnostic(code, message, place, hint=hint, marking=Marking.CLEAR)])


@contextmanager
def located(looks: Sequence[Looks]) -> Iterator[None]:
    """Turn whatever a template does wrong into one located error."""
    try:
        yield
    except TemplateSyntaxError as error:
        place = Place(error.filename or looks[0].folder, line=error.lineno)
        raise fault("template-error", error.message or "syntax error", place, _HINT) from error
    except MemoryError:
        raise
    except Exception as error:
        inside = _place_of(error, looks)
        if inside is None:
            raise
        message = _message(error, _written_in(inside.file, looks))
        raise fault("template-error", message, inside, _HINT) from error


def _message(error: Exception, written: str) -> str:
    """Word an error without words that are not the template's own."""
    if isinstance(error, TemplateNotFound):
        name = str(error.name or "")
        is_own = name and name in written
        return f"there is no template `{name}`" if is_own else "there is no such template"
    return f"{type(error).__name__}: {_unquoted(str(error), written)}".rstrip(": .")


def _unquoted(message: str, written: str) -> str:
    """Return an engine's message without what it quotes, unless the template itself says that."""

    def kept(quoted: re.Match[str]) -> str:
        told = quoted[1] or ""
        is_own = told in written or re.fullmatch(r"[\w.]+ object", told)
        return quoted[0] if told and is_own else "'…'"

    return re.sub(r"'((?:[^'\\]|\\.)*)'|\"(?:[^\"\\]|\\.)*\"", kept, message)


def _place_of(error: Exception, looks: Sequence[Looks]) -> Place | None:
    """Return the innermost line of a template that an error came through, None for none."""
    roots = tuple(f"{one.folder}/" for one in looks)
    frames = [(f.f_code.co_filename, line) for f, line in walk_tb(error.__traceback__)]
    inside = [(file, line) for file, line in frames if file.startswith(roots)]
    return Place(inside[-1][0], line=inside[-1][1]) if inside else None


def _written_in(file: str, looks: Sequence[Looks]) -> str:
    for one in looks:
        name = file.removeprefix(f"{one.folder}/")
        if name in one.files:
            return one.files[name].decode()
    return ""
