"""Accounts and the lives of their subscriptions, simulated one account at a time.

Lives are simulated three months past the last day, so that use can foretell what comes, and cut
back to what is known on the last day.
"""

from __future__ import annotations

import math
import random
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from .settings import LAST, Settings, add_months, scalar_stream, season

#: months in a billing interval
CYCLE = {"month": 1, "quarter": 3, "year": 12}
TIERS = ("starter", "team", "business", "enterprise")
#: USD per seat and month, when billed monthly
SEAT_PRICE = {"starter": 22, "team": 34, "business": 53, "enterprise": 75}
SEATS = {"starter": (2, 8), "team": (5, 22), "business": (14, 48), "enterprise": (36, 80)}
VALUE_METRIC = {"starter": "feature", "team": "user", "business": "user", "enterprise": "event"}
#: chance of leaving, per month, of an account of middling quality
CHURN = {"starter": 0.038, "team": 0.028, "business": 0.019, "enterprise": 0.007}
#: units of the currency for one USD in the price list, and what prices are rounded to
PRICE_LIST = {"USD": (1.0, 1), "EUR": (0.92, 1), "GBP": (0.8, 1), "JPY": (150.0, 100)}
#: starter costs a tenth more from here on, for new accounts and at the next bill of the others
PRICE_RISE = datetime(2025, 7, 1)

COUNTRIES = {
    "US": 44, "GB": 10, "DE": 9, "FR": 6, "NL": 5, "CA": 8, "AU": 6, "BR": 4, "IN": 5, None: 3,
}  # fmt: skip
INDUSTRIES = {
    "software": 28, "retail": 15, "manufacturing": 13, "finance": 12, "healthcare": 10,
    "education": 8, "media": 10, None: 4,
}  # fmt: skip
CHANNELS = {
    "organic_search": 24, "paid_search": 19, "paid_social": 12, "referral": 14, "partner": 10,
    "outbound": 9, "direct": 9, None: 3,
}  # fmt: skip
NAME_HEADS = (
    "Amber", "Birch", "Cedar", "Delta", "Ember", "Fjord", "Granite", "Harbor", "Indigo", "Juniper",
    "Kestrel", "Lumen", "Maple", "Nimbus", "Orchard", "Pioneer", "Quarry", "River", "Summit",
    "Timber", "Umber", "Vertex", "Willow", "Yarrow", "Zephyr",
)  # fmt: skip
NAME_TAILS = (
    "Analytics", "Brothers", "Clinic", "Foods", "Freight", "Group", "Health", "Labs", "Logistics",
    "Media", "Partners", "Retail", "School", "Studio", "Systems", "Works",
)  # fmt: skip


@dataclass
class Period:
    """A stretch of unchanging terms; money in the account's currency, per billing interval."""

    plan: str
    status: str
    started: datetime
    ended: datetime | None
    quantity: int
    unit: float
    share_off: float
    interval: str
    currency: str
    cancel_requested: datetime | None = None
    cancel_reason: str | None = None

    @property
    def discount(self) -> float:
        """Money off the whole period's bill, per billing interval."""
        return round(self.unit * self.quantity * self.share_off, 0 if self.currency == "JPY" else 2)

    @property
    def amount(self) -> float:
        """What one billing interval costs."""
        return round(self.unit * self.quantity - self.discount, 2)

    @property
    def monthly(self) -> float:
        """Money per month while the status counts as recurring revenue, else 0."""
        counts = self.status in ("active", "past_due")
        return self.amount / CYCLE[self.interval] if counts else 0.0


@dataclass
class Subscription:
    """Periods in order, without gap or overlap."""

    periods: list[Period]
    subscription_id: str = ""

    @property
    def ended(self) -> datetime | None:
        """When it ended or will, None while it runs."""
        return self.periods[-1].ended

    def cut(self, at: datetime, **changes: Any) -> None:
        """Begin a new period at this moment, with other terms."""
        last = self.periods[-1]
        if at <= last.started:
            self.periods[-1] = replace(last, **changes)
            return
        last.ended = at
        self.periods.append(replace(last, started=at, ended=None, **changes))


