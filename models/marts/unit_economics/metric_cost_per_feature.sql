-- Cost of goods sold that is booked on a feature / its users in the period.
with feature_costs as (
    select * from {{ ref('int_feature_costs') }}
)

select
    period_grain,
    period_start,
    period_end,
    segment_type,
    segment_value,
    cogs,
    active_users,
    {{ exact_ratio('cogs', 'active_users') }} as metric_value,
    is_complete
from feature_costs
