"""Revenue: MRR, its movements, retention. Money in the reporting currency.

Source: metrics.md "Revenue"; DECISIONS.md "Revenue". Balances belong to the close of a period,
movements to months (a quarter's or a year's are the sums of its months'), retention and churn
rates compare a period's own opening with its own close.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from .calendar import Period, add_months
from .flows import Fact, flow_rows
from .rows import (
    ALL,
    Grid,
    Number,
    Row,
    Rows,
    Segment,
    Sheet,
    cells,
    first_days,
    key_of,
    ratio_row,
    value_row,
)
from .segments import account_segments
from .world import Standing, SubscriptionPeriod, World, money

GRAINS = ("month", "quarter", "year")
LONGEST_COHORT_MONTHS = 120
DRIVERS = (
    "price",
    "seats",
    "plan_change",
    "discount",
    "added_subscription",
    "dropped_subscription",
)

Get = Callable[[str], Number]


# --- one account between two closes -------------------------------------------------------------


def opening_rate(opening: Standing, held: SubscriptionPeriod) -> Fraction:
    """The rate at which a subscription of the close is compared with the opening.

    Its own of the opening; else that of the account's others in its currency, weighted by their
    amounts; else the one that it has.
    """
    before = opening.holdings.get(held.subscription_id)
    if before is not None and before.currency == held.currency:
        return before.rate
    others = [p for p in opening.holdings.values() if p.currency == held.currency]
    if not others:
        return held.rate
    return sum((p.local * p.rate for p in others), Fraction(0)) / sum(p.local for p in others)


def at_opening_rates(opening: Standing, close: Standing) -> dict[str, Fraction]:
    """What each subscription of the close would bring at the opening's rates."""
    return {
        subscription: money(held.local * opening_rate(opening, held))
        for subscription, held in close.holdings.items()
    }


def rounding(opening: Standing, close: Standing) -> Fraction:
    """The most that rounding can make: both sides of each subscription, before and after rates."""
    rates = [held.rate for side in (opening, close) for held in side.holdings.values()]
    subscriptions = len(opening.holdings.keys() | close.holdings.keys())
    return money(subscriptions * Fraction(1, 10**8) * (1 + max(rates)))


def kept_amount(opening: Standing, close: Standing) -> Fraction:
    """The MRR of the close at the opening's rates; the opening's where only rounding differs."""
    kept = sum(at_opening_rates(opening, close).values(), Fraction(0))
    if opening.mrr > 0 and close.mrr > 0 and abs(kept - opening.mrr) <= rounding(opening, close):
        return opening.mrr
    return kept


def drivers(opening: Standing, close: Standing) -> dict[str, Fraction]:
    """The account's change at the opening's rates by driver, subscription by subscription."""
    found = dict.fromkeys(DRIVERS, Fraction(0))
    values = at_opening_rates(opening, close)
    for subscription, value in values.items():
        if subscription not in opening.holdings:
            found["added_subscription"] += value
            continue
        before, after = opening.holdings[subscription], close.holdings[subscription]
        change = value - before.amount
        if before.plan_id != after.plan_id or before.currency != after.currency:
            found["plan_change"] += change
            continue
        seats = money((after.quantity - before.quantity) * before.unit_local * before.rate)
        price = money((after.unit_local - before.unit_local) * after.quantity * before.rate)
        found["seats"] += seats
        found["price"] += price
        found["discount"] += change - seats - price
    for subscription, before in opening.holdings.items():
        if subscription not in values:
            found["dropped_subscription"] -= before.amount
    return found


# --- one account in one month -------------------------------------------------------------------


