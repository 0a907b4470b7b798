-- One row per period (day, week, month) and segment value, from its first active user on: distinct active users.
with active_user_periods as (
    select * from {{ ref('int_active_user_periods') }}
),

user_day_segments as (
    select * from {{ ref('int_user_day_segments') }}
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
        count(*) as active_users
    from active_user_periods
    inner join user_day_segments
        on active_user_periods.user_id = user_day_segments.user_id
            and active_user_periods.last_active_on = user_day_segments.active_on
    group by 1, 2, 3, 4
)

{{ every_period('segment_users', ['active_users']) }}
