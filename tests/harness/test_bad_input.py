"""Corrupted raw tables: rejects that add up or one clear line, never a wrong number."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tests.harness.project import Key, RawTable, Result, Row, Warehouse, as_csv
from tests.harness.tiny import VARS, Tables, tiny

# the rules are tried one at a time on a handful of rows: no share is too large there
LENIENT = VARS | {"max_rejected_share": 1}
STRICT = VARS | {"max_rejected_share": 0.05}


class Bad(NamedTuple):
    """Rows that a table gets in addition: they must leave every number as it was."""

    name: str
    table: str
    rows: list[dict[str, Any]]
    reasons: dict[str | None, int]


def _like(table: str, **columns: Any) -> dict[str, Any]:
    """The table's last row, changed."""
    return tiny()[table][-1] | columns


def _bad(name: str, table: str, reason: str, *rows: dict[str, Any]) -> Bad:
    return Bad(name, table, list(rows), {reason: len(rows)})


BAD_ROWS = [
    _bad("null key", "accounts", "null_key", _like("accounts", account_id=None)),
    _bad("blank key", "users", "null_key", _like("users", user_id="   ")),
    _bad("half a key", "social_posts", "null_key", _like("social_posts", activity_date=None)),
    _bad(
        "repeated keys",
        "events",
        "duplicate_key",
        _like("events", occurred_at="2024-03-06 10:00:00"),
        _like("events", occurred_at="2024-03-07 10:00:00", user_id="nobody"),
    ),
    _bad(
        "text for a timestamp",
        "accounts",
        "unparsed_created_at",
        _like("accounts", account_id="x1", created_at="yesterday"),
        _like("accounts", account_id="x2", created_at="2024-02-31 00:00:00"),
        _like("accounts", account_id="x3", created_at="31/12/2023"),
    ),
    _bad(
        "text for a number",
        "subscription_periods",
        "unparsed_unit_amount",
        _like("subscription_periods", period_id="x1", unit_amount="ten"),
        _like("subscription_periods", period_id="x2", unit_amount="1.200,00"),
        _like("subscription_periods", period_id="x3", unit_amount="NaN"),
        _like("subscription_periods", period_id="x4", unit_amount="infinity"),
    ),
    _bad(
        "text for a boolean",
        "plans",
        "unparsed_is_free",
        _like("plans", plan_id="x1", is_free="maybe"),
        _like("plans", plan_id="x2", is_free="2"),
    ),
    _bad(
        "text for a date",
        "campaign_costs",
        "unparsed_cost_date",
        _like("campaign_costs", cost_id="x1", cost_date="Q1"),
    ),
    _bad(
        "a required value is missing",
        "survey_responses",
        "missing_score",
        _like("survey_responses", response_id="x1", score=None),
    ),
    _bad(
        "unknown status",
        "subscription_periods",
        "unknown_status",
        _like("subscription_periods", period_id="x5", status="expired"),
        _like("subscription_periods", period_id="x6", status="ACTIVE"),
    ),
    _bad(
        "unknown interval",
        "subscription_periods",
        "unknown_billing_interval",
        _like("subscription_periods", period_id="x7", billing_interval="fortnight"),
    ),
    _bad(
        "unknown survey type",
        "survey_responses",
        "unknown_survey_type",
        _like("survey_responses", response_id="x2", survey_type="ces"),
    ),
    _bad(
        "unknown line type",
        "invoice_lines",
        "unknown_line_type",
        _like("invoice_lines", invoice_line_id="x1", line_type="credit"),
    ),
    _bad(
        "unknown cost types",
        "campaign_costs",
        "unknown_cost_type",
        _like("campaign_costs", cost_id="x2", cost_type="beer"),
    ),
    _bad(
        "score off its scale",
        "survey_responses",
        "out_of_range_score",
        _like("survey_responses", response_id="x3", survey_type="nps", score=11),
        _like("survey_responses", response_id="x4", survey_type="nps", score=-1),
        _like("survey_responses", response_id="x5", survey_type="csat", score=0),
        _like("survey_responses", response_id="x6", survey_type="csat", score=6),
        _like("survey_responses", response_id="x7", survey_type="nps", score=9.5),
    ),
    _bad(
        "negative amount",
        "orders",
        "out_of_range_amount",
        _like("orders", order_id="x1", amount="-1"),
    ),
    _bad(
        "negative quantity",
        "returns",
        "out_of_range_quantity",
        _like("returns", return_id="x1", quantity=-2),
    ),
    _bad(
        "no billing interval",
        "subscription_periods",
        "out_of_range_billing_interval_count",
        _like("subscription_periods", period_id="x8", billing_interval_count=0),
    ),
    _bad(
        "absurd dates",
        "events",
        "implausible_occurred_at",
        _like("events", event_id="x1", occurred_at="1970-01-01 00:00:00"),
        _like("events", event_id="x2", occurred_at="1989-12-31 23:59:59"),
        _like("events", event_id="x3", occurred_at="2999-01-01 00:00:00"),
        _like("events", event_id="x4", occurred_at="9999-12-31 23:59:59"),
    ),
    _bad(
        "end before start",
        "subscription_periods",
        "end_before_start",
        _like("subscription_periods", period_id="x9", ended_at="2024-01-31 00:00:00"),
    ),
    _bad(
        "unknown account",
        "subscription_periods",
        "unknown_account",
        _like("subscription_periods", period_id="x10", account_id="nobody"),
        # an account that is itself rejected is none
        _like("subscription_periods", period_id="x11", account_id="x1"),
    ),
    _bad(
        "unknown plan",
        "subscription_periods",
        "unknown_plan",
        _like("subscription_periods", period_id="x12", plan_id="nothing"),
    ),
    _bad("unknown user", "events", "unknown_user", _like("events", event_id="x5", user_id="u9")),
    _bad(
        "unknown order",
        "order_items",
        "unknown_order",
        _like("order_items", order_item_id="x1", order_id="o9"),
    ),
    _bad(
        "unknown order item",
        "returns",
        "unknown_order_item",
        _like("returns", return_id="x2", order_item_id="oi9"),
    ),
    _bad(
        "accounts merged in a circle",
        "accounts",
        "merge_cycle",
        _like("accounts", account_id="x4", merged_into_account_id="x5"),
        _like("accounts", account_id="x5", merged_into_account_id="x4"),
    ),
    _bad(
        "currency without a rate",
        "subscription_periods",
        "currency_without_rate",
        _like("subscription_periods", period_id="x13", currency_code="XYZ"),
        _like("subscription_periods", period_id="x14", currency_code="euros"),
    ),
    _bad(
        "overlapping periods",
        "subscription_periods",
        "overlapping_period",
        _like(
            "subscription_periods",
            period_id="x15",
            unit_amount="900",
            plan_id="p2",
            started_at="2024-02-15 00:00:00",
        ),
    ),
]


