"""The raw data sets of tests/scenarios: every mart against the independent answer in Python.

A scenario is a folder of `<table>.csv` with a `vars.yml`, which has the vars and, as a comment,
what the scenario is about.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.harness.compare import assert_matches_reference
from tests.harness.project import ROOT, Warehouse

SCENARIOS = sorted(path.parent for path in (ROOT / "tests" / "scenarios").glob("*/vars.yml"))


def vars_of(scenario: Path) -> dict[str, Any]:
    """The dbt vars of a scenario."""
    return yaml.safe_load((scenario / "vars.yml").read_text()) or {}


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.name)
def test_scenario(warehouse: Warehouse, scenario: Path) -> None:
    """Built as a user builds it, with all data tests and laws."""
    result = warehouse.build(scenario, vars_of(scenario))
    assert_matches_reference(result, vars_of(scenario))
