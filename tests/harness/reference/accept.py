"""From raw text rows to accepted typed rows, and rejects with the first rule that each breaks.

Sources: raw_contract.md "Bad input"; DECISIONS.md "Input", whose order of reasons this follows.
"""

import csv
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import ROUND_HALF_UP, Context, Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from .contract import (
    BOOLEAN,
    CHECK_ORDER,
    CURRENCY,
    DATE,
    MONTH,
    NUMBER,
    RATE,
    REASON_OF_REFERENCE,
    SCALES,
    TABLES,
    TIMESTAMP,
    Column,
    Table,
)
from .rates import Rates
from .settings import Settings

RawRow = Mapping[str, str | None]
Raw = Mapping[str, list[dict[str, str | None]]]
Typed = dict[str, Any]

EARLIEST = date(1990, 1, 1)
NUMBER_TEXT = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?")
TIMESTAMP_TEXT = re.compile(
    r"(\d{4}-\d{2}-\d{2})"
    r"(?:[ T](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?)\s?(Z|UTC|[+-]\d{2}(?::?\d{2})?)?)?"
)
BOOLEANS = {
    **dict.fromkeys(("true", "t", "1", "yes", "y"), True),
    **dict.fromkeys(("false", "f", "0", "no", "n"), False),
}
TOO_LARGE = Decimal(10) ** 15
DIGITS = 28
PLACES, RATE_PLACES = 8, 12
WIDE = Context(prec=60)


class Unparsed(ValueError):
    """The text is not of the column's type."""


@dataclass(frozen=True)
class Accepted:
    """What came of the raw rows: typed rows by table, and (table, raw row, reason) for the rest."""

    rows: dict[str, list[Typed]]
    rejects: list[tuple[str, RawRow, str]]
    tables: frozenset[str]


@dataclass
class Candidate:
    """A raw row on its way: its typed columns, those that did not parse, and its fate so far."""

    raw: RawRow
    typed: Typed
    unparsed: list[str]
    reason: str | None = None


# --- reading text -------------------------------------------------------------------------------


def parse_number(text: str, places: int = PLACES) -> Decimal:
    """A decimal number of at most 28 digits, rounded at ``places`` decimals.

    Raises:
        Unparsed: the text is no number, or one of more digits.
    """
    if not NUMBER_TEXT.fullmatch(text):
        raise Unparsed(text)
    try:
        number = Decimal(text).quantize(Decimal(10) ** -places, ROUND_HALF_UP, WIDE)
    except InvalidOperation as error:
        raise Unparsed(text) from error
    if abs(number) >= Decimal(10) ** (DIGITS - places):
        raise Unparsed(text)
    return number


def parse_timestamp(text: str) -> datetime:
    """An instant in UTC without a zone; an offset is converted, a bare date is its midnight.

    Raises:
        Unparsed: the text is no ISO 8601 timestamp.
    """
    match = TIMESTAMP_TEXT.fullmatch(text)
    if not match:
        raise Unparsed(text)
    day, clock, offset = match.groups()
    clock = clock or "00:00"
    offset = "+00:00" if offset in (None, "Z", "UTC") else offset
    try:
        instant = datetime.fromisoformat(f"{day}T{clock[:15]}{offset}")
    except ValueError as error:
        raise Unparsed(text) from error
    return instant.astimezone(UTC).replace(tzinfo=None)


def parse_date(text: str) -> date:
    """A calendar day; of a timestamp the day that is written."""
    return parse_timestamp(text).date()


def parse_month(text: str) -> date:
    """The first day of a month, written with a day or without one."""
    return parse_date(f"{text}-01" if re.fullmatch(r"\d{4}-\d{2}", text) else text).replace(day=1)


def parse_boolean(text: str) -> bool:
    """True or false, in any of the usual spellings.

    Raises:
        Unparsed: the text is none of them.
    """
    if text.lower() not in BOOLEANS:
        raise Unparsed(text)
    return BOOLEANS[text.lower()]


PARSERS = {
    NUMBER: parse_number,
    RATE: lambda text: parse_number(text, RATE_PLACES),
    TIMESTAMP: parse_timestamp,
    DATE: parse_date,
    MONTH: parse_month,
    BOOLEAN: parse_boolean,
    CURRENCY: str.upper,
}


