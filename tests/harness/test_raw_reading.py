"""Ugly values, one at a time: every engine reads the same out of them, or nothing."""

from __future__ import annotations

import os
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.harness.project import Result, Warehouse

VARS = {"as_of_date": "2024-03-31", "max_rejected_share": 1, "raw_tables": ["accounts"]}
UNPARSED = "does not parse"


def at(text: str) -> datetime:
    """An instant in UTC."""
    return datetime.fromisoformat(text)


TEXTS: dict[str | None, Any] = {
    "tools": "tools",
    " tools": "tools",
    "tools ": "tools",
    " food and drink  ": "food and drink",
    # only spaces are taken off: of other white space engines have their own opinions
    "\u00a0tools": "\u00a0tools",
    "tools\u3000": "tools\u3000",
    "\ttools ": "\ttools",
    "\u00a0": "\u00a0",
    "": None,
    "   ": None,
    None: None,
}

TIMESTAMPS: dict[str | None, Any] = {
    "2024-01-05": at("2024-01-05"),
    "2024-01-05 10:20": at("2024-01-05 10:20"),
    "2024-01-05 10:20:30": at("2024-01-05 10:20:30"),
    "2024-01-05T10:20:30": at("2024-01-05 10:20:30"),
    "  2024-01-05 10:20:30  ": at("2024-01-05 10:20:30"),
    "2024-01-05 10:20:30.5": at("2024-01-05 10:20:30.500000"),
    "2024-01-05 23:59:59.999999": at("2024-01-05 23:59:59.999999"),
    # what comes after the microsecond is cut off: the instant does not slip into the next day
    "2024-01-05 23:59:59.9999999": at("2024-01-05 23:59:59.999999"),
    "2024-01-05T10:20:30.123456789Z": at("2024-01-05 10:20:30.123456"),
    "2024-01-05T10:20:30Z": at("2024-01-05 10:20:30"),
    "2024-01-05 10:20:30 UTC": at("2024-01-05 10:20:30"),
    "2024-01-05 10:20:30+01": at("2024-01-05 09:20:30"),
    "2024-01-05 10:20:30+0130": at("2024-01-05 08:50:30"),
    "2024-01-05T00:20:30+01:00": at("2024-01-04 23:20:30"),
    "2024-01-05 23:20:30 -05:00": at("2024-01-06 04:20:30"),
    "2024-01-05 10:20-08": at("2024-01-05 18:20"),
    "2024-02-29": at("2024-02-29"),
    "0001-01-01 00:00:00": at("0001-01-01"),
    "9999-12-31 23:59:59": at("9999-12-31 23:59:59"),
    "2023-02-29": UNPARSED,
    "2024-02-30": UNPARSED,
    "2024-04-31 10:00:00": UNPARSED,
    "2024-13-01": UNPARSED,
    "2024-00-10": UNPARSED,
    "2024-01-00": UNPARSED,
    "0000-01-01": UNPARSED,
    "12345-01-01": UNPARSED,
    "2024-1-5": UNPARSED,
    "2024/01/05": UNPARSED,
    "05.01.2024": UNPARSED,
    "01/05/2024": UNPARSED,
    "20240105": UNPARSED,
    "1704067200": UNPARSED,
    "2024-01-05 24:00:00": UNPARSED,
    "2024-01-05 10:60:00": UNPARSED,
    "2024-01-05 10:20:60": UNPARSED,
    "2024-01-05 1:20:30": UNPARSED,
    "2024-01-05 10": UNPARSED,
    "2024-01-05+01": UNPARSED,
    "2024-01-05 10:20:30 America/New_York": UNPARSED,
    "2024-01-05 10:20:30 PM": UNPARSED,
    "2024-01-05 10:20:30+99": UNPARSED,
    "infinity": UNPARSED,
    "epoch": UNPARSED,
    "now": UNPARSED,
    "today": UNPARSED,
    "2024-01-05 (BC)": UNPARSED,
    "\u00a02024-01-05": UNPARSED,
    "NaT": UNPARSED,
    "None": UNPARSED,
    "": None,
    "   ": None,
    None: None,
}

