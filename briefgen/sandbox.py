"""Where templates run: they reach data alone, and what is safe is not asked about each time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from functools import lru_cache, partial
from types import MappingProxyType, MethodType
from typing import Any

from jinja2 import BaseLoader, StrictUndefined, Template, pass_eval_context
from jinja2.bccache import Bucket, BytecodeCache
from jinja2.environment import TemplateModule
from jinja2.exceptions import TemplateError, TemplateSyntaxError
from jinja2.filters import do_join
from jinja2.nodes import EvalContext
from jinja2.runtime import Context, LoopContext, markup_join
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import missing
from markupsafe import escape

from briefgen.languages import Language
from briefgen.marks import Openings, Said
from briefgen.template_code import Answer, Code, Macro, Plain, Safe
from briefgen.typeset import Setter, marked

_MOST_COMPILED = 256
_WORDS = frozenset({str, int})
_SHELVES = frozenset({tuple, dict, MappingProxyType})


_ANSWERING = (Language, Openings, Said, Setter)
"""Values whose methods are for templates, and leave all as it is."""


@pass_eval_context
def _join(eval_ctx: EvalContext, value: Any, d: Any = "", attribute: Any = None) -> Any:
    """Join as Jinja does, but ask nothing of what are words and numbers alone."""
    is_quick = type(value) is tuple and type(d) is str and attribute is None
    if is_quick and _WORDS.issuperset(map(type, value)):
        return d.join(map(str, value))
    return do_join(eval_ctx, value, d, attribute)


class _Having(defaultdict[str, set[type]]):
    """The kinds of values whose attribute templates may read unasked, by its name."""

    def learn(self, kind: Any, name: str) -> None:
        """Note a kind of which each value has what is asked for, if it is open: data, an answer."""
        is_open = (
            name in getattr(kind, "__dataclass_fields__", ())
            or name in getattr(kind, "_exports", ())
            or (kind in (*_ANSWERING, LoopContext) and name in vars(kind))
        )
        if is_open and name[:1] != "_":
            self[name].add(kind)


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


class _Context(Context):
    """What a template is given; its blocks are the same for all that derives from it."""

    def derived(self, locals: Any = None) -> Context:
        """Return what a block is given within a loop."""
        context = _Context.__new__(_Context)
        context.environment, context.parent, context.name = self.environment, self.parent, self.name
        context.eval_ctx, context.blocks, context.vars = self.eval_ctx, self.blocks, {**self.vars}
        context.exported_vars, context.globals_keys = set(), self.globals_keys
        for name, value in (locals or {}).items():
            if value is not missing:
                context.vars[name] = value
        return context


@lru_cache(maxsize=256)
def _exporting(names: frozenset[str]) -> type:
    """Return a kind of modules that each export these names."""
    body = {"_exports": names, "__module__": TemplateModule.__module__}
    return type(TemplateModule.__name__, (TemplateModule,), body)


class _Template(Template):
    """A template whose exports are read unasked."""

    def make_module(self, vars: Any = None, shared: bool = False, locals: Any = None) -> Any:
        """Return what it exports with these variables."""
        context = self.new_context(vars, shared, locals)
        module: Any = TemplateModule(self, context)
        module.__class__ = _exporting(frozenset(context.exported_vars))
        return module


class Sandbox(ImmutableSandboxedEnvironment):
    """Templates reach data alone."""

    code_generator_class = Code
    context_class = _Context
    template_class = _Template
    having = _Having(set)
    plain = Plain()
    told = frozenset({Answer})
    """What is called with whatever it is given."""
    answering = told | {Macro}
    """What is called with what stands in its place."""
    macro = Macro
    safe = Safe()
    marked = staticmethod(marked)
    shown = staticmethod(escape)
    """What prints a value that is neither markup nor a plain text or number."""

    def __init__(self, loader: BaseLoader) -> None:
        super().__init__(
            loader=loader,
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            bytecode_cache=_COMPILED,
        )
        self.filters["join"] = _join

    def compile(self, source: Any, name: Any = None, filename: Any = None, *how: Any) -> Any:
        """Return a template's code; whatever makes it none is a fault of its syntax."""
        try:
            return super().compile(source, name, filename, *how)
        except (TemplateError, MemoryError):
            raise
        except Exception as error:
            told = f"{type(error).__name__}: {error}".partition(" (")[0]
            raise TemplateSyntaxError(told, 1, name, filename) from error

    @staticmethod
    def joined(parts: tuple[Any, ...]) -> str:
        """Return parts as one, which is markup where one of them is."""
        for part in parts:
            if type(part) not in _WORDS:
                return markup_join(parts)
        return "".join(map(str, parts))

    def getattr(self, value: Any, name: str) -> Any:
        """Return an attribute that a template may read."""
        self.having.learn(type(value), name)
        return super().getattr(value, name)

    def getitem(self, value: Any, argument: Any) -> Any:
        """Return what a value has at an index or key."""
        if type(value) in _SHELVES:
            try:
                return value[argument]
            except (LookupError, TypeError):
                pass
        return super().getitem(value, argument)

    def call(self, context: Context, function: Any, /, *args: Any, **named: Any) -> Any:
        """Return what a function or macro that a template may call answers."""
        if self._answers(function):
            return function(*args, **named)
        return super().call(context, function, *args, **named)

    def asking(self, context: Context, function: Any) -> Callable[..., Any]:
        """Return what calls a function that the sandbox has to be asked about."""
        return function if self._answers(function) else partial(self.call, context, function)

    def _answers(self, function: Any) -> bool:
        """Tell whether it is a macro or another answer, and needs no leave to be called."""
        kind = type(function)
        of = type(function.__self__) if kind is MethodType else kind
        return of in _ANSWERING or of in self.answering
