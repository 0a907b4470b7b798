"""`metric_values` of a build against another answer, with a message that shows what differs."""

from __future__ import annotations

import csv
import functools
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.harness.project import ROOT, Result, Row, as_csv, digest
from tests.harness.reference import compute, read_folder
from tests.harness.reference import raw_row_counts as expected_counts
from tests.harness.reference.settings import Settings, from_vars
from tests.harness.tiny import VARS as TINY_VARS
from tests.harness.tiny import tiny

TOLERANCE = Fraction(1, 10**8)
SHOWN = 20


def settings(vars: Mapping[str, Any]) -> Settings:
    """The reference's settings for a build with these vars, over the project's own."""
    defaults = yaml.safe_load((ROOT / "dbt_project.yml").read_text())["vars"]
    values = defaults | dict(vars)
    return from_vars({name: value for name, value in values.items() if value is not None})


@functools.cache
def answered() -> frozenset[str]:
    """The metrics that the reference answers: those that it has for a company with every table."""
    raw = {
        table: list(csv.DictReader(as_csv(rows).decode().splitlines()))
        for table, rows in tiny().items()
    }
    return frozenset(key.metric_name for key in compute(raw, settings(TINY_VARS)))


@functools.lru_cache(maxsize=1)
def _answer(raw_digest: str, raw_path: Path, chosen: Settings) -> dict[Any, Any]:
    # mutations ask for the same again and again
    return compute(read_folder(raw_path), chosen)


def differences_from_reference(
    result: Result, vars: Mapping[str, Any], tolerance: Fraction = TOLERANCE
) -> list[str]:
    """How a build differs from what plain Python makes of its raw tables."""
    folder = result.warehouse.raw_path
    chosen = settings(vars)
    files = {path.name: path.read_text() for path in folder.glob("*.csv")}
    counts = {
        key: count for key, count in expected_counts(read_folder(folder), chosen).items() if count
    }
    found = result.raw_row_counts()
    lines = [
        f"{table}: {found.get((table, reason), 0)} rows {reason or 'accepted'},"
        f" expected {counts.get((table, reason), 0)}"
        for table, reason in found.keys() | counts.keys()
        if found.get((table, reason)) != counts.get((table, reason))
    ]
    expected = _answer(digest(files), folder, chosen)
    names = answered() | {key.metric_name for key in expected}
    values = {key: row for key, row in result.metric_values().items() if key.metric_name in names}
    return sorted(lines) + differences(values, expected, tolerance)


def assert_matches_reference(result: Result, vars: Mapping[str, Any]) -> None:
    """Every number and row count of the build is what plain Python makes of its raw tables."""
    assert result.ok, result.failures()
    _assert_none(differences_from_reference(result, vars))


def _assert_none(lines: list[str]) -> None:
    if lines:
        by_metric: dict[str, list[str]] = {}
        for line in lines:
            by_metric.setdefault(line.split()[0], []).append(line)
        names = ", ".join(f"{name} {len(found)}" for name, found in by_metric.items())
        each = max(1, SHOWN // len(by_metric))
        shown = [line for found in by_metric.values() for line in found[:each]][:SHOWN]
        pytest.fail(f"{len(lines)} rows differ ({names}):\n" + "\n".join(shown), pytrace=False)


def differences(
    found: Mapping[Any, Row], expected: Mapping[Any, Any], tolerance: Fraction = TOLERANCE
) -> list[str]:
    """A line for each row that is missing, that nobody expects, or that says something else."""
    # the two answers have a class each for their keys; as plain tuples they are the same
    ours = {tuple(key): row for key, row in found.items()}
    theirs = {tuple(key): row for key, row in expected.items()}
    lines = []
    for key in sorted(ours.keys() | theirs.keys()):
        name = " ".join(map(str, key))
        if key not in theirs:
            lines.append(f"{name}: unexpected, {_shown(ours[key])}")
        elif key not in ours:
            lines.append(f"{name}: missing, expected {_shown(theirs[key])}")
        else:
            wrong = [
                f"{field} {_text(getattr(ours[key], field))}"
                f" expected {_text(getattr(theirs[key], field))}"
                for field in Row._fields
                if not _equal(getattr(ours[key], field), getattr(theirs[key], field), tolerance)
            ]
            if wrong:
                lines.append(f"{name}: {', '.join(wrong)}")
    return lines


def _equal(one: Any, other: Any, tolerance: Fraction) -> bool:
    numbers = (int, float, Decimal, Fraction)
    if isinstance(one, bool) or not isinstance(one, numbers) or not isinstance(other, numbers):
        return one == other
    return abs(Fraction(one) - Fraction(other)) <= tolerance


def _text(value: Any) -> str:
    return f"{float(value):.10g}" if isinstance(value, Decimal | Fraction) else str(value)


def _shown(row: Any) -> str:
    return ", ".join(f"{field} {_text(getattr(row, field))}" for field in Row._fields)
