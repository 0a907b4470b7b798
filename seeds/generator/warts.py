"""The bad rows planted in the demo: what a build must report as rejected, and why.

Each is an additional row; no good row names it. ``planted()`` is the whole account, with repeats.
"""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta
from typing import Any

from .contract import KEYS, TABLES
from .settings import LAST
from .web import FORMER

Row = tuple[Any, ...]

T = "2026-03-02 07:40:00"
FAR = "2035-01-01 00:00:00"
PERIOD = {
    "subscription_id": "s_bad", "account_id": "a9", "plan_id": "team_month", "status": "active",
    "started_at": "2025-02-01 00:00:00", "ended_at": "2025-03-01 00:00:00", "quantity": "5",
    "unit_amount": "34.00", "billing_interval": "month", "billing_interval_count": "1",
    "currency_code": "USD",
}  # fmt: skip
LINE = {
    "account_id": "a9", "line_type": "recurring", "amount": "170.00", "currency_code": "USD",
    "invoiced_at": T,
}  # fmt: skip
EVENT = {"occurred_at": T, "user_id": "u9", "event_name": "report_created", "feature_id": "f2"}
VIEW = {
    "occurred_at": T,
    "visitor_id": "v900",
    "page_path": "/pricing",
    "content_type": "marketing",
}
SURVEY = {"survey_type": "nps", "score": "8", "responded_at": T, "user_id": "u9"}
SPEND = {
    "cost_date": "2026-03-02", "channel": "paid_search", "amount": "100.00",
    "currency_code": "USD", "cost_type": "media",
}  # fmt: skip
MAIL = {"message_id": "g7", "recipient_id": "k3", "event_type": "opened", "occurred_at": T}
POST = {
    "activity_date": "2026-03-02", "network": "linkedin", "impressions": "900", "likes": "20",
    "comments": "3", "shares": "2",
}  # fmt: skip
CART = {"customer_id": "c1", "created_at": T}
ORDER = {
    "customer_id": "c1", "ordered_at": T, "status": "completed", "amount": "49.00",
    "currency_code": "USD",
}  # fmt: skip
ITEM = {"order_id": "o3", "product_id": "mug", "quantity": "1", "amount": "14.00"}
COST = {"cost_date": "2026-03-02", "category": "cogs", "amount": "40.00", "currency_code": "USD"}

