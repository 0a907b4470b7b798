"""Personal data stays where raw rows stay: in staging and with the rejects."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.harness.project import RawTable, Result, Warehouse
from tests.harness.tiny import VARS, tiny

PERSONAL = {"account_name", "comment", "raw_row"}
MARK = "very private"
# the rejects' store: raw_row of the rows that were not accepted
REJECTS = re.compile(r"core_(\w+_loaded|\w+_checked|late_rejects|rejects)$")


@pytest.fixture(scope="module")
def marked(warehouse: Warehouse) -> Result:
    """A build whose every account and answer carries a text that nobody else may read.

    Half of them are rejected as well, so that the mark lies in the rejects too.
    """
    tables: dict[str, RawTable] = dict(tiny())
    for table, key, column, broken in (
        ("accounts", "account_id", "account_name", {"created_at": "soon"}),
        ("survey_responses", "response_id", "comment", {"score": "ten"}),
    ):
        rows: list[dict[str, Any]] = [dict(row) | {column: MARK} for row in tiny()[table]]
        tables[table] = rows + [row | {key: f"bad {row[key]}"} | broken for row in rows]
    result = warehouse.rebuild(tables, VARS | {"max_rejected_share": 1})
    assert result.ok, result.failures()
    return result


def models(result: Result) -> dict[str, Any]:
    """The models past staging, by name."""
    return {
        node.name: node
        for node in result.manifest.nodes.values()
        if node.resource_type == "model"
        and not node.original_file_path.startswith("models/staging/")
    }


def columns(result: Result) -> list[tuple[str, str, str]]:
    """Model, column and type of everything past staging, as it was built."""
    found = result.query(
        "select table_schema, table_name, column_name, data_type from information_schema.columns"
    )
    names = {(node.schema, node.alias): name for name, node in models(result).items()}
    return [
        (names[schema, table], column, kind)
        for schema, table, column, kind in found
        if (schema, table) in names
    ]


def test_no_personal_column_leaves_staging(marked: Result) -> None:
    found = columns(marked)
    assert {model for model, _, _ in found} == set(models(marked))
    wrong = [
        f"{model}.{column}"
        for model, column, _ in found
        if column in PERSONAL and not (column == "raw_row" and REJECTS.match(model))
    ]
    assert not wrong


def test_no_personal_text_leaves_staging(marked: Result) -> None:
    """Under no name either: the mark stands in the raw rows of the rejects, and nowhere else."""
    kept_in = {
        f"{model}.{column}"
        for model, column, _ in columns(marked)
        if marked.query(
            f"select 1 from {{{model}}} where cast(\"{column}\" as varchar) like '%{MARK}%' limit 1"
        )
    }
    rejects = {name for name in kept_in if name.endswith(".raw_row")}
    assert {"core_rejects.raw_row"} <= rejects
    assert all(REJECTS.match(name.removesuffix(".raw_row")) for name in rejects)
    assert kept_in == rejects
