-- One row per period (day, week, month) and user active in it, with the last day of use and the
-- segments of that day: the user counts once, in these, so that segments add up. Of the days of a
-- period the last is the one whose next day of use is after the period. With the user's state (new,
-- returning, resurrecting) and whether the user is active in the period after too.
with user_days as (
    select * from {{ ref('int_user_days') }}
),

period_days as (
    select *
    from {{ ref('int_period_days') }}
    where period_grain in ('day', 'week', 'month')
),

periods as (
    select * from {{ ref('int_periods') }}
),

calendar as (
    select
        period_days.calendar_day,
        periods.period_grain,
        periods.period_start,
        periods.period_end,
        periods.previous_period_start,
        next_periods.period_end as next_period_end
    from period_days
    inner join periods
        on period_days.period_grain = periods.period_grain
            and period_days.period_start = periods.period_start
    left join periods as next_periods
        on periods.period_grain = next_periods.period_grain
            and periods.period_start = next_periods.previous_period_start
),

user_periods as (
    select
        calendar.period_grain,
        calendar.period_start,
        user_days.user_id,
        count(*) as active_days,
        max(user_days.active_on) as last_active_on,
        max(case when user_days.is_paid then user_days.active_on end) as last_paid_on,
        max(case
            when user_days.next_active_on >= calendar.period_end then user_days.segment_span_id
        end) as segment_span_id,
        max(user_days.role) as role,
        min(user_days.first_active_on) as first_active_on,
        max(case
            when user_days.previous_active_on < calendar.period_start
                then user_days.previous_active_on
        end) as previous_active_on,
        max(user_days.next_active_on) as next_active_on,
        min(calendar.previous_period_start) as previous_period_start,
        max(calendar.next_period_end) as next_period_end
    from user_days
    inner join calendar on user_days.active_on = calendar.calendar_day
    group by 1, 2, 3
)

select
    period_grain,
    period_start,
    user_id,
    active_days,
    last_active_on,
    last_paid_on,
    segment_span_id,
    role,
    first_active_on,
    next_active_on,
    {{ lifecycle_state('previous_active_on', 'previous_period_start') }} as lifecycle_state,
    coalesce(next_active_on < next_period_end, false) as is_retained
from user_periods
