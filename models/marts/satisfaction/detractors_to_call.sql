-- One row per person (the user, else the account) whose latest NPS answer of the 90 days up to
-- as_of_date is a detractor's: whom to call, with what the account pays and whether it uses the
-- product more or less than before.
with detractors as (
    select *
    from {{ ref('int_nps_responses') }}
    where answer_type = 'detractor'
),

account_spans as (
    select * from {{ ref('int_account_spans') }}
),

account_user_days as (
    select *
    from {{ ref('int_account_user_days') }}
    where active_events > 0
),

last_days as (
    select
        max(calendar_day) as last_day,
        cast({{ dbt.dateadd('day', -27, 'max(calendar_day)') }} as date) as recent_from,
        cast({{ dbt.dateadd('day', -55, 'max(calendar_day)') }} as date) as earlier_from
    from {{ ref('int_days') }}
),

open_detractors as (
    select
        detractors.response_id,
        detractors.user_id,
        detractors.account_id,
        detractors.score,
        detractors.responded_on,
        last_days.last_day
    from detractors
    inner join last_days
        on detractors.responded_on <= last_days.last_day
            and detractors.latest_to > last_days.last_day
    where
        detractors.user_id is not null
        or detractors.account_id != 'unknown'
),

account_users as (
    select
        account_user_days.account_id,
        count(distinct case
            when account_user_days.active_on >= last_days.recent_from then account_user_days.user_id
        end) as recent_users,
        count(distinct case
            when account_user_days.active_on < last_days.recent_from then account_user_days.user_id
        end) as earlier_users
    from account_user_days
    inner join last_days on account_user_days.active_on >= last_days.earlier_from
    group by 1
),

detractor_accounts as (
    select
        open_detractors.response_id,
        open_detractors.user_id,
        open_detractors.account_id,
        open_detractors.score,
        open_detractors.responded_on,
        cast(coalesce(account_spans.mrr, 0) as decimal(28, 8)) as account_mrr,
        coalesce(account_users.recent_users, 0) as recent_users,
        coalesce(account_users.earlier_users, 0) as earlier_users
    from open_detractors
    left join account_spans
        on open_detractors.account_id = account_spans.account_id
            and open_detractors.last_day >= account_spans.valid_from
            and open_detractors.last_day < account_spans.valid_to
    left join account_users on open_detractors.account_id = account_users.account_id
)

select
    response_id,
    user_id,
    account_id,
    score,
    responded_on,
    account_mrr,
    recent_users,
    earlier_users,
    case
        when recent_users > earlier_users then 'rising'
        when recent_users < earlier_users then 'falling'
        when recent_users = 0 then 'unused'
        else 'steady'
    end as usage_trend
from detractor_accounts
