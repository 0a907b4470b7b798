-- The mean of daily active users over the days of the month (those seen so far), to the active users of the month.
with segment_stickiness as (
    select *
    from {{ ref('int_segment_stickiness') }}
    where period_grain = 'month'
)

select
    period_grain,
    period_start,
    period_end,
    segment_type,
    segment_value,
    {{ exact_ratio('daily_users', 'days_seen', 8) }} as mean_daily_users,
    active_users,
    {{ exact_ratio('daily_users', 'active_users * days_seen') }} as metric_value,
    is_complete
from segment_stickiness
