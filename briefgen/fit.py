"""Fitting: the most claims that a page limit holds, by measured layouts alone."""

from __future__ import annotations

from collections.abc import Callable


class FitError(Exception):
    """Even without claims the edition is longer than its limit."""

    def __init__(self, pages: int = 0, limit_pages: int = 0) -> None:
        super().__init__(pages, limit_pages)
        self.pages = pages
        self.limit_pages = limit_pages


def largest_fit(n: int, limit_pages: int, pages: Callable[[int], int]) -> int:
    """Return the most claims, counted from the top rank, that fit the limit.

    It measures at most ceil(log2(n)) + 2 layouts: all claims first, since most editions fit, then
    by halves.

    Args:
        n: claims on offer, 0 or more.
        limit_pages: whole pages, 1 or more.
        pages: k claims -> pages; one layout a call.

    Returns:
        k with 0 <= k <= n, whose page count was measured and is within the limit; that of k + 1
        was measured and is not.

    Raises:
        FitError: even without claims the edition is too long.
    """
    fits, too_many = -1, n + 1
    k = n
    while too_many - fits > 1:
        measured = pages(k)
        if measured <= limit_pages:
            fits = k
        else:
            too_many, least_pages = k, measured
        k = (fits + too_many) // 2
    if fits < 0:
        raise FitError(least_pages, limit_pages)
    return fits
