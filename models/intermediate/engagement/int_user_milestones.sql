-- One row per user created by as_of_date: the first and the last day of use, the day of onboarding
-- and how many days after the creation it was (never below 0).
with users as (
    select * from {{ ref('core_users') }}
),

user_uses as (
    select * from {{ ref('int_user_uses') }}
),

days as (
    select * from {{ ref('int_days') }}
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
