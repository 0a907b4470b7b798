-- Accounts that pay at the close of a month, quarter or year (by subscription, compared at closes)
-- are those that pay on its last day (by a running sum over spans), for every segment value.
with paying_accounts as (
    select * from {{ ref('metric_paying_accounts') }}
),

paying_subscribers as (
    select * from {{ ref('metric_paying_subscribers') }}
),

periods as (
    select * from {{ ref('int_periods') }}
)

select
    paying_accounts.period_grain,
    paying_accounts.period_start,
    paying_accounts.segment_type,
    paying_accounts.segment_value,
    paying_accounts.paying_accounts,
    paying_subscribers.paying_subscribers as paying_on_the_last_day
from paying_accounts
inner join periods
    on paying_accounts.period_grain = periods.period_grain
        and paying_accounts.period_start = periods.period_start
left join paying_subscribers
    on periods.closed_on = paying_subscribers.period_start
        and paying_accounts.segment_type = paying_subscribers.segment_type
        and paying_accounts.segment_value = paying_subscribers.segment_value
where paying_accounts.paying_accounts != coalesce(paying_subscribers.paying_subscribers, -1)
