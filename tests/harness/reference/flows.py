"""Facts on days, added up to flows and to ratios of flows.

A fact is a day, the segments that it stands in on that day, and one amount or two. Rows begin with
the first fact of a segment value and go on to the period that holds as_of_date.
"""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from .rows import Number, Rows, Segment, Sheet, cells, first_days, key_of, ratio_row, value_row
from .world import World


class Fact(NamedTuple):
    """What happened on a day: an amount, and for a ratio what it is out of."""

    day: date
    segments: list[Segment]
    amount: Number
    out_of: Number = 0


def flow_rows(
    world: World,
    metric: str,
    facts: Iterable[Fact],
    grains: Iterable[str],
    wait_days: int = 0,
) -> Rows:
    """A flow: the sum of the amounts of each period."""
    facts, grains = list(facts), tuple(grains)
    sheet = summed(world, facts, grains)
    return {
        key_of(metric, period, segment): value_row(
            period,
            sheet.get("amount", period, segment),
            world.calendar.is_complete(period, wait_days),
        )
        for period, segment in cells(world.calendar, grid_of(facts), grains)
    }


def ratio_rows(
    world: World,
    metric: str,
    facts: Iterable[Fact],
    grains: Iterable[str],
    wait_days: int = 0,
) -> Rows:
    """A ratio of flows: the sum of the amounts / the sum of what they are out of.

    ``wait_days``: on how many days after its own a fact may still turn out otherwise.
    """
    facts, grains = list(facts), tuple(grains)
    sheet = summed(world, facts, grains)
    return {
        key_of(metric, period, segment): ratio_row(
            period,
            sheet.get("amount", period, segment),
            sheet.get("out_of", period, segment),
            world.calendar.is_complete(period, wait_days),
        )
        for period, segment in cells(world.calendar, grid_of(facts), grains)
    }


def grid_of(facts: Iterable[Fact]) -> dict[Segment, date]:
    """Each segment value with the day of its first fact."""
    return first_days((segment, fact.day) for fact in facts for segment in fact.segments)


def summed(world: World, facts: Iterable[Fact], grains: Iterable[str]) -> Sheet:
    """Both amounts by period and segment."""
    sheet = Sheet()
    for fact in facts:
        for grain in grains:
            period = world.calendar.period(grain, fact.day)
            sheet.add("amount", period, fact.segments, fact.amount)
            sheet.add("out_of", period, fact.segments, fact.out_of)
    return sheet
