"""The Python reference against the worked examples of ../shared/cases."""

from __future__ import annotations

import pytest

from tests.harness.cases import ADAPTERS, CASES, NOT_OURS, shared_cases, wrong_answers
from tests.harness.reference import compute
from tests.harness.reference.settings import from_vars

pytestmark = pytest.mark.shared


@pytest.mark.parametrize("name", ADAPTERS)
def test_worked_example(name: str) -> None:
    case = CASES[name]
    assert case.expected
    rows = compute(case.raw, from_vars(case.vars), case.families)
    assert not wrong_answers(case, rows)


def test_every_worked_example_is_used_or_explained() -> None:
    folder = shared_cases()
    assert folder is not None
    examples = {path.name for path in folder.iterdir() if path.is_dir()}
    assert examples == {name.split("/")[0] for name in ADAPTERS} | set(NOT_OURS)