@dataclass(frozen=True)
class AccountMonth:
    """An account's month: how it stood before and after, and what was known of it earlier."""

    world: World
    account_id: str
    month: Period
    opening: Standing
    close: Standing
    months_since_paid: int | None
    """Closes without MRR since the last close with MRR; None: there was none."""

    @property
    def both(self) -> bool:
        """Whether it paid at both ends."""
        return self.opening.mrr > 0 and self.close.mrr > 0

    @property
    def is_arrival(self) -> bool:
        """Whether it pays at the close and did not at the opening."""
        return self.opening.mrr == 0 and self.close.mrr > 0

    @property
    def is_new(self) -> bool:
        """Whether it counts as new: never paid at a close, or too long ago."""
        window = self.world.settings.reactivation_window_months
        gap = self.months_since_paid
        return self.is_arrival and (gap is None or (window is not None and gap > window))

    @property
    def is_churn(self) -> bool:
        """Whether it paid at the opening and does not at the close."""
        return self.opening.mrr > 0 and self.close.mrr == 0

    @property
    def change(self) -> Fraction:
        """The change of MRR at the opening's rates, of an account that pays at both ends."""
        if not self.both:
            return Fraction(0)
        return kept_amount(self.opening, self.close) - self.opening.mrr

    @property
    def fx(self) -> Fraction:
        """The part of the close that exchange rates alone made."""
        if not self.both:
            return Fraction(0)
        return self.close.mrr - kept_amount(self.opening, self.close)

    @property
    def is_involuntary(self) -> bool:
        """Whether the last of its periods with MRR to end did so involuntarily."""
        close_on = self.world.calendar.close(self.month)
        ended = [
            p
            for p in self.world.periods_of[self.account_id]
            if p.has_mrr and p.counted_until_on <= close_on
        ]
        last = max(ended, key=lambda p: (p.counted_until, p.period_id))
        return last.cancel_reason == "involuntary"

    @property
    def started_and_ended(self) -> bool:
        """Whether it began and stopped to pay between an opening and a close at 0."""
        if self.opening.mrr > 0 or self.close.mrr > 0:
            return False
        close_on = self.world.calendar.close(self.month)
        return any(
            p.has_mrr and p.started_on >= self.month.start and p.counted_until_on <= close_on
            for p in self.world.periods_of[self.account_id]
        )

    @property
    def seats(self) -> Fraction:
        """The quantity over its periods with MRR at the close."""
        return sum((p.quantity for p in self.close.holdings.values()), Fraction(0))


def account_months(world: World) -> Iterator[AccountMonth]:
    """Every account in every month from its first subscription period on."""
    calendar = world.calendar
    for account_id, periods in world.periods_of.items():
        since_paid: int | None = None
        for month in calendar.periods("month", min(p.started_on for p in periods)):
            opening = world.standing(account_id, calendar.opening(month))
            close = world.standing(account_id, calendar.close(month))
            yield AccountMonth(world, account_id, month, opening, close, since_paid)
            if close.mrr > 0:
                since_paid = 0
            elif since_paid is not None:
                since_paid += 1


def new_months(world: World) -> dict[str, list[Period]]:
    """The months in which each account counts as new: once, and again after a long gap."""
    months: dict[str, list[Period]] = {}
    for item in account_months(world):
        if item.is_new:
            months.setdefault(item.account_id, []).append(item.month)
    return months


def first_paid_months(world: World) -> dict[str, Period]:
    """The month at whose close each account first had MRR."""
    first: dict[str, Period] = {}
    for item in account_months(world):
        if item.close.mrr > 0:
            first.setdefault(item.account_id, item.month)
    return first


# --- sums ---------------------------------------------------------------------------------------


def movements(item: AccountMonth) -> dict[str, Number]:
    """The account's movements of the month but churn, all of them in its segment at the close."""
    arrived = item.close.mrr if item.is_arrival else Fraction(0)
    return {
        "new_mrr": arrived if item.is_new else 0,
        "reactivation_mrr": 0 if item.is_new else arrived,
        "expansion_mrr": max(item.change, Fraction(0)),
        "contraction_mrr": max(-item.change, Fraction(0)),
        "fx_mrr": item.fx,
        "new_accounts": int(item.is_new),
        "new_seats": item.seats if item.is_new else 0,
        "started_and_ended_accounts": int(item.started_and_ended),
    }


def add_month(sheet: Sheet, item: AccountMonth, period: Period) -> None:
    """Adds an account's month to the period that holds it."""
    calendar = item.world.calendar
    here = account_segments(item.world, item.account_id, calendar.close(item.month))
    before = account_segments(item.world, item.account_id, calendar.opening(item.month))
    for name, amount in movements(item).items():
        sheet.add(name, period, here, amount)
    if item.is_churn:
        sheet.add("churned_mrr", period, before, item.opening.mrr)
        if item.is_involuntary:
            sheet.add("involuntary_churned_mrr", period, before, item.opening.mrr)
    if item.both:
        entered = [segment for segment in here if segment not in before]
        left = [segment for segment in before if segment not in here]
        sheet.add("segment_entered_mrr", period, entered, item.opening.mrr)
        sheet.add("segment_left_mrr", period, left, item.opening.mrr)


