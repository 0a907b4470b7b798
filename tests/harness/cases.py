"""The worked examples of ../shared/cases as raw tables of ours, with the answers to expect.

`CASES` holds, under the example's name (and a part, where one example is several data sets): the
raw tables, complete with every column of the contract; the dbt vars; and what `metric_values` must
say. The Python reference and the dbt build are both fed from here. Where a peer counts otherwise
than we do, its notes say so and the adapter states what we answer instead.

An example is turned into one data set where it can be: its parts become values of a segment.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

from tests.harness.project import SHARED
from tests.harness.reference.contract import TABLES

RawRow = dict[str, str | None]
EXACT = Decimal("0.000001")
HUNDRED = Decimal(100)


@dataclass(frozen=True)
class Expected:
    """A value of metric_values. None: null, or no such row at all."""

    metric_name: str
    period_grain: str
    period_start: date
    segment_type: str
    segment_value: str
    value: Decimal | None
    tolerance: Decimal = EXACT


@dataclass(frozen=True)
class Case:
    """An example: raw tables, dbt vars, and the rows to expect."""

    raw: dict[str, list[RawRow]]
    vars: dict[str, Any]
    expected: list[Expected]
    families: tuple[str, ...] = field(default=())


def wrong_answers(case: Case, rows: Mapping[Any, Any]) -> list[tuple[Expected, Any]]:
    """What an example expects and these rows of metric_values, by key, do not have."""
    wrong = []
    for expected in case.expected:
        key = (
            expected.metric_name,
            expected.period_grain,
            expected.period_start,
            expected.segment_type,
            expected.segment_value,
        )
        found = rows[key].metric_value if key in rows else None
        if expected.value is None or found is None:
            right = found is None and expected.value is None
        else:
            right = abs(Fraction(found) - Fraction(expected.value)) <= Fraction(expected.tolerance)
        if not right:
            wrong.append((expected, found))
    return wrong


def shared_cases() -> Path | None:
    """The folder of worked examples: NORTH_STAR_SHARED, else ../shared beside the repository."""
    return SHARED / "cases" if (SHARED / "cases").is_dir() else None


# --- writing raw tables -------------------------------------------------------------------------


def raw_row(table: str, values: Mapping[str, Any]) -> RawRow:
    """A raw row with every column of the contract, as text."""
    unknown = set(values) - set(TABLES[table].column_names)
    assert not unknown, (table, unknown)
    row: RawRow = dict.fromkeys(TABLES[table].column_names)
    row.update({name: None if v is None else str(v) for name, v in values.items()})
    return row


class Company:
    """A raw data set in the making. One internal account is always there, and never counts."""

    def __init__(self) -> None:
        self.raw: dict[str, list[RawRow]] = {}
        self.account("bystander", is_internal="true")
        self.add("plans", plan_id="plan", plan_name="Plan", plan_tier="standard", is_free="false")
        self.subscription("bystander", "bystander", 1000, "2020-01-01")

    def add(self, table: str, **values: Any) -> None:
        """Adds a raw row."""
        self.raw.setdefault(table, []).append(raw_row(table, values))

    def account(self, account_id: str, **values: Any) -> None:
        """Adds an account, created before all else that happens in an example."""
        self.add("accounts", account_id=account_id, **{"created_at": "2010-01-01", **values})

    def subscription(
        self, account: str, subscription: str, amount: Any, start: str, **values: Any
    ) -> None:
        """Adds a period of a subscription: active, monthly, in dollars unless said otherwise."""
        number = len(self.raw.get("subscription_periods", []))
        defaults = {
            "plan_id": "plan",
            "status": "active",
            "billing_interval": "month",
            "currency_code": "USD",
        }
        self.add(
            "subscription_periods",
            period_id=f"{subscription}-{number}",
            subscription_id=subscription,
            account_id=account,
            started_at=start,
            unit_amount=amount,
            **{**defaults, **values},
        )

    def user(self, user_id: str, account: str = "customer", **values: Any) -> None:
        """Adds a user."""
        self.add(
            "users", user_id=user_id, account_id=account, **{"created_at": "2010-01-01", **values}
        )

    def event(self, user_id: str, when: str, name: str = "used", **values: Any) -> None:
        """Adds an event."""
        number = len(self.raw.get("events", []))
        self.add(
            "events",
            event_id=f"e{number}",
            occurred_at=when,
            user_id=user_id,
            event_name=name,
            **values,
        )

    def case(self, as_of: str, expected: Iterable[Expected], *families: str, **vars_: Any) -> Case:
        """The data set, finished."""
        settings = {"as_of_date": as_of, "raw_tables": sorted(self.raw), **vars_}
        return Case(self.raw, settings, list(expected), families)


def read(case: str, file: str) -> list[dict[str, str]]:
    """A file of an example."""
    folder = shared_cases()
    assert folder is not None
    with (folder / case / file).open(newline="", encoding="utf-8") as lines:
        return list(csv.DictReader(lines))


def month_start(day: str) -> date:
    """The first of a day's month."""
    return date.fromisoformat(day).replace(day=1)


