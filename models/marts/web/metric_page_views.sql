-- Page views by the day on which they happened.
with segment_page_views as (
    select * from {{ ref('int_segment_page_views') }}
),

periods as (
    select * from {{ ref('int_periods') }}
),

every_segment_period as (
    {{ every_period('segment_page_views', ['page_views']) }}
)

select
    period_grain,
    period_start,
    period_end,
    segment_type,
    segment_value,
    page_views,
    is_complete
from every_segment_period
