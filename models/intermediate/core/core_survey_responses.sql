with checked_rows as (
    select * from {{ ref('core_survey_responses_checked') }}
)

select
    response_id,
    survey_type,
    cast(score as integer) as score,
    case
        when survey_type = 'nps' and score >= 9 then 'promoter'
        when survey_type = 'nps' and score >= 7 then 'passive'
        when survey_type = 'nps' then 'detractor'
        when score >= 4 then 'satisfied'
        else 'not satisfied'
    end as answer_type,
    responded_at,
    responded_on,
    user_id,
    account_id,
    coalesce(touchpoint, 'unknown') as touchpoint,
    coalesce(journey_stage, 'unknown') as journey_stage,
    coalesce(channel, 'unknown') as channel
from checked_rows
where
    reject_reason is null
    and not is_internal
    and responded_on <= {{ as_of_date() }}
