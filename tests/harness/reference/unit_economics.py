"""Unit economics: revenue per user, margin, lifetime value, payback.

Source: metrics.md "Revenue" (the rows from ``arpu`` on). Money in the reporting currency, margins
as shares, payback in months. Revenue is what was invoiced in the period without tax; without any
invoice line it is the MRR, summed over the closes of the period's months.
"""

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from .acquisition import cost_rows
from .activity import Activity
from .calendar import Period, add_months
from .flows import Fact, grid_of
from .revenue import GRAINS, account_months, add_balances, add_comparisons, add_movements, grid
from .revenue import invoice_lines as invoiced
from .rows import ALL, Number, Rows, Segment, Sheet, cells, key_of, ratio, ratio_row
from .segments import account_segments
from .world import World

CHURN_MONTHS = 6


def revenue_facts(world: World) -> Iterator[Fact]:
    """Revenue on its day, in the segments that the account stands in then."""
    if world.rows["invoice_lines"]:
        for line in invoiced(world):
            if line.line_type != "tax":
                yield Fact(line.day, line.segments, line.amount)
        return
    for item in account_months(world):
        close = world.calendar.close(item.month)
        yield Fact(close, account_segments(world, item.account_id, close), item.close.mrr)


def cogs_facts(world: World) -> Iterator[Fact]:
    """Costs of goods sold; one without an account stands in ``unknown``."""
    for day, row in world.dated("costs", "cost_date"):
        if row["category"] == "cogs" and not world.is_left_out(row["account_id"]):
            amount = world.in_reporting_currency(row["amount"], row["currency_code"], day)
            segments = account_segments(world, world.account(row["account_id"]), day)
            yield Fact(day, segments, amount)


def add_facts(sheet: Sheet, world: World, name: str, facts: list[Fact]) -> None:
    """Adds facts to the month, quarter and year that hold them."""
    for fact in facts:
        for grain in GRAINS:
            sheet.add(name, world.calendar.period(grain, fact.day), fact.segments, fact.amount)


class Economics:
    """The sums that the family's metrics share, and the metrics that others are made of."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.has_costs = bool(world.rows["costs"])
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

    def margin(self, period: Period, segment: Segment) -> Number | None:
        """``gross_margin``, 1 without costs."""
        if not self.has_costs:
            return 1
        revenue = self.get("revenue", period, segment)
        return ratio(self.gross_profit(period, segment), revenue)

    def arpa(self, period: Period, segment: Segment) -> Number | None:
        """MRR / paying accounts."""
        paying = self.get("paying_accounts", period, segment)
        return ratio(self.get("mrr", period, segment), paying)

    def churn(self, month: Period, segment: Segment) -> Number | None:
        """``customer_churn_rate`` of a month."""
        then = self.get("accounts_then", month, segment)
        return ratio(then - self.get("accounts_stayed", month, segment), then)

    def mean_churn(self, period: Period, segment: Segment) -> Number | None:
        """The mean churn rate of the six months up to the period's last; null ones left out."""
        calendar = self.world.calendar
        last = calendar.start("month", calendar.close(period))
        months = [calendar.period("month", add_months(last, -back)) for back in range(CHURN_MONTHS)]
        rates = [self.churn(month, segment) for month in months]
        known = [rate for rate in rates if rate is not None]
        return ratio(sum(known, Fraction(0)), len(known))

    def times_margin(
        self, amount: Number | None, period: Period, segment: Segment
    ) -> Number | None:
        """An amount x gross margin; null where one of them is."""
        margin = self.margin(period, segment)
        return None if amount is None or margin is None else amount * margin


def margin_rows(economics: Economics) -> Rows:
    """``gross_margin`` and ``cost_per_customer``; no rows without costs."""
    calendar = economics.world.calendar
    if not economics.has_costs:
        return {}
    rows: Rows = {}
    for period, segment in cells(calendar, grid_of(economics.revenue_facts), GRAINS):
        rows[key_of("gross_margin", period, segment)] = ratio_row(
            period,
            economics.gross_profit(period, segment),
            economics.get("revenue", period, segment),
            calendar.is_complete(period),
        )
    for period, segment in cells(calendar, grid_of(economics.cogs_facts), GRAINS):
        rows[key_of("cost_per_customer", period, segment)] = ratio_row(
            period,
            economics.get("cogs", period, segment),
            economics.get("paying_accounts", period, segment),
            calendar.is_complete(period),
        )
    return rows


