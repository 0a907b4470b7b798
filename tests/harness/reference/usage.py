"""Usage: features, key actions, time in the product, scores, and how new users get going.

Source: metrics.md "Engagement". The second half of the family; who is active is in engagement.py.
Use of a feature is an event that makes its user active; the first N days from a day d are the days
from d on to d + N, exclusive.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from fractions import Fraction

from .activity import Activity, Event
from .calendar import DAY, Period
from .engagement import GRAINS, lifecycle
from .flows import Fact, flow_rows, ratio_rows
from .rows import (
    ALL,
    Number,
    Rows,
    Segment,
    Sheet,
    cells,
    first_days,
    key_of,
    ratio,
    ratio_row,
    value_row,
)
from .segments import account_segments
from .web import page_views
from .world import World, money

NEW_FEATURE_DAYS = 30
ONBOARDING_DAYS = 30
ACTIVATION_DAYS = 7


# --- counts of users ----------------------------------------------------------------------------


def user_periods(activity: Activity, grain: str) -> Iterator[tuple[str, Period, list[Segment]]]:
    """Each user active in a period, in the segments of the last day of use in it."""
    for user, days in activity.user_days.items():
        for period, day in activity.last_days(days, grain):
            yield user, period, activity.user_segments(user, day)


def count_active_users(activity: Activity, grain: str) -> Sheet:
    """``users``: distinct active users by period."""
    sheet = Sheet()
    for _, period, segments in user_periods(activity, grain):
        sheet.add("users", period, segments, 1)
    return sheet


def features_used(activity: Activity, grain: str) -> dict[tuple[str, Period], set[str]]:
    """The features that each user used in a period."""
    found: defaultdict[tuple[str, Period], set[str]] = defaultdict(set)
    for event in activity.active_events:
        if event.row["feature_id"] is not None:
            period = activity.world.calendar.period(grain, event.day)
            found[event.user_id, period].add(event.row["feature_id"])
    return found


# --- features -----------------------------------------------------------------------------------


def count_feature_users(activity: Activity, grain: str) -> Sheet:
    """Active users, those of any feature, of each feature, and their pairs of user and feature.

    Users stand in the segments of their last day of use.
    """
    sheet = count_active_users(activity, grain)
    used = features_used(activity, grain)
    for user, period, segments in user_periods(activity, grain):
        features = used.get((user, period), set())
        sheet.add("feature_users", period, segments, int(bool(features)))
        sheet.add("pairs", period, segments, len(features))
        sheet.add("feature_users", period, [("feature", name) for name in features], 1)
    return sheet


def whole(segment: Segment) -> Segment:
    """What a share is out of: that of a feature out of all, that of a segment out of its own."""
    return ALL if segment[0] == "feature" else segment


def feature_adoption_rows(activity: Activity) -> Rows:
    """``feature_adoption_rate``: users of the feature (of any, in other segments) / users."""
    calendar = activity.world.calendar
    rows: Rows = {}
    for grain in GRAINS:
        sheet = count_feature_users(activity, grain)
        for period, segment in cells(calendar, sheet.grid(grain, "feature_users"), (grain,)):
            rows[key_of("feature_adoption_rate", period, segment)] = ratio_row(
                period,
                sheet.get("feature_users", period, segment),
                sheet.get("users", period, whole(segment)),
                calendar.is_complete(period),
            )
    return rows


def feature_usage_rows(activity: Activity) -> Rows:
    """``feature_usage_rate``: users of the feature in the month / logins in the month."""
    calendar = activity.world.calendar
    sheet = count_feature_users(activity, "month")
    for event in activity.events:
        if event.name in activity.world.settings.login_events:
            month = calendar.period("month", event.day)
            sheet.add("logins", month, event_segments(activity, event), 1)
    return {
        key_of("feature_usage_rate", period, segment): ratio_row(
            period,
            sheet.get("feature_users", period, segment),
            sheet.get("logins", period, whole(segment)),
            calendar.is_complete(period),
        )
        for period, segment in cells(calendar, sheet.grid("month", "feature_users"), ("month",))
    }


def new_feature_rows(activity: Activity) -> Rows:
    """``new_feature_adoption_rate``: users of a feature in its first 30 days / users active then.

    By the day of release; ``all`` adds the features up.
    """
    world = activity.world
    facts = []
    for released_on, feature in world.dated("features", "released_at"):
        until = released_on + timedelta(days=NEW_FEATURE_DAYS)
        in_time = [e for e in activity.active_events if released_on <= e.day < until]
        users = {e.user_id for e in in_time if e.row["feature_id"] == feature["feature_id"]}
        active = {e.user_id for e in in_time}
        segments = [ALL, ("feature", feature["feature_id"])]
        facts.append(Fact(released_on, segments, len(users), len(active)))
    return ratio_rows(
        world,
        "new_feature_adoption_rate",
        facts if activity.active_events else [],
        GRAINS,
        wait_days=NEW_FEATURE_DAYS,
    )


def features_per_user_rows(activity: Activity) -> Rows:
    """``features_per_user``: distinct pairs of user and feature / active users."""
    calendar = activity.world.calendar
    rows: Rows = {}
    for grain in GRAINS:
        sheet = count_feature_users(activity, grain)
        for period, segment in cells(calendar, sheet.grid(grain, "users"), (grain,)):
            rows[key_of("features_per_user", period, segment)] = ratio_row(
                period,
                sheet.get("pairs", period, segment),
                sheet.get("users", period, segment),
                calendar.is_complete(period),
            )
    return rows


# --- key actions and time -----------------------------------------------------------------------


def event_segments(activity: Activity, event: Event) -> list[Segment]:
    """An event's segments: its account's on its day, and its user's role."""
    return [
        *account_segments(activity.world, event.account_id, event.day),
        ("role", activity.world.role(event.user_id)),
    ]


