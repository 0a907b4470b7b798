-- Persons whose latest NPS answer of the 90 days up to the close of the period is a detractor's, in
-- the segments of that answer. Who they are as of now: detractors_to_call.
with nps_responses as (
    select
        *,
        case when answer_type = 'detractor' then respondent_id end as detractor_id
    from {{ ref('int_nps_responses') }}
    where
        user_id is not null
        or account_id != 'unknown'
),

response_segments as (
    select * from {{ ref('int_survey_response_segments') }}
),

periods as (
    select *
    from {{ ref('int_periods') }}
    where period_grain in ('week', 'month', 'quarter')
),

close_detractors as (
    select
        periods.period_grain,
        periods.period_start,
        response_segments.segment_type,
        response_segments.segment_value,
        count(case
            when nps_responses.latest_to > periods.closed_on then nps_responses.detractor_id
        end) as detractors
    from nps_responses
    inner join periods
        on nps_responses.responded_on <= periods.closed_on
            and (
                nps_responses.latest_to > periods.closed_on
                or nps_responses.responded_on >= periods.period_start
            )
    inner join response_segments on nps_responses.response_id = response_segments.response_id
    group by 1, 2, 3, 4
)

{{ every_period('close_detractors', ['detractors']) }}
