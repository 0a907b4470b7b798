"""The worked examples of ../shared/cases on the models: what they publish is what comes out.

Examples that differ in nothing but the day they look back from are built as of the latest of these,
which changes nothing of the past: so four builds serve them all.
"""

from __future__ import annotations

import json
from itertools import groupby
from typing import Any

import pytest

from tests.harness.cases import CASES, Case, wrong_answers
from tests.harness.project import Warehouse
from tests.harness.test_random_companies import every_table

pytestmark = pytest.mark.shared


def other_vars(case: Case) -> dict[str, Any]:
    """A case's vars without its day, and without its tables: a table of no rows says the same."""
    return {k: v for k, v in case.vars.items() if k not in ("as_of_date", "raw_tables")}


def group_of(name: str) -> tuple[str, str]:
    """The examples that share a build: those of one year with the same vars."""
    case = CASES[name]
    return str(case.vars["as_of_date"])[:4], json.dumps(other_vars(case), sort_keys=True)


def last_day(name: str) -> str:
    """The latest day from which an example of the group looks back."""
    return max(
        str(CASES[one].vars["as_of_date"]) for one in CASES if group_of(one) == group_of(name)
    )


@pytest.mark.parametrize(
    "name", [name for _, names in groupby(sorted(CASES, key=group_of), group_of) for name in names]
)
def test_worked_example(warehouse: Warehouse, name: str) -> None:
    case = CASES[name]
    vars_ = other_vars(case) | {"as_of_date": last_day(name)}
    result = warehouse.rebuild(every_table(case.raw), vars_)
    assert result.ok, result.failures()
    assert not wrong_answers(case, result.metric_values())
