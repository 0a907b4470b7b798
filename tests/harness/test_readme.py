"""The README says what the project does."""

from __future__ import annotations

import re

from tests.harness.project import ROOT, Warehouse
from tests.harness.readme import README, written


def test_the_numbers_and_the_metrics_are_those_that_come_out(warehouse: Warehouse) -> None:
    text = README.read_text()
    assert written(text, warehouse) == text, "run: python -m tests.harness.readme"


def test_links_lead_somewhere() -> None:
    targets = re.findall(r"\]\(([^)#:]+)\)", README.read_text())
    missing = [target for target in targets if not (ROOT / target).exists()]
    assert targets
    assert not missing
