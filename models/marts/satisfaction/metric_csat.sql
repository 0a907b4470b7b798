-- Each response counts.
with csat_responses as (
    select *
    from {{ ref('core_survey_responses') }}
    where survey_type = 'csat'
),

response_segments as (
    select * from {{ ref('int_survey_response_segments') }}
),

period_days as (
    select *
    from {{ ref('int_period_days') }}
    where period_grain in ('week', 'month', 'quarter')
),

periods as (
    select * from {{ ref('int_periods') }}
),

segment_responses as (
    select
        period_days.period_grain,
        period_days.period_start,
        response_segments.segment_type,
        response_segments.segment_value,
        count(case when csat_responses.answer_type = 'satisfied' then 1 end) as satisfied_responses,
        count(*) as csat_responses
    from csat_responses
    inner join period_days on csat_responses.responded_on = period_days.calendar_day
    inner join response_segments on csat_responses.response_id = response_segments.response_id
    group by 1, 2, 3, 4
),

every_segment_period as (
    {{ every_period('segment_responses', ['satisfied_responses', 'csat_responses']) }}
)

select
    period_grain,
    period_start,
    period_end,
    segment_type,
    segment_value,
    satisfied_responses,
    csat_responses,
    {{ exact_ratio('satisfied_responses', 'csat_responses') }} as metric_value,
    is_complete
from every_segment_period