NUMBERS: dict[str | None, Any] = {
    "0": 0,
    "-0": 0,
    "12": 12,
    "012": 12,
    "+12.5": Decimal("12.5"),
    "-12.50": Decimal("-12.5"),
    " 12.5 ": Decimal("12.5"),
    ".5": Decimal("0.5"),
    "5.": 5,
    "1e5": 100000,
    "1E+2": 100,
    "1.5e-8": Decimal("0.00000002"),
    "-4e-9": 0,
    "0.123456784999": Decimal("0.12345678"),
    "0.123456785": Decimal("0.12345679"),
    "-0.123456785": Decimal("-0.12345679"),
    "99999999999999999999.99999999": Decimal("99999999999999999999.99999999"),
    "0000000000000000000000000000000012": 12,
    "99999999999999999999.999999999": UNPARSED,  # rounds to one digit too many
    "100000000000000000000": UNPARSED,
    "-1e20": UNPARSED,
    "1e99": UNPARSED,
    "1e400": UNPARSED,
    "1_000": UNPARSED,
    "1,000": UNPARSED,
    "1.000,5": UNPARSED,
    "12 000": UNPARSED,
    "12%": UNPARSED,
    "$12": UNPARSED,
    "12 EUR": UNPARSED,
    "12\u00a0": UNPARSED,
    "\u00a0": UNPARSED,
    "--1": UNPARSED,
    "- 1": UNPARSED,
    "1e": UNPARSED,
    "e5": UNPARSED,
    ".": UNPARSED,
    "0x10": UNPARSED,
    "NaN": UNPARSED,
    "Infinity": UNPARSED,
    "-inf": UNPARSED,
    "true": UNPARSED,
    "ten": UNPARSED,
    "": None,
    "  ": None,
    None: None,
}

MONTHS: dict[str | None, Any] = {
    "2024-02": at("2024-02-01").date(),
    " 2024-12 ": at("2024-12-01").date(),
    "2024-02-29": at("2024-02-01").date(),
    "2024-02-01 00:00:00": at("2024-02-01").date(),
    "2024-13": UNPARSED,
    "2024-00": UNPARSED,
    "2024-2": UNPARSED,
    "0000-02": UNPARSED,
    "02-2024": UNPARSED,
    "2024": UNPARSED,
    "202402": UNPARSED,
    "2024-02-30": UNPARSED,
    "February 2024": UNPARSED,
    "": None,
    None: None,
}

BOOLEANS: dict[str | None, Any] = {
    **dict.fromkeys(("true", "TRUE", "True", "t", "yes", "Y", "1", "1.0", " true "), True),
    **dict.fromkeys(("false", "FALSE", "f", "no", "N", "0", "0.0"), False),
    **dict.fromkeys(("2", "-1", "on", "maybe", "truthy"), UNPARSED),
    "": False,  # the contract's default
    None: False,
}

VALUES = {
    "industry": TEXTS,
    "deleted_at": TIMESTAMPS,
    "employee_count": NUMBERS,
    "is_internal": BOOLEANS,
}

# column -> its type and what stands in it: a table as a warehouse has it, not text
TYPED = {
    "ACCOUNT_ID": ("int8", ["1", "2"]),
    "CREATED_AT": ("timestamptz", ["'2024-01-05 00:30:00+01:00'", "'2024-07-05 00:30:00+00'"]),
    "deleted_at": ("date", ["'2024-02-29'", "null"]),
    "INDUSTRY": ("float8", ["17", "1.5"]),  # a whole number beside missing ones, as pandas has it
    "EMPLOYEE_COUNT": ("float8", ["12.34", "'NaN'"]),
    "IS_INTERNAL": ("boolean", ["true", "null"]),
    "_LOADED_AT": ("timestamp", ["'2024-01-05 10:20:30.123456'", "'infinity'"]),
    "CREDIT_CARD": ("text", ["'an extra column'", "null"]),
}
# engine -> kind -> what makes `accounts` of that kind, of the table `companies` where it reads one
VIEW = "create view {schema}.accounts as select * from {schema}.companies"
RELATIONS = {
    "duckdb": {"view": [VIEW]},
    "postgres": {
        "view": [VIEW],
        "materialized view": [VIEW.replace("view", "materialized view", 1)],
        "foreign table": [
            "create extension if not exists file_fdw",
            "drop server if exists north_star_files cascade",
            "create server north_star_files foreign data wrapper file_fdw",
            "create foreign table {schema}.accounts (account_id int8, created_at date) "
            "server north_star_files options (program 'echo 1,2024-01-05', format 'csv')",
        ],
    },
}
TYPED_ROWS = [
    {
        "account_id": "1",
        "created_at": at("2024-01-04 23:30:00"),
        "deleted_at": at("2024-02-29"),
        "industry": "17",
        "employee_count": Decimal("12.34"),
        "is_internal": True,
        "_loaded_at": at("2024-01-05 10:20:30.123456"),
        "unparsed_column": None,
        "country_code": None,
    },
    {
        "account_id": "2",
        "created_at": at("2024-07-05 00:30:00"),
        "deleted_at": None,
        "industry": "1.5",
        "employee_count": None,
        "is_internal": False,
        "_loaded_at": None,
        "unparsed_column": "employee_count",
        "country_code": None,
    },
]


