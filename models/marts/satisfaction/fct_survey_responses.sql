-- One row per survey response that counts, as last edited; what was written in it stays in staging.
with survey_responses as (
    select * from {{ ref('core_survey_responses') }}
)

select
    response_id,
    survey_type,
    score,
    answer_type,
    responded_at,
    responded_on,
    user_id,
    account_id,
    touchpoint,
    journey_stage,
    channel
from survey_responses
