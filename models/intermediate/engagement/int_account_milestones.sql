-- One row per account created by as_of_date: how many days after the signup its first value event
-- was (never below 0).
with accounts as (
    select * from {{ ref('core_accounts') }}
),

value_days as (
    select * from {{ ref('int_account_user_days') }}
    where value_events > 0
),

days as (
    select * from {{ ref('int_days') }}
),

first_value_days as (
    select
        account_id,
        min(active_on) as first_value_on
    from value_days
    group by 1
)

select
    accounts.account_id,
    accounts.created_on,
    cast(case
        when first_value_days.first_value_on < accounts.created_on then 0
        else {{ dbt.datediff('accounts.created_on', 'first_value_days.first_value_on', 'day') }}
    end as bigint) as days_to_value
from accounts
inner join days on accounts.created_on = days.calendar_day
left join first_value_days on accounts.account_id = first_value_days.account_id
