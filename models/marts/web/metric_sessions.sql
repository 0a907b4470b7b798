-- Sessions in the period of their start, by the channel and content type of the landing page.
with segment_sessions as (
    select * from {{ ref('int_segment_sessions') }}
)

select
    period_grain,
    period_start,
    period_end,
    segment_type,
    segment_value,
    sessions,
    is_complete
from segment_sessions