# --- MRR ----------------------------------------------------------------------------------------


def killbill_mrr_normalisation() -> Case:
    """Yearly prices / 12, monthly ones as they are; a one-off is no MRR. One industry each."""
    company = Company()
    company.add("plans", plan_id="free", plan_name="Free", plan_tier="free", is_free="true")
    for row in read("killbill_mrr_normalisation", "input_prices.csv"):
        account = f"price_{row['row']}"
        company.account(account, industry=account)
        interval = {"MONTHLY": "month", "ANNUAL": "year"}.get(row["billing_period"])
        if interval:
            company.subscription(
                account, account, row["price"], "2024-01-01", billing_interval=interval
            )
            continue
        company.subscription(account, account, 0, "2024-01-01", plan_id="free")
        company.add(
            "invoice_lines",
            invoice_line_id=account,
            account_id=account,
            line_type="one_time",
            amount=row["price"],
            currency_code="USD",
            invoiced_at="2024-01-01",
        )
    expected = [
        Expected(
            "mrr",
            "month",
            date(2024, 1, 1),
            "industry",
            f"price_{row['row']}",
            Decimal(row["mrr"]),
            Decimal("0.00005"),
        )
        for row in read("killbill_mrr_normalisation", "expected.csv")
    ]
    return company.case("2024-01-31", expected, "revenue")


def polar_interval_count() -> Case:
    """Every 3 months, every 2 years, every 2 weeks (x 52/12). One industry each."""
    company = Company()
    for row in read("polar_interval_count", "input_subscriptions.csv"):
        account = row["customer_id"]
        company.account(account, industry=row["subscription_id"])
        company.subscription(
            account,
            row["subscription_id"],
            row["amount"],
            row["started_at"],
            currency_code=row["currency"],
            billing_interval=row["interval"],
            billing_interval_count=row["interval_count"],
        )
    expected = [
        Expected(
            "mrr",
            "month",
            date(2024, 1, 1),
            "industry",
            row["subscription_id"],
            Decimal(row["mrr"]),
            Decimal("0.005"),
        )
        for row in read("polar_interval_count", "expected.csv")
    ]
    return company.case("2024-01-31", expected, "revenue")


def polar_trial_excluded() -> Case:
    """A trial is no MRR until it ends; one cancelled before that never is."""
    company = Company()
    company.account("c1")
    for row in read("polar_trial_excluded", "input_subscriptions.csv"):
        subscription, end = row["subscription_id"], row["ends_at"] or row["ended_at"]
        if not row["trial_end"]:
            company.subscription("c1", subscription, row["amount"], row["started_at"])
            continue
        trial_end = min(end or row["trial_end"], row["trial_end"])
        company.subscription(
            "c1",
            subscription,
            row["amount"],
            row["trial_start"],
            status="trialing",
            ended_at=trial_end,
        )
        if not end:
            company.subscription("c1", subscription, row["amount"], trial_end)
    expected = [
        Expected(metric, "month", date.fromisoformat(row["month"]), "all", "all", Decimal(value))
        for row in read("polar_trial_excluded", "expected.csv")
        for metric, value in (("mrr", row["mrr"]), ("trial_mrr", row["trial_mrr"]))
    ]
    return company.case("2024-03-31", expected, "revenue")


