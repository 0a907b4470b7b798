-- One row per account created by as_of_date: the first and the last day of use, the day of the
-- first value event and how many days after the signup it was (never below 0).
with accounts as (
    select * from {{ ref('core_accounts') }}
),

account_user_days as (
    select * from {{ ref('int_account_user_days') }}
),

days as (
    select * from {{ ref('int_days') }}
),

account_uses as (
    select
        account_id,
        min(case when active_events > 0 then active_on end) as first_active_on,
        max(case when active_events > 0 then active_on end) as last_active_on,
        min(case when value_events > 0 then active_on end) as first_value_on
    from account_user_days
    group by 1
),

account_milestones as (
    select
        accounts.account_id,
        accounts.created_on,
        account_uses.first_active_on,
        account_uses.last_active_on,
        account_uses.first_value_on
    from accounts
    inner join days on accounts.created_on = days.calendar_day
    left join account_uses on accounts.account_id = account_uses.account_id
)

select
    account_id,
    created_on,
    first_active_on,
    last_active_on,
    first_value_on,
    cast(case
        when first_value_on < created_on then 0
        else {{ dbt.datediff('created_on', 'first_value_on', 'day') }}
    end as bigint) as days_to_value
from account_milestones