def add_movements(sheet: Sheet, world: World) -> None:
    """The movements of every month, quarter and year."""
    for item in account_months(world):
        for grain in GRAINS:
            add_month(sheet, item, world.calendar.period(grain, item.month.start))


def add_balance(
    sheet: Sheet, world: World, account_id: str, period: Period, new_in: list[Period]
) -> None:
    """What an account has at the close of a period."""
    day = world.calendar.close(period)
    segments = account_segments(world, account_id, day)
    standing = world.standing(account_id, day)
    committed = sum(
        (p.amount for p in standing.holdings.values() if p.cancel_requested_on > day), Fraction(0)
    )
    trials = sum(
        (
            p.amount
            for p in world.periods_of[account_id]
            if p.status == "trialing" and p.started_on <= day < p.counted_until_on
        ),
        Fraction(0),
    )
    sheet.add("mrr", period, segments, standing.mrr)
    sheet.add("committed_mrr", period, segments, committed)
    sheet.add("trial_mrr", period, segments, trials)
    sheet.add("paying_accounts", period, segments, int(standing.mrr > 0))
    if standing.mrr > 0 and not any(period.start <= m.start < period.end for m in new_in):
        sheet.add("retained_accounts", period, segments, 1)


def add_balances(sheet: Sheet, world: World) -> None:
    """The balances at every close of a month, quarter, year."""
    new_in = new_months(world)
    for account_id, periods in world.periods_of.items():
        first_day = min(p.started_on for p in periods)
        for grain in GRAINS:
            for period in world.calendar.periods(grain, first_day):
                add_balance(sheet, world, account_id, period, new_in.get(account_id, []))


def add_comparison(
    sheet: Sheet, world: World, prefix: str, account_id: str, opening_on: date, period: Period
) -> None:
    """What became by a period's close of an account that paid at an earlier close."""
    opening = world.standing(account_id, opening_on)
    if opening.mrr == 0:
        return
    close = world.standing(account_id, world.calendar.close(period))
    kept = kept_amount(opening, close)
    segments = account_segments(world, account_id, opening_on)
    for name, amount in {
        "opening": opening.mrr,
        "kept": kept,
        "kept_capped": min(kept, opening.mrr),
        "accounts_then": 1,
        "accounts_stayed": int(close.mrr > 0),
    }.items():
        sheet.add(prefix + name, period, segments, amount)


def add_comparisons(sheet: Sheet, world: World) -> None:
    """Each period against its own opening, and against the close twelve months before its own."""
    for account_id, periods in world.periods_of.items():
        first_day = min(p.started_on for p in periods)
        for grain in GRAINS:
            for period in world.calendar.periods(grain, first_day):
                opening_on = world.calendar.opening(period)
                year_before = world.calendar.opening(
                    Period(grain, add_months(period.end, -12), period.end)
                )
                add_comparison(sheet, world, "", account_id, opening_on, period)
                add_comparison(sheet, world, "12m_", account_id, year_before, period)


def add_second_years(sheet: Sheet, world: World) -> None:
    """The accounts that first paid in the period 24 months earlier, and those that pay now.

    They stand in their segment at the close of the month in which they first paid.
    """
    calendar = world.calendar
    for account_id, month in first_paid_months(world).items():
        segments = account_segments(world, account_id, calendar.close(month))
        for grain in GRAINS:
            start = add_months(calendar.start(grain, month.start), 24)
            period = calendar.period(grain, start)
            if start <= calendar.as_of:
                paying = world.mrr(account_id, calendar.close(period)) > 0
                sheet.add("second_year_then", period, segments, 1)
                sheet.add("second_year_now", period, segments, int(paying))


# --- from sums to metrics -----------------------------------------------------------------------


def net_new(get: Get) -> Number:
    """New + reactivation + expansion - contraction - churned + fx."""
    return (
        get("new_mrr")
        + get("reactivation_mrr")
        + get("expansion_mrr")
        - get("contraction_mrr")
        - get("churned_mrr")
        + get("fx_mrr")
    )


