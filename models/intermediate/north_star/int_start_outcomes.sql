-- One row per comparison and who is compared. Users: whether they were back after the window of
-- first actions, once the window for it is over. Accounts: the best against the churned.
with users as (
    select * from {{ ref('core_users') }}
),

start_events as (
    select * from {{ ref('int_start_events') }}
),

accounts as (
    select * from {{ ref('core_accounts') }}
),

account_outcomes as (
    select * from {{ ref('int_account_outcomes') }}
    where outcome in ('best', 'churned')
),

users_back as (
    select distinct user_id
    from start_events
    where
        user_day > {{ var('activity_window_days') }}
        and {{ is_success_event('event_name') }}
)

select
    'users_back' as comparison,
    users.user_id as subject_id,
    users.account_id,
    cast(
        {{ dbt.dateadd('day', var('activity_window_days'), 'users.created_on') }} as date
    ) as segment_day,
    users_back.user_id is not null as is_success
from users
left join users_back on users.user_id = users_back.user_id
where
    {{ dbt.dateadd('day', var('retention_window_days'), 'users.created_on') }}
    <= {{ as_of_date() }}

union all

select
    'best_against_churned' as comparison,
    account_outcomes.account_id as subject_id,
    account_outcomes.account_id,
    account_outcomes.first_paid_close_on as segment_day,
    account_outcomes.outcome = 'best' as is_success
from account_outcomes
inner join accounts on account_outcomes.account_id = accounts.account_id
