"""Frozen values: what a frozen dataclass of the standard library does, these do."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Callable
from dataclasses import FrozenInstanceError, dataclass, field, fields, replace
from typing import Any, Generic, TypeVar

import pytest

from briefgen.values import frozen

Thing = TypeVar("Thing")


@frozen
class Plain:
    """No field has a default."""

    turn: int
    self_: str


@frozen
class Nothing:
    """No field at all."""


@frozen
class Rich(Plain):
    """Inherited fields, defaults, what is made anew, and what is given by name."""

    words: tuple[str, ...] = ()
    known: dict[str, int] = field(default_factory=dict)
    of: str = field(default="claim", kw_only=True)
    hidden: bytes = field(default=b"", repr=False, compare=False)


@frozen(eq=False)
class Alone:
    """Equal to itself alone."""

    name: str


@frozen(order=True)
class Ordered:
    """Ordered by its fields."""

    at: int
    name: str = ""


@frozen
class Holding(Generic[Thing]):
    """Of a kind that is given."""

    thing: Thing


@dataclass(frozen=True, slots=True)
class StandardPlain:
    turn: int
    self_: str


@dataclass(frozen=True, slots=True)
class StandardRich(StandardPlain):
    words: tuple[str, ...] = ()
    known: dict[str, int] = field(default_factory=dict)
    of: str = field(default="claim", kw_only=True)
    hidden: bytes = field(default=b"", repr=False, compare=False)


def _change(one: Any) -> None:
    one.turn = 2


VALUES = (
    Plain(1, "a"),
    Nothing(),
    Rich(1, "a", ("b",), {"c": 2}, b"d", of="e"),
    Alone("a"),
    Ordered(2),
    Holding("a"),
)


@pytest.mark.parametrize("one", VALUES, ids=lambda one: type(one).__name__)
def test_a_value_cannot_be_changed(one: Any) -> None:
    for name in ("turn", "name", "at", "thing", "other"):
        with pytest.raises((FrozenInstanceError, TypeError)):
            setattr(one, name, "changed")
        with pytest.raises((FrozenInstanceError, TypeError, AttributeError)):
            delattr(one, name)
    assert not hasattr(one, "__dict__")


@pytest.mark.parametrize("one", VALUES, ids=lambda one: type(one).__name__)
@pytest.mark.parametrize("sent", [lambda one: pickle.loads(pickle.dumps(one)), copy.copy])
def test_a_value_travels_whole(one: Any, sent: Callable[[Any], Any]) -> None:
    there = sent(one)
    assert type(there) is type(one)
    assert [getattr(there, at.name) for at in fields(one)] == [
        getattr(one, at.name) for at in fields(one)
    ]
    with pytest.raises((FrozenInstanceError, TypeError)):
        _change(there)


@pytest.mark.parametrize(
    ("positional", "named"),
    [
        ((1, "a"), {}),
        ((1, "a", ("b",)), {}),
        ((1, "a", ("b",), {"c": 1}, b"d"), {}),
        ((1,), {"self_": "a", "of": "judgment"}),
        ((), {"turn": 1, "self_": "a", "words": (), "known": {}, "hidden": b"z"}),
    ],
)
def test_it_is_filled_as_the_standard_librarys_is(
    positional: tuple[Any, ...], named: dict[str, Any]
) -> None:
    ours: Any = Rich(*positional, **named)
    theirs: Any = StandardRich(*positional, **named)
    for one in fields(ours):
        assert getattr(ours, one.name) == getattr(theirs, one.name)
    assert repr(ours).replace("Rich(", "StandardRich(") == repr(theirs)


@pytest.mark.parametrize("wrong", [(), (1,), (1, "a", (), {}, b"", "claim")])
def test_what_is_missing_or_too_much_is_told(wrong: tuple[Any, ...]) -> None:
    for kind in (Rich, StandardRich):
        with pytest.raises(TypeError):
            kind(*wrong)


def test_what_is_made_anew_is_no_other_values() -> None:
    assert Rich(1, "a").known is not Rich(1, "a").known


def test_values_are_told_apart_by_what_they_hold() -> None:
    assert Plain(1, "a") == Plain(1, "a") != Plain(2, "a")
    assert len({Plain(1, "a"), Plain(1, "a"), Plain(2, "a")}) == 2
    assert Rich(1, "a", hidden=b"x") == Rich(1, "a", hidden=b"y")
    assert Alone("a") != Alone("a")
    assert sorted([Ordered(2), Ordered(1, "b"), Ordered(1, "a")])[0] == Ordered(1, "a")


def test_a_value_is_taken_over_with_changes() -> None:
    changed = replace(Rich(1, "a", of="judgment"), words=("b",))
    assert (changed.turn, changed.words, changed.of) == (1, ("b",), "judgment")


def test_a_value_matches_a_pattern() -> None:
    match Plain(1, "a"):
        case Plain(turn, self_):
            assert (turn, self_) == (1, "a")


class Below(Plain):
    """Not frozen anew: of the same slots."""

    __slots__ = ()


def test_a_class_below_may_be_of_the_same_slots() -> None:
    one = Below(1, "a")
    assert type(one) is Below
    with pytest.raises(FrozenInstanceError):
        _change(one)


@pytest.mark.parametrize("name", ["__init__", "__post_init__", "__getstate__", "__setstate__"])
def test_a_class_that_fills_itself_is_refused(name: str) -> None:
    kind = type("Own", (), {name: lambda self: None, "__annotations__": {"at": int}})
    with pytest.raises(TypeError, match=f"Own is frozen: it cannot have {name}"):
        frozen(kind)


def test_a_field_that_is_not_given_is_refused() -> None:
    kind = type("Own", (), {"at": field(init=False, default=1), "__annotations__": {"at": int}})
    with pytest.raises(TypeError, match="each of its fields has to be given"):
        frozen(kind)


def test_a_state_of_other_software_leaves_nothing_open() -> None:
    one: Any = Plain.__new__(Plain)
    with pytest.raises(ValueError, match="unpack"):
        one.__setstate__((1,))
    assert type(one) is Plain
    with pytest.raises(FrozenInstanceError):
        _change(one)


def test_what_cannot_be_made_anew_leaves_nothing_open() -> None:
    seen: list[Any] = []

    def fails() -> dict[str, int]:
        raise LookupError

    @frozen
    class Failing:
        known: dict[str, int] = field(default_factory=fails)

        def __new__(cls) -> Any:
            seen.append(object.__new__(cls))
            return seen[0]

    with pytest.raises(LookupError):
        Failing()
    assert type(seen[0]) is Failing
