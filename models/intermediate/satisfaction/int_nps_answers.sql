-- One row per period (week, month, quarter) and NPS response. Of a respondent's answers in the
-- period the last counts; the others count as nothing.
with nps_responses as (
    select * from {{ ref('int_nps_responses') }}
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
        nps_responses.answer_type,
        row_number() over (
            partition by
                period_days.period_grain, period_days.period_start, nps_responses.respondent_id
            order by nps_responses.responded_at desc, nps_responses.response_id desc
        ) as place
    from nps_responses
    inner join period_days on nps_responses.responded_on = period_days.calendar_day
)

select
    period_grain,
    period_start,
    response_id,
    case when place = 1 then answer_type else 'nothing' end as counted_as
from ranked_answers
