"""Web: page views, sessions cut from them, bounces, content.

Source: metrics.md "Engagement" (web rows). Times in seconds. A session is dated at its first view
and stands in the channel and content type of that landing page.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from fractions import Fraction
from typing import Any

from .flows import Fact, flow_rows, grid_of, ratio_rows
from .rows import ALL, Rows, Segment, Sheet, cells, key_of, ratio_row
from .world import UNKNOWN, World

GRAINS = ("day", "week", "month")
WAIT_DAYS = 1
"""A session that began before midnight may still run on the day after."""


@dataclass(frozen=True)
class View:
    """A page view that counts."""

    day: date
    occurred_at: datetime
    page_view_id: str
    visitor_id: str
    row: dict[str, Any]


@dataclass(frozen=True)
class Session:
    """A visitor's views that belong together, in order."""

    views: list[View]

    @property
    def landing(self) -> View:
        """The first view."""
        return self.views[0]

    @property
    def seconds(self) -> Fraction:
        """From the first view to the last; 0 with a single one."""
        length = self.views[-1].occurred_at - self.views[0].occurred_at
        return Fraction(length // timedelta(microseconds=1), 10**6)

    @property
    def is_bounce(self) -> bool:
        """Whether it has one view."""
        return len(self.views) == 1

    @property
    def segments(self) -> list[Segment]:
        """Those of the landing page."""
        row = self.landing.row
        return [
            ALL,
            ("channel", row["channel"] or UNKNOWN),
            ("content_type", row["content_type"]),
        ]


def page_views(world: World) -> Iterator[View]:
    """The views up to as_of_date, without those of users of internal accounts."""
    for day, row in world.dated("page_views", "occurred_at"):
        user = world.user(row["user_id"]) if row["user_id"] else None
        if user is None or not world.is_left_out(world.account_of_user(user)):
            yield View(day, row["occurred_at"], row["page_view_id"], row["visitor_id"], row)


def sessions(world: World, views: list[View]) -> list[Session]:
    """A visitor's views of one session id; without an id, cut where the gap exceeds the timeout."""
    timeout = timedelta(minutes=world.settings.session_timeout_minutes)
    together: defaultdict[tuple[str, str | None], list[View]] = defaultdict(list)
    for view in sorted(views, key=lambda view: (view.occurred_at, view.page_view_id)):
        together[view.visitor_id, view.row["session_id"]].append(view)
    found: list[Session] = []
    for (_, session_id), of_visitor in together.items():
        current: list[View] = []
        for view in of_visitor:
            is_cut = session_id is None and current
            if is_cut and view.occurred_at - current[-1].occurred_at > timeout:
                found.append(Session(current))
                current = []
            current.append(view)
        found.append(Session(current))
    return found


def session_rows(world: World, found: list[Session]) -> Rows:
    """Sessions, their mean length and views, and the share that bounced."""

    def facts(amount: Any) -> list[Fact]:
        return [Fact(s.landing.day, s.segments, amount(s), 1) for s in found]

    return {
        **flow_rows(world, "sessions", facts(lambda s: 1), GRAINS, WAIT_DAYS),
        **ratio_rows(
            world, "session_duration_seconds", facts(lambda s: s.seconds), GRAINS, WAIT_DAYS
        ),
        **ratio_rows(
            world, "page_views_per_session", facts(lambda s: len(s.views)), GRAINS, WAIT_DAYS
        ),
        **ratio_rows(world, "bounce_rate", facts(lambda s: int(s.is_bounce)), GRAINS, WAIT_DAYS),
    }


def visitor_bounce_rows(world: World, found: list[Session]) -> Rows:
    """``visitor_bounce_rate``: visitors all of whose sessions bounced / visitors."""
    calendar = world.calendar
    all_bounced: dict[tuple[Any, Segment, str], bool] = {}
    for session in found:
        for grain in GRAINS:
            for segment in session.segments:
                period = calendar.period(grain, session.landing.day)
                visit = (period, segment, session.landing.visitor_id)
                all_bounced[visit] = all_bounced.get(visit, True) and session.is_bounce
    sheet = Sheet()
    for (period, segment, _), bounced in all_bounced.items():
        sheet.add("visitors", period, [segment], 1)
        sheet.add("bounced", period, [segment], int(bounced))
    grid = grid_of(Fact(s.landing.day, s.segments, 1) for s in found)
    return {
        key_of("visitor_bounce_rate", period, segment): ratio_row(
            period,
            sheet.get("bounced", period, segment),
            sheet.get("visitors", period, segment),
            calendar.is_complete(period, WAIT_DAYS),
        )
        for period, segment in cells(calendar, grid, GRAINS)
    }


def view_rows(world: World, views: list[View]) -> Rows:
    """Page views and the time on them; the same of pages of the type ``content``."""

    def segments(view: View) -> list[Segment]:
        return [ALL, ("content_type", view.row["content_type"])]

    def seconds(view: View) -> Fraction:
        return Fraction(view.row["seconds_on_page"] or 0)

    def is_timed(view: View) -> int:
        return int(view.row["seconds_on_page"] is not None)

    content = [view for view in views if view.row["content_type"] == "content"]
    return {
        **flow_rows(world, "page_views", (Fact(v.day, segments(v), 1) for v in views), GRAINS),
        **ratio_rows(
            world,
            "seconds_per_page",
            (Fact(v.day, segments(v), seconds(v), is_timed(v)) for v in views),
            GRAINS,
        ),
        **flow_rows(world, "content_views", (Fact(v.day, segments(v), 1) for v in content), GRAINS),
        **flow_rows(
            world,
            "content_seconds",
            (Fact(v.day, segments(v), seconds(v)) for v in content),
            GRAINS,
        ),
    }


def download_rows(world: World) -> Rows:
    """``content_downloads``: downloads; they have no content type, so they stand in ``all``."""
    facts = (Fact(day, [ALL], 1) for day, _ in world.dated("content_downloads", "occurred_at"))
    return flow_rows(world, "content_downloads", facts, GRAINS)


def compute(world: World) -> Rows:
    """Every metric of the family."""
    views = list(page_views(world))
    found = sessions(world, views)
    return {
        **session_rows(world, found),
        **visitor_bounce_rows(world, found),
        **view_rows(world, views),
        **download_rows(world),
    }
