"""Fitting: the most claims that a page limit holds, by measured layouts alone."""

from __future__ import annotations

from collections.abc import Callable
from math import ceil, log2


class FitError(Exception):
    """Even without claims the edition is longer than its limit."""

    def __init__(self, pages: int = 0, limit_pages: int = 0) -> None:
        super().__init__(pages, limit_pages)
        self.pages = pages
        self.limit_pages = limit_pages


def largest_fit(
    n: int, limit_pages: int, length: Callable[[int], float], size: Callable[[int], float]
) -> int:
    """Return the most claims, counted from the top rank, that fit the limit.

    All claims are tried first, since most editions fit. Then the sizes, and the lengths measured
    so far, tell where the limit is likely to lie, within what halving could still settle in
    ceil(log2(n)) + 2 layouts altogether.

    Args:
        n: claims on offer, 0 or more.
        limit_pages: whole pages, 1 or more.
        length: k claims -> pages, the last one counted as far as it is filled; one layout a call.
        size: k claims -> how much is printed, in any unit; a hint, which never decides.

    Returns:
        k with 0 <= k <= n, whose length was measured and is within the limit; that of k + 1 was
        measured and is not.

    Raises:
        FitError: even without claims the edition is too long.
    """
    most_layouts = (ceil(log2(n)) if n > 1 else 0) + 2
    fits, too_many = (-1, 0.0), (n + 1, 0.0)
    k = n
    for left in range(most_layouts - 1, -1, -1):
        measured = length(k)
        if measured <= limit_pages:
            fits = (k, measured)
        else:
            too_many = (k, measured)
        if too_many[0] - fits[0] == 1:
            break
        guess, reach = _guess(fits, too_many, limit_pages, size), 2 ** max(left - 1, 0)
        guess = max(guess, fits[0] + 1, too_many[0] - reach)
        k = min(guess, too_many[0] - 1, fits[0] + reach)
    if fits[0] < 0:
        raise FitError(ceil(too_many[1]), limit_pages)
    return fits[0]


def _guess(
    fits: tuple[int, float],
    too_many: tuple[int, float],
    limit_pages: int,
    size: Callable[[int], float],
) -> int:
    """Return where the limit seems to lie, or a little beyond, so that the far end comes near.

    Args:
        fits: the most claims known to fit, and their length; -1 for none yet.
        too_many: the fewest known not to, and their length.
    """
    (low, short), (high, long) = fits, too_many
    if low < 0:
        return _most_within(size(high) * limit_pages / long, 0, high, size)
    room = size(low) + (limit_pages - short) / (long - short) * (size(high) - size(low))
    guess = _most_within(room, low, high, size)
    if guess - low < high - guess:
        # What fits is likely to fit barely.
        return low + max((guess - low + 2) // 3, 1)
    return guess


def _most_within(room: float, low: int, high: int, size: Callable[[int], float]) -> int:
    """Return the most claims from low to high whose size is within the room, as halving finds."""
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if size(middle) <= room else (low, middle)
    return low
