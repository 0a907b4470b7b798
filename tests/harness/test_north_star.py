"""The North Star's marts: what the demo says, what is planted is found, what is wrong is named."""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import duckdb
import pytest
from scipy.stats import chi2_contingency, spearmanr

from tests.harness.project import ROOT, Result, Warehouse
from tests.harness.statistics import odds_ratio, proportion_z, rank_correlation

FOLDER = ROOT / "target" / "harness" / "north_star"
MARTS = {
    "metric_candidates": ("metric",),
    "conversion_activities": ("comparison", "trait_type", "trait"),
    "activity_thresholds": ("active_days",),
    "segment_performance": ("segment_type", "segment_value"),
    "north_star_values": ("metric_name", "valid_from", "period_start"),
    "metric_tree": ("north_star", "child", "period_start"),
    "metric_focus": ("metric_name", "team", "starts_on"),
    "metric_reviews_due": ("metric_name",),
}
SHARED, VIEWED = "report_shared", "dashboard_viewed"
AS_OF = date(2024, 12, 31)
MONTHS = [date(2023 + (9 + n) // 12, (9 + n) % 12 + 1, 1) for n in range(15)]


@pytest.fixture(scope="module")
def demo() -> Result:
    """The demo, built with its data tests: what the analyses read is published."""
    result = Warehouse(folder=FOLDER).build(None)
    assert result.ok, result.failures()
    return result


# --- the demo says which metric to follow, and why -----------------------------------------------


def test_demo_verdicts(demo: Result) -> None:
    rows = {row["metric"]: row for row in demo.dicts("metric_candidates")}
    assert 3 <= len(rows) <= 7
    assert rows[SHARED]["verdict"] == "keep"
    assert rows[SHARED]["place"] == 1
    assert rows[VIEWED]["verdict"] == "drop"
    assert rows["api_key_created"]["verdict"] == "insufficient_data"
    assert rows["api_key_created"]["best_correlation"] is None
    for row in rows.values():
        assert row["reason"].replace("_", " ").startswith(row["verdict"].replace("_", " "))
        if row["has_minimum_n"]:
            assert f"{row['best_correlation']:.2f}" in row["reason"]
            assert f"{row['top_retention'] * 100:.1f} %" in row["reason"]


def test_demo_tree_adds_up(demo: Result) -> None:
    """A product that holds has no residual; contributions and residual are the change."""
    rows = demo.dicts("metric_tree")
    assert [row for row in rows if row["is_last_complete"]]
    for row in rows:
        siblings = [
            sibling
            for sibling in rows
            if (sibling["north_star"], sibling["parent"], sibling["period_start"])
            == (row["north_star"], row["parent"], row["period_start"])
        ]
        if row["parent_change"] is not None:
            explained = sum(sibling["contribution"] or 0 for sibling in siblings)
            assert abs(explained + row["residual"] - row["parent_change"]) < 1e-6
            if row["parent"] == "value_events" and row["contribution"] is not None:
                assert abs(row["residual"]) < 1e-6


def test_demo_has_a_target_a_focus_and_a_threshold(demo: Result) -> None:
    values = demo.dicts("north_star_values")
    attained = [row["attainment"] for row in values if row["attainment"] is not None]
    assert min(attained) < 1 <= max(attained)
    assert any(row["growth_on_year_before"] is not None for row in values)
    assert {row["status"] for row in demo.dicts("metric_focus")} == {"missed", "on_pace"}
    assert sum(row["separates_best"] for row in demo.dicts("activity_thresholds")) == 1


def test_demo_focuses_begin_where_the_metric_stood(demo: Result) -> None:
    rows = demo.query(
        "select focuses.baseline, before.metric_value from {metric_focuses} as focuses "
        "left join {metric_values} as before on before.segment_type = 'all' "
        "and before.metric_name = focuses.metric_name "
        "and before.period_grain = focuses.period_grain and before.period_end = focuses.starts_on"
    )
    assert rows
    for baseline, before in rows:
        assert baseline == round(before, 2)


def test_demo_channels_cost_what_was_spent_in_the_year(demo: Result) -> None:
    """Straight from the costs and the movements; a channel with few new accounts is not judged."""
    spent = dict(
        demo.query(
            "select channel, sum(amount) from {core_campaign_costs} "
            "where campaign_id is not null and cost_date >= '2025-07-01' group by 1"
        )
    )
    won = dict(
        demo.query(
            "select accounts.acquisition_channel, count(*) from {int_mrr_movements} as movements "
            "inner join {core_accounts} as accounts on movements.account_id = accounts.account_id "
            "where movements.movement_type = 'new' and movements.period_start >= '2025-07-01' "
            "group by 1"
        )
    )
    rows = demo.query(
        "select segment_value, new_accounts, cac, ltv, ltv_cac_ratio from {segment_performance} "
        "where segment_type = 'acquisition_channel'"
    )
    judged = 0
    for channel, new_accounts, cac, ltv, ratio in rows:
        if channel not in spent or won.get(channel, 0) < 10:
            assert cac is None
            assert ratio is None
            continue
        assert new_accounts == won[channel]
        assert float(cac) == pytest.approx(float(spent[channel]) / won[channel])
        if ltv is None:
            assert ratio is None
            continue
        judged += 1
        assert float(ratio) == pytest.approx(float(ltv / cac))
    assert judged


def test_success_is_no_action(demo: Result) -> None:
    actions = demo.query(
        "select distinct trait from {conversion_activities} "
        "where comparison = 'users_back' and trait_type = 'action'"
    )
    assert actions
    assert ("login",) not in actions


# --- the statistics are those of the textbooks ---------------------------------------------------


def test_correlations_agree_with_scipy(demo: Result) -> None:
    pairs: dict[tuple[str, int], list[tuple[float, float]]] = {}
    for measure, lead, change, mrr_change in demo.query(
        """
        select account_months.measure, later.period_number - account_months.period_number,
            account_months.measure_change,
            case movements.movement_type when 'expansion' then movements.movement_mrr
                when 'contraction' then -movements.movement_mrr
                when 'churned' then -movements.movement_mrr else 0 end
        from {int_candidate_account_months} as account_months
        inner join {int_mrr_movements} as movements
            on account_months.account_id = movements.account_id and movements.opening_mrr > 0
        inner join {int_periods} as later
            on later.period_grain = 'month' and later.is_complete
            and later.period_start = movements.period_start
            and later.period_number - account_months.period_number between 1 and 3
        """
    ):
        pairs.setdefault((measure, int(lead)), []).append((float(change), float(mrr_change)))
    found = {
        (row["measure"], row["lead_months"]): row
        for row in demo.dicts("int_candidate_correlations")
    }
    assert set(found) == set(pairs)
    for key, both in pairs.items():
        first, second = zip(*both, strict=True)
        expected = spearmanr(first, second).statistic
        assert rank_correlation(first, second) == pytest.approx(expected, abs=1e-9)
        assert float(found[key]["rank_correlation"]) == pytest.approx(expected, abs=1e-9)
        assert found[key]["pairs"] == len(both)
        z = expected * (len(both) - 1) ** 0.5
        assert float(found[key]["z_score"]) == pytest.approx(z, abs=1e-9)


def test_odds_and_z_agree_with_scipy(demo: Result) -> None:
    claimed = 0
    for row in demo.dicts("conversion_activities"):
        with_ = row["successes_with"], row["subjects_with"] - row["successes_with"]
        without = row["successes_without"], row["subjects_without"] - row["successes_without"]
        enough = sum(with_) + sum(without) >= 30 and min(sum(with_), sum(without)) >= 10
        assert (row["verdict"] != "insufficient_data") == enough
        if not enough:
            assert row["odds_ratio"] is None
            assert row["z_score"] is None
            continue
        claimed += 1
        assert float(row["odds_ratio"]) == pytest.approx(odds_ratio(with_, without), abs=1e-9)
        z = proportion_z(with_, without)
        assert z is not None
        assert float(row["z_score"]) == pytest.approx(z, abs=1e-9)
        square = chi2_contingency([with_, without], correction=False).statistic
        assert z * z == pytest.approx(square, abs=1e-9)
    assert claimed > 5


# --- every analysis answers ----------------------------------------------------------------------


def test_analyses_run(demo: Result) -> None:
    """Each compiles, gives rows on the demo, and begins with how to read it."""
    compiled = demo.warehouse.dbt("compile", "--select", "path:analyses")
    assert compiled.ok, compiled.failures()
    demo.build_number = demo.warehouse.build_number  # the database is as it was
    analyses = [
        node for node in compiled.manifest.nodes.values() if node.resource_type == "analysis"
    ]
    assert len(analyses) >= 8
    for analysis in analyses:
        assert (ROOT / analysis.original_file_path).read_text().startswith("-- "), analysis.name
        assert compiled.warehouse.read(analysis.compiled_code), analysis.name


# --- a choice that does not fit stops the build, with its name -----------------------------------

TREE = "insert into {metric_tree_nodes} values "
FOCUS = "insert into {metric_focuses} values "
TARGET = "insert into {north_star_targets} values "
FAULTS = [
    ("insert into {north_stars} select metric_name || '_', period_grain, why, owner, valid_from, "
     "valid_to from {north_stars}", "north_star_one_to_three_at_a_time", "4 are valid"),
    ("delete from {north_stars}", "north_star_one_to_three_at_a_time", "none is named"),
    ("update {north_stars} set valid_to = '2025-02-01' where valid_to is null",
     "north_star_one_to_three_at_a_time", "0 are valid"),
    ("insert into {north_stars} values ('value_events', 'month', 'w', 'o', '2026-01-01', null)",
     "north_star_one_to_three_at_a_time", "named twice"),
    ("insert into {north_stars} values ('luck', 'month', 'w', 'o', '2026-01-01', null)",
     "north_star_metrics_are_known", "north_stars: luck"),
    ("insert into {north_stars} values ('mrr', 'week', 'w', 'o', '2026-01-01', null)",
     "north_star_metrics_are_known", "mrr has no period grain week"),
    ("insert into {north_stars} values ('stickiness_days', 'month', 'w', 'o', '2026-01-01', null)",
     "north_star_metrics_are_known", "stickiness_days has no rows of segment all"),
    (TARGET + "('nps', 'month', '2026-07-01', 50)",
     "north_star_targets_belong_to_a_north_star", "nps is no North Star by the month"),
    (TARGET + "('value_events', 'week', '2026-06-29', 150)",
     "north_star_targets_belong_to_a_north_star", "value_events is no North Star by the week"),
    (TARGET + "('value_events', 'month', '2026-07-31', 700)",
     "north_star_targets_belong_to_a_north_star", "for 2026-07-31, which is not the first day"),
    (TARGET + "('value_events', 'month', '2024-12-01', 400)",
     "north_star_targets_belong_to_a_north_star", "no North Star by the month on 2024-12-01"),
    (TARGET + "('mau', 'month', '2025-01-01', 200)",
     "north_star_targets_belong_to_a_north_star", "mau is no North Star by the month on 2025"),
    (TARGET + "('value_events', null, '2026-07-01', 700)",
     "north_star_targets_belong_to_a_north_star", "value_events has a target without a period"),
    (TREE + "('mau', 'fate', 'add', 't', 'o')", "north_star_metrics_are_known",
     "metric_tree_nodes: fate"),
    (TREE + "('mau', 'dau', 'multiply', null, 'o')", "metric_tree_has_owners", "dau"),
    (TREE + "('mau', 'dau', 'multiply', 't', null)", "metric_tree_has_owners", "dau"),
    (TREE + "('mau', 'dau', 'power', 't', 'o')", "metric_tree_has_owners", "dau"),
    ("update {north_stars} set owner = null where metric_name = 'value_events'",
     "metric_tree_has_owners", "value_events"),
    (TREE + "('value_events_per_user', 'active_accounts', 'multiply', 't', 'o')",
     "metric_tree_has_one_parent", "active_accounts has 2 parents"),
    (TREE + "('active_accounts', 'value_events', 'multiply', 't', 'o')",
     "metric_tree_has_no_cycle", "mau is above itself"),
    (TREE + "('dau', 'dau', 'add', 't', 'o')", "metric_tree_has_no_cycle", "dau is above itself"),
    ("insert into {metric_tree_nodes} select 'm' || (i + 1) % 20, 'm' || i, 'add', 't', 'o' "
     "from range(20) as numbers (i)", "metric_tree_has_no_cycle", "m0 is above itself"),
    (TREE + "('mau', 'dau', 'add', 't', 'o')", "metric_tree_mixes_no_operations", "mau"),
    (TREE + "('nps', 'csat', 'add', 't', 'o')", "metric_tree_hangs_on_a_north_star", "nps"),
    (FOCUS + "('csat', 'month', 't', 'mau', 'w', '2026-01-01', '2026-02-28', 1, 2)",
     "metric_focus_lasts_two_to_six_months", "choose two to six months"),
    (FOCUS + "('csat', 'month', 't', 'mau', 'w', '2026-01-01', '2026-07-02', 1, 2)",
     "metric_focus_lasts_two_to_six_months", "csat is from 2026-01-01 to 2026-07-02"),
    (FOCUS + "('csat', 'month', 't', 'nps', 'w', '2026-01-01', '2026-04-01', 1, 2)",
     "metric_focus_lasts_two_to_six_months", "csat serves nps"),
    (FOCUS + "('csat', 'month', 't', 'mau', 'w', '2026-01-01', '2026-04-01', 2, 2)",
     "metric_focus_lasts_two_to_six_months", "csat has no"),
    ("delete from {candidate_metrics} where metric not in ('report_shared', 'active_users')",
     "candidates_are_three_to_seven", "has 2 candidates"),
    ("insert into {candidate_metrics} select metric || '_2', title, hypothesis, owner, "
     "is_explained_easily, value_metric from {candidate_metrics}",
     "candidates_are_three_to_seven", "has 12 candidates"),
    ("update {candidate_metrics} set value_metric = 'gut' where metric = 'report_shared'",
     "candidates_have_owner_and_hypothesis", "report_shared"),
    ("insert into {north_stars} values ('nrr', 'month', 'w', 'o', '2026-01-01', null)",
     "north_star_is_no_lagging_revenue_metric", "nrr is revenue"),
    ("insert into {north_stars} values ('mau', 'month', 'w', 'o', '2026-01-01', null);"
     "update {metric_values} set metric_value = 0.9 where metric_name = 'free_user_share' "
     "and period_start = '2026-06-01'", "north_star_mau_fits_while_users_pay", "90.0 %"),
]  # fmt: skip
WARNINGS = {"north_star_is_no_lagging_revenue_metric", "north_star_mau_fits_while_users_pay"}


@pytest.fixture(scope="module")
def fault_tests(demo: Result) -> dict[str, Any]:
    """The tests of the choices, compiled; all pass on the demo."""
    result = demo.warehouse.dbt("test", "--select", "path:tests/north_star")
    assert result.ok, result.failures()
    demo.build_number = demo.warehouse.build_number
    return {
        node.name: node
        for node in result.manifest.nodes.values()
        if node.original_file_path.startswith("tests/north_star/")
    }


@pytest.fixture
def copied_demo(demo: Result, tmp_path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """The demo's database to spoil; under its own name, as compiled SQL bears it."""
    path = tmp_path / demo.warehouse.database.name
    shutil.copy(demo.warehouse.database, path)
    with duckdb.connect(str(path)) as connection:
        yield connection


def test_faults_are_errors_but_two(fault_tests: dict[str, Any]) -> None:
    assert {name for _, name, _ in FAULTS} == set(fault_tests)
    for name, node in fault_tests.items():
        assert str(node.config.severity).lower() == ("warn" if name in WARNINGS else "error")


def test_faults_are_named(
    demo: Result, fault_tests: dict[str, Any], copied_demo: duckdb.DuckDBPyConnection
) -> None:
    for change, name, words in FAULTS:
        copied_demo.execute("begin")
        relations = {
            model: demo.relation(model)
            for model in ("north_stars", "metric_tree_nodes", "metric_focuses", "metric_values")
            + ("candidate_metrics", "north_star_targets")
        }
        copied_demo.execute(change.format(**relations))
        rows = copied_demo.execute(
            f"select fault from ({fault_tests[name].compiled_code})"
        ).fetchall()
        copied_demo.execute("rollback")
        assert any(words in fault for (fault,) in rows), (name, words, rows)


# --- what is planted is found --------------------------------------------------------------------


def planted_company(seed: int = 1) -> dict[str, list[dict[str, Any]]]:
    """Seats follow a month later what was shared, who stops sharing leaves; views are chance."""
    chance = random.Random(seed)
    raw: dict[str, list[dict[str, Any]]] = {
        "accounts": [], "plans": [], "subscription_periods": [], "users": [], "events": []
    }  # fmt: skip
    raw["plans"].append({"plan_id": "p", "plan_name": "Team", "plan_tier": "team"})
    for number in range(80):
        account, seats, level = f"a{number}", 10, chance.randint(4, 10)
        born = datetime(2023, 9, 20)
        raw["accounts"].append({"account_id": account, "created_at": born})
        for user in range(4):
            raw["users"].append(
                {"user_id": f"{account}u{user}", "account_id": account, "created_at": born}
            )
        change = 0
        for position, month in enumerate(MONTHS):
            if position and chance.random() < 0.9:
                seats = max(1, seats + change)
            start = datetime(month.year, month.month, 1) + timedelta(days=9)
            end = (start + timedelta(days=31)).replace(day=10)
            leaves = level <= 1 and position > 1
            raw["subscription_periods"].append(
                {"period_id": f"{account}m{position}", "subscription_id": f"s{account}",
                 "account_id": account, "plan_id": "p", "status": "active", "started_at": start,
                 "ended_at": end if leaves or position + 1 < len(MONTHS) else None,
                 "quantity": seats, "unit_amount": 10, "billing_interval": "month",
                 "currency_code": "USD"}
            )  # fmt: skip
            if leaves:
                break
            before, level = level, min(14, max(0, level + chance.choice((-3, -2, 0, 2, 3))))
            change = level - before
            for name, count in ((SHARED, level), (VIEWED, chance.randint(0, 9)), ("login", 1)):
                for event in range(count):
                    user = event % (1 + level // 4) if name == SHARED else 0
                    raw["events"].append(
                        {"event_id": f"{account}{position}{name}{event}", "event_name": name,
                         "occurred_at": start.replace(day=1 + chance.randrange(27)),
                         "user_id": f"{account}u{user}"}
                    )  # fmt: skip
    return raw


def test_the_driver_is_found_and_the_noise_dropped() -> None:
    result = Warehouse(folder=FOLDER / "planted").build(
        planted_company(), {"as_of_date": str(AS_OF)}, "+metric_candidates", tests=False
    )
    assert result.ok, result.failures()
    rows = {row["metric"]: row for row in result.dicts("metric_candidates")}
    assert rows[SHARED]["verdict"] == "keep", rows[SHARED]["reason"]
    assert rows[SHARED]["best_lead_months"] == 1
    assert rows[VIEWED]["verdict"] == "drop", rows[VIEWED]["reason"]
    assert not rows[VIEWED]["leads_revenue"]
    assert rows["api_key_created"]["verdict"] == "insufficient_data"


@pytest.mark.postgres
def test_same_on_postgres(postgres: Warehouse) -> None:
    vars_ = {"as_of_date": str(AS_OF)}
    select = "+path:models/marts/north_star"
    here = Warehouse(folder=FOLDER / "planted").build(planted_company(), vars_, select, tests=False)
    assert here.ok, here.failures()
    there = postgres.build(planted_company(), vars_, select, tests=False)
    assert there.ok, there.failures()
    for mart, keys in MARTS.items():
        tables = [
            {tuple(row[key] for key in keys): row for row in result.dicts(mart)}
            for result in (here, there)
        ]
        assert tables[0] == tables[1], mart
