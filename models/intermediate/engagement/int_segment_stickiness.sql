-- One row per week or month and segment value: the sum of daily active users over its days, and its active users.
with segment_active_users as (
    select * from {{ ref('int_segment_active_users') }}
),

period_days as (
    select * from {{ ref('int_period_days') }}
),

periods as (
    select * from {{ ref('int_periods') }}
),

daily_sums as (
    select
        period_days.period_grain,
        period_days.period_start,
        segment_active_users.segment_type,
        segment_active_users.segment_value,
        cast(sum(segment_active_users.active_users) as bigint) as daily_users
    from segment_active_users
    inner join period_days on segment_active_users.period_start = period_days.calendar_day
    where
        segment_active_users.period_grain = 'day'
        and period_days.period_grain in ('week', 'month')
    group by 1, 2, 3, 4
)

select
    segment_active_users.period_grain,
    segment_active_users.period_start,
    segment_active_users.period_end,
    segment_active_users.segment_type,
    segment_active_users.segment_value,
    periods.days_seen,
    coalesce(daily_sums.daily_users, 0) as daily_users,
    segment_active_users.active_users,
    segment_active_users.is_complete
from segment_active_users
inner join periods
    on segment_active_users.period_grain = periods.period_grain
        and segment_active_users.period_start = periods.period_start
left join daily_sums
    on segment_active_users.period_grain = daily_sums.period_grain
        and segment_active_users.period_start = daily_sums.period_start
        and segment_active_users.segment_type = daily_sums.segment_type
        and segment_active_users.segment_value = daily_sums.segment_value
where segment_active_users.period_grain in ('week', 'month')
