-- One row per period of first use and periods since, up to as_of_date and the horizon (segment
-- periods_since), and one per grain and periods since over all cohorts old enough, weighted by size
-- (segment periods_since_all_cohorts, dated as the first cohort). A cell that is not over has no
-- counts yet.
with cohort_activity as (
    select * from {{ ref('int_user_cohort_activity') }}
),

periods as (
    select * from {{ ref('int_periods') }}
),

retention_horizons as (
    select * from {{ ref('retention_horizons') }}
),

first_cohorts as (
    select
        period_grain,
        min(cohort_number) as cohort_number
    from cohort_activity
    group by 1
),

cells as (
    select
        cohorts.period_grain,
        cohorts.period_start,
        cohorts.period_end,
        cohorts.period_number as cohort_number,
        observed.period_number - cohorts.period_number as periods_since,
        observed.is_complete
    from first_cohorts
    inner join retention_horizons on first_cohorts.period_grain = retention_horizons.period_grain
    inner join periods as cohorts
        on first_cohorts.period_grain = cohorts.period_grain
            and first_cohorts.cohort_number <= cohorts.period_number
    inner join periods as observed
        on cohorts.period_grain = observed.period_grain
            and cohorts.period_number <= observed.period_number
            and observed.period_number - cohorts.period_number
            <= retention_horizons.last_period_since
),

filled_cells as (
    select
        cells.period_grain,
        cells.period_start,
        cells.period_end,
        cells.cohort_number,
        cells.periods_since,
        cells.is_complete,
        coalesce(cohort_activity.active_users, 0) as active_users,
        coalesce(cohort_activity.last_active_users, 0) as last_active_users
    from cells
    left join cohort_activity
        on cells.period_grain = cohort_activity.period_grain
            and cells.cohort_number = cohort_activity.cohort_number
            and cells.periods_since = cohort_activity.periods_since
),

counted_cells as (
    select
        period_grain,
        period_start,
        period_end,
        periods_since,
        is_complete,
        max(case when periods_since = 0 then active_users end) over (
            partition by period_grain, cohort_number
        ) as cohort_users,
        active_users,
        cast(sum(last_active_users) over (
            partition by period_grain, cohort_number
            order by periods_since desc
            rows between unbounded preceding and current row
        ) as bigint) as active_then_or_later_users
    from filled_cells
)

select
    period_grain,
    period_start,
    period_end,
    periods_since,
    'periods_since' as segment_type,
    cohort_users,
    case when is_complete then active_users end as active_users,
    case when is_complete then active_then_or_later_users end as active_then_or_later_users,
    is_complete
from counted_cells

union all

select
    period_grain,
    min(period_start) as period_start,
    min(period_end) as period_end,
    periods_since,
    'periods_since_all_cohorts' as segment_type,
    cast(coalesce(sum(case when is_complete then cohort_users end), 0) as bigint) as cohort_users,
    cast(sum(case when is_complete then active_users end) as bigint) as active_users,
    cast(sum(case when is_complete then active_then_or_later_users end) as bigint)
        as active_then_or_later_users,
    max(case when is_complete then 1 else 0 end) = 1 as is_complete
from counted_cells
group by 1, 4