def arpu_rows(economics: Economics, activity: Activity) -> Rows:
    """``arpu``: revenue / users active in the period."""
    world = economics.world
    if not activity.user_days:
        return {}
    sheet = Sheet()
    for user, days in activity.user_days.items():
        for grain in GRAINS:
            for period, day in activity.last_days(days, grain):
                sheet.add("users", period, activity.user_segments(user, day), 1)
    return {
        key_of("arpu", period, segment): ratio_row(
            period,
            economics.get("revenue", period, segment),
            sheet.get("users", period, segment),
            world.calendar.is_complete(period),
        )
        for period, segment in cells(world.calendar, grid_of(economics.revenue_facts), GRAINS)
    }


def feature_cost_rows(world: World, activity: Activity) -> Rows:
    """``cost_per_feature``: cogs booked on a feature / its active users."""
    sheet, first = Sheet(), {}
    for day, row in world.dated("costs", "cost_date"):
        feature, is_internal = row["feature_id"], world.is_left_out(row["account_id"])
        if feature is None or row["category"] != "cogs" or is_internal:
            continue
        segment: Segment = ("feature", feature)
        first[segment] = min(day, first.get(segment, day))
        amount = world.in_reporting_currency(row["amount"], row["currency_code"], day)
        for grain in GRAINS:
            sheet.add("cost", world.calendar.period(grain, day), [segment], amount)
    seen: set[tuple[str, str, date, str]] = set()
    for event in activity.active_events:
        for grain in GRAINS:
            period = world.calendar.period(grain, event.day)
            use = (str(event.row["feature_id"]), grain, period.start, event.user_id)
            if use not in seen:
                seen.add(use)
                sheet.add("users", period, [("feature", use[0])], 1)
    return {
        key_of("cost_per_feature", period, segment): ratio_row(
            period,
            sheet.get("cost", period, segment),
            sheet.get("users", period, segment),
            world.calendar.is_complete(period),
        )
        for period, segment in cells(world.calendar, first, GRAINS)
    }


def ltv_rows(economics: Economics) -> Rows:
    """``ltv``: arpa x gross margin / mean churn; ``ltv_revenue`` without the margin."""
    world = economics.world
    rows: Rows = {}
    for period, segment in cells(world.calendar, grid(world), GRAINS):
        done = world.calendar.is_complete(period)
        arpa = economics.arpa(period, segment)
        churn = economics.mean_churn(period, segment)
        profit = economics.times_margin(arpa, period, segment)
        rows[key_of("ltv", period, segment)] = ratio_row(period, profit, churn, done)
        rows[key_of("ltv_revenue", period, segment)] = ratio_row(period, arpa, churn, done)
    return rows


def payback_rows(economics: Economics, cac: Rows) -> Rows:
    """``ltv_cac_ratio`` and ``cac_payback_months``, for the months in which there is a ``cac``."""
    calendar = economics.world.calendar
    rows: Rows = {}
    for key, row in cac.items():
        if key.period_grain != "month" or (key.segment_type, key.segment_value) != ALL:
            continue
        month = calendar.period("month", key.period_start)
        arpa, churn = economics.arpa(month, ALL), economics.mean_churn(month, ALL)
        ltv = ratio(economics.times_margin(arpa, month, ALL), churn)
        deal = ratio(
            economics.get("new_mrr", month, ALL), economics.get("new_accounts", month, ALL)
        )
        return_per_month = economics.times_margin(deal, month, ALL)
        for metric, numerator, denominator in (
            ("ltv_cac_ratio", ltv, row.metric_value),
            ("cac_payback_months", row.metric_value, return_per_month),
        ):
            rows[key_of(metric, month, ALL)] = ratio_row(
                month, numerator, denominator, calendar.is_complete(month)
            )
    return rows


def compute(world: World) -> Rows:
    """Every metric of the family."""
    activity, economics = Activity(world), Economics(world)
    cac = {key: row for key, row in cost_rows(world, []).items() if key.metric_name == "cac"}
    return {
        **margin_rows(economics),
        **arpu_rows(economics, activity),
        **feature_cost_rows(world, activity),
        **ltv_rows(economics),
        **payback_rows(economics, cac),
    }
