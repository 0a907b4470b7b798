-- Point to point over the accounts that paid at the opening, in their segment at the opening.
with segment_revenue_periods as (
    select * from {{ ref('int_segment_revenue_periods') }}
),

net_losses as (
    select
        *,
        cast(opening_lost_mrr - opening_expansion_mrr as decimal(28, 8)) as net_lost_mrr
    from segment_revenue_periods
)

select
    period_grain,
    period_start,
    period_end,
    segment_type,
    segment_value,
    net_lost_mrr,
    opening_mrr,
    {{ exact_ratio('net_lost_mrr', 'opening_mrr') }} as metric_value,
    is_complete
from net_losses
