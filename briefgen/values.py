"""Values that cannot be changed once made, made about as quickly as those that can."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import MISSING, Field, dataclass, field, fields
from typing import Any, TypeVar, dataclass_transform, overload

Kind = TypeVar("Kind")

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
    are the same, until it is filled.

    Args:
        kind: the class, where nothing is said of it.
        eq: values of equal fields are equal; False: each is equal to itself alone.
        order: values are ordered by their fields.
    """

    def locked(kind: Any) -> Any:
        made: Any = dataclass(frozen=True, slots=True, init=False, eq=eq, order=order)(kind)
        for name, function in _filling(made).items():
            setattr(made, name, function)
        return made

    return locked if kind is None else locked(kind)


def _filling(made: Any) -> dict[str, Any]:
    """Return what fills a value, and what empties and fills it on its way to another process."""
    whole = fields(made)
    names = [one.name for one in whole]
    first = ["self", *(_parameter(one) for one in whole if not one.kw_only)]
    named = [_parameter(one) for one in whole if one.kw_only]
    state = "".join(f"self.{name}, " for name in names)
    text = (
        f"def __init__({', '.join([*first, *(['*', *named] if named else [])])}):\n"
        f"{_unlocked(map(_filled, whole))}"
        f"def __setstate__(self, state):\n{_unlocked([f'{state} = state'] if names else [])}"
        f"def __getstate__(self):\n return ({state})\n"
    )
    known: dict[str, Any] = {"__turn__": _turn, "__open__": _twin(made), "__locked__": made}
    for one in whole:
        known |= {
            f"__default_{one.name}__": one.default,
            f"__new_{one.name}__": one.default_factory,
        }
    made_here: dict[str, Any] = {}
    exec(text, known, made_here)
    return made_here


def _unlocked(lines: Iterable[str]) -> str:
    """Return lines as they are carried out on a value without its lock."""
    return "".join(
        f" {line}\n" for line in ("__turn__(self, __open__)", *lines, "__turn__(self, __locked__)")
    )


def _twin(made: Any) -> type:
    """Return a class of the same slots, whose values can be changed."""
    body = {"__slots__": made.__slots__, "__setattr__": object.__setattr__}
    if "__orig_bases__" in vars(made):
        body["__orig_bases__"] = made.__orig_bases__
    return type(made.__name__, made.__bases__, body)


def _parameter(one: Field[Any]) -> str:
    is_optional = one.default is not MISSING or one.default_factory is not MISSING
    return f"{one.name}=__default_{one.name}__" if is_optional else one.name


def _filled(one: Field[Any]) -> str:
    name = one.name
    if one.default_factory is MISSING:
        return f"self.{name} = {name}"
    return f"self.{name} = __new_{name}__() if {name} is __default_{name}__ else {name}"
