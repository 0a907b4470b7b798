"""The same numbers on PostgreSQL as on DuckDB, row for row (make test-postgres)."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from tests.harness.compare import assert_same
from tests.harness.project import Warehouse
from tests.harness.test_scenarios import SCENARIOS, vars_of

pytestmark = pytest.mark.postgres

ROUNDING = Fraction(1, 2 * 10**8)  # equal when rounded to eight decimals


def test_demo(warehouse: Warehouse, postgres: Warehouse) -> None:
    here = warehouse.build(None, tests=False)
    assert here.ok, here.failures()
    there = postgres.build(None)
    assert there.ok, there.failures()
    assert there.raw_row_counts() == here.raw_row_counts()
    assert_same(there.metric_values(), here.metric_values(), ROUNDING)


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.name)
def test_scenario(warehouse: Warehouse, postgres: Warehouse, scenario: Path) -> None:
    here = warehouse.build(scenario, vars_of(scenario), tests=False)
    assert here.ok, here.failures()
    there = postgres.build(scenario, vars_of(scenario))
    assert there.ok, there.failures()
    assert there.raw_row_counts() == here.raw_row_counts()
    assert_same(there.metric_values(), here.metric_values(), ROUNDING)
