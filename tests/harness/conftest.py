"""What the tests of the harness share."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

import pytest

from tests.harness.postgres import NoPostgres, server
from tests.harness.project import SHARED, Warehouse


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
            pytest.skip(str(problem))
        yield Warehouse("postgres", one_parse=True)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skips what needs ../shared where there is none; puts what shares a parse into one process."""
    for item in items:
        if item.get_closest_marker("postgres"):
            group = "demo" if "demo" in item.name else "raw tables"
            item.add_marker(pytest.mark.xdist_group(group))
    if not SHARED.is_dir():
        reason = pytest.mark.skip(reason="../shared is absent: worked examples and the real export")
        for item in items:
            if item.get_closest_marker("shared"):
                item.add_marker(reason)
