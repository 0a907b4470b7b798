-- One row per candidate, account and complete month at whose opening and close the account paid:
-- the candidate's measure (0 where nothing was done) and what it changed by on the month before.
with candidates as (
    select * from {{ ref('candidate_metrics') }}
),

measure_months as (
    select * from {{ ref('int_account_measure_months') }}
    where
        measure = 'active_users'
        or measure in (
            select candidates.metric from candidates
        )
),

periods as (
    select * from {{ ref('int_periods') }}
    where period_grain = 'month'
),

mrr_movements as (
    select * from {{ ref('int_mrr_movements') }}
    where
        opening_mrr > 0
        and close_mrr > 0
),

-- A month's value counts for it and against the month after, in which nothing may have been done.
effects as (
    select
        account_id,
        measure,
        period_start,
        measure_value,
        measure_value as measure_change
    from measure_months

    union all

    select
        measure_months.account_id,
        measure_months.measure,
        periods.period_start,
        cast(0 as decimal(28, 8)) as measure_value,
        -measure_months.measure_value as measure_change
    from measure_months
    inner join periods on measure_months.period_start = periods.previous_period_start
),

measure_changes as (
    select
        account_id,
        measure,
        period_start,
        sum(measure_value) as measure_value,
        sum(measure_change) as measure_change
    from effects
    group by 1, 2, 3
)

select
    candidates.metric as measure,
    mrr_movements.account_id,
    mrr_movements.period_start,
    periods.period_number,
    cast(coalesce(measure_changes.measure_value, 0) as decimal(28, 8)) as measure_value,
    cast(coalesce(measure_changes.measure_change, 0) as decimal(28, 8)) as measure_change,
    cast(coalesce(user_changes.measure_change, 0) as decimal(28, 8)) as active_users_change
from mrr_movements
inner join periods on mrr_movements.period_start = periods.period_start
cross join candidates
left join measure_changes
    on mrr_movements.account_id = measure_changes.account_id
        and mrr_movements.period_start = measure_changes.period_start
        and candidates.metric = measure_changes.measure
left join measure_changes as user_changes
    on mrr_movements.account_id = user_changes.account_id
        and mrr_movements.period_start = user_changes.period_start
        and user_changes.measure = 'active_users'
where periods.is_complete
