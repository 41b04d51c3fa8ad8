from __future__ import annotations

from math import ceil, log2

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefgen.fit import FitError, largest_fit


@settings(derandomize=True, deadline=None, database=None, max_examples=500)
@given(
    st.lists(st.floats(0.001, 3), max_size=400),
    st.integers(1, 6),
    st.floats(0.05, 5),
    st.integers(0, 96),
)
def test_the_most_that_fits_is_found_and_measured_whatever_the_sizes_hint(
    claims: list[float], limit: int, frame: float, hint: int
) -> None:
    measured: dict[int, float] = {}
    n = len(claims)

    def length(k: int) -> float:
        assert k not in measured, "one layout a count"
        measured[k] = frame + sum(claims[:k])
        return measured[k]

    try:
        k = largest_fit(n, limit, length, lambda k: k * hint % 97)
    except FitError as error:
        assert measured[0] > limit == error.limit_pages
        assert error.pages == ceil(measured[0])
    else:
        assert measured[k] <= limit
        assert k == n or measured[k + 1] > limit
    assert len(measured) <= (ceil(log2(n)) if n > 1 else 0) + 2


def test_even_claims_are_fitted_in_few_layouts() -> None:
    asked = []

    def length(k: int) -> float:
        asked.append(k)
        return 0.6 + k * 0.04

    assert largest_fit(60, 1, length, lambda k: 2000 + 400 * k) == 10
    assert len(asked) <= 5


def test_lengths_as_the_sizes_tell_are_fitted_in_three_layouts() -> None:
    asked = []

    def length(k: int) -> float:
        asked.append(k)
        return (2 + k) / 8

    assert largest_fit(12, 1, length, lambda k: 100 + 50 * k) == 6
    assert asked == [12, 6, 7]


def test_an_edition_without_claims_says_how_long_it_is() -> None:
    with pytest.raises(FitError) as caught:
        largest_fit(0, 1, lambda k: 2.3, float)
    assert (caught.value.pages, caught.value.limit_pages) == (3, 1)
