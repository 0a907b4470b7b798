-- Accounts with MRR at the close of the period, in their segment at the close.
with segment_revenue_periods as (
    select * from {{ ref('int_segment_revenue_periods') }}
)

select
    period_grain,
    period_start,
    period_end,
    segment_type,
    segment_value,
    paying_accounts,
    is_complete
from segment_revenue_periods
