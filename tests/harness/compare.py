"""`metric_values` of a build against another answer, with a message that shows what differs."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

import yaml

from tests.harness.project import ROOT, Result, Row, Warehouse
from tests.harness.reference import compute, read_folder
from tests.harness.reference import raw_row_counts as expected_counts
from tests.harness.reference.settings import Settings, from_vars

TOLERANCE = Fraction(1, 10**8)
SHOWN = 20


def settings(vars: Mapping[str, Any]) -> Settings:
    """The reference's settings for a build with these vars, over the project's own."""
    defaults = yaml.safe_load((ROOT / "dbt_project.yml").read_text())["vars"]
    values = defaults | dict(vars)
    return from_vars({name: value for name, value in values.items() if value is not None})


def assert_matches_reference(
    result: Result, vars: Mapping[str, Any], tolerance: Fraction = TOLERANCE
) -> None:
    """Every number and row count of the build is what plain Python makes of its raw tables."""
    assert result.ok, result.failures()
    raw = read_folder(result.warehouse.raw_path)
    chosen = settings(vars)
    counts = {key: count for key, count in expected_counts(raw, chosen).items() if count}
    assert result.raw_row_counts() == counts
    assert_same(result.metric_values(), compute(raw, chosen), tolerance)


def assert_same(
    found: Mapping[Any, Row], expected: Mapping[Any, Any], tolerance: Fraction = TOLERANCE
) -> None:
    """The same keys, and the same row under each."""
    lines = differences(found, expected, tolerance)
    assert not lines, f"{len(lines)} rows differ:\n" + "\n".join(lines[:SHOWN])


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


def assert_case(warehouse: Warehouse, raw: Any, vars: Mapping[str, Any]) -> Result:
    """Builds without data tests and compares."""
    result = warehouse.rebuild(raw, vars)
    assert_matches_reference(result, vars)
    return result


def _equal(one: Any, other: Any, tolerance: Fraction) -> bool:
    numbers = (int, float, Decimal, Fraction)
    if isinstance(one, bool) or not isinstance(one, numbers) or not isinstance(other, numbers):
        return one == other
    return abs(Fraction(one) - Fraction(other)) <= tolerance


def _text(value: Any) -> str:
    return f"{float(value):.10g}" if isinstance(value, Decimal | Fraction) else str(value)


def _shown(row: Any) -> str:
    return ", ".join(f"{field} {_text(getattr(row, field))}" for field in Row._fields)