def stripe_glossary_mrr() -> Case:
    """100 x 100 a month and 50 x 600 a year are 12,500 a month."""
    company = Company()
    for row in read("stripe_glossary_mrr", "input_subscriptions.csv"):
        for number in range(int(row["customers"])):
            account = f"{row['group']}{number}"
            company.account(account)
            company.subscription(
                account, account, row["amount"], "2024-01-01", billing_interval=row["interval"]
            )
    value = Decimal(read("stripe_glossary_mrr", "expected.csv")[0]["value"])
    expected = [Expected("mrr", "month", date(2024, 1, 1), "all", "all", value)]
    return company.case("2024-01-31", expected, "revenue")


def chartmogul_prorated_invoices() -> Case:
    """Prorated invoice lines move no MRR: the terms do. One industry per customer.

    Bronze stands at 100 from May, so that its upgrade on 16 June is a movement of its own.
    """
    company = Company()
    company.account("plans", industry="plans")
    company.subscription("plans", "plans", 100, "2024-05-01", ended_at="2024-06-16")
    company.subscription("plans", "plans", 250, "2024-06-16")
    company.account("seats", industry="seats")
    company.subscription("seats", "seats", 50, "2024-02-01", quantity=1, ended_at="2024-03-16")
    company.subscription("seats", "seats", 50, "2024-03-16", quantity=2)
    for row in read("chartmogul_prorated_invoices", "input_invoices.csv"):
        account = "seats" if row["id"] == "seat" else "plans"
        company.add(
            "invoice_lines",
            invoice_line_id=row["id"],
            account_id=account,
            subscription_id=account,
            line_type="recurring",
            amount=row["amount"],
            currency_code="USD",
            invoiced_at=row["period_start"],
            service_started_at=row["period_start"],
            service_ended_at=row["period_end"],
        )
    row_of = {row["id"]: row for row in read("chartmogul_prorated_invoices", "expected.csv")}
    bronze, gold, seat = row_of["bronze"], row_of["gold_upgrade"], row_of["seat"]
    may, june, march = date(2024, 5, 1), date(2024, 6, 1), date(2024, 3, 1)
    expected = [
        Expected(metric, "month", month, "industry", who, Decimal(value), Decimal("0.01"))
        for metric, month, who, value in (
            ("mrr", may, "plans", bronze["mrr_after"]),
            ("new_mrr", may, "plans", bronze["mrr_change"]),
            ("mrr", june, "plans", gold["mrr_after"]),
            ("expansion_mrr", june, "plans", gold["mrr_change"]),
            ("expansion_mrr", march, "seats", seat["mrr_change"]),
        )
    ]
    return company.case("2024-06-30", expected, "revenue")


# --- movements ----------------------------------------------------------------------------------

LIFECYCLE_MOVEMENTS = {
    "new": "new_mrr",
    "expansion": "expansion_mrr",
    "contraction": "contraction_mrr",
    "churn": "churned_mrr",
    "reactivation": "reactivation_mrr",
}


def chartmogul_syncalytics_lifecycle() -> Case:
    """A customer's life, a step a month: the last of several subscriptions to end is churn."""
    steps = read("chartmogul_syncalytics_lifecycle", "input_events.csv")
    amounts = {row["step"]: (row["plan_amount"], row["quantity"], row["interval"]) for row in steps}
    company = Company()
    company.account("syncalytics")
    for step, subscription, start, end in (
        ("1", "gold_yearly", "2024-01-15", "2024-04-15"),
        ("2", "silver", "2024-02-15", "2024-03-15"),
        ("5", "gold_monthly", "2024-05-15", None),
    ):
        amount, quantity, interval = amounts[step]
        company.subscription(
            "syncalytics",
            subscription,
            amount,
            start,
            ended_at=end,
            quantity=quantity,
            billing_interval=interval,
        )
    expected = []
    for row in read("chartmogul_syncalytics_lifecycle", "expected.csv"):
        month = date(2024, int(row["step"]), 1)
        values = dict.fromkeys(LIFECYCLE_MOVEMENTS.values(), Decimal(0))
        values[LIFECYCLE_MOVEMENTS[row["movement_type"]]] = abs(Decimal(row["mrr_change"]))
        values["mrr"] = Decimal(row["mrr_after"])
        expected += [
            Expected(metric, "month", month, "all", "all", value, Decimal("0.01"))
            for metric, value in values.items()
        ]
    return company.case("2024-05-31", expected, "revenue")


