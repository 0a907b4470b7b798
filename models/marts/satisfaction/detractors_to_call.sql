-- One row per person (the user, else the account) whose latest NPS answer of the 90 days up to
-- as_of_date is a detractor's: whom to call, with what the account pays and whether it uses the
-- product more or less than before.
with open_detractors as (
    select *
    from {{ ref('int_nps_responses') }}
    where
        answer_type = 'detractor'
        and latest_to > {{ as_of_date() }}
        and respondent_type != 'response'
),

account_spans as (
    select * from {{ ref('int_account_spans') }}
),

account_user_days as (
    select *
    from {{ ref('int_account_user_days') }}
    where active_events > 0
),

account_users as (
    select
        account_id,
        count(distinct case
            when active_on >= {{ dbt.dateadd('day', -27, as_of_date()) }} then user_id
        end) as recent_users,
        count(distinct case
            when active_on < {{ dbt.dateadd('day', -27, as_of_date()) }} then user_id
        end) as earlier_users
    from account_user_days
    where active_on >= {{ dbt.dateadd('day', -55, as_of_date()) }}
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
            and {{ as_of_date() }} >= account_spans.valid_from
            and {{ as_of_date() }} < account_spans.valid_to
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
