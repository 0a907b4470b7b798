"""Acquisition: signups, trials, leads, the way from visitor to customer, what it costs.

Source: metrics.md "Acquisition and conversion". Money in the reporting currency. A window of N
days ends N days later at the same time of day, exclusive.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from typing import Any

from .activity import Activity
from .calendar import DAY, Period
from .flows import Fact, flow_rows, grid_of, ratio_rows, summed
from .profit import Economics
from .revenue import account_months
from .rows import (
    ALL,
    Number,
    Rows,
    Segment,
    Sheet,
    cells,
    key_of,
    ratio_row,
    value_row,
)
from .segments import account_segments
from .world import UNKNOWN, World, money

GRAINS = ("week", "month")
STEPS = ("visitor", "lead", "qualified", "trial", "paid")


# --- accounts -----------------------------------------------------------------------------------


def first_trial(world: World, account_id: str) -> datetime | None:
    """When an account's first trial began."""
    periods = world.periods_of.get(account_id, ())
    return min((p.started_at for p in periods if p.status == "trialing"), default=None)


def paying_spans(world: World, account_id: str) -> list[tuple[datetime, datetime]]:
    """The spans of time in which the account had MRR from one period, [from, to)."""
    return [
        (p.started_at, p.counted_until) for p in world.periods_of.get(account_id, ()) if p.has_mrr
    ]


def signup_rows(world: World) -> Rows:
    """``new_signups``: accounts created."""
    facts = (
        Fact(account.created_on, account_segments(world, account.account_id, account.created_on), 1)
        for account in world.signed_up()
    )
    return flow_rows(world, "new_signups", facts, GRAINS)


def trial_rows(world: World) -> Rows:
    """``new_trials`` and ``trial_conversion_rate``, by the day on which the first trial began."""
    window = world.settings.trial_window_days
    facts = []
    for account_id in world.periods_of:
        began = first_trial(world, account_id)
        if began is None:
            continue
        until = world.days_later(began, window)
        paid = any(start < until and end > began for start, end in paying_spans(world, account_id))
        day = world.on(began)
        facts.append(Fact(day, account_segments(world, account_id, day), int(paid), 1))
    begun = (Fact(fact.day, fact.segments, 1) for fact in facts)
    return {
        **flow_rows(world, "new_trials", begun, GRAINS),
        **ratio_rows(world, "trial_conversion_rate", facts, GRAINS, wait_days=window),
    }


# --- leads --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Lead:
    """A lead up to as_of_date that is not of an internal account."""

    lead_id: str
    person: str
    created_at: datetime
    day: date
    channel: str
    qualified_at: datetime | None
    account_id: str | None
    visitor_id: str | None

    @property
    def segments(self) -> list[Segment]:
        """Leads stand in their channel."""
        return [ALL, ("channel", self.channel)]


def leads_of(world: World) -> list[Lead]:
    """The leads that count; a qualification after as_of_date is not known yet."""
    as_of = world.settings.as_of_date
    found = []
    for day, row in world.dated("leads", "created_at"):
        if world.is_left_out(row["account_id"]):
            continue
        qualified = row["qualified_at"]
        is_known = qualified is not None and world.on(qualified) <= as_of
        person = f"contact {row['contact_id']}" if row["contact_id"] else f"lead {row['lead_id']}"
        found.append(
            Lead(
                row["lead_id"],
                person,
                row["created_at"],
                day,
                row["channel"],
                qualified if is_known else None,
                world.account(row["account_id"]),
                row["visitor_id"],
            )
        )
    return found


def lead_rows(world: World, leads: list[Lead]) -> Rows:
    """Leads created and leads qualified in the period."""
    created = (Fact(lead.day, lead.segments, 1) for lead in leads)
    qualified = (
        Fact(world.on(lead.qualified_at), lead.segments, 1) for lead in leads if lead.qualified_at
    )
    return {
        **flow_rows(world, "leads", created, GRAINS),
        **flow_rows(world, "qualified_leads", qualified, GRAINS),
    }


