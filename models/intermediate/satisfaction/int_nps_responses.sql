-- One row per NPS response: its kind, its respondent (the user, else the account, else the response
-- itself), and the day (exclusive) up to which it is the respondent's latest answer of the last
-- answer_days.
with nps_responses as (
    select
        *,
        case
            when user_id is not null then 'user'
            when account_id != 'unknown' then 'account'
            else 'response'
        end as respondent_type
    from {{ ref('core_survey_responses') }}
    where survey_type = 'nps'
),

named_responses as (
    select
        *,
        respondent_type || ' ' || case respondent_type
            when 'user' then user_id
            when 'account' then account_id
            else response_id
        end as respondent_id
    from nps_responses
),

followed_responses as (
    select
        *,
        lead(responded_on) over (
            partition by respondent_id
            order by responded_at, response_id
        ) as next_responded_on
    from named_responses
)

select
    response_id,
    respondent_type,
    respondent_id,
    user_id,
    account_id,
    score,
    answer_type,
    responded_at,
    responded_on,
    cast(least(
        coalesce(next_responded_on, cast('9999-12-31' as date)),
        {{ dbt.dateadd('day', answer_days(), 'responded_on') }}
    ) as date) as latest_to
from followed_responses
