"""Each mistake of mutations.py is caught: by a unit test of the model, else by the reference."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from tests.harness.compare import differences_from_reference
from tests.harness.mutations import MUTATIONS, Mutant, Mutation, Outcome
from tests.harness.project import Failure, RawTables
from tests.harness.random_company import VAR_SETS, random_company

VARS = VAR_SETS[0]


def company() -> RawTables:
    """A company in which all that can go wrong happens."""
    return random_company(seed=55, accounts=16, vars_=VARS).raw


@dataclass
class Tried:
    """The copy of the project as it is, and what became of each mistake in it."""

    mutant: Mutant
    differences: list[str]
    failures: list[Failure]
    outcomes: dict[Mutation, Outcome]


@pytest.fixture(scope="module")
def tried(request: pytest.FixtureRequest) -> Tried:
    """Made once for all mistakes that this session asks for."""
    asked = [
        item.callspec.params["mutation"]
        for item in request.session.items
        if item.get_closest_marker("mutation") and "mutation" in item.fixturenames
    ]
    mutant = Mutant(company(), VARS)
    differences = differences_from_reference(mutant.clean, VARS)
    failures = mutant.failures(asked) if asked else []
    return Tried(mutant, differences, failures, mutant.outcomes(asked))


@pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda mutation: mutation.name)
def test_text_stands_in_the_file_once(mutation: Mutation) -> None:
    assert mutation.path()
    assert mutation.replace != mutation.find


@pytest.mark.mutation
def test_copy_is_right_as_it_is(tried: Tried) -> None:
    assert not tried.differences
    assert not tried.failures


@pytest.mark.mutation
@pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda mutation: mutation.name)
def test_caught(tried: Tried, mutation: Mutation) -> None:
    outcome = tried.outcomes[mutation]
    assert not outcome.errors, "the mistake has to be SQL that runs"
    if outcome.unit_tests:
        print(*outcome.unit_tests, sep="\n")  # pytest -rP shows it
        return
    result = tried.mutant.build(outcome)
    assert result.ok, result.failures()
    wrong = differences_from_reference(result, VARS)
    print(f"no unit test fails, {len(wrong)} rows differ from the reference")
    assert wrong
