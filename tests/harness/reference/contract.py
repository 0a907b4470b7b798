"""The raw contract as this reference reads it: columns, types, allowed values, keys.

Source: shared/spec/raw_contract.md. Column order is the contract's, because ties between rows of
one key and the choice of a reject reason go by it.
"""

from dataclasses import dataclass, field
from decimal import Decimal

TEXT, CURRENCY, TIMESTAMP, DATE, MONTH, NUMBER, RATE, BOOLEAN = (
    "text",
    "currency",
    "timestamp",
    "date",
    "month",
    "number",
    "rate",
    "boolean",
)


@dataclass(frozen=True)
class Column:
    """A column: ``least`` is the smallest value it may have, ``above`` a bound it must exceed."""

    name: str
    type: str = TEXT
    required: bool = False
    allowed: tuple[str, ...] = ()
    least: Decimal | None = None
    above: Decimal | None = None
    default: object = None


@dataclass(frozen=True)
class Table:
    """A table: its key, its own time (None: it has none), its spans and what it points to."""

    name: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    own_time: str | None = None
    spans: tuple[tuple[str, str], ...] = ()
    references: tuple[tuple[str, str], ...] = ()
    rate_day: str | None = None
    column_named: dict[str, Column] = field(init=False, repr=False, compare=False, hash=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "column_named", {c.name: c for c in self.columns})

    @property
    def column_names(self) -> tuple[str, ...]:
        """All columns in the contract's order, ``_loaded_at`` last."""
        return tuple(column.name for column in self.columns)


ZERO = Decimal(0)


def key(name: str, type_: str = TEXT) -> Column:
    """A key column. That it is null is ``null_key``, so it is not ``required`` a second time."""
    return Column(name, type_)


def need(name: str, type_: str = TEXT, **rules: object) -> Column:
    """A column that every row must fill."""
    return Column(name, type_, required=True, **rules)  # type: ignore[arg-type]


def may(name: str, type_: str = TEXT, **rules: object) -> Column:
    """A column that may be null in every row."""
    return Column(name, type_, **rules)  # type: ignore[arg-type]


def table(name: str, key_columns: tuple[str, ...], *columns: Column, **rest: object) -> Table:
    """A table of the contract with the ``_loaded_at`` that each has."""
    return Table(name, (*columns, may("_loaded_at", TIMESTAMP)), key_columns, **rest)  # type: ignore[arg-type]


STATUSES = ("trialing", "active", "past_due", "paused")
INTERVALS = ("day", "week", "month", "quarter", "year")

