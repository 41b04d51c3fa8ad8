"""Templates compiled: what costs no question is answered where it stands."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import cached_property
from keyword import iskeyword
from typing import Any

from jinja2 import nodes
from jinja2.compiler import CodeGenerator
from jinja2.runtime import Macro as JinjaMacro
from jinja2.utils import missing
from markupsafe import Markup

from briefgen.typeset import needs_escape

_SPECIAL = frozenset({"caller", "kwargs", "loop", "self", "super", "varargs"})
"""Names that mean what they do where they stand."""


class Answer:
    """What a template may call with anything, and what leaves all as it is."""

    __slots__ = ("_answer", "_most")

    def __init__(self, answer: Callable[..., Any]) -> None:
        self._answer = answer
        self._most = sys.maxsize
        """So many values may be given by their place."""

    def __call__(self, /, *args: Any, **named: Any) -> Any:
        """Return what it answers."""
        return self._answer(*args, **named)


class Macro(JinjaMacro):
    """A macro that is called straight where what it is given stands in its place."""

    def __init__(self, *made: Any) -> None:
        super().__init__(*made)
        takes_any = self.catch_kwargs or self.catch_varargs
        self._takes_block = self.caller and not (takes_any or self.explicit_caller)
        self._answer = self._func
        self._answer.__defaults__ = (missing,) * self._argument_count
        self._most = -1 if self.caller or takes_any else self._argument_count

    def __call__(self, /, *args: Any, **named: Any) -> Any:
        """Return what it sets."""
        n_lacking = self._argument_count - len(args)
        if not named and n_lacking >= 0 <= self._most:
            return self._answer(*args)
        block = named.get("caller")
        if self._takes_block and n_lacking >= 0 and len(named) == 1 and block is not None:
            return self._answer(*args, *(missing,) * n_lacking, block)
        return super().__call__(*args, **named)


class Plain(dict[str, bool]):
    """Whether texts may be printed as they are, looked into once."""

    _MOST = 32_768

    def __missing__(self, text: str) -> bool:
        if len(self) >= self._MOST:
            self.clear()
        self[text] = is_plain = needs_escape(text) is None
        return is_plain


class Safe(dict[str, Markup]):
    """The markup that templates spell out, made once."""

    def __missing__(self, text: str) -> Markup:
        self[text] = Markup(text)
        return self[text]


class Code(CodeGenerator):
    """Compiled templates: what costs no question is answered where it stands.

    What is escaped before is printed, the fields of our data are read, and macros and other
    answers are called, without the sandbox being asked; what is called is not told of a
    template's variables, which it may not see.
    """

    def get_visitor(self, node: nodes.Node) -> Any:
        """Return what writes a node."""
        return self._writers.get(type(node)) or super().get_visitor(node)

    @cached_property
    def _writers(self) -> dict[type[nodes.Node], Callable[..., None]]:
        return {
            nodes.Call: self._call,
            nodes.Concat: self._join,
            nodes.Const: self._state,
            nodes.Getattr: self._read,
            nodes.Getitem: self._take,
            nodes.Output: self._print,
            nodes.Template: self._whole,
        }

    def signature(self, node: Any, frame: Any, extra_kwargs: Any = None) -> None:
        """Write what is handed over in a call."""
        named = {name: said for name, said in (extra_kwargs or {}).items() if name == "caller"}
        super().signature(node, frame, named)

    def macro_def(self, macro_ref: Any, frame: Any) -> None:
        """Write the making of a macro, whose body stands before."""
        self.write("_" if self._is_escaping(frame) else "")
        super().macro_def(macro_ref, frame)

    def return_buffer_contents(self, frame: Any, force_unescaped: bool = False) -> None:
        """Write what a macro returns."""
        if self._is_escaping(frame):
            self.writeline(f"return _marked(concat({frame.buffer}))")
        else:
            super().return_buffer_contents(frame, force_unescaped)

    def _output_child_pre(self, node: nodes.Expr, frame: Any, finalize: Any) -> None:
        self._is_bare = _is_markup(node)  # which folding constants may change, once it is written
        if not self._is_shown(frame, finalize):
            super()._output_child_pre(node, frame, finalize)
        elif not self._is_bare:
            self.write("(_value if (_kind := type(_value := ")

    def _output_child_post(self, node: nodes.Expr, frame: Any, finalize: Any) -> None:
        if not self._is_shown(frame, finalize):
            super()._output_child_post(node, frame, finalize)
        elif not self._is_bare:
            self.write(")) is Markup or (_kind is str and _plain[_value])")
            self.write(" else str(_value) if _kind is int else _shown(_value))")

    def _whole(self, node: nodes.Template, frame: Any = None) -> None:
        for name, said in _NAMED.items():
            self.writeline(f"{name} = environment.{said}")
        attributes = {one.attr for one in node.find_all(nodes.Getattr)}
        for name in sorted(filter(_is_name, attributes)):
            self.writeline(f"_has_{name} = environment.having[{name!r}]")
        if names := _given(node):
            # Said where it is never printed, so that it is found for all macros together.
            told = [nodes.Output([nodes.Name(name, "load")]) for name in names]
            node.body.insert(0, nodes.If(nodes.Const(False), told, [], []))
            node.set_environment(self.environment)
        self.visit_Template(node, frame)

    def _print(self, node: nodes.Output, frame: Any) -> None:
        for one in node.nodes:
            if isinstance(one, nodes.CondExpr) and one.expr2 is None:
                one.expr2 = nodes.Const("")
        if frame.buffer is not None or len(node.nodes) < 3:
            self.visit_Output(node, frame)
            return
        # A page is handed on through all that it extends; so that is done in fewer pieces.
        frame.buffer = "_pieces"
        self.writeline("_pieces = []")
        self.visit_Output(node, frame)
        self.writeline("yield concat(_pieces)")
        frame.buffer = None

    def _state(self, node: nodes.Const, frame: Any) -> None:
        if type(node.value) is Markup:
            self.write(f"_safe[{str(node.value)!r}]")
        else:
            self.visit_Const(node, frame)

    def _read(self, node: nodes.Getattr, frame: Any) -> None:
        if not _is_name(node.attr):
            self.visit_Getattr(node, frame)
            return
        self.write(f"(_of.{node.attr} if type(_of := ")
        self.visit(node.node, frame)
        self.write(f") in _has_{node.attr} else environment.getattr(_of, {node.attr!r}))")

    def _take(self, node: nodes.Getitem, frame: Any) -> None:
        if isinstance(node.arg, nodes.Slice):
            self.visit_Getitem(node, frame)
            return
        self.write("_item(")
        self.visit(node.node, frame)
        self.write(", ")
        self.visit(node.arg, frame)
        self.write(")")

    def _call(self, node: nodes.Call, frame: Any) -> None:
        named = [one.key for one in node.kwargs]
        if node.dyn_args or node.dyn_kwargs or any(map(iskeyword, named)):
            self.visit_Call(node, frame)
            return
        kinds = "_told" if named else "_answering"
        self.write("(_asked._answer if type(_asked := ")
        self.visit(node.node, frame)
        self.write(f") in {kinds} and _asked._most >= {len(node.args)}")
        self.write(" else environment.asking(context, _asked))(")
        for one in (*node.args, *node.kwargs):
            self.visit(one, frame)
            self.write(", ")
        self.write(")")

    def _join(self, node: nodes.Concat, frame: Any) -> None:
        if not self._is_escaping(frame):
            self.visit_Concat(node, frame)
            return
        first, *rest = node.nodes
        if len(rest) == 1 and isinstance(first, nodes.Const) and type(first.value) is str:
            self.write(f"({first.value!r} + _part if type(_part := ")
            self.visit(rest[0], frame)
            self.write(f") is str else _joined(({first.value!r}, _part)))")
            return
        self.write("_joined((")
        for one in node.nodes:
            self.visit(one, frame)
            self.write(", ")
        self.write("))")

    @staticmethod
    def _is_escaping(frame: Any) -> bool:
        return bool(frame.eval_ctx.autoescape and not frame.eval_ctx.volatile)

    def _is_shown(self, frame: Any, finalize: Any) -> bool:
        return self._is_escaping(frame) and finalize.src is None


_NAMED = {
    "_Macro": "macro",
    "_answering": "answering",
    "_item": "getitem",
    "_joined": "joined",
    "_marked": "marked",
    "_plain": "plain",
    "_safe": "safe",
    "_shown": "shown",
    "_told": "told",
}
"""What compiled templates call what they need most."""


def _given(node: nodes.Template) -> list[str]:
    """Return what macros need of what a page is given, by names that the template never sets."""
    macros = node.find_all(nodes.Macro)
    used = {one.name for macro in macros for one in macro.find_all(nodes.Name)}
    # What a template extends sets its names before macros are called, but after they are made.
    if not used or node.find(nodes.Extends):
        return []
    kept = {one.name for one in node.find_all(nodes.Name) if one.ctx != "load"}
    kept |= {one.name for one in node.find_all(nodes.Macro)}
    kept |= {one.target for one in node.find_all(nodes.Import)}
    for names in node.find_all(nodes.FromImport):
        kept |= {one if isinstance(one, str) else one[1] for one in names.names}
    return sorted(used - kept - _SPECIAL)


def _is_name(attribute: str) -> bool:
    """Tell whether Python reads an attribute by this very name."""
    return attribute.isascii() and not iskeyword(attribute)


def _is_markup(node: nodes.Expr | None) -> bool:
    """Tell whether what a template spells out may be printed as it stands."""
    if isinstance(node, nodes.CondExpr):
        return _is_markup(node.expr1) and _is_markup(node.expr2)
    if isinstance(node, nodes.Filter) and node.name == "safe":
        return isinstance(node.node, nodes.Const) and isinstance(node.node.value, str)
    if not isinstance(node, nodes.Const) or not isinstance(node.value, str):
        return False
    return type(node.value) is Markup or not needs_escape(node.value)
