-- Mean number of views of a session.
with segment_sessions as (
    select * from {{ ref('int_segment_sessions') }}
)

select
    period_grain,
    period_start,
    period_end,
    segment_type,
    segment_value,
    page_views,
    sessions,
    {{ exact_ratio('page_views', 'sessions') }} as metric_value,
    is_complete
from segment_sessions
