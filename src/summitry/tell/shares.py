"""Shares of small numbers, and how far they can be trusted."""

from __future__ import annotations

import math

Z = 1.959964  # the normal quantile of 95 per cent


def wilson(part: int, whole: int) -> tuple[float, float]:
    """The 95 per cent interval of a share: (low, high), both 0 to 1; (0, 1) where nothing was counted.

    Source: Wilson, Probable Inference, the Law of Succession, and Statistical Inference, Journal of the American
    Statistical Association 22 (1927), 209-212; recommended for small numbers by Brown, Cai and DasGupta, Interval
    Estimation for a Binomial Proportion, Statistical Science 16 (2001), 101-133.

    >>> [round(x, 3) for x in wilson(10, 27)]
    [0.215, 0.558]
    """
    if whole == 0:
        return 0.0, 1.0
    share, grown = part / whole, 1 + Z**2 / whole
    middle = (share + Z**2 / (2 * whole)) / grown
    half = Z * math.sqrt(share * (1 - share) / whole + Z**2 / (4 * whole**2)) / grown
    return max(0.0, middle - half), min(1.0, middle + half)


def say_interval(part: int, whole: int) -> str:
    """The interval of a share in per cent.

    >>> say_interval(10, 27)
    '22 to 56'
    """
    low, high = wilson(part, whole)
    return f"{round(100 * low)} to {round(100 * high)}"
