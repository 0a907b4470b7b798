"""Wrong lines for a copy of the project: each has to be caught, or a test is missing.

A mutation is one piece of text in one file and what to put in its place. It stands for a mistake
that somebody makes. The copy is parsed again (one file), the models that changed are compiled and
all models run on small raw data; what they answer is compared with the reference. dbt's own unit
tests of the changed model are run too.
"""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.harness.project import ROOT, RawTables, Replay, Result, Warehouse

# what a build needs; the demo's raw tables and the harness are not part of it
PARTS = (
    *("dbt_project.yml", "profiles.yml", ".dbtignore", "models", "macros"),
    *("seeds/reference", "tests/generic", "tests/laws"),
)


@dataclass(frozen=True)
class Mutation:
    """A mistake.

    Attributes:
        name: what was got wrong.
        file: a glob from the project's root that one file matches.
        find: the text that is right; it stands in the file once.
        replace: the text that is wrong.
    """

    name: str
    file: str
    find: str
    replace: str


MUTATIONS = [
    Mutation(
        "expansion is asked for before a start",
        "models/**/int_account_mrr_changes.sql",
        "when base_mrr = 0 then 'started'",
        "when close_mrr_at_base_rates > base_mrr then 'expansion'\n"
        "        when base_mrr = 0 then 'started'",
    ),
    Mutation(
        "contraction is asked for before churn",
        "models/**/int_account_mrr_changes.sql",
        "when close_mrr = 0 then 'churned'",
        "when close_mrr_at_base_rates < base_mrr then 'contraction'\n"
        "        when close_mrr = 0 then 'churned'",
    ),
    Mutation(
        "the end of a period counts as inside",
        "models/**/int_subscription_closes.sql",
        "subscription_mrr.valid_to > periods.closed_on",
        "subscription_mrr.valid_to >= periods.closed_on",
    ),
    Mutation(
        "a start on the day of the close does not count",
        "models/**/int_subscription_closes.sql",
        "subscription_mrr.valid_from <= periods.closed_on",
        "subscription_mrr.valid_from < periods.closed_on",
    ),
    Mutation(
        "a month closes on the first of the next",
        "models/**/int_periods.sql",
        "cast(least({{ dbt.dateadd('day', -1, 'period_end') }}",
        "cast(least({{ dbt.dateadd('day', 0, 'period_end') }}",
    ),
    Mutation(
        "a subscription that is gone has no row",
        "models/**/int_subscription_mrr_changes.sql",
        "and paired.close_currency_code = base_currencies.base_currency_code",
        "and paired.close_currency_code = base_currencies.base_currency_code\n"
        "where paired.close_mrr > 0",
    ),
    Mutation(
        "accounts on free plans pay",
        "models/**/int_segment_balances.sql",
        "count(case when account_closes.mrr > 0 then 1 end) as paying_accounts",
        "count(*) as paying_accounts",
    ),
    Mutation(
        "what a free plan says that it costs is MRR",
        "models/**/int_subscription_mrr.sql",
        "and not plans.is_free as is_recurring",
        "as is_recurring",
    ),
    Mutation(
        "an annual price is a month's",
        "models/**/int_subscription_mrr.sql",
        "~ ' * billing_intervals.periods_per_year',",
        "~ ' * 12',",
    ),
    Mutation(
        "a trial is MRR",
        "models/**/int_subscription_mrr.sql",
        "recognised_periods.status in (",
        "recognised_periods.status in ('trialing', ",
    ),
    Mutation(
        "an account stands in every tier that it ever had",
        "models/**/int_segment_balances.sql",
        "        and account_closes.closed_on < account_segments.valid_to\n",
        "",
    ),
    Mutation(
        "retention over all cohorts is a mean of rates",
        "models/**/int_user_retention_cells.sql",
        "cast(sum(active_users) as bigint) as active_users,",
        "cast(sum(case when is_complete then cohort_users end)"
        " * avg(1.0 * active_users / cohort_users) as bigint) as active_users,",
    ),
    Mutation(
        "repeated rows are not dropped",
        "macros/row_fault.sql",
        "{{ load_rank(table) }} > 1",
        "{{ load_rank(table) }} > 1000000",
    ),
    Mutation(
        "internal accounts count",
        "models/**/core_subscription_periods.sql",
        "    and not is_internal\n",
        "",
    ),
    Mutation(
        "a merged account keeps its own subscriptions",
        "models/**/core_subscription_periods_checked.sql",
        "    surviving_account_id as account_id,",
        "    account_id,",
    ),
    Mutation(
        "two periods that touch overlap",
        "models/**/core_subscription_periods_checked.sql",
        "when started_at < earlier_ended_at then",
        "when started_at <= earlier_ended_at then",
    ),
    Mutation(
        "the rate of the day after",
        "models/**/core_subscription_periods_checked.sql",
        "and row_checked.started_on < exchange_rates.valid_to",
        "and row_checked.started_on <= exchange_rates.valid_to",
    ),
    Mutation(
        "a month of use is thirty days",
        "models/**/int_periods.sql",
        "        28 as window_days",
        "        30 as window_days",
    ),
    Mutation(
        "whoever was away is new again",
        "models/**/int_lifecycle_states.sql",
        "else 'resurrecting'",
        "else 'new'",
    ),
    Mutation(
        "an eight promotes",
        "models/**/int_nps_responses.sql",
        "when score >= 9 then 'promoter'",
        "when score >= 8 then 'promoter'",
    ),
    Mutation(
        "every answer of a respondent counts",
        "models/**/int_nps_answers.sql",
        "order by nps_responses.responded_at desc, nps_responses.response_id desc\n    ) = 1",
        "order by nps_responses.responded_at desc, nps_responses.response_id desc\n    ) > 0",
    ),
    Mutation(
        "a three is satisfied",
        "models/**/metric_csat.sql",
        "csat_responses.score >= 4",
        "csat_responses.score >= 3",
    ),
]


