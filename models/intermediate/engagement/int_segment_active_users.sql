-- One row per period (day, week, month) and segment value, from its first use on: distinct active
-- users, each in the segments of the last day of use; of them those whose account paid on that day;
-- and the days of use (daily active users summed over the days of the period), each in the segments
-- of its day.
with active_user_periods as (
    select * from {{ ref('int_active_user_periods') }}
),

user_day_segments as (
    select * from {{ ref('int_user_day_segments') }}
),

paying_spans as (
    select *
    from {{ ref('int_account_spans') }}
    where mrr > 0
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
        count(paying_spans.account_id) as paying_users
    from active_user_periods
    inner join user_day_segments
        on active_user_periods.user_id = user_day_segments.user_id
            and active_user_periods.last_active_on = user_day_segments.active_on
    left join paying_spans
        on active_user_periods.account_id = paying_spans.account_id
            and active_user_periods.last_active_on >= paying_spans.valid_from
            and active_user_periods.last_active_on < paying_spans.valid_to
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

-- a user may have left the segment by the last day of use: the period is there all the same
segment_use as (
    select
        segment_user_days.*,
        coalesce(segment_users.active_users, 0) as active_users,
        coalesce(segment_users.paying_users, 0) as paying_users
    from segment_user_days
    left join segment_users
        on segment_user_days.period_grain = segment_users.period_grain
            and segment_user_days.period_start = segment_users.period_start
            and segment_user_days.segment_type = segment_users.segment_type
            and segment_user_days.segment_value = segment_users.segment_value
)

{{ every_period('segment_use', ['active_users', 'paying_users', 'user_days']) }}
