-- Mean time from first to last view over all sessions; one of a single view lasts 0 seconds.
with segment_sessions as (
    select * from {{ ref('int_segment_sessions') }}
)

select
    period_grain,
    period_start,
    period_end,
    segment_type,
    segment_value,
    duration_seconds,
    sessions,
    {{ exact_ratio('duration_seconds', 'sessions') }} as metric_value,
    is_complete
from segment_sessions
