"""Recency, frequency and monetary value against published answers, from raw orders.

The small example is that of the package lifetimes; CDNOW is the sample of 2,357 customers that
B. Hardie published, with the statistics that his paper and lifetimes' tests have. Beside it every
single customer is compared with plain Python on the transactions.
"""

from __future__ import annotations

import csv
import statistics
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from tests.harness.project import SHARED, Result, Warehouse

CASES = SHARED / "cases"

pytestmark = pytest.mark.shared

Row = dict[str, str]


def rows(case: str, file: str) -> list[Row]:
    with (CASES / case / f"{file}.csv").open(newline="", encoding="utf-8") as lines:
        return list(csv.DictReader(lines))


def orders(sales: Iterable[tuple[str, str, str]], **more: Any) -> list[dict[str, Any]]:
    """Raw orders of customers, days and amounts."""
    return [
        {
            "order_id": f"o{number}",
            "customer_id": customer,
            "ordered_at": f"{day} 12:00:00",
            "status": "completed",
            "amount": amount,
            "currency_code": "USD",
        }
        | more
        for number, (customer, day, amount) in enumerate(sales)
    ]


def build(warehouse: Warehouse, raw_orders: list[dict[str, Any]], as_of: str) -> Result:
    result = warehouse.build(
        {"orders": raw_orders}, {"as_of_date": as_of}, select="+dim_customers_rfm", tests=False
    )
    assert result.ok, result.failures()
    return result


def customers(result: Result) -> dict[str, Mapping[str, Any]]:
    return {row["customer_id"]: row for row in result.dicts("dim_customers_rfm")}


def test_small_example_by_day(warehouse: Warehouse) -> None:
    sales = [
        (r["id"], r["date"], r["monetary_value"])
        for r in rows("lifetimes_rfm", "input_transactions")
    ]
    # neither a cancelled order nor one after the last day is seen
    noise = orders([("1", "2015-01-20", "99")], order_id="x1", status="cancelled")
    noise += orders([("1", "2015-02-08", "99")], order_id="x2")
    found = customers(build(warehouse, orders(reversed(sales)) + noise, "2015-02-07"))
    expected = rows("lifetimes_rfm", "expected_daily")
    first = {r["id"]: r["first_order_date"] for r in rows("lifetimes_rfm", "expected_first_order")}
    assert set(found) == {row["id"] for row in expected}
    for row in expected:
        customer = found[row["id"]]
        assert customer["frequency"] == int(row["frequency"])
        assert customer["recency"] == int(row["recency"])
        assert customer["t"] == int(row["T"])
        assert customer["monetary_value"] == Decimal(row["monetary_value"])
        assert customer["first_ordered_on"] == date.fromisoformat(first[row["id"]])


def test_the_first_order_is_the_earliest_not_the_first_row(warehouse: Warehouse) -> None:
    sales = [(r["id"], r["date"], r["sales"]) for r in rows("lifetimes_rfm", "input_three_orders")]
    found = customers(build(warehouse, orders(sales), "2014-05-21"))
    (expected,) = rows("lifetimes_rfm", "expected_three_orders")
    assert found[expected["id"]]["monetary_value"] == Decimal(expected["monetary_value"])


def test_cdnow(warehouse: Warehouse) -> None:
    transactions = rows("lifetimes_cdnow_rfm", "input_transactions")
    sales = [(row["id"], row["date"], row["spent"]) for row in transactions]
    last = date(1997, 9, 30)
    result = build(warehouse, orders(sales), last.isoformat())
    found = customers(result)

    published = {
        row["metric"]: float(row["value"]) for row in rows("lifetimes_cdnow_rfm", "expected")
    }
    repeat = [float(row["monetary_value"]) for row in found.values() if row["frequency"] > 0]
    answer = {
        "mean": statistics.mean(repeat),
        "std": statistics.stdev(repeat),
        "min": min(repeat),
        "median": statistics.median(repeat),
        "max": max(repeat),
        "count": len(repeat),
    }
    assert {name: round(value) for name, value in answer.items()} == published

    days: defaultdict[str, defaultdict[date, Fraction]] = defaultdict(lambda: defaultdict(Fraction))
    for customer, day, amount in sales:
        if date.fromisoformat(day) <= last:
            days[customer][date.fromisoformat(day)] += Fraction(amount)
    assert set(found) == set(days)
    for customer, spent in days.items():
        first = min(spent)
        repeats = [amount for day, amount in spent.items() if day > first]
        mean = sum(repeats, Fraction(0)) / len(repeats) if repeats else Fraction(0)
        row = found[customer]
        assert row["frequency"] == len(repeats)
        assert row["recency"] == (max(spent) - first).days
        assert row["t"] == (last - first).days
        assert abs(Fraction(row["monetary_value"]) - mean) <= Fraction(1, 10**8)


def test_cdnow_is_whole(warehouse: Warehouse) -> None:
    """Every row of the sample is an accepted order."""
    transactions = rows("lifetimes_cdnow_rfm", "input_transactions")
    sales = [(row["id"], row["date"], row["spent"]) for row in transactions]
    result = build(warehouse, orders(sales), "1998-06-30")
    assert result.query("select count(*), sum(amount) from {core_orders}") == [
        (len(transactions), sum(Decimal(row["spent"]) for row in transactions))
    ]
    assert len(customers(result)) == len({row["id"] for row in transactions}) == 2357
