"""What the tests of the harness share."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator

import pytest

from tests.harness.postgres import NoPostgres, server
from tests.harness.project import SHARED, Warehouse

WITHOUT_SHARED = (
    "worked examples and a real export are other people's data and not part of this project: "
    "check them out as ../shared or name their folder in NORTH_STAR_SHARED"
)


@pytest.fixture(scope="session")
def warehouse() -> Warehouse:
    """A DuckDB file that is built again by each test."""
    return Warehouse("duckdb")


@pytest.fixture(scope="session")
def postgres() -> Iterator[Warehouse]:
    """A PostgreSQL database that is built again by each test."""
    with contextlib.ExitStack() as stack:
        try:
            stack.enter_context(server())
        except NoPostgres as problem:
            pytest.fail(str(problem), pytrace=False)  # asked for with -m postgres: no silent pass
        yield Warehouse("postgres", one_parse=True)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skips what needs ../shared where there is none; puts what shares a parse into one process."""
    for item in items:
        if item.get_closest_marker("postgres"):
            group = "demo" if "demo" in item.name else "raw tables"
            item.add_marker(pytest.mark.xdist_group(group))
    if not SHARED.is_dir():
        if "NORTH_STAR_SHARED" in os.environ:
            raise pytest.UsageError(f"NORTH_STAR_SHARED names {SHARED}, which is not a folder")
        reason = pytest.mark.skip(reason=WITHOUT_SHARED)
        for item in items:
            if item.get_closest_marker("shared"):
                item.add_marker(reason)