Counts = dict[tuple[str, str | None], int]


class Outcome(NamedTuple):
    """What is kept of a build that several tests look at."""

    counts: Counts
    values: dict[Key, Row]
    accounts: list[dict[str, Any]]


@pytest.fixture(scope="module")
def clean(warehouse: Warehouse) -> Outcome:
    """The tables without a fault."""
    result = warehouse.rebuild(as_raw(tiny()), LENIENT)
    return Outcome(counts_of(result), result.metric_values(), accounts_of(result))


@pytest.fixture(scope="module")
def corrupted(warehouse: Warehouse) -> Outcome:
    """The same with every bad row."""
    result = warehouse.rebuild(as_raw(with_bad_rows(*BAD_ROWS)), LENIENT)
    return Outcome(counts_of(result), result.metric_values(), accounts_of(result))


def test_clean_tables_have_no_rejects(clean: Outcome) -> None:
    assert not rejects(clean.counts)
    assert totals(clean.counts) == sizes(tiny())


@pytest.mark.parametrize("bad", BAD_ROWS, ids=lambda bad: bad.name)
def test_bad_rows_are_rejected_with_their_reason(corrupted: Outcome, bad: Bad) -> None:
    found = rejects(corrupted.counts)[bad.table]
    assert {reason: found.get(reason) for reason in bad.reasons} == bad.reasons


def test_rows_add_up(corrupted: Outcome) -> None:
    assert totals(corrupted.counts) == sizes(with_bad_rows(*BAD_ROWS))


def test_bad_rows_change_no_number(clean: Outcome, corrupted: Outcome) -> None:
    assert corrupted.values == clean.values


