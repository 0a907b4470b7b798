-- At the close, accounts in their segment at the close.
with segment_revenue_periods as (
    select * from {{ ref('int_segment_revenue_periods') }}
)

select
    period_grain,
    period_start,
    period_end,
    segment_type,
    segment_value,
    mrr,
    paying_accounts,
    {{ exact_ratio('mrr', 'paying_accounts') }} as metric_value,
    is_complete
from segment_revenue_periods
