"""Where templates run: they reach data alone, and what is safe is not asked about each time."""

from __future__ import annotations

import re
from collections.abc import Container
from keyword import iskeyword
from types import MethodType
from typing import Any

from jinja2 import BaseLoader, StrictUndefined, nodes
from jinja2.bccache import Bucket, BytecodeCache
from jinja2.compiler import CodeGenerator
from jinja2.environment import TemplateModule
from jinja2.runtime import Context, LoopContext, Macro
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import missing
from markupsafe import Markup, escape

from briefgen.languages import Language
from briefgen.marks import Openings, Said
from briefgen.typeset import Setter

_MOST_COMPILED = 256
_needs_escape = re.compile("[&<>'\"]").search


class _Public(Container[str]):
    """All names that do not begin with an underscore."""

    def __contains__(self, name: object) -> bool:
        return str(name)[:1] != "_"


_ANSWERING = (Language, Openings, Said, Setter)
"""Values whose methods are for templates, and leave all as it is."""


class _Open(dict[Any, Container[str]]):
    """What templates may read of a value, by its kind: the fields of our data, and what answers."""

    def __missing__(self, kind: Any) -> Container[str]:
        names = vars(kind) if kind in _ANSWERING else ()
        fields = getattr(kind, "__dataclass_fields__", ())
        self[kind] = frozenset(name for name in (*fields, *names) if name[:1] != "_")
        return self[kind]


class _Code(CodeGenerator):
    """Compiled templates: what costs no question is answered where it stands.

    What is escaped before is printed, and the fields of our data are read, without a call; what
    is called is not told of a template's variables, which it may not see.
    """

    def get_visitor(self, node: nodes.Node) -> Any:
        """Return what writes a node."""
        if isinstance(node, nodes.Output):
            return self._print
        return self._read if isinstance(node, nodes.Getattr) else super().get_visitor(node)

    def signature(self, node: Any, frame: Any, extra_kwargs: Any = None) -> None:
        """Write what is handed over in a call."""
        named = {name: said for name, said in (extra_kwargs or {}).items() if name == "caller"}
        super().signature(node, frame, named)

    def _output_child_pre(self, node: nodes.Expr, frame: Any, finalize: Any) -> None:
        if self._escapes(frame, finalize):
            self.write("(_shown if type(_shown := ")
        else:
            super()._output_child_pre(node, frame, finalize)

    def _output_child_post(self, node: nodes.Expr, frame: Any, finalize: Any) -> None:
        if self._escapes(frame, finalize):
            self.write(") is Markup else environment.shown(_shown))")
        else:
            super()._output_child_post(node, frame, finalize)

    def _print(self, node: nodes.Output, frame: Any) -> None:
        for one in node.nodes:
            if isinstance(one, nodes.CondExpr) and one.expr2 is None:
                one.expr2 = nodes.Const("")
        self.visit_Output(node, frame)

    def _read(self, node: nodes.Getattr, frame: Any) -> None:
        if iskeyword(node.attr):
            self.visit_Getattr(node, frame)
            return
        self.write(f"(_of.{node.attr} if {node.attr!r} in environment.open[type(_of := ")
        self.visit(node.node, frame)
        self.write(f")] else environment.getattr(_of, {node.attr!r}))")

    @staticmethod
    def _escapes(frame: Any, finalize: Any) -> bool:
        context = frame.eval_ctx
        return bool(context.autoescape and not context.volatile and finalize.src is None)


class _Compiled(BytecodeCache):
    """Templates that were compiled, kept for all sandboxes of the process and its children."""

    def __init__(self) -> None:
        self._code: dict[tuple[str, str], Any] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give a template's code, where its text was compiled before."""
        bucket.code = self._code.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a template's code."""
        if len(self._code) >= _MOST_COMPILED:
            self._code.clear()
        self._code[bucket.key, bucket.checksum] = bucket.code


_COMPILED = _Compiled()


class Sandbox(ImmutableSandboxedEnvironment):
    """Templates reach data alone."""

    code_generator_class = _Code
    open = _Open({LoopContext: _Public(), TemplateModule: _Public()})
    """Of the engine's own values, all but what is private."""

    def __init__(self, loader: BaseLoader) -> None:
        super().__init__(
            loader=loader,
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            bytecode_cache=_COMPILED,
        )

    @staticmethod
    def shown(value: Any) -> Any:
        """Return a value as a page prints it."""
        kind = type(value)
        if kind is Markup or (kind is str and not _needs_escape(value)):
            return value
        return escape(value)

    def call(self, context: Context, function: Any, *args: Any, **named: Any) -> Any:
        """Return what a function or macro that a template may call answers."""
        kind = type(function)
        is_macro = kind is Macro
        if not is_macro and (kind is not MethodType or type(function.__self__) not in _ANSWERING):
            return super().call(context, function, *args, **named)
        if not is_macro:
            return function(*args, **named)
        n_lacking = function._argument_count - len(args)
        takes_more = function.caller or function.catch_kwargs or function.catch_varargs
        if named or takes_more or n_lacking < 0:
            return function(context.eval_ctx, *args, **named)
        answer = function._func(*args, *((missing,) * n_lacking))
        return str.__new__(Markup, answer) if context.eval_ctx.autoescape else answer
