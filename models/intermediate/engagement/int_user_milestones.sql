-- One row per user created by as_of_date: the first and the last day of use, the day of onboarding
-- and how many days after the creation it was (never below 0).
with users as (
    select * from {{ ref('core_users') }}
),

account_user_days as (
    select * from {{ ref('int_account_user_days') }}
),

days as (
    select * from {{ ref('int_days') }}
),

user_uses as (
    select
        user_id,
        min(case when active_events > 0 then active_on end) as first_active_on,
        max(case when active_events > 0 then active_on end) as last_active_on,
        min(case when onboarded_events > 0 then active_on end) as onboarded_on
    from account_user_days
    group by 1
),

user_milestones as (
    select
        users.user_id,
        users.account_id,
        users.role,
        users.created_on,
        user_uses.first_active_on,
        user_uses.last_active_on,
        user_uses.onboarded_on
    from users
    inner join days on users.created_on = days.calendar_day
    left join user_uses on users.user_id = user_uses.user_id
)

select
    user_id,
    account_id,
    role,
    created_on,
    first_active_on,
    last_active_on,
    onboarded_on,
    cast(case
        when onboarded_on < created_on then 0
        else {{ dbt.datediff('created_on', 'onboarded_on', 'day') }}
    end as bigint) as days_to_onboard
from user_milestones
