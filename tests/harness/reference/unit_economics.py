"""Unit economics: revenue per user, margin, lifetime value, payback.

Source: metrics.md "Revenue" (the rows from ``arpu`` on); DECISIONS.md "Commerce and unit
economics". Money in the reporting currency, margins as shares, payback in months.
"""

from datetime import date

from .acquisition import cost_rows
from .activity import Activity
from .flows import grid_of
from .profit import Economics, add_facts, published
from .revenue import GRAINS, grid
from .rows import ALL, Rows, Segment, Sheet, cells, key_of, ratio_row
from .world import World


def margin_rows(economics: Economics) -> Rows:
    """``gross_margin`` and ``cost_per_customer``; no rows without costs."""
    calendar = economics.world.calendar
    if not economics.cogs_facts:
        return {}
    rows: Rows = {}
    both = [*economics.revenue_facts, *economics.cogs_facts]
    for period, segment in cells(calendar, grid_of(both), GRAINS):
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
    """``ltv``: arpa x gross margin / mean churn; ``ltv_revenue`` without the margin.

    Made of figures as they are published, so that whoever divides them gets the same.
    """
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
        cost = published(row.numerator or 0, row.denominator or 0)
        profit = economics.times_margin(economics.arpa(month, ALL), month, ALL)
        ltv = published(profit or 0, economics.mean_churn(month, ALL) or 0)
        deal = published(*(economics.get(name, month, ALL) for name in ("new_mrr", "new_accounts")))
        for metric, numerator, denominator in (
            ("ltv_cac_ratio", None if profit is None else ltv, cost),
            ("cac_payback_months", cost, economics.times_margin(deal, month, ALL)),
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
