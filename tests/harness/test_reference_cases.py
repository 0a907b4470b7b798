"""The Python reference against the worked examples of ../shared/cases."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from tests.harness.cases import ADAPTERS, CASES, NOT_OURS, Expected, shared_cases
from tests.harness.reference import Key, Row, compute
from tests.harness.reference.settings import from_vars

WITHOUT = "worked examples are absent: set NORTH_STAR_SHARED or check out ../shared"


def found_value(rows: dict[Key, Row], expected: Expected) -> Any:
    key = Key(
        expected.metric_name,
        expected.period_grain,
        expected.period_start,
        expected.segment_type,
        expected.segment_value,
    )
    return rows[key].metric_value if key in rows else None


@pytest.mark.parametrize("name", ADAPTERS)
def test_worked_example(name: str) -> None:
    if name not in CASES:
        pytest.skip(WITHOUT)
    case = CASES[name]
    assert case.expected
    rows = compute(case.raw, from_vars(case.vars), case.families)
    wrong = []
    for expected in case.expected:
        found = found_value(rows, expected)
        if expected.value is None or found is None:
            right = found is None and expected.value is None
        else:
            right = abs(found - Fraction(expected.value)) <= Fraction(expected.tolerance)
        if not right:
            wrong.append((expected, found))
    assert not wrong


def test_every_worked_example_is_used_or_explained() -> None:
    folder = shared_cases()
    if folder is None:
        pytest.skip(WITHOUT)
    examples = {path.name for path in folder.iterdir() if path.is_dir()}
    assert examples == {name.split("/")[0] for name in ADAPTERS} | set(NOT_OURS)
