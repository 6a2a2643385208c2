"""Intervals of shares: known values, bounds, and what nothing counted gives."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summitry.tell.shares import say_interval, wilson


@pytest.mark.parametrize(
    ("part", "whole", "low", "high"),
    [(0, 10, 0.0, 0.2775), (5, 10, 0.2366, 0.7634), (10, 10, 0.7225, 1.0), (81, 263, 0.2553, 0.3662), (0, 0, 0.0, 1.0)],
)
def test_known_intervals(part, whole, low, high):
    """81 of 263 is the example of Newcombe, Statistics in Medicine 17 (1998), 857-872, method 3."""
    assert wilson(part, whole) == pytest.approx((low, high), abs=6e-5)


@given(st.integers(0, 400), st.integers(1, 400))
def test_an_interval_holds_its_share_and_is_symmetric(part, whole):
    part = min(part, whole)
    low, high = wilson(part, whole)
    assert 0 <= low <= part / whole + 1e-12 and part / whole - 1e-12 <= high <= 1
    assert wilson(whole - part, whole) == pytest.approx((1 - high, 1 - low))


def test_in_words():
    assert say_interval(33, 70) == "36 to 59"