def lago_mrr_identity() -> Case:
    """Opening + movements = close, month after month, in cents.

    Lago lets customers churn in the month that they came in. For us such a customer stood at no
    close: it is in no movement, and counted among those who started and ended.
    """
    rows = read("lago_mrr_identity", "input_movements.csv")
    first, *others = rows
    company = Company()

    def customer(name: str, cents: int, start: str, end: str | None = None) -> None:
        company.account(name)
        company.subscription(
            name, name, Decimal(cents) / HUNDRED, start, ended_at=end, currency_code="EUR"
        )

    remaining = int(first["mrr_new"]) + int(first["mrr_churn"])
    customer("came_and_went", -int(first["mrr_churn"]), "2023-11-05", "2023-11-20")
    for row in others:
        lost, day = -int(row["mrr_churn"]), f"{row['month'][:8]}10"
        customer(f"lost_{row['month']}", lost, "2023-11-02", day)
        customer(f"new_{row['month']}", int(row["mrr_new"]), day)
        remaining -= lost
    customer("stays", remaining, "2023-11-02")
    totals = {row["month"]: row for row in read("lago_mrr_identity", "expected.csv")}
    expected = []
    for row in rows:
        month = row["month"]
        in_month = int(row["mrr_churn"]) if row is first else 0
        values = {
            "mrr": int(totals[month]["ending_mrr"]),
            "net_new_mrr": int(totals[month]["mrr_change"]),
            "new_mrr": int(row["mrr_new"]) + in_month,
            "churned_mrr": -int(row["mrr_churn"]) + in_month,
            "expansion_mrr": int(row["mrr_expansion"]),
            "contraction_mrr": -int(row["mrr_contraction"]),
        }
        start = date.fromisoformat(month)
        expected += [
            Expected(metric, "month", start, "all", "all", Decimal(cents) / HUNDRED)
            for metric, cents in values.items()
        ]
        expected.append(
            Expected(
                "started_and_ended_accounts",
                "month",
                start,
                "all",
                "all",
                Decimal(int(row is first)),
            )
        )
    return company.case("2024-02-29", expected, "revenue", reporting_currency="EUR")


def chargebee_retention_growth() -> Case:
    """GRR never above 1, net growth, and a downgrade that is contraction. One industry each.

    The example's ``expansion_rate`` is the growth of expansion MRR from month to month: no metric
    of ours (``net_expansion_rate`` is over the opening), so the expansions themselves are checked.
    """
    inputs = {row["id"]: row for row in read("chargebee_retention_growth", "input_cases.csv")}
    value = {
        row["id"]: Decimal(row["value"])
        for row in read("chargebee_retention_growth", "expected.csv")
    }
    company = Company()
    march = "2024-03-10"

    def change(name: str, industry: str, before: Any, after: Any) -> None:
        company.account(name, industry=industry)
        company.subscription(name, name, before, "2024-01-10", ended_at=march)
        company.subscription(name, name, after, march)

    grr, growth, downgrade = inputs["grr"], inputs["net_mrr_growth"], inputs["downgrade"]
    change("grr", "grr", grr["start_mrr"], grr["end_mrr_same_customers"])
    change("downgrade", "downgrade", downgrade["old_amount"], downgrade["new_amount"])
    for name, amount, start, end in (
        ("stays", Decimal(growth["start_mrr"]) - Decimal(growth["lost"]), "2024-01-10", None),
        ("lost", growth["lost"], "2024-01-10", march),
        ("new", growth["net_new"], march, None),
    ):
        company.account(name, industry="growth")
        company.subscription(name, name, amount, start, ended_at=end)
    expansion = inputs["expansion_rate"]
    company.account("expands", industry="expansion")
    for start, end, amount in (
        ("2024-01-10", "2024-02-10", 1000),
        ("2024-02-10", march, 1000 + int(expansion["expansion_prev"])),
        (march, None, 1000 + int(expansion["expansion_prev"]) + int(expansion["expansion_now"])),
    ):
        company.subscription("expands", "expands", amount, start, ended_at=end)
    now, before = date(2024, 3, 1), date(2024, 2, 1)
    expected = [
        Expected(metric, "month", month, "industry", who, amount)
        for metric, month, who, amount in (
            ("grr", now, "grr", value["grr"]),
            ("nrr", now, "grr", Decimal("1.2")),
            ("mrr_growth_rate", now, "growth", value["net_mrr_growth"]),
            ("contraction_mrr", now, "downgrade", value["downgrade_contraction"]),
            ("churned_mrr", now, "downgrade", value["downgrade_churn"]),
            ("expansion_mrr", before, "expansion", Decimal(expansion["expansion_prev"])),
            ("expansion_mrr", now, "expansion", Decimal(expansion["expansion_now"])),
        )
    ]
    return company.case("2024-03-31", expected, "revenue")


