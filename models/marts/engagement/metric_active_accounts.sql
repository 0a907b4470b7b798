-- Distinct accounts with an active user in the period.
with segment_active_accounts as (
    select * from {{ ref('int_segment_active_accounts') }}
)

select
    period_grain,
    period_start,
    period_end,
    segment_type,
    segment_value,
    active_accounts,
    is_complete
from segment_active_accounts
