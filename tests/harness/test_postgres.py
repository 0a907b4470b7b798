"""The same tables on PostgreSQL as on DuckDB, row for row (make test-postgres).

Every model, not only metric_values: its columns, their types, and its rows, where a number has to
be the same to the last decimal. What PostgreSQL holds is read into DuckDB and compared there.
"""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from tests.harness.project import Result, Warehouse
from tests.harness.test_scenarios import SCENARIOS, vars_of

pytestmark = pytest.mark.postgres

# the row as the engine holds it, or as JSON with its own blanks and its own order of the keys; the
# number of a definition, whose SQL has the engine's words; what is made of the engine's own hashes
ENGINES_OWN = (
    *("raw_row", "definition", "row_hash", "views_checksum", "use_checksum"),
    *("segment_span_id", "previous_segment_span_id", "paid_segment_span_id"),
)

SHOWN = 3

TYPES = {
    "bigint": "BIGINT",
    "boolean": "BOOLEAN",
    "character varying": "VARCHAR",
    "date": "DATE",
    "integer": "INTEGER",
    "text": "VARCHAR",
    "timestamp without time zone": "TIMESTAMP",
}


@pytest.fixture(scope="module")
def warehouse() -> Warehouse:
    """A DuckDB file that is built again by each test."""
    return Warehouse("duckdb", one_parse=True)


def test_demo(warehouse: Warehouse, postgres: Warehouse, tmp_path: Path) -> None:
    """Built there as a user builds it: with all unit tests, data tests and laws."""
    here = warehouse.build(None, tests=False)
    there = postgres.build(None, unit_tests=True)
    assert_same_tables(here, there, tmp_path)


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.name)
def test_scenario(
    warehouse: Warehouse, postgres: Warehouse, scenario: Path, tmp_path: Path
) -> None:
    """Without data tests: they are passed on DuckDB (test_scenarios.py) by the same rows."""
    here = warehouse.build(scenario, vars_of(scenario), tests=False)
    there = postgres.build(scenario, vars_of(scenario), tests=False)
    assert_same_tables(here, there, tmp_path)


def assert_same_tables(here: Result, there: Result, folder: Path) -> None:
    """Every model has the same columns and the same rows; staged text sorts by its bytes."""
    assert here.ok, here.failures()
    assert there.ok, there.failures()
    models = [node.name for node in here.manifest.nodes.values() if node.resource_type == "model"]
    assert models
    lines = []
    with duckdb.connect(str(here.warehouse.database), read_only=True) as connection:
        connection.execute("set TimeZone = 'UTC'")
        for model in models:
            lines += differences(connection, here, there, model, folder / "rows.csv")
    lines += unordered_text(there)
    if lines:
        pytest.fail("\n".join(lines), pytrace=False)


def unordered_text(result: Result) -> list[str]:
    """Staged text that PostgreSQL would sort by the database's own rules, not by its bytes."""
    columns = result.query(
        "select table_name, column_name from information_schema.columns "
        f"where table_schema = '{result.warehouse.schema}_staging' and data_type = 'text' "
        f"and collation_name is distinct from 'C' and column_name not in {ENGINES_OWN}"
    )
    return [f"{table}: {column} is not of collation C" for table, column in columns]


def differences(
    connection: duckdb.DuckDBPyConnection, here: Result, there: Result, model: str, file: Path
) -> list[str]:
    """Lines that say how a model differs."""
    ours, theirs = columns_here(connection, here, model), columns_there(there, model)
    wrong = sorted(
        (name, kind)
        for name, kind in set(ours.items()) ^ set(theirs.items())
        if name not in ENGINES_OWN
    )
    if wrong or set(ours) != set(theirs):
        return [f"{model}: columns differ: {', '.join(' '.join(column) for column in wrong)}"]
    compared = [name for name in ours if name not in ENGINES_OWN]
    names = ", ".join(f'"{name}"' for name in compared)
    there.warehouse.export(f"select {names} from {there.relation(model)}", file)
    kinds = ", ".join(f"'{name}': '{ours[name]}'" for name in compared)
    rows_here = f"select {names} from {here.relation(model)}"
    rows_there = (
        f"select * from read_csv('{file}', columns = {{{kinds}}}, auto_detect = false, "
        "header = false, delim = ',', quote = '\"', escape = '\"', nullstr = '\\N')"
    )
    lines = []
    for side, query in (
        ("DuckDB", f"{rows_here} except all {rows_there}"),
        ("PostgreSQL", f"{rows_there} except all {rows_here}"),
    ):
        rows = connection.execute(query).fetchall()
        lines += [f"{model}: {len(rows)} rows on {side} only"] if rows else []
        lines += [f"    {dict(zip(compared, row, strict=True))}" for row in rows[:SHOWN]]
    return lines


def columns_here(
    connection: duckdb.DuckDBPyConnection, result: Result, model: str
) -> dict[str, str]:
    """The columns of a model on DuckDB with their types."""
    described = connection.execute(f"describe {result.relation(model)}").fetchall()
    return {name: kind for name, kind, *_ in described}


def columns_there(result: Result, model: str) -> dict[str, str]:
    """The columns of a model on PostgreSQL with their types as DuckDB names them."""
    schema, table = result.relation(model).replace('"', "").split(".")
    columns = result.query(
        "select column_name, data_type, numeric_precision, numeric_scale "
        "from information_schema.columns "
        f"where table_schema = '{schema}' and table_name = '{table}'"
    )
    found = {}
    for name, kind, precision, scale in columns:
        found[name] = TYPES.get(kind, kind)
        if kind == "numeric" and precision:
            found[name] = f"DECIMAL({precision},{scale})"
    return found
