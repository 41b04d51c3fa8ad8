"""Where templates run: they reach data alone, and what is safe is not asked about each time."""

from __future__ import annotations

import re
from functools import lru_cache
from types import MethodType
from typing import Any

from jinja2 import BaseLoader, StrictUndefined, nodes
from jinja2.compiler import CodeGenerator
from jinja2.environment import TemplateModule
from jinja2.runtime import Context, LoopContext, Macro
from jinja2.sandbox import ImmutableSandboxedEnvironment
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
    def shown(value: Any) -> str:
        """Return a value as a page prints it."""
        kind = type(value)
        is_plain = kind is Markup or (kind is str and not _ESCAPED.search(value))
        return value if is_plain else escape(value)

    def call(self, context: Context, function: Any, *args: Any, **named: Any) -> Any:
        """Return what a function or macro that a template may call answers."""
        kind = type(function)
        if kind is Macro:
            args = (context.eval_ctx, *args)
        elif kind is not MethodType or type(function.__self__) not in _ANSWERING:
            return super().call(context, function, *args, **named)
        named.pop("_block_vars", None)
        named.pop("_loop_vars", None)
        return function(*args, **named)

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Return an attribute that a template may read."""
        kind: Any = type(obj)
        if _is_field(kind, attribute):
            return getattr(obj, attribute)
        return super().getattr(obj, attribute)


@lru_cache(maxsize=1024)
def _is_field(kind: Any, attribute: str) -> bool:
    fields = getattr(kind, "__dataclass_fields__", ())
    return attribute[:1] != "_" and (kind in _OPEN or attribute in fields)
