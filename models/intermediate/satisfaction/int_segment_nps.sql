-- One row per period (week, month, quarter) and segment value, from its first answer on:
-- respondents by kind of answer.
with nps_answers as (
    select * from {{ ref('int_nps_answers') }}
),

response_segments as (
    select * from {{ ref('int_survey_response_segments') }}
),

periods as (
    select * from {{ ref('int_periods') }}
),

segment_answers as (
    select
        nps_answers.period_grain,
        nps_answers.period_start,
        response_segments.segment_type,
        response_segments.segment_value,
        count(case when nps_answers.counted_as = 'promoter' then 1 end) as promoters,
        count(case when nps_answers.counted_as = 'passive' then 1 end) as passives,
        count(case when nps_answers.counted_as = 'detractor' then 1 end) as detractors
    from nps_answers
    inner join response_segments on nps_answers.response_id = response_segments.response_id
    group by 1, 2, 3, 4
),

every_segment_period as (
    {{ every_period('segment_answers', ['promoters', 'passives', 'detractors']) }}
)

select
    *,
    promoters + passives + detractors as nps_responses
from every_segment_period
