"""The example on real input: examples/ravenstack against its CSV files, in plain Python.

Nothing here is shared with the project: the answers come from the five files and the sentences of
metrics.md. Skipped where ../shared (or NORTH_STAR_SHARED) has no export; that the example parses is
seen without.
"""

from __future__ import annotations

import contextlib
import csv
import json
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest

from tests.harness.project import ROOT, SHARED, Key, Result, Warehouse

EXAMPLE = ROOT / "examples" / "ravenstack"
EXPORT = SHARED / "data" / "ravenstack"
LAST = date(2024, 12, 31)

needs_export = pytest.mark.shared

Row = dict[str, str]


@pytest.fixture(scope="module")
def example() -> Iterator[Warehouse]:
    """The example with this project as its package."""
    from dbt.cli.main import dbtRunner

    warehouse = Warehouse(project=EXAMPLE, folder=ROOT / "target" / "harness" / "ravenstack")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("RAVENSTACK_DUCKDB_PATH", str(warehouse.database))
        quiet = ["--log-level", "none", "--log-path", str(warehouse.folder / "logs")]
        with contextlib.chdir(EXAMPLE):
            assert dbtRunner().invoke(["deps", *quiet]).success
        yield warehouse


@pytest.fixture(scope="module")
def result(example: Warehouse) -> Result:
    """The example, built with its tests."""
    return example.build(None, {"ravenstack_path": str(EXPORT)})


def rows(name: str) -> list[Row]:
    with (EXPORT / f"{name}.csv").open(newline="", encoding="utf-8") as lines:
        return list(csv.DictReader(lines))


def months() -> list[date]:
    return [date(year, month, 1) for year in (2023, 2024) for month in range(1, 13)]


def closed_on(month: date) -> str:
    return ((month + timedelta(days=31)).replace(day=1) - timedelta(days=1)).isoformat()


def monthly(result: Result, metric: str) -> dict[date, Decimal | None]:
    values = result.metric_values()
    keys = [key for key in values if key[:2] == (metric, "month") and key.segment_type == "all"]
    assert all(values[key].is_complete for key in keys)
    return {key.period_start: values[key].metric_value for key in keys}


def first_of_each_usage() -> list[Row]:
    """Of the rows of one usage_id the earliest."""
    kept: dict[str, Row] = {}
    for row in rows("feature_usage"):
        before = kept.get(row["usage_id"])
        assert before is None or before["usage_date"] != row["usage_date"], "no order to go by"
        if before is None or row["usage_date"] < before["usage_date"]:
            kept[row["usage_id"]] = row
    return list(kept.values())


def test_models_of_another_project_find_the_macros(example: Warehouse) -> None:
    """Also those that a macro calls: without its package's name it is looked for in the project."""
    parsed = example.parse_to(example.folder / "parsed")
    assert parsed.ok, parsed.failures()


@needs_export
def test_builds_green_and_without_a_warning(result: Result) -> None:
    assert result.ok, result.failures()
    assert not result.output


@needs_export
def test_no_unit_test_of_the_package_and_no_demo_table(result: Result) -> None:
    assert not result.manifest.unit_tests
    demo = [
        node.name
        for node in result.manifest.nodes.values()
        if node.resource_type == "seed" and node.original_file_path.startswith("seeds/demo")
    ]
    assert not demo


@needs_export
def test_what_is_followed_is_the_examples_own_choice(result: Result) -> None:
    """Not the demo company's: no North Star, target, focus or candidate of it is left."""
    months = result.query("select metric_name, count(*) from {north_star_values} group by 1")
    assert months == [("active_accounts", 24)]
    assert result.dicts("metric_focus") == []
    assert result.dicts("metric_tree") == []
    candidates = {row["metric"] for row in result.dicts("metric_candidates")}
    assert candidates == {"active_days", "features_used", "engaged_seconds"}


