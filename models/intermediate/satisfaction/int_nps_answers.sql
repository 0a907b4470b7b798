-- One row per period (week, month, quarter) and respondent: the last NPS answer. The respondent is the user, else the
-- account, else the response itself.
with nps_responses as (
    select *
    from {{ ref('core_survey_responses') }}
    where survey_type = 'nps'
),

period_days as (
    select *
    from {{ ref('int_period_days') }}
    where period_grain in ('week', 'month', 'quarter')
),

ranked_answers as (
    select
        period_days.period_grain,
        period_days.period_start,
        nps_responses.response_id,
        nps_responses.score,
        row_number() over (
            partition by
                period_days.period_grain,
                period_days.period_start,
                case
                    when nps_responses.user_id is not null then 'user'
                    when nps_responses.account_id <> 'unknown' then 'account'
                    else 'response'
                end,
                case
                    when nps_responses.user_id is not null then nps_responses.user_id
                    when nps_responses.account_id <> 'unknown' then nps_responses.account_id
                    else nps_responses.response_id
                end
            order by nps_responses.responded_at desc, nps_responses.response_id desc
        ) as place
    from nps_responses
    inner join period_days on nps_responses.responded_on = period_days.calendar_day
)

select
    period_grain,
    period_start,
    response_id,
    score,
    case
        when score >= 9 then 'promoter'
        when score >= 7 then 'passive'
        else 'detractor'
    end as answer_type
from ranked_answers
where place = 1
