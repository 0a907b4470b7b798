-- One row per period (day, week, month) and account with an active user in it, with its last day of
-- use.
with account_user_days as (
    select *
    from {{ ref('int_account_user_days') }}
    where
        active_events > 0
        and account_id != 'unknown'
),

period_days as (
    select *
    from {{ ref('int_period_days') }}
    where period_grain in ('day', 'week', 'month')
),

account_days as (
    select distinct
        account_id,
        active_on
    from account_user_days
)

select
    period_days.period_grain,
    period_days.period_start,
    account_days.account_id,
    count(*) as active_days,
    max(account_days.active_on) as last_active_on
from account_days
inner join period_days on account_days.active_on = period_days.calendar_day
group by 1, 2, 3
