-- From the movements of the period, in the segment in which each movement stands.
with mrr_movements as (
    select * from {{ ref('metric_mrr_movements') }}
)

select
    period_grain,
    period_start,
    period_end,
    segment_type,
    segment_value,
    net_new_mrr,
    opening_mrr,
    {{ exact_ratio('net_new_mrr', 'opening_mrr') }} as metric_value,
    is_complete
from mrr_movements
