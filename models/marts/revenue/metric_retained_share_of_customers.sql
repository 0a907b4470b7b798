-- Accounts at the close, in their segment at the close.
with segment_revenue_periods as (
    select * from {{ ref('int_segment_revenue_periods') }}
)

select
    period_grain,
    period_start,
    period_end,
    segment_type,
    segment_value,
    retained_accounts,
    paying_accounts,
    {{ exact_ratio('retained_accounts', 'paying_accounts') }} as metric_value,
    is_complete
from segment_revenue_periods