class Mutant:
    """A copy of the project in which one file at a time is wrong."""

    def __init__(self, raw: RawTables, vars: Mapping[str, Any]) -> None:
        self.project = ROOT / "target" / "harness" / "mutant"
        for part in PARTS:
            self._copy(part)
        self.warehouse = Warehouse(
            project=self.project, folder=ROOT / "target" / "harness" / "mutants"
        )
        self.raw = raw
        self.vars = dict(vars)
        self.values = self.warehouse.values(raw, vars)
        self.clean = self.warehouse.build(raw, vars, tests=False)
        assert self.clean.ok, self.clean.failures()
        self.replay = Replay(self.clean.manifest, self.warehouse.database)

    def apply(self, mutation: Mutation) -> tuple[Result, list[str]]:
        """Builds with the mistake.

        Returns:
            The build, and the unit tests that fail.
        """
        (path,) = self.project.glob(mutation.file)
        right = path.read_text()
        assert right.count(mutation.find) == 1, f"{path.name}: the text to change is not there once"
        path.write_text(right.replace(mutation.find, mutation.replace))
        try:
            return self._build(path)
        finally:
            path.write_text(right)

    def _build(self, path: Path) -> tuple[Result, list[str]]:
        warehouse = self.warehouse
        warehouse.forget()
        is_model = "models" in path.relative_to(self.project).parts
        chosen = ["--select", path.stem] if is_model else []
        compiled = warehouse.dbt("compile", *chosen, vars=self.values)
        assert compiled.ok, compiled.failures()
        tested = []
        if is_model:
            unit_tests = f"{path.stem},test_type:unit"
            tested = warehouse.dbt("test", "--select", unit_tests, vars=self.values).failures()
            # a name: a test that failed; none: dbt itself did, which catches nothing
            assert all(failure.name for failure in tested), tested
        code = {
            node.name: node.compiled_code
            for node in compiled.manifest.nodes.values()
            if node.resource_type == "model" and node.compiled_code
        }
        return warehouse.replay(self.replay, self.raw, code), [failure.name for failure in tested]

    def _copy(self, part: str) -> None:
        source, goal = ROOT / part, self.project / part
        if source.is_file():
            goal.parent.mkdir(parents=True, exist_ok=True)
            if not goal.exists() or goal.read_bytes() != source.read_bytes():
                shutil.copyfile(source, goal)
            return
        for path in goal.rglob("*") if goal.exists() else ():
            if path.is_file() and not (source / path.relative_to(goal)).exists():
                path.unlink()
        for path in source.rglob("*"):
            if path.is_file():
                self._copy(str(path.relative_to(ROOT)))
