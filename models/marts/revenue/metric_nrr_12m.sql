-- This close against the close 12 months before, over the accounts that paid then, in their segment
-- then.
with segment_revenue_periods as (
    select * from {{ ref('int_segment_revenue_periods') }}
),

retained_revenue as (
    select
        *,
        cast(
            year_before_mrr + year_expansion_mrr - year_lost_mrr as decimal(28, 8)
        ) as retained_mrr
    from segment_revenue_periods
)

select
    period_grain,
    period_start,
    period_end,
    segment_type,
    segment_value,
    retained_mrr,
    year_before_mrr,
    {{ exact_ratio('retained_mrr', 'year_before_mrr') }} as metric_value,
    is_complete
from retained_revenue