def value_event_facts(activity: Activity) -> Iterator[Fact]:
    """The key actions, each as often as its quantity says."""
    for event in activity.events:
        if event.name in activity.world.settings.value_events:
            quantity = Fraction(event.row["quantity"])
            yield Fact(event.day, event_segments(activity, event), quantity)


def engaged_second_facts(activity: Activity) -> Iterator[Fact]:
    """The time spent with events that make active."""
    for event in activity.active_events:
        seconds = Fraction(event.row["duration_seconds"] or 0)
        yield Fact(event.day, event_segments(activity, event), seconds)


def value_event_rows(activity: Activity) -> Rows:
    """``value_events`` and ``value_events_per_user``: key actions, and those / active users."""
    calendar = activity.world.calendar
    actions = list(value_event_facts(activity))
    rows = flow_rows(activity.world, "value_events", actions, GRAINS)
    for grain in GRAINS:
        sheet = count_active_users(activity, grain)
        for fact in actions:
            sheet.add("actions", calendar.period(grain, fact.day), fact.segments, fact.amount)
        grid = sheet.grid(grain, "users", "actions")
        for period, segment in cells(calendar, grid, (grain,)):
            rows[key_of("value_events_per_user", period, segment)] = ratio_row(
                period,
                sheet.get("actions", period, segment),
                sheet.get("users", period, segment),
                calendar.is_complete(period),
            )
    return rows


# --- accounts -----------------------------------------------------------------------------------


def first_use(activity: Activity) -> date | None:
    """The first day on which anybody was active; before it, use was not recorded."""
    return min((event.day for event in activity.active_events), default=None)


def daily_share_rows(activity: Activity) -> Rows:
    """``daily_active_account_share``: paying accounts with an active user / paying accounts.

    From the first day of use of the company on.
    """
    world, begin = activity.world, first_use(activity)
    facts = []
    for account, periods in world.periods_of.items() if begin else ():
        active = set(activity.account_days.get(account, ()))
        for day in world.calendar.periods("day", max(begin, min(p.started_on for p in periods))):
            if world.mrr(account, day.start) > 0:
                segments = account_segments(world, account, day.start)
                facts.append(Fact(day.start, segments, int(day.start in active), 1))
    return ratio_rows(world, "daily_active_account_share", facts, ("day",))


@dataclass(frozen=True)
class AccountUse:
    """What an account did in a month, as the engagement score weighs it."""

    active_day_share: Number
    features_used: Number
    value_events_per_user: Number
    seconds_per_user: Number

    def measures(self) -> tuple[Number, ...]:
        """The four measures, in which accounts are ranked."""
        return (
            self.active_day_share,
            self.features_used,
            self.value_events_per_user,
            self.seconds_per_user,
        )


NO_USE = AccountUse(0, 0, 0, 0)


def account_use(activity: Activity, month: Period, events: list[Event]) -> AccountUse:
    """The measures of an account's month from the events of its users in it."""
    active = [e for e in events if e.name not in activity.world.settings.inactive_events]
    users = len({e.user_id for e in active})
    if not users:
        return NO_USE
    actions = sum(
        Fraction(e.row["quantity"])
        for e in events
        if e.name in activity.world.settings.value_events
    )
    seconds = sum(Fraction(e.row["duration_seconds"] or 0) for e in active)
    days = len(activity.world.calendar.days(month))
    return AccountUse(
        Fraction(len({e.day for e in active}), days),
        len({e.row["feature_id"] for e in active} - {None}),
        money(Fraction(actions) / users),
        money(Fraction(seconds) / users),
    )


def percentile_rank(value: Number, peers: list[Number]) -> Fraction:
    """The share of the other peers that lie below, 0 for one without peers."""
    if len(peers) < 2:
        return Fraction(0)
    return Fraction(sum(peer < value for peer in peers), len(peers) - 1)


