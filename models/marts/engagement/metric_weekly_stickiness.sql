-- The mean of daily active users over the days of the week (those seen so far), to the active users
-- of the week.
with segment_active_users as (
    select *
    from {{ ref('int_segment_active_users') }}
    where period_grain = 'week'
)

select
    period_grain,
    period_start,
    period_end,
    segment_type,
    segment_value,
    mean_daily_users,
    active_users,
    stickiness as metric_value,
    is_complete
from segment_active_users