@dataclass
class Account:
    """A customer and all that becomes of it.

    Attributes:
        quality: how well the product suits it, about N(0, 1); good ones stay and grow.
        moves: (when, strength) of each change of revenue that use foretells; a seat more or less
            is about 1, leaving -2.4.
    """

    number: int
    created: datetime
    country: str | None
    industry: str | None
    employees: int | None
    channel: str | None
    currency: str
    quality: float
    name: str = ""
    is_internal: bool = False
    merged_into: str | None = None
    deleted: datetime | None = None
    converts: bool = False
    subscriptions: list[Subscription] = field(default_factory=list)
    moves: list[tuple[datetime, float]] = field(default_factory=list)

    @property
    def account_id(self) -> str:
        """Its key."""
        return f"a{self.number}"

    @property
    def first_paid(self) -> datetime | None:
        """The first moment with recurring revenue."""
        paid = [p.started for s in self.subscriptions for p in s.periods if p.monthly > 0]
        return min(paid, default=None)

    def monthly_at(self, moment: datetime) -> float:
        """Recurring revenue per month at this moment, in the account's currency."""
        return sum(
            p.monthly
            for s in self.subscriptions
            for p in s.periods
            if p.started <= moment and (p.ended is None or p.ended > moment)
        )


def pick(rng: random.Random, weights: dict[Any, float]) -> Any:
    """One key, as likely as its weight."""
    return rng.choices(list(weights), list(weights.values()))[0]


def plan_of(tier: str, interval: str) -> str:
    """Key of the plan of that tier and interval."""
    return f"{tier}_{interval}"


def price(tier: str, interval: str, currency: str, at: datetime) -> float:
    """List price of a seat per billing interval, at that moment, in that currency."""
    monthly = SEAT_PRICE[tier] * (1.1 if tier == "starter" and at >= PRICE_RISE else 1.0)
    factor = {"month": 1.0, "quarter": 2.85, "year": 10.5}[interval]
    rate, step = PRICE_LIST[currency]
    return round(monthly * factor * rate / step) * step


def moment_in(rng: random.Random, first: datetime, days: int) -> datetime:
    """A moment of some day from the first on, in working hours, days weighted by season."""
    options = [first + timedelta(days=d) for d in range(days)]
    day = rng.choices(options, [season(d.date()) for d in options])[0]
    seconds = min(max(rng.gauss(14 * 3600, 3 * 3600), 6 * 3600), 22 * 3600)
    return day.replace(hour=0, minute=0, second=0) + timedelta(seconds=round(seconds))


