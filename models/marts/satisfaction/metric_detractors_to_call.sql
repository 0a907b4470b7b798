-- Persons whose latest NPS answer of the 90 days up to the close of the period is a detractor's, in
-- the segments of that answer: +1 in the period in which it was given, -1 in the one by whose close
-- it is no more the latest, and a running sum. Who they are as of now: detractors_to_call.
with nps_responses as (
    select *
    from {{ ref('int_nps_responses') }}
    where respondent_type != 'response'
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

-- an answer of another kind changes nothing, but the metric begins with the first of any kind
steps as (
    select
        response_id,
        responded_on as step_on,
        case when answer_type = 'detractor' then 1 else 0 end as step
    from nps_responses

    union all

    select
        response_id,
        latest_to as step_on,
        -1 as step
    from nps_responses
    where answer_type = 'detractor'
),

segment_days as (
    select
        steps.step_on,
        response_segments.segment_type,
        response_segments.segment_value,
        sum(steps.step) as step
    from steps
    inner join response_segments on steps.response_id = response_segments.response_id
    group by 1, 2, 3
),

segment_steps as (
    select
        period_days.period_grain,
        period_days.period_start,
        segment_days.segment_type,
        segment_days.segment_value,
        sum(segment_days.step) as step
    from segment_days
    inner join period_days on segment_days.step_on = period_days.calendar_day
    group by 1, 2, 3, 4
),

every_segment_period as (
    {{ every_period('segment_steps', ['step']) }}
)

select
    period_grain,
    period_start,
    period_end,
    segment_type,
    segment_value,
    cast(sum(step) over (
        partition by period_grain, segment_type, segment_value
        order by period_start
        rows between unbounded preceding and current row
    ) as bigint) as detractors,
    is_complete
from every_segment_period
