-- One row per period (day, week, month) and segment value with any of them: active and value
-- events, logins and engaged time, each in the segments of the account in which, and on the day on
-- which, it happened.
with segment_usage_days as (
    select * from {{ ref('int_segment_usage_days') }}
),

period_days as (
    select *
    from {{ ref('int_period_days') }}
    where period_grain in ('day', 'week', 'month')
)

select
    period_days.period_grain,
    period_days.period_start,
    segment_usage_days.segment_type,
    segment_usage_days.segment_value,
    cast(sum(segment_usage_days.active_events) as bigint) as active_events,
    cast(sum(segment_usage_days.value_events) as decimal(28, 8)) as value_events,
    cast(sum(segment_usage_days.login_events) as bigint) as login_events,
    cast(sum(segment_usage_days.engaged_seconds) as decimal(28, 8)) as engaged_seconds
from segment_usage_days
inner join period_days on segment_usage_days.active_on = period_days.calendar_day
group by 1, 2, 3, 4
