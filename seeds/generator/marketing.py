"""Tables of marketing: leads, campaign costs, email events, social posts."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from .lives import CHANNELS, Account, moment_in, pick
from .settings import LAST, Settings, add_months, loaded, month_season, scalar_stream

Row = tuple[Any, ...]

#: campaign -> (channel, share of the history at which it begins and ends)
CAMPAIGNS: dict[str, tuple[str, float, float]] = {
    "m1": ("paid_search", 0.0, 1.0),
    "m2": ("paid_search", 0.1, 0.6),
    "m3": ("paid_search", 0.55, 1.0),
    "m4": ("paid_social", 0.0, 0.45),
    "m5": ("paid_social", 0.4, 1.0),
    "m6": ("partner", 0.2, 1.0),
    "m7": ("outbound", 0.0, 1.0),
    "m8": ("email", 0.0, 1.0),
}
#: channels whose leads were seen on the web before
WEB_CHANNELS = ("organic_search", "paid_search", "paid_social", "referral", "email")


@dataclass
class Lead:
    """Somebody who left an address; times in UTC."""

    created: datetime
    channel: str
    campaign: str | None
    qualified: datetime | None = None
    opportunity: datetime | None = None
    account: Account | None = None
    visitor: int | None = None
    contact: int | None = None


def make_leads(settings: Settings, accounts: list[Account]) -> list[Lead]:
    """Leads by time: those behind accounts, and those that came to nothing."""
    rng = scalar_stream("leads")
    leads = [
        _of_account(settings, rng, account)
        for account in accounts
        if account.channel not in (None, "direct")
        and not account.is_internal
        and rng.random() < 0.82
    ]
    channels = {c: w for c, w in CHANNELS.items() if c not in (None, "direct")} | {"email": 9}
    for month in range(settings.months):
        first = settings.month_start(month)
        growth = 0.5 + 1.0 * month / settings.months
        count = round(13 * settings.scale * growth * month_season(first))
        days = (add_months(first, 1) - first).days
        for _ in range(count):
            created = moment_in(rng, first, days)
            channel = pick(rng, channels)
            lead = Lead(created, channel, _campaign(settings, rng, channel, created))
            if rng.random() < 0.34:
                lead.qualified = created + timedelta(hours=rng.uniform(3, 400))
                if rng.random() < 0.2:
                    lead.opportunity = lead.qualified + timedelta(hours=rng.uniform(24, 500))
            leads.append(lead)
    leads.sort(key=lambda lead: lead.created)
    visitors = 0
    for number, lead in enumerate(leads, start=1):
        lead.contact = number
        if lead.channel in WEB_CHANNELS and rng.random() < 0.88:
            visitors += 1
            lead.visitor = visitors
    _twice(rng, leads)
    for lead in leads:
        for name in ("qualified", "opportunity"):
            at = getattr(lead, name)
            if at is not None:
                setattr(lead, name, at.replace(microsecond=0) if at <= LAST else None)
    return leads


def _of_account(settings: Settings, rng: random.Random, account: Account) -> Lead:
    """The lead that an account came from."""
    created = account.created - timedelta(hours=rng.expovariate(1 / 90))
    created = max(created, settings.start + timedelta(minutes=rng.randint(5, 500)))
    created = min(created, account.created - timedelta(minutes=3)).replace(microsecond=0)
    channel = account.channel or "direct"
    lead = Lead(created, channel, _campaign(settings, rng, channel, created), account=account)
    if rng.random() < 0.86:
        lead.qualified = created + (account.created - created) * rng.uniform(0.1, 0.95)
    if account.first_paid and rng.random() < 0.5:
        span = max(account.first_paid - account.created, timedelta(hours=5))
        lead.opportunity = account.created + span * rng.uniform(0.1, 0.9)
    return lead


def _campaign(settings: Settings, rng: random.Random, channel: str, at: datetime) -> str | None:
    """A campaign of that channel that ran at the moment."""
    age = (at - settings.start) / (LAST - settings.start)
    running = [c for c, (ch, a, b) in CAMPAIGNS.items() if ch == channel and a <= age <= b]
    return rng.choice(running) if running and rng.random() < 0.93 else None


def _twice(rng: random.Random, leads: list[Lead]) -> None:
    """Every twentieth account's person had left an address once before."""
    won = [n for n, lead in enumerate(leads) if lead.account and n > 30]
    for position in won[::20]:
        earlier = rng.randint(position - 25, position - 1)
        if not leads[earlier].account:
            leads[earlier].contact = leads[position].contact


def lead_rows(leads: list[Lead]) -> list[Row]:
    """The table ``leads``."""
    rows = []
    for number, lead in enumerate(leads, start=1):
        known = [t for t in (lead.created, lead.qualified, lead.opportunity) if t]
        rows.append(
            (
                f"l{number}", lead.created, lead.channel, lead.campaign, lead.qualified,
                lead.opportunity, lead.account.account_id if lead.account else None,
                f"v{lead.visitor}" if lead.visitor else None, f"k{lead.contact}",
                loaded(max(known), 40),
            )
        )  # fmt: skip
    return rows


