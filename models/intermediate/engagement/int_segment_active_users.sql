-- One row per period (day, week, month) and segment value, from the first in which a user counts in
-- it on: distinct active users, each in the segments of the last day of use; of them the free ones,
-- whose account paid on no day of use of the period; users by lifecycle state (the dormant in the
-- segments of the period before); the days of use (daily active users summed over the days of the
-- period), each in the segments of its day; and of them, over the days of the period seen so far,
-- the mean and stickiness, the mean to the active users.
with segment_users as (
    select * from {{ ref('int_segment_user_counts') }}
),

period_days as (
    select *
    from {{ ref('int_period_days') }}
    where period_grain in ('day', 'week', 'month')
),

periods as (
    select * from {{ ref('int_periods') }}
),

segment_user_days as (
    select
        period_days.period_grain,
        period_days.period_start,
        segment_users.segment_type,
        segment_users.segment_value,
        cast(sum(segment_users.active_users) as bigint) as user_days
    from segment_users
    inner join period_days on segment_users.period_start = period_days.calendar_day
    where segment_users.period_grain = 'day'
    group by 1, 2, 3, 4
),

every_segment_period as (
    {{ every_period('segment_users', [
        'active_users', 'free_users', 'new_users', 'returning_users', 'resurrecting_users',
        'kept_users'
    ]) }}
)

-- users may have left the segment by their last day of use: days without a user, then. Every period
-- is there, so the row before is the period before.
select
    every_segment_period.period_grain,
    every_segment_period.period_start,
    every_segment_period.period_end,
    every_segment_period.segment_type,
    every_segment_period.segment_value,
    every_segment_period.active_users,
    every_segment_period.free_users,
    every_segment_period.new_users,
    every_segment_period.returning_users,
    every_segment_period.resurrecting_users,
    coalesce(lag(every_segment_period.active_users) over (
        partition by
            every_segment_period.period_grain,
            every_segment_period.segment_type,
            every_segment_period.segment_value
        order by every_segment_period.period_start
    ), 0) - every_segment_period.kept_users as dormant_users,
    coalesce(segment_user_days.user_days, 0) as user_days,
    {{ exact_ratio(
        'coalesce(segment_user_days.user_days, 0)', 'periods.days_seen', 8
    ) }} as mean_daily_users,
    {{ exact_ratio(
        'coalesce(segment_user_days.user_days, 0)',
        'every_segment_period.active_users * periods.days_seen'
    ) }} as stickiness,
    every_segment_period.is_complete
from every_segment_period
inner join periods
    on every_segment_period.period_grain = periods.period_grain
        and every_segment_period.period_start = periods.period_start
left join segment_user_days
    on every_segment_period.period_grain = segment_user_days.period_grain
        and every_segment_period.period_start = segment_user_days.period_start
        and every_segment_period.segment_type = segment_user_days.segment_type
        and every_segment_period.segment_value = segment_user_days.segment_value
