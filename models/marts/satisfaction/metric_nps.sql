-- In points, -100 to 100; the hundred is in the numerator.
with segment_nps as (
    select * from {{ ref('int_segment_nps') }}
),

promoter_points as (
    select
        *,
        100 * (promoters - detractors) as net_promoter_points
    from segment_nps
)

select
    period_grain,
    period_start,
    period_end,
    segment_type,
    segment_value,
    net_promoter_points,
    nps_responses,
    {{ exact_ratio('net_promoter_points', 'nps_responses') }} as metric_value,
    is_complete
from promoter_points