def engagement_scores(activity: Activity, month: Period) -> dict[str, Fraction]:
    """The 0-100 score of every account that pays at the month's close; no use scores 0."""
    world = activity.world
    close = world.calendar.close(month)
    paying = [account for account in world.periods_of if world.mrr(account, close) > 0]
    events: defaultdict[str, list[Event]] = defaultdict(list)
    for event in activity.events:
        if event.account_id is not None and month.start <= event.day < month.end:
            events[event.account_id].append(event)
    use = {account: account_use(activity, month, events[account]) for account in paying}
    columns = list(zip(*(item.measures() for item in use.values()), strict=True))
    return {
        account: Fraction(0)
        if item == NO_USE
        else 25
        * sum(
            (percentile_rank(v, list(c)) for v, c in zip(item.measures(), columns, strict=True)),
            Fraction(0),
        )
        for account, item in use.items()
    }


def engagement_score_rows(activity: Activity) -> Rows:
    """``customer_engagement_score``: the mean score of the accounts that pay at the close."""
    world = activity.world
    begin = first_use(activity)
    facts = []
    for month in world.calendar.periods("month", begin) if begin else ():
        close = world.calendar.close(month)
        for account, score in engagement_scores(activity, month).items():
            facts.append(Fact(close, account_segments(world, account, close), score, 1))
    return ratio_rows(world, "customer_engagement_score", facts, ("month",))


# --- the product --------------------------------------------------------------------------------


PRODUCT_COUNTS = ("users", "user_days", "core_pairs", "new", "resurrecting", "dormant")


def core_features(activity: Activity, month: Period) -> set[str]:
    """The core features released by the close of a month."""
    world = activity.world
    close = world.calendar.close(month)
    return {
        row["feature_id"]
        for day, row in world.dated("features", "released_at")
        if row["is_core"] and day <= close
    }


def count_product_use(activity: Activity) -> Sheet:
    """Users, their days, their pairs with core features, and their states, by month.

    A user stands in the segments of the last day of use in the month; a dormant one in those of
    the month before; a day in its own.
    """
    calendar = activity.world.calendar
    sheet, used = Sheet(), features_used(activity, "month")
    for user, days in activity.user_days.items():
        last = dict(activity.last_days(days, "month"))
        for month, day in last.items():
            core = used.get((user, month), set()) & core_features(activity, month)
            sheet.add("users", month, activity.user_segments(user, day), 1)
            sheet.add("core_pairs", month, activity.user_segments(user, day), len(core))
        for day in days:
            month = calendar.period("month", day)
            sheet.add("user_days", month, activity.user_segments(user, day), 1)
        for month, state in lifecycle(calendar, "month", days):
            seen_in = month if month in last else calendar.period("month", month.start - DAY)
            sheet.add(state, month, activity.user_segments(user, last[seen_in]), 1)
    return sheet


def product_score_rows(activity: Activity) -> Rows:
    """``product_engagement_score``: 100 x mean of adoption, stickiness and growth, by month."""
    calendar = activity.world.calendar
    sheet = count_product_use(activity)
    rows: Rows = {}
    for month, segment in cells(calendar, sheet.grid("month", "users"), ("month",)):
        get = {name: sheet.get(name, month, segment) for name in PRODUCT_COUNTS}
        gained = get["new"] + get["resurrecting"]
        parts = (
            ratio(get["core_pairs"], get["users"] * len(core_features(activity, month))),
            ratio(get["user_days"], get["users"] * len(calendar.days(month))),
            ratio(gained, gained + get["dormant"]),
        )
        known = [part for part in parts if part is not None]
        score = Fraction(100 * sum(known), 3) if len(known) == len(parts) else None
        rows[key_of("product_engagement_score", month, segment)] = value_row(
            month, score, calendar.is_complete(month)
        )
    return rows


# --- getting going ------------------------------------------------------------------------------


@dataclass(frozen=True)
class NewUser:
    """A user that counts, on the day on which it was created."""

    user_id: str
    created_at: datetime
    created_on: date
    segments: list[Segment]


def new_users(world: World) -> Iterator[NewUser]:
    """The users created up to as_of_date; former ids of others are no users."""
    for day, row in world.dated("users", "created_at"):
        user = row["user_id"]
        if not (world.is_former_id(user) or world.is_left_out(row["account_id"])):
            account = world.account(row["account_id"])
            segments = account_segments(world, account, day)
            yield NewUser(user, row["created_at"], day, [*segments, ("role", world.role(user))])


