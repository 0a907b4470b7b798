"""Engagement: who is active, how often, who comes back. Counts of users, accounts and days.

Source: metrics.md "Engagement"; DECISIONS.md "Active users and satisfaction".
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from fractions import Fraction

from .activity import Activity
from .calendar import Calendar, Period
from .rows import (
    Number,
    Row,
    Rows,
    Sheet,
    cells,
    first_days,
    key_of,
    ratio_row,
    value_row,
)
from .segments import account_segments
from .world import World

GRAINS = ("day", "week", "month")
LIFECYCLE_STATES = ("new", "returning", "resurrecting", "dormant")
LONGEST_RETENTION = {"day": 90, "week": 104, "month": 120}

CALENDAR_COUNTS = (("dau", "day"), ("wau", "week"), ("mau", "month"))
ROLLING_COUNTS = (("wau", 7), ("mau", 28))
STICKINESS = (("stickiness", "month", "mau"), ("weekly_stickiness", "week", "wau"))


# --- distinct users and accounts ----------------------------------------------------------------


def count_users(activity: Activity) -> Sheet:
    """Distinct users by calendar period and rolling window, in the segments of the last day.

    ``user_days`` are the days of use in a period, in the segments of each day.
    """
    sheet = Sheet()
    for user, active in activity.user_days.items():
        days = list(active)
        for metric, grain in CALENDAR_COUNTS:
            for period, day in activity.last_days(days, grain):
                sheet.add(metric, period, activity.user_segments(user, day), 1)
        for metric, length in ROLLING_COUNTS:
            for period, day in activity.rolling_last_days(days, length):
                sheet.add(metric, period, activity.user_segments(user, day), 1)
        for day in days:
            for grain in ("week", "month"):
                period = activity.world.calendar.period(grain, day)
                sheet.add("user_days", period, activity.user_segments(user, day), 1)
    return sheet


def active_user_rows(activity: Activity, sheet: Sheet) -> Rows:
    """``dau``, ``wau``, ``mau``; at grain day the rolling 7 and 28 days."""
    calendar = activity.world.calendar
    rows: Rows = {}
    for metric, grain in (*CALENDAR_COUNTS, *((name, "day") for name, _ in ROLLING_COUNTS)):
        for period, segment in cells(calendar, sheet.grid(grain, metric), (grain,)):
            rows[key_of(metric, period, segment)] = value_row(
                period, sheet.get(metric, period, segment), calendar.is_complete(period)
            )
    return rows


def stickiness_rows(activity: Activity, sheet: Sheet) -> Rows:
    """Mean daily users over the days of the period so far / users of the period."""
    calendar = activity.world.calendar
    rows: Rows = {}
    for metric, grain, users in STICKINESS:
        for period, segment in cells(calendar, sheet.grid(grain, users), (grain,)):
            user_days = sheet.get("user_days", period, segment)
            rows[key_of(metric, period, segment)] = ratio_row(
                period,
                Fraction(user_days, len(calendar.days(period))),
                sheet.get(users, period, segment),
                calendar.is_complete(period),
            )
    return rows


def active_account_rows(activity: Activity) -> Rows:
    """``active_accounts``: accounts with an active user, in the segments of their last day."""
    world = activity.world
    sheet = Sheet()
    for account, days in activity.account_days.items():
        for grain in GRAINS:
            for period, day in activity.last_days(days, grain):
                sheet.add("active_accounts", period, account_segments(world, account, day), 1)
    return {
        key_of("active_accounts", period, segment): value_row(
            period,
            sheet.get("active_accounts", period, segment),
            world.calendar.is_complete(period),
        )
        for grain in GRAINS
        for period, segment in cells(world.calendar, sheet.grid(grain, "active_accounts"), (grain,))
    }


def stickiness_day_rows(activity: Activity) -> Rows:
    """``stickiness_days``: users by their number of active days in the week or month."""
    calendar = activity.world.calendar
    rows: Rows = {}
    for grain in ("week", "month"):
        sheet, seen = Sheet(), set()
        for days in activity.user_days.values():
            for start, count in Counter(calendar.start(grain, day) for day in days).items():
                period, segment = calendar.period(grain, start), ("active_days", str(count))
                sheet.add("stickiness_days", period, [segment], 1)
                seen.add((segment, start))
        for period, segment in cells(calendar, first_days(seen), (grain,)):
            rows[key_of("stickiness_days", period, segment)] = value_row(
                period, sheet.get("stickiness_days", period, segment), calendar.is_complete(period)
            )
    return rows


# --- lifecycle ----------------------------------------------------------------------------------


def lifecycle(calendar: Calendar, grain: str, days: Iterable[date]) -> Iterator[tuple[Period, str]]:
    """The state of one user (or account) in each period in which there is one."""
    active = {calendar.start(grain, day) for day in days}
    first = min(active)
    for period in calendar.periods(grain, first):
        was_active = calendar.shift(grain, period.start, -1) in active
        if period.start in active:
            if period.start == first:
                yield period, "new"
            else:
                yield period, "returning" if was_active else "resurrecting"
        elif was_active:
            yield period, "dormant"


def lifecycle_rows(world: World, metric: str, all_days: Iterable[Iterable[date]]) -> Rows:
    """Users (accounts) by state in each period; every count is positive."""
    calendar = world.calendar
    histories = [list(days) for days in all_days]
    sheet = Sheet()
    for days in histories:
        for grain in GRAINS:
            for period, state in lifecycle(calendar, grain, days):
                sheet.add(metric, period, [("lifecycle_state", state)], 1)
    first = min((day for days in histories for day in days), default=None)
    if first is None:
        return {}
    grid = {("lifecycle_state", state): first for state in LIFECYCLE_STATES}
    return {
        key_of(metric, period, segment): value_row(
            period, sheet.get(metric, period, segment), calendar.is_complete(period)
        )
        for period, segment in cells(calendar, grid, GRAINS)
    }


# --- retention ----------------------------------------------------------------------------------


def retained(cohort: list[set[date]], start: date, unbounded: bool) -> int:
    """Of a cohort (each a set of active periods): how many were active then (or later)."""
    if unbounded:
        return sum(any(active >= start for active in user) for user in cohort)
    return sum(start in user for user in cohort)


def retention_cells(
    calendar: Calendar, grain: str, cohorts: dict[date, list[set[date]]], unbounded: bool
) -> Iterator[tuple[Period, int, Row]]:
    """Cohort, periods since, and the share active; a cell that is not over is null."""
    periods = calendar.periods(grain, min(cohorts))
    for number, period in enumerate(periods):
        cohort = cohorts.get(period.start, [])
        for since, then in enumerate(periods[number : number + LONGEST_RETENTION[grain] + 1]):
            over = calendar.is_complete(then)
            count = retained(cohort, then.start, unbounded) if over else None
            yield period, since, ratio_row(period, count, len(cohort), over)


def retention_rows(activity: Activity, metric: str, unbounded: bool) -> Rows:
    """First-ever cohorts, and the row over all of them that are old enough, weighted by size."""
    calendar = activity.world.calendar
    rows: Rows = {}
    for grain in GRAINS:
        cohorts: dict[date, list[set[date]]] = {}
        for days in activity.user_days.values():
            active = {calendar.start(grain, day) for day in days}
            cohorts.setdefault(min(active), []).append(active)
        if not cohorts:
            continue
        sums: dict[int, tuple[Number, Number]] = {}
        for period, since, row in retention_cells(calendar, grain, cohorts, unbounded):
            rows[key_of(metric, period, ("periods_since", str(since)))] = row
            back, size = sums.get(since, (0, 0))
            if row.is_complete:
                back, size = back + (row.numerator or 0), size + (row.denominator or 0)
            sums[since] = (back, size)
        first = calendar.period(grain, min(cohorts))
        for since, (back, size) in sums.items():
            segment = ("periods_since_all_cohorts", str(since))
            rows[key_of(metric, first, segment)] = ratio_row(
                first, back if size else None, size, size > 0
            )
    return rows


def compute(world: World) -> Rows:
    """Every metric of the family."""
    activity = Activity(world)
    sheet = count_users(activity)
    return {
        **active_user_rows(activity, sheet),
        **stickiness_rows(activity, sheet),
        **active_account_rows(activity),
        **stickiness_day_rows(activity),
        **lifecycle_rows(world, "user_lifecycle", activity.user_days.values()),
        **lifecycle_rows(world, "account_lifecycle", activity.account_days.values()),
        **retention_rows(activity, "user_retention", unbounded=False),
        **retention_rows(activity, "unbounded_user_retention", unbounded=True),
    }
