-- (likes + comments + shares) / impressions, by the day of activity.
with segment_social as (
    select * from {{ ref('int_segment_social') }}
)

select
    period_grain,
    period_start,
    period_end,
    segment_type,
    segment_value,
    engagements,
    impressions,
    {{ exact_ratio('engagements', 'impressions') }} as metric_value,
    is_complete
from segment_social
