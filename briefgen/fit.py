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


def largest_fit(n: int, limit_pages: int, length: Callable[[int], float]) -> int:
    """Return the most claims, counted from the top rank, that fit the limit.

    All claims are tried first, since most editions fit. Then the lengths measured so far tell
    where the limit is likely to lie, within what halving could still settle in ceil(log2(n)) + 2
    layouts altogether.

    Args:
        n: claims on offer, 0 or more.
        limit_pages: whole pages, 1 or more.
        length: k claims -> pages, the last one counted as far as it is filled; one layout a call.

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
        k = _next(fits, too_many, limit_pages, 2 ** max(left - 1, 0))
    if fits[0] < 0:
        raise FitError(ceil(too_many[1]), limit_pages)
    return fits[0]


def _next(
    fits: tuple[int, float], too_many: tuple[int, float], limit_pages: int, reach: int
) -> int:
    """Return where to measure next: where the limit seems to lie, or as near as the reach allows.

    Args:
        fits: the most claims known to fit, and their length; -1 for none yet.
        too_many: the fewest known not to, and their length.
        reach: how wide a gap on either side can still be settled.
    """
    (low, short), (high, long) = fits, too_many
    # Before anything fits, what is printed besides the claims is taken for half of a full page.
    begin, base = (low, short) if low >= 0 else (0, min(0.5 * limit_pages, long - 0.1))
    guess = begin + (limit_pages - base) / (long - base) * (high - begin)
    if low >= 0 and guess - low < high - guess:
        # A little beyond where the limit seems to lie, the far end comes near at once.
        guess += 1 + (guess - low) / 8
    guess = max(int(guess), low + 1, high - reach)
    return min(guess, high - 1, low + reach)
