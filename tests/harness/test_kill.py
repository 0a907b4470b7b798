"""A build that is killed leaves the published marts as they were, and does no harm to the next one.

Real builds, each a process of its own, are killed with SIGKILL at moments that a seed chooses. The
raw tables grow between them, so that those which build on what the last one left have more to do.
"""

from __future__ import annotations

import json
import os
import random
import re
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from tests.harness.project import ROOT, Warehouse
from tests.harness.tiny import VARS, tiny

# what comes of events, users and posts
MARTS = ("fct_feature_use_days", "dim_users", "metric_social_shares")
SELECT = [
    "--select",
    *(f"+{mart}" for mart in MARTS),
    "--exclude",
    "path:tests/laws",
    "path:tests/north_star",
]
STARTED = "Concurrency: "
BEFORE_PUBLISHING = "OK hook: north_star.on-run-end.1"
PUBLISHED = f"published {len(MARTS)} marts"

SAID = "said.txt"

Published = dict[str, list[Any]]


@pytest.fixture(
    scope="module", params=["duckdb", pytest.param("postgres", marks=pytest.mark.postgres)]
)
def warehouse(request: pytest.FixtureRequest) -> Warehouse:
    """A database of each engine, in a folder that keeps the parsed project."""
    if request.param == "postgres":
        request.getfixturevalue("postgres")
    return Warehouse(request.param, folder=ROOT / "target" / "harness" / f"kill_{request.param}")


def load(warehouse: Warehouse, number: int) -> dict[str, Any]:
    """Raw tables that hold more events, users and shares the greater the number.

    Returns:
        The vars to build them with.
    """
    tables = tiny()
    (event, *_), (user, *_) = tables["events"], tables["users"]
    for extra in range(10 * number):
        when = f"2024-03-{1 + extra % 28:02} 11:{extra // 28:02}:00"
        tables["events"].append(event | {"event_id": f"more {extra}", "occurred_at": when})
        if extra % 10 == 0:
            tables["users"].append(user | {"user_id": f"more {extra}"})
    tables["social_posts"][0]["shares"] = number
    warehouse.load(tables)
    return warehouse.values(tables, VARS)


def start(warehouse: Warehouse, number: int) -> tuple[subprocess.Popen[bytes], Path]:
    """Starts a build of the tables of that number, and names the file of what it says."""
    values = load(warehouse, number)
    said = warehouse.folder / SAID
    command = [
        *(str(Path(sys.executable).with_name("dbt")), "--no-use-colors", "build"),
        *("--project-dir", str(ROOT), "--profiles-dir", str(ROOT), "--target", warehouse.target),
        *("--target-path", str(warehouse.folder / "killed")),
        *("--log-path", str(warehouse.folder / "logs"), "--log-level-file", "none"),
        *("--vars", json.dumps(values, sort_keys=True), "--exclude-resource-type", "unit_test"),
        *SELECT,
    ]
    with said.open("wb") as file:
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            env=os.environ | warehouse.environment(),
            stdout=file,
            stderr=file,
            start_new_session=True,
        )
    return process, said


def finish(warehouse: Warehouse, number: int) -> Published:
    """A build to its end; the marts that it published."""
    process, said = start(warehouse, number)
    assert process.wait() == 0, said.read_text()
    assert PUBLISHED in said.read_text()
    return marts(warehouse)


def kill(process: subprocess.Popen[bytes], seconds: float, after: str, said: Path) -> bool:
    """Kills a build this many seconds after it said something; False if it was over by then."""
    while after not in said.read_text():
        if process.poll() is not None:
            return False
        time.sleep(0.01)
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        return True
    return False


def marts(warehouse: Warehouse, schema: str = "") -> Published:
    """The rows of all marts, as readers see them or of another schema, in an order of their own."""
    schema = schema or warehouse.published_schema
    if warehouse.target == "postgres":  # a server ends a statement that nobody waits for
        others = "select 1 from pg_stat_activity where datname = current_database() and pid <> "
        while warehouse.read(others + "pg_backend_pid()"):
            time.sleep(0.05)
    return {
        mart: sorted(warehouse.read(f'select * from "{schema}"."{mart}"'), key=repr)
        for mart in MARTS
    }


@pytest.mark.parametrize("kills", [5, pytest.param(100, marks=pytest.mark.long)])
def test_killed_builds(warehouse: Warehouse, kills: int) -> None:
    chance = random.Random(kills)
    warehouse.empty()
    published = finish(warehouse, 1)
    assert all(published.values())
    duration = float(re.findall(r"\(([\d.]+)s\)\.", (warehouse.folder / SAID).read_text())[-1])
    killed = in_time = 0
    for number in range(2, kills + 2):
        process, said = start(warehouse, number)
        # most of them anywhere, some while the marts are copied
        if number % 5:
            was_killed = kill(process, chance.uniform(0, duration), STARTED, said)
        else:
            was_killed = kill(process, chance.uniform(0, 1), BEFORE_PUBLISHING, said)
        killed += was_killed
        found = marts(warehouse)
        if found == published:
            in_time += was_killed
        else:  # too late: then all of them, and whole
            assert found == marts(warehouse, f"{warehouse.published_schema}_audit")
            published = found
    assert killed > kills / 2
    assert in_time
    after = finish(warehouse, kills + 1)
    warehouse.empty()
    assert finish(warehouse, kills + 1) == after