class Lives:
    """The simulation of all accounts' lives, up to ``horizon``."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.rng = scalar_stream("lives")
        self.horizon = LAST + timedelta(days=93)

    def accounts(self) -> list[Account]:
        """All customer accounts, in order of creation, lives cut back to what is known."""
        customers = [
            self._account(n + 1, created) for n, created in enumerate(sorted(self._signups()))
        ]
        launch = max(6, round(self.settings.accounts * 0.062))
        for position, account in enumerate(customers):
            # a stream for each, so that one life's length leaves the others as they are
            self.rng = scalar_stream(f"life:{account.number}")
            if position < launch:
                self._launch(account, position)
            else:
                self._live(account)
        self._same_month(customers)
        self._merge_and_delete(customers)
        internal = [self._internal(len(customers) + n) for n in (1, 2)]
        accounts = customers + internal
        for account in accounts:
            for subscription in account.subscriptions:
                _forget_future(subscription)
            account.subscriptions = [s for s in account.subscriptions if s.periods]
        runs = [s for a in accounts for s in a.subscriptions]
        runs.sort(key=lambda s: s.periods[0].started)
        for number, subscription in enumerate(runs, start=1):
            subscription.subscription_id = f"s{number}"
        return accounts

    def _signups(self) -> list[datetime]:
        """Creation times: a launch in the first month, then slowly more every month."""
        settings, rng = self.settings, self.rng
        launch = max(6, round(settings.accounts * 0.062))
        times = [moment_in(rng, settings.start, 24) for _ in range(launch)]
        months = range(settings.months)
        weights = {m: 0.75 + 0.85 * m / max(1, settings.months - 1) for m in months}
        for month in weights:
            first = settings.month_start(month)
            weights[month] *= {8: 0.88, 12: 0.82, 1: 1.08}.get(first.month, 1.0)
        rest = settings.accounts - launch
        total, before, taken = sum(weights.values()), 0.0, 0
        for month, weight in weights.items():
            before += weight
            count = round(rest * before / total) - taken
            taken += count
            first = settings.month_start(month)
            days = (add_months(first, 1) - first).days
            times += [moment_in(rng, first, days) for _ in range(count)]
        return times

    def _account(self, number: int, created: datetime) -> Account:
        """An account without a subscription yet."""
        rng = self.rng
        country = "JP" if number == 57 else pick(rng, COUNTRIES)
        currency = "USD"
        if country in ("DE", "FR", "NL") and rng.random() < 0.7:
            currency = "EUR"
        elif country == "GB" and rng.random() < 0.8:
            currency = "GBP"
        elif country == "JP":
            currency = "JPY"
        age = self.settings.month_of(created) / max(1, self.settings.months - 1)
        name = f"{rng.choice(NAME_HEADS)} {rng.choice(NAME_TAILS)}"
        return Account(
            number=number,
            created=created,
            country=country,
            industry=pick(rng, INDUSTRIES),
            employees=None,
            channel=pick(rng, CHANNELS),
            currency=currency,
            quality=rng.gauss(0.25 * age, 1.0),
            name=name if rng.random() > 0.02 else "",
        )

    # --- beginnings ---------------------------------------------------------------------------

    def _launch(self, account: Account, position: int) -> None:
        """One of the launch's customers: pays from its first day."""
        tiers = ("starter", "team", "business", "starter", "team", "team", "starter", "enterprise")
        tier = tiers[position % len(tiers)] if position < 8 else tiers[position % 7]
        account.quality += 0.2
        self._size(account, tier)
        low, high = SEATS[tier]
        seats = self.rng.randint(low, low + (high - low) // 5)
        begin = account.created + timedelta(minutes=self.rng.randint(20, 2000))
        self._paying(account, begin, tier, self._interval(tier), seats)

    def _live(self, account: Account) -> None:
        """Any later account: a trial, a free plan, a purchase, or nothing at all."""
        rng = self.rng
        age = self.settings.month_of(account.created) / max(1, self.settings.months - 1)
        way = pick(rng, {"trial": 0.58, "free": 0.19, "direct": 0.18, "none": 0.05})
        tier = pick(
            rng, {"starter": 38, "team": 38, "business": 17 + 5 * age, "enterprise": 2 + 4 * age}
        )
        if way == "trial" and tier == "enterprise":
            tier = "business"
        self._size(account, tier)
        seats = self._seats(tier)
        begin = account.created + timedelta(minutes=rng.randint(3, 90))
        if way == "trial":
            self._trial(account, begin, tier, seats)
        elif way == "free":
            free = self._free(account, begin)
            if rng.random() < _logistic(-1.0 + 0.8 * account.quality):
                upgrade = moment_in(rng, begin + timedelta(days=rng.randint(12, 260)), 7)
                if upgrade < self.horizon:
                    account.moves.append((upgrade, 1.2))
                    tier = rng.choice(("starter", "starter", "team"))
                    seats = rng.randint(2, 7)
                    self._paying(account, upgrade, tier, "month", seats, after=free)
        elif way == "direct":
            self._paying(account, begin, tier, self._interval(tier), seats)

    def _trial(self, account: Account, begin: datetime, tier: str, seats: int) -> None:
        """A trial: won (the same subscription goes on), lost, or won weeks after its end."""
        rng = self.rng
        days = 30 if tier == "business" else 14
        end = begin + timedelta(days=days)
        interval = self._interval(tier)
        trial = Subscription([self._terms(account, begin, tier, interval, seats, "trialing")])
        if rng.random() < _logistic(-1.1 + 0.9 * account.quality):
            account.converts = True
            self._paying(account, end, tier, interval, seats, after=trial)
            return
        trial.periods[-1].ended = end
        if rng.random() < 0.4:
            asked = begin + (end - begin) * rng.uniform(0.2, 0.9)
            trial.periods[-1].cancel_requested = asked.replace(microsecond=0)
            trial.periods[-1].cancel_reason = "voluntary"
        account.subscriptions.append(trial)
        fate = rng.random()
        if fate < 0.06:
            back = moment_in(rng, end + timedelta(days=rng.randint(4, 50)), 5)
            self._paying(account, back, tier, "month", max(2, seats // 2))
        elif fate < 0.3:
            self._free(account, end)

    def _free(self, account: Account, begin: datetime) -> Subscription:
        """A free plan."""
        terms = Period("free", "active", begin, None, 1, 0.0, 0.0, "month", account.currency)
        free = Subscription([terms])
        account.subscriptions.append(free)
        return free

    def _internal(self, number: int) -> Account:
        """An account of the company's own, with a plan that must count nowhere."""
        begin = self.settings.start + timedelta(days=3 * number % 7, hours=9)
        account = Account(number, begin, "US", "software", 40, None, "USD", 0.5, is_internal=True)
        account.name = f"Own workspace {number}"
        terms = self._terms(account, begin, "business", "month", 20, "active")
        account.subscriptions.append(Subscription([terms]))
        return account

    # --- a paying life ------------------------------------------------------------------------

    def _paying(
        self,
        account: Account,
        begin: datetime,
        tier: str,
        interval: str,
        seats: int,
        after: Subscription | None = None,
    ) -> None:
        """A paying subscription from ``begin`` to its end, and what follows it."""
        rng = self.rng
        terms = self._terms(account, begin, tier, interval, seats, "active")
        if rng.random() < 0.13:
            terms.share_off = rng.choice((0.1, 0.15, 0.2))
        if after is None:
            subscription = Subscription([terms])
        else:
            subscription = after
            changes = vars(terms) | {"started": None, "ended": None}
            subscription.cut(begin, **{k: v for k, v in changes.items() if v is not None})
        if subscription not in account.subscriptions:
            account.subscriptions.append(subscription)
        self._run(account, subscription, tier, begin)
        end = subscription.ended
        if tier in ("team", "business") and rng.random() < 0.22:
            self._second(account, begin, end)
        if end is None:
            return
        involuntary = subscription.periods[-1].cancel_reason == "involuntary"
        if rng.random() < (0.4 if involuntary else 0.24):
            short = involuntary or rng.random() < 0.4
            gap = rng.randint(6, 48) if short else rng.randint(95, 300)
            back = moment_in(rng, end + timedelta(days=gap), 4)
            if back < self.horizon:
                last = subscription.periods[-1]
                tier = last.plan.split("_")[0]
                account.quality += 0.4
                seats = max(SEATS[tier][0], round(last.quantity * 0.8))
                self._paying(account, back, tier, "month", seats)
        elif not involuntary and rng.random() < 0.25:
            self._free(account, end)

    def _second(self, account: Account, begin: datetime, end: datetime | None) -> None:
        """A second subscription beside the first, for another team; ends no later than it."""
        rng = self.rng
        start = moment_in(rng, begin + timedelta(days=rng.randint(60, 420)), 5)
        last = end or self.horizon
        if start >= last - timedelta(days=40):
            return
        account.moves.append((start, 1.0))
        terms = self._terms(account, start, "starter", "month", rng.randint(2, 5), "active")
        second = Subscription([terms])
        account.subscriptions.append(second)
        stop = add_months(start, rng.randint(3, 30))
        if stop < last:
            _cancel(rng, second, stop)
            account.moves.append((stop, -1.0))
        elif end is not None:
            _cancel(rng, second, end)

    def _run(
        self, account: Account, subscription: Subscription, tier: str, anchor: datetime
    ) -> None:
        """Month after month: seats, plans, prices, pauses, failed payments, the end."""
        rng, step, discount_months = self.rng, 0, self.rng.choice((6, 6, 12))
        age = 0
        while True:
            step, age = step + 1, age + 1
            tick = add_months(anchor, step)
            if tick >= self.horizon:
                return
            now = subscription.periods[-1]
            cycle = CYCLE[now.interval]
            renews = step % cycle == 0
            if renews and now.share_off and age >= discount_months:
                subscription.cut(tick, share_off=0.0)
            list_price = price(tier, now.interval, account.currency, tick)
            if renews and list_price != now.unit:
                subscription.cut(tick, unit=list_price)
            now = subscription.periods[-1]
            stay = math.exp(-0.55 * account.quality)
            grow = math.exp(0.38 * account.quality)
            monthly = now.interval == "month"
            risk = {1: 1.0, 3: 2.7, 12: 6.5}[cycle] * CHURN[tier] * stay
            chances = {
                "churn": risk if renews else 0.0,
                "pause": 0.004 * stay if monthly else 0.0,
                "fail": 0.016 if monthly else 0.0,
                "save": 0.005 * stay if renews else 0.0,
                "downgrade": 0.006 * stay if renews and tier != "starter" else 0.0,
                "shrink": (0.036 if monthly else 0.1) * stay if renews else 0.0,
                "grow": (0.09 if renews else 0.045) * grow,
                "upgrade": 0.0105 * grow if tier != "enterprise" else 0.0,
            }
            move = pick(rng, chances | {"nothing": max(0.0, 1 - sum(chances.values()))})
            if move == "churn":
                later = timedelta(days=rng.randint(2, 24)) if rng.random() < 0.15 else timedelta(0)
                account.moves.append((tick + later, -2.4))
                _cancel(rng, subscription, tick + later, immediate=bool(later))
                return
            if move == "pause":
                account.moves.append((tick, -1.6))
                subscription.cut(tick, status="paused")
                anchor, step = add_months(tick, rng.choice((1, 2, 3))), 0
                if anchor >= self.horizon:
                    return
                subscription.cut(anchor, status="active")
            elif move == "fail":
                subscription.cut(tick, status="past_due")
                if rng.random() < 0.3:
                    end = tick + timedelta(days=rng.randint(14, 26))
                    subscription.periods[-1].ended = end
                    subscription.periods[-1].cancel_reason = "involuntary"
                    return
                subscription.cut(tick + timedelta(days=rng.randint(3, 18)), status="active")
            elif move == "save":
                account.moves.append((tick, -1.0))
                subscription.cut(tick, share_off=0.2)
                discount_months = age + 6
            elif move in ("downgrade", "upgrade"):
                up = move == "upgrade"
                account.moves.append((tick, 1.4 if up else -1.4))
                tier = TIERS[TIERS.index(tier) + (1 if up else -1)]
                low, high = SEATS[tier]
                seats = max(now.quantity, min(low, now.quantity + 6)) if up else now.quantity
                seats = min(seats, high)
                interval = "month" if now.interval == "quarter" else now.interval
                subscription.cut(
                    tick,
                    plan=plan_of(tier, interval),
                    quantity=seats,
                    interval=interval,
                    unit=price(tier, interval, account.currency, tick),
                )
                anchor, step = tick, 0
            elif move in ("shrink", "grow"):
                by = max(1, round(now.quantity * rng.uniform(0.09, 0.26)))
                seats = now.quantity + (by if move == "grow" else -by)
                if 1 <= seats <= 1.4 * SEATS[tier][1]:
                    account.moves.append((tick, 1.0 if move == "grow" else -1.0))
                    subscription.cut(tick, quantity=seats)

    # --- terms --------------------------------------------------------------------------------

    def _terms(
        self, account: Account, at: datetime, tier: str, interval: str, seats: int, status: str
    ) -> Period:
        unit = price(tier, interval, account.currency, at)
        plan = plan_of(tier, interval)
        return Period(plan, status, at, None, seats, unit, 0.0, interval, account.currency)

    def _interval(self, tier: str) -> str:
        """How it is billed: mostly by the month, the large ones often by the year."""
        quarter = 0.12 if tier == "business" else 0.0
        year = {"starter": 0.12, "team": 0.16, "business": 0.17, "enterprise": 0.12}[tier]
        return pick(self.rng, {"month": 1 - quarter - year, "quarter": quarter, "year": year})

    def _seats(self, tier: str) -> int:
        low, high = SEATS[tier]
        return round(low + (high - low) * self.rng.random() ** 1.6)

    def _size(self, account: Account, tier: str) -> None:
        """Number of employees, larger for larger plans; sometimes not known."""
        middle = {"starter": 12, "team": 45, "business": 190, "enterprise": 900}[tier]
        size = max(1, round(middle * math.exp(self.rng.gauss(0, 0.8))))
        account.employees = size if self.rng.random() > 0.06 else None

    # --- rare lives ---------------------------------------------------------------------------

    def _same_month(self, customers: list[Account]) -> None:
        """A few that signed up and never paid buy on the 3rd and are gone on the 20th."""
        idle = [a for a in customers if not a.subscriptions]
        for account in idle[1::3][: max(3, round(3 * self.settings.scale))]:
            begin = add_months(account.created.replace(day=3), 1).replace(hour=10, minute=15)
            end = begin + timedelta(days=17)
            if end > LAST:
                continue
            terms = self._terms(account, begin, "team", "month", 5, "active")
            account.subscriptions.append(Subscription([terms]))
            _cancel(self.rng, account.subscriptions[-1], end, immediate=True)

    def _merge_and_delete(self, customers: list[Account]) -> None:
        """One merge, one chain of two merges, and a few gone accounts that were deleted."""
        old = [a for a in customers if a.created < LAST - timedelta(days=200)]
        starters = [
            a
            for a in old
            if a.currency == "USD"
            and a.subscriptions
            and a.subscriptions[-1].ended is None
            and a.subscriptions[-1].periods[-1].plan == "starter_month"
        ]
        large = [a for a in old if a.subscriptions and a.monthly_at(LAST) > 300]
        free = [a for a in old if not a.first_paid and a.subscriptions]
        starters[1].merged_into = large[3].account_id
        free[2].merged_into = starters[2].account_id
        starters[2].merged_into = large[5].account_id
        gone = [
            a
            for a in old
            if a.first_paid
            and not a.merged_into
            and all(s.ended and s.ended < LAST - timedelta(days=120) for s in a.subscriptions)
        ]
        for account in gone[2::5][: max(3, round(3 * self.settings.scale))]:
            ends = [s.ended for s in account.subscriptions if s.ended]
            account.deleted = max(ends) + timedelta(days=self.rng.randint(20, 110), minutes=77)


def _cancel(
    rng: random.Random, subscription: Subscription, end: datetime, immediate: bool = False
) -> None:
    """End a subscription at the customer's wish, asked for some days before."""
    last = subscription.periods[-1]
    if end <= last.started:
        end = last.started + timedelta(days=1)
    last.ended = end
    last.cancel_reason = "voluntary"
    if immediate:
        last.cancel_requested = end
        return
    days = rng.uniform(1, 26) if last.interval == "month" else rng.uniform(8, 110)
    asked = (end - timedelta(days=days)).replace(microsecond=0)
    last.cancel_requested = max(asked, last.started + timedelta(hours=2))
    last.cancel_requested = min(last.cancel_requested, end)


def _forget_future(subscription: Subscription) -> None:
    """Leave what is known on the last day: no later terms, no end that nobody asked for."""
    subscription.periods = [p for p in subscription.periods if p.started <= LAST]
    if not subscription.periods:
        return
    last = subscription.periods[-1]
    if last.cancel_requested and last.cancel_requested > LAST:
        last.cancel_requested = None
    if last.ended and last.ended > LAST and not last.cancel_requested:
        last.ended = last.cancel_reason = None
    if last.ended is None and not last.cancel_requested:
        last.cancel_reason = None


def _logistic(x: float) -> float:
    return 1 / (1 + math.exp(-x))
