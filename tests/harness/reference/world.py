"""The accepted rows as the metrics see them: as of a day, accounts resolved, days local.

Sources: raw_contract.md "billing", "product"; metrics.md "Time", "Revenue"; DECISIONS.md "Input",
"Time", "Money and ratios". Money is a Fraction of the reporting currency's major unit per month,
rounded half away from zero at 8 decimals as the warehouse stores it.
"""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

from .accept import Accepted, Typed, local_day
from .calendar import Calendar
from .rates import Rates
from .settings import Settings

NEVER = date.max
UNKNOWN = "unknown"

MONTHS_PER_INTERVAL: dict[str, Fraction] = {
    "day": Fraction(12, 365),
    "week": Fraction(12, 52),
    "month": Fraction(1),
    "quarter": Fraction(3),
    "year": Fraction(12),
}


def rounded(amount: Fraction | int, decimals: int) -> Fraction:
    """A number rounded half away from zero."""
    scaled = abs(amount) * 10**decimals
    whole = (scaled + Fraction(1, 2)).__floor__()
    return Fraction(whole if amount >= 0 else -whole, 10**decimals)


def money(amount: Fraction) -> Fraction:
    """An amount as stored: 8 decimals."""
    return rounded(amount, 8)


@dataclass(frozen=True)
class Account:
    """An account that counts: no internal one, none merged into another.

    Other tables' rows may be older than it, so it counts also when created after as_of_date.
    """

    account_id: str
    created_at: datetime
    created_on: date
    country_code: str | None
    industry: str | None
    employee_count: Decimal | None
    acquisition_channel: str | None


@dataclass(frozen=True)
class SubscriptionPeriod:
    """A stretch of one subscription's terms. ``amount`` is what it would bring per month."""

    period_id: str
    subscription_id: str
    account_id: str
    plan_id: str
    plan_tier: str
    status: str
    started_at: datetime
    started_on: date
    ended_on: date
    counted_until: datetime
    counted_until_on: date
    quantity: Fraction
    unit_local: Fraction
    local: Fraction
    currency: str
    rate: Fraction
    amount: Fraction
    is_recurring: bool
    cancel_requested_on: date
    cancel_reason: str | None

    def runs_on(self, day: date) -> bool:
        """Whether the period is in the close of a day."""
        return self.started_on <= day < self.ended_on

    def has_mrr_on(self, day: date) -> bool:
        """Whether the period brings MRR at the close of a day."""
        return self.has_mrr and self.started_on <= day < self.counted_until_on

    @property
    def has_mrr(self) -> bool:
        """Whether the period brings MRR for any time at all."""
        return self.is_recurring and self.amount > 0 and self.started_at < self.counted_until


@dataclass(frozen=True)
class Standing:
    """How an account stands at a close: its periods with MRR by subscription, and its tier."""

    holdings: dict[str, SubscriptionPeriod]
    mrr: Fraction
    plan_tier: str


NOTHING = Standing({}, Fraction(0), UNKNOWN)


