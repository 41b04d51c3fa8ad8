from __future__ import annotations

from math import ceil, log2

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.fit import FitError, largest_fit


@given(st.integers(0, 400), st.integers(1, 5), st.integers(0, 3), st.integers(1, 60))
def test_the_most_that_fits_is_found_and_measured(
    n: int, limit: int, frame: int, claims_a_page: int
) -> None:
    measured: dict[int, int] = {}

    def pages(k: int) -> int:
        assert k not in measured, "one layout a count"
        measured[k] = 1 + frame + k // claims_a_page
        return measured[k]

    try:
        k = largest_fit(n, limit, pages)
    except FitError as error:
        assert error.pages == 1 + frame > limit == error.limit_pages
    else:
        assert measured[k] <= limit
        assert k == n or measured[k + 1] > limit
    assert len(measured) <= (ceil(log2(n)) if n > 1 else 0) + 2


def test_an_edition_without_claims_says_how_long_it_is() -> None:
    with pytest.raises(FitError) as caught:
        largest_fit(0, 1, lambda k: 3)
    assert (caught.value.pages, caught.value.limit_pages) == (3, 1)