# --- engagement ---------------------------------------------------------------------------------


def product_of(users: Iterable[str]) -> Company:
    """A company with one customer and these users."""
    company = Company()
    company.account("customer")
    for user in sorted(set(users)):
        company.user(user)
    return company


def posthog_lifecycle(file: str, as_of: str, staff: tuple[str, ...] = ()) -> Case:
    """Users by state per day; dormant counted positive. Staff belong to an internal account."""
    events = read("posthog_lifecycle_day", "input_events.csv")
    company = product_of(row["person_id"] for row in events)
    for user in company.raw["users"]:
        if user["user_id"] in staff:
            user["account_id"] = "bystander"
    for row in events:
        company.event(row["person_id"], row["timestamp"])
    expected = [
        Expected(
            "user_lifecycle",
            "day",
            date.fromisoformat(row["period_start"]),
            "lifecycle_state",
            state,
            abs(Decimal(row[state])),
        )
        for row in read("posthog_lifecycle_day", file)
        for state in ("new", "returning", "resurrecting", "dormant")
    ]
    return company.case(as_of, expected, "engagement")


def posthog_lifecycle_day_range() -> Case:
    """A range from the 12th still knows that a user was active on the 9th."""
    return posthog_lifecycle("expected_20200112_20200119.csv", "2020-01-19")


def posthog_lifecycle_day_all_time() -> Case:
    """As of the 17th: what came later is not known."""
    return posthog_lifecycle("expected_all_time_to_20200117.csv", "2020-01-17")


def posthog_lifecycle_day_without_staff() -> Case:
    """Without the test account."""
    return posthog_lifecycle("expected_excluding_p1.csv", "2020-01-19", staff=("p1",))


def posthog_retention_week_sunday() -> Case:
    """Weekly retention, weeks from Sunday.

    The example puts a user into the cohort of every week of use; ours are first-ever cohorts. So
    each user has a twin per week of use that begins in that week: the same cohorts, one data set.
    """
    events = read("posthog_retention_week_sunday", "input_events.csv")
    answers = read("posthog_retention_week_sunday", "expected.csv")
    weeks = sorted({date.fromisoformat(row["cohort_start"]) for row in answers})
    twins: list[tuple[str, str]] = []
    for week in weeks:
        active = {
            row["person_id"]
            for row in events
            if week <= date.fromisoformat(row["timestamp"][:10]) < week + timedelta(days=7)
        }
        twins += [
            (f"{row['person_id']}@{week}", row["timestamp"])
            for row in events
            if row["person_id"] in active and row["timestamp"][:10] >= week.isoformat()
        ]
    company = product_of(user for user, _ in twins)
    for user, when in twins:
        company.event(user, when)
    size = {row["cohort_start"]: Decimal(row["users"]) for row in answers if row["period"] == "0"}
    expected = [
        Expected(
            "user_retention",
            "week",
            date.fromisoformat(row["cohort_start"]),
            "periods_since",
            row["period"],
            Decimal(row["users"]) / size[row["cohort_start"]]
            if size[row["cohort_start"]]
            else None,
        )
        for row in answers
    ]
    return company.case("2020-07-25", expected, "engagement", week_start="sunday")


def posthog_stickiness_histogram() -> Case:
    """Users by number of active days; several events of a day are one. Weeks from Sunday.

    That both are active in three weeks shows in `wau`; the share per browser is no metric of ours.
    """
    events = read("posthog_stickiness_histogram", "input_events.csv")
    company = product_of(row["person_id"] for row in events)
    for row in events:
        company.event(row["person_id"], row["timestamp"], row["event"])
    january = date(2020, 1, 1)
    answers = read("posthog_stickiness_histogram", "expected.csv")
    expected = [
        Expected(
            "stickiness_days",
            "month",
            january,
            "active_days",
            row["active_periods"],
            Decimal(row["actors"]),
        )
        for row in answers
        if row["grain"] == "day" and row["slice"] == "any event"
    ]
    both = Decimal(next(row["actors"] for row in answers if row["grain"] == "week"))
    expected += [
        Expected("wau", "week", date(2020, 1, day), "all", "all", both) for day in (5, 12, 19)
    ]
    expected.append(Expected("mau", "month", january, "all", "all", both))
    days = sum(int(row.segment_value) for row in expected if row.metric_name == "stickiness_days")
    expected.append(
        Expected("stickiness", "month", january, "all", "all", Decimal(days) / 31 / both)
    )
    return company.case("2020-01-31", expected, "engagement", week_start="sunday")


