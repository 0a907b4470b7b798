-- Balances at the close of the period (month, quarter, year), accounts in their segment at the
-- close.
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
    cast(12 * mrr as decimal(28, 8)) as arr,
    trial_mrr,
    committed_mrr,
    is_complete
from segment_revenue_periods
