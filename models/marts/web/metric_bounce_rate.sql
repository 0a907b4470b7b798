-- Sessions of one view / sessions.
with segment_sessions as (
    select * from {{ ref('int_segment_sessions') }}
)

select
    period_grain,
    period_start,
    period_end,
    segment_type,
    segment_value,
    bounced_sessions,
    sessions,
    {{ exact_ratio('bounced_sessions', 'sessions') }} as metric_value,
    is_complete
from segment_sessions