def candidate(table: Table, raw: RawRow) -> Candidate:
    """The row with each column parsed on its own; empty text is null."""
    typed: Typed = {}
    unparsed = []
    for column in table.columns:
        text = raw.get(column.name) or None
        try:
            typed[column.name] = (
                None if text is None else PARSERS.get(column.type, str)(text)  # type: ignore[operator]
            )
        except Unparsed:
            typed[column.name] = None
            unparsed.append(column.name)
    return Candidate(raw, typed, unparsed)


# --- one key, one row ---------------------------------------------------------------------------


def nulls_last(value: Any) -> tuple[bool, Any]:
    """A sort key that puts null behind everything."""
    return (value is None, 0 if value is None else value)


def as_instant(value: date | datetime | None) -> datetime | None:
    """A day as its first instant, so that days and instants compare."""
    if value is None or isinstance(value, datetime):
        return value
    return datetime(value.year, value.month, value.day)


def columns_in_order(table: Table, row: Candidate) -> tuple[tuple[bool, Any], ...]:
    """The last tie-break: the columns in contract order, nulls last."""
    return tuple(nulls_last(row.typed[name]) for name in table.column_names)


def first_loaded(table: Table, row: Candidate) -> tuple[Any, ...]:
    """Orders the rows of one key by arrival: ``_loaded_at``, else the row's own time."""
    arrived = row.typed["_loaded_at"]
    if arrived is None and table.own_time:
        arrived = as_instant(row.typed[table.own_time])
    return (nulls_last(arrived), columns_in_order(table, row))


def last_known_edit(table: Table, row: Candidate, settings: Settings) -> tuple[Any, ...]:
    """Orders the rows of one survey response: the last edit known by as_of_date comes first."""
    edited = row.typed["updated_at"] or row.typed["responded_at"]
    known = edited is not None and local_day(edited, settings) <= settings.as_of_date
    loaded = row.typed["_loaded_at"]
    return (
        not known,
        latest_first(edited),
        latest_first(loaded),
        columns_in_order(table, row),
    )


def latest_first(instant: datetime | None) -> timedelta:
    """A sort key that puts the latest instant first and null last."""
    return datetime.max - (instant or datetime.min)


def local_day(instant: datetime, settings: Settings) -> date:
    """The day of an instant in the reporting timezone."""
    if not 1 < instant.year < 9999:
        return instant.date()
    return instant.replace(tzinfo=UTC).astimezone(settings.zone).date()


def key_as_written(table: Table, row: Candidate) -> tuple[Any, ...] | None:
    """The row's key, None when a part of it is null. What does not parse stands for itself."""
    parts = [row.raw.get(name) if name in row.unparsed else row.typed[name] for name in table.key]
    return None if None in parts else tuple(parts)


def reject_keys(table: Table, rows: list[Candidate], settings: Settings) -> None:
    """``null_key``, then ``duplicate_key`` for all but one row of each key, valid or not."""
    of_key: dict[tuple[Any, ...], list[Candidate]] = {}
    for row in rows:
        key = key_as_written(table, row)
        if key is None:
            row.reason = "null_key"
        else:
            of_key.setdefault(key, []).append(row)
    for same in of_key.values():
        if table.name == "survey_responses":
            same.sort(key=lambda row: last_known_edit(table, row, settings))
        else:
            same.sort(key=lambda row: first_loaded(table, row))
        for row in same[1:]:
            row.reason = "duplicate_key"


# --- rules within a row -------------------------------------------------------------------------


def missing(table: Table, row: Candidate) -> str | None:
    """The first required column that is null."""
    for column in table.columns:
        if column.required and row.typed[column.name] is None:
            return f"missing_{column.name}"
    return None


def unknown_value(table: Table, row: Candidate) -> str | None:
    """The first column whose value is none of those allowed."""
    for column in table.columns:
        value = row.typed[column.name]
        if column.allowed and value is not None and value not in column.allowed:
            return f"unknown_{column.name}"
    return None


def is_out_of_range(column: Column, row: Candidate) -> bool:
    """Whether a number is off its range or scale, as a negative cost or half a point."""
    value = row.typed[column.name]
    if value is None:
        return False
    if column.name == "score":
        least, greatest = SCALES[row.typed["survey_type"]]
        return not least <= value <= greatest or value != value.to_integral_value()
    if column.type == NUMBER and abs(value) >= TOO_LARGE:
        return True
    if column.name == "amount" and row.typed.get("line_type") == "refund":
        return value > 0
    return (column.least is not None and value < column.least) or (
        column.above is not None and value <= column.above
    )


