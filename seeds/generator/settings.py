"""Size and calendar of a run, and its random streams.

There is one stream for each domain, so that a change in one leaves the others as they were.
"""

from __future__ import annotations

import random
import zlib
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import numpy as np

SEED = 20260606
#: the last day of data; everything is dated backwards from it, no clock is read
AS_OF = date(2026, 6, 30)
#: the last second of data
LAST = datetime(2026, 6, 30, 23, 59, 59)
#: accounts of the demo; the tables that follow accounts scale by ``accounts / DEMO_ACCOUNTS``
DEMO_ACCOUNTS = 340


@dataclass(frozen=True)
class Settings:
    """What one run generates.

    Attributes:
        events: event rows aimed at, repeats included.
        users: users aimed at.
        accounts: customer accounts.
        months: calendar months of history, the last one June 2026.
        warts: whether bad rows are planted (they need text columns: CSV only).
    """

    events: int = 45_000
    users: int = 480
    accounts: int = DEMO_ACCOUNTS
    months: int = 30
    warts: bool = True

    @property
    def start(self) -> datetime:
        """First instant of data."""
        return add_months(datetime(AS_OF.year, AS_OF.month, 1), 1 - self.months)

    @property
    def scale(self) -> float:
        """How much larger than the demo, in accounts."""
        return self.accounts / DEMO_ACCOUNTS

    @property
    def page_views(self) -> int:
        """Page views aimed at."""
        return max(12_000, self.events * 12 // 45)

    def month_start(self, index: int) -> datetime:
        """First instant of the month with this index (0 = the first month)."""
        return add_months(self.start, index)

    def month_of(self, moment: datetime) -> int:
        """Index of the month that holds the moment."""
        return (moment.year - self.start.year) * 12 + moment.month - self.start.month


def add_months(moment: datetime, count: int) -> datetime:
    """The same day and time ``count`` months on, the month's last day where it has no such day."""
    month = moment.month - 1 + count
    year, month = moment.year + month // 12, month % 12 + 1
    return moment.replace(year=year, month=month, day=min(moment.day, monthrange(year, month)[1]))


def scalar_stream(name: str) -> random.Random:
    """A random stream for plain Python code."""
    return random.Random(f"{SEED}:{name}")


def array_stream(name: str) -> np.random.Generator:
    """A random stream for arrays."""
    return np.random.default_rng([SEED, zlib.crc32(name.encode())])


def season(day: date) -> float:
    """How much of a usual day's work is done on this day: weekends, August, late December."""
    factor = (1.0, 1.04, 1.05, 1.02, 0.92, 0.24, 0.2)[day.weekday()]
    if day.month == 8:
        factor *= 0.86
    if (day.month == 12 and day.day >= 20) or (day.month == 1 and day.day <= 2):
        factor *= 0.5
    return factor


def month_season(start: datetime) -> float:
    """Work of a month against a usual month (1.0)."""
    days = monthrange(start.year, start.month)[1]
    total = sum(season(start.date() + timedelta(days=d)) for d in range(days))
    return total / (days * 0.78)


def loaded(moment: datetime, lag_minutes: float = 15) -> datetime:
    """When a row of that moment reached the warehouse, never after the last second of data."""
    return min(moment + timedelta(minutes=round(lag_minutes)), LAST)
