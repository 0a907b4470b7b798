"""A build that adds what is new ends in the same tables as one from nothing.

For random histories (histories.py), every table up to the days of use is compared row for row after
each state; for one of them every mart. And a table never holds rows of two definitions.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from tests.harness.histories import State, random_history
from tests.harness.project import ROOT, Result, Warehouse
from tests.harness.random_company import VAR_SETS
from tests.harness.tiny import VARS, tiny

HISTORIES = 1
LONG_HISTORIES = 20
STATES = 3
ACCOUNTS = 4

WAIST = (
    "+core_rejects +raw_row_counts +int_sessions +int_email_messages +int_segment_active_users "
    "+int_rolling_active_users +int_segment_usage +int_segment_feature_use +int_feature_costs "
    "+int_user_cohort_activity +int_user_milestones +int_segment_active_accounts "
    "+int_account_measure_months +int_start_traits +int_segment_user_periods"
)
"""What grows, and all that is read from it first; the rest is made anew by every build."""

COUNTED = " ".join(
    f"+path:{folder.relative_to(ROOT)}" for folder in sorted(ROOT.glob("models/**/counted"))
)
"""Every table that is counted as it grows, and what it is counted from."""


def rows(result: Result, folder: str = "models") -> dict[str, list[tuple[Any, ...]]]:
    """The rows of every table that was built, in an order of their own."""
    built = {
        node.name: node
        for node in result.manifest.nodes.values()
        if node.resource_type == "model"
        and node.original_file_path.startswith(folder)
        and node.config.materialized != "view"
    }
    there = {
        name
        for (name,) in result.query("select table_name from information_schema.tables")
        if name in built
    }
    return {
        name: sorted(result.query(f"select * from {{{name}}}"), key=repr) for name in sorted(there)
    }


def assert_grows_as_made_anew(
    warehouse: Warehouse, history: list[State], select: str | None, folder: str = "models"
) -> None:
    """Builds the states one on the other, then the last from nothing, and compares."""
    for number, state in enumerate(history):
        grown = warehouse.build(state.raw, state.vars, select, tests=False, keep=number > 0)
        assert grown.ok, grown.failures()
    found = rows(grown, folder)
    anew = warehouse.build(history[-1].raw, history[-1].vars, select, tests=False)
    assert anew.ok, anew.failures()
    wanted = rows(anew, folder)
    assert len(wanted) > 30
    assert [name for name in wanted if wanted[name] != found.get(name)] == []


SEEDS = [
    *range(HISTORIES),
    *(pytest.param(seed, marks=pytest.mark.long) for seed in range(HISTORIES, LONG_HISTORIES)),
]


@pytest.mark.parametrize("seed", SEEDS)
def test_what_grows(warehouse: Warehouse, seed: int) -> None:
    history = random_history(seed, STATES, ACCOUNTS, VAR_SETS[seed % len(VAR_SETS)])
    assert_grows_as_made_anew(warehouse, history, WAIST)


@pytest.mark.postgres
@pytest.mark.parametrize("seed", SEEDS[HISTORIES - 1 :])
def test_what_grows_on_postgres(postgres: Warehouse, seed: int) -> None:
    history = random_history(seed, STATES, ACCOUNTS, VAR_SETS[seed % len(VAR_SETS)])
    assert_grows_as_made_anew(postgres, history, WAIST)


def test_every_mart(warehouse: Warehouse) -> None:
    history = random_history(100, 2, 6, VAR_SETS[0])
    assert_grows_as_made_anew(warehouse, history, None, "models/marts")


def test_a_correction_found_by_a_late_row(warehouse: Warehouse) -> None:
    """A bad row that comes late has the days after it loaded again; what reads them follows."""
    tables = tiny()
    (event, *_) = tables["events"]
    earlier = [
        event | {"event_id": f"e{day}", "_loaded_at": f"2024-01-{day:02d} 12:00:00"}
        for day in (10, 20, 30)
    ]
    late = event | {"event_id": "late", "user_id": None, "_loaded_at": "2024-01-05 12:00:00"}
    later = [earlier[0] | {"event_name": "corrected", "quantity": "7"}, *earlier[1:], late]
    values = VARS | {"max_rejected_share": 1, "value_events": ["corrected"]}
    history = [State(tables | {"events": events}, values) for events in (earlier, later)]
    assert_grows_as_made_anew(warehouse, history, WAIST)


def test_a_row_in_the_place_of_another(warehouse: Warehouse) -> None:
    """A row is taken back, long ago, and another comes with the same time."""
    tables = tiny()
    (event, *_) = tables["events"]
    kept = event | {"event_id": "last", "_loaded_at": "2024-01-30 12:00:00"}
    first = event | {"event_id": "first", "_loaded_at": "2024-01-10 12:00:00"}
    history = [
        State(tables | {"events": [event, kept]}, VARS)
        for event in (first, first | {"event_id": "other", "event_name": "login"})
    ]
    assert_grows_as_made_anew(warehouse, history, WAIST)


def test_all_of_an_event_is_in_its_number(warehouse: Warehouse) -> None:
    """Two events that differ in what anything may count have two numbers."""
    event = {
        "occurred_at": "2024-01-05 10:00:00",
        "user_id": "u1",
        "account_id": "a1",
        "event_name": "login",
        "feature_id": "f1",
        "session_id": "s1",
        "duration_seconds": "1",
        "quantity": "1",
    }
    others = [{column: "2024-01-05" if column == "occurred_at" else "2"} for column in event]
    events = [
        {"event_id": str(day), **event, **other, "_loaded_at": f"2024-02-{day:02d}"}
        for day, other in enumerate([{}, *others], start=1)
    ]
    result = warehouse.build(tiny() | {"events": events}, VARS, "+core_events_loaded", tests=False)
    assert result.ok, result.failures()
    numbers = result.query("select row_hash from {core_events_loaded}")
    assert len(set(numbers)) == len(events)


def test_a_day_is_added(warehouse: Warehouse) -> None:
    """The day after the last that is kept, then one later: each knows who was there before."""
    tables = tiny()
    (event, *_) = tables["events"]
    days = {
        "2024-01-10": "u2",
        "2024-01-20": "u1",
        "2024-02-10": "u1",
        "2024-02-11": "u1",
        "2024-02-20": "u1",
    }
    events = [
        event | {"event_id": day, "user_id": user_id, "occurred_at": day, "_loaded_at": day}
        for day, user_id in days.items()
    ]
    history = [
        State(
            tables | {"events": events[:count]},
            VARS | {"max_rejected_share": 1, "as_of_date": list(days)[count - 1]},
        )
        for count in (3, 4, 5)
    ]
    assert_grows_as_made_anew(warehouse, history, COUNTED)


def test_back_in_time(warehouse: Warehouse) -> None:
    """As of an earlier day nothing stays of what is later."""
    (state,) = random_history(2, 1, ACCOUNTS, VAR_SETS[0])
    last_day = date.fromisoformat(str(state.vars["as_of_date"]))
    earlier = State(state.raw, state.vars | {"as_of_date": str(last_day - timedelta(days=40))})
    assert_grows_as_made_anew(warehouse, [state, earlier], COUNTED)


@pytest.mark.parametrize(
    ("table", "change"),
    [
        ("accounts", {"country_code": "NZ"}),
        ("accounts", {"created_at": "2024-01-20"}),
        ("features", {"is_core": "false"}),
        ("users", {"role": "x"}),
        ("users", {"created_at": "2024-01-20"}),
    ],
    ids=lambda part: next(iter(part)) if isinstance(part, dict) else part,
)
def test_what_is_known_changes(warehouse: Warehouse, table: str, change: dict[str, str]) -> None:
    """What a table says of long ago has its days counted again, whatever the day of loading."""
    tables = tiny()
    other = "users" if table == "accounts" else "accounts"
    # of the first days of a user and of an account only one is counted, so neither hides the other
    tables |= {other: [row | {"created_at": "2020-01-01"} for row in tables[other]]}
    changed = tables | {table: [row | change for row in tables[table]]}
    values = VARS | {"max_rejected_share": 1}
    history = [State(raw, values) for raw in (tables, changed)]
    assert_grows_as_made_anew(warehouse, history, COUNTED)


def test_another_week_is_refused(warehouse: Warehouse) -> None:
    """Weeks that began on another day are not mixed with those of this build."""
    (state,) = random_history(1, 1, ACCOUNTS, VAR_SETS[0])
    select = "+int_active_user_weeks_months"
    first = warehouse.build(state.raw, state.vars, select, tests=False)
    assert first.ok, first.failures()
    assert rows(first)["int_active_user_weeks_months"]
    other = {"monday": "sunday", "sunday": "monday"}[str(state.vars.get("week_start", "monday"))]
    refused = warehouse.build(
        state.raw, state.vars | {"week_start": other}, select, tests=False, keep=True
    )
    (failure,) = refused.failures()
    assert failure.name == "int_active_user_weeks_months"
    assert "another definition" in failure.message


def test_another_definition_is_refused(warehouse: Warehouse) -> None:
    """A var by which rows were made has changed: the build names what to build anew, and does."""
    (state,) = random_history(1, 1, ACCOUNTS, VAR_SETS[0])
    select = "+int_account_user_days"
    first = warehouse.build(state.raw, state.vars, select, tests=False)
    assert first.ok, first.failures()
    before = rows(first)
    assert before["core_events_loaded"]
    other = state.vars | {"reporting_timezone": "Asia/Kolkata"}
    refused = warehouse.build(state.raw, other, select, tests=False, keep=True)
    (failure,) = refused.failures()
    assert failure.name == "core_events_loaded"
    assert "all marts in one build: dbt build --full-refresh" in failure.message
    assert rows(refused)["core_events_loaded"] == before["core_events_loaded"]
    again = warehouse.build(
        state.raw, other, select, tests=False, keep=True, options=["--full-refresh"]
    )
    assert again.ok, again.failures()
    after = rows(again)
    assert after != before
    anew = warehouse.build(state.raw, other, select, tests=False)
    assert rows(anew) == after
