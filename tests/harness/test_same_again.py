"""The same input gives the same marts, and the past stays as it was seen then."""

from __future__ import annotations

import random
from datetime import date, timedelta

import pytest

from tests.harness.project import ROOT, Result, Warehouse, read_raw
from tests.harness.test_scenarios import vars_of

DAYS_BACK = 40
LOOKS_AHEAD = {"unbounded_user_retention", "periods_since_all_cohorts"}
"""May change, DECISIONS.md: a return "then or later", and the mean of all cohorts so far."""

EDITED = {"nps", "nps_promoters", "nps_passives", "nps_detractors", "csat", "detractors_to_call"}
"""An answer counts as it was last edited by then."""


def marts(result: Result) -> dict[str, list[tuple[object, ...]]]:
    """The rows of every mart in an order of their own."""
    names = [
        node.name
        for node in result.manifest.nodes.values()
        if node.resource_type == "model" and node.original_file_path.startswith("models/marts")
    ]
    return {name: result.query(f"select * from {{{name}}} order by all") for name in names}


def shuffled(raw: dict[str, bytes], seed: int) -> dict[str, bytes]:
    """The same files with their lines in another order, below the header."""
    chance = random.Random(seed)
    found = {}
    for name, content in raw.items():
        header, *lines = content.splitlines(keepends=True)
        chance.shuffle(lines)
        found[name] = header + b"".join(line.rstrip(b"\n") + b"\n" for line in lines)
    return found


def test_two_builds_are_the_same(warehouse: Warehouse) -> None:
    """Whatever the order in which a loader wrote the rows."""
    scenario = ROOT / "tests" / "scenarios" / "use_and_answers"
    raw, values = read_raw(scenario), vars_of(scenario)
    first = warehouse.rebuild(raw, values)
    assert first.ok, first.failures()
    before = marts(first)
    again = warehouse.rebuild(shuffled(raw, seed=1), values)
    assert again.ok, again.failures()
    after = marts(again)
    assert [name for name in before if before[name] != after[name]] == []
    assert any(before.values())


@pytest.mark.parametrize("name", ["another_zone", "use_and_answers"])
def test_the_past_stays(warehouse: Warehouse, name: str) -> None:
    """What was complete as of an earlier day is the same as of a later one."""
    scenario = ROOT / "tests" / "scenarios" / name
    values = vars_of(scenario)
    today = date.fromisoformat(str(values["as_of_date"]))
    then = {"as_of_date": (today - timedelta(days=DAYS_BACK)).isoformat()}
    seen = []
    for vars_ in (values, values | then):
        result = warehouse.rebuild(scenario, vars_)
        assert result.ok, result.failures()
        seen.append(result.metric_values())
    later, earlier = seen
    complete = {key: row for key, row in earlier.items() if row.is_complete}
    assert complete
    changed = {key for key, row in complete.items() if later.get(key) != row}
    assert {key for key in changed if not set(key) & LOOKS_AHEAD and key[0] not in EDITED} == set()
