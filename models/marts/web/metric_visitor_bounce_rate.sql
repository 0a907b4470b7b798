-- Visitors all of whose sessions in the period had one view / visitors.
with segment_visitors as (
    select * from {{ ref('int_segment_visitors') }}
)

select
    period_grain,
    period_start,
    period_end,
    segment_type,
    segment_value,
    bounced_visitors,
    visitors,
    {{ exact_ratio('bounced_visitors', 'visitors') }} as metric_value,
    is_complete
from segment_visitors