def metricflow_cumulative() -> Case:
    """Distinct users of a rolling window are no sum of daily counts.

    The example's window is 2 days. Its days are laid 14 days apart here, so that our 28 days hold
    exactly a day and the one before: the day 28 days ago has just left.
    """
    bookings = read("metricflow_cumulative", "input_bookings_2019_12_30_2020_01_03.csv")
    first = date(2020, 1, 1)

    def spread(day: str) -> date:
        return first + 14 * (date.fromisoformat(day) - first)

    company = product_of(row["guest_id"] for row in bookings)
    for row in bookings:
        company.event(row["guest_id"], f"{spread(row['date'])} 12:00:00")
    expected = [
        Expected("mau", "day", spread(row["date"]), "all", "all", Decimal(row["distinct_bookers"]))
        for row in read("metricflow_cumulative", "expected_trailing_2_day_distinct_bookers.csv")
    ]
    return company.case("2020-01-31", expected, "engagement")


# --- satisfaction -------------------------------------------------------------------------------


def surveys(case: str, survey_type: str, rows: Iterable[Mapping[str, str]]) -> Company:
    """A company with one anonymous response per row, the example's case as its touchpoint."""
    company = Company()
    for number, row in enumerate(rows):
        company.add(
            "survey_responses",
            response_id=f"{case}-{number}",
            survey_type=survey_type,
            score=row["score"] or None,
            responded_at="2024-01-10 12:00:00",
            touchpoint=row["case"],
        )
    return company


def formbricks_nps() -> Case:
    """Points; a dismissed survey is no answer (the peer counts it: 33.33), none is null (not 0)."""
    company = surveys("nps", "nps", read("formbricks_nps", "input_responses.csv"))
    ours = {"dismissed": HUNDRED, "none": None}
    expected = []
    for row in read("formbricks_nps", "expected.csv"):
        value = ours.get(row["case"], Decimal(row["nps"]))
        where = ("month", date(2024, 1, 1), "touchpoint", row["case"])
        expected.append(Expected("nps", *where, value, Decimal("0.01")))
        if row["promoters_pct"]:
            expected += [
                Expected(f"nps_{group}", *where, Decimal(row[f"{group}_pct"]) * 4 / HUNDRED)
                for group in ("promoters", "passives", "detractors")
            ]
    return company.case("2024-01-31", expected, "satisfaction", max_rejected_share=1)


def formbricks_csat() -> Case:
    """4 and 5 of 5 are satisfied; the dismissed count nowhere; none is null (the peer: 0)."""
    rows = [
        row for row in read("formbricks_csat_ces", "input_responses.csv") if row["type"] == "csat"
    ]
    company = surveys("csat", "csat", rows)
    expected = [
        Expected(
            "csat",
            "month",
            date(2024, 1, 1),
            "touchpoint",
            row["case"],
            None if row["case"] == "csat_none" else Decimal(row["value"]) / HUNDRED,
            Decimal("0.0001"),
        )
        for row in read("formbricks_csat_ces", "expected.csv")
        if row["metric"] == "csat_pct"
    ]
    return company.case("2024-01-31", expected, "satisfaction", max_rejected_share=1)


# --- funnel and conversion ----------------------------------------------------------------------


def walk(company: Company, visitor: str, events: Iterable[tuple[str, str]]) -> None:
    """Writes a visitor's events (instant, step) as ours: a visit, a lead, its qualification.

    A lead is qualified by the first event of that kind that is not before it.
    """
    steps = list(events)
    for number, (when, step) in enumerate(steps):
        if step == "visit":
            company.add(
                "page_views",
                page_view_id=f"{visitor}-{number}",
                occurred_at=when,
                visitor_id=visitor,
                page_path="/",
                content_type="marketing",
            )
        elif step == "lead":
            qualified = [at for at, kind in steps if kind == "qualified" and at >= when]
            company.add(
                "leads",
                lead_id=f"{visitor}-{number}",
                created_at=when,
                channel="web",
                visitor_id=visitor,
                qualified_at=min(qualified, default=None),
            )


