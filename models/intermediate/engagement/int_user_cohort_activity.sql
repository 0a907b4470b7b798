-- One row per period of first use (day, week, month), as its number in the calendar, and periods
-- since, up to the horizon of the grain, with anybody active: the users active in exactly that
-- period, and those who were last active in it (at the horizon: in it or later).
with cohort_periods as (
    select * from {{ ref('int_user_cohort_periods') }}
),

user_uses as (
    select *
    from {{ ref('int_user_uses') }}
    where first_active_on is not null
),

period_days as (
    select * from {{ ref('int_period_days') }}
),

periods as (
    select * from {{ ref('int_periods') }}
),

retention_horizons as (
    select * from {{ ref('retention_horizons') }}
),

last_days as (
    select
        first_active_on,
        last_active_on,
        count(*) as last_active_users
    from user_uses
    group by 1, 2
),

cohort_days as (
    select
        period_grain,
        first_active_on,
        period_start,
        active_users,
        0 as last_active_users
    from cohort_periods

    union all

    select
        period_days.period_grain,
        last_days.first_active_on,
        period_days.period_start,
        0 as active_users,
        last_days.last_active_users
    from last_days
    inner join period_days on last_days.last_active_on = period_days.calendar_day
),

placed_users as (
    select
        cohort_days.period_grain,
        cohorts.period_number as cohort_number,
        observed.period_number - cohorts.period_number as periods_since,
        retention_horizons.last_period_since,
        cohort_days.active_users,
        cohort_days.last_active_users
    from cohort_days
    inner join retention_horizons on cohort_days.period_grain = retention_horizons.period_grain
    inner join period_days
        on cohort_days.period_grain = period_days.period_grain
            and cohort_days.first_active_on = period_days.calendar_day
    inner join periods as cohorts
        on period_days.period_grain = cohorts.period_grain
            and period_days.period_start = cohorts.period_start
    inner join periods as observed
        on cohort_days.period_grain = observed.period_grain
            and cohort_days.period_start = observed.period_start
)

-- who was last active beyond the horizon is active "then or later" in every cell before it
select
    period_grain,
    cohort_number,
    least(periods_since, last_period_since) as periods_since,
    cast(sum(case when periods_since <= last_period_since then active_users else 0 end) as bigint)
        as active_users,
    cast(sum(last_active_users) as bigint) as last_active_users
from placed_users
group by 1, 2, 3
