-- Accounts with MRR at the close of the day, in their segment that day.
with segment_paying_days as (
    select * from {{ ref('int_segment_paying_days') }}
)

select
    'day' as period_grain,
    period_start,
    period_end,
    segment_type,
    segment_value,
    paying_accounts as paying_subscribers,
    is_complete
from segment_paying_days
