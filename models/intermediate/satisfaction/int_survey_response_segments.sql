-- One row per survey response and segment, with its value: where and when it was asked, and the
-- account on that day.
with survey_responses as (
    select * from {{ ref('core_survey_responses') }}
),

account_segments as (
    select * from {{ ref('int_account_segments') }}
)

select
    survey_responses.response_id,
    account_segments.segment_type,
    account_segments.segment_value
from survey_responses
inner join account_segments
    on survey_responses.account_id = account_segments.account_id
        and survey_responses.responded_on >= account_segments.valid_from
        and survey_responses.responded_on < account_segments.valid_to

union all

select
    response_id,
    'touchpoint' as segment_type,
    touchpoint as segment_value
from survey_responses

union all

select
    response_id,
    'journey_stage' as segment_type,
    journey_stage as segment_value
from survey_responses

union all

select
    response_id,
    'channel' as segment_type,
    channel as segment_value
from survey_responses