@pytest.fixture(
    scope="module", params=["duckdb", pytest.param("postgres", marks=pytest.mark.postgres)]
)
def engine(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Warehouse:
    """An empty database of each engine."""
    if request.param == "postgres":
        return request.getfixturevalue("postgres")
    return Warehouse(folder=tmp_path_factory.mktemp("raw_reading"))


@pytest.fixture(scope="module")
def rows(engine: Warehouse) -> dict[str, dict[str, Any]]:
    """A raw row for each value, staged, by account_id."""
    raw = [
        {"account_id": f"{column} {number}", "created_at": "2024-01-01", column: value}
        for column, values in VALUES.items()
        for number, value in enumerate(values)
    ]
    columns = dict.fromkeys(column for row in raw for column in row)
    raw = [dict.fromkeys(columns) | row for row in raw]
    result = engine.build({"accounts": raw}, VARS, "stg_raw__accounts", tests=False)
    assert result.ok, result.failures()
    return {row["account_id"]: row for row in result.dicts("stg_raw__accounts")}


@pytest.mark.parametrize(("column", "values"), VALUES.items())
def test_text_is_read(
    rows: dict[str, dict[str, Any]], column: str, values: dict[str | None, Any]
) -> None:
    found = {}
    for number, text in enumerate(values):
        row = rows[f"{column} {number}"]
        found[text] = UNPARSED if row["unparsed_column"] == column else row[column]
        if row["unparsed_column"]:
            assert row["unparsed_column"] == column
            assert row[column] in (None, False)
    assert found == values


def test_months_are_read(engine: Warehouse) -> None:
    """Of the one column that is a month, as a day or without one."""
    sales = {"industry_sales": 9, "company_sales": 1, "currency_code": "USD"}
    raw = [
        {"market": f"market {number:02}", "month": text} | sales
        for number, text in enumerate(MONTHS)
    ]
    values = VARS | {"raw_tables": ["market_sales"]}
    result = engine.build({"market_sales": raw}, values, "stg_raw__market_sales", tests=False)
    assert result.ok, result.failures()
    staged = sorted(result.dicts("stg_raw__market_sales"), key=lambda row: row["market"])
    found = {
        text: UNPARSED if row["unparsed_column"] else row["month"]
        for text, row in zip(MONTHS, staged, strict=True)
    }
    assert found == MONTHS


def test_raw_row_is_kept_whole(rows: dict[str, dict[str, Any]]) -> None:
    kept = rows[f"employee_count {list(NUMBERS).index('12 EUR')}"]["raw_row"]
    assert '"12 EUR"' in kept


def test_typed_columns_are_read(engine: Warehouse, monkeypatch: pytest.MonkeyPatch) -> None:
    """Columns of a warehouse's own types, in upper case, in a session of another timezone."""
    monkeypatch.setenv("PGTZ", "America/New_York")
    columns = ", ".join(f'"{name}" {kind}' for name, (kind, _) in TYPED.items())
    make_table(engine, f"({columns})", *zip(*(rows for _, rows in TYPED.values()), strict=True))
    result = engine.dbt(
        *("run", "--select", "stg_raw__accounts"),
        vars=VARS | {"use_demo_data": False, "raw_schema": engine.raw_schema},
    )
    assert result.ok, result.failures()
    assert in_order(result, TYPED_ROWS) == TYPED_ROWS


def test_any_relation_is_a_raw_table(engine: Warehouse) -> None:
    """Not tables alone: each other kind of relation that the engine has."""
    for kind, statements in RELATIONS[engine.target].items():
        make_table(engine, "(account_id int8, created_at date)", ("1", "'2024-01-05'"))
        write(engine, f'alter table "{engine.raw_schema}"."accounts" rename to "companies"')
        for statement in statements:
            write(engine, statement.format(schema=f'"{engine.raw_schema}"'))
        result = engine.dbt(
            *("run", "--select", "stg_raw__accounts"),
            vars=VARS | {"use_demo_data": False, "raw_schema": engine.raw_schema},
        )
        assert result.ok, (kind, result.failures())
        assert [row["account_id"] for row in result.dicts("stg_raw__accounts")] == ["1"], kind


def in_order(result: Result, like: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The staged rows with the columns of the answer."""
    rows = sorted(result.dicts("stg_raw__accounts"), key=lambda row: row["account_id"])
    return [{name: row[name] for name in like[0]} for row in rows]


def make_table(engine: Warehouse, columns: str, *rows: tuple[str, ...]) -> None:
    """`accounts` with these columns, in the raw schema."""
    table = f'"{engine.raw_schema}"."accounts"'
    for statement in (
        f'drop schema if exists "{engine.raw_schema}" cascade',
        f'create schema "{engine.raw_schema}"',
        f"create table {table} {columns}",
        *(f"insert into {table} values ({', '.join(row)})" for row in rows),
    ):
        write(engine, statement)


def write(engine: Warehouse, statement: str) -> None:
    """Runs a statement in the engine's database."""
    if engine.target == "duckdb":
        import duckdb

        with duckdb.connect(str(engine.database)) as connection:
            connection.execute(statement)
        return
    import psycopg2

    connection = psycopg2.connect(
        host=os.environ["NORTH_STAR_PG_HOST"],
        port=os.environ.get("NORTH_STAR_PG_PORT", "5432"),
        user=os.environ.get("NORTH_STAR_PG_USER", "postgres"),
        password=os.environ.get("NORTH_STAR_PG_PASSWORD", ""),
        dbname=os.environ.get("NORTH_STAR_PG_DBNAME", "postgres"),
    )
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute(statement)
    connection.close()


# --- what cannot be read stops the build, with one line that says what to do ----------------------


def test_folder_that_does_not_exist(engine: Warehouse, tmp_path: Path) -> None:
    line = stopped(engine, raw_path=str(tmp_path / "it's not there"))
    if engine.target == "duckdb":
        assert "raw table 'accounts' is missing" in line
        assert "it's not there" in line
        assert "raw_tables" in line
    else:
        assert "raw_path is for the target duckdb only" in line
        assert "raw_schema" in line


def test_schema_that_does_not_exist(engine: Warehouse) -> None:
    line = stopped(engine, raw_schema="nowhere")
    assert "raw table 'accounts' is missing" in line
    assert "nowhere" in line
    assert "raw_schema" in line


def test_column_that_does_not_exist(engine: Warehouse) -> None:
    make_table(engine, '(account_id text, "Country_Code" text)')
    line = stopped(engine)
    if engine.target == "duckdb":
        assert "has no column 'created_at'" in line
    else:  # PostgreSQL keeps the case of a quoted name
        assert "has a column 'Country_Code'" in line
        assert "rename it to 'country_code'" in line
    assert "raw table 'accounts'" in line
    assert "raw_tables" in line


def test_table_that_needs_another(engine: Warehouse) -> None:
    line = stopped(engine, raw_tables=["subscription_periods", "accounts"])
    assert "'subscription_periods' says nothing without 'plans'" in line
    assert "raw_tables" in line


def test_unknown_table_of_a_source(engine: Warehouse) -> None:
    line = stopped(engine, raw_tables=[], sources={"crm": ["customers"]})
    assert "sources names 'customers'" in line
    assert "subscription_periods" in line


@pytest.mark.parametrize(
    "named",
    [{"raw_path": "exports"}, {"raw_tables": ["accounts"]}, {"sources": {"crm": ["accounts"]}}],
)
def test_tables_of_ones_own_beside_the_demo(engine: Warehouse, named: dict[str, Any]) -> None:
    line = stopped(engine, **({"use_demo_data": True, "raw_tables": None} | named))
    (name,) = named
    assert line.startswith("var use_demo_data is true: set it to false")
    assert name in line


@pytest.mark.parametrize("engine", ["duckdb"], indirect=True)
@pytest.mark.parametrize("file", ["accounts.csv", "accounts.parquet"])
def test_file_without_a_byte(engine: Warehouse, tmp_path: Path, file: str) -> None:
    (tmp_path / file).touch()
    line = stopped(engine, raw_path=str(tmp_path))
    assert "raw table 'accounts' has no column 'account_id'" in line
    assert "raw_tables" in line


@pytest.mark.parametrize("engine", ["duckdb"], indirect=True)
def test_folder_with_a_quote(engine: Warehouse, tmp_path: Path) -> None:
    folder = tmp_path / "it's raw"
    folder.mkdir()
    (folder / "accounts.csv").write_text("account_id,created_at\na1,2024-01-05\n")
    ok, said = run(engine, raw_path=f"{folder}/")
    assert ok, said
    read = "select account_id, created_at from {}.stg_raw__accounts"
    assert engine.read(read.format("main_staging")) == [("a1", at("2024-01-05"))]


def stopped(engine: Warehouse, **variables: Any) -> str:
    """The line with which a build with these vars stops."""
    ok, said = run(engine, **variables)
    assert not ok
    assert "Traceback" not in said
    lines = [line.strip() for line in said.splitlines()]
    (line, *_) = [line for line in lines if line.startswith(("raw table", "var "))]
    return line


def run(engine: Warehouse, **variables: Any) -> tuple[bool, str]:
    """A run with other vars of the project parsed once: the check reads them when it runs."""
    values = VARS | {"use_demo_data": False, "raw_schema": engine.raw_schema}
    answer, said = engine._run(
        ["run", "--select", "stg_raw__accounts"], values | variables, parsed(engine)
    )
    return answer.success, f"{said}\n{answer.exception or ''}"


def parsed(engine: Warehouse) -> Any:
    """The project as it was parsed for the text above."""
    place = {"raw_path": str(engine.raw_path)}
    if engine.target != "duckdb":
        place = {"raw_schema": engine.raw_schema}
    return engine.manifest(VARS | {"use_demo_data": False} | place)
