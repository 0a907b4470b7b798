-- Users active in the week whose account paid on their last day of use in it.
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
    paying_users as weekly_paid_users,
    is_complete
from segment_active_users
