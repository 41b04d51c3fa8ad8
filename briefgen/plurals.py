"""Which form of a word goes with a number: the rules of CLDR for whole numbers, by family."""

from __future__ import annotations

from collections.abc import Callable

from briefgen.values import frozen


@frozen
class Plural:
    """A rule and the forms that it chooses among."""

    forms: tuple[str, ...]
    form: Callable[[int], str]


def _one_other(n: int) -> str:
    return "one" if n == 1 else "other"


def _east_slavic(n: int) -> str:
    if n % 10 == 1 and n % 100 != 11:
        return "one"
    return "few" if n % 10 in (2, 3, 4) and n % 100 not in (12, 13, 14) else "many"


def _arabic(n: int) -> str:
    if n < 3:
        return ("zero", "one", "two")[n]
    if 3 <= n % 100 <= 10:
        return "few"
    return "many" if n % 100 >= 11 else "other"


PLURALS = {
    "none": Plural(("other",), lambda _: "other"),
    "one-other": Plural(("one", "other"), _one_other),
    "zero-one-other": Plural(("one", "other"), lambda n: "one" if n < 2 else "other"),
    "east-slavic": Plural(("one", "few", "many"), _east_slavic),
    "arabic": Plural(("zero", "one", "two", "few", "many", "other"), _arabic),
}
"""`none` Chinese, Turkish · `one-other` English, German · `zero-one-other` French, Portuguese."""