def campaign_cost_rows(settings: Settings, accounts: list[Account]) -> list[Row]:
    """The table ``campaign_costs``: USD, what a new customer may cost times those expected."""
    rng = scalar_stream("campaign_costs")
    first_paid = [a.first_paid for a in accounts if a.first_paid and not a.is_internal]
    won = [0.0] * settings.months
    for at in first_paid:
        if at <= LAST:
            won[settings.month_of(at)] += 1
    rows: list[Row] = []

    def add(day: datetime, channel: str, campaign: str | None, amount: float, kind: str) -> None:
        if day <= LAST:
            number = f"cc{len(rows) + 1}"
            at = loaded(day + timedelta(hours=6))
            rows.append((number, day.date(), channel, campaign, round(amount, 2), "USD", kind, at))

    for month in range(settings.months):
        first = settings.month_start(month)
        around = won[max(0, month - 2) : month + 2]
        expected = sum(around) / len(around)
        if month < 2:
            expected = 4.0 * settings.scale
        budget = expected * (3300 + 85 * month) * rng.uniform(0.94, 1.06)
        age = (month + 0.5) / settings.months
        running = [(c, ch) for c, (ch, a, b) in CAMPAIGNS.items() if a <= age <= b]
        weight = {"paid_search": 4.0, "paid_social": 3.0, "partner": 1.0, "email": 0.4}
        total = sum(weight.get(channel, 0.0) for _, channel in running)
        for campaign, channel in running:
            media = 0.38 * budget * weight.get(channel, 0.0) / total
            for day in (0, 14):
                if media:
                    at = first + timedelta(days=day)
                    add(at, channel, campaign, media / 2 * rng.uniform(0.9, 1.1), "media")
        month_end = add_months(first, 1) - timedelta(days=1)
        add(first, "email", None, 0.03 * budget, "tools")
        add(first, "organic_search", None, 0.05 * budget, "tools")
        add(month_end, "organic_search", None, 0.16 * budget, "people")
        add(month_end, "paid_social", None, 0.11 * budget, "people")
        add(month_end, "outbound", "m7", 0.17 * budget, "sales")
        add(month_end, "partner", None, 0.1 * budget, "sales")
    return rows


def email_rows(settings: Settings) -> list[Row]:
    """The table ``email_events``: a newsletter a month (``n1``...) and a welcome mail."""
    rng = scalar_stream("email")
    events: list[tuple[datetime, str, str, str, str]] = []
    message = 0
    for month in range(settings.months):
        first = settings.month_start(month)
        reach = round((26 + 1.6 * month) * settings.scale)
        appeal = 0.35 + rng.uniform(-0.05, 0.05)
        sent = (first + timedelta(days=8 + month % 5)).replace(hour=9)
        pool = round((60 + 14 * month) * settings.scale)
        for position, recipient in enumerate(rng.sample(range(1, pool + 1), reach)):
            message += 1
            welcome = position % 6 == 0
            campaign = "n0" if welcome else f"n{month + 1}"
            at = moment_in(rng, first, 26) if welcome else sent + timedelta(seconds=position * 7)
            key = (f"g{message}", campaign, f"k{recipient}")
            _message(rng, events, at, key, appeal + (0.12 if welcome else 0.0))
    events = sorted(e for e in events if e[0] <= LAST)
    return [
        (f"em{n}", message_id, campaign, recipient, kind, at, loaded(at, 5))
        for n, (at, message_id, campaign, recipient, kind) in enumerate(events, start=1)
    ]


def _message(
    rng: random.Random,
    events: list[tuple[datetime, str, str, str, str]],
    at: datetime,
    key: tuple[str, str, str],
    appeal: float,
) -> None:
    """What becomes of one message."""
    events.append((at, *key, "sent"))
    at += timedelta(seconds=rng.randint(2, 90))
    if rng.random() < 0.028:
        events.append((at, *key, "bounced"))
        return
    events.append((at, *key, "delivered"))
    if rng.random() > appeal:
        return
    at += timedelta(minutes=round(rng.expovariate(1 / 400)) + 1)
    events.append((at, *key, "opened"))
    if rng.random() < 0.2:
        events.append((at + timedelta(minutes=rng.randint(5, 3000)), *key, "opened"))
    if rng.random() < 0.17:
        events.append((at + timedelta(seconds=rng.randint(10, 200)), *key, "clicked"))
    if rng.random() < 0.012:
        events.append((at + timedelta(seconds=rng.randint(15, 300)), *key, "unsubscribed"))


def social_rows(settings: Settings) -> list[Row]:
    """The table ``social_posts``: two or three posts a week, followed for five days each."""
    rng = scalar_stream("social")
    reach = {"linkedin": (1500, 0.031), "mastodon": (420, 0.022), "youtube": (900, 0.04)}
    rows: list[Row] = []
    day, number = settings.start + timedelta(days=2), 0
    while day < LAST - timedelta(days=2):
        number += 1
        network = pick(rng, {"linkedin": 5, "mastodon": 3, "youtube": 2})
        views, rate = reach[network]
        age = (day - settings.start) / (LAST - settings.start)
        views *= (0.6 + 1.2 * age) * rng.uniform(0.5, 1.7)
        for after, part in enumerate((0.5, 0.24, 0.13, 0.08, 0.05)):
            at = day + timedelta(days=after)
            if at > LAST:
                break
            seen = max(8, round(views * part * rng.uniform(0.8, 1.2)))
            likes = round(seen * rate * 0.75 * rng.uniform(0.7, 1.3))
            comments = round(seen * rate * 0.14 * rng.uniform(0.4, 1.6))
            shares = round(seen * rate * 0.11 * rng.uniform(0.4, 1.6))
            clicks = None if network == "youtube" else round(seen * 0.012 * rng.uniform(0.5, 1.5))
            rows.append(
                (
                    f"sp{number}", at.date(), network, seen, likes, comments, shares, clicks,
                    loaded(at + timedelta(hours=23)),
                )
            )  # fmt: skip
        day += timedelta(days=rng.choice((2, 3, 3, 4)))
    return rows
