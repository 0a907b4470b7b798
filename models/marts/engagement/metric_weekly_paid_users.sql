-- Users active in the week on a day on which their account paid, in the account's segments on the
-- last such day.
with active_user_weeks as (
    select *
    from {{ ref('int_active_user_periods') }}
    where period_grain = 'week'
),

user_day_segments as (
    select *
    from {{ ref('int_user_day_segments') }}
    where segment_type != 'role'
),

periods as (
    select * from {{ ref('int_periods') }}
),

paid_users as (
    select
        active_user_weeks.period_grain,
        active_user_weeks.period_start,
        user_day_segments.segment_type,
        user_day_segments.segment_value,
        count(*) as weekly_paid_users
    from active_user_weeks
    inner join user_day_segments
        on active_user_weeks.user_id = user_day_segments.user_id
            and active_user_weeks.last_paid_on = user_day_segments.active_on
    group by 1, 2, 3, 4
)

{{ every_period('paid_users', ['weekly_paid_users']) }}
