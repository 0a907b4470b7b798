"""The table ``survey_responses``: NPS and CSAT, better where the product is used more."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import numpy as np

from .lives import Account
from .settings import LAST, Settings, array_stream, loaded
from .usage import Use, Users, moment, seconds, working_times

Row = tuple[Any, ...]

#: touchpoints after the first weeks, of each kind
TOUCHPOINTS = {"nps": ("relationship", "renewal"), "csat": ("support", "feature_launch")}
GOOD = ("Saves us hours every week", "Sharing reports is easy", "The team likes it", "Just works")
BAD = (
    "Too slow with large tables",
    "Hard to find my reports",
    "Pricing is unclear",
    "Exports fail",
)
#: responses per active user and month, of each kind
RATE = {"nps": 0.11, "csat": 0.075}
#: no more users than this are asked for their opinion
ASKED = 50_000
#: share of the responses that arrive again, edited
EDITED = 0.03


def survey_rows(settings: Settings, accounts: list[Account], users: Users, use: Use) -> list[Row]:
    """All responses by arrival; an edited one stands twice under the same id."""
    rng = array_stream("surveys")
    entries: list[tuple[Any, ...]] = []
    for month in range(settings.months):
        opening = seconds(settings.month_start(month))
        closing = seconds(settings.month_start(month + 1))
        low = np.maximum(users.created + 3 * 86400, use.first[users.account, month])
        low = np.maximum(low, opening)
        high = np.minimum(use.last[users.account, month], closing)
        high = np.where(users.deleted > 0, np.minimum(high, users.deleted), high)
        there = np.flatnonzero(low < high - 86400)
        level = use.level[users.account, month]
        for kind, rate in RATE.items():
            who = there[rng.random(len(there)) < rate * min(1.0, ASKED / len(users.account))]
            at = working_times(rng, settings, month, low[who], high[who])
            better = 0.026 * month * 30 / settings.months + 1.0 * level[who]
            if kind == "nps":
                score = np.clip(np.rint(7.8 + better + rng.normal(0, 1.75, len(who))), 0, 10)
            else:
                score = np.clip(np.rint(3.95 + 0.4 * better + rng.normal(0, 0.85, len(who))), 1, 5)
            spice = rng.random((len(who), 4))
            for n, user in enumerate(who.tolist()):
                entries.append((int(at[n]), kind, int(score[n]), user, spice[n].tolist()))
    entries.sort(key=lambda entry: (entry[0], entry[3], entry[1]))
    rows: list[Row] = []
    for number, entry in enumerate(entries, start=1):
        rows += _response(number, entry, accounts, users)
    return sorted(rows, key=lambda row: (row[-1], int(row[0][1:])))


def _response(
    number: int, entry: tuple[Any, ...], accounts: list[Account], users: Users
) -> list[Row]:
    """One response, twice if it was edited."""
    seconds_at, kind, score, user, (where, said, edited, named) = entry
    at = moment(seconds_at)
    age = seconds_at - int(users.created[user])
    young = age < 45 * 86400
    first, second = TOUCHPOINTS[kind]
    touchpoint = "onboarding" if young and where < 0.7 else (first if where < 0.75 else second)
    stage = "trial" if age < 20 * 86400 else ("adoption" if age < 180 * 86400 else "mature")
    high = score >= 9 if kind == "nps" else score >= 4
    comment = None
    if said < 0.22:
        comment = (GOOD if high else BAD)[int(said * 1000) % 4]
    account = accounts[users.account[user]].account_id if named < 0.85 else None
    channel = "in_app" if where * 7 % 1 < 0.6 else "email"
    who = None if named > 0.985 else f"u{user + 1}"
    rest = (who, account, touchpoint, stage, channel, comment)
    row = (f"r{number}", kind, score, at, None, *rest, loaded(at, 3))
    if edited > EDITED:
        return [row]
    later = min(at + timedelta(hours=1 + edited * 2000), LAST - timedelta(seconds=30))
    later = later.replace(microsecond=0)
    top = 10 if kind == "nps" else 5
    changed = min(top, score + 1) if edited > EDITED / 3 else max(1, score - 2)
    return [row, (f"r{number}", kind, changed, at, later, *rest, loaded(later, 3))]