TABLES: dict[str, Table] = {
    t.name: t
    for t in (
        table(
            "accounts",
            ("account_id",),
            key("account_id"),
            may("account_name"),
            need("created_at", TIMESTAMP),
            may("country_code"),
            may("industry"),
            may("employee_count", NUMBER, least=ZERO),
            may("acquisition_channel"),
            may("is_internal", BOOLEAN, default=False),
            may("merged_into_account_id"),
            may("deleted_at", TIMESTAMP),
            own_time="created_at",
            spans=(("created_at", "deleted_at"),),
            references=(("merged_into_account_id", "accounts"),),
        ),
        table(
            "plans",
            ("plan_id",),
            key("plan_id"),
            may("plan_name"),
            may("plan_tier"),
            may("is_free", BOOLEAN, default=False),
            may("value_metric"),
        ),
        table(
            "subscription_periods",
            ("period_id",),
            key("period_id"),
            need("subscription_id"),
            need("account_id"),
            need("plan_id"),
            need("status", allowed=STATUSES),
            need("started_at", TIMESTAMP),
            may("ended_at", TIMESTAMP),
            may("quantity", NUMBER, least=ZERO, default=Decimal(1)),
            need("unit_amount", NUMBER, least=ZERO),
            may("discount_amount", NUMBER, least=ZERO, default=ZERO),
            need("billing_interval", allowed=INTERVALS),
            may("billing_interval_count", NUMBER, above=ZERO, default=Decimal(1)),
            need("currency_code", CURRENCY),
            may("cancel_requested_at", TIMESTAMP),
            may("cancel_reason", allowed=("voluntary", "involuntary")),
            own_time="started_at",
            spans=(("started_at", "ended_at"),),
            references=(("account_id", "accounts"), ("plan_id", "plans")),
            rate_day="started_at",
        ),
        table(
            "invoice_lines",
            ("invoice_line_id",),
            key("invoice_line_id"),
            need("account_id"),
            may("subscription_id"),
            need("line_type", allowed=("recurring", "usage", "one_time", "refund", "tax")),
            need("amount", NUMBER),
            need("currency_code", CURRENCY),
            need("invoiced_at", TIMESTAMP),
            may("service_started_at", TIMESTAMP),
            may("service_ended_at", TIMESTAMP),
            own_time="invoiced_at",
            spans=(("service_started_at", "service_ended_at"),),
            references=(("account_id", "accounts"),),
            rate_day="invoiced_at",
        ),
        table(
            "exchange_rates",
            ("rate_date", "from_currency", "to_currency"),
            key("rate_date", DATE),
            key("from_currency", CURRENCY),
            key("to_currency", CURRENCY),
            need("rate", RATE, above=ZERO),
            own_time="rate_date",
        ),
        table(
            "users",
            ("user_id",),
            key("user_id"),
            need("account_id"),
            need("created_at", TIMESTAMP),
            may("role"),
            may("deleted_at", TIMESTAMP),
            own_time="created_at",
            spans=(("created_at", "deleted_at"),),
            references=(("account_id", "accounts"),),
        ),
        table(
            "user_aliases",
            ("alias_id",),
            key("alias_id"),
            need("user_id"),
            references=(("user_id", "users"),),
        ),
        table(
            "features",
            ("feature_id",),
            key("feature_id"),
            may("feature_name"),
            need("released_at", TIMESTAMP),
            may("is_core", BOOLEAN, default=True),
            own_time="released_at",
        ),
        table(
            "events",
            ("event_id",),
            key("event_id"),
            need("occurred_at", TIMESTAMP),
            need("user_id"),
            may("account_id"),
            need("event_name"),
            may("feature_id"),
            may("session_id"),
            may("duration_seconds", NUMBER, least=ZERO),
            may("quantity", NUMBER, least=ZERO, default=Decimal(1)),
            own_time="occurred_at",
            references=(("user_id", "people"), ("account_id", "accounts")),
        ),
        table(
            "page_views",
            ("page_view_id",),
            key("page_view_id"),
            need("occurred_at", TIMESTAMP),
            need("visitor_id"),
            may("user_id"),
            may("session_id"),
            may("page_path"),
            need("content_type", allowed=("marketing", "content", "onboarding", "product")),
            may("channel"),
            may("seconds_on_page", NUMBER, least=ZERO),
            own_time="occurred_at",
            references=(("user_id", "people"),),
        ),
        table(
            "content_downloads",
            ("download_id",),
            key("download_id"),
            need("occurred_at", TIMESTAMP),
            need("visitor_id"),
            need("content_id"),
            own_time="occurred_at",
        ),
        table(
            "survey_responses",
            ("response_id",),
            key("response_id"),
            need("survey_type", allowed=("nps", "csat")),
            need("score", NUMBER),
            need("responded_at", TIMESTAMP),
            may("updated_at", TIMESTAMP),
            may("user_id"),
            may("account_id"),
            may("touchpoint"),
            may("journey_stage"),
            may("channel"),
            may("comment"),
            own_time="responded_at",
            references=(("user_id", "people"), ("account_id", "accounts")),
        ),
        table(
            "leads",
            ("lead_id",),
            key("lead_id"),
            need("created_at", TIMESTAMP),
            need("channel"),
            may("campaign_id"),
            may("qualified_at", TIMESTAMP),
            may("opportunity_at", TIMESTAMP),
            may("account_id"),
            may("visitor_id"),
            may("contact_id"),
            own_time="created_at",
            references=(("account_id", "accounts"),),
        ),
        table(
            "campaign_costs",
            ("cost_id",),
            key("cost_id"),
            need("cost_date", DATE),
            need("channel"),
            may("campaign_id"),
            need("amount", NUMBER, least=ZERO),
            need("currency_code", CURRENCY),
            need("cost_type", allowed=("media", "tools", "people", "sales")),
            own_time="cost_date",
            rate_day="cost_date",
        ),
        table(
            "email_events",
            ("email_event_id",),
            key("email_event_id"),
            need("message_id"),
            may("campaign_id"),
            need("recipient_id"),
            need(
                "event_type",
                allowed=("sent", "delivered", "bounced", "opened", "clicked", "unsubscribed"),
            ),
            need("occurred_at", TIMESTAMP),
            own_time="occurred_at",
        ),
        table(
            "social_posts",
            ("post_id", "activity_date"),
            key("post_id"),
            key("activity_date", DATE),
            need("network"),
            need("impressions", NUMBER, least=ZERO),
            need("likes", NUMBER, least=ZERO),
            need("comments", NUMBER, least=ZERO),
            need("shares", NUMBER, least=ZERO),
            may("clicks", NUMBER, least=ZERO),
            own_time="activity_date",
        ),
        table(
            "carts",
            ("cart_id",),
            key("cart_id"),
            need("customer_id"),
            need("created_at", TIMESTAMP),
            may("order_id"),
            own_time="created_at",
            references=(("order_id", "orders"),),
        ),
        table(
            "orders",
            ("order_id",),
            key("order_id"),
            need("customer_id"),
            need("ordered_at", TIMESTAMP),
            need("status", allowed=("placed", "completed", "cancelled")),
            need("amount", NUMBER, least=ZERO),
            need("currency_code", CURRENCY),
            may("channel"),
            may("account_id"),
            own_time="ordered_at",
            references=(("account_id", "accounts"),),
            rate_day="ordered_at",
        ),
        table(
            "order_items",
            ("order_item_id",),
            key("order_item_id"),
            need("order_id"),
            need("product_id"),
            need("quantity", NUMBER, least=ZERO),
            need("amount", NUMBER, least=ZERO),
            references=(("order_id", "orders"),),
        ),
        table(
            "returns",
            ("return_id",),
            key("return_id"),
            need("order_item_id"),
            need("quantity", NUMBER, least=ZERO),
            need("returned_at", TIMESTAMP),
            own_time="returned_at",
            references=(("order_item_id", "order_items"),),
        ),
        table(
            "costs",
            ("cost_id",),
            key("cost_id"),
            need("cost_date", DATE),
            need("category", allowed=("cogs", "sales", "marketing", "research", "other")),
            may("account_id"),
            may("feature_id"),
            need("amount", NUMBER, least=ZERO),
            need("currency_code", CURRENCY),
            own_time="cost_date",
            references=(("account_id", "accounts"),),
            rate_day="cost_date",
        ),
        table(
            "market_sales",
            ("market", "month"),
            key("market"),
            key("month", MONTH),
            need("industry_sales", NUMBER, least=ZERO),
            need("company_sales", NUMBER, least=ZERO),
            need("currency_code", CURRENCY),
            own_time="month",
            rate_day="month",
        ),
    )
}

REASON_OF_REFERENCE: dict[str, str] = {
    "accounts": "unknown_account",
    "plans": "unknown_plan",
    "people": "unknown_user",
    "users": "unknown_user",
    "orders": "unknown_order",
    "order_items": "unknown_order_item",
}
"""What is wrong with a reference to no accepted row, in the order in which it is tried."""

CHECK_ORDER: tuple[str, ...] = (
    "exchange_rates",
    "accounts",
    "plans",
    "users",
    "user_aliases",
    "orders",
    "order_items",
    *(
        name
        for name in TABLES
        if name
        not in {
            "exchange_rates",
            "accounts",
            "plans",
            "users",
            "user_aliases",
            "orders",
            "order_items",
        }
    ),
)
"""A table comes after those that it points to."""

SCALES: dict[str, tuple[int, int]] = {"nps": (0, 10), "csat": (1, 5)}
"""The least and the greatest score of each survey type."""
