"""Tables of finance: costs and market sales, in USD."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from .billing import rate_table, to_usd
from .lives import Account
from .settings import Settings, add_months, loaded, scalar_stream
from .usage import FEATURES

Row = tuple[Any, ...]

#: cost of goods sold, shares of recurring revenue: hosting by account, and by feature
BY_ACCOUNT, BY_FEATURE = 0.14, 0.07
#: shares of the features in their common cost
FEATURE_SHARES = (0.22, 0.24, 0.12, 0.1, 0.05, 0.05, 0.09, 0.13)
REGIONS = {"north_america": ("US", "CA"), "europe": ("GB", "DE", "FR", "NL")}


def usd_by_month(settings: Settings, accounts: list[Account]) -> list[dict[int, float]]:
    """Recurring USD per month of each account (by number), at the end of each month."""
    rates = rate_table(settings)
    months = []
    for month in range(settings.months):
        at = settings.month_start(month + 1) - timedelta(seconds=1)
        usd = {c: to_usd(rates, c, at) for c in (*rates, "USD")}
        months.append({a.number: a.monthly_at(at) * usd[a.currency] for a in accounts})
    return months


def finance_tables(settings: Settings, accounts: list[Account]) -> dict[str, list[Row]]:
    """The tables ``costs`` and ``market_sales``."""
    rng = scalar_stream("finance")
    costs: list[Row] = []
    sales: list[Row] = []

    def add(month: int, kind: str, account: str | None, feature: str | None, usd: float) -> None:
        day = settings.month_start(month + 1) - timedelta(days=1)
        at = loaded(day + timedelta(hours=20))
        usd = round(usd, 2)
        costs.append((f"co{len(costs) + 1}", day.date(), kind, account, feature, usd, "USD", at))

    for month, recurring in enumerate(usd_by_month(settings, accounts)):
        opening = settings.month_start(month)
        closing = add_months(opening, 1)
        total = 0.0
        for account in accounts:
            usd = 0.0 if account.is_internal else recurring[account.number]
            total += usd
            runs = any(
                p.started < closing and (p.ended is None or p.ended > opening)
                for s in account.subscriptions
                for p in s.periods
            )
            if runs:
                cost = (usd * BY_ACCOUNT + 2.2) * rng.uniform(0.8, 1.2)
                add(month, "cogs", account.account_id, None, cost)
        for number, ((_, released, _), share) in enumerate(
            zip(FEATURES, FEATURE_SHARES, strict=True), start=1
        ):
            if month >= released:
                add(month, "cogs", None, f"f{number}", total * BY_FEATURE * share + 12)
        size = settings.scale
        add(month, "cogs", None, None, 180 * size + 0.01 * total)
        add(month, "research", None, None, (9000 + 420 * month) * size * rng.uniform(0.96, 1.04))
        add(month, "other", None, None, (3000 + 90 * month) * size * rng.uniform(0.93, 1.07))
        for market, countries in REGIONS.items():
            company = sum(
                recurring[a.number]
                for a in accounts
                if a.country in countries and not a.is_internal
            )
            base = {"north_america": 2_400_000, "europe": 1_500_000}[market] * size
            industry = base * 1.009**month * rng.uniform(0.97, 1.03)
            at = loaded(closing - timedelta(hours=2))
            row = (market, opening.date(), round(industry, -2), round(company, 2), "USD", at)
            sales.append(row)
    return {"costs": costs, "market_sales": sales}
