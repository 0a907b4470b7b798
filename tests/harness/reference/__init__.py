"""The independent answer: every metric from the raw tables, straight from the definitions.

No SQL, no data frames. ``compute`` is the entry point; the SQL models are compared with it.
"""

from collections.abc import Callable, Iterable

from . import (
    acquisition,
    commerce,
    engagement,
    marketing,
    revenue,
    satisfaction,
    unit_economics,
    usage,
    web,
)
from .accept import Accepted, Raw, accept, raw_row_counts, read_folder
from .rows import Key, Row, Rows
from .settings import Settings
from .world import World

FAMILIES: dict[str, Callable[[World], Rows]] = {
    "revenue": revenue.compute,
    "engagement": engagement.compute,
    "usage": usage.compute,
    "satisfaction": satisfaction.compute,
    "acquisition": acquisition.compute,
    "web": web.compute,
    "marketing": marketing.compute,
    "commerce": commerce.compute,
    "unit_economics": unit_economics.compute,
}

__all__ = [
    "FAMILIES",
    "Accepted",
    "Key",
    "Raw",
    "Row",
    "Settings",
    "accept",
    "compute",
    "raw_row_counts",
    "read_folder",
]


def compute(raw: Raw, settings: Settings, families: Iterable[str] | None = None) -> dict[Key, Row]:
    """The rows of metric_values of the families asked for (all without), exact."""
    world = World(accept(raw, settings), settings)
    rows: Rows = {}
    for family in FAMILIES if families is None else families:
        rows.update(FAMILIES[family](world))
    return rows
