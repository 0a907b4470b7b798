"""The account segments (metrics.md "One shape"): an account's values on a day."""

from datetime import date
from decimal import Decimal

from .rows import ALL, Segment
from .world import UNKNOWN, World

ACCOUNT_SEGMENTS = (
    "plan_tier",
    "country",
    "industry",
    "company_size",
    "acquisition_channel",
    "signup_cohort",
)

SIZES = ((1000, "1000+"), (250, "250-999"), (50, "50-249"), (10, "10-49"), (1, "1-9"))


def company_size(employees: Decimal | None) -> str:
    """The size class of a number of employees."""
    for least, name in SIZES:
        if employees is not None and employees >= least:
            return name
    return UNKNOWN


def account_segments(world: World, account_id: str | None, day: date) -> list[Segment]:
    """``all`` and the account's value of each account segment at the close of a day.

    Only ``plan_tier`` changes in time. Without an account every value is ``unknown``.
    """
    account = world.accounts.get(account_id) if account_id is not None else None
    if account is None:
        return [ALL, *((name, UNKNOWN) for name in ACCOUNT_SEGMENTS)]
    return [
        ALL,
        ("plan_tier", world.standing(account_id, day).plan_tier),
        ("country", account.country_code or UNKNOWN),
        ("industry", account.industry or UNKNOWN),
        ("company_size", company_size(account.employee_count)),
        ("acquisition_channel", account.acquisition_channel or UNKNOWN),
        ("signup_cohort", account.created_on.strftime("%Y-%m")),
    ]