def out_of_range(table: Table, row: Candidate) -> str | None:
    """The first column out of its range."""
    for column in table.columns:
        if is_out_of_range(column, row):
            return f"out_of_range_{column.name}"
    return None


def implausible(table: Table, row: Candidate, settings: Settings) -> str | None:
    """The first date before 1990 or more than 365 days after the run (or as_of_date, if later)."""
    latest = max(settings.run_date, settings.as_of_date) + timedelta(days=365)
    for column in table.columns:
        value = row.typed[column.name]
        if column.type not in (TIMESTAMP, DATE, MONTH) or value is None:
            continue
        day = value.date() if isinstance(value, datetime) else value
        if not EARLIEST <= day <= latest:
            return f"implausible_{column.name}"
    return None


def end_before_start(table: Table, row: Candidate) -> str | None:
    """A span whose end lies before its start; an end at its start is empty, but no fault."""
    for start, end in table.spans:
        started, ended = row.typed[start], row.typed[end]
        if started is not None and ended is not None and ended < started:
            return "end_before_start"
    return None


def row_fault(table: Table, row: Candidate, settings: Settings) -> str | None:
    """The first rule that the row breaks by itself."""
    if row.unparsed:
        return f"unparsed_{row.unparsed[0]}"
    return (
        missing(table, row)
        or unknown_value(table, row)
        or out_of_range(table, row)
        or implausible(table, row, settings)
        or end_before_start(table, row)
    )


# --- rules that need other rows -----------------------------------------------------------------


def valid(rows: Iterable[Candidate]) -> list[Candidate]:
    """The rows that have broken no rule so far."""
    return [row for row in rows if row.reason is None]


def reject_unknown_references(
    table: Table, rows: list[Candidate], known: Mapping[str, set[str]]
) -> None:
    """``unknown_account`` and its like; a table that the user does not have is not in ``known``."""
    order = list(REASON_OF_REFERENCE)
    references = sorted(table.references, key=lambda reference: order.index(reference[1]))
    for row in valid(rows):
        for column, target in references:
            value = row.typed[column]
            if value is not None and target in known and value not in known[target]:
                row.reason = REASON_OF_REFERENCE[target]
                break


def reject_broken_chains(
    rows: list[Candidate], key: str, into: str, ends: set[str], reason: str
) -> None:
    """``reason`` for a row that points to no accepted row, nor to an end, until none is left."""
    while True:
        known = {row.typed[key] for row in valid(rows)} | ends
        orphans = [row for row in valid(rows) if row.typed[into] not in known | {None}]
        if not orphans:
            return
        for row in orphans:
            row.reason = reason


def reject_circles(rows: list[Candidate], key: str, into: str, reason: str) -> None:
    """``reason`` for every row whose chain never comes to an end."""
    points_to = {row.typed[key]: row.typed[into] for row in valid(rows)}
    for row in valid(rows):
        seen: set[str] = set()
        place = row.typed[key]
        while place in points_to and place not in seen:
            seen.add(place)
            place = points_to[place]
        if place in seen:
            row.reason = reason


def reject_chains(table: Table, rows: list[Candidate], known: Mapping[str, set[str]]) -> None:
    """The rules for accounts that merged into accounts and for aliases of aliases."""
    if table.name == "accounts":
        merge = (rows, "account_id", "merged_into_account_id")
        for row in rows:  # who is merged into itself is merged into nobody
            if row.typed["merged_into_account_id"] == row.typed["account_id"]:
                row.typed["merged_into_account_id"] = None
        reject_broken_chains(*merge, set(), "unknown_account")
        reject_circles(*merge, "merge_cycle")
    elif table.name == "user_aliases":
        alias = (rows, "alias_id", "user_id")
        if "users" in known:
            reject_broken_chains(*alias, known["users"], "unknown_user")
        reject_circles(*alias, "alias_cycle")


def reject_currencies_without_rate(
    table: Table, rows: list[Candidate], rates: Rates, settings: Settings
) -> None:
    """``currency_without_rate``: no rate into the reporting currency on or before the row's day."""
    if table.rate_day is None:
        return
    for row in valid(rows):
        when = row.typed[table.rate_day]
        day = local_day(when, settings) if isinstance(when, datetime) else when
        if rates.on(day, row.typed["currency_code"]) is None:
            row.reason = "currency_without_rate"


