-- From the movements of the period, in the segment in which each movement stands.
with segment_revenue_periods as (
    select * from {{ ref('int_segment_revenue_periods') }}
)

select
    period_grain,
    period_start,
    period_end,
    segment_type,
    segment_value,
    cast(
        new_mrr + reactivation_mrr + expansion_mrr - contraction_mrr - churned_mrr + fx_mrr
        as decimal(28, 8)
    ) as net_new_mrr,
    opening_mrr,
    {{ exact_ratio(
        'new_mrr + reactivation_mrr + expansion_mrr - contraction_mrr - churned_mrr + fx_mrr',
        'opening_mrr'
    ) }} as metric_value,
    is_complete
from segment_revenue_periods