def funnel_expected(week: date, counts: list[int]) -> list[Expected]:
    """The shares of the steps lead and qualified that follow from users per step."""
    return [
        Expected(
            "conversion_rate",
            "week",
            week,
            "funnel_step",
            step,
            Decimal(count) / before if before else None,
        )
        for step, before, count in zip(("lead", "qualified"), counts, counts[1:], strict=False)
    ]


def posthog_funnel_steps() -> Case:
    """Steps count in order only. Its three parts are three weeks; their steps our first three."""
    steps = {"signup": "visit", "paid": "lead", "movie": "qualified"}
    company, expected = Company(), []
    parts = (
        ("input_events.csv", "expected.csv", {}),
        ("input_events.csv", "expected_if_A_and_B_are_merged.csv", {"B": "A"}),
        ("input_events_skipped.csv", "expected_skipped.csv", {}),
    )
    for number, (inputs, answers, same_as) in enumerate(parts):
        week = date(2024, 1, 1) + timedelta(weeks=number)
        of_person: dict[str, list[tuple[str, str]]] = {}
        for row in read("posthog_funnel_steps", inputs):
            person = same_as.get(row["person_id"], row["person_id"])
            when = f"{week} 10:0{row['seq']}:00"
            of_person.setdefault(person, []).append((when, steps[row["event"]]))
        for person, events in of_person.items():
            walk(company, f"{number}{person}", events)
        counts = [int(row["users"]) for row in read("posthog_funnel_steps", answers)]
        expected += funnel_expected(week, counts)
    return company.case("2024-01-31", expected, "acquisition")


def clickhouse_window_funnel() -> Case:
    """Other events between the steps do no harm, the order does.

    Of the example its default mode; strict orders, re-entry and time windows are not ours.
    """
    steps = {"a": "visit", "b": "lead", "c": "qualified", "d": "other"}
    company, reached = Company(), []
    of_user: dict[str, list[tuple[str, str]]] = {}
    for row in read("clickhouse_window_funnel", "input_events_order.csv"):
        when = f"2024-01-01 10:00:0{row['ts']}"
        of_user.setdefault(row["user_id"], []).append((when, steps[row["event"]]))
    for user, events in of_user.items():
        walk(company, user, events)
    for row in read("clickhouse_window_funnel", "expected_order.csv"):
        reached.append(int(row["steps_default"]))
    counts = [sum(steps_ >= number for steps_ in reached) for number in (1, 2, 3)]
    return company.case("2024-01-31", funnel_expected(date(2024, 1, 1), counts), "acquisition")


def metricflow_conversion() -> Case:
    """A visitor who buys twice converts once: 1, not 2. Visits are leads, a day a week.

    Only where our conversion of persons is theirs of visits: one ad, and the first day.
    """
    first = date(2020, 1, 6)

    def spread(day: str) -> date:
        return first + 7 * (date.fromisoformat(day) - date(2020, 1, 1))

    company = Company()
    buys = read("metricflow_conversion", "input_buys.csv")
    for user in sorted({row["user_id"] for row in buys}):
        company.account(user)
    for row in buys:
        name = f"{row['user_id']}-{row['date']}"
        company.subscription(row["user_id"], name, 10, spread(row["date"]).isoformat())
    buyers = {row["user_id"] for row in buys}
    for number, row in enumerate(read("metricflow_conversion", "input_visits.csv")):
        company.add(
            "leads",
            lead_id=f"visit-{number:02d}",
            created_at=spread(row["date"]),
            channel=row["referrer_id"],
            contact_id=row["user_id"],
            account_id=row["user_id"] if row["user_id"] in buyers else None,
        )
    daily = read("metricflow_conversion", "expected_metricflow_daily.csv")[0]
    expected = [
        Expected(
            "lead_conversion_rate",
            "week",
            spread(row["date"]),
            "channel",
            "fb_ad_1",
            min(Decimal(row["conversion_rate"]), Decimal(1)),
        )
        for row in read("metricflow_conversion", "expected_metricflow_fb_ad_1.csv")
    ]
    share = Decimal(daily["conversion_rate"])
    expected.append(
        Expected("lead_conversion_rate", "week", spread(daily["date"]), "all", "all", share)
    )
    return company.case("2020-03-31", expected, "acquisition")