#: (table, reject reason, cells of one bad row); an absent key gets a new one, a null key is None
BAD: list[tuple[str, str, dict[str, str | None]]] = [
    ("accounts", "null_key", {"account_id": None, "created_at": T}),
    ("accounts", "implausible_created_at", {"created_at": FAR}),
    ("accounts", "unparsed_employee_count", {"created_at": T, "employee_count": "about 40"}),
    ("accounts", "merge_cycle", {"account_id": "a_loop_1", "created_at": T,
                                 "merged_into_account_id": "a_loop_2"}),
    ("accounts", "merge_cycle", {"account_id": "a_loop_2", "created_at": T,
                                 "merged_into_account_id": "a_loop_1"}),
    ("subscription_periods", "unknown_status", PERIOD | {"status": "frozen"}),
    ("subscription_periods", "unknown_billing_interval", PERIOD | {"billing_interval": "never"}),
    ("subscription_periods", "unknown_cancel_reason", PERIOD | {"cancel_reason": "moved"}),
    ("subscription_periods", "unparsed_started_at", PERIOD | {"started_at": "soon"}),
    ("subscription_periods", "missing_started_at", PERIOD | {"started_at": None}),
    ("subscription_periods", "out_of_range_quantity", PERIOD | {"quantity": "-3"}),
    ("subscription_periods", "out_of_range_unit_amount", PERIOD | {"unit_amount": "-34.00"}),
    ("subscription_periods", "end_before_start", PERIOD | {"ended_at": "2025-01-15 00:00:00"}),
    ("subscription_periods", "unknown_account", PERIOD | {"account_id": "a9999"}),
    ("subscription_periods", "unknown_plan", PERIOD | {"plan_id": "platinum"}),
    ("subscription_periods", "currency_without_rate", PERIOD | {"currency_code": "SEK"}),
    ("invoice_lines", "unknown_line_type", LINE | {"line_type": "gift"}),
    ("invoice_lines", "unparsed_amount", LINE | {"amount": "12.50 EUR"}),
    ("invoice_lines", "missing_amount", LINE | {"amount": None}),
    ("invoice_lines", "currency_without_rate", LINE | {"currency_code": "CHF"}),
    ("invoice_lines", "implausible_invoiced_at", LINE | {"invoiced_at": "1970-01-01 00:00:00"}),
    ("invoice_lines", "unknown_account", LINE | {"account_id": "a9999"}),
    ("invoice_lines", "end_before_start", LINE | {"service_started_at": T,
                                                  "service_ended_at": "2026-02-02 07:40:00"}),
    ("exchange_rates", "out_of_range_rate", {"rate_date": "2025-03-15", "from_currency": "EUR",
                                             "to_currency": "USD", "rate": "0"}),
    ("users", "missing_created_at", {"account_id": "a9"}),
    ("users", "unparsed_created_at", {"account_id": "a9", "created_at": "32.13.2025"}),
    ("users", "unknown_account", {"account_id": "a9999", "created_at": T}),
    ("users", "unknown_account", {"account_id": "a9998", "created_at": T}),
    ("user_aliases", "unknown_user", {"user_id": "u99999"}),
    *[("events", "null_key", EVENT | {"event_id": None})] * 3,
    *[("events", "unparsed_occurred_at", EVENT | {"occurred_at": "yesterday"})] * 4,
    *[("events", "missing_user_id", EVENT | {"user_id": None})] * 2,
    *[("events", "missing_event_name", EVENT | {"event_name": None})] * 3,
    *[("events", "out_of_range_duration_seconds", EVENT | {"duration_seconds": "-60"})] * 3,
    *[("events", "implausible_occurred_at", EVENT | {"occurred_at": "1970-01-01 00:00:00"})] * 3,
    *[("events", "implausible_occurred_at", EVENT | {"occurred_at": FAR})] * 2,
    *[("events", "unknown_account", EVENT | {"account_id": "a9999"})] * 4,
    *[("events", "unknown_user", EVENT | {"user_id": "u99999"})] * 8,
    *[("page_views", "unparsed_seconds_on_page", VIEW | {"seconds_on_page": "long"})] * 2,
    *[("page_views", "missing_visitor_id", VIEW | {"visitor_id": None})] * 3,
    *[("page_views", "unknown_content_type", VIEW | {"content_type": "banner"})] * 4,
    *[("page_views", "implausible_occurred_at", VIEW | {"occurred_at": FAR})] * 2,
    *[("page_views", "unknown_user", VIEW | {"user_id": "u99999"})] * 2,
    ("content_downloads", "missing_content_id", {"occurred_at": T, "visitor_id": "v900"}),
    ("survey_responses", "unparsed_score", SURVEY | {"score": "ten"}),
    *[("survey_responses", "missing_score", SURVEY | {"score": None})] * 2,
    *[("survey_responses", "unknown_survey_type", SURVEY | {"survey_type": "ces"})] * 2,
    *[("survey_responses", "out_of_range_score", SURVEY | {"score": "11"})] * 2,
    ("survey_responses", "out_of_range_score", SURVEY | {"survey_type": "csat", "score": "0"}),
    ("survey_responses", "unknown_user", SURVEY | {"user_id": "u99999"}),
    ("leads", "unparsed_qualified_at", {"created_at": T, "channel": "email",
                                        "qualified_at": "next week"}),
    ("leads", "missing_channel", {"created_at": T}),
    ("leads", "unknown_account", {"created_at": T, "channel": "email", "account_id": "a9999"}),
    ("campaign_costs", "unknown_cost_type", SPEND | {"cost_type": "swag"}),
    ("campaign_costs", "out_of_range_amount", SPEND | {"amount": "-100.00"}),
    ("campaign_costs", "currency_without_rate", SPEND | {"currency_code": "CHF"}),
    *[("email_events", "unknown_event_type", MAIL | {"event_type": "forwarded"})] * 2,
    ("email_events", "missing_recipient_id", MAIL | {"recipient_id": None}),
    ("social_posts", "missing_network", POST | {"network": None}),
    ("social_posts", "out_of_range_impressions", POST | {"impressions": "-1"}),
    ("carts", "null_key", CART | {"cart_id": None}),
    *[("carts", "unknown_order", CART | {"order_id": "o99999"})] * 2,
    ("orders", "unknown_status", ORDER | {"status": "lost"}),
    ("orders", "out_of_range_amount", ORDER | {"amount": "-49.00"}),
    ("orders", "currency_without_rate", ORDER | {"currency_code": "CHF"}),
    ("order_items", "out_of_range_quantity", ITEM | {"quantity": "-1"}),
    *[("order_items", "unknown_order", ITEM | {"order_id": "o99999"})] * 2,
    ("returns", "unknown_order_item", {"order_item_id": "oi99999", "quantity": "1",
                                       "returned_at": T}),
    ("costs", "unknown_category", COST | {"category": "snacks"}),
    ("costs", "out_of_range_amount", COST | {"amount": "-40.00"}),
    ("costs", "implausible_cost_date", COST | {"cost_date": "1970-01-01"}),
    ("costs", "unknown_account", COST | {"account_id": "a9999"}),
]  # fmt: skip

