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
    cast(12 * gained_mrr as decimal(28, 8)) as new_bookings,
    is_complete
from segment_revenue_periods
