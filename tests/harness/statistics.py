"""The statistics of the North Star in plain Python, from their definitions, for the marts' SQL."""

from __future__ import annotations

import math
from collections.abc import Sequence


def mean_ranks(values: Sequence[float]) -> list[float]:
    """Ranks from 1; values alike share the mean of their places."""
    order = sorted(range(len(values)), key=values.__getitem__)
    ranks = [0.0] * len(values)
    start = 0
    while start < len(order):
        end = start
        while end < len(order) and values[order[end]] == values[order[start]]:
            end += 1
        for place in order[start:end]:
            ranks[place] = (start + 1 + end) / 2
        start = end
    return ranks


def rank_correlation(first: Sequence[float], second: Sequence[float]) -> float | None:
    """Spearman's rho: Pearson's correlation of the mean ranks; None where a side never varies."""
    one, two = mean_ranks(first), mean_ranks(second)
    middle = (len(one) + 1) / 2
    both = math.fsum((x - middle) * (y - middle) for x, y in zip(one, two, strict=True))
    spread_one = math.fsum((x - middle) ** 2 for x in one)
    spread_two = math.fsum((y - middle) ** 2 for y in two)
    if not spread_one or not spread_two:
        return None
    return both / math.sqrt(spread_one) / math.sqrt(spread_two)


def odds_ratio(with_: tuple[int, int], without: tuple[int, int]) -> float:
    """The odds of success with something to those without, each count raised by one.

    Args:
        with_: successes and failures with it.
        without: successes and failures without it.
    """
    return ((with_[0] + 1) / (with_[1] + 1)) / ((without[0] + 1) / (without[1] + 1))


def proportion_z(with_: tuple[int, int], without: tuple[int, int]) -> float | None:
    """The z of the difference between two shares with a pooled variance; None where it is 0."""
    n_with, n_without = sum(with_), sum(without)
    if not n_with or not n_without:
        return None
    pooled = (with_[0] + without[0]) / (n_with + n_without)
    variance = pooled * (1 - pooled) * (1 / n_with + 1 / n_without)
    if not variance:
        return None
    return (with_[0] / n_with - without[0] / n_without) / math.sqrt(variance)