def lead_conversion_rows(world: World, leads: list[Lead]) -> Rows:
    """``lead_conversion_rate``: persons whose account ever paid / persons.

    A person counts once, in the period and channel of the first lead, whichever lead it was that
    became an account.
    """
    of_person: defaultdict[str, list[Lead]] = defaultdict(list)
    for lead in leads:
        of_person[lead.person].append(lead)
    facts = []
    for found in of_person.values():
        first = min(found, key=lambda lead: (lead.created_at, lead.lead_id))
        accounts = {lead.account_id for lead in found} - {None}
        paid = any(paying_spans(world, account) for account in accounts if account)
        facts.append(Fact(first.day, first.segments, int(paid), 1))
    return ratio_rows(world, "lead_conversion_rate", facts, GRAINS)


# --- the funnel ---------------------------------------------------------------------------------


def next_start(world: World, account_id: str | None, after: datetime, kind: str) -> datetime | None:
    """The first start of a trial, or of a period with MRR, of an account from an instant on."""
    periods = world.periods_of.get(account_id, ()) if account_id is not None else ()
    return min(
        (
            p.started_at
            for p in periods
            if p.started_at >= after and (p.status == "trialing" if kind == "trial" else p.has_mrr)
        ),
        default=None,
    )


def steps_reached(world: World, visited_at: datetime, leads: list[Lead]) -> int:
    """How many steps, in order, a visitor took by the lead that led furthest; the visit is one."""
    furthest = 1
    for lead in leads:
        reached, at = 1, visited_at
        for when in (
            lambda at, lead=lead: lead.created_at if lead.created_at >= at else None,
            lambda at, lead=lead: (
                lead.qualified_at if lead.qualified_at and lead.qualified_at >= at else None
            ),
            lambda at, lead=lead: next_start(world, lead.account_id, at, "trial"),
            lambda at, lead=lead: next_start(world, lead.account_id, at, "paid"),
        ):
            following = when(at)
            if following is None:
                break
            reached, at = reached + 1, following
        furthest = max(furthest, reached)
    return furthest


def first_visits(world: World) -> dict[str, datetime]:
    """Each visitor's first page view; not those of users of internal accounts."""
    first: dict[str, datetime] = {}
    for _, row in world.dated("page_views", "occurred_at"):
        user = world.user(row["user_id"]) if row["user_id"] else None
        if user is None or not world.is_left_out(world.account_of_user(user)):
            seen = row["occurred_at"]
            first[row["visitor_id"]] = min(seen, first.get(row["visitor_id"], seen))
    return first


def funnel_rows(world: World, leads: list[Lead]) -> Rows:
    """``conversion_rate``: each step's share of the step before, by the period of the visit."""
    of_visitor: defaultdict[str, list[Lead]] = defaultdict(list)
    for lead in leads:
        if lead.visitor_id is not None:
            of_visitor[lead.visitor_id].append(lead)
    facts = []
    for visitor, visited_at in first_visits(world).items():
        reached = steps_reached(world, visited_at, of_visitor[visitor])
        day = world.on(visited_at)
        for number, step in enumerate(STEPS[1:], start=2):
            got_before = int(reached >= number - 1)
            facts.append(Fact(day, [("funnel_step", step)], int(reached >= number), got_before))
        all_the_way = int(reached == len(STEPS))
        facts.append(Fact(day, [("funnel_step", "overall")], all_the_way, 1))
    return ratio_rows(world, "conversion_rate", facts if leads else [], GRAINS)


# --- cost ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Cost:
    """A campaign cost up to as_of_date in the reporting currency."""

    day: date
    cost_type: str
    amount: Fraction
    segments: list[Segment]


def campaign_costs(world: World) -> list[Cost]:
    """The costs; one without a campaign stays in ``all``."""
    return [
        Cost(
            day,
            row["cost_type"],
            world.in_reporting_currency(row["amount"], row["currency_code"], day),
            [ALL, ("channel", row["channel"])] if row["campaign_id"] else [ALL],
        )
        for day, row in world.dated("campaign_costs", "cost_date")
    ]


