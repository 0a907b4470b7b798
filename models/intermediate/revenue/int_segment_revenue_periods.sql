-- One row per period (month, quarter, year) and segment value: every count that the revenue metrics
-- are made of, 0 where nothing happened.
with every_segment_period as (
    select *
    from {{ ref('int_subscribed_segment_periods') }}
    where period_grain != 'day'
),

segment_balances as (
    select * from {{ ref('int_segment_balances') }}
),

segment_mrr_movements as (
    select * from {{ ref('int_segment_mrr_movements') }}
),

segment_transfers as (
    select * from {{ ref('int_segment_transfers') }}
),

segment_retention as (
    select * from {{ ref('int_segment_retention') }}
),

second_years as (
    select * from {{ ref('int_second_years') }}
)

select
    every_segment_period.period_grain,
    every_segment_period.period_start,
    every_segment_period.period_end,
    every_segment_period.segment_type,
    every_segment_period.segment_value,
    every_segment_period.is_complete,
    cast(coalesce(segment_balances.mrr, 0) as decimal(28, 8)) as mrr,
    cast(coalesce(segment_balances.trial_mrr, 0) as decimal(28, 8)) as trial_mrr,
    cast(coalesce(segment_balances.committed_mrr, 0) as decimal(28, 8)) as committed_mrr,
    coalesce(segment_balances.paying_accounts, 0) as paying_accounts,
    coalesce(segment_balances.retained_accounts, 0) as retained_accounts,
    cast(coalesce(segment_mrr_movements.new_mrr, 0) as decimal(28, 8)) as new_mrr,
    cast(coalesce(segment_mrr_movements.reactivation_mrr, 0) as decimal(28, 8)) as reactivation_mrr,
    cast(coalesce(segment_mrr_movements.expansion_mrr, 0) as decimal(28, 8)) as expansion_mrr,
    cast(coalesce(segment_mrr_movements.contraction_mrr, 0) as decimal(28, 8)) as contraction_mrr,
    cast(coalesce(segment_mrr_movements.churned_mrr, 0) as decimal(28, 8)) as churned_mrr,
    cast(
        coalesce(segment_mrr_movements.involuntary_churned_mrr, 0) as decimal(28, 8)
    ) as involuntary_churned_mrr,
    cast(coalesce(segment_mrr_movements.gained_mrr, 0) as decimal(28, 8)) as gained_mrr,
    cast(coalesce(segment_mrr_movements.lost_mrr, 0) as decimal(28, 8)) as lost_mrr,
    cast(coalesce(segment_mrr_movements.fx_mrr, 0) as decimal(28, 8)) as fx_mrr,
    cast(
        coalesce(segment_transfers.segment_entered_mrr, 0) as decimal(28, 8)
    ) as segment_entered_mrr,
    cast(coalesce(segment_transfers.segment_left_mrr, 0) as decimal(28, 8)) as segment_left_mrr,
    cast(coalesce(segment_mrr_movements.new_quantity, 0) as decimal(28, 8)) as new_quantity,
    coalesce(segment_mrr_movements.new_accounts, 0) as new_accounts,
    coalesce(segment_mrr_movements.started_and_ended_accounts, 0) as started_and_ended_accounts,
    cast(coalesce(segment_retention.opening_mrr, 0) as decimal(28, 8)) as opening_mrr,
    coalesce(segment_retention.opening_accounts, 0) as opening_accounts,
    coalesce(segment_retention.lost_accounts, 0) as lost_accounts,
    cast(
        coalesce(segment_retention.opening_expansion_mrr, 0) as decimal(28, 8)
    ) as opening_expansion_mrr,
    cast(coalesce(segment_retention.opening_lost_mrr, 0) as decimal(28, 8)) as opening_lost_mrr,
    cast(coalesce(segment_retention.year_before_mrr, 0) as decimal(28, 8)) as year_before_mrr,
    cast(coalesce(segment_retention.year_expansion_mrr, 0) as decimal(28, 8)) as year_expansion_mrr,
    cast(coalesce(segment_retention.year_lost_mrr, 0) as decimal(28, 8)) as year_lost_mrr,
    coalesce(second_years.started_accounts, 0) as second_year_started_accounts,
    coalesce(second_years.remaining_accounts, 0) as second_year_remaining_accounts
from every_segment_period
left join segment_balances
    on every_segment_period.period_grain = segment_balances.period_grain
        and every_segment_period.period_start = segment_balances.period_start
        and every_segment_period.segment_type = segment_balances.segment_type
        and every_segment_period.segment_value = segment_balances.segment_value
left join segment_mrr_movements
    on every_segment_period.period_grain = segment_mrr_movements.period_grain
        and every_segment_period.period_start = segment_mrr_movements.period_start
        and every_segment_period.segment_type = segment_mrr_movements.segment_type
        and every_segment_period.segment_value = segment_mrr_movements.segment_value
left join segment_transfers
    on every_segment_period.period_grain = segment_transfers.period_grain
        and every_segment_period.period_start = segment_transfers.period_start
        and every_segment_period.segment_type = segment_transfers.segment_type
        and every_segment_period.segment_value = segment_transfers.segment_value
left join segment_retention
    on every_segment_period.period_grain = segment_retention.period_grain
        and every_segment_period.period_start = segment_retention.period_start
        and every_segment_period.segment_type = segment_retention.segment_type
        and every_segment_period.segment_value = segment_retention.segment_value
left join second_years
    on every_segment_period.period_grain = second_years.period_grain
        and every_segment_period.period_start = second_years.period_start
        and every_segment_period.segment_type = second_years.segment_type
        and every_segment_period.segment_value = second_years.segment_value
