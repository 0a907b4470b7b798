"""Days, weeks, months, quarters and years; their openings and closes.

Source: metrics.md "Time"; DECISIONS.md "Time". A period is [start, end) in days of the reporting
timezone; its close is its last day, or as_of_date while it is not over.
"""

from datetime import date, timedelta
from typing import NamedTuple

DAY = timedelta(days=1)
MONTHS_IN = {"month": 1, "quarter": 3, "year": 12}


class Period(NamedTuple):
    """One period of a grain: ``end`` is exclusive."""

    grain: str
    start: date
    end: date


def add_months(first_of_month: date, months: int) -> date:
    """The first of a month some months later (or earlier)."""
    count = first_of_month.year * 12 + first_of_month.month - 1 + months
    return date(count // 12, count % 12 + 1, 1)


class Calendar:
    """The periods of one build."""

    def __init__(self, as_of: date, weeks_start_on: int) -> None:
        self.as_of = as_of
        self.weeks_start_on = weeks_start_on

    def start(self, grain: str, day: date) -> date:
        """The first day of the period that holds a day."""
        if grain == "day":
            return day
        if grain == "week":
            return day - DAY * ((day.weekday() - self.weeks_start_on) % 7)
        months = MONTHS_IN[grain]
        return date(day.year, (day.month - 1) // months * months + 1, 1)

    def shift(self, grain: str, start: date, count: int) -> date:
        """The start of the period ``count`` periods later."""
        if grain in MONTHS_IN:
            return add_months(start, MONTHS_IN[grain] * count)
        return start + DAY * count * (7 if grain == "week" else 1)

    def period(self, grain: str, day: date) -> Period:
        """The period that holds a day."""
        start = self.start(grain, day)
        return Period(grain, start, self.shift(grain, start, 1))

    def periods(self, grain: str, first_day: date) -> list[Period]:
        """Every period from the one that holds ``first_day`` to the one that holds as_of_date."""
        found = []
        day = first_day
        while self.start(grain, day) <= self.as_of:
            found.append(self.period(grain, day))
            day = found[-1].end
        return found

    def close(self, period: Period) -> date:
        """The day at whose end the period is closed."""
        return min(period.end - DAY, self.as_of)

    def opening(self, period: Period) -> date:
        """The close of the period before."""
        return period.start - DAY

    def is_complete(self, period: Period, wait_days: int = 0) -> bool:
        """Whether the period, and the ``wait_days`` after its last day, are over by as_of_date."""
        return period.end + DAY * wait_days <= self.as_of + DAY

    def days(self, period: Period) -> list[date]:
        """The period's days so far."""
        last = self.close(period)
        return [period.start + DAY * n for n in range((last - period.start).days + 1)]
