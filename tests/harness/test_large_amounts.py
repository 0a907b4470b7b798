"""Amounts as they are in currencies of small units (rupiah, dong): exact, and none too large.

And the last digits: what rounding makes is no movement.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from tests.harness.project import Result, Warehouse
from tests.harness.tiny import VARS, tiny

METRICS = "+metric_values"


def metric(result: Result, name: str, month: str, column: str = "metric_value") -> Any:
    """A value of a month, over everything."""
    ((value,),) = result.query(
        f"select {column} from {{metric_values}} where metric_name = '{name}' "
        f"and period_grain = 'month' and period_start = '{month}' and segment_type = 'all'"
    )
    return value


def priced_in(currency: str, amount: str) -> dict[str, list[dict[str, Any]]]:
    """The tiny company: a1, which came from a lead, pays `amount` a month in a currency."""
    tables = tiny()
    (first, *_) = tables["subscription_periods"]
    tables["subscription_periods"] = [
        first | {"ended_at": None, "unit_amount": amount, "currency_code": currency}
    ]
    return tables


def test_a_rate_keeps_its_digits(warehouse: Warehouse) -> None:
    """25,000,000 dong at 0.000039371234 dollars are 984.28085 dollars."""
    tables = priced_in("VND", "25000000")
    rate = {"rate_date": "2023-12-31", "from_currency": "VND", "to_currency": "USD"}
    tables["exchange_rates"].append(rate | {"rate": "0.000039371234"})
    built = warehouse.build(tables, VARS, "+metric_mrr", tests=False)
    assert built.ok, built.failures()
    mrr = built.query(
        "select mrr from {metric_mrr} where period_grain = 'month' and segment_type = 'all' "
        "and period_start = '2024-02-01'"
    )
    assert mrr == [(Decimal("984.28085"),)]


def test_a_second_subscription_of_billions(warehouse: Warehouse) -> None:
    """15 billion rupiah a month, as much again a month later, and costs far above revenue."""
    billions = Decimal("15000000000")
    tables = priced_in("IDR", str(billions))
    (first,) = tables["subscription_periods"]
    second = {"period_id": "sp9", "subscription_id": "s9", "started_at": "2024-02-15 00:00:00"}
    tables["subscription_periods"].append(first | second)
    tables["exchange_rates"] = [
        {"rate_date": "2023-12-31", "from_currency": of, "to_currency": "IDR", "rate": "15000"}
        for of in ("USD", "EUR")
    ]
    (line, *_) = tables["invoice_lines"]
    tables["invoice_lines"] = [
        line | {"amount": "100.01", "currency_code": "IDR"},
        line | {"invoice_line_id": "i9", "line_type": "refund", "amount": "-100"}
        | {"currency_code": "IDR"},
    ]  # fmt: skip
    (cost, *_) = tables["costs"]
    tables["costs"] = [
        cost | {"cost_date": "2024-01-31", "category": "cogs", "amount": "120000"}
        | {"currency_code": "IDR", "account_id": None}
    ]  # fmt: skip
    built = warehouse.build(tables, VARS | {"reporting_currency": "IDR"}, METRICS, tests=False)
    assert built.ok, built.failures()
    assert metric(built, "new_mrr", "2024-01-01") == billions
    assert metric(built, "expansion_mrr", "2024-02-01") == billions
    margin = (Decimal("0.01") - 120000) / Decimal("0.01")
    assert metric(built, "gross_margin", "2024-01-01") == margin
    campaign = Decimal(50 * 15000)
    assert metric(built, "romi", "2024-01-01", "numerator") == 12 * billions * margin - campaign


def test_parts_of_a_change_far_larger_than_it(warehouse: Warehouse) -> None:
    """A flat price of 15,000 becomes 0.016 for each of a million: 1,000 more, in huge parts."""
    tables = priced_in("USD", "15000")
    (first,) = tables["subscription_periods"]
    changed = {"period_id": "sp9", "started_at": "2024-02-10 00:00:00", "quantity": "1000000"}
    tables["subscription_periods"] = [
        first | {"ended_at": changed["started_at"]},
        first | changed | {"unit_amount": "0.016"},
    ]
    built = warehouse.build(tables, VARS, "+metric_mrr_change_drivers", tests=False)
    assert built.ok, built.failures()
    drivers = built.query(
        "select segment_value, net_change_mrr from {metric_mrr_change_drivers} "
        "where period_start = '2024-02-01' and net_change_mrr != 0 order by segment_value"
    )
    assert drivers == [("price", Decimal(-14_999_984_000)), ("seats", Decimal(14_999_985_000))]


def test_the_same_price_in_fewer_subscriptions(warehouse: Warehouse) -> None:
    """Twice 50 a year become once 100: 4.16666667 twice and 8.33333333, and nothing has moved."""
    tables = priced_in("USD", "50")
    (first,) = tables["subscription_periods"]
    first |= {"billing_interval": "year", "ended_at": "2024-02-10 00:00:00"}
    tables["subscription_periods"] = [
        first,
        first | {"period_id": "sp8", "subscription_id": "s8"},
        first | {"period_id": "sp9", "subscription_id": "s9", "unit_amount": "100"}
        | {"started_at": first["ended_at"], "ended_at": None},
    ]  # fmt: skip
    built = warehouse.build(tables, VARS, METRICS, tests=False)
    assert built.ok, built.failures()
    assert metric(built, "new_mrr", "2024-01-01") == Decimal("8.33333334")
    assert metric(built, "mrr", "2024-02-01") == Decimal("8.33333333")
    for name in ("expansion_mrr", "contraction_mrr"):
        assert metric(built, name, "2024-02-01") == 0
    for name in ("nrr", "grr"):
        assert metric(built, name, "2024-02-01") == 1
    for name in ("quick_ratio", "expansion_to_contraction_ratio"):
        assert metric(built, name, "2024-02-01") is None
