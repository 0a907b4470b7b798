-- One row per period of first use (day, week, month) and periods since, up to as_of_date and the horizon of the grain:
-- the users of the cohort, those active in exactly that period, and those active then or later.
with active_user_periods as (
    select * from {{ ref('int_active_user_periods') }}
),

periods as (
    select * from {{ ref('int_periods') }}
),

retention_horizons as (
    select * from {{ ref('retention_horizons') }}
),

numbered_periods as (
    select
        active_user_periods.period_grain,
        active_user_periods.user_id,
        periods.period_number,
        min(periods.period_number) over (
            partition by active_user_periods.period_grain, active_user_periods.user_id
        ) as cohort_number,
        lead(periods.period_number) over (
            partition by active_user_periods.period_grain, active_user_periods.user_id
            order by periods.period_number
        ) as later_number
    from active_user_periods
    inner join periods
        on active_user_periods.period_grain = periods.period_grain
            and active_user_periods.period_start = periods.period_start
),

cohort_activity as (
    select
        period_grain,
        cohort_number,
        period_number - cohort_number as periods_since,
        count(*) as active_users,
        count(case when later_number is null then 1 end) as last_active_users
    from numbered_periods
    group by 1, 2, 3
),

cells as (
    select
        cohorts.period_grain,
        cohorts.period_start,
        cohorts.period_end,
        cohorts.period_number as cohort_number,
        observed.period_number - cohorts.period_number as periods_since,
        observed.is_complete
    from (select period_grain, min(cohort_number) as first_number from cohort_activity group by 1) as first_cohorts
    inner join periods as cohorts
        on first_cohorts.period_grain = cohorts.period_grain
            and first_cohorts.first_number <= cohorts.period_number
    inner join retention_horizons on cohorts.period_grain = retention_horizons.period_grain
    inner join periods as observed
        on cohorts.period_grain = observed.period_grain
            and cohorts.period_number <= observed.period_number
            and cohorts.period_number + retention_horizons.last_period_since >= observed.period_number
),

-- Users who were last active beyond the horizon are active "then or later" in every cell before it.
last_activity as (
    select
        cohort_activity.period_grain,
        cohort_activity.cohort_number,
        least(cohort_activity.periods_since, retention_horizons.last_period_since) as periods_since,
        sum(cohort_activity.last_active_users) as last_active_users
    from cohort_activity
    inner join retention_horizons on cohort_activity.period_grain = retention_horizons.period_grain
    group by 1, 2, 3
)

select
    cells.period_grain,
    cells.period_start,
    cells.period_end,
    cells.periods_since,
    cells.is_complete,
    coalesce(cohort_starts.active_users, 0) as cohort_users,
    coalesce(cohort_activity.active_users, 0) as active_users,
    cast(coalesce(sum(last_activity.last_active_users) over (
        partition by cells.period_grain, cells.cohort_number
        order by cells.periods_since desc
        rows between unbounded preceding and current row
    ), 0) as bigint) as active_then_or_later_users
from cells
left join cohort_activity as cohort_starts
    on cells.period_grain = cohort_starts.period_grain
        and cells.cohort_number = cohort_starts.cohort_number
        and cohort_starts.periods_since = 0
left join cohort_activity
    on cells.period_grain = cohort_activity.period_grain
        and cells.cohort_number = cohort_activity.cohort_number
        and cells.periods_since = cohort_activity.periods_since
left join last_activity
    on cells.period_grain = last_activity.period_grain
        and cells.cohort_number = last_activity.cohort_number
        and cells.periods_since = last_activity.periods_since