@dataclass(frozen=True)
class NewCustomer:
    """An account in ``new_mrr``, on the first day of that month at whose close it paid."""

    day: date
    account_id: str
    mrr: Fraction
    segments: list[Segment]


def new_customers(world: World) -> Iterator[NewCustomer]:
    """The new paying accounts, in the channel by which each was acquired."""
    for item in account_months(world):
        if item.is_new:
            days = world.calendar.days(item.month)
            day = next(d for d in days if world.mrr(item.account_id, d) > 0)
            channel = world.accounts[item.account_id].acquisition_channel or UNKNOWN
            segments = [ALL, ("channel", channel)]
            yield NewCustomer(day, item.account_id, item.close.mrr, segments)


def lead_cost_rows(world: World, leads: list[Lead]) -> Rows:
    """``cost_per_lead``: campaign cost of all types but sales / leads."""
    costs = costs_of(world, ("media", "tools", "people"))
    heads = [Fact(lead.day, lead.segments, 0, 1) for lead in leads]
    if not heads:
        return {}
    return cost_ratio_rows(world, "cost_per_lead", costs, heads, GRAINS, is_over)


def cac_rows(world: World, grains: Iterable[str]) -> Rows:
    """``cac`` and ``cac_paid``: campaign cost, of media alone, / new paying accounts."""
    grains = tuple(grains)
    heads = [Fact(customer.day, customer.segments, 0, 1) for customer in new_customers(world)]
    every, media = costs_of(world, ("media", "tools", "people", "sales")), ("media",)
    return {
        **cost_ratio_rows(world, "cac", every, heads, grains, is_month_over),
        **cost_ratio_rows(world, "cac_paid", costs_of(world, media), heads, grains, is_month_over),
    }


def costs_of(world: World, types: tuple[str, ...]) -> list[Fact]:
    """The costs of some types."""
    return [
        Fact(cost.day, cost.segments, cost.amount)
        for cost in campaign_costs(world)
        if cost.cost_type in types
    ]


def is_over(world: World, period: Period) -> bool:
    """Whether a period is complete."""
    return world.calendar.is_complete(period)


def is_month_over(world: World, period: Period) -> bool:
    """Whether it and the month in which it ends are: who is new is known at a month's close."""
    month = world.calendar.period("month", period.end - DAY)
    return is_over(world, period) and is_over(world, month)


def cost_ratio_rows(
    world: World,
    metric: str,
    costs: list[Fact],
    heads: list[Fact],
    grains: Iterable[str],
    is_done: Callable[[World, Period], bool],
) -> Rows:
    """Costs / heads, in the segments that have costs, from the period of their first cost on."""
    grains = tuple(grains)
    sheet = summed(world, [*costs, *heads], grains)
    return {
        key_of(metric, period, segment): ratio_row(
            period,
            sheet.get("amount", period, segment),
            sheet.get("out_of", period, segment),
            is_done(world, period),
        )
        for period, segment in cells(world.calendar, grid_of(costs), grains)
    }


def new_mrr_from_leads(world: World, leads: list[Lead]) -> Iterator[Fact]:
    """The new MRR of the new paying accounts with a lead created by their day."""
    led: dict[str | None, date] = {}
    for lead in leads:
        led[lead.account_id] = min(lead.day, led.get(lead.account_id, lead.day))
    for customer in new_customers(world):
        if customer.account_id in led and led[customer.account_id] <= customer.day:
            yield Fact(customer.day, customer.segments, customer.mrr)


def profit(new_mrr: Number, margin: Number | None, cost: Number) -> Number | None:
    """What the new MRR of a year leaves after the cost; without any, the margin does not matter."""
    if not new_mrr:
        return -cost
    return None if margin is None else money(12 * Fraction(new_mrr) * margin) - cost


