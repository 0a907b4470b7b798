-- One row per period (day, week, month) and segment value, from the first in which a user counts in
-- it on: distinct active users, each in the segments of the last day of use; of them the free ones,
-- whose account paid on no day of use of the period; and the days of use (daily active users summed
-- over the days of the period), each in the segments of its day.
with active_user_periods as (
    select * from {{ ref('int_active_user_periods') }}
),

user_day_segments as (
    select * from {{ ref('int_user_day_segments') }}
),

period_days as (
    select *
    from {{ ref('int_period_days') }}
    where period_grain in ('day', 'week', 'month')
),

periods as (
    select * from {{ ref('int_periods') }}
),

segment_users as (
    select
        active_user_periods.period_grain,
        active_user_periods.period_start,
        user_day_segments.segment_type,
        user_day_segments.segment_value,
        count(*) as active_users,
        count(case when active_user_periods.last_paid_on is null then 1 end) as free_users
    from active_user_periods
    inner join user_day_segments
        on active_user_periods.user_id = user_day_segments.user_id
            and active_user_periods.last_active_on = user_day_segments.active_on
    group by 1, 2, 3, 4
),

segment_days as (
    select
        active_on,
        segment_type,
        segment_value,
        count(*) as day_users
    from user_day_segments
    group by 1, 2, 3
),

segment_user_days as (
    select
        period_days.period_grain,
        period_days.period_start,
        segment_days.segment_type,
        segment_days.segment_value,
        cast(sum(segment_days.day_users) as bigint) as user_days
    from segment_days
    inner join period_days on segment_days.active_on = period_days.calendar_day
    group by 1, 2, 3, 4
),

every_segment_period as (
    {{ every_period('segment_users', ['active_users', 'free_users']) }}
)

-- users may have left the segment by their last day of use: days without a user, then
select
    every_segment_period.*,
    coalesce(segment_user_days.user_days, 0) as user_days
from every_segment_period
left join segment_user_days
    on every_segment_period.period_grain = segment_user_days.period_grain
        and every_segment_period.period_start = segment_user_days.period_start
        and every_segment_period.segment_type = segment_user_days.segment_type
        and every_segment_period.segment_value = segment_user_days.segment_value
