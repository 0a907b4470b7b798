-- The mean of daily active users over the days of the week (those seen so far), to the active users
-- of the week.
with segment_active_users as (
    select *
    from {{ ref('int_segment_active_users') }}
    where period_grain = 'week'
),

periods as (
    select * from {{ ref('int_periods') }}
)

select
    segment_active_users.period_grain,
    segment_active_users.period_start,
    segment_active_users.period_end,
    segment_active_users.segment_type,
    segment_active_users.segment_value,
    {{ exact_ratio('segment_active_users.user_days', 'periods.days_seen', 8) }} as mean_daily_users,
    segment_active_users.active_users,
    {{ exact_ratio(
        'segment_active_users.user_days', 'segment_active_users.active_users * periods.days_seen'
    ) }} as metric_value,
    segment_active_users.is_complete
from segment_active_users
inner join periods
    on segment_active_users.period_grain = periods.period_grain
        and segment_active_users.period_start = periods.period_start
