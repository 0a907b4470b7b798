-- One row per period of first use (day, week, month), as its number in the calendar, and periods
-- since, up to the horizon of the grain, with anybody active: the users active in exactly that
-- period, and those who were last active in it (at the horizon: in it or later).
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

placed_periods as (
    select
        numbered_periods.period_grain,
        numbered_periods.cohort_number,
        numbered_periods.period_number - numbered_periods.cohort_number as periods_since,
        retention_horizons.last_period_since,
        numbered_periods.later_number is null as is_last
    from numbered_periods
    inner join retention_horizons
        on numbered_periods.period_grain = retention_horizons.period_grain
)

-- who was last active beyond the horizon is active "then or later" in every cell before it
select
    period_grain,
    cohort_number,
    least(periods_since, last_period_since) as periods_since,
    count(case when periods_since <= last_period_since then 1 end) as active_users,
    count(case when is_last then 1 end) as last_active_users
from placed_periods
group by 1, 2, 3