class World:
    """Everything that counts, as seen at the end of ``as_of_date``."""

    def __init__(self, accepted: Accepted, settings: Settings) -> None:
        self.settings = settings
        self.tables = accepted.tables
        self.calendar = Calendar(settings.as_of_date, settings.weeks_start_on)
        self.rows = accepted.rows
        self.rates = Rates(self.rows["exchange_rates"], settings.reporting_currency.upper())
        self._survivors = survivors(self.rows["accounts"])
        self.accounts = self._read_accounts()
        self._plans = {row["plan_id"]: row for row in self.rows["plans"]}
        self._aliases = {row["alias_id"]: row["user_id"] for row in self.rows["user_aliases"]}
        self.users = {row["user_id"]: row for row in self.rows["users"]}
        self.periods_of = self._read_periods()
        self._changes = {
            account: sorted(
                {day for p in periods for day in (p.started_on, p.ended_on, p.counted_until_on)}
            )
            for account, periods in self.periods_of.items()
        }
        self._standings: dict[tuple[str, int], Standing] = {}

    # --- time and money

    def on(self, instant: datetime) -> date:
        """The day of an instant in the reporting timezone."""
        return local_day(instant, self.settings)

    def days_later(self, instant: datetime, days: int) -> datetime:
        """The instant some days later, at the same time of day in the reporting timezone.

        A time of day that the clocks skip or show twice there is the later of the two readings.
        """
        zone = self.settings.zone
        local = instant.replace(tzinfo=UTC).astimezone(zone).replace(tzinfo=None)
        later = local + timedelta(days=days)
        readings = (later.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1))
        return max(readings).replace(tzinfo=None)

    def known_on(self, instant: datetime | None) -> date:
        """The day of an end or a request; never, when there is none or it is not known yet."""
        if instant is None or self.on(instant) > self.settings.as_of_date:
            return NEVER
        return self.on(instant)

    def dated(self, table: str, column: str) -> Iterable[tuple[date, Typed]]:
        """The rows of a table up to as_of_date with the day of the column that dates them."""
        for row in self.rows[table]:
            when = row[column]
            day = self.on(when) if isinstance(when, datetime) else when
            if day <= self.settings.as_of_date:
                yield day, row

    def signed_up(self) -> Iterable[Account]:
        """The accounts that were created by as_of_date."""
        for account in self.accounts.values():
            if account.created_on <= self.settings.as_of_date:
                yield account

    def in_reporting_currency(self, amount: Any, currency: str, day: date) -> Fraction:
        """An amount converted at a day's rate. Accepted rows always have one."""
        rate = self.rates.on(day, currency)
        assert rate is not None, (currency, day)
        return money(Fraction(amount) * rate)

    # --- who

    def account(self, account_id: str | None) -> str | None:
        """The account that a row counts for: the survivor of a merge; None: no such account."""
        survivor = self._survivors.get(account_id) if account_id is not None else None
        return survivor if survivor in self.accounts else None

    def is_left_out(self, account_id: str | None) -> bool:
        """Whether a row names an account that counts nowhere: an internal one."""
        survivor = self._survivors.get(account_id) if account_id is not None else None
        return survivor is not None and survivor not in self.accounts

    def user(self, user_id: str) -> str:
        """The user that an id stands for: an alias stands for its user."""
        seen = {user_id}
        while user_id in self._aliases and self._aliases[user_id] not in seen:
            user_id = self._aliases[user_id]
            seen.add(user_id)
        return user_id

    def is_former_id(self, user_id: str) -> bool:
        """Whether a row of ``users`` is no user of its own, because its id is another's alias."""
        return self.user(user_id) != user_id

    def account_of_user(self, user_id: str) -> str | None:
        """The raw account id of a (resolved) user."""
        row = self.users.get(user_id)
        return row["account_id"] if row else None

    def role(self, user_id: str) -> str:
        """The role of a (resolved) user."""
        row = self.users.get(user_id)
        return (row["role"] if row else None) or UNKNOWN

    def _read_accounts(self) -> dict[str, Account]:
        return {
            row["account_id"]: Account(
                account_id=row["account_id"],
                created_at=row["created_at"],
                created_on=self.on(row["created_at"]),
                country_code=row["country_code"],
                industry=row["industry"],
                employee_count=row["employee_count"],
                acquisition_channel=row["acquisition_channel"],
            )
            for row in self.rows["accounts"]
            if row["merged_into_account_id"] is None and not row["is_internal"]
        }

    # --- subscriptions

    def _read_periods(self) -> dict[str, list[SubscriptionPeriod]]:
        found: dict[str, list[SubscriptionPeriod]] = {}
        for day, row in self.dated("subscription_periods", "started_at"):
            account = self.account(row["account_id"])
            if account is not None:
                found.setdefault(account, []).append(self._read_period(account, day, row))
        return found

    def _read_period(self, account: str, started_on: date, row: Typed) -> SubscriptionPeriod:
        plan = self._plans.get(row["plan_id"], {})
        months = MONTHS_PER_INTERVAL[row["billing_interval"]] * Fraction(
            row["billing_interval_count"]
        )
        gross = Fraction(row["unit_amount"]) * Fraction(row["quantity"])
        local = money(max(gross - Fraction(row["discount_amount"]), Fraction(0)) / months)
        rate = self.rates.on(started_on, row["currency_code"])
        assert rate is not None, row
        ended_at = row["ended_at"] if self.known_on(row["ended_at"]) != NEVER else None
        counted_until = self._counted_until(row, ended_at)
        return SubscriptionPeriod(
            period_id=row["period_id"],
            subscription_id=row["subscription_id"],
            account_id=account,
            plan_id=row["plan_id"],
            plan_tier=plan.get("plan_tier") or UNKNOWN,
            status=row["status"],
            started_at=row["started_at"],
            started_on=started_on,
            ended_on=self.known_on(ended_at),
            counted_until=counted_until,
            counted_until_on=NEVER if counted_until == datetime.max else self.on(counted_until),
            quantity=Fraction(row["quantity"]),
            unit_local=money(Fraction(row["unit_amount"]) / months),
            local=local,
            currency=row["currency_code"],
            rate=rate,
            amount=Fraction(0) if plan.get("is_free") else money(local * rate),
            is_recurring=row["status"] in self.settings.mrr_statuses,
            cancel_requested_on=self.known_on(row["cancel_requested_at"]),
            cancel_reason=row["cancel_reason"],
        )

    def _counted_until(self, row: Typed, ended_at: datetime | None) -> datetime:
        """When the period stops to count: its end, or the request to cancel that came before."""
        ends = [datetime.max if ended_at is None else ended_at]
        is_requested = self.known_on(row["cancel_requested_at"]) != NEVER
        if is_requested and self.settings.churn_recognised == "at_request":
            ends.append(row["cancel_requested_at"])
        return min(ends)

    def standing(self, account_id: str | None, day: date) -> Standing:
        """How an account stands at the close of a day."""
        if account_id not in self._changes:
            return NOTHING
        stretch = bisect_right(self._changes[account_id], day)
        if (account_id, stretch) not in self._standings:
            self._standings[account_id, stretch] = standing(self.periods_of[account_id], day)
        return self._standings[account_id, stretch]

    def mrr(self, account_id: str | None, day: date) -> Fraction:
        """An account's MRR at the close of a day."""
        return self.standing(account_id, day).mrr


def survivors(rows: Iterable[Typed]) -> dict[str, str]:
    """The account at the end of each account's chain of merges."""
    into = {row["account_id"]: row["merged_into_account_id"] for row in rows}
    found = {}
    for account in into:
        survivor = account
        while into[survivor] is not None:
            survivor = into[survivor]
        found[account] = survivor
    return found


def standing(periods: list[SubscriptionPeriod], day: date) -> Standing:
    """Of an account's periods: those with MRR on a day, their sum, and the tier of the greatest."""
    running = [p for p in periods if p.runs_on(day)]
    holdings = {p.subscription_id: p for p in running if p.has_mrr_on(day)}
    tier = UNKNOWN
    if running:
        tier = max(
            running,
            key=lambda p: (p.amount if p.has_mrr_on(day) else 0, p.started_at, p.period_id),
        ).plan_tier
    mrr = sum((p.amount for p in holdings.values()), Fraction(0))
    return Standing(holdings, mrr, tier)
