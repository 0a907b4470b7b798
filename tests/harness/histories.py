"""Random histories of raw tables: what a loader had brought by each of several days.

Each state is a whole set of raw tables, as a build of that day reads them; the last one is a random
company's. Between them rows of what grows by the day arrive, in time, late, with or without a time
of loading, again under a key that was there, corrected in place within the lookback, or are taken
back. The loader of an even seed says of each row when it was loaded and takes none back, so that
nothing but the lookback finds a correction. The other tables are restated: an answer is edited, a
subscription's price changes, an account is merged, a user or an alias becomes known or is gone, so
that accepted events turn into rejects and back.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from tests.harness.cases import RawRow
from tests.harness.random_company import random_company
from tests.harness.reference.contract import TABLES

GROWN = {"events": "event_id", "page_views": "page_view_id", "email_events": "email_event_id"}
"""The tables that are read as they grow, with their keys."""

DAYS_BETWEEN = 10


@dataclass(frozen=True)
class State:
    """The raw tables as of a day, every table of the contract among them, and the dbt vars."""

    raw: dict[str, list[RawRow] | bytes] = field(repr=False)
    vars: dict[str, Any]


@dataclass
class Arrival:
    """A row of a grown table: in which states it is there, and how it reads there."""

    first: int
    last: int
    row: RawRow
    earlier: RawRow | None = None
    """As it read in its first state, where it was corrected later."""


def random_history(seed: int, states: int, accounts: int, vars_: dict[str, Any]) -> list[State]:
    """The states of a random history, the first first.

    Args:
        seed: of all choices.
        states: how many, `DAYS_BETWEEN` days apart; the last is as of the vars' as_of_date.
        accounts: of the company.
        vars_: dbt vars, one of random_company.VAR_SETS.
    """
    chance = random.Random(seed)
    raw = random_company(seed, accounts, has_bad_rows=True, vars_=dict(vars_)).raw
    last_day = date.fromisoformat(str(vars_["as_of_date"]))
    days = [last_day - timedelta(days=DAYS_BETWEEN * back) for back in reversed(range(states))]
    arrivals = {
        table: [
            arrival
            for row in raw.get(table, [])
            for arrival in _arrivals(chance, table, dict(row), days, seed % 2 == 0)
        ]
        for table in GROWN
    }
    found = []
    for number, day in enumerate(days):
        tables = {name: list(rows) for name, rows in raw.items() if name not in GROWN}
        if number < states - 1:
            tables = _as_it_was(chance, tables)
        for table, rows in arrivals.items():
            tables[table] = list(_there(rows, number))
            chance.shuffle(tables[table])
        found.append(State(_complete(tables), vars_ | {"as_of_date": day.isoformat()}))
    return found


def _arrivals(
    chance: random.Random, table: str, row: RawRow, days: list[date], is_orderly: bool
) -> list[Arrival]:
    """How a row comes: once or twice, early or late, and whether it is corrected or taken back."""
    last = len(days) - 1
    first = chance.randint(0, last)
    # a row without a time of loading is of its own day, which is before the first state's
    is_early = not is_orderly and "1990" < (row["occurred_at"] or "") < days[0].isoformat()
    row["_loaded_at"] = None if is_early and chance.random() < 0.5 else _moment(chance, days[first])
    arrival = Arrival(first, last, row)
    if row["_loaded_at"] and chance.random() < 0.2:
        kept = {GROWN[table], "occurred_at", "_loaded_at"}
        arrival.earlier = row | {chance.choice(sorted(set(row) - kept)): None}
    elif not is_orderly and chance.random() < 0.1:
        arrival.last = chance.randint(first, last)
    if chance.random() < 0.1:
        again = chance.randint(first, last)
        repeat = row | {"_loaded_at": _moment(chance, days[again]), "user_id": row.get("user_id")}
        repeat = {name: value for name, value in repeat.items() if name in row}
        return [arrival, Arrival(again, last, repeat)]
    return [arrival]


def _moment(chance: random.Random, day: date) -> str:
    seconds = timedelta(seconds=chance.randrange(86400))
    return (datetime.combine(day, time()) + seconds).isoformat(" ")


def _there(arrivals: list[Arrival], number: int) -> Iterator[RawRow]:
    for arrival in arrivals:
        if arrival.first <= number <= arrival.last:
            is_earlier = number == arrival.first and arrival.earlier
            # a correction is made in place before the next build: within the lookback
            yield arrival.earlier if is_earlier and arrival.earlier else arrival.row


def _as_it_was(chance: random.Random, tables: dict[str, list[RawRow]]) -> dict[str, list[RawRow]]:
    """The other tables before the last changes in them."""

    def some(table: str, share: float) -> list[RawRow]:
        return [row for row in tables.get(table, []) if chance.random() < share]

    before = dict(tables)
    before["survey_responses"] = some("survey_responses", 0.7)
    before["users"] = some("users", 0.8)
    before["user_aliases"] = some("user_aliases", 0.6)
    before["accounts"] = [
        row | {"merged_into_account_id": None} if chance.random() < 0.5 else row
        for row in tables.get("accounts", [])
    ]
    before["subscription_periods"] = [
        row | {"unit_amount": "77"} if chance.random() < 0.3 else row
        for row in tables.get("subscription_periods", [])
    ]
    return before


def _complete(tables: dict[str, list[RawRow]]) -> dict[str, list[RawRow] | bytes]:
    """All tables of the contract, those without rows as a header."""
    return {
        name: tables.get(name) or (",".join(table.column_names) + "\n").encode()
        for name, table in TABLES.items()
    }
