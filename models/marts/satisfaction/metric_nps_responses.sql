-- NPS respondents of the period by kind of answer, each once with the last answer.
with segment_nps as (
    select * from {{ ref('int_segment_nps') }}
)

select
    period_grain,
    period_start,
    period_end,
    segment_type,
    segment_value,
    nps_responses,
    promoters as nps_promoters,
    passives as nps_passives,
    detractors as nps_detractors,
    is_complete
from segment_nps