def reject_overlaps(rows: list[Candidate]) -> None:
    """``overlapping_period``: it lasts, and starts before the latest end of those before it."""
    of_subscription: dict[str, list[Candidate]] = {}
    for row in valid(rows):
        of_subscription.setdefault(row.typed["subscription_id"], []).append(row)
    for periods in of_subscription.values():
        periods.sort(key=lambda row: (row.typed["started_at"], row.typed["period_id"]))
        latest_end = datetime.min
        for row in periods:
            starts, ends = row.typed["started_at"], row.typed["ended_at"] or datetime.max
            if starts < min(ends, latest_end):
                row.reason = "overlapping_period"
            latest_end = max(latest_end, ends)


# --- all tables ---------------------------------------------------------------------------------


def tables_present(raw: Raw, settings: Settings) -> frozenset[str]:
    """The tables that the user has."""
    return frozenset(raw) if settings.raw_tables is None else settings.raw_tables


def with_defaults(table: Table, typed: Typed) -> Typed:
    """The row with the contract's defaults where it is null."""
    return {
        name: table.column_named[name].default if value is None else value
        for name, value in typed.items()
    }


def known_ids(accepted: Mapping[str, list[Typed]], present: frozenset[str]) -> dict[str, set[str]]:
    """The keys that may be pointed to, per table that the user has; people: users and aliases."""
    known = {
        name: {row[TABLES[name].key[0]] for row in accepted.get(name, [])}
        for name in ("accounts", "plans", "users", "orders", "order_items")
        if name in present
    }
    if "users" in known:
        aliases = {row["alias_id"] for row in accepted.get("user_aliases", [])}
        known["people"] = known["users"] | aliases
    return known


def check_table(
    table: Table,
    rows: list[Candidate],
    accepted: Mapping[str, list[Typed]],
    present: frozenset[str],
    settings: Settings,
) -> None:
    """Gives every row of a table its reject reason or none."""
    reject_keys(table, rows, settings)
    for row in valid(rows):
        row.reason = row_fault(table, row, settings)
    known = known_ids(accepted, present)
    if table.name in ("accounts", "user_aliases"):
        reject_chains(table, rows, known)
    else:
        reject_unknown_references(table, rows, known)
    rates = Rates(accepted.get("exchange_rates", []), settings.reporting_currency.upper())
    reject_currencies_without_rate(table, rows, rates, settings)
    if table.name == "subscription_periods":
        reject_overlaps(rows)


def accept(raw: Raw, settings: Settings) -> Accepted:
    """Every raw row of the tables that the user has, accepted or rejected with a reason."""
    present = tables_present(raw, settings)
    accepted: dict[str, list[Typed]] = {}
    rejects: list[tuple[str, RawRow, str]] = []
    for name in CHECK_ORDER:
        table = TABLES[name]
        rows = [candidate(table, row) for row in raw.get(name, [])] if name in present else []
        check_table(table, rows, accepted, present, settings)
        accepted[name] = [with_defaults(table, row.typed) for row in valid(rows)]
        rejects += [(name, row.raw, row.reason) for row in rows if row.reason is not None]
    return Accepted(accepted, rejects, present)


def raw_row_counts(raw: Raw, settings: Settings) -> dict[tuple[str, str | None], int]:
    """How many raw rows of each table were accepted (reason None) or rejected, by reason."""
    outcome = accept(raw, settings)
    counts: Counter[tuple[str, str | None]] = Counter()
    for name in outcome.tables & frozenset(TABLES):
        counts[name, None] = len(outcome.rows[name])
    counts.update((name, reason) for name, _, reason in outcome.rejects)
    return dict(counts)


def read_folder(path: str | Path) -> dict[str, list[dict[str, str | None]]]:
    """The raw tables in a folder of ``<table>.csv``; a file that is not there is no table."""
    raw: dict[str, list[dict[str, str | None]]] = {}
    for name in TABLES:
        file = Path(path) / f"{name}.csv"
        if file.exists():
            with file.open(newline="", encoding="utf-8") as lines:
                raw[name] = [
                    {column: text or None for column, text in row.items()}
                    for row in csv.DictReader(lines)
                ]
    return raw
