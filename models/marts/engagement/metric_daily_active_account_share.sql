-- Of the accounts that pay at the close of the day those with an active user on it, from the first
-- day of any use on: before it, use was not recorded.
with segment_paying_days as (
    select * from {{ ref('int_segment_paying_days') }}
),

segment_active_accounts as (
    select *
    from {{ ref('int_segment_active_accounts') }}
    where period_grain = 'day'
),

periods as (
    select * from {{ ref('int_periods') }}
),

first_days as (
    select min(period_start) as first_day
    from segment_active_accounts
),

paying_days as (
    select
        'day' as period_grain,
        segment_paying_days.period_start,
        segment_paying_days.segment_type,
        segment_paying_days.segment_value,
        segment_paying_days.paying_accounts,
        coalesce(segment_active_accounts.paying_accounts, 0) as active_paying_accounts
    from segment_paying_days
    inner join first_days on segment_paying_days.period_start >= first_days.first_day
    left join segment_active_accounts
        on segment_paying_days.period_start = segment_active_accounts.period_start
            and segment_paying_days.segment_type = segment_active_accounts.segment_type
            and segment_paying_days.segment_value = segment_active_accounts.segment_value
    where segment_paying_days.paying_accounts > 0
),

every_day as (
    {{ every_period('paying_days', ['active_paying_accounts', 'paying_accounts']) }}
)

select
    period_grain,
    period_start,
    period_end,
    segment_type,
    segment_value,
    active_paying_accounts,
    paying_accounts,
    {{ exact_ratio('active_paying_accounts', 'paying_accounts') }} as metric_value,
    is_complete
from every_day
