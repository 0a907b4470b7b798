"""Wrong lines for a copy of the project: each has to be caught, or a test is missing.

A mutation is one piece of text in one file and what to put in its place. It stands for a mistake
that somebody makes. As a unit test knows one model alone, many files can be wrong at a time: each
round changes every file once at most, parses the copy again and runs the unit tests of the models
that changed. What they do not catch is compiled by itself and run, with all other models as they
are, on small raw data, and what comes out is compared with the reference.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.harness.project import ROOT, Failure, RawTables, Replay, Result, Warehouse

# what a build needs; the demo's raw tables, the laws and the harness are not part of it
PARTS = (
    *("dbt_project.yml", "profiles.yml", ".dbtignore", "models", "macros"),
    *("seeds/reference", "seeds/north_star", "tests/generic"),
)


@dataclass(frozen=True)
class Mutation:
    """A mistake.

    Attributes:
        name: what was got wrong.
        file: a glob from the project's root that one file matches.
        find: the text that is right; it stands in the file once.
        replace: the text that is wrong.
        models: whose unit tests are asked where the file is a macro's; else the file's own.
    """

    name: str
    file: str
    find: str
    replace: str
    models: tuple[str, ...] = ()

    def path(self, project: Path = ROOT) -> Path:
        """The file in the project or a copy of it; an error where its text is not there once."""
        found = sorted(project.glob(self.file))
        if len(found) != 1:
            raise LookupError(f"{self.name}: {len(found)} files are {self.file}")
        count = found[0].read_text().count(self.find)
        if count != 1:
            raise LookupError(f"{self.name}: {count} times in {found[0].name}: {self.find!r}")
        return found[0]

    def tested(self) -> tuple[str, ...]:
        """The models whose unit tests are asked."""
        return self.models or (self.path().stem,)


MUTATIONS = [
    # --- the waist
    Mutation(
        "repeated rows are not dropped",
        "macros/row_fault.sql",
        "{{ place or load_rank(table) }} > 1",
        "{{ place or load_rank(table) }} > 1000000",
        models=("core_accounts_checked",),
    ),
    Mutation(
        "a refund may add to revenue",
        "macros/raw_contract.sql",
        "'highest': {'refund': 0}",
        "'highest': {'refund': 1000}",
        models=("core_invoice_lines_checked",),
    ),
    Mutation(
        "an invoice line's day is UTC's",
        "models/**/core_invoice_lines_checked.sql",
        "{{ local_date('invoiced_at') }} as invoiced_on",
        "cast(invoiced_at as date) as invoiced_on",
    ),
    Mutation(
        "an order's day is UTC's",
        "models/**/core_orders_checked.sql",
        "{{ local_date('ordered_at') }} as ordered_on",
        "cast(ordered_at as date) as ordered_on",
    ),
    Mutation(
        "a key that was loaded before is new",
        "macros/loading.sql",
        "        1 as is_known\n",
        "        0 as is_known\n",
        models=("core_events_loaded",),
    ),
    Mutation(
        "a row that is rejected late counts as accepted too",
        "models/**/raw_row_counts.sql",
        "-count(*) as row_count",
        "0 * count(*) as row_count",
    ),
    Mutation(
        "an event of nobody in the far future is rejected twice",
        "models/**/core_late_rejects.sql",
        "        and not {{ is_too_far_ahead('events.occurred_at') }}\n",
        "",
    ),
    Mutation(
        "an event of an account without a user's is nobody's",
        "models/**/core_late_rejects.sql",
        "coalesce(events.account_id, '')",
        "events.account_id",
    ),
    Mutation(
        "all is loaded again",
        "macros/loading.sql",
        "    where {{ is_to_load(since) }}",
        "    where {{ is_to_load(none) }}",
        models=("core_events_loaded",),
    ),
    Mutation(
        "an internal user's doings in a customer's account count",
        "models/**/core_event_actors.sql",
        "    or coalesce(user_identities.is_internal, false) as is_internal",
        "    and coalesce(user_identities.is_internal, false) as is_internal",
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
        "when started_at < earlier_ended_at and",
        "when started_at <= earlier_ended_at and",
    ),
    Mutation(
        "a period without length overlaps",
        "models/**/core_subscription_periods_checked.sql",
        "coalesce(started_at < ended_at, true)",
        "coalesce(started_at <= ended_at, true)",
    ),
    Mutation(
        "the rate of the day after",
        "models/**/core_subscription_periods_checked.sql",
        "and row_checked.started_on < exchange_rates.valid_to",
        "and row_checked.started_on <= exchange_rates.valid_to",
    ),
    # --- the calendar and the segments
    Mutation(
        "a month closes on the first of the next",
        "models/**/int_periods.sql",
        "cast(least({{ dbt.dateadd('day', -1, 'period_end') }}",
        "cast(least({{ dbt.dateadd('day', 0, 'period_end') }}",
    ),
    Mutation(
        "a period is complete a day before it is over",
        "models/**/int_periods.sql",
        "{{ is_over('period_end') }} as is_complete",
        "{{ is_over('period_end', days_after=-1) }} as is_complete",
    ),
    Mutation(
        "a month of use is thirty days",
        "macros/metric_windows.sql",
        "'rolling_28_days': 28",
        "'rolling_28_days': 30",
    ),
    Mutation(
        "before and after all subscriptions there is no tier",
        "models/**/int_account_plan_tiers.sql",
        "lag(plan_tier) over (partition by account_id order by valid_from)",
        "first_value(plan_tier) over (partition by account_id order by valid_from)",
    ),
    # --- revenue
    Mutation(
        "what a free plan says that it costs is MRR",
        "models/**/int_subscription_mrr.sql",
        "and not plans.is_free as is_recurring",
        "as is_recurring",
    ),
    Mutation(
        "an annual price is a month's",
        "models/**/int_subscription_mrr.sql",
        "            ~ ' * billing_intervals.periods_per_year',",
        "            ~ ' * 12',",
    ),
    Mutation(
        "a trial is MRR",
        "models/**/int_subscription_mrr.sql",
        "{{ is_one_of('periods.status', var('mrr_statuses')) }}",
        "{{ is_one_of('periods.status', var('mrr_statuses') + ['trialing']) }}",
    ),
    Mutation(
        "a discount is forgotten",
        "models/**/int_subscription_mrr.sql",
        "'greatest(periods.unit_amount * periods.quantity - periods.discount_amount, 0)'",
        "'greatest(periods.unit_amount * periods.quantity, 0)'",
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
        "a subscription that is gone has no row",
        "models/**/int_subscription_mrr_changes.sql",
        "        and paired.close_currency_code = base_currencies.base_currency_code",
        "        and paired.close_currency_code = base_currencies.base_currency_code\n"
        "where paired.close_mrr > 0",
    ),
    Mutation(
        "expansion is asked for before a start",
        "models/**/int_account_mrr_changes.sql",
        "when base_mrr = 0 then 'started'",
        "when change_mrr > 0 then 'expansion'\n        when base_mrr = 0 then 'started'",
    ),
    Mutation(
        "contraction is asked for before churn",
        "models/**/int_account_mrr_changes.sql",
        "when close_mrr = 0 then 'churned'",
        "when change_mrr < 0 then 'contraction'\n        when close_mrr = 0 then 'churned'",
    ),
    Mutation(
        "exchange rates are growth",
        "models/**/int_account_mrr_changes.sql",
        "when change_mrr > 0 then 'expansion'",
        "when close_mrr > base_mrr then 'expansion'",
    ),
    Mutation(
        "whoever comes back is new",
        "models/**/int_mrr_movements.sql",
        "else 'reactivation'",
        "else 'new'",
    ),
    Mutation(
        "accounts on free plans pay",
        "models/**/int_segment_balances.sql",
        "count(case when account_closes.mrr > 0 then 1 end) as paying_accounts",
        "count(*) as paying_accounts",
    ),
    Mutation(
        "an account stands in every tier that it ever had",
        "models/**/int_segment_balances.sql",
        "        and account_closes.closed_on < account_segments.valid_to\n",
        "",
    ),
    Mutation(
        "an upgrade is churn of the lower plan",
        "models/**/int_segment_retention.sql",
        "    where side = 'base'",
        "    where side = 'close'",
    ),
    Mutation(
        "accounts that start were there at the opening",
        "models/**/int_segment_retention.sql",
        "    where change_type != 'started'",
        "    where change_type is not null",
    ),
    Mutation(
        "expansion makes up for churn in GRR",
        "models/**/metric_grr.sql",
        "opening_mrr - opening_lost_mrr",
        "opening_mrr + opening_expansion_mrr - opening_lost_mrr",
    ),
    Mutation(
        "the opening is the close of a year before",
        "models/**/int_compared_closes.sql",
        "    previous_period_start as side_period_start,\n",
        "    year_before_period_start as side_period_start,\n",
    ),
    Mutation(
        "what churned stands in the segment of the close",
        "models/**/int_segment_mrr_movements.sql",
        "case when movement_type = 'churned' then opened_on else closed_on end",
        "case when movement_type = 'churned' then closed_on else closed_on end",
    ),
    Mutation(
        "an account that comes and goes in a month is not seen",
        "models/**/int_started_and_ended_accounts.sql",
        "where account_mrr_changes.account_id is null",
        "where account_mrr_changes.account_id is not null",
    ),
    Mutation(
        "who moves within a plan enters it",
        "models/**/int_segment_transfers.sql",
        "    where opening_segments.segment_value != close_segments.segment_value",
        "    where opening_segments.segment_value is not null",
    ),
    Mutation(
        "new seats came at the new price",
        "models/**/int_mrr_change_drivers.sql",
        "(close_quantity - base_quantity) * base_monthly_unit_amount",
        "(close_quantity - base_quantity) * close_monthly_unit_amount",
    ),
    Mutation(
        "who subscribed before it was created is no account",
        "models/**/dim_accounts.sql",
        "    or subscriptions.account_id is not null\n",
        "",
    ),
    Mutation(
        "of two plans the smaller is the tier",
        "models/**/int_account_spans.sql",
        "            order by mrr desc, started_at desc, period_id desc",
        "            order by mrr, started_at desc, period_id desc",
    ),
    Mutation(
        "a cohort of a month later",
        "models/**/int_mrr_cohorts.sql",
        "    inner join periods as months on cohorts.period_number <= months.period_number",
        "    inner join periods as months on cohorts.period_number < months.period_number",
    ),
    Mutation(
        "what was won back is no gain",
        "models/**/int_segment_mrr_movements.sql",
        "in ('new', 'reactivation', 'expansion')",
        "in ('new', 'expansion')",
    ),
    Mutation(
        "what is won is retained",
        "models/**/metric_nrr_12m.sql",
        "year_before_mrr + year_expansion_mrr - year_lost_mrr",
        "mrr",
    ),
    # --- acquisition
    Mutation(
        "a trial cohort is judged when its month is over",
        "models/**/metric_trial_conversion_rate.sql",
        "is_over('period_end', days_after=var('trial_window_days'))",
        "is_over('period_end')",
    ),
    Mutation(
        "a payment as the window ends converts",
        "models/**/int_trials.sql",
        "ranked_trials.window_ends_at > subscription_mrr.started_at",
        "ranked_trials.window_ends_at >= subscription_mrr.started_at",
    ),
    Mutation(
        "what was paid until the trial began converts",
        "models/**/int_trials.sql",
        "ranked_trials.started_at < subscription_mrr.mrr_ended_at",
        "ranked_trials.started_at <= subscription_mrr.mrr_ended_at",
    ),
    Mutation(
        "a trial before the qualification is a step of the funnel",
        "models/**/int_funnels.sql",
        "            and lead_steps.qualified_at <= trials.started_at\n",
        "            and lead_steps.qualified_at is not null\n",
    ),
    Mutation(
        "a step is out of those who came, not of those before it",
        "models/**/metric_conversion_rate.sql",
        "        cohorts.qualified as entered\n",
        "        cohorts.visitors as entered\n",
    ),
    Mutation(
        "whoever comes back was won by this month's campaigns",
        "models/**/int_new_paying_accounts.sql",
        "    where movement_type = 'new'",
        "    where movement_type in ('new', 'reactivation')",
    ),
    Mutation(
        "a lead is dearer by what sales cost",
        "models/**/core_campaign_costs.sql",
        "cost_type != 'sales' as is_lead_cost",
        "cost_type is not null as is_lead_cost",
    ),
    Mutation(
        "a week knows the new accounts of a month that runs",
        "models/**/int_segment_campaign_periods.sql",
        "costs_so_far.is_complete and coalesce(months.is_complete, false) as",
        "costs_so_far.is_complete as",
    ),
    Mutation(
        "every lead of a person is a person",
        "models/**/int_leads.sql",
        "    place = 1 as is_first_of_person,",
        "    place >= 1 as is_first_of_person,",
    ),
    Mutation(
        "a month of new MRR is its worth",
        "models/**/metric_romi.sql",
        "cast(12 * lead_new_mrr as decimal(28, 8))",
        "cast(1 * lead_new_mrr as decimal(28, 8))",
    ),
    # --- engagement
    Mutation(
        "whoever was away is new again",
        "macros/lifecycle_state.sql",
        "else 'resurrecting'",
        "else 'new'",
    ),
    Mutation(
        "who came and stayed in the first week is not new",
        "models/**/int_active_user_weeks_months.sql",
        "< use_days.period_start\n                then user_days.previous_active_on\n",
        "<= user_days.active_on\n                then user_days.previous_active_on\n",
    ),
    Mutation(
        "the segments of a week are those of its first day",
        "models/**/int_active_user_weeks_months.sql",
        "{{ latest('user_days.segment_span_id', 'user_days.active_on') }}",
        "min(user_days.segment_span_id)",
    ),
    Mutation(
        "a week is paid in the segments of a day that was not",
        "models/**/int_active_user_weeks_months.sql",
        "'case when user_days.is_paid then user_days.segment_span_id end'",
        "'case when not user_days.is_paid then user_days.segment_span_id end'",
    ),
    Mutation(
        "a day is paid in its segments, paid or not",
        "models/**/int_active_user_periods.sql",
        "case when is_paid then segment_span_id end as paid_segment_span_id",
        "segment_span_id as paid_segment_span_id",
    ),
    Mutation(
        "who stays is kept in the segments of the period after",
        "models/**/int_segment_user_counts.sql",
        "        previous_segment_span_id as segment_span_id,",
        "        segment_span_id,",
    ),
    Mutation(
        "who stays is dormant too",
        "models/**/int_segment_active_users.sql",
        " - every_segment_period.kept_users as dormant_users",
        " as dormant_users",
    ),
    Mutation(
        "an account that stays is dormant too",
        "models/**/metric_account_lifecycle.sql",
        ") - returning_accounts as dormant_accounts",
        ") as dormant_accounts",
    ),
    Mutation(
        "what is paid for begins no stretch",
        "models/**/int_account_segment_spans.sql",
        "        valid_from\n    from paying_spans",
        "        valid_from\n    from paying_spans\n    where 1 = 0",
    ),
    Mutation(
        "who does what changes no sum",
        "models/**/int_day_checksums.sql",
        "    from event_actors\n",
        "    from event_actors\n    where 1 = 0\n",
    ),
    Mutation(
        "who is merged into itself is gone",
        "models/**/core_accounts_checked.sql",
        "nullif(merged_into_account_id, account_id) as merged_into_account_id",
        "merged_into_account_id",
    ),
    Mutation(
        "a focus that ends inside a period never ends",
        "models/**/metric_focus.sql",
        "measured_periods.measured_until = measured_periods.last_period_end",
        "measured_periods.measured_until = focuses.ends_on",
    ),
    Mutation(
        "whose events have a fault is there from the first of them on",
        "models/**/core_event_actors.sql",
        "    where row_fault is null\n",
        "",
    ),
    Mutation(
        "a day counts from before it was",
        "models/**/int_period_checksums.sql",
        "periods.closed_on = running_days.calendar_day",
        "periods.period_start = running_days.calendar_day",
    ),
    Mutation(
        "a stretch holds a segment value that has ended",
        "models/**/int_account_segment_spans.sql",
        "and segment_stretches.valid_from < account_segments.valid_to",
        "and segment_stretches.valid_from <= account_segments.valid_to",
    ),
    Mutation(
        "a role is no segment",
        "macros/every_segment.sql",
        "        or segment_sums.role is not null\n",
        "",
    ),
    Mutation(
        "a window is a day longer",
        "models/**/int_rolling_active_users.sql",
        "            'day', 'windows.window_days', 'segment_day_users.period_start'",
        "            'day', 'windows.window_days + 1', 'segment_day_users.period_start'",
    ),
    Mutation(
        "who was there 28 days before is in the window still",
        "models/**/int_segment_followed_days.sql",
        "dateadd('day', 0 - longest_window, 'active_on')",
        "dateadd('day', -29, 'active_on')",
    ),
    Mutation(
        "the last period of the horizon is outside",
        "models/**/int_user_cohort_activity.sql",
        "sum(case when periods_since <= last_period_since then active_users else 0 end)",
        "sum(case when periods_since < last_period_since then active_users else 0 end)",
    ),
    Mutation(
        "a cell that is not over counts",
        "models/**/int_user_retention_cells.sql",
        "    case when is_complete then active_users end as active_users,",
        "    active_users,",
    ),
    Mutation(
        "retention over all cohorts is a mean of rates",
        "models/**/int_user_retention_cells.sql",
        "    cast(sum(case when is_complete then active_users end) as bigint) as active_users,",
        "    cast(sum(case when is_complete then cohort_users end)\n"
        "        * avg(case\n"
        "            when is_complete then 1.0 * active_users / nullif(cohort_users, 0)\n"
        "        end) as bigint) as active_users,",
    ),
    Mutation(
        "a month has thirty days",
        "models/**/int_segment_active_users.sql",
        "'every_segment_period.active_users * periods.days_seen'",
        "'every_segment_period.active_users * 30'",
    ),
    Mutation(
        "activation is judged when the month is over",
        "models/**/metric_activation_rate.sql",
        "is_over('period_end', days_after=activation_days())",
        "is_over('period_end')",
    ),
    Mutation(
        "what a machine does makes people active",
        "models/**/int_account_user_days.sql",
        "count(case when is_active then 1 end) as active_events",
        "count(*) as active_events",
    ),
    Mutation(
        "a user of two accounts is there twice",
        "models/**/int_user_days.sql",
        "        is_counted\n        and ",
        "        ",
    ),
    Mutation(
        "who has no role is an admin",
        "models/**/int_account_user_days.sql",
        "coalesce(users.role, 'unknown') as role",
        "coalesce(users.role, 'admin') as role",
    ),
    Mutation(
        "a user of two accounts stands in the first of the day",
        "models/**/int_account_user_days.sql",
        "                last_active_at desc,",
        "                last_active_at,",
    ),
    Mutation(
        "a user of two accounts counts in both",
        "models/**/int_account_user_days.sql",
        "    having min(account_id) != max(account_id)",
        "    having count(*) < 0",
    ),
    Mutation(
        "who stays in the segments is kept twice",
        "models/**/int_segment_user_counts.sql",
        "        and coalesce(previous_segment_span_id != segment_span_id, true)\n",
        "",
    ),
    Mutation(
        "a feature is used by a user as often as on days",
        "models/**/int_feature_user_periods.sql",
        "where coalesce(feature_use_days.previous_used_on < period_checksums.period_start, true)",
        "where feature_use_days.used_on >= period_checksums.period_start",
    ),
    Mutation(
        "a user of two features is two",
        "models/**/int_feature_user_periods.sql",
        "coalesce(feature_use_days.any_previous_used_on < period_checksums.period_start, true)",
        "coalesce(feature_use_days.any_previous_used_on <= feature_use_days.used_on, true)",
    ),
    Mutation(
        "a feature's user of two days is two",
        "models/**/int_feature_costs.sql",
        "coalesce(feature_use_days.previous_used_on < period_days.period_start, true)",
        "coalesce(feature_use_days.previous_used_on < feature_use_days.used_on, true)",
    ),
    Mutation(
        "the day before of a feature is of any feature",
        "models/**/int_feature_use_days.sql",
        "partition by user_id, feature_id order by used_on, account_id",
        "partition by user_id order by used_on, feature_id, account_id",
    ),
    Mutation(
        "the account's first days have one more",
        "models/**/int_start_events.sql",
        "{{ var('account_window_days') }} - 1",
        "{{ var('account_window_days') }}",
    ),
    Mutation(
        "who is new stands in the segments of the day before",
        "models/**/int_new_users.sql",
        "users.created_on >= segment_spans.valid_from",
        "users.created_on > segment_spans.valid_from",
    ),
    Mutation(
        "the user's first days end a day early",
        "models/**/int_start_events.sql",
        "when days_of_user between 0 and {{ var('retention_window_days') }} then",
        "when days_of_user between 0 and {{ var('retention_window_days') }} - 1 then",
    ),
    Mutation(
        "who is onboarded as the 7 days end is activated",
        "models/**/int_user_milestones.sql",
        "onboarded_at < {{ days_later",
        "onboarded_at <= {{ days_later",
    ),
    Mutation(
        "onboarded before created is a negative time",
        "models/**/int_user_milestones.sql",
        "        when onboarded_on < created_on then 0\n",
        "        when onboarded_on < created_on then -1\n",
    ),
    Mutation(
        "an account that does not pay is an active paying one",
        "models/**/int_segment_account_counts.sql",
        "case when is_paid then 1 else 0 end as paying_accounts",
        "1 as paying_accounts",
    ),
    Mutation(
        "the thirtieth day after the creation is inside",
        "models/**/int_user_onboarding_views.sql",
        "> onboarding_views.occurred_on",
        ">= onboarding_views.occurred_on",
    ),
    # --- web, marketing, satisfaction, commerce
    Mutation(
        "a gap of just the timeout ends a session",
        "models/**/int_sessions.sql",
        "            and occurred_at\n            > {{",
        "            and occurred_at\n            >= {{",
    ),
    Mutation(
        "visitors whose sessions are kept are cut again",
        "models/**/int_sessions.sql",
        "where visitor_id in (select",
        "where visitor_id is not null or visitor_id in (select",
    ),
    Mutation(
        "a message counts as often as it is opened",
        "models/**/int_email_messages.sql",
        "where place = 1\ngroup by 1\n",
        "where place = 1\ngroup by 1, event_type\n",
    ),
    Mutation(
        "an eight promotes",
        "models/**/core_survey_responses.sql",
        "and score >= 9 then 'promoter'",
        "and score >= 8 then 'promoter'",
    ),
    Mutation(
        "a seven detracts",
        "models/**/core_survey_responses.sql",
        "and score >= 7 then 'passive'",
        "and score > 7 then 'passive'",
    ),
    Mutation(
        "every answer of a respondent counts",
        "models/**/int_nps_answers.sql",
        "case when place = 1 then answer_type else 'nothing' end",
        "case when place >= 1 then answer_type else 'nothing' end",
    ),
    Mutation(
        "a three is satisfied",
        "models/**/core_survey_responses.sql",
        "when score >= 4 then 'satisfied'",
        "when score >= 3 then 'satisfied'",
    ),
    Mutation(
        "passives are not asked",
        "models/**/int_segment_nps.sql",
        "promoters + passives + detractors",
        "promoters + detractors",
    ),
    Mutation(
        "a cancelled order counts",
        "models/**/int_orders.sql",
        "    where status != 'cancelled'",
        "    where status is not null",
    ),
    Mutation(
        "an order at the end of the window is too late",
        "models/**/int_carts.sql",
        "        when orders.ordered_at\n            > {{",
        "        when orders.ordered_at\n            >= {{",
    ),
    Mutation(
        "who is new again after a long gap was there all along",
        "models/**/int_segment_balances.sql",
        "and new_accounts.account_id is null",
        "and account_closes.account_id is not null",
    ),
    Mutation(
        "a visitor bounces whose one session did",
        "macros/visitors.sql",
        "max(case when sessions.page_views > 1 then sessions.started_on end)",
        "max(sessions.started_on)",
        models=("int_sessions",),
    ),
    Mutation(
        "a session is one of those before it",
        "macros/visitors.sql",
        "        rows between unbounded preceding and 1 preceding\n",
        "        rows between unbounded preceding and current row\n",
        models=("int_sessions",),
    ),
    Mutation(
        "a visitor who comes back by another channel has been there",
        "models/**/int_sessions.sql",
        "session_days_before('channel') }}",
        "session_days_before().replace('visited', 'channel_visited')"
        ".replace('stayed', 'channel_stayed') }}",
    ),
    Mutation(
        "visitors of a channel are those who never came before",
        "models/**/int_segment_visitors.sql",
        "channel_visited_before_on as visited_before_on",
        "visited_before_on",
    ),
    Mutation(
        "visitors of a content type stay where they stayed on any",
        "models/**/int_segment_visitors.sql",
        "content_type_stayed_before_on as stayed_before_on",
        "stayed_before_on",
    ),
    Mutation(
        "a visitor stays as often as one of the sessions does",
        "models/**/int_segment_visitors.sql",
        "coalesce(session_days.stayed_before_on < period_days.period_start, true)",
        "session_days.longer_sessions > 0",
    ),
    Mutation(
        "who answered better since is still called",
        "models/**/metric_detractors_to_call.sql",
        "        -1 as step\n",
        "        0 as step\n",
    ),
    Mutation(
        "who was never on the list leaves it",
        "models/**/metric_detractors_to_call.sql",
        "    from nps_responses\n    where answer_type = 'detractor'\n",
        "    from nps_responses\n",
    ),
    Mutation(
        "an answer holds for a day more",
        "macros/metric_windows.sql",
        "{% macro answer_days() %}90{",
        "{% macro answer_days() %}91{",
        models=("int_nps_responses",),
    ),
    Mutation(
        "a unit that comes back in two parts is ordered twice",
        "models/**/int_order_units.sql",
        "        sum(quantity) as returned_units\n"
        "    from {{ ref('core_returns') }}\n"
        "    group by 1",
        "        quantity as returned_units\n    from {{ ref('core_returns') }}\n    group by 1, 2",
    ),
    Mutation(
        "a year of orders has thirteen months",
        "models/**/int_customer_years.sql",
        "when month_offsets.generated_number <= 12 then customer_months.orders else 0",
        "when month_offsets.generated_number <= 13 then customer_months.orders else 0",
    ),
    # --- finance
    Mutation(
        "margin is on cost, not on revenue",
        "models/**/int_gross_margin_periods.sql",
        "'case when all_periods.revenue > 0 then all_periods.revenue end'",
        "'case when all_periods.revenue > 0 then all_periods.cogs end'",
    ),
    Mutation(
        "refunds alone have a margin",
        "models/**/int_gross_margin_periods.sql",
        "'case when all_periods.revenue > 0 then all_periods.revenue end'",
        "'all_periods.revenue'",
    ),
    Mutation(
        "a first cost takes the margin of the months before it",
        "models/**/int_cogs_periods.sql",
        "            <= {{ period_start('month', dbt.dateadd('day', -1, 'periods.period_end')) }},",
        "            is not null,",
    ),
    Mutation(
        "a channel that has no revenue yet has no margin before the first cost",
        "models/**/metric_romi.sql",
        "coalesce(cogs_periods.initial_margin, gross_margin_periods.gross_margin)",
        "gross_margin_periods.gross_margin",
    ),
    Mutation(
        "a week that ends in a month to come has the margin of this one",
        "models/**/int_gross_margin_periods.sql",
        "{{ period_start('month', dbt.dateadd('day', -1, 'periods.period_end')) }}",
        "{{ period_start('month', 'periods.closed_on') }}",
    ),
    Mutation(
        "a first invoice takes the revenue of the months before it",
        "models/**/int_account_revenue_days.sql",
        "coalesce(first_lines.first_invoiced_on, cast('9999-12-31' as date))",
        "case when first_lines.first_invoiced_on is null then cast('9999-12-31' as date) end",
    ),
    Mutation(
        "an alias of an alias that is no user is nobody's",
        "models/**/core_user_aliases_checked.sql",
        "count(case when is_end then 1 end) = 0 as is_circle",
        "count(case when is_end and steps = 1 then 1 end) = 0 as is_circle",
    ),
    Mutation(
        "without churn an account is worth nothing",
        "models/**/int_customer_values.sql",
        "cast(margin_per_account * cast(life_months as decimal(28, 10)) as decimal(38, 10)) as ltv",
        "margin_per_account * coalesce(life_months, 0) as ltv",
    ),
    Mutation(
        "a month without a rate counts in the mean churn",
        "models/**/int_customer_values.sql",
        "        count(churn_rate) over (",
        "        count(*) over (",
    ),
    Mutation(
        "the churn of seven months",
        "models/**/int_customer_values.sql",
        "            rows between 5 preceding and current row\n        ) as churn_rate_sum",
        "            rows between 6 preceding and current row\n        ) as churn_rate_sum",
    ),
    Mutation(
        "tax is revenue",
        "models/**/int_account_revenue_days.sql",
        "    where line_type != 'tax'",
        "    where line_type is not null",
    ),
    Mutation(
        "nothing out of nothing is nothing",
        "macros/sql/exact_ratio.sql",
        "// nullif(2 * abs({{ bottom }}), 0))",
        "// greatest(2 * abs({{ bottom }}), 1))",
        models=(
            "metric_arpa",
            "metric_csat",
        ),
    ),
    Mutation(
        "a period in which nothing was counted has no row",
        "macros/every_period.sql",
        "    left join {{ counts }}\n",
        "    inner join {{ counts }}\n",
        models=(
            "metric_csat",
            "int_segment_nps",
        ),
    ),
    Mutation(
        "a row stands from the first period of all, not of its segment",
        "macros/every_period.sql",
        "            and first_periods.first_period_start <= periods.period_start\n",
        "",
        models=(
            "metric_csat",
            "int_segment_nps",
        ),
    ),
    # --- North Star
    Mutation(
        "a day less than the threshold is enough",
        "models/**/activity_thresholds.sql",
        "            when active_day_counts.active_days >= thresholds.active_days\n"
        "                then active_day_counts.retained_users",
        "            when active_day_counts.active_days >= thresholds.active_days - 1\n"
        "                then active_day_counts.retained_users",
    ),
    Mutation(
        "a small group is a finding",
        "models/**/conversion_activities.sql",
        "        and trait_counts.subjects_with >= {{ var('minimum_group_n') }}\n",
        "",
    ),
    Mutation(
        "two new accounts say what a channel's customer costs",
        "models/**/segment_performance.sql",
        "when new_accounts >= {{ var('minimum_group_n') }}",
        "when new_accounts >= 2",
    ),
    Mutation(
        "a period that ends after the focus is measured",
        "models/**/metric_focus.sql",
        "            and focuses.ends_on >= metric_values.period_end\n",
        "",
    ),
    Mutation(
        "less churn than aimed at is a target missed",
        "models/**/north_star_values.sql",
        "metric_catalog.direction = 'down'",
        "metric_catalog.direction = 'none'",
    ),
]


@dataclass
class Outcome:
    """What became of a mistake.

    Attributes:
        unit_tests: those that fail.
        errors: those that do not run, so that they say nothing.
        code: the SQL of the models that it changes, where no unit test fails.
    """

    unit_tests: list[str]
    errors: list[str]
    code: dict[str, str]


class Mutant:
    """A copy of the project in which some files are wrong for a while."""

    def __init__(self, raw: RawTables, vars: Mapping[str, Any]) -> None:
        self.project = ROOT / "target" / "harness" / "mutant"
        for part in PARTS:
            self._copy(part)
        self.warehouse = Warehouse(
            project=self.project, folder=ROOT / "target" / "harness" / "mutants"
        )
        self.raw = raw
        self.values = self.warehouse.values(raw, vars)
        self.clean = self.warehouse.build(raw, vars, tests=False)
        assert self.clean.ok, self.clean.failures()
        self.replay = Replay(self.clean.manifest, self.warehouse.database)

    def failures(self, mutations: Iterable[Mutation]) -> list[Failure]:
        """The unit tests of the models that these mistakes are made in, as they fail now."""
        models = sorted({model for mutation in mutations for model in mutation.tested()})
        unit_tests = ("test", "--resource-type", "unit_test", "--select", *models)
        return self.warehouse.dbt(*unit_tests, vars=self.values).failures()

    def outcomes(self, mutations: Sequence[Mutation]) -> dict[Mutation, Outcome]:
        """What the unit tests make of each mistake."""
        found: dict[Mutation, Outcome] = {}
        waiting = list(mutations)
        while waiting:
            # a macro is in many models, so that its mistake has a round of its own
            first, *others = waiting
            chosen = {first.path(self.project): first}
            if not first.models:
                for mutation in others:
                    if not mutation.models:
                        chosen.setdefault(mutation.path(self.project), mutation)
            found |= self._round(chosen)
            waiting = [mutation for mutation in waiting if mutation not in found]
        return found

    def build(self, outcome: Outcome) -> Result:
        """All models, those that the mistake changes by its SQL, on the raw tables."""
        return self.warehouse.replay(self.replay, self.raw, outcome.code)

    def _round(self, chosen: Mapping[Path, Mutation]) -> dict[Mutation, Outcome]:
        right = {path: path.read_text() for path in chosen}
        try:
            for path, mutation in chosen.items():
                path.write_text(right[path].replace(mutation.find, mutation.replace))
            self.warehouse.forget()
            failures = self.failures(chosen.values())
            models = {test.name: test.model for test in self._manifest().unit_tests.values()}
            found = {}
            for path, mutation in chosen.items():
                own = [test for test in failures if models[test.name] in mutation.tested()]
                caught = [test.name for test in own if test.status == "fail"]
                errors = [test.message for test in own if test.status != "fail"]
                code = {} if caught or errors else self._compiled(path)
                found[mutation] = Outcome(caught, errors, code)
            return found
        finally:
            for path, text in right.items():
                path.write_text(text)

    def _manifest(self) -> Any:
        return self.warehouse.manifest(self.values)

    def _compiled(self, path: Path) -> dict[str, str]:
        file = str(path.relative_to(self.project))
        manifest = self._manifest()
        macros = {key for key, macro in manifest.macros.items() if macro.original_file_path == file}
        changed = {
            node.name
            for node in manifest.nodes.values()
            if node.resource_type == "model"
            and (node.original_file_path == file or macros & set(node.depends_on.macros))
        }
        # as built from nothing: what is there was made by the right definition
        command = ("compile", "--full-refresh", "--select", *sorted(changed))
        result = self.warehouse.dbt(*command, vars=self.values)
        assert result.ok, result.failures()
        return {
            node.name: node.compiled_code
            for node in result.manifest.nodes.values()
            if node.resource_type == "model" and node.name in changed
        }

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
