"""Exchange rates: 1 of a currency in the reporting currency, as of a day."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any


class Rates:
    """The accepted rates into one reporting currency (raw_contract.md, exchange_rates)."""

    def __init__(self, rows: Iterable[Mapping[str, Any]], reporting_currency: str) -> None:
        self.reporting_currency = reporting_currency
        quotes: dict[str, list[tuple[date, Decimal]]] = {}
        for row in rows:
            if row["to_currency"] == reporting_currency:
                quotes.setdefault(row["from_currency"], []).append((row["rate_date"], row["rate"]))
        self._quotes = {currency: sorted(found) for currency, found in quotes.items()}

    def on(self, day: date, currency: str) -> Fraction | None:
        """The latest rate on or before the day, 1 for the reporting currency, None without one."""
        if currency == self.reporting_currency:
            return Fraction(1)
        found = self._quotes.get(currency, [])
        position = bisect_right(found, day, key=lambda quote: quote[0])
        return Fraction(found[position - 1][1]) if position else None
