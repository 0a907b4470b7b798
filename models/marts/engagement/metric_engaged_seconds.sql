-- Time that active events took, in the segments of their account and user on their day.
with segment_usage as (
    select * from {{ ref('int_segment_usage') }}
)

select
    period_grain,
    period_start,
    period_end,
    segment_type,
    segment_value,
    engaged_seconds,
    is_complete
from segment_usage
