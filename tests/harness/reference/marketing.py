"""Marketing: mail and social posts. Rates are shares of messages and of impressions.

Source: metrics.md "Marketing, commerce".
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime
from fractions import Fraction
from typing import Any

from .flows import Fact, flow_rows, ratio_rows
from .rows import ALL, Rows, Segment
from .world import UNKNOWN, World

GRAINS = ("week", "month")


def delivered_messages(
    world: World,
) -> Iterator[tuple[date, list[Segment], set[str]]]:
    """Each delivered message: its first delivery's day and campaign, and all that became of it."""
    seen: defaultdict[str, set[str]] = defaultdict(set)
    delivery: dict[str, tuple[datetime, str, date, dict[str, Any]]] = {}
    for day, row in world.dated("email_events", "occurred_at"):
        message = row["message_id"]
        seen[message].add(row["event_type"])
        if row["event_type"] == "delivered":
            found = (row["occurred_at"], row["email_event_id"], day, row)
            delivery[message] = min(delivery.get(message, found), found, key=lambda f: f[:2])
    for message, (_, _, day, row) in delivery.items():
        yield day, [ALL, ("campaign", row["campaign_id"] or UNKNOWN)], seen[message]


def email_rows(world: World) -> Rows:
    """Of the messages delivered in the period: opened, clicked; clicked of those opened."""
    messages = list(delivered_messages(world))
    opened = [(day, s, int("opened" in seen)) for day, s, seen in messages]
    clicked = [(day, s, int("clicked" in seen)) for day, s, seen in messages]
    both = [
        (day, s, int({"opened", "clicked"} <= seen), int("opened" in seen))
        for day, s, seen in messages
    ]
    return {
        **ratio_rows(world, "email_open_rate", (Fact(*f, 1) for f in opened), GRAINS),
        **ratio_rows(world, "email_click_rate", (Fact(*f, 1) for f in clicked), GRAINS),
        **ratio_rows(world, "email_click_to_open_rate", (Fact(*f) for f in both), GRAINS),
    }


def social_rows(world: World) -> Rows:
    """Likes, comments and shares / impressions; the shares."""
    posts = [
        (day, [ALL, ("network", row["network"])], row)
        for day, row in world.dated("social_posts", "activity_date")
    ]
    engagement = (
        Fact(
            day,
            segments,
            Fraction(row["likes"] + row["comments"] + row["shares"]),
            Fraction(row["impressions"]),
        )
        for day, segments, row in posts
    )
    shares = (Fact(day, segments, Fraction(row["shares"])) for day, segments, row in posts)
    return {
        **ratio_rows(world, "social_engagement_rate", engagement, GRAINS),
        **flow_rows(world, "social_shares", shares, GRAINS),
    }


def compute(world: World) -> Rows:
    """Every metric of the family."""
    return {**email_rows(world), **social_rows(world)}
