"""Where templates run: they reach data alone, and what is safe is not asked about each time."""

from __future__ import annotations

import re
from functools import lru_cache
from types import MethodType
from typing import Any

from jinja2 import BaseLoader, StrictUndefined, nodes
from jinja2.compiler import CodeGenerator
from jinja2.environment import TemplateModule
from jinja2.runtime import Context, LoopContext, Macro, Undefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import missing
from markupsafe import Markup, escape

from briefgen.languages import Language
from briefgen.marks import Openings
from briefgen.typeset import Setter

_ESCAPED = re.compile("[&<>'\"]")
_OPEN = (LoopContext, TemplateModule)
"""The engine's own values, whose names without an underscore are for templates."""
_ANSWERING = (Language, Openings, Setter)
"""Values whose methods are for templates, and leave all as it is."""


class _Code(CodeGenerator):
    """Compiled templates, in which what is escaped before is printed as it stands."""

    def _output_child_pre(self, node: nodes.Expr, frame: Any, finalize: Any) -> None:
        context = frame.eval_ctx
        if context.volatile or not context.autoescape or finalize.src is not None:
            super()._output_child_pre(node, frame, finalize)
        else:
            self.write("environment.shown(")


class Sandbox(ImmutableSandboxedEnvironment):
    """Templates reach data alone."""

    code_generator_class = _Code

    def __init__(self, loader: BaseLoader) -> None:
        super().__init__(
            loader=loader,
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )

    @staticmethod
    def shown(value: Any) -> Any:
        """Return a value as a page prints it."""
        kind = type(value)
        if kind is Markup or (kind is str and not _ESCAPED.search(value)):
            return value
        if kind is Undefined:  # what `if` without `else` leaves
            return ""
        return escape(value)

    def call(self, context: Context, function: Any, *args: Any, **named: Any) -> Any:
        """Return what a function or macro that a template may call answers."""
        kind = type(function)
        is_macro = kind is Macro
        if not is_macro and (kind is not MethodType or type(function.__self__) not in _ANSWERING):
            return super().call(context, function, *args, **named)
        named.pop("_block_vars", None)
        named.pop("_loop_vars", None)
        if not is_macro:
            return function(*args, **named)
        if named or not _takes(function, len(args)):
            return function(context.eval_ctx, *args, **named)
        lacking = (missing,) * (function._argument_count - len(args))
        answer = function._func(*args, *lacking)
        return str.__new__(Markup, answer) if context.eval_ctx.autoescape else answer

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Return an attribute that a template may read."""
        kind: Any = type(obj)
        if _is_field(kind, attribute):
            return getattr(obj, attribute)
        return super().getattr(obj, attribute)


def _takes(macro: Macro, n: int) -> bool:
    """Tell whether a macro takes so many values, each in its place, and nothing else."""
    takes_more = macro.caller or macro.catch_kwargs or macro.catch_varargs
    return not takes_more and n <= macro._argument_count


@lru_cache(maxsize=1024)
def _is_field(kind: Any, attribute: str) -> bool:
    fields = getattr(kind, "__dataclass_fields__", ())
    return attribute[:1] != "_" and (kind in _OPEN or attribute in fields)
