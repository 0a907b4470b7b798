"""Tables of the web: page views (in arrays, month by month), downloads, and users' aliases."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import numpy as np

from .marketing import Lead
from .settings import LAST, Settings, array_stream, loaded, month_season
from .usage import LATE, Use, Users, moment, seconds, working_times

Row = tuple[Any, ...]

TYPES = ("marketing", "content", "onboarding", "product")
MARKETING, CONTENT, ONBOARDING, PRODUCT = range(4)
#: paths of each content type
PATHS = (
    ("/", "/pricing", "/features", "/customers", "/demo", "/about", "/compare"),
    ("/blog/metrics", "/blog/boards", "/blog/retention", "/guides/kpis", "/guides/sql", "/news"),
    ("/start", "/start/connect", "/start/invite", "/start/first-report"),
    ("/app/help", "/app/changelog", "/app/settings", "/app/billing"),
)
CHANNELS = ("organic_search", "paid_search", "paid_social", "referral", "email", "direct", None)
CHANNEL_WEIGHTS = np.array([0.34, 0.17, 0.14, 0.08, 0.07, 0.16, 0.04])
DIRECT = 5
#: mean views of a session, by far the most of strangers
VIEWS_PER_SESSION = 2.75
REPEATED = 0.003
#: former user id -> number of the user that it is
FORMER = {"old_1": 9, "old_2": 30}


def first_users(users: Users) -> dict[int, int]:
    """Position of the account -> position of its first user."""
    first: dict[int, int] = {}
    for position, account in enumerate(users.account.tolist()):
        first.setdefault(account, position)
    return first


def alias_rows(users: Users, leads: list[Lead]) -> tuple[list[Row], dict[int, int]]:
    """The table ``user_aliases``, and visitor number -> position of the user that it is.

    Besides visitors there are two former user ids, ``old_1`` and ``old_2``.
    """
    first = first_users(users)
    rows: list[Row] = []
    known: dict[int, int] = {}
    for lead in leads:
        if lead.account and lead.visitor:
            user = first[lead.account.number - 1]
            known[lead.visitor] = user
            at = loaded(moment(users.created[user]), 30)
            rows.append((f"v{lead.visitor}", f"u{user + 1}", at))
    for old, user in FORMER.items():
        rows.append((old, f"u{user}", loaded(moment(users.created[user - 1]), 30)))
    return rows, known


class PageViews:
    """Page views of strangers, of leads before they became one, and of users."""

    def __init__(
        self,
        settings: Settings,
        users: Users,
        use: Use,
        leads: list[Lead],
        known: dict[int, int],
    ) -> None:
        self.settings, self.users, self.use = settings, users, use
        self.rng = array_stream("web")
        self.leads = [lead for lead in leads if lead.visitor]
        self.alias = np.zeros(len(users.account), dtype=np.int64)
        for visitor, user in known.items():
            self.alias[user] = visitor
        self.next_view = self.next_session = 1
        self.next_visitor = len(self.leads) + 1
        weights = [
            (0.6 + 0.9 * m / settings.months) * month_season(settings.month_start(m)) ** 1.3
            for m in range(settings.months)
        ]
        rest = settings.page_views / (1 + REPEATED) - 4.2 * len(self.leads)
        self.sessions = [rest / VIEWS_PER_SESSION * w / sum(weights) for w in weights]
        self.downloads: list[tuple[int, int]] = []

    def chunks(self) -> Iterator[dict[str, np.ndarray]]:
        """Columns of numbers, month by month, ordered by time."""
        for month in range(self.settings.months):
            yield self._month(month)

    def _month(self, month: int) -> dict[str, np.ndarray]:
        parts = [self._strangers(month), self._leads(month), self._members(month)]
        start, visitor, user, channel, landing, bounces = (
            np.concatenate([part[n] for part in parts]) for n in range(6)
        )
        rng, size = self.rng, len(start)
        views = 1 + rng.geometric(0.31, size)
        views = np.where(rng.random(size) < bounces, 1, np.minimum(views, 12))
        session = np.repeat(np.arange(size), views)
        ends = np.cumsum(views)
        position = np.arange(len(session)) - np.repeat(ends - views, views)
        dwell = np.maximum(4, np.exp(rng.normal(3.7, 0.8, len(session)))).astype(np.int64)
        passed = np.cumsum(dwell) - dwell
        at = start[session] + passed - np.repeat(passed[ends - views], views)
        kind = landing[session]
        moves = (position > 0) & (rng.random(len(session)) < 0.4) & (kind < ONBOARDING)
        kind = np.where(moves, 1 - kind, kind)
        page = np.floor(rng.random(len(session)) ** 1.5 * 97).astype(np.int64)
        closing = seconds(self.settings.month_start(month + 1))
        at = np.minimum(at, closing - 1)
        order = np.argsort(at, kind="stable")
        lag = rng.integers(30, 900, len(at))
        late = rng.random(len(at)) < LATE
        lag[late] = rng.integers(86400, 5 * 86400, int(late.sum()))
        last = position == np.repeat(views - 1, views)
        columns = {
            "at": at,
            "visitor": visitor[session],
            "user": user[session],
            "session": np.where(visitor[session] % 4 == 0, 0, self.next_session + session),
            "page": page,
            "kind": kind,
            "channel": channel[session],
            "seconds": np.where(last & (rng.random(len(at)) < 0.6), 0, dwell),
            "loaded": np.minimum(at + lag, seconds(LAST)),
        }
        columns = {key: values[order] for key, values in columns.items()}
        columns["view"] = np.arange(self.next_view, self.next_view + len(at))
        self.next_view += len(at)
        self.next_session += size
        takes = np.flatnonzero((columns["kind"] == CONTENT) & (rng.random(len(at)) < 0.07))
        self.downloads += list(
            zip(columns["at"][takes].tolist(), columns["visitor"][takes].tolist(), strict=True)
        )
        again = np.sort(rng.choice(len(at), round(len(at) * REPEATED), replace=False))
        return {k: np.concatenate([v, v[again]]) for k, v in columns.items()}

    def _strangers(self, month: int) -> tuple[np.ndarray, ...]:
        """Sessions of people whom nobody knows; every fourth comes back within the month."""
        rng = self.rng
        total = round(self.sessions[month] * 0.82)
        fresh = round(total * 0.76)
        visitor = self.next_visitor + np.arange(fresh)
        self.next_visitor += fresh
        back = rng.choice(fresh, total - fresh)
        visitor = np.concatenate([visitor, visitor[back]])
        opening = seconds(self.settings.month_start(month))
        closing = seconds(self.settings.month_start(month + 1))
        low, high = np.full(total, opening), np.full(total, closing)
        start = working_times(rng, self.settings, month, low, high)
        channel = rng.choice(len(CHANNELS), total, p=CHANNEL_WEIGHTS)
        landing = np.where(rng.random(total) < 0.62, MARKETING, CONTENT)
        bounces = np.where(landing == CONTENT, 0.6, 0.52)
        return start, visitor, np.full(total, -1), channel, landing, bounces

    def _leads(self, month: int) -> tuple[np.ndarray, ...]:
        """Visits that ended with an address, and for some a visit some days before."""
        rng = self.rng
        opening = seconds(self.settings.month_start(month))
        closing = seconds(self.settings.month_start(month + 1))
        rows = []
        for lead in self.leads:
            at = seconds(lead.created)
            channel = CHANNELS.index(lead.channel) if lead.channel in CHANNELS else DIRECT
            if opening <= at < closing:
                start = max(at - 240 - 37 * (lead.visitor or 0) % 900, seconds(self.settings.start))
                rows.append((start, lead.visitor, channel, 0.0))
            before = at - 86400 * (1 + (lead.visitor or 0) % 9)
            if (lead.visitor or 0) % 3 == 0 and opening <= before < closing:
                rows.append((before, lead.visitor, channel, 0.3))
        if not rows:
            empty = np.zeros(0, dtype=np.int64)
            return empty, empty, empty, empty, empty, np.zeros(0)
        start, visitor, channel, bounces = (np.array(column) for column in zip(*rows, strict=True))
        landing = np.where(rng.random(len(rows)) < 0.75, MARKETING, CONTENT)
        return start, visitor, np.full(len(rows), -1), channel, landing, bounces

    def _members(self, month: int) -> tuple[np.ndarray, ...]:
        """Visits of users: help for the new ones, news for the others."""
        rng, users, use = self.rng, self.users, self.use
        opening = seconds(self.settings.month_start(month))
        closing = seconds(self.settings.month_start(month + 1))
        low = np.maximum(users.created, np.maximum(use.first[users.account, month], opening))
        high = np.minimum(use.last[users.account, month], closing)
        high = np.where(users.deleted > 0, np.minimum(high, users.deleted), high)
        there = np.flatnonzero(low < high - 7200)
        young = opening - users.created[there] < 15 * 86400
        weight = np.where(young, 5.0, 1.0)
        count = round(self.sessions[month] * 0.18)
        who = np.sort(rng.choice(there, count, p=weight / weight.sum()))
        start = working_times(rng, self.settings, month, low[who], high[who])
        fresh = start - users.created[who] < 30 * 86400
        landing = np.where(
            fresh & (rng.random(count) < 0.7),
            ONBOARDING,
            np.where(rng.random(count) < 0.65, PRODUCT, CONTENT),
        )
        visitor = np.where(self.alias[who] > 0, self.alias[who], -1 - who)
        channel = np.where(rng.random(count) < 0.2, 4, DIRECT)
        named = np.where((self.alias[who] > 0) & (rng.random(count) < 0.2), -1, who)
        return start, visitor, named, channel, landing, np.full(count, 0.24)

    def download_rows(self) -> list[Row]:
        """The table ``content_downloads``; read after all chunks are made."""
        rows = []
        for number, (at, visitor) in enumerate(self.downloads, start=1):
            when = min(moment(at) + timedelta(seconds=45), LAST)
            name = visitor_name(visitor)
            rows.append((f"d{number}", when, name, f"asset{number % 11 + 1}", loaded(when)))
        return rows


def visitor_name(visitor: int) -> str:
    """Key of a visitor; users without an alias are known by a number of their own."""
    return f"v{visitor}" if visitor > 0 else f"w{-visitor}"


def view_rows(chunk: dict[str, np.ndarray]) -> Iterator[Row]:
    """A chunk as rows of the table ``page_views``."""
    lists = {key: values.tolist() for key, values in chunk.items()}
    for n in range(len(lists["view"])):
        kind, user = lists["kind"][n], lists["user"][n]
        paths = PATHS[kind]
        yield (
            f"pv{lists['view'][n]}",
            moment(lists["at"][n]),
            visitor_name(lists["visitor"][n]),
            f"u{user + 1}" if user >= 0 else None,
            f"x{lists['session'][n]}" if lists["session"][n] else None,
            paths[lists["page"][n] % len(paths)],
            TYPES[kind],
            CHANNELS[lists["channel"][n]],
            lists["seconds"][n] or None,
            moment(lists["loaded"][n]),
        )


def _text_list(values: tuple[str | None, ...]) -> str:
    return "[" + ", ".join("null" if v is None else f"'{v}'" for v in values) + "]"


#: the same as ``view_rows``, of the DuckDB relation ``chunk``
VIEW_SQL = f"""
select
    'pv' || "view" as page_view_id,
    make_timestamp("at" * 1000000) as occurred_at,
    case when visitor > 0 then 'v' || visitor else 'w' || (-visitor) end as visitor_id,
    case when "user" >= 0 then 'u' || ("user" + 1) end as user_id,
    case when session > 0 then 'x' || session end as session_id,
    list_extract(
        list_extract([{", ".join(_text_list(paths) for paths in PATHS)}], kind + 1),
        page % list_extract([{", ".join(str(len(paths)) for paths in PATHS)}], kind + 1) + 1
    ) as page_path,
    list_extract({_text_list(TYPES)}, kind + 1) as content_type,
    list_extract({_text_list(CHANNELS)}, channel + 1) as channel,
    nullif(seconds, 0) as seconds_on_page,
    make_timestamp(loaded * 1000000) as _loaded_at
from chunk
"""