def test_rejects_keep_the_raw_row(warehouse: Warehouse) -> None:
    result = warehouse.rebuild(as_raw(with_bad_rows(BAD_ROWS[4])), LENIENT, "core_rejects")
    rows = result.query("select table_name, reject_reason, raw_row from {core_rejects} order by 3")
    assert [row[:2] for row in rows] == [("accounts", "unparsed_created_at")] * 3
    assert any("yesterday" in str(row[2]) for row in rows)


def test_too_many_rejects_stop_the_build(warehouse: Warehouse) -> None:
    raw = as_raw(with_bad_rows(BAD_ROWS[4]))
    result = warehouse.build(raw, STRICT, "+metric_mrr")
    assert not result.ok
    assert "3 unparsed_created_at" in one_line(result, "accounts", "max_rejected_share")
    assert not built(result, "metric_mrr")


def test_too_many_rejects_are_kept(warehouse: Warehouse) -> None:
    """Also those that only other tables condemn, which are read again from the raw table."""
    tables = tiny()
    tables["events"] += [tables["events"][0] | {"event_id": "e9", "user_id": "nobody"}]
    result = warehouse.build(as_raw(tables), STRICT)
    assert not result.ok
    assert "1 unknown_user" in one_line(result, "events", "max_rejected_share")
    assert result.raw_row_counts()["events", "unknown_user"] == 1
    ((raw_row,),) = result.query("select raw_row from {core_rejects} where table_name = 'events'")
    assert "nobody" in raw_row
    assert not built(result, "metric_values")


def test_every_row_bad(warehouse: Warehouse) -> None:
    tables = tiny()
    tables["accounts"] = [row | {"created_at": "soon"} for row in tables["accounts"]]
    result = warehouse.build(as_raw(tables), STRICT, "+metric_mrr")
    assert not result.ok
    one_line(result, "accounts", "max_rejected_share")
    assert not built(result, "metric_mrr")


# --- files -------------------------------------------------------------------------------------


def as_raw(tables: Tables) -> dict[str, RawTable]:
    """The tables for `Warehouse.build`."""
    return dict(tables)


def file_of(table: str, change: Callable[[str], str | bytes]) -> dict[str, RawTable]:
    """The clean tables with one file changed."""
    tables = as_raw(tiny())
    text = change(as_csv(tables[table]).decode())
    tables[table] = text if isinstance(text, bytes) else text.encode()
    return tables


def without(column: str) -> Callable[[str], str]:
    """Takes a column out of a file."""

    def change(text: str) -> str:
        rows = list(csv.DictReader(io.StringIO(text)))
        kept = [{name: row[name] for name in row if name != column} for row in rows]
        return as_csv(kept).decode()

    return change


def last_line(change: Callable[[str], str]) -> Callable[[str], str]:
    """Changes the last row of a file."""

    def whole(text: str) -> str:
        *lines, last = text.rstrip("\n").split("\n")
        return "\n".join([*lines, change(last)]) + "\n"

    return whole


@pytest.mark.parametrize(
    ("table", "column"),
    [("accounts", "created_at"), ("subscription_periods", "unit_amount"), ("plans", "plan_id")],
)
def test_missing_column(warehouse: Warehouse, table: str, column: str) -> None:
    result = warehouse.build(file_of(table, without(column)), LENIENT)
    assert_stopped(result, table, column, "raw_tables")


def test_missing_optional_columns(warehouse: Warehouse) -> None:
    tables = file_of("plans", without("plan_tier"))
    tables["accounts"] = without("country_code")(as_csv(tables["accounts"]).decode()).encode()
    result = warehouse.rebuild(tables, LENIENT, "raw_row_counts")
    assert not rejects(counts_of(result))


def test_missing_table(warehouse: Warehouse) -> None:
    tables = as_raw(tiny())
    del tables["plans"]
    result = warehouse.build(tables, LENIENT | {"raw_tables": sorted(tiny())})
    assert_stopped(result, "plans", "raw_tables")


def test_unknown_table(warehouse: Warehouse) -> None:
    result = warehouse.build(as_raw(tiny()), LENIENT | {"raw_tables": ["accounts", "invoices"]})
    assert_stopped(result, "invoices", "raw_tables")


