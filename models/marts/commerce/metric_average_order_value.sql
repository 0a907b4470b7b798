-- By the day of the order; a cancelled order counts nowhere.
with order_periods as (
    select * from {{ ref('int_order_periods') }}
)

select
    period_grain,
    period_start,
    period_end,
    segment_type,
    segment_value,
    order_value,
    orders,
    {{ exact_ratio('order_value', 'orders') }} as metric_value,
    is_complete
from order_periods
