"""Revenue, cost of goods sold and margin: what unit economics and return on campaigns are made of.

Source: metrics.md "Revenue" (``arpu``, ``gross_margin``, ``ltv``); DECISIONS.md "Commerce and unit
economics". Money in the reporting currency. Revenue is what was invoiced on its day, without tax;
until the company's first such line it is the MRR, where there is any, at the close of each month.
"""

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from .calendar import Period, add_months
from .flows import Fact
from .revenue import GRAINS, account_months, add_balances, add_comparisons, add_movements
from .revenue import invoice_lines as invoiced
from .rows import ALL, Number, Segment, Sheet, ratio
from .segments import account_segments
from .world import World, money, rounded

CHURN_MONTHS = 6


def revenue_facts(world: World) -> Iterator[Fact]:
    """Revenue on its day, in the segments that the account stands in then.

    Until the company's first line, it is the MRR.
    """
    lines = [line for line in invoiced(world) if line.line_type != "tax"]
    yield from (Fact(line.day, line.segments, line.amount) for line in lines)
    first = min((line.day for line in lines), default=date.max)
    for item in account_months(world):
        close = world.calendar.close(item.month)
        if item.close.mrr > 0 and close < first:
            yield Fact(close, account_segments(world, item.account_id, close), item.close.mrr)


def cogs_facts(world: World) -> Iterator[Fact]:
    """Costs of goods sold; one without an account stands in ``all`` only."""
    for day, row in world.dated("costs", "cost_date"):
        if row["category"] == "cogs" and not world.is_left_out(row["account_id"]):
            amount = world.in_reporting_currency(row["amount"], row["currency_code"], day)
            account = world.account(row["account_id"])
            yield Fact(day, account_segments(world, account, day) if account else [ALL], amount)


def add_facts(sheet: Sheet, world: World, name: str, facts: list[Fact]) -> None:
    """Adds facts to the month, quarter and year that hold them."""
    for fact in facts:
        for grain in GRAINS:
            sheet.add(name, world.calendar.period(grain, fact.day), fact.segments, fact.amount)


def published(numerator: Number, denominator: Number) -> Fraction | None:
    """A ratio as it stands in metric_values, from which others are derived: 10 decimals."""
    value = ratio(numerator, denominator)
    return None if value is None else rounded(value, 10)


class Economics:
    """The sums that the family's metrics share, and the metrics that others are made of."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.revenue_facts = list(revenue_facts(world))
        self.cogs_facts = list(cogs_facts(world))
        self.sheet = Sheet()
        add_movements(self.sheet, world)
        add_balances(self.sheet, world)
        add_comparisons(self.sheet, world)
        add_facts(self.sheet, world, "revenue", self.revenue_facts)
        add_facts(self.sheet, world, "cogs", self.cogs_facts)

    def get(self, name: str, period: Period, segment: Segment) -> Number:
        """A sum."""
        return self.sheet.get(name, period, segment)

    def gross_profit(self, period: Period, segment: Segment) -> Number:
        """Revenue - cogs."""
        return self.get("revenue", period, segment) - self.get("cogs", period, segment)

    def margin(self, period: Period, segment: Segment) -> Fraction | None:
        """``gross_margin`` as published, 1 until the company's first cost of goods sold.

        Null where revenue is not above 0: refunds alone have no margin.
        """
        if not self.has_cogs(period):
            return Fraction(1)
        revenue = self.get("revenue", period, segment)
        return published(self.gross_profit(period, segment), revenue if revenue > 0 else 0)

    def has_cogs(self, period: Period) -> bool:
        """Whether the company had any cost of goods sold by the end of the period."""
        return any(fact.amount > 0 and fact.day < period.end for fact in self.cogs_facts)

    def arpa(self, period: Period, segment: Segment) -> Fraction | None:
        """MRR / paying accounts as published."""
        paying = self.get("paying_accounts", period, segment)
        return published(self.get("mrr", period, segment), paying)

    def churn(self, month: Period, segment: Segment) -> Fraction | None:
        """``customer_churn_rate`` of a month, exact."""
        then = self.get("accounts_then", month, segment)
        return ratio(then - self.get("accounts_stayed", month, segment), then)

    def mean_churn(self, period: Period, segment: Segment) -> Fraction | None:
        """The mean churn rate of the six months up to the close's; those without are left out."""
        calendar = self.world.calendar
        last = calendar.start("month", calendar.close(period))
        months = [calendar.period("month", add_months(last, -back)) for back in range(CHURN_MONTHS)]
        rates = [self.churn(month, segment) for month in months]
        known = [rate for rate in rates if rate is not None]
        return sum(known, Fraction(0)) / len(known) if known else None

    def times_margin(
        self, amount: Number | None, period: Period, segment: Segment
    ) -> Fraction | None:
        """An amount x gross margin; null where one of them is."""
        margin = self.margin(period, segment)
        return None if amount is None or margin is None else money(amount * margin)
