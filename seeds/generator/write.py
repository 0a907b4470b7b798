"""Writers: CSV text (the demo) and typed Parquet by way of DuckDB (anything larger)."""

from __future__ import annotations

import csv
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import duckdb

from .contract import SQL_TYPES, TABLES

Row = Sequence[Any]


def cell(value: Any, kind: str) -> str:
    """One value as CSV text; a string stands as it is (a planted wart), None is empty."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if kind == "timestamp":
        return value.strftime("%Y-%m-%d %H:%M:%S")
    if kind == "date":
        return value.strftime("%Y-%m-%d")
    if kind == "bool":
        return "true" if value else "false"
    if kind == "money":
        return f"{value:.2f}"
    if kind == "number":
        return f"{value:.6f}".rstrip("0").rstrip(".")
    return str(value)


def write_csv(path: Path, table: str, rows: Iterable[Row]) -> None:
    """Write a table's rows, given in contract order with ``_loaded_at`` last.

    Raises:
        ValueError: a row has not as many cells as the table has columns.
    """
    columns = TABLES[table]
    kinds = [kind for _, kind in columns]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow([name for name, _ in columns])
        for row in rows:
            if len(row) != len(kinds):
                raise ValueError(f"{table}: {len(row)} cells for {len(kinds)} columns: {row}")
            writer.writerow([cell(v, k) for v, k in zip(row, kinds, strict=True)])


def write_parquet(path: Path, table: str, rows: Iterable[Row]) -> None:
    """Write a small or middling table as typed Parquet."""
    with tempfile.TemporaryDirectory() as folder:
        text = Path(folder) / "rows.csv"
        write_csv(text, table, rows)
        casts = ", ".join(f'cast("{c}" as {SQL_TYPES[k]}) as "{c}"' for c, k in TABLES[table])
        with duckdb.connect() as warehouse:
            warehouse.execute(
                f"copy (select {casts} from read_csv('{text}', header = true, all_varchar = true))"
                f" to '{path}' (format parquet)"
            )


def join_parquet(parts: list[Path], path: Path) -> None:
    """Make one Parquet file of several, streaming."""
    files = ", ".join(f"'{part}'" for part in parts)
    with duckdb.connect() as warehouse:
        warehouse.execute("set preserve_insertion_order = false; set memory_limit = '2GB'")
        warehouse.execute(f"copy (from read_parquet([{files}])) to '{path}' (format parquet)")
