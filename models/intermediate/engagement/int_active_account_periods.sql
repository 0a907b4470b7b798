-- One row per period (day, week, month) and account with an active user in it, with its last day of
-- use, its state (new, returning, resurrecting) and whether it is active in the period after too.
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

periods as (
    select * from {{ ref('int_periods') }}
),

account_days as (
    select
        account_id,
        active_on,
        lag(active_on) over (partition by account_id order by active_on) as previous_active_on,
        coalesce(
            lead(active_on) over (partition by account_id order by active_on),
            cast('9999-12-31' as date)
        ) as next_active_on
    from account_user_days
    group by 1, 2
),

account_periods as (
    select
        period_days.period_grain,
        period_days.period_start,
        account_days.account_id,
        count(*) as active_days,
        max(account_days.active_on) as last_active_on,
        max(case
            when account_days.previous_active_on < period_days.period_start
                then account_days.previous_active_on
        end) as previous_active_on,
        max(account_days.next_active_on) as next_active_on
    from account_days
    inner join period_days on account_days.active_on = period_days.calendar_day
    group by 1, 2, 3
)

select
    account_periods.period_grain,
    account_periods.period_start,
    account_periods.account_id,
    account_periods.active_days,
    account_periods.last_active_on,
    {{ lifecycle_state('account_periods.previous_active_on', 'periods.previous_period_start') }}
        as lifecycle_state,
    coalesce(account_periods.next_active_on < next_periods.period_end, false) as is_retained
from account_periods
inner join periods
    on account_periods.period_grain = periods.period_grain
        and account_periods.period_start = periods.period_start
left join periods as next_periods
    on account_periods.period_grain = next_periods.period_grain
        and account_periods.period_start = next_periods.previous_period_start
