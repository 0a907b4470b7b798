-- One row per period (day, week, month) and user active in it, with the last day of use and the
-- account on that day: the user counts once, for the segments of that day, so that segments add up.
with user_days as (
    select * from {{ ref('int_user_days') }}
),

period_days as (
    select *
    from {{ ref('int_period_days') }}
    where period_grain in ('day', 'week', 'month')
),

user_periods as (
    select
        period_days.period_grain,
        period_days.period_start,
        user_days.user_id,
        count(*) as active_days,
        max(user_days.active_on) as last_active_on,
        max(case when user_days.is_paid then user_days.active_on end) as last_paid_on
    from user_days
    inner join period_days on user_days.active_on = period_days.calendar_day
    group by 1, 2, 3
)

select
    user_periods.period_grain,
    user_periods.period_start,
    user_periods.user_id,
    user_periods.active_days,
    user_periods.last_active_on,
    user_periods.last_paid_on,
    user_days.account_id
from user_periods
inner join user_days
    on user_periods.user_id = user_days.user_id
        and user_periods.last_active_on = user_days.active_on
