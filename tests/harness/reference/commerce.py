"""Commerce: orders, carts, returns, customer value. Money in the reporting currency.

Source: metrics.md "Marketing, commerce". Cancelled orders count nowhere: an order below is one
that was not cancelled.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from fractions import Fraction

from .calendar import Period, add_months
from .flows import Fact, flow_rows, ratio_rows
from .rows import ALL, Rows, key_of, ratio, ratio_row
from .world import World

GRAINS = ("week", "month", "quarter", "year")


@dataclass(frozen=True)
class Order:
    """An order up to as_of_date that was not cancelled and is not of an internal account."""

    order_id: str
    customer_id: str
    ordered_at: datetime
    day: date
    amount: Fraction


def orders_of(world: World) -> list[Order]:
    """The orders that count."""
    return [
        Order(
            row["order_id"],
            row["customer_id"],
            row["ordered_at"],
            day,
            world.in_reporting_currency(row["amount"], row["currency_code"], day),
        )
        for day, row in world.dated("orders", "ordered_at")
        if row["status"] != "cancelled" and not world.is_left_out(row["account_id"])
    ]


def order_rows(world: World, orders: list[Order]) -> Rows:
    """Orders, their value, the mean, and customers by their first order."""
    first: dict[str, date] = {}
    for order in orders:
        first[order.customer_id] = min(order.day, first.get(order.customer_id, order.day))
    return {
        **flow_rows(world, "orders", (Fact(o.day, [ALL], 1) for o in orders), GRAINS),
        **flow_rows(world, "order_value", (Fact(o.day, [ALL], o.amount) for o in orders), GRAINS),
        **ratio_rows(
            world, "average_order_value", (Fact(o.day, [ALL], o.amount, 1) for o in orders), GRAINS
        ),
        **flow_rows(
            world, "first_order_customers", (Fact(d, [ALL], 1) for d in first.values()), GRAINS
        ),
    }


def cart_rows(world: World, orders: list[Order]) -> Rows:
    """``cart_abandonment_rate``: carts without an order within the window / carts."""
    if "orders" not in world.tables:
        return {}
    window = timedelta(hours=world.settings.cart_window_hours)
    ordered_at = {order.order_id: order.ordered_at for order in orders}
    internal = {
        row["order_id"] for row in world.rows["orders"] if world.is_left_out(row["account_id"])
    }
    facts = []
    for day, row in world.dated("carts", "created_at"):
        if row["order_id"] in internal:
            continue
        ordered = ordered_at.get(row["order_id"])
        bought = ordered is not None and ordered <= row["created_at"] + window
        facts.append(Fact(day, [ALL], int(not bought), 1))
    wait_days = -(-world.settings.cart_window_hours // 24)
    return ratio_rows(world, "cart_abandonment_rate", facts, GRAINS, wait_days=wait_days)


def return_rows(world: World, orders: list[Order]) -> Rows:
    """``product_return_rate``: units ever returned of items ordered in the period / units."""
    day_of = {order.order_id: order.day for order in orders}
    returned: defaultdict[str, Fraction] = defaultdict(Fraction)
    for _, row in world.dated("returns", "returned_at"):
        returned[row["order_item_id"]] += Fraction(row["quantity"])
    facts = [
        Fact(
            day_of[item["order_id"]],
            [ALL, ("product", item["product_id"])],
            returned[item["order_item_id"]],
            Fraction(item["quantity"]),
        )
        for item in world.rows["order_items"]
        if item["order_id"] in day_of
    ]
    return ratio_rows(world, "product_return_rate", facts, GRAINS)


def clv_row(orders: list[Order], month: Period) -> tuple[Fraction | None, ...]:
    """Value per customer and year of the trailing year, and the share of customers lost in it."""
    this_year, last_year = add_months(month.end, -12), add_months(month.end, -24)
    recent = [order for order in orders if this_year <= order.day < month.end]
    customers = {order.customer_id for order in recent}
    before = {order.customer_id for order in orders if last_year <= order.day < this_year}
    per_customer = ratio(sum((o.amount for o in recent), Fraction(0)), len(customers))
    return per_customer, ratio(len(before - customers), len(before))


def clv_rows(world: World, orders: list[Order]) -> Rows:
    """``clv``: mean order value x orders per customer and year x mean life (1 / share lost)."""
    rows: Rows = {}
    first = min((order.day for order in orders), default=None)
    for month in world.calendar.periods("month", first) if first else ():
        per_customer, lost = clv_row(orders, month)
        rows[key_of("clv", month, ALL)] = ratio_row(
            month, per_customer, lost, world.calendar.is_complete(month)
        )
    return rows


def compute(world: World) -> Rows:
    """Every metric of the family."""
    orders = orders_of(world)
    return {
        **order_rows(world, orders),
        **cart_rows(world, orders),
        **return_rows(world, orders),
        **clv_rows(world, orders),
    }