def test_empty_folder(warehouse: Warehouse) -> None:
    result = warehouse.build({}, LENIENT | {"raw_tables": sorted(tiny())})
    assert_stopped(result, "accounts", "raw_tables")


def test_empty_file(warehouse: Warehouse) -> None:
    result = warehouse.build(file_of("events", lambda _: ""), LENIENT)
    assert_stopped(result, "events", "raw_tables")


def test_header_only(warehouse: Warehouse) -> None:
    tables = file_of("events", lambda text: text.split("\n")[0] + "\n")
    result = warehouse.rebuild(tables, LENIENT, "raw_row_counts")
    assert totals(counts_of(result)).get("events") is None


def test_every_table_header_only(warehouse: Warehouse) -> None:
    tables = {table: as_csv(rows).split(b"\n")[0] + b"\n" for table, rows in as_raw(tiny()).items()}
    result = warehouse.rebuild(tables, LENIENT)
    assert not counts_of(result)
    assert not [key for key, row in result.metric_values().items() if row.metric_value]


def test_a_row_that_looks_like_a_comment(warehouse: Warehouse) -> None:
    """Order numbers of some shops begin with a sign; a row is a row."""
    orders = "order_id,customer_id,ordered_at,status,amount,currency_code\n" + "".join(
        f"{order_id},c1,2024-01-05 10:00:00,completed,10,USD\n"
        for order_id in ("1001", "1002", "#1003")
    )
    result = warehouse.rebuild({"orders": orders.encode()}, LENIENT, "raw_row_counts")
    assert totals(counts_of(result)) == {"orders": 3}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("as_of_date", "2024-3-31"),
        ("as_of_date", "2024-02-30"),
        ("week_start", "Sunday"),
        ("reporting_timezone", "Mars/Olympus"),
        ("mrr_statuses", ["Active"]),
        ("max_rejected_share", "5%"),
        ("lookback_days", -2),
        ("raw_tables", "accounts"),
        ("reactivation_window_months", "none"),
    ],
)
def test_a_var_that_nobody_can_read(warehouse: Warehouse, name: str, value: Any) -> None:
    result = warehouse.build(as_raw(tiny()), LENIENT | {name: value})
    assert_stopped(result, f"var {name} is ", "set it to")


def test_a_date_that_is_none_is_named_by_the_parser(warehouse: Warehouse, tmp_path: Path) -> None:
    """Models have the day in them: dbt would say it of one of these, before any var is checked."""
    parsed = warehouse.parse_to(tmp_path, {"as_of_date": "31.03.2024"})
    assert not parsed.ok
    one_line(parsed, "var as_of_date is ", "set it to")


@pytest.mark.parametrize("name", ["trial_window_days", "account_window_days", "lookback_days"])
def test_no_length_of_time_stops_the_parser(
    warehouse: Warehouse, tmp_path: Path, name: str
) -> None:
    """Nothing is reckoned with a var before it is checked, which says what it may be."""
    parsed = warehouse.parse_to(tmp_path, {name: "90 days"})
    assert parsed.ok, parsed.failures()


