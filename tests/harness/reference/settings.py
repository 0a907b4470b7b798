"""How the raw tables are read: the project's dbt vars, under their own names and defaults."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo


@dataclass(frozen=True)
class Settings:
    """The vars of raw_contract.md, "How they are read".

    ``as_of_date`` has no default here: a reference answer never depends on the day of the run,
    but for ``run_date``, which only bounds the dates that are plausible. ``raw_tables`` None
    means: the tables that the caller hands over.
    """

    as_of_date: date
    run_date: date = field(default_factory=date.today)
    raw_tables: frozenset[str] | None = None
    reporting_currency: str = "USD"
    reporting_timezone: str = "UTC"
    week_start: str = "monday"
    mrr_statuses: tuple[str, ...] = ("active", "past_due")
    churn_recognised: str = "at_end"
    reactivation_window_months: int | None = None
    inactive_events: tuple[str, ...] = ()
    login_events: tuple[str, ...] = ("login",)
    value_events: tuple[str, ...] = ("value",)
    onboarded_event: str = "onboarded"
    session_timeout_minutes: int = 30
    cart_window_hours: int = 24
    trial_window_days: int = 90

    @property
    def zone(self) -> ZoneInfo:
        """The reporting timezone, in which every day of the reference is a day."""
        return ZoneInfo(self.reporting_timezone)

    @property
    def weeks_start_on(self) -> int:
        """The weekday (Monday 0) on which a week starts."""
        return {"monday": 0, "sunday": 6}[self.week_start]


def from_vars(values: Mapping[str, Any]) -> Settings:
    """The settings that some dbt vars stand for; vars that no metric reads are passed over."""
    known = {item.name for item in fields(Settings)}
    found: dict[str, Any] = {name: value for name, value in values.items() if name in known}
    for name in ("mrr_statuses", "inactive_events", "login_events", "value_events"):
        if name in found:
            found[name] = tuple(found[name])
    for name in ("as_of_date", "run_date"):
        if isinstance(found.get(name), str):
            found[name] = date.fromisoformat(found[name])
    if found.get("raw_tables") is not None:
        found["raw_tables"] = frozenset(found["raw_tables"])
    return Settings(**found)