def gained(get: Get) -> Number:
    """New + reactivation + expansion."""
    return get("new_mrr") + get("reactivation_mrr") + get("expansion_mrr")


def lost(get: Get) -> Number:
    """Contraction + churned."""
    return get("contraction_mrr") + get("churned_mrr")


SAME_NAME = (
    "mrr",
    "paying_accounts",
    "trial_mrr",
    "committed_mrr",
    "new_mrr",
    "reactivation_mrr",
    "expansion_mrr",
    "contraction_mrr",
    "churned_mrr",
    "involuntary_churned_mrr",
    "fx_mrr",
    "segment_entered_mrr",
    "segment_left_mrr",
    "started_and_ended_accounts",
)

VALUES: dict[str, Callable[[Get], Number]] = {
    **{name: (lambda get, name=name: get(name)) for name in SAME_NAME},
    "arr": lambda get: 12 * get("mrr"),
    "net_new_mrr": net_new,
    "new_bookings": lambda get: 12 * gained(get),
}
"""Flows and balances from the sums of a period and segment."""

RATIOS: dict[str, tuple[Callable[[Get], Number], Callable[[Get], Number]]] = {
    "nrr": (lambda get: get("kept"), lambda get: get("opening")),
    "grr": (lambda get: get("kept_capped"), lambda get: get("opening")),
    "nrr_12m": (lambda get: get("12m_kept"), lambda get: get("12m_opening")),
    "grr_12m": (lambda get: get("12m_kept_capped"), lambda get: get("12m_opening")),
    "net_expansion_rate": (
        lambda get: get("kept") - get("opening"),
        lambda get: get("opening"),
    ),
    "mrr_churn_rate": (
        lambda get: get("opening") - get("kept_capped"),
        lambda get: get("opening"),
    ),
    "net_mrr_churn_rate": (
        lambda get: get("opening") - get("kept"),
        lambda get: get("opening"),
    ),
    "mrr_growth_rate": (net_new, lambda get: get("opening")),
    "quick_ratio": (gained, lost),
    "expansion_to_contraction_ratio": (lambda get: get("expansion_mrr"), lost),
    "customer_churn_rate": (
        lambda get: get("accounts_then") - get("accounts_stayed"),
        lambda get: get("accounts_then"),
    ),
    "customer_retention_rate": (
        lambda get: get("accounts_stayed"),
        lambda get: get("accounts_then"),
    ),
    "retained_share_of_customers": (
        lambda get: get("retained_accounts"),
        lambda get: get("paying_accounts"),
    ),
    "second_year_retention": (
        lambda get: get("second_year_now"),
        lambda get: get("second_year_then"),
    ),
    "average_deal_amount": (lambda get: get("new_mrr"), lambda get: get("new_accounts")),
    "average_deal_seats": (lambda get: get("new_seats"), lambda get: get("new_accounts")),
    "arpa": (lambda get: get("mrr"), lambda get: get("paying_accounts")),
}
"""Numerator and denominator from the sums of a period and segment."""


# --- rows ---------------------------------------------------------------------------------------


def grid(world: World) -> Grid:
    """Each segment value with the first month in which it has rows.

    The first month at whose close an account stands in the segment that has held any subscription
    period, of whatever status, by then. Every metric of the family has the same rows.
    """
    calendar = world.calendar
    return first_days(
        (segment, month.start)
        for account_id, periods in world.periods_of.items()
        for month in calendar.periods("month", min(p.started_on for p in periods))
        for segment in account_segments(world, account_id, calendar.close(month))
    )


def sums(world: World) -> Sheet:
    """All that the metrics of the grid are made of."""
    sheet = Sheet()
    add_movements(sheet, world)
    add_balances(sheet, world)
    add_comparisons(sheet, world)
    add_second_years(sheet, world)
    return sheet


def grid_rows(world: World) -> Rows:
    """The metrics by month, quarter and year, all and by account segment."""
    sheet = sums(world)
    rows: Rows = {}
    for period, segment in cells(world.calendar, grid(world), GRAINS):
        done = world.calendar.is_complete(period)

        def get(name: str, period: Period = period, segment: Segment = segment) -> Number:
            return sheet.get(name, period, segment)

        for name, value in VALUES.items():
            rows[key_of(name, period, segment)] = value_row(period, value(get), done)
        for name, (numerator, denominator) in RATIOS.items():
            rows[key_of(name, period, segment)] = ratio_row(
                period, numerator(get), denominator(get), done
            )
    return rows


