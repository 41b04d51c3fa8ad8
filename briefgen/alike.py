"""Styles that are alike: what the PDF engine computes of one is known for all, in all documents."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import wraps
from typing import Any

Missing = Callable[[Any, str], Any]
"""A style and the name of a property that it does not have yet, to its value."""
Preprocess = Callable[..., Iterator[tuple[Any, ...]]]
"""Where addresses begin, and declarations, to names, values and importance."""
_MOST_KINDS = _MOST_DECLARATIONS = 1 << 12


@dataclass(eq=False, slots=True)
class _Kind:
    """What is known of all styles with the same declarations, below parents of the same kind.

    Its values are what their computing gave; what is set later, of one style, is not among them.
    """

    declared: tuple[Any, ...]
    """Kept, since what tells declarations apart is which objects they are."""
    root: _Kind | None
    """The kind of the whole page; None: this is it."""
    values: dict[str, Any] = field(default_factory=dict)
    specified: dict[str, Any] = field(default_factory=dict)
    known: dict[Any, Any] = field(default_factory=dict)
    """What `economies` keep by style."""
    below: dict[Any, _Kind] = field(default_factory=dict)
    is_anonymous: bool = False
    """Of boxes that no element has."""
    is_closed: bool = False
    """Of a whole page: some value depends on the size of the paper, or warns each time."""

    def inside(self) -> _Kind:
        """Return the kind of the boxes inside that no element has."""
        if None not in self.below:
            self.below[None] = _Kind((), self.root or self, is_anonymous=True)
        return self.below[None]

    @property
    def is_open(self) -> bool:
        return not (self.root or self).is_closed

    def close(self) -> None:
        """Remember nothing more of the whole page, and tell nothing."""
        (self.root or self).is_closed = True


class _Events(logging.Handler):
    """Counts what computing did beside giving a value: warnings, most of all."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.n = 0

    def emit(self, record: logging.LogRecord) -> None:
        self.n += 1


_events = _Events()
logging.getLogger("weasyprint").addHandler(_events)

_pages: dict[tuple[int, ...], dict[Any, _Kind]] = {}
"""Style sheets to the kinds of the whole pages under them."""
_n_kinds = 0


def known(style: Any) -> dict[Any, Any]:
    """Return what is kept by style: by kind, where it has one."""
    kind: _Kind | None = vars(style).get("kind")
    if kind is None:
        kept: dict[Any, Any] = vars(style)
        return kept
    if not kind.is_anonymous:
        return kind.known
    set_afterwards = (style["white_space"], style["position"])
    within: dict[Any, Any] = kind.known.setdefault(set_afterwards, {})
    return within


def of_a_kind(compute: Callable[..., None]) -> Callable[..., None]:
    """Return the engine's making of a style, which begins with what is known of its kind."""

    @wraps(compute)
    def computed(
        styles: Any, element: Any, parent: Any, *rest: Any, pseudo_type: Any = None, **more: Any
    ) -> None:
        targets = more.pop("target_collector", None)
        compute(styles, element, parent, *rest, pseudo_type=pseudo_type, **more)
        style = styles.get_computed_styles()[element, pseudo_type]
        kind = _kind_of(style, styles)
        if kind is not None and kind.is_open:
            style.kind = kind
            style.specified = dict(kind.specified)
            style.update(kind.values)
        if targets is not None and style["anchor"]:
            targets.collect_anchor(style["anchor"])

    return computed


def anonymous_of_a_kind(begin: Callable[[Any, Any], None]) -> Callable[[Any, Any], None]:
    """Return the engine's making of the style of boxes that no element has, inside of another."""

    @wraps(begin)
    def begun(style: Any, parent: Any) -> None:
        begin(style, parent)
        kind: _Kind | None = vars(parent).get("kind")
        if kind is not None and kind.is_open:
            style.kind = kind.inside()
            style.update(style.kind.values)

    return begun


def like_no_other(copy: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Return the engine's copying of such a style, which it copies to set values of that one."""

    @wraps(copy)
    def copied(style: Any) -> Any:
        one = copy(style)
        vars(one).pop("kind", None)
        return one

    return copied


def _kind_of(style: Any, styles: Any) -> _Kind | None:
    """Return a style's kind; None below one that is like no other."""
    global _n_kinds
    above = style.parent_style
    if above is None:
        sheets = tuple(id(sheet) for sheet, *_ in styles._sheets)
        siblings, root = _pages.setdefault(sheets, {}), None
    elif (kind := vars(above).get("kind")) is not None:
        siblings, root = kind.below, kind.root or kind
    else:
        return None
    declared = tuple(style.cascaded.values())
    weighed = [(id(value), *among, *specificity) for value, (*among, specificity) in declared]
    key = (style.pseudo_type, style.base_url, *style.cascaded, *weighed)
    if key not in siblings:
        if _n_kinds >= _MOST_KINDS:
            _pages.clear()
            _n_kinds = 0
        siblings[key] = _Kind(declared, root)
        _n_kinds += 1
    return siblings[key]


def remembering(missing: Missing) -> Missing:
    """Return the engine's computing of a value, which its kind remembers."""

    @wraps(missing)
    def computed(style: Any, name: str) -> Any:
        kind: _Kind | None = vars(style).get("kind")
        n_before = _events.n
        value = missing(style, name)
        if kind is None:
            return value
        if _events.n > n_before:
            kind.close()
        if kind.is_open:
            kind.values[name] = value
            if name in style.specified and not kind.is_anonymous:
                kind.specified[name] = style.specified[name]
        return value

    return computed


_told: set[int] = set()
"""What the engine has warned of since the document began."""


def begin_to_tell() -> None:
    """Have a document tell all that is wrong, whatever was told of those before it."""
    _told.clear()


def told_of_each() -> property:
    """Return whether the engine has told what is wrong with a declaration, in this document."""

    def tell(pending: Any, is_told: bool) -> None:
        (_told.add if is_told else _told.discard)(id(pending))

    return property(lambda pending: id(pending) in _told, tell)


class _Sizes(dict[str, Any]):
    """The sizes of the first page; being asked for them counts as well."""

    def __getitem__(self, name: str) -> Any:
        _events.n += 1
        return super().__getitem__(name)


def sizes_of_paper() -> property:
    """Return the engine's sizes of the first page, on which what asks for them depends."""

    def told(styles: Any, sizes: dict[str, Any]) -> None:
        vars(styles)["sizes"] = _Sizes(sizes)

    return property(lambda styles: vars(styles)["sizes"], told)


def declared_once(preprocess: Preprocess) -> Preprocess:
    """Return the engine's reading of declarations, done once for what elements have of their own.

    They are the language, the anchor and the style of an element: objects of every document.
    Faults are read each time, and functions, whose faults are told later, with their place.
    """
    read: dict[tuple[str, str], tuple[tuple[Any, ...], ...]] = {}

    @wraps(preprocess)
    def declared(
        base_url: str, declarations: Sequence[Any], prelude: Any = None
    ) -> Iterator[tuple[Any, ...]]:
        if prelude is not None:
            yield from preprocess(base_url, declarations, prelude)
            return
        for one in declarations:
            words = one.serialize() if one.type == "declaration" else ""
            values = read.get((base_url, words))
            if values is None:
                n_before = _events.n
                values = tuple(preprocess(base_url, [one]))
                is_lasting = words and "(" not in words and _events.n == n_before
                if is_lasting and len(read) < _MOST_DECLARATIONS:
                    read[base_url, words] = values
            yield from values

    return declared
