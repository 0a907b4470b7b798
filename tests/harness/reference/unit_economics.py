"""Unit economics: revenue per user, margin, lifetime value, payback.

Source: metrics.md "Revenue" (the rows from ``arpu`` on); DECISIONS.md "Commerce and unit
economics". Money in the reporting currency, margins as shares, payback in months.
"""

from collections import defaultdict
from fractions import Fraction

from .acquisition import cac_rows
from .activity import Activity
from .calendar import Period
from .flows import Fact, grid_of
from .profit import Economics, add_facts, published
from .revenue import GRAINS, grid
from .rows import ALL, Rows, Segment, Sheet, cells, key_of, ratio_row
from .world import World, rounded


def margin_rows(economics: Economics) -> Rows:
    """``gross_margin`` and ``cost_per_customer``; no rows before the first cost."""
    calendar = economics.world.calendar
    if not economics.cogs_facts:
        return {}
    rows: Rows = {}
    both = [*economics.revenue_facts, *economics.cogs_facts]
    for period, segment in cells(calendar, grid_of(both), GRAINS):
        if not economics.has_cogs(period):
            continue
        revenue = economics.get("revenue", period, segment)
        row = ratio_row(
            period,
            economics.gross_profit(period, segment),
            revenue,
            calendar.is_complete(period),
        )
        is_known = revenue > 0
        rows[key_of("gross_margin", period, segment)] = (
            row if is_known else row._replace(metric_value=None)
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
    calendar = economics.world.calendar
    if not activity.user_days:
        return {}
    sheet, rows = Sheet(), {}
    add_facts(sheet, economics.world, "revenue", economics.revenue_facts)
    for user, days in activity.user_days.items():
        for grain in GRAINS:
            for period, day in activity.last_days(days, grain):
                segments = [s for s in activity.user_segments(user, day) if s[0] != "role"]
                sheet.add("users", period, segments, 1)
    for grain in GRAINS:
        for period, segment in cells(calendar, sheet.grid(grain, "users", "revenue"), (grain,)):
            rows[key_of("arpu", period, segment)] = ratio_row(
                period,
                sheet.get("revenue", period, segment),
                sheet.get("users", period, segment),
                calendar.is_complete(period),
            )
    return rows


def feature_cost_rows(world: World, activity: Activity) -> Rows:
    """``cost_per_feature``: cogs booked on a feature / its users."""
    facts = []
    for day, row in world.dated("costs", "cost_date"):
        is_cogs = row["category"] == "cogs" and not world.is_left_out(row["account_id"])
        if is_cogs and row["feature_id"] is not None:
            amount = world.in_reporting_currency(row["amount"], row["currency_code"], day)
            facts.append(Fact(day, [("feature", row["feature_id"])], amount))
    users: defaultdict[tuple[Period, str], set[str]] = defaultdict(set)
    for event in activity.active_events:
        for grain in GRAINS:
            period = world.calendar.period(grain, event.day)
            users[period, str(event.row["feature_id"])].add(event.user_id)
    sheet = Sheet()
    add_facts(sheet, world, "cost", facts)
    return {
        key_of("cost_per_feature", period, segment): ratio_row(
            period,
            sheet.get("cost", period, segment),
            len(users.get((period, segment[1]), ())),
            world.calendar.is_complete(period),
        )
        for period, segment in cells(world.calendar, grid_of(facts), GRAINS)
    }


def ltv_rows(economics: Economics) -> Rows:
    """``ltv``: arpa x gross margin / mean churn; ``ltv_revenue`` without the margin.

    The amounts are figures as they are published; the life, 1 / churn, has 10 decimals.
    """
    world = economics.world
    rows: Rows = {}
    for period, segment in cells(world.calendar, grid(world), GRAINS):
        done = world.calendar.is_complete(period)
        arpa = economics.arpa(period, segment)
        churn = economics.mean_churn(period, segment)
        profit = economics.times_margin(arpa, period, segment)
        for metric, amount in (("ltv", profit), ("ltv_revenue", arpa)):
            row = ratio_row(period, amount, churn, done)
            rows[key_of(metric, period, segment)] = row._replace(
                metric_value=over_a_life(amount, churn)
            )
    return rows


def over_a_life(amount: Fraction | None, churn: Fraction | None) -> Fraction | None:
    """A monthly amount x a life of 1 / churn months; null where one is unknown, and at 0 churn."""
    life = None if churn is None else published(1, churn)
    return None if amount is None or life is None else rounded(amount * life, 10)


def payback_rows(economics: Economics) -> Rows:
    """``ltv_cac_ratio`` and ``cac_payback_months``, for all and by channel of acquisition.

    Made of published figures: the cost per new paying account, ltv, the mean new deal.
    """
    world = economics.world
    costs = {key: row for key, row in cac_rows(world, GRAINS).items() if key.metric_name == "cac"}
    rows: Rows = {}
    for key, row in costs.items():
        period = world.calendar.period(key.period_grain, key.period_start)
        segment = ALL if key.segment_type == "all" else ("acquisition_channel", key.segment_value)
        cost = None if row.metric_value is None else rounded(row.metric_value, 10)
        deal = published(
            economics.get("new_mrr", period, segment),
            economics.get("new_accounts", period, segment),
        )
        for metric, numerator, denominator in (
            ("ltv_cac_ratio", ltv(economics, period, segment), cost),
            ("cac_payback_months", cost, economics.times_margin(deal, period, segment)),
        ):
            rows[key_of(metric, period, segment)] = ratio_row(
                period, numerator, denominator, world.calendar.is_complete(period)
            )
    return rows


def ltv(economics: Economics, period: Period, segment: Segment) -> Fraction | None:
    """``ltv`` as published."""
    arpa, churn = economics.arpa(period, segment), economics.mean_churn(period, segment)
    profit = economics.times_margin(arpa, period, segment)
    return over_a_life(profit, churn)


def compute(world: World) -> Rows:
    """Every metric of the family."""
    activity, economics = Activity(world), Economics(world)
    return {
        **margin_rows(economics),
        **arpu_rows(economics, activity),
        **feature_cost_rows(world, activity),
        **ltv_rows(economics),
        **payback_rows(economics),
    }
