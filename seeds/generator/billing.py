"""Tables of billing: accounts, plans, subscription periods, invoice lines, exchange rates."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from .lives import CYCLE, TIERS, VALUE_METRIC, Account, Period, Subscription, plan_of
from .settings import LAST, Settings, add_months, loaded, scalar_stream

Row = tuple[Any, ...]
#: tax on what is sold in these currencies, a share of the amount
TAX = {"EUR": 0.2, "GBP": 0.2, "JPY": 0.1}
#: USD for one unit at the beginning, and the spread of a month's change
RATES = {"EUR": (1.085, 0.014), "GBP": (1.265, 0.013), "JPY": (0.0067, 0.018)}


def account_rows(accounts: list[Account]) -> list[Row]:
    """The table ``accounts``."""
    rows = []
    for a in accounts:
        changed = max(filter(None, [a.created, a.deleted]))
        rows.append(
            (
                a.account_id, a.name or None, a.created, a.country, a.industry, a.employees,
                a.channel, a.is_internal, a.merged_into, a.deleted, loaded(changed),
            )
        )  # fmt: skip
    return rows


def plan_rows(settings: Settings) -> list[Row]:
    """The table ``plans``: free, and each tier by month and by year, one by quarter."""
    at = loaded(settings.start)
    rows: list[Row] = [("free", "Free", "free", True, None, at)]
    words = {"month": "monthly", "quarter": "quarterly", "year": "annual"}
    for tier in TIERS:
        for interval, word in words.items():
            if interval == "quarter" and tier != "business":
                continue
            name = f"{tier.capitalize()} {word}"
            rows.append((plan_of(tier, interval), name, tier, False, VALUE_METRIC[tier], at))
    return rows


def period_rows(accounts: list[Account]) -> list[Row]:
    """The table ``subscription_periods``, by start."""
    entries = [(p.started, s, a, p) for a in accounts for s in a.subscriptions for p in s.periods]
    entries.sort(key=lambda e: (e[0], int(e[1].subscription_id[1:])))
    rows = []
    for number, (_, subscription, account, p) in enumerate(entries, start=1):
        known = [t for t in (p.started, p.ended, p.cancel_requested) if t and t <= LAST]
        rows.append(
            (
                f"p{number}", subscription.subscription_id, account.account_id, p.plan, p.status,
                p.started, p.ended, p.quantity, p.unit, p.discount or None, p.interval,
                None if number % 9 == 0 else 1, p.currency, p.cancel_requested, p.cancel_reason,
                loaded(max(known)),
            )
        )  # fmt: skip
    return rows


def rate_table(settings: Settings) -> dict[str, list[tuple[datetime, float]]]:
    """Currency -> (first of the month, USD for one), from the month before the first on."""
    rng = scalar_stream("rates")
    table = {}
    for currency, (first, spread) in RATES.items():
        rate, rates = first, []
        for month in range(-1, settings.months):
            rates.append((settings.month_start(month), round(rate, 6)))
            rate = max(0.85 * first, min(1.15 * first, rate * (1 + rng.gauss(0.0005, spread))))
        table[currency] = rates
    return table


def rate_rows(settings: Settings) -> list[Row]:
    """The table ``exchange_rates``: one rate per currency and month, to USD."""
    return [
        (at.date(), currency, "USD", rate, loaded(at, 60))
        for currency, rates in rate_table(settings).items()
        for at, rate in rates
    ]


def to_usd(table: dict[str, list[tuple[datetime, float]]], currency: str, at: datetime) -> float:
    """The latest rate on or before the moment (1 for USD)."""
    if currency == "USD":
        return 1.0
    return [rate for day, rate in table[currency] if day <= at][-1]


class Invoices:
    """Invoice lines that follow from the subscriptions, up to the last day."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.rng: random.Random = scalar_stream("invoices")
        self.lines: list[tuple[Any, ...]] = []

    def rows(self, accounts: list[Account]) -> list[Row]:
        """The table ``invoice_lines``, by date."""
        for account in accounts:
            if account.is_internal:
                continue
            for subscription in account.subscriptions:
                self._subscription(account, subscription)
        self.lines.sort(key=lambda line: line[5])
        return [(f"i{n}", *line, loaded(line[5], 30)) for n, line in enumerate(self.lines, start=1)]

    def _line(
        self,
        account: Account,
        subscription: Subscription,
        kind: str,
        amount: float,
        at: datetime,
        service: tuple[datetime, datetime] | None,
    ) -> None:
        """One line and, where sales are taxed, its tax."""
        if at > LAST:
            return
        digits = 0 if account.currency == "JPY" else 2
        amount = round(amount, digits)
        begin, end = service or (None, None)
        key = (account.account_id, subscription.subscription_id)
        self.lines.append((*key, kind, amount, account.currency, at, begin, end))
        tax = round(amount * TAX.get(account.currency, 0.0), digits)
        if kind == "recurring" and tax:
            self.lines.append((*key, "tax", tax, account.currency, at, begin, end))

    def _subscription(self, account: Account, subscription: Subscription) -> None:
        anchor: datetime | None = None
        cycles, before = 0, None
        for p in subscription.periods:
            if p.monthly <= 0:
                before = p
                continue
            cycle = CYCLE[p.interval]
            fresh = before is None or before.monthly <= 0
            if anchor is None or fresh or before.plan != p.plan:
                if not fresh and before and anchor:
                    paid_to = add_months(anchor, cycles * CYCLE[before.interval])
                    self._unused(account, subscription, before, p.started, paid_to)
                anchor, cycles = p.started, 0
                if before is None or before.plan == "free" or before.status == "trialing":
                    self._setup(account, subscription, p)
            elif before:
                paid_to = add_months(anchor, cycles * cycle)
                left = (paid_to - p.started) / timedelta(days=30.4375 * cycle)
                if left > 0.02 and p.amount > before.amount:
                    more = (p.amount - before.amount) * min(1.0, left)
                    at = (p.started, paid_to)
                    self._line(account, subscription, "recurring", more, p.started, at)
            end = min(p.ended or LAST, LAST)
            for at, to in self._cycles(anchor, cycles, cycle, end):
                self._line(account, subscription, "recurring", p.amount, at, (at, to))
                cycles += 1
            before = p
        last = subscription.periods[-1]
        if anchor and last.ended and last.ended <= LAST and last.cancel_requested == last.ended:
            paid_to = add_months(anchor, cycles * CYCLE[last.interval])
            self._unused(account, subscription, last, last.ended, paid_to)
        self._usage(account, subscription)

    @staticmethod
    def _cycles(
        anchor: datetime, cycles: int, cycle: int, end: datetime
    ) -> Iterator[tuple[datetime, datetime]]:
        """Billing cycles not billed yet that begin before ``end``."""
        while (at := add_months(anchor, cycles * cycle)) < end:
            yield at, add_months(anchor, (cycles + 1) * cycle)
            cycles += 1

    def _unused(
        self,
        account: Account,
        subscription: Subscription,
        period: Period,
        at: datetime,
        paid_to: datetime,
    ) -> None:
        """Give back what was paid beyond this moment."""
        share = (paid_to - at) / timedelta(days=30.4375 * CYCLE[period.interval])
        if share > 0.03:
            amount = -period.amount * min(share, 1.0)
            self._line(account, subscription, "refund", amount, at, (at, paid_to))

    def _setup(self, account: Account, subscription: Subscription, p: Period) -> None:
        tier = p.plan.split("_")[0]
        fee = {"enterprise": 1.0, "business": 0.3}.get(tier, 0.0)
        if self.rng.random() < fee:
            amount = p.monthly * self.rng.uniform(0.5, 0.9)
            self._line(account, subscription, "one_time", amount, p.started, None)

    def _usage(self, account: Account, subscription: Subscription) -> None:
        """Metered use of the large plans, billed on the first for the month before."""
        if self.rng.random() > 0.6:
            return
        for month in range(1, self.settings.months):
            at = self.settings.month_start(month)
            begin = add_months(at, -1)
            for p in subscription.periods:
                covers = p.started <= begin and (p.ended is None or p.ended >= at)
                if covers and p.monthly and p.plan.startswith(("business", "enterprise")):
                    amount = p.monthly * self.rng.uniform(0.02, 0.11)
                    billed = at + timedelta(hours=4)
                    self._line(account, subscription, "usage", amount, billed, (begin, at))