#: table -> (position of the row, column, other content) of rows that arrive once more, changed
AGAIN: dict[str, list[tuple[int, str, str]]] = {
    "accounts": [(6, "country_code", "CA")],
    "plans": [(3, "value_metric", "event")],
    "subscription_periods": [(4, "quantity", "99")],
    "invoice_lines": [(10, "amount", "1.00"), (300, "amount", "2.00"), (1200, "amount", "3.00")],
    "users": [(20, "role", "viewer")],
    "leads": [(15, "channel", "referral"), (200, "channel", "partner")],
    "email_events": [(n, "campaign_id", "n0") for n in (5, 500, 900, 1500, 2200, 3000)],
    "orders": [(12, "amount", "999.00")],
    "market_sales": [(8, "company_sales", "1.00")],
}
#: repeated rows of the arrays, and answers that stand twice because they were edited
REPEATED = {"events": 227, "page_views": 36, "survey_responses": 52}


def planted() -> list[tuple[str, str, int]]:
    """(table, reject reason, rows) of the demo, sorted: what a build of it must reject."""
    counts = Counter((table, reason) for table, reason, _ in BAD)
    counts["subscription_periods", "overlapping_period"] += 1
    for table, rows in AGAIN.items():
        counts[table, "duplicate_key"] += len(rows)
    for table, number in REPEATED.items():
        counts[table, "duplicate_key"] += number
    return sorted((table, reason, number) for (table, reason), number in counts.items())


def bad_keys() -> set[str]:
    """First cells of the planted rows (repeats have their originals' keys)."""
    keys = {"p_bad"}
    for number, (table, _, cells) in enumerate(BAD, start=1):
        keys.add(cells.get(KEYS[table][0], f"bad{number}") or "")
    return keys


def plant(tables: dict[str, list[Row]]) -> None:
    """Add the bad and the repeated rows to the demo's tables."""
    _former(tables)
    for table, rows in AGAIN.items():
        names = [name for name, _ in TABLES[table]]
        for position, column, value in rows:
            row = list(tables[table][position])
            row[names.index(column)] = value
            row[-1] = min(row[-1] + timedelta(days=2, minutes=11), LAST)
            tables[table].append(tuple(row))
    for number, (table, _, cells) in enumerate(BAD, start=1):
        defaults = {"_loaded_at": "2026-03-02 08:00:00"}
        if KEYS[table][0] not in cells:
            defaults[KEYS[table][0]] = f"bad{number}"
        row = defaults | cells
        tables[table].append(tuple(row.get(name) for name, _ in TABLES[table]))
    tables["subscription_periods"].append(_overlap(tables["subscription_periods"]))


def _former(tables: dict[str, list[Row]]) -> None:
    """Write some users' first events under a former id; one of these has a user row too.

    Nothing is wrong with that, but a build that knows no aliases takes them for unknown users.
    """
    now = {f"u{user}": old for old, user in FORMER.items()}
    events = tables["events"]
    for position, row in enumerate(events):
        if row[2] in now and row[1] < datetime(2024, 3, 20):
            events[position] = (*row[:2], now[row[2]], *row[3:])
    user = next(row for row in tables["users"] if row[0] == f"u{FORMER['old_2']}")
    tables["users"].append(("old_2", *user[1:]))


def _overlap(periods: list[Row]) -> Row:
    """A period in the middle of the last, still running one of a subscription."""
    last: dict[str, Row] = {}
    for row in periods:
        if isinstance(row[5], datetime):
            last[row[1]] = row
    running = next(
        row
        for row in last.values()
        if row[6] is None and row[3] == "team_month" and row[5] < LAST - timedelta(days=90)
    )
    begin = running[5] + timedelta(days=20)
    end = begin + timedelta(days=25)
    return ("p_bad", *running[1:5], begin, end, *running[7:-1], begin)
