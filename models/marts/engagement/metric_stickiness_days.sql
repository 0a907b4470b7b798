-- Users of the period by the number of days in it on which they were active.
with active_user_periods as (
    select *
    from {{ ref('int_active_user_periods') }}
    where period_grain in ('week', 'month')
),

periods as (
    select * from {{ ref('int_periods') }}
),

day_counts as (
    select
        period_grain,
        period_start,
        'active_days' as segment_type,
        cast(active_days as varchar) as segment_value,
        count(*) as users
    from active_user_periods
    group by 1, 2, 3, 4
)

{{ every_period('day_counts', ['users']) }}
