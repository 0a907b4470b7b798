"""Laws that the Python reference must keep on random companies, whatever the definitions say."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings

from tests.harness.random_company import RandomCompany, companies
from tests.harness.reference import Key, Row, compute, raw_row_counts
from tests.harness.reference.contract import TABLES
from tests.harness.reference.settings import from_vars

ADDITIVE = (
    "mrr",
    "paying_accounts",
    "committed_mrr",
    "trial_mrr",
    "new_mrr",
    "net_new_mrr",
    "churned_mrr",
    "started_and_ended_accounts",
    "usage_revenue",
    "paying_subscribers",
    "dau",
    "wau",
    "mau",
    "nps_responses",
    "nps_promoters",
)
CAREFULLY = settings(
    max_examples=12,
    deadline=None,
    derandomize=True,
    phases=[Phase.generate],  # a seed does not shrink: the company that fails says which it is
    suppress_health_check=[HealthCheck.too_slow],
)


def answers(company: RandomCompany, *families: str, **vars_: Any) -> dict[Key, Row]:
    return compute(company.raw, from_vars(company.vars | vars_), families or None)


@CAREFULLY
@given(companies())
def test_every_raw_row_is_accepted_or_rejected(company: RandomCompany) -> None:
    counts: defaultdict[str, int] = defaultdict(int)
    for (table, _), count in raw_row_counts(company.raw, from_vars(company.vars)).items():
        counts[table] += count
    assert dict(counts) == {name: len(company.raw[name]) for name in TABLES if name in company.raw}


@CAREFULLY
@given(companies())
def test_segments_add_up_to_all(company: RandomCompany) -> None:
    sums: defaultdict[tuple[Any, ...], dict[str, Any]] = defaultdict(lambda: defaultdict(int))
    for key, row in answers(company, "revenue", "engagement", "satisfaction").items():
        if key.metric_name in ADDITIVE:
            where = (key.metric_name, key.period_grain, key.period_start)
            sums[where][key.segment_type] += row.numerator or 0
    for where, by_type in sums.items():
        assert set(by_type.values()) == {by_type["all"]}, (where, dict(by_type))


@CAREFULLY
@given(companies())
def test_opening_and_movements_are_the_close(company: RandomCompany) -> None:
    rows = answers(company, "revenue")

    def value(name: str, key: Key, start: date) -> Any:
        row = rows.get(key._replace(metric_name=name, period_start=start))
        return row.metric_value if row else 0

    def before(key: Key) -> date:
        starts = {"month": 1, "quarter": 3, "year": 12}
        start = key.period_start
        for _ in range(starts[key.period_grain]):
            start = (start - timedelta(days=1)).replace(day=1)
        return start

    for key in rows:
        if key.metric_name == "mrr":
            now = key.period_start
            opening = value("mrr", key, before(key))
            change = value("net_new_mrr", key, now)
            moved = value("segment_entered_mrr", key, now) - value("segment_left_mrr", key, now)
            assert opening + change + moved == value("mrr", key, now), key


@CAREFULLY
@given(companies())
def test_retention_is_bounded(company: RandomCompany) -> None:
    for key, row in answers(company, "revenue", "engagement").items():
        if row.metric_value is None:
            continue
        if key.metric_name in ("grr", "grr_12m", "customer_churn_rate", "user_retention"):
            assert 0 <= row.metric_value <= 1, key
        if key.metric_name in ("stickiness", "weekly_stickiness"):
            assert row.metric_value >= 0, key


@CAREFULLY
@given(companies())
def test_what_is_complete_does_not_change_later(company: RandomCompany) -> None:
    """But for answers edited since, and what looks ahead: "then or later", all cohorts so far."""
    families = ("revenue", "engagement", "satisfaction")
    later = answers(company, *families)
    then = date.fromisoformat(company.vars["as_of_date"]) - timedelta(days=61)
    earlier = answers(company, *families, as_of_date=then.isoformat())
    edited = ("nps", "nps_promoters", "nps_passives", "nps_detractors", "csat")
    for key, row in earlier.items():
        looks_ahead = key.segment_type == "periods_since_all_cohorts"
        if row.is_complete and key.metric_name not in ("unbounded_user_retention", *edited):
            assert looks_ahead or later[key] == row, key