def romi_rows(world: World, leads: list[Lead]) -> Rows:
    """``romi``: (12 x new MRR of accounts from leads x gross margin - cost) / cost.

    The margin is that of the accounts of the channel. A week has the margin of the month in which
    it ends, and waits for it.
    """
    if not leads:
        return {}
    calendar, economics = world.calendar, Economics(world)
    costs = [Fact(cost.day, cost.segments, cost.amount) for cost in campaign_costs(world)]
    spent = summed(world, costs, GRAINS)
    gained = summed(world, new_mrr_from_leads(world, leads), GRAINS)
    rows: Rows = {}
    for period, segment in cells(calendar, grid_of(costs), GRAINS):
        month = calendar.period("month", period.end - DAY)
        own = ALL if segment == ALL else ("acquisition_channel", segment[1])
        margin = economics.margin(month, own)
        cost = spent.get("amount", period, segment)
        new_mrr = gained.get("amount", period, segment)
        gain = profit(new_mrr, margin, cost)
        rows[key_of("romi", period, segment)] = ratio_row(
            period, gain, cost, is_month_over(world, period)
        )
    return rows


# --- users of accounts that pay -----------------------------------------------------------------


def paid_user_rows(world: World) -> Rows:
    """``weekly_paid_users`` and ``free_user_share``.

    A user is paid in a period with a day of use on which the account paid, and stands in the
    segments of the last such day; all others are free, in the segments of the last day of use.
    """
    activity, sheet = Activity(world), Sheet()
    for user, days in activity.user_days.items():
        for grain in GRAINS:
            paid_days = [day for day, account in days.items() if world.mrr(account, day) > 0]
            last_paid = dict(activity.last_days(paid_days, grain))
            for period, day in activity.last_days(days, grain):
                here = account_segments_of_use(activity, user, day)
                sheet.add("users", period, here, 1)
                sheet.add("free", period, here, int(period not in last_paid))
            for period, day in last_paid.items():
                sheet.add("paid", period, account_segments_of_use(activity, user, day), 1)
    rows: Rows = {}
    for grain in GRAINS:
        for period, segment in cells(world.calendar, sheet.grid(grain, "users"), (grain,)):
            done = world.calendar.is_complete(period)
            free, users = (sheet.get(name, period, segment) for name in ("free", "users"))
            rows[key_of("free_user_share", period, segment)] = ratio_row(period, free, users, done)
    for period, segment in cells(world.calendar, sheet.grid("week", "paid"), ("week",)):
        rows[key_of("weekly_paid_users", period, segment)] = value_row(
            period, sheet.get("paid", period, segment), world.calendar.is_complete(period)
        )
    return rows


def account_segments_of_use(activity: Activity, user: str, day: date) -> list[Segment]:
    """The account segments of a user's active day, without the role."""
    return [segment for segment in activity.user_segments(user, day) if segment[0] != "role"]


# --- the market ---------------------------------------------------------------------------------


def market_rows(world: World) -> Rows:
    """``market_share``: company sales / industry sales, by market and over all."""

    def sales(row: dict[str, Any], name: str, day: date) -> Fraction:
        return world.in_reporting_currency(row[name], row["currency_code"], day)

    facts = [
        Fact(
            day,
            [ALL, ("market", row["market"])],
            sales(row, "company_sales", day),
            sales(row, "industry_sales", day),
        )
        for day, row in world.dated("market_sales", "month")
    ]
    return ratio_rows(world, "market_share", facts, ("month",))


def compute(world: World) -> Rows:
    """Every metric of the family."""
    leads = leads_of(world)
    return {
        **signup_rows(world),
        **trial_rows(world),
        **lead_rows(world, leads),
        **lead_conversion_rows(world, leads),
        **funnel_rows(world, leads),
        **lead_cost_rows(world, leads),
        **cac_rows(world, GRAINS),
        **romi_rows(world, leads),
        **paid_user_rows(world),
        **market_rows(world),
    }
