"""Small random companies: raw tables as text, with every kind of life and every kind of fault.

    @given(companies())
    def test_...(company): ... company.raw, company.vars

or `random_company(seed, ...)` without hypothesis. A company is drawn from a seed, a number of
accounts and whether it has bad rows; hypothesis shrinks to few accounts without bad rows. The vars
come from the short list VAR_SETS, because each set of vars costs dbt a parse.

Instants cluster where mistakes live: local and UTC midnights, firsts and lasts of months, the day
of as_of_date, and the days after it, which must not count.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from tests.harness.cases import RawRow, raw_row
from tests.harness.reference.contract import TABLES

T = TypeVar("T")
FIRST_DAY = date(2023, 1, 1)
DAYS_AFTER_AS_OF = 40

ALWAYS: dict[str, Any] = {
    "max_rejected_share": 1,
    "login_events": ["login"],
    "value_events": ["report_shared"],
    "onboarded_event": "setup_done",
    "inactive_events": ["mail_received"],
}

VAR_SETS: list[dict[str, Any]] = [
    ALWAYS | vars_
    for vars_ in (
        {"as_of_date": "2024-03-31"},
        {
            "as_of_date": "2024-02-14",
            "reporting_timezone": "America/New_York",
            "week_start": "sunday",
            "reactivation_window_months": 1,
            # the window of a week is over on as_of_date itself
            "trial_window_days": 88,
        },
        {
            "as_of_date": "2023-11-30",
            "reporting_timezone": "Pacific/Auckland",
            "reporting_currency": "EUR",
            "churn_recognised": "at_request",
        },
        {
            "as_of_date": "2025-01-01",
            "reporting_timezone": "Asia/Kolkata",
            "mrr_statuses": ["active"],
            "inactive_events": [],
            "trial_window_days": 30,
            "session_timeout_minutes": 10,
            "cart_window_hours": 2,
        },
    )
]
"""Between them: both week starts, four timezones, two currencies, and the other vars."""


@dataclass(frozen=True)
class RandomCompany:
    """Raw tables as text, complete with every column, and the dbt vars to read them with."""

    seed: int
    accounts: int
    has_bad_rows: bool
    raw: dict[str, list[RawRow]] = field(repr=False)
    vars: dict[str, Any]


class Maker:
    """Writes one company. Every choice comes from one source of chance."""

    def __init__(self, seed: int, vars_: dict[str, Any]) -> None:
        self.chance = random.Random(seed)
        self.raw: dict[str, list[RawRow]] = {name: [] for name in TABLES}
        self.as_of = date.fromisoformat(vars_["as_of_date"])
        self.zone = ZoneInfo(vars_.get("reporting_timezone", "UTC"))
        self.home = vars_.get("reporting_currency", "USD")
        self.accounts: list[str] = []
        self.users: list[str] = []
        self.former_ids: list[str] = []
        self.visitors = [f"v{n}" for n in range(6)]
        self.number = 0

    # --- chance

    def one_of(self, *options: T) -> T:
        """One of some options."""
        return self.chance.choice(options)

    def happens(self, share: float) -> bool:
        """Whether something happens that does so in this share of the cases."""
        return self.chance.random() < share

    def name(self, kind: str) -> str:
        """A new key."""
        self.number += 1
        return f"{kind}{self.number:03d}"

    def day(self, first: date = FIRST_DAY, last: date | None = None) -> date:
        """A day, often the first or last of a month."""
        last = last or self.as_of + timedelta(days=DAYS_AFTER_AS_OF)
        day = first + timedelta(days=self.chance.randint(0, max((last - first).days, 0)))
        kind = self.chance.random()
        if kind < 0.15:
            day = day.replace(day=1)
        elif kind < 0.3:
            day = (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
        elif kind < 0.35:
            day = self.as_of
        return min(max(day, first), last)

    def instant(self, first: date = FIRST_DAY, last: date | None = None) -> datetime:
        """An instant in UTC, often a local or a UTC midnight or the second before."""
        day = self.day(first, last)
        midnight = datetime.combine(day, time(), self.zone).astimezone(UTC).replace(tzinfo=None)
        return self.one_of(
            midnight,
            midnight - timedelta(seconds=1),
            datetime.combine(day, time()),
            datetime.combine(day, time(23, 59, 59)),
            datetime.combine(day, time(self.chance.randrange(24), self.chance.randrange(60))),
        )

    def later(self, instant: datetime, least_days: int = 1, most_days: int = 150) -> datetime:
        """An instant some days after another."""
        first = instant.date() + timedelta(days=least_days)
        found = self.instant(first, first + timedelta(days=most_days - least_days))
        return max(found, instant + timedelta(hours=1))

    def written(self, instant: datetime | None) -> str | None:
        """An instant as text, in one of the forms that warehouses export."""
        if instant is None:
            return None
        plain = instant.strftime("%Y-%m-%d %H:%M:%S")
        kind = self.chance.random()
        if kind < 0.7:
            return plain
        if kind < 0.8:
            return plain.replace(" ", "T") + "Z"
        if kind < 0.9:
            east = instant + timedelta(hours=2)
            return east.strftime("%Y-%m-%dT%H:%M:%S") + "+02:00"
        return plain + ".000000"

    def price(self, most: int = 300) -> str:
        """An amount of money."""
        return str(Decimal(self.chance.randint(0 if self.happens(0.1) else 1, most * 100)) / 100)

    def add(self, table: str, **values: Any) -> RawRow:
        """Adds a raw row."""
        row = raw_row(table, values)
        self.raw[table].append(row)
        return row

    # --- billing

    def make_rates(self) -> None:
        """Rates from and to three currencies that change; none for a fourth."""
        for currency, start in (("USD", "1"), ("EUR", "1.1"), ("GBP", "1.25")):
            for target, value in (("USD", "1"), ("EUR", "1.1")):
                if currency == target:
                    continue
                days = {FIRST_DAY - timedelta(days=90), *(self.day() for _ in range(5))}
                for day in sorted(days):
                    rate = Decimal(start) / Decimal(value)
                    rate *= Decimal(self.chance.randint(85, 115)) / 100
                    self.add(
                        "exchange_rates",
                        rate_date=day.isoformat(),
                        from_currency=self.one_of(currency, currency, currency.lower()),
                        to_currency=target,
                        rate=str(round(rate, 4)),
                    )

    def make_plans(self) -> None:
        """A free plan, three paid ones, one of them without a tier."""
        for plan, tier, free in (
            ("free", "free", "true"),
            ("basic", "basic", "false"),
            ("pro", "pro", None),
            ("odd", None, None),
        ):
            self.add("plans", plan_id=plan, plan_name=plan.title(), plan_tier=tier, is_free=free)

    def make_account(self) -> str:
        """An account with attributes that may be missing; some are dated after what they did."""
        account = self.name("a")
        last_day = None if self.happens(0.3) else FIRST_DAY
        self.add(
            "accounts",
            account_id=account,
            account_name=f"Account {account}",
            created_at=self.written(self.instant(FIRST_DAY - timedelta(days=40), last_day)),
            country_code=self.one_of("DE", "US", None),
            industry=self.one_of("retail", "health", None),
            employee_count=self.one_of("0", "1", "9", "9.5", "10", "49", "250", "1000", None),
            acquisition_channel=self.one_of("organic", "ads", None),
            is_internal=self.one_of(None, None, "false", "false", "true"),
        )
        self.accounts.append(account)
        return account

    def make_merges(self) -> None:
        """Some accounts merge into an earlier one, which may itself have merged, or into itself."""
        for row, target in zip(self.raw["accounts"][1:], self.accounts, strict=False):
            if self.happens(0.2):
                row["merged_into_account_id"] = self.one_of(target, target, row["account_id"])

    def terms(self) -> dict[str, Any]:
        """What a subscription costs."""
        plan = self.one_of("basic", "basic", "pro", "pro", "odd", "free")
        return {
            "plan_id": plan,
            "quantity": self.one_of("1", "1", "2", "5", "0", None),
            "unit_amount": "0" if plan == "free" and self.happens(0.7) else self.price(),
            "discount_amount": self.one_of(None, None, "0", "5", "400"),
            "billing_interval": self.one_of("month", "month", "year", "quarter", "week", "day"),
            "billing_interval_count": self.one_of(None, "1", "1", "2", "1.5"),
            "currency_code": self.one_of("USD", "USD", "EUR", "GBP", "eur"),
        }

    def changed(self, terms: dict[str, Any]) -> dict[str, Any]:
        """The terms after an upgrade, a downgrade or another change of one of them."""
        fresh = self.terms()
        name = self.one_of(
            "unit_amount", "quantity", "discount_amount", "plan_id", "currency_code", "everything"
        )
        return fresh if name == "everything" else {**terms, name: fresh[name]}

    def period(
        self,
        account: str,
        subscription: str,
        status: str,
        started_at: datetime,
        ended_at: datetime | None,
        terms: dict[str, Any],
    ) -> None:
        """A stretch of a subscription, at times with a request to cancel."""
        asks = self.happens(0.3 if ended_at else 0.1)
        reason = self.one_of(None, "voluntary", "involuntary") if ended_at else None
        self.add(
            "subscription_periods",
            period_id=self.name("p"),
            subscription_id=subscription,
            account_id=account,
            status=status,
            started_at=self.written(started_at),
            ended_at=self.written(ended_at),
            cancel_requested_at=self.written(self.later(started_at, 0, 60)) if asks else None,
            cancel_reason=reason,
            **terms,
        )

    def make_subscription(self, account: str) -> None:
        """A life: new, changed, gone, returned, never paid, on trial, paused, past due, a blink."""
        life = self.one_of(
            "stays", "changes", "changes", "gone", "returns", "returns", "never_pays",
            "trial", "pauses", "past_due", "blink", "empty",
        )  # fmt: skip
        steps: Sequence[str | None] = {
            "stays": ("active",),
            "changes": ("active", "active", "active"),
            "gone": ("active", None),
            "returns": ("active", None, "active"),
            "never_pays": ("trialing", None),
            "trial": ("trialing", "active"),
            "pauses": ("active", "paused", "active"),
            "past_due": ("active", "past_due", None),
            "blink": ("active", None),
            "empty": ("active", None),
        }[life]
        longest = {"blink": 12, "empty": 0}.get(life, 150)
        subscription, terms = self.name("s"), self.terms()
        start = self.instant(FIRST_DAY, self.as_of)
        for step, following in zip(steps, [*steps[1:], "on"], strict=True):
            is_last = following == "on"
            end = start if longest == 0 else self.later(start, 1, longest)
            if step is None:
                subscription = self.one_of(subscription, self.name("s"))
            else:
                self.period(account, subscription, step, start, None if is_last else end, terms)
            start, terms = end, self.changed(terms)

    def make_invoices(self, account: str) -> None:
        """Lines of every type, with refunds below 0."""
        for _ in range(self.chance.randint(0, 4)):
            kind = self.one_of("recurring", "usage", "usage", "one_time", "refund", "tax")
            sign = "-" if kind == "refund" else ""
            self.add(
                "invoice_lines",
                invoice_line_id=self.name("i"),
                account_id=account,
                line_type=kind,
                amount=sign + self.price(),
                currency_code=self.one_of("USD", "EUR"),
                invoiced_at=self.written(self.instant()),
            )

    # --- product

    def make_users(self, account: str) -> None:
        """Up to three users; some have a former id, and that one at times a row of its own."""
        for _ in range(self.chance.randint(0, 3)):
            user = self.name("u")
            born = self.instant(FIRST_DAY, FIRST_DAY + timedelta(days=200))
            self.add(
                "users",
                user_id=user,
                account_id=account,
                created_at=self.written(born),
                role=self.one_of("admin", "member", None),
            )
            self.users.append(user)
            if self.happens(0.2):
                former = self.name("anonymous")
                self.add("user_aliases", alias_id=former, user_id=user)
                self.former_ids.append(former)
                if self.happens(0.3):
                    self.add(
                        "users",
                        user_id=former,
                        account_id=account,
                        created_at=self.written(born),
                        role="member",
                    )

    def make_features(self) -> None:
        """Four features, one of them not core, some new."""
        for feature, core in (("f1", "true"), ("f2", None), ("f3", "true"), ("f4", "false")):
            self.add(
                "features",
                feature_id=feature,
                feature_name=feature.upper(),
                released_at=self.written(self.instant(FIRST_DAY, self.as_of)),
                is_core=core,
            )

    def make_events(self, user: str) -> None:
        """A user's use: in bursts, with gaps, at times under a former id or in another account."""
        ids = [user] + [row["alias_id"] for row in self.raw["user_aliases"]
                        if row["user_id"] == user]  # fmt: skip
        for _ in range(self.chance.randint(0, 4)):
            burst = self.instant(FIRST_DAY + timedelta(days=200))
            for _ in range(self.chance.randint(1, 4)):
                self.event(self.one_of(*ids), burst)
                burst += timedelta(hours=self.chance.choice((0, 1, 20, 24, 24 * 8)))

    def event(self, user: str | None, when: datetime) -> None:
        """One event."""
        account = self.one_of(*self.accounts) if self.happens(0.1) else None
        name = self.one_of("login", "report_shared", "setup_done", "clicked", "mail_received")
        self.add(
            "events",
            event_id=self.name("e"),
            occurred_at=self.written(when),
            user_id=user,
            account_id=account,
            event_name=name,
            feature_id=self.one_of("f1", "f2", "f3", "f4", "f9", None, None),
            duration_seconds=self.one_of(None, "0", "30", "600"),
            quantity=self.one_of(None, "1", "3") if name == "report_shared" else None,
        )

    # --- surveys

    def make_survey_responses(self) -> None:
        """Answers of users, of accounts and of nobody known; some edited, once or twice."""
        for _ in range(self.chance.randint(0, 14)):
            kind = self.one_of("nps", "nps", "csat")
            least, most = (0, 10) if kind == "nps" else (1, 5)
            when = self.instant(FIRST_DAY + timedelta(days=150))
            people = [*self.users, *self.former_ids, None]
            answer = {
                "response_id": self.name("r"),
                "survey_type": kind,
                "user_id": self.one_of(*people) if self.happens(0.7) else None,
                "account_id": self.one_of(*self.accounts) if self.happens(0.3) else None,
                "touchpoint": self.one_of("support", "onboarding", None),
                "journey_stage": self.one_of("trial", "customer", None),
                "channel": self.one_of("mail", "app", None),
            }
            for edit in range(self.one_of(1, 1, 1, 2, 3)):
                edited = when + timedelta(days=edit * self.chance.randint(1, 20), hours=edit)
                self.add(
                    "survey_responses",
                    **answer,
                    score=str(self.chance.randint(least, most)),
                    responded_at=when.strftime("%Y-%m-%d %H:%M:%S"),
                    updated_at=self.written(edited) if edit else None,
                )

    # --- the rest of the company

    def make_page_views(self) -> None:
        """Visits of known and unknown people, with and without session ids, across midnight."""
        for _ in range(self.chance.randint(0, 12)):
            visitor, when = self.one_of(*self.visitors), self.instant()
            session = self.name("w") if self.happens(0.2) else None
            channel = self.one_of("organic", "ads", None)
            people = [*self.users, *self.former_ids]
            user = self.one_of(*people) if people and self.happens(0.3) else None
            for _ in range(self.chance.randint(1, 3)):
                self.add(
                    "page_views",
                    page_view_id=self.name("pv"),
                    occurred_at=self.written(when),
                    visitor_id=visitor,
                    user_id=user,
                    session_id=session,
                    page_path="/",
                    content_type=self.one_of("marketing", "content", "onboarding", "product"),
                    channel=channel,
                    seconds_on_page=self.one_of(None, "0", "12", "90"),
                )
                when += timedelta(minutes=self.one_of(1, 10, 30, 31, 60))
        for _ in range(self.chance.randint(0, 5)):
            self.add(
                "content_downloads",
                download_id=self.name("d"),
                occurred_at=self.written(self.instant()),
                visitor_id=self.one_of(*self.visitors),
                content_id=self.one_of("c1", "c2"),
            )

    def make_leads(self) -> None:
        """Leads with and without a person, a visitor, an account; some qualified."""
        for _ in range(self.chance.randint(0, 10)):
            born = self.instant()
            qualified = self.later(born, 0, 40) if self.happens(0.5) else None
            self.add(
                "leads",
                lead_id=self.name("l"),
                created_at=self.written(born),
                channel=self.one_of("organic", "ads", "fair"),
                campaign_id=self.one_of("k1", "k2", None),
                qualified_at=self.written(qualified),
                account_id=self.one_of(*self.accounts) if self.happens(0.5) else None,
                visitor_id=self.one_of(*self.visitors) if self.happens(0.5) else None,
                contact_id=self.one_of("person1", "person2", "person3", None, None),
            )

    def make_marketing(self) -> None:
        """Campaign costs, mails and social posts."""
        for _ in range(self.chance.randint(0, 8)):
            self.add(
                "campaign_costs",
                cost_id=self.name("cc"),
                cost_date=self.day().isoformat(),
                channel=self.one_of("organic", "ads", "fair"),
                campaign_id=self.one_of("k1", "k2", None),
                amount=self.price(),
                currency_code=self.one_of("USD", "EUR"),
                cost_type=self.one_of("media", "tools", "people", "sales"),
            )
        for _ in range(self.chance.randint(0, 10)):
            message, when = self.name("m"), self.instant()
            campaign = self.one_of("k1", "k2", None)
            for kind in ("sent", "delivered", "opened", "clicked", "opened", "bounced"):
                if self.happens(0.6):
                    self.add(
                        "email_events",
                        email_event_id=self.name("ee"),
                        message_id=message,
                        campaign_id=campaign,
                        recipient_id=self.one_of("x@example.com", "y@example.com"),
                        event_type=kind,
                        occurred_at=self.written(when),
                    )
                when += timedelta(hours=self.one_of(0, 1, 30))
        for post in ("post1", "post2"):
            for day in sorted({self.day() for _ in range(self.chance.randint(0, 4))}):
                counts = {
                    name: str(self.chance.randint(0, 50))
                    for name in ("impressions", "likes", "comments", "shares")
                }
                self.add(
                    "social_posts",
                    post_id=post,
                    activity_date=day.isoformat(),
                    network=self.one_of("linked", "micro"),
                    **counts,
                )

    def make_commerce(self) -> None:
        """Orders with items and returns; carts that became one, late or never."""
        for _ in range(self.chance.randint(0, 10)):
            order, when = self.name("o"), self.instant()
            customer = self.one_of("cust1", "cust2", "cust3")
            self.add(
                "orders",
                order_id=order,
                customer_id=customer,
                ordered_at=self.written(when),
                status=self.one_of("placed", "completed", "completed", "cancelled"),
                amount=self.price(),
                currency_code=self.one_of("USD", "EUR"),
                channel=self.one_of("shop", "app", None),
                account_id=self.one_of(*self.accounts) if self.happens(0.3) else None,
            )
            for _ in range(self.chance.randint(0, 2)):
                item = self.name("oi")
                self.add(
                    "order_items",
                    order_item_id=item,
                    order_id=order,
                    product_id=self.one_of("chair", "lamp"),
                    quantity=self.one_of("1", "2", "3"),
                    amount=self.price(),
                )
                if self.happens(0.3):
                    self.add(
                        "returns",
                        return_id=self.name("rt"),
                        order_item_id=item,
                        quantity="1",
                        returned_at=self.written(self.later(when, 1, 60)),
                    )
            if self.happens(0.6):
                before = when - timedelta(hours=self.one_of(0, 1, 3, 23, 25, 100))
                self.add(
                    "carts",
                    cart_id=self.name("ca"),
                    customer_id=customer,
                    created_at=self.written(before),
                    order_id=self.one_of(order, None),
                )

    def make_finance(self) -> None:
        """Costs of every category, of accounts and features, and the size of two markets."""
        for _ in range(self.chance.randint(0, 10)):
            self.add(
                "costs",
                cost_id=self.name("co"),
                cost_date=self.day().isoformat(),
                category=self.one_of("cogs", "cogs", "sales", "marketing", "research", "other"),
                account_id=self.one_of(*self.accounts) if self.happens(0.5) else None,
                feature_id=self.one_of("f1", "f2", None),
                amount=self.price(),
                currency_code=self.one_of("USD", "EUR"),
            )
        for market in ("north", "south"):
            for month in sorted({self.day().replace(day=1) for _ in range(3)}):
                self.add(
                    "market_sales",
                    market=market,
                    month=self.one_of(month.isoformat(), f"{month:%Y-%m}", f"{month:%Y-%m}-15"),
                    industry_sales=self.price(100000),
                    company_sales=self.price(1000),
                    currency_code=self.one_of("USD", "EUR"),
                )

    # --- bad input

    def make_bad_rows(self) -> None:
        """In some tables a few rows that break one rule each, beside good ones of the same key."""
        for table, rows in self.raw.items():
            if rows:
                for _ in range(self.chance.randint(0, 3)):
                    self.break_a_row(table)
        self.make_repeats()
        if self.happens(0.5):
            self.make_merge_cycle()
        if self.happens(0.7):
            self.make_overlap()

    def break_a_row(self, table: str) -> None:
        """A row like another, under a new key, with one fault; at times the row itself breaks."""
        contract = TABLES[table]
        row = self.chance.choice(self.raw[table])
        if self.happens(0.75):
            row = dict(row)
            self.raw[table].append(row)
            if contract.key[0].endswith("_id"):
                row[contract.key[0]] = self.name("bad")
        column = self.chance.choice(contract.columns[:-1])
        row.update(self.fault(table, column.name))
        for start, end in contract.spans:
            if row[end] and row[start] and self.happens(0.3):
                row[start], row[end] = row[end], row[start]

    def fault(self, table: str, name: str) -> RawRow:
        """A value that the column must not have; for a column without rules another fault."""
        column = TABLES[table].column_named[name]
        references = dict(TABLES[table].references)
        if name in TABLES[table].key or self.happens(0.1):
            return {TABLES[table].key[-1]: None}
        if name in references:
            return {name: "nobody"}
        if column.allowed:
            return {name: "strange"}
        if column.type == "currency":
            return {name: "JPY"}
        if column.type in ("timestamp", "date", "month"):
            return {name: self.one_of("soon", "2024-02-31", "1989-12-31", "2199-01-01")}
        if name == "score":
            return {name: self.one_of("many", "3.5", "11")}
        if column.type == "number":
            if table == "invoice_lines":
                return {"line_type": "refund", name: self.one_of("many", "1", "-1e15")}
            may_be_negative = column.least is None and column.above is None
            return {name: self.one_of("many", "1e15", "" if column.required else "x1", "-1")
                    if not may_be_negative else "many"}  # fmt: skip
        if column.type == "boolean":
            return {name: "perhaps"}
        return {name: None}

    def make_repeats(self) -> None:
        """Rows that arrive again: unchanged, or changed and loaded earlier or later."""
        for table, column, value in (
            ("events", "event_name", "login"),
            ("accounts", "industry", "energy"),
            ("subscription_periods", "unit_amount", "77"),
            ("exchange_rates", "rate", "1.5"),
            ("plans", "plan_tier", "basic"),
            ("users", "role", "guest"),
            ("orders", "amount", "88"),
        ):
            if not self.raw[table] or self.happens(0.5):
                continue
            row = self.chance.choice(self.raw[table])
            again = dict(row)
            if self.happens(0.7):
                again[column] = value
                row["_loaded_at"] = "2024-01-02 00:00:00"
                again["_loaded_at"] = self.one_of("2024-01-01 00:00:00", "2024-01-03 00:00:00")
            self.raw[table].append(again)

    def make_merge_cycle(self) -> None:
        """Two accounts that merged into each other, and what one of them bought."""
        first, second = self.name("a"), self.name("a")
        for account, into in ((first, second), (second, first)):
            self.add(
                "accounts",
                account_id=account,
                created_at="2023-01-01",
                merged_into_account_id=into,
            )
        self.make_subscription(first)

    def make_overlap(self) -> None:
        """A period that begins inside another of its subscription; it may be over as it begins."""
        row = dict(self.chance.choice(self.raw["subscription_periods"] or [{}]))
        if not row:
            return
        row["period_id"] = self.name("p")
        if self.chance.random() < 0.5:
            row["ended_at"] = row["started_at"]
        self.raw["subscription_periods"].append(row)

    # --- all of it

    def make(self, accounts: int, has_bad_rows: bool) -> dict[str, list[RawRow]]:
        """The raw tables, their rows in any order."""
        self.make_rates()
        self.make_plans()
        self.make_features()
        for _ in range(accounts):
            account = self.make_account()
            for _ in range(self.one_of(0, 1, 1, 1, 2, 3)):
                self.make_subscription(account)
            self.make_invoices(account)
            self.make_users(account)
        self.make_merges()
        for user in self.users:
            self.make_events(user)
        self.make_survey_responses()
        self.make_page_views()
        self.make_leads()
        self.make_marketing()
        self.make_commerce()
        self.make_finance()
        if has_bad_rows:
            self.make_bad_rows()
        for rows in self.raw.values():
            self.chance.shuffle(rows)
        return {name: rows for name, rows in self.raw.items() if rows}


def random_company(
    seed: int, accounts: int = 6, has_bad_rows: bool = True, vars_: dict[str, Any] | None = None
) -> RandomCompany:
    """The company of a seed; the vars are those given, else one of VAR_SETS.

    `raw_tables` is left to the caller: a table without rows is not in `raw`, which is the same as
    not to have it, so all of TABLES may be named once and for all.
    """
    chosen = vars_ or VAR_SETS[seed % len(VAR_SETS)]
    raw = Maker(seed, chosen).make(accounts, has_bad_rows)
    return RandomCompany(seed, accounts, has_bad_rows, raw, chosen)


@st.composite
def companies(
    draw: st.DrawFn, most_accounts: int = 8, vars_: dict[str, Any] | None = None
) -> RandomCompany:
    """Random companies; they shrink to few accounts, without bad rows, with the first vars."""
    accounts = draw(st.integers(1, most_accounts))
    has_bad_rows = draw(st.booleans())
    chosen = vars_ or draw(st.sampled_from(VAR_SETS))
    return random_company(draw(st.integers(0, 2**32 - 1)), accounts, has_bad_rows, chosen)
