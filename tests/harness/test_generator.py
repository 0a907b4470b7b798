"""The demo's raw tables: the generator's own bytes, and sound but for the bad rows it counts."""

from __future__ import annotations

import csv
import subprocess
import sys
from collections import Counter, defaultdict
from datetime import datetime
from pathlib import Path

import duckdb
import pytest

from tests.harness.project import ROOT

SEEDS = ROOT / "seeds"
DEMO = SEEDS / "demo"
END_OF_DATA = "2026-07-01"

sys.path.insert(0, str(SEEDS))
from generator import warts  # noqa: E402
from generator.contract import KEYS, TABLES  # noqa: E402

Rows = list[dict[str, str]]


def generate(folder: Path, *options: str) -> Path:
    """Run the generator as a user does."""
    command = [sys.executable, str(SEEDS / "generate.py"), "--out", str(folder), *options]
    subprocess.run(command, check=True, cwd=folder.parent)
    return folder


@pytest.fixture(scope="module")
def demo() -> dict[str, Rows]:
    """The committed tables, all cells as text."""
    tables = {}
    for table in TABLES:
        with (DEMO / f"{table}.csv").open(encoding="utf-8", newline="") as file:
            tables[table] = list(csv.DictReader(file))
    return tables


@pytest.fixture(scope="module")
def good(demo: dict[str, Rows]) -> dict[str, Rows]:
    """The tables without the planted rows; of rows with one key the first loaded."""
    bad = warts.bad_keys()
    kept = {}
    for table, rows in demo.items():
        by_key: dict[tuple[str, ...], dict[str, str]] = {}
        for row in sorted(rows, key=lambda row: row["_loaded_at"]):
            if row[KEYS[table][0]] not in bad:
                by_key.setdefault(tuple(row[name] for name in KEYS[table]), row)
        kept[table] = list(by_key.values())
    return kept


def test_two_runs_give_the_committed_bytes(tmp_path: Path) -> None:
    first, second = generate(tmp_path / "first"), generate(tmp_path / "second")
    names = sorted(f"{table}.csv" for table in TABLES)
    assert sorted(path.name for path in first.iterdir()) == names
    assert sorted(path.name for path in DEMO.glob("*.csv")) == names
    for name in names:
        made = (first / name).read_bytes()
        assert made == (second / name).read_bytes(), f"{name}: two runs differ"
        assert made == (DEMO / name).read_bytes(), f"{name}: run python seeds/generate.py"


def test_size_and_columns(demo: dict[str, Rows]) -> None:
    assert sum(path.stat().st_size for path in DEMO.glob("*.csv")) < 8_000_000
    for table, columns in TABLES.items():
        assert list(demo[table][0]) == [name for name, _ in columns]
    assert 40_000 < len(demo["events"]) < 50_000
    assert 10_000 < len(demo["page_views"]) < 14_000


def test_no_date_after_the_last_day_but_scheduled_ends(good: dict[str, Rows]) -> None:
    late = [
        (table, name, row)
        for table, columns in TABLES.items()
        for name, kind in columns
        if kind in ("date", "timestamp")
        for row in good[table]
        if row[name] >= END_OF_DATA
    ]
    # a service period that was billed in advance, and an end that was asked for by the last day
    allowed = {("invoice_lines", "service_ended_at"), ("subscription_periods", "ended_at")}
    assert {(table, name) for table, name, _ in late} == allowed
    ends = [row for table, _, row in late if table == "subscription_periods"]
    assert 2 <= len(ends) <= 8
    assert all("" < row["cancel_requested_at"] < END_OF_DATA for row in ends)


def test_periods_of_a_subscription_tile(good: dict[str, Rows]) -> None:
    by_subscription = defaultdict(list)
    for row in good["subscription_periods"]:
        by_subscription[row["subscription_id"]].append(row)
    assert len(by_subscription) > 350
    for rows in by_subscription.values():
        rows.sort(key=lambda row: row["started_at"])
        for before, after in zip(rows, rows[1:], strict=False):
            assert before["ended_at"] == after["started_at"], (before, after)
            assert before["account_id"] == after["account_id"]
        for row in rows:
            assert not row["ended_at"] or row["started_at"] < row["ended_at"], row
            asked = row["cancel_requested_at"]
            assert not asked or row["started_at"] <= asked <= row["ended_at"], row


def test_references_exist(good: dict[str, Rows]) -> None:
    users = {row["user_id"]: row for row in good["users"]}
    aliases = {row["alias_id"]: row["user_id"] for row in good["user_aliases"]}
    accounts = {row["account_id"] for row in good["accounts"]}
    for table in ("subscription_periods", "users", "events", "costs", "leads", "orders"):
        assert {row["account_id"] for row in good[table]} <= accounts | {""}, table
    for row in good["events"]:
        user = users[aliases.get(row["user_id"], row["user_id"])]
        assert row["account_id"] in ("", user["account_id"])
        assert user["created_at"] <= row["occurred_at"] <= (user["deleted_at"] or END_OF_DATA), row
        assert row["occurred_at"] <= row["_loaded_at"]


def test_each_repeat_and_bad_row_is_counted(demo: dict[str, Rows]) -> None:
    repeats = Counter()
    for table, rows in demo.items():
        keys = [tuple(row[name] for name in KEYS[table]) for row in rows]
        keys = [key for key in keys if all(key)]
        repeats[table] = len(keys) - len(set(keys))
    planted = warts.planted()
    assert +repeats == {table: n for table, reason, n in planted if reason == "duplicate_key"}
    others = Counter()
    for table, reason, number in planted:
        others[table] += 0 if reason == "duplicate_key" else number
    for table, number in others.items():
        assert number / len(demo[table]) < (0.02 if len(demo[table]) > 60 else 0.04), table


def test_parquet_is_typed_and_holds_what_was_asked_for(tmp_path: Path) -> None:
    sizes = ("--events", "60000", "--users", "2000", "--accounts", "400", "--months", "12")
    folder = generate(tmp_path / "large", *sizes, "--format", "parquet")
    types = {"text": "VARCHAR", "timestamp": "TIMESTAMP", "money": "DECIMAL(18,4)", "date": "DATE"}
    with duckdb.connect() as warehouse:
        for table, columns in TABLES.items():
            described = warehouse.sql(f"describe from '{folder}/{table}.parquet'").fetchall()
            assert [row[0] for row in described] == [name for name, _ in columns], table
            for (name, kind), row in zip(columns, described, strict=True):
                assert row[1] == types.get(kind, row[1]), (table, name)
        events, distinct, first = warehouse.sql(
            f"select count(*), count(distinct event_id), min(occurred_at)"
            f" from '{folder}/events.parquet'"
        ).fetchall()[0]
        late = warehouse.sql(
            f"select avg(cast(_loaded_at > occurred_at + interval 1 day as int))"
            f" from '{folder}/events.parquet'"
        ).fetchall()[0][0]
    assert abs(events / 60_000 - 1) < 0.1
    assert events - distinct == pytest.approx(0.005 * events, rel=0.05)
    assert late == pytest.approx(0.01, rel=0.4)
    assert first >= datetime(2025, 7, 1)
