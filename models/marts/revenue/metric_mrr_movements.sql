-- What moved MRR from the opening to the close: opening + net new + entered - left = close, for
-- every segment value. Quarters and years are sums of their months.
with segment_revenue_periods as (
    select * from {{ ref('int_segment_revenue_periods') }}
)

select
    period_grain,
    period_start,
    period_end,
    segment_type,
    segment_value,
    opening_mrr,
    new_mrr,
    reactivation_mrr,
    expansion_mrr,
    contraction_mrr,
    churned_mrr,
    involuntary_churned_mrr,
    fx_mrr,
    segment_entered_mrr,
    segment_left_mrr,
    cast(
        new_mrr + reactivation_mrr + expansion_mrr - contraction_mrr - churned_mrr + fx_mrr
        as decimal(28, 8)
    ) as net_new_mrr,
    new_accounts,
    started_and_ended_accounts,
    is_complete
from segment_revenue_periods
