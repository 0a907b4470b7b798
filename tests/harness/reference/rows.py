"""The one shape of every answer, and the table in which a family adds its numbers up."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from .calendar import Calendar, Period

Segment = tuple[str, str]
ALL: Segment = ("all", "all")
Number = Fraction | int


class Key(NamedTuple):
    """The key of a row of metric_values."""

    metric_name: str
    period_grain: str
    period_start: date
    segment_type: str
    segment_value: str


class Row(NamedTuple):
    """The rest of that row; numbers are exact, counts are whole numbers."""

    period_end: date
    numerator: Number | None
    denominator: Number | None
    metric_value: Number | None
    is_complete: bool


Rows = dict[Key, Row]


def ratio(numerator: Number | None, denominator: Number | None) -> Number | None:
    """The quotient; null where the denominator is 0 or a part is unknown."""
    if numerator is None or not denominator:
        return None
    return Fraction(numerator, denominator) if numerator else 0


def value_row(period: Period, value: Number | None, is_complete: bool) -> Row:
    """A flow, balance, distinct or distribution: the figure, and no denominator."""
    return Row(period.end, value, None, value, is_complete)


def ratio_row(
    period: Period, numerator: Number | None, denominator: Number | None, is_complete: bool
) -> Row:
    """A ratio with both its parts."""
    return Row(period.end, numerator, denominator, ratio(numerator, denominator), is_complete)


def key_of(metric: str, period: Period, segment: Segment) -> Key:
    """The key of a metric's row for a period and a segment."""
    return Key(metric, period.grain, period.start, *segment)


Cell = tuple[str, str, date, Segment]


class Sheet:
    """Sums by name, period and segment, from which rows are read off. Unset is 0."""

    def __init__(self) -> None:
        self._sums: defaultdict[Cell, Number] = defaultdict(int)

    def add(self, name: str, period: Period, segments: Iterable[Segment], amount: Number) -> None:
        """Adds an amount to a name in each of the segments."""
        if not amount:
            return
        for segment in segments:
            self._sums[name, period.grain, period.start, segment] += amount

    def get(self, name: str, period: Period, segment: Segment) -> Number:
        """The sum under a name."""
        return self._sums.get((name, period.grain, period.start, segment), 0)

    def grid(self, grain: str, *names: str) -> dict[Segment, date]:
        """Each segment value with the first period of a grain in which one of some names counts."""
        return first_days(
            (segment, start)
            for (name, of_grain, start, segment) in self._sums
            if name in names and of_grain == grain
        )


Grid = Mapping[Segment, date]
"""Each segment value with the first day on which it has data."""


def first_days(facts: Iterable[tuple[Segment, date]]) -> dict[Segment, date]:
    """The grid of some facts: the first day of each segment value."""
    first: dict[Segment, date] = {}
    for segment, day in facts:
        first[segment] = min(day, first.get(segment, day))
    return first


def cells(
    calendar: Calendar, grid: Grid, grains: Iterable[str]
) -> Iterable[tuple[Period, Segment]]:
    """Every period of each grain and each segment value, from its first with data."""
    for grain in grains:
        for segment, day in grid.items():
            for period in calendar.periods(grain, day):
                yield period, segment
