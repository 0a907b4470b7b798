r"""Write the demo company's raw tables, or a larger company of the same kind for benchmarks.

    python seeds/generate.py
    python seeds/generate.py --events 1000000 --users 20000 --accounts 1000 --months 24 \
        --format parquet --out DIR

Without arguments: the CSVs of ``seeds/demo``, the same bytes every time, with a few bad rows
planted on purpose (``generator/warts.py``). Parquet is typed, has no bad rows but repeated and late
ones, and needs little memory however many events there are.
"""

from __future__ import annotations

import argparse
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
from generator import billing, commerce, finance, marketing, surveys, usage, warts, web
from generator.contract import TABLES
from generator.lives import Lives
from generator.settings import Settings
from generator.write import join_parquet, write_csv, write_parquet

DEMO = Path(__file__).parent / "demo"
Chunks = Iterator[dict[str, np.ndarray]]


class Company:
    """One simulated company, ready to be written table by table."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.accounts = Lives(settings).accounts()
        self.use = usage.account_use(settings, self.accounts)
        self.users = usage.make_users(settings, self.accounts, self.use)
        self.leads = marketing.make_leads(settings, self.accounts)
        self.aliases, known = web.alias_rows(self.users, self.leads)
        self.events = usage.Events(settings, self.accounts, self.users, self.use)
        self.views = web.PageViews(settings, self.users, self.use, self.leads, known)

    def small_tables(self) -> dict[str, list[Any]]:
        """Every table but events and page views; call it after those were made."""
        settings, accounts = self.settings, self.accounts
        return {
            "accounts": billing.account_rows(accounts),
            "plans": billing.plan_rows(settings),
            "subscription_periods": billing.period_rows(accounts),
            "invoice_lines": billing.Invoices(settings).rows(accounts),
            "exchange_rates": billing.rate_rows(settings),
            "users": list(usage.user_rows(self.users, accounts)),
            "user_aliases": self.aliases,
            "features": usage.feature_rows(settings),
            "content_downloads": self.views.download_rows(),
            "survey_responses": surveys.survey_rows(settings, accounts, self.users, self.use),
            "leads": marketing.lead_rows(self.leads),
            "campaign_costs": marketing.campaign_cost_rows(settings, accounts),
            "email_events": marketing.email_rows(settings),
            "social_posts": marketing.social_rows(settings),
            **commerce.Shop(settings, accounts).tables(),
            **finance.finance_tables(settings, accounts),
        }


def write_demo(folder: Path, settings: Settings) -> None:
    """Write all tables as CSV, bad rows included."""
    folder.mkdir(parents=True, exist_ok=True)
    company = Company(settings)
    tables: dict[str, list[Any]] = {
        "events": [
            row
            for chunk in company.events.chunks()
            for row in usage.event_rows(chunk, company.accounts)
        ],
        "page_views": [row for chunk in company.views.chunks() for row in web.view_rows(chunk)],
    }
    tables |= company.small_tables()
    if settings.warts:
        warts.plant(tables)
    for table in TABLES:
        write_csv(folder / f"{table}.csv", table, tables[table])


def write_large(folder: Path, settings: Settings) -> None:
    """Write all tables as Parquet; events and page views month by month."""
    folder.mkdir(parents=True, exist_ok=True)
    company = Company(settings)
    _stream(folder, "events", usage.EVENT_SQL, company.events.chunks())
    _stream(folder, "page_views", web.VIEW_SQL, company.views.chunks())
    for table, rows in company.small_tables().items():
        write_parquet(folder / f"{table}.parquet", table, rows)


def _stream(folder: Path, table: str, query: str, chunks: Chunks) -> None:
    """Write one Parquet file from chunks of numbers that the query makes into rows."""
    parts = folder / f".{table}"
    parts.mkdir(exist_ok=True)
    paths = []
    with duckdb.connect() as warehouse:
        for number, chunk in enumerate(chunks):
            paths.append(parts / f"{number:04}.parquet")
            warehouse.register("chunk", chunk)
            warehouse.execute(f"copy ({query}) to '{paths[-1]}' (format parquet)")
            warehouse.unregister("chunk")
    join_parquet(paths, folder / f"{table}.parquet")
    shutil.rmtree(parts)


def main() -> None:
    """Read the arguments and write."""
    default = Settings()
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--events", type=int, default=default.events)
    parser.add_argument("--users", type=int, default=default.users)
    parser.add_argument("--accounts", type=int, default=default.accounts)
    parser.add_argument("--months", type=int, default=default.months)
    parser.add_argument("--format", choices=("csv", "parquet"), default="csv")
    parser.add_argument("--out", type=Path, default=DEMO)
    options = parser.parse_args()
    if options.accounts < 200 or options.users < 200 or options.months < 6:
        parser.error("at least 200 accounts, 200 users and 6 months")
    settings = Settings(
        events=options.events,
        users=options.users,
        accounts=options.accounts,
        months=options.months,
    )
    # bad rows are planted where their number is known: in the demo
    settings = replace(settings, warts=settings == default and options.format == "csv")
    if options.format == "csv":
        write_demo(options.out, settings)
    elif options.out == DEMO:
        parser.error("--format parquet needs --out")
    else:
        write_large(options.out, settings)


if __name__ == "__main__":
    main()