def test_another_delimiter(warehouse: Warehouse) -> None:
    result = warehouse.build(file_of("plans", lambda text: text.replace(",", ";")), LENIENT)
    assert_stopped(result, "plans", "plan_id")


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda text: b"\xef\xbb\xbf" + text.encode(), id="byte order mark"),
        pytest.param(lambda text: text.replace("\n", "\r\n"), id="Windows line ends"),
        pytest.param(lambda text: text.rstrip("\n"), id="no last line end"),
        pytest.param(lambda text: text.replace("account_id", "ACCOUNT_ID", 1), id="upper case"),
        pytest.param(lambda text: text.replace("Account a2", "Zürich – 東京 🚀"), id="any letters"),
        pytest.param(lambda text: text.replace("Account a2", '"two\nlines"'), id="quoted line"),
        pytest.param(lambda text: text.replace("Account a2", '"say ""hi"", ok"'), id="quotes"),
        pytest.param(lambda text: text.replace("Account a2", ""), id="an empty label"),
        pytest.param(lambda text: text.replace("a2,", " a2 ,", 1), id="blanks around a value"),
        pytest.param(lambda text: text.replace("false", "0"), id="0 for false"),
        pytest.param(
            lambda text: "\n".join(
                line + (",extra" if number == 0 else f",{number}") if line else line
                for number, line in enumerate(text.split("\n"))
            ),
            id="an extra column",
        ),
        pytest.param(
            lambda text: "".join(
                f"{line},{extra}\n"
                for line, extra in zip(text.splitlines(), ("raw_row", "x", "y", "z"), strict=True)
            ),
            id="a column with a name of ours",
        ),
        pytest.param(
            lambda text: text.replace("2024-01-05 09:00:00", "2024-01-05T10:00:00+01:00"),
            id="an offset",
        ),
    ],
)
def test_odd_files_are_read(
    warehouse: Warehouse, clean: Outcome, change: Callable[[str], str | bytes]
) -> None:
    tables = file_of("accounts", change)
    result = warehouse.rebuild(tables, LENIENT, "raw_row_counts", "core_accounts")
    assert counts_of(result) == clean.counts
    assert accounts_of(result) == clean.accounts


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(last_line(lambda line: line.rsplit(",", 4)[0]), id="a short row"),
        pytest.param(last_line(lambda line: line + ",one,more"), id="a long row"),
        pytest.param(last_line(lambda line: 'x9,"never closed' + line), id="an open quote"),
        pytest.param(lambda text: text.encode() + b"x9,\xff\xfe,2024-01-01\n", id="not UTF-8"),
        pytest.param(lambda text: text + "\x00\x01\x02\n", id="binary"),
        pytest.param(lambda text: text.replace("account_name", "account_id", 1), id="name twice"),
    ],
)
def test_broken_files_are_counted_or_named(
    warehouse: Warehouse, change: Callable[[str], str | bytes]
) -> None:
    """Every row is there and judged, or one line names the table."""
    tables = file_of("accounts", change)
    result = warehouse.rebuild(tables, LENIENT, "raw_row_counts")
    if result.ok:
        rows = len(as_csv(tables["accounts"]).splitlines()) - 1
        assert totals(counts_of(result))["accounts"] == rows
    else:
        result = warehouse.build(tables, LENIENT, "+raw_row_counts")
        assert not result.ok
        one_line(result, "accounts")


# --- how an answer is judged -------------------------------------------------------------------


def with_bad_rows(*bad_rows: Bad) -> Tables:
    """The clean tables and these rows after theirs."""
    tables = tiny()
    for bad in bad_rows:
        tables[bad.table] += bad.rows
    return tables


def counts_of(result: Result) -> Counts:
    """The row counts of a build that has to be green."""
    assert result.ok, result.failures()
    return result.raw_row_counts()


def accounts_of(result: Result) -> list[dict[str, Any]]:
    """The accepted accounts."""
    return sorted(result.dicts("core_accounts"), key=lambda row: row["account_id"])


def rejects(counts: Counts) -> dict[str, dict[str | None, int]]:
    """By table: reject reasons and their rows."""
    found: dict[str, dict[str | None, int]] = {}
    for (table, reason), count in counts.items():
        if reason is not None:
            found.setdefault(table, {})[reason] = count
    return found


def totals(counts: Counts) -> dict[str, int]:
    """By table: all rows, accepted or rejected."""
    found: Counter[str] = Counter()
    for (table, _), count in counts.items():
        found[table] += count
    return dict(found)


def sizes(tables: Tables) -> dict[str, int]:
    """By table: the rows that it has."""
    return {table: len(rows) for table, rows in tables.items()}


def one_line(result: Result, *words: str) -> str:
    """The line of the output that says it all, and the output holds no traceback."""
    said = "\n".join([result.output, *(failure.message for failure in result.failures())])
    assert "Traceback" not in said, said
    lines = [line for line in said.splitlines() if all(word in line for word in words)]
    assert lines, f"no line names {words}:\n{said}"
    return lines[0]


def assert_stopped(result: Result, *words: str) -> None:
    """The build did not start, and one line says why."""
    assert not result.ok
    one_line(result, *words)
    assert not built(result, "metric_values")
    assert not built(result, "raw_row_counts")


def built(result: Result, model: str) -> bool:
    """Whether the model's table is there."""
    rows = result.query(
        f"select count(*) from information_schema.tables where table_name = '{model}'"
    )
    return rows[0][0] > 0
