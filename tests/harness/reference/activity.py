"""Who was active when: the events that count, resolved to users, accounts and local days.

Source: metrics.md "Engagement"; DECISIONS.md "Input", "Active users and satisfaction".
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any

from .calendar import DAY, Period
from .rows import Segment
from .segments import account_segments
from .world import World


@dataclass(frozen=True)
class Event:
    """An event up to as_of_date of a user that counts. ``account_id`` None: no account known."""

    day: date
    occurred_at: datetime
    user_id: str
    account_id: str | None
    name: str
    row: dict[str, Any]


class Activity:
    """The events of a world and the days of use that follow from them."""

    def __init__(self, world: World) -> None:
        self.world = world
        self._segments: dict[tuple[str, date], list[Segment]] = {}

    @cached_property
    def events(self) -> list[Event]:
        """Every event of a user and account that count, whether it makes active or not."""
        return list(self._read_events())

    def _read_events(self) -> Iterator[Event]:
        world = self.world
        for day, row in world.dated("events", "occurred_at"):
            user = world.user(row["user_id"])
            of_user = world.account_of_user(user)
            account = row["account_id"] or of_user
            if not (world.is_left_out(of_user) or world.is_left_out(account)):
                yield Event(
                    day, row["occurred_at"], user, world.account(account), row["event_name"], row
                )

    @cached_property
    def active_events(self) -> list[Event]:
        """The events that make their user active (var ``inactive_events`` names the others)."""
        inactive = self.world.settings.inactive_events
        return [event for event in self.events if event.name not in inactive]

    @cached_property
    def user_days(self) -> dict[str, dict[date, str | None]]:
        """Each user's active days in order, each with the account of that day's latest event."""
        latest: dict[tuple[str, date], tuple[datetime, str]] = {}
        for event in self.active_events:
            mark = (event.occurred_at, event.account_id or "")
            spot = (event.user_id, event.day)
            latest[spot] = max(mark, latest.get(spot, mark))
        days: dict[str, dict[date, str | None]] = {}
        for (user, day), (_, account) in sorted(latest.items()):
            days.setdefault(user, {})[day] = account or None
        return days

    @cached_property
    def account_days(self) -> dict[str, list[date]]:
        """The days, in order, on which each account had an active user."""
        days: dict[str, set[date]] = {}
        for event in self.active_events:
            if event.account_id is not None:
                days.setdefault(event.account_id, set()).add(event.day)
        return {account: sorted(found) for account, found in days.items()}

    def user_segments(self, user_id: str, day: date) -> list[Segment]:
        """A user's segments on an active day: those of the day's account, and the role."""
        if (user_id, day) not in self._segments:
            account = self.user_days[user_id][day]
            self._segments[user_id, day] = [
                *account_segments(self.world, account, day),
                ("role", self.world.role(user_id)),
            ]
        return self._segments[user_id, day]

    def last_days(self, days: Iterable[date], grain: str) -> Iterator[tuple[Period, date]]:
        """Each calendar period with an active day, and the last such day."""
        last: dict[Period, date] = {}
        for day in days:
            period = self.world.calendar.period(grain, day)
            last[period] = max(day, last.get(period, day))
        yield from last.items()

    def rolling_last_days(self, days: list[date], length: int) -> Iterator[tuple[Period, date]]:
        """Each day whose window of ``length`` days ending there has an active day; the last one."""
        calendar = self.world.calendar
        for day, following in zip(days, [*days[1:], date.max], strict=True):
            until = min(day + timedelta(days=length - 1), following - DAY, calendar.as_of)
            while day <= until:
                yield calendar.period("day", until), day
                until -= DAY
