-- In points, -100 to 100; the hundred is in the numerator.
with segment_nps as (
    select * from {{ ref('int_segment_nps') }}
)

select
    period_grain,
    period_start,
    period_end,
    segment_type,
    segment_value,
    100 * (promoters - detractors) as net_promoter_points,
    promoters + passives + detractors as nps_responses,
    {{ exact_ratio(
        '100 * (promoters - detractors)', 'promoters + passives + detractors'
    ) }} as metric_value,
    is_complete
from segment_nps