def daily_rows(world: World) -> Rows:
    """``paying_subscribers``: accounts with MRR at the close of each day."""
    calendar = world.calendar
    sheet = Sheet()
    seen: set[tuple[Segment, date]] = set()
    for account_id, periods in world.periods_of.items():
        for day in calendar.periods("day", min(p.started_on for p in periods)):
            segments = account_segments(world, account_id, day.start)
            seen.update((segment, day.start) for segment in segments)
            paying = world.mrr(account_id, day.start) > 0
            sheet.add("paying_subscribers", day, segments, int(paying))
    return {
        key_of("paying_subscribers", day, segment): value_row(
            day, sheet.get("paying_subscribers", day, segment), calendar.is_complete(day)
        )
        for day, segment in cells(calendar, first_days(seen), ("day",))
    }


def usage_rows(world: World) -> Rows:
    """``usage_revenue``: metered lines, on the day of the invoice at that day's rate."""
    usage = (line for line in invoice_lines(world) if line.line_type == "usage")
    facts = (Fact(line.day, line.segments, line.amount) for line in usage)
    return flow_rows(world, "usage_revenue", facts, GRAINS)


@dataclass(frozen=True)
class InvoiceLine:
    """An invoice line in the reporting currency, with the account's segments on its day."""

    day: date
    account_id: str
    line_type: str
    amount: Fraction
    segments: list[Segment]


def invoice_lines(world: World) -> Iterator[InvoiceLine]:
    """The lines invoiced up to as_of_date to accounts that count."""
    for day, row in world.dated("invoice_lines", "invoiced_at"):
        account_id = world.account(row["account_id"])
        if account_id is not None:
            amount = world.in_reporting_currency(row["amount"], row["currency_code"], day)
            segments = account_segments(world, account_id, day)
            yield InvoiceLine(day, account_id, row["line_type"], amount, segments)


def driver_rows(world: World) -> Rows:
    """``mrr_change_drivers``: net change by driver, over accounts in expansion or contraction."""
    sheet = Sheet()
    for item in account_months(world):
        if item.change:
            for name, amount in drivers(item.opening, item.close).items():
                sheet.add("mrr_change_drivers", item.month, [("driver", name)], amount)
    start = grid(world).get(ALL)
    months = [] if start is None else world.calendar.periods("month", start)
    return {
        key_of("mrr_change_drivers", month, ("driver", name)): value_row(
            month,
            sheet.get("mrr_change_drivers", month, ("driver", name)),
            world.calendar.is_complete(month),
        )
        for month in months
        for name in DRIVERS
    }


def cohort_cell(world: World, accounts: list[str], cohort: Period, later: Period) -> dict[str, Row]:
    """A cohort's MRR and accounts at a later close against its own first close."""
    calendar = world.calendar
    done = calendar.is_complete(later)
    then = [world.mrr(account, calendar.close(cohort)) for account in accounts]
    now = [world.mrr(account, calendar.close(later)) for account in accounts]
    return {
        "mrr_cohort_retention": ratio_row(
            cohort, sum(now, Fraction(0)), sum(then, Fraction(0)), done
        ),
        "account_cohort_retention": ratio_row(
            cohort, sum(mrr > 0 for mrr in now), len(accounts), done
        ),
    }


def cohort_rows(world: World) -> Rows:
    """Cohorts by the month of first payment, over the months since."""
    rows: Rows = {}
    calendar = world.calendar
    members: dict[date, list[str]] = {}
    for account, month in first_paid_months(world).items():
        members.setdefault(month.start, []).append(account)
    for cohort in calendar.periods("month", min(members)) if members else []:
        later = calendar.periods("month", cohort.start)[: LONGEST_COHORT_MONTHS + 1]
        for since, month in enumerate(later):
            cell = cohort_cell(world, members.get(cohort.start, []), cohort, month)
            for metric, row in cell.items():
                rows[key_of(metric, cohort, ("periods_since", str(since)))] = row
    return rows


def compute(world: World) -> Rows:
    """Every metric of the family."""
    return {
        **grid_rows(world),
        **daily_rows(world),
        **usage_rows(world),
        **driver_rows(world),
        **cohort_rows(world),
    }
