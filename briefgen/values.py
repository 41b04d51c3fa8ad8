"""Values that cannot be changed once made, made about as quickly as those that can."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import MISSING, Field, dataclass, field, fields
from typing import Any, TypeVar, dataclass_transform, overload

Kind = TypeVar("Kind")

_FILLING = frozenset({"__init__", "__post_init__", "__getstate__", "__setstate__"})
_turn = object.__dict__["__class__"].__set__


@overload
def frozen(kind: type[Kind], /) -> type[Kind]: ...


@overload
def frozen(*, eq: bool = True, order: bool = False) -> Callable[[type[Kind]], type[Kind]]: ...


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def frozen(kind: Any = None, /, *, eq: bool = True, order: bool = False) -> Any:
    """Make a class a frozen dataclass with a slot for each field.

    Such a class of the standard library goes around its own lock for every field, which takes
    most of the time of making a value. Here a value is of a class without a lock, whose slots
    are the same, until it is filled. It is filled by its fields alone; a class below it is frozen
    too, or has no slots of its own.

    Args:
        kind: the class, where nothing is said of it.
        eq: values of equal fields are equal; False: each is equal to itself alone.
        order: values are ordered by their fields.

    Raises:
        TypeError: the class has its own way of being filled.
    """

    def locked(kind: Any) -> Any:
        if own := _FILLING.intersection(vars(kind)):
            raise TypeError(f"{kind.__name__} is frozen: it cannot have {', '.join(sorted(own))}")
        made: Any = dataclass(frozen=True, slots=True, init=False, eq=eq, order=order)(kind)
        if not all(one.init for one in fields(made)):
            raise TypeError(f"{kind.__name__} is frozen: each of its fields has to be given")
        if made.__dictoffset__:
            raise TypeError(f"{kind.__name__} is frozen: what it is made from must have slots too")
        for name, function in _filling(made).items():
            setattr(made, name, function)
        return made

    return locked if kind is None else locked(kind)


def _filling(made: Any) -> dict[str, Any]:
    """Return what fills a value, and what empties and fills it on its way to another process."""
    whole = fields(made)
    names = [one.name for one in whole]
    first = ["__self__", *(_parameter(one) for one in whole if not one.kw_only)]
    named = [_parameter(one) for one in whole if one.kw_only]
    filled = [
        "__kind__ = __self__.__class__",
        "__turn__(__self__, __open__)",
        *(f"__self__.{name} = {name}" for name in names),
        "__turn__(__self__, __kind__)",
    ]
    unpacked = [f"{''.join(f'{name}, ' for name in names)} = __state__"] if names else []
    state = "".join(f"__self__.{name}, " for name in names)
    text = [
        _function(
            "__init__", [*first, *(["*", *named] if named else [])], [*_made_anew(whole), *filled]
        ),
        _function("__setstate__", ["__self__", "__state__"], [*unpacked, *filled]),
        _function("__getstate__", ["__self__"], [f"return ({state})"]),
    ]
    known: dict[str, Any] = {"__turn__": _turn, "__open__": _twin(made)}
    known |= {f"__default_{one.name}__": one.default for one in whole}
    known |= {f"__new_{one.name}__": one.default_factory for one in whole}
    functions: dict[str, Any] = {}
    exec("\n".join(text), known, functions)
    return functions


def _function(name: str, parameters: Iterable[str], lines: Iterable[str]) -> str:
    return "\n ".join([f"def {name}({', '.join(parameters)}):", *lines])


def _parameter(one: Field[Any]) -> str:
    is_optional = one.default is not MISSING or one.default_factory is not MISSING
    return f"{one.name}=__default_{one.name}__" if is_optional else one.name


def _made_anew(whole: Iterable[Field[Any]]) -> Iterator[str]:
    """Yield the lines that make what has a default that no other value may share."""
    for one in whole:
        if one.default_factory is not MISSING:
            name = one.name
            yield f"{name} = __new_{name}__() if {name} is __default_{name}__ else {name}"


def _twin(made: Any) -> type:
    """Return a class of the same slots, whose values can be changed."""
    body = {"__slots__": made.__slots__, "__setattr__": object.__setattr__}
    if "__orig_bases__" in vars(made):
        body["__orig_bases__"] = made.__orig_bases__
    return type(made.__name__, made.__bases__, body)
