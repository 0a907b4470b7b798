"""Random raw data against the reference: every number and every reject of every company.

One build by dbt for each set of vars, then the compiled SQL on other raw tables, so that a company
costs seconds. A company that fails is made again by its seed, which the message shows.
"""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, Phase, given, settings, strategies

from tests.harness.compare import assert_matches_reference
from tests.harness.project import RawTables, Warehouse
from tests.harness.random_company import VAR_SETS, random_company
from tests.harness.reference.contract import TABLES

EXAMPLES = 5
"""Companies for each set of vars."""


def every_table(raw: RawTables) -> RawTables:
    """The raw tables, with those that have no rows as a header: all builds read the same tables."""
    headers = {name: ",".join(table.column_names) + "\n" for name, table in TABLES.items()}
    return {name: raw.get(name) or header.encode() for name, header in headers.items()}


@pytest.mark.parametrize("vars_", VAR_SETS, ids=lambda vars_: str(vars_["as_of_date"]))
def test_random_companies(warehouse: Warehouse, vars_: dict[str, object]) -> None:
    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        derandomize=True,
        phases=[Phase.generate],
        suppress_health_check=[HealthCheck.too_slow],
    )
    @given(strategies.integers(0, 2**32 - 1), strategies.integers(1, 8), strategies.booleans())
    def same_as_reference(seed: int, accounts: int, has_bad_rows: bool) -> None:
        company = random_company(seed, accounts, has_bad_rows, dict(vars_))
        result = warehouse.rebuild(every_table(company.raw), company.vars)
        try:
            assert_matches_reference(result, company.vars)
        except pytest.fail.Exception as difference:
            pytest.fail(f"{company}: {difference.msg}", pytrace=False)

    same_as_reference()


def test_laws_hold(warehouse: Warehouse) -> None:
    """Every data test passes on a company that was not written for it."""
    company = random_company(1001, accounts=30)
    result = warehouse.build(every_table(company.raw), company.vars)
    assert result.ok, result.failures()
