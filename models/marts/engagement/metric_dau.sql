-- Distinct users active on the day.
with segment_active_users as (
    select *
    from {{ ref('int_segment_active_users') }}
    where period_grain = 'day'
)

select
    period_grain,
    period_start,
    period_end,
    segment_type,
    segment_value,
    active_users as dau,
    is_complete
from segment_active_users
