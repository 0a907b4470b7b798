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
    orders,
    order_value,
    first_order_customers,
    is_complete
from order_periods