# --- web and commerce ---------------------------------------------------------------------------


def plausible_bounce_and_duration() -> Case:
    """25 minutes are one session; a single view lasts 0 s and bounces; the mean is over all."""
    folder, company, expected = "plausible_bounce_and_duration", Company(), []
    for inputs, answers in (
        ("input_events.csv", "expected.csv"),
        ("input_events_single.csv", "expected_single.csv"),
    ):
        for number, row in enumerate(read(folder, inputs)):
            company.add(
                "page_views",
                page_view_id=f"{inputs}-{number}",
                occurred_at=row["timestamp"],
                visitor_id=row["visitor"],
                page_path="/",
                content_type="marketing",
            )
        row = read(folder, answers)[0]
        day = date.fromisoformat(row["date"])
        values = {
            "page_views": Decimal(row["pageviews"]),
            "bounce_rate": Decimal(row["bounce_rate_pct"]) / HUNDRED,
            "session_duration_seconds": Decimal(row["avg_visit_duration_s"]),
        }
        if "visits" in row:
            visits = Decimal(row["visits"])
            values |= {"sessions": visits, "page_views_per_session": values["page_views"] / visits}
        expected += [
            Expected(metric, "day", day, "all", "all", value) for metric, value in values.items()
        ]
    return company.case("2021-01-01", expected, "web")


def lifetimes_rfm() -> Case:
    """Customers by their first order, whatever the order of the rows.

    Frequency, recency and repeat value describe single customers: see test_cdnow.py.
    """
    company = Company()
    transactions = read("lifetimes_rfm", "input_transactions.csv")
    for number, row in enumerate(reversed(transactions)):
        company.add(
            "orders",
            order_id=number,
            customer_id=row["id"],
            ordered_at=row["date"],
            status="completed",
            amount=row["monetary_value"],
            currency_code="USD",
        )
    firsts = [row["first_order_date"] for row in read("lifetimes_rfm", "expected_first_order.csv")]
    expected = [
        Expected(
            "first_order_customers",
            "month",
            month,
            "all",
            "all",
            Decimal(sum(month_start(day) == month for day in firsts)),
        )
        for month in (date(2015, 1, 1), date(2015, 2, 1))
    ]
    return company.case("2015-02-07", expected, "commerce")


NOT_OURS = {
    "lifetimes_cdnow_rfm": "single customers: dim_customers_rfm, tested in test_cdnow.py",
    "dbt_metrics_period_calculations": "growth on the period before: north_star_values, not here",
}
"""Examples that no metric of metric_values answers, and why."""

ADAPTERS: dict[str, Callable[[], Case]] = {
    "killbill_mrr_normalisation": killbill_mrr_normalisation,
    "polar_interval_count": polar_interval_count,
    "polar_trial_excluded": polar_trial_excluded,
    "stripe_glossary_mrr": stripe_glossary_mrr,
    "chartmogul_prorated_invoices": chartmogul_prorated_invoices,
    "chartmogul_syncalytics_lifecycle": chartmogul_syncalytics_lifecycle,
    "lago_mrr_identity": lago_mrr_identity,
    "chargebee_retention_growth": chargebee_retention_growth,
    "posthog_lifecycle_day/range": posthog_lifecycle_day_range,
    "posthog_lifecycle_day/all_time": posthog_lifecycle_day_all_time,
    "posthog_lifecycle_day/without_staff": posthog_lifecycle_day_without_staff,
    "posthog_retention_week_sunday": posthog_retention_week_sunday,
    "posthog_stickiness_histogram": posthog_stickiness_histogram,
    "metricflow_cumulative": metricflow_cumulative,
    "formbricks_nps": formbricks_nps,
    "formbricks_csat_ces": formbricks_csat,
    "posthog_funnel_steps": posthog_funnel_steps,
    "clickhouse_window_funnel": clickhouse_window_funnel,
    "metricflow_conversion": metricflow_conversion,
    "plausible_bounce_and_duration": plausible_bounce_and_duration,
    "lifetimes_rfm": lifetimes_rfm,
}

CASES: dict[str, Case] = (
    {name: adapter() for name, adapter in ADAPTERS.items()} if shared_cases() else {}
)
