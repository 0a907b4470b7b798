"""Tables of the product: users, aliases, features, events.

Use follows the account's life with a lead: reports are shared less and less in the three months
before an account shrinks or leaves, and more before it grows. Dashboard views follow the season and
chance alone. The volume is drawn in arrays, month by month, so that memory stays bounded.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import numpy as np

from .lives import Account
from .settings import LAST, Settings, add_months, array_stream, loaded, month_season, season

Row = tuple[Any, ...]

#: (name, released months after the start or -1 for before it, core)
FEATURES = (
    ("Dashboards", -1, True),
    ("Reports", -1, True),
    ("Sharing", -1, True),
    ("Exports", -1, True),
    ("Comments", -1, True),
    ("API access", -1, False),
    ("Scheduled reports", 4, True),
    ("Smart summaries", 16, False),
)
NAMES = (
    "login", "report_created", "report_shared", "dashboard_viewed", "export_downloaded",
    "comment_added", "guide_viewed", "onboarding_completed", "api_key_created", "heartbeat",
)  # fmt: skip
LOGIN, CREATED, SHARED, VIEWED, EXPORT, COMMENT, GUIDE, ONBOARDED, API_KEY, HEARTBEAT = range(10)
#: feature of each event name (0: none)
FEATURE_OF = np.array([0, 2, 3, 1, 4, 5, 0, 0, 6, 0])
#: usual seconds of each event name (0: not measured)
SECONDS_OF = np.array([0, 420, 60, 150, 25, 90, 200, 0, 0, 0])
#: accounts that ever make an API key
API_ACCOUNTS = 24
#: rows repeated under the same id, and rows that arrive days late
REPEATED, LATE = 0.005, 0.01
#: how much a state of the account is used
STATE_USE = {"trialing": 0.85, "active": 1.0, "past_due": 0.9, "paused": 0.0}
FREE_USE = 0.22


@dataclass
class Users:
    """All users as arrays, ordered by id (``u1`` first); times are seconds since 1970.

    Attributes:
        weight: the user's share of the account's use before others joined (Zipf by rank).
        onboarded: when onboarding was completed, 0 if never.
    """

    account: np.ndarray
    created: np.ndarray
    deleted: np.ndarray
    role: np.ndarray
    weight: np.ndarray
    onboarded: np.ndarray


@dataclass
class Use:
    """Per account and month: share of a full month used, bounds of use, and levels."""

    share: np.ndarray
    first: np.ndarray
    last: np.ndarray
    level: np.ndarray


def seconds(moment: datetime) -> int:
    """Seconds since 1970."""
    return int((moment - datetime(1970, 1, 1)).total_seconds())


def account_use(settings: Settings, accounts: list[Account]) -> Use:
    """When and how intensely each account uses the product, with the lead on its own future."""
    rng = array_stream("use")
    count, months = len(accounts), settings.months
    share = np.zeros((count, months))
    first = np.full((count, months), np.iinfo(np.int64).max)
    last = np.zeros((count, months), dtype=np.int64)
    pull = np.zeros((count, months + 4))
    for row, account in enumerate(accounts):
        for subscription in account.subscriptions:
            for p in subscription.periods:
                use = FREE_USE if p.plan == "free" else STATE_USE[p.status]
                if use:
                    end = min(p.ended or LAST, LAST)
                    _spread(settings, row, p.started, end, use, (share, first, last))
        for moment, strength in account.moves:
            month = settings.month_of(moment)
            for lead, part in ((1, 0.4), (2, 0.38), (3, 0.22)):
                if 0 <= month - lead < months:
                    pull[row, month - lead] += strength * part
    level = np.zeros((count, months))
    quality = np.array([a.quality for a in accounts])
    drift = 0.45 * quality
    noise = rng.normal(0, 0.09, (count, months))
    for month in range(months):
        drift = 0.93 * drift + 0.55 * pull[:, month] + noise[:, month]
        drift = np.clip(drift, -2.2, 1.9)
        level[:, month] = drift + 0.12 * quality
    return Use(np.minimum(share, 1.0), first, last, np.round(level, 5))


def _spread(
    settings: Settings,
    row: int,
    begin: datetime,
    end: datetime,
    use: float,
    into: tuple[np.ndarray, np.ndarray, np.ndarray],
) -> None:
    """Add a stretch of use to the months that it touches."""
    share, first, last = into
    for month in range(settings.month_of(begin), settings.month_of(end) + 1):
        if month >= settings.months:
            return
        opening = settings.month_start(month)
        closing = add_months(opening, 1)
        a, b = max(begin, opening), min(end, closing)
        if a < b:
            share[row, month] += use * ((b - a) / (closing - opening))
            first[row, month] = min(first[row, month], seconds(a))
            last[row, month] = max(last[row, month], seconds(b))


def make_users(settings: Settings, accounts: list[Account], use: Use) -> Users:
    """Users of each account: more for the larger, joining over its life, Zipf in their use."""
    rng = array_stream("users")
    peak = np.array(
        [
            max((p.quantity for s in a.subscriptions for p in s.periods if p.monthly), default=0)
            for a in accounts
        ]
    )
    weight = 0.3 + peak**0.5
    counts = np.maximum(1, np.floor(weight * settings.users / weight.sum() + 0.5)).astype(int)
    accounts_of, created, role, share, deleted = [], [], [], [], []
    last_use = use.last.max(axis=1)
    for row, account in enumerate(accounts):
        n = int(counts[row])
        begin = seconds(account.created)
        end = max(int(last_use[row]), begin + 3600)
        joined = begin + 300 + rng.exponential(100 * 86400, n).astype(np.int64)
        joined[0] = begin + 120
        if n > 1:
            joined[1] = begin + 3600 + int(rng.integers(0, 5 * 86400))
        late = joined > end - 3600
        room = max(1, end - 3600 - begin)
        joined[late] = begin + 200 + (rng.random(int(late.sum())) * room).astype(np.int64)
        joined = np.minimum(np.sort(joined), seconds(LAST) - 3600)
        accounts_of.append(np.full(n, row))
        created.append(joined)
        kinds = rng.choice(3, n, p=(0.1, 0.48, 0.42))
        kinds[0] = 0
        role.append(kinds)
        share.append(1.0 / (1 + rng.permutation(n)) ** 1.1)
        gone = np.zeros(n, dtype=np.int64)
        if account.deleted:
            gone[:] = seconds(account.deleted)
        elif n > 3:
            leaves = rng.random(n) < 0.03
            leaves[0] = False
            stop = joined + ((seconds(LAST) - joined) * rng.uniform(0.3, 0.95, n)).astype(int)
            gone = np.where(leaves & (stop > joined + 86400), stop, 0)
        deleted.append(gone)
    account_of = np.concatenate(accounts_of)
    created_at = np.concatenate(created)
    order = np.argsort(created_at, kind="stable")
    account_of, created_at = account_of[order], created_at[order]
    wins = np.array([a.converts or a.first_paid is not None for a in accounts])[account_of]
    done = rng.random(len(order)) < np.where(wins, 0.74, 0.4)
    delay = np.exp(rng.normal(np.log(2.6), 1.0, len(order))) * 86400 + 1200
    onboarded = created_at + delay.astype(np.int64)
    gone = np.concatenate(deleted)[order]
    until = np.where(gone > 0, np.minimum(gone, last_use[account_of]), last_use[account_of])
    onboarded = np.where(done & (onboarded < until), onboarded, 0)
    return Users(
        account_of,
        created_at,
        gone,
        np.concatenate(role)[order],
        np.concatenate(share)[order],
        onboarded,
    )


def moment(value: int) -> datetime:
    """Seconds since 1970 as a datetime."""
    return datetime(1970, 1, 1) + timedelta(seconds=int(value))


def user_rows(users: Users, accounts: list[Account]) -> Iterator[Row]:
    """The table ``users``."""
    roles = ("admin", "editor", "viewer")
    for n in range(len(users.account)):
        created = moment(users.created[n])
        deleted = moment(users.deleted[n]) if users.deleted[n] else None
        account = accounts[users.account[n]].account_id
        at = loaded(deleted or created)
        yield (f"u{n + 1}", account, created, roles[users.role[n]], deleted, at)


def feature_rows(settings: Settings) -> list[Row]:
    """The table ``features``; one is released in mid-history."""
    rows = []
    for number, (name, month, core) in enumerate(FEATURES, start=1):
        at = settings.month_start(month) + timedelta(days=14 if month > 0 else 0, hours=9)
        rows.append((f"f{number}", name, at, core, loaded(at)))
    return rows


def working_times(
    rng: np.random.Generator, settings: Settings, month: int, low: np.ndarray, high: np.ndarray
) -> np.ndarray:
    """Moments in working hours between the two (seconds), days weighted by season."""
    first = settings.month_start(month)
    opening = seconds(first)
    days = (settings.month_start(month + 1) - first).days
    weights = np.array([season((first + timedelta(days=d)).date()) for d in range(days)])
    bounds = np.concatenate([[0.0], np.cumsum(weights)])
    at_low = np.interp((low - opening) / 86400, np.arange(days + 1), bounds)
    at_high = np.interp((high - opening) / 86400, np.arange(days + 1), bounds)
    drawn = at_low + (at_high - at_low) * rng.random(len(low))
    day = np.minimum(np.searchsorted(bounds, drawn, side="right") - 1, days - 1)
    hour = np.clip(rng.normal(14.2, 3.4, len(low)), 5.5, 22.2)
    start = opening + day * 86400 + np.round(hour * 3600).astype(np.int64)
    return np.clip(start, low + 60, np.maximum(high - 3600, low + 60))


class Events:
    """The events, a month at a time."""

    def __init__(self, settings: Settings, accounts: list[Account], users: Users, use: Use) -> None:
        self.settings, self.accounts, self.users, self.use = settings, accounts, users, use
        rng = array_stream("events")
        self.rng = rng
        count = len(accounts)
        self.base = np.exp(rng.normal(0, 0.3, count))
        self.vanity = np.exp(rng.normal(0, 0.45, count))
        people = np.bincount(users.account, minlength=count)
        self.people = people
        self.crowd = people**0.7 / max(1e-9, (people**0.7).mean())
        paid = np.array([a.first_paid is not None and not a.is_internal for a in accounts])
        chosen = np.flatnonzero(paid)
        rng.shuffle(chosen)
        self.api = np.zeros(count, dtype=bool)
        self.api[chosen[:API_ACCOUNTS]] = True
        self.next_event = self.next_session = 1
        self.factor = 1.0
        expected = sum(self._expected(m).sum() for m in range(settings.months))
        fixed = np.count_nonzero(users.onboarded) + 2 * API_ACCOUNTS
        self.factor = max(0.01, (settings.events / (1 + REPEATED) - fixed) / expected)

    def _expected(self, month: int) -> np.ndarray:
        """Expected events per account and name (columns as in ``NAMES``) in a month."""
        use, rng = self.use, array_stream(f"vanity:{month}")
        busy = month_season(self.settings.month_start(month))
        share, level = use.share[:, month], use.level[:, month]
        core = self.factor * self.base * self.crowd * share * busy
        out = np.zeros((len(share), len(NAMES)))
        out[:, LOGIN] = 4.4 * core * np.exp(0.3 * level)
        out[:, CREATED] = 0.75 * core * np.exp(0.55 * level)
        out[:, SHARED] = 1.5 * core * np.exp(1.05 * level)
        wave = np.exp(rng.normal(0, 0.35, len(share)))
        seen = np.minimum(1.0, share * 1.6)
        out[:, VIEWED] = 1.5 * self.factor * self.vanity * seen * busy**1.5 * wave
        out[:, EXPORT] = 0.35 * core * np.exp(0.25 * level)
        out[:, COMMENT] = 0.42 * core * np.exp(0.45 * level)
        out[:, HEARTBEAT] = 0.12 * core
        return np.round(out, 6)

    def chunks(self) -> Iterator[dict[str, np.ndarray]]:
        """Columns of numbers, month by month, ordered by time; see ``_month``."""
        for month in range(self.settings.months):
            yield self._month(month)

    def _sessions(self, month: int, visits: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """User and start (seconds) of each session, ordered by account.

        Args:
            month: index of the month.
            visits: expected sessions per account.
        """
        users, use, rng = self.users, self.use, self.rng
        opening = seconds(self.settings.month_start(month))
        closing = seconds(self.settings.month_start(month + 1))
        account = users.account
        low = np.maximum(users.created, use.first[account, month])
        high = np.minimum(use.last[account, month], closing)
        high = np.where(users.deleted > 0, np.minimum(high, users.deleted), high)
        there = np.flatnonzero((low < high - 7200) & (visits[account] > 0))
        length = (high[there] - low[there]) / (closing - opening)
        shares = users.weight[there] * length
        total = np.bincount(account[there], shares, minlength=len(visits))
        full = visits[account[there]] * shares / np.maximum(total[account[there]], 1e-12)
        # one who is there for a few days only does not do the others' month of work
        full = np.minimum(full, visits[account[there]] * np.minimum(1.0, length * 2))
        number = np.floor(full + rng.random(len(there))).astype(np.int64)
        best = np.lexsort((full, account[there]))
        top = best[np.flatnonzero(np.diff(account[there][best], append=-1))]
        # somebody of a customer or a trial comes at least once a month
        top = top[use.share[account[there][top], month] > 0.3]
        number[top] = np.maximum(number[top], 1)
        who = np.repeat(there, number)
        order = np.argsort(account[who], kind="stable")
        who = who[order]
        return who, working_times(rng, self.settings, month, low[who], high[who])

    def _month(self, month: int) -> dict[str, np.ndarray]:
        """One month: ids (numbers), times (seconds), user and account positions, codes."""
        rng, users = self.rng, self.users
        expected = self._expected(month)
        who, start = self._sessions(month, expected[:, LOGIN] * 1.12)
        account = users.account[who]
        count = len(self.accounts)
        sessions = np.bincount(account, minlength=count)
        offset = np.concatenate([[0], np.cumsum(sessions)[:-1]])
        index = [np.flatnonzero(rng.random(len(who)) < 0.89)]
        names = [np.full(len(index[0]), LOGIN)]
        for name in (CREATED, SHARED, VIEWED, EXPORT, COMMENT, HEARTBEAT):
            number = np.floor(expected[:, name] + rng.random(count)).astype(np.int64)
            number[sessions == 0] = 0
            owner = np.repeat(np.arange(count), number)
            index.append(offset[owner] + (rng.random(len(owner)) * sessions[owner]).astype(int))
            names.append(np.full(len(owner), name))
        # guides are for those in their first weeks
        young = np.flatnonzero(
            (start - users.created[who] < 21 * 86400) & (rng.random(len(who)) < 0.7)
        )
        index.append(young)
        names.append(np.full(len(young), GUIDE))
        keys = np.flatnonzero(
            self.api[account] & (rng.random(len(who)) < 0.03 / max(1.0, self.factor))
        )
        index.append(keys)
        names.append(np.full(len(keys), API_KEY))
        session, name = np.concatenate(index), np.concatenate(names)
        step = np.where(name == LOGIN, 0, rng.integers(30, 1500, len(name)))
        who_of, at = who[session], start[session] + step
        at = np.where(users.deleted[who_of] > 0, np.minimum(at, users.deleted[who_of] - 1), at)
        session_no = self.next_session + session
        self.next_session += len(who)
        opening = seconds(self.settings.month_start(month))
        closing = seconds(self.settings.month_start(month + 1))
        done = np.flatnonzero((users.onboarded >= opening) & (users.onboarded < closing))
        at = np.concatenate([at, users.onboarded[done]])
        who_of = np.concatenate([who_of, done])
        name = np.concatenate([name, np.full(len(done), ONBOARDED)])
        session_no = np.concatenate([session_no, np.zeros(len(done), dtype=np.int64)])
        at = np.minimum(at, closing - 1)
        order = np.argsort(at, kind="stable")
        return self._finish(month, at[order], who_of[order], name[order], session_no[order])

    def _finish(
        self, month: int, at: np.ndarray, who: np.ndarray, name: np.ndarray, session: np.ndarray
    ) -> dict[str, np.ndarray]:
        """Ids, features, measures, arrival; repeated rows and late ones."""
        rng, settings = self.rng, self.settings
        size = len(at)
        feature = FEATURE_OF[name].copy()
        # scheduled reports and smart summaries are ways of creating a report
        for position, top, speed in ((6, 0.22, 5.0), (7, 0.4, 6.0)):
            age = month - FEATURES[position][1]
            opened = seconds(settings.month_start(FEATURES[position][1]) + timedelta(days=15))
            adopted = top * (1 - np.exp(-(max(age, 0) + 0.5) / speed))
            takes = (name == CREATED) & (at > opened) & (rng.random(size) < adopted)
            feature[takes] = position + 1
        usual = SECONDS_OF[name]
        lasted = np.where(usual > 0, np.maximum(3, usual * np.exp(rng.normal(0, 0.6, size))), 0)
        lag = rng.integers(60, 1500, size)
        late = rng.random(size) < LATE
        lag[late] = rng.integers(86400, 6 * 86400, int(late.sum()))
        columns = {
            "event": np.arange(self.next_event, self.next_event + size),
            "at": at,
            "user": who,
            "account": self.users.account[who],
            "name": name,
            "feature": feature,
            "session": session,
            "seconds": lasted.astype(np.int64),
            "quantity": np.where(name == EXPORT, rng.integers(1, 6, size), 0),
            "loaded": np.minimum(at + lag, seconds(LAST)),
        }
        self.next_event += size
        again = np.sort(rng.choice(size, round(size * REPEATED), replace=False))
        repeats = {key: values[again] for key, values in columns.items()}
        repeats["loaded"] = np.minimum(
            repeats["loaded"] + rng.integers(5, 2 * 86400, len(again)), seconds(LAST)
        )
        # some of the repeats have other content; the first loaded must win
        other = rng.random(len(again)) < 0.2
        repeats["seconds"] = np.where(other, repeats["seconds"] + 7, repeats["seconds"])
        return {k: np.concatenate([columns[k], repeats[k]]) for k in columns}


def event_rows(chunk: dict[str, np.ndarray], accounts: list[Account]) -> Iterator[Row]:
    """A chunk as rows of the table ``events``; the account is named in two rows of three."""
    lists = {key: values.tolist() for key, values in chunk.items()}
    for n in range(len(lists["event"])):
        event = lists["event"][n]
        yield (
            f"e{event}",
            moment(lists["at"][n]),
            f"u{lists['user'][n] + 1}",
            accounts[lists["account"][n]].account_id if event % 3 else None,
            NAMES[lists["name"][n]],
            f"f{lists['feature'][n]}" if lists["feature"][n] else None,
            f"s{lists['session'][n]}" if lists["session"][n] else None,
            lists["seconds"][n] or None,
            lists["quantity"][n] or None,
            moment(lists["loaded"][n]),
        )


#: the same as ``event_rows``, of the DuckDB relation ``chunk``
EVENT_SQL = """
select
    'e' || event as event_id,
    make_timestamp("at" * 1000000) as occurred_at,
    'u' || ("user" + 1) as user_id,
    case when event % 3 <> 0 then 'a' || (account + 1) end as account_id,
    list_extract([{names}], name + 1) as event_name,
    case when feature > 0 then 'f' || feature end as feature_id,
    case when session > 0 then 's' || session end as session_id,
    nullif(seconds, 0) as duration_seconds,
    nullif(quantity, 0) as quantity,
    make_timestamp(loaded * 1000000) as _loaded_at
from chunk
""".format(names=", ".join(f"'{name}'" for name in NAMES))
