"""Each mistake of mutations.py is caught: by the reference, by a unit test, or by an error."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from tests.harness.compare import differences_from_reference
from tests.harness.mutations import MUTATIONS, Mutant, Mutation
from tests.harness.project import RawTables
from tests.harness.random_company import VAR_SETS, random_company

pytestmark = pytest.mark.mutation

VARS = VAR_SETS[0]


def company() -> RawTables:
    """A company in which all that can go wrong happens."""
    return random_company(seed=55, accounts=16, vars_=VARS).raw


class Unchanged(NamedTuple):
    """The copy of the project, and how it differs from the reference as it is: not at all."""

    mutant: Mutant
    differences: list[str]


@pytest.fixture(scope="module")
def unchanged() -> Unchanged:
    """Built once for all."""
    mutant = Mutant(company(), VARS)
    return Unchanged(mutant, differences_from_reference(mutant.clean, VARS))


def test_copy_is_right_as_it_is(unchanged: Unchanged) -> None:
    assert not unchanged.differences


@pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda mutation: mutation.name)
def test_caught(unchanged: Unchanged, mutation: Mutation) -> None:
    result, unit_tests = unchanged.mutant.apply(mutation)
    wrong = set(differences_from_reference(result, VARS)) if result.ok else {"it does not build"}
    wrong -= set(unchanged.differences)
    print(f"{len(wrong)} rows differ, {len(unit_tests)} unit tests fail")  # pytest -s
    assert unit_tests or wrong