@needs_export
def test_every_row_is_accounted_for(result: Result) -> None:
    files = {path.stem: len(rows(path.stem)) for path in EXPORT.glob("*.csv")}
    assert len(files) == 5
    scored = sum(bool(row["satisfaction_score"]) for row in rows("support_tickets"))
    repeated = files["feature_usage"] - len(first_of_each_usage())
    assert repeated == 21
    logged = files["feature_usage"] + files["support_tickets"] + files["churn_events"]
    assert result.raw_row_counts() == {
        ("accounts", None): files["accounts"],
        ("plans", None): 3,
        ("subscription_periods", None): files["subscriptions"],
        ("events", None): logged - repeated,
        ("events", "duplicate_key"): repeated,
        ("features", None): len({row["feature_name"] for row in rows("feature_usage")}),
        ("survey_responses", None): scored,
    }


@needs_export
def test_the_rejects_are_the_later_of_two_rows_with_one_id(result: Result) -> None:
    later = Counter((row["usage_id"], row["usage_date"]) for row in rows("feature_usage"))
    later -= Counter((row["usage_id"], row["usage_date"]) for row in first_of_each_usage())
    rejects = result.query(
        "select raw_row from {core_rejects} "
        "where table_name = 'events' and reject_reason = 'duplicate_key'"
    )
    found = Counter()
    for (raw_row,) in rejects:
        row = json.loads(raw_row)
        found[row["event_id"], str(row["occurred_at"])[:10]] += 1
    assert found == later


@needs_export
def test_mrr_and_paying_accounts(result: Result) -> None:
    mrr, paying = {}, {}
    for month in months():
        close = closed_on(month)
        running = [
            row
            for row in rows("subscriptions")
            if row["is_trial"] == "False"
            and row["start_date"] <= close
            and (not row["end_date"] or row["end_date"] > close)
        ]
        mrr[month] = sum(int(row["mrr_amount"]) for row in running)
        paying[month] = len({row["account_id"] for row in running if int(row["mrr_amount"]) > 0})
    assert monthly(result, "mrr") == mrr
    assert monthly(result, "paying_accounts") == paying
    assert monthly(result, "arr") == {month: 12 * amount for month, amount in mrr.items()}


@needs_export
def test_active_accounts(result: Result) -> None:
    accounts = {row["subscription_id"]: row["account_id"] for row in rows("subscriptions")}
    active: dict[date, set[str]] = {month: set() for month in months()}
    for row in first_of_each_usage():
        month = date.fromisoformat(row["usage_date"]).replace(day=1)
        active[month].add(accounts[row["subscription_id"]])
    expected = {month: len(ids) for month, ids in active.items()}
    assert monthly(result, "active_accounts") == expected
    assert monthly(result, "mau") == expected


@needs_export
def test_csat(result: Result) -> None:
    scores: dict[date, list[float]] = {month: [] for month in months()}
    for row in rows("support_tickets"):
        closed = date.fromisoformat(row["closed_at"][:10])
        if row["satisfaction_score"] and closed <= LAST:
            scores[closed.replace(day=1)].append(float(row["satisfaction_score"]))
    values = result.metric_values()
    for month, given in scores.items():
        row = values[Key("csat", "month", month, "all", "all")]
        assert row.denominator == len(given)
        assert row.numerator == sum(score >= 4 for score in given)
        exact = Fraction(sum(score >= 4 for score in given), len(given))
        assert abs(Fraction(row.metric_value) - exact) <= Fraction(1, 10**10)
    assert set(monthly(result, "csat")) == set(scores)


@needs_export
def test_the_amounts_stand_in_the_plan_tiers(result: Result) -> None:
    """An account's MRR stands in the tier that brings most of it: tiers add up to all."""
    total: dict[date, Decimal] = Counter()
    for key, row in result.metric_values().items():
        if key[:2] == ("mrr", "month") and key.segment_type == "plan_tier":
            total[key.period_start] += row.metric_value
    assert total == monthly(result, "mrr")