def first_days_of(
    activity: Activity, names: Iterable[str], whose: Callable[[Event], str | None]
) -> dict[str, list[date]]:
    """The days, in order, on which each user (or account) had one of some events."""
    chosen = set(names)
    days: defaultdict[str, set[date]] = defaultdict(set)
    for event in activity.events:
        owner = whose(event)
        if event.name in chosen and owner is not None:
            days[owner].add(event.day)
    return {owner: sorted(found) for owner, found in days.items()}


def days_until(start: date, days: Iterable[date]) -> int | None:
    """Whole days from a day to the first of some days in order; 0 where that was before it."""
    return next((max((day - start).days, 0) for day in days), None)


def activation_rows(activity: Activity) -> Rows:
    """``activation_rate``: new users onboarded within 7 days / new users, by day of creation."""
    world = activity.world
    onboarded: defaultdict[str, list[datetime]] = defaultdict(list)
    for event in activity.events:
        if event.name == world.settings.onboarded_event:
            onboarded[event.user_id].append(event.occurred_at)
    facts = []
    for user in new_users(world) if activity.events else ():
        until = world.days_later(user.created_at, ACTIVATION_DAYS)
        in_time = any(at < until for at in onboarded[user.user_id])
        facts.append(Fact(user.created_on, user.segments, int(in_time), 1))
    return ratio_rows(world, "activation_rate", facts, GRAINS, wait_days=ACTIVATION_DAYS)


def onboarding_view_rows(world: World) -> Rows:
    """``onboarding_views_per_new_user``: onboarding views in the first 30 days / new users."""
    views = list(page_views(world))
    days: defaultdict[str, list[date]] = defaultdict(list)
    for view in views:
        if view.row["user_id"] is not None and view.row["content_type"] == "onboarding":
            days[world.user(view.row["user_id"])].append(view.day)
    facts = []
    for user in new_users(world) if views else ():
        until = user.created_on + timedelta(days=ONBOARDING_DAYS)
        seen = sum(user.created_on <= day < until for day in days[user.user_id])
        facts.append(Fact(user.created_on, user.segments, seen, 1))
    return ratio_rows(
        world, "onboarding_views_per_new_user", facts, GRAINS, wait_days=ONBOARDING_DAYS
    )


def median(values: list[int]) -> Fraction | None:
    """The middle value, or the mean of the two in the middle."""
    ordered = sorted(values)
    middle = len(ordered) // 2
    if not ordered:
        return None
    if len(ordered) % 2:
        return Fraction(ordered[middle])
    return Fraction(ordered[middle - 1] + ordered[middle], 2)


def median_rows(
    world: World, metric: str, waits: list[tuple[date, list[Segment], int | None]]
) -> Rows:
    """The median of the days waited, by period of the start; those still waiting are left out."""
    found: defaultdict[tuple[Period, Segment], list[int]] = defaultdict(list)
    for day, segments, waited in waits:
        for grain in GRAINS:
            for segment in segments if waited is not None else ():
                found[world.calendar.period(grain, day), segment].append(waited)
    grid = first_days((segment, day) for day, segments, _ in waits for segment in segments)
    return {
        key_of(metric, period, segment): value_row(
            period, median(found.get((period, segment), [])), world.calendar.is_complete(period)
        )
        for period, segment in cells(world.calendar, grid, GRAINS)
    }


def time_to_value_rows(activity: Activity) -> Rows:
    """``time_to_value_days``: median days from an account's signup to its first value event."""
    world = activity.world
    days = first_days_of(activity, world.settings.value_events, lambda event: event.account_id)
    waits = [
        (
            account.created_on,
            account_segments(world, account.account_id, account.created_on),
            days_until(account.created_on, days.get(account.account_id, ())),
        )
        for account in world.signed_up()
    ]
    return median_rows(world, "time_to_value_days", waits if activity.events else [])


def time_to_onboard_rows(activity: Activity) -> Rows:
    """``time_to_onboard_days``: median days from a user's creation to the onboarded event."""
    world = activity.world
    days = first_days_of(activity, [world.settings.onboarded_event], lambda event: event.user_id)
    waits = [
        (user.created_on, user.segments, days_until(user.created_on, days.get(user.user_id, ())))
        for user in new_users(world)
    ]
    return median_rows(world, "time_to_onboard_days", waits if activity.events else [])


def compute(world: World) -> Rows:
    """Every metric of this half of the family."""
    activity = Activity(world)
    return {
        **feature_adoption_rows(activity),
        **feature_usage_rows(activity),
        **new_feature_rows(activity),
        **features_per_user_rows(activity),
        **flow_rows(world, "engaged_seconds", engaged_second_facts(activity), GRAINS),
        **value_event_rows(activity),
        **daily_share_rows(activity),
        **engagement_score_rows(activity),
        **product_score_rows(activity),
        **activation_rows(activity),
        **onboarding_view_rows(world),
        **time_to_value_rows(activity),
        **time_to_onboard_rows(activity),
    }
