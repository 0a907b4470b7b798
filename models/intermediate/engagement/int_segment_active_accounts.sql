-- One row per period (day, week, month) and segment value, from its first day of use on: distinct
-- active accounts, each in its segment on its last day of use; of them those that paid at the close
-- of that day; and the days of use (accounts active each day, summed), each in the segment of its
-- day.
with active_account_periods as (
    select * from {{ ref('int_active_account_periods') }}
),

account_segments as (
    select * from {{ ref('int_account_segments') }}
),

paying_spans as (
    select *
    from {{ ref('int_account_spans') }}
    where mrr > 0
),

period_days as (
    select *
    from {{ ref('int_period_days') }}
    where period_grain in ('day', 'week', 'month')
),

periods as (
    select * from {{ ref('int_periods') }}
),

segment_accounts as (
    select
        active_account_periods.period_grain,
        active_account_periods.period_start,
        account_segments.segment_type,
        account_segments.segment_value,
        count(*) as active_accounts,
        count(paying_spans.account_id) as paying_accounts
    from active_account_periods
    inner join account_segments
        on active_account_periods.account_id = account_segments.account_id
            and active_account_periods.last_active_on >= account_segments.valid_from
            and active_account_periods.last_active_on < account_segments.valid_to
    left join paying_spans
        on active_account_periods.account_id = paying_spans.account_id
            and active_account_periods.last_active_on >= paying_spans.valid_from
            and active_account_periods.last_active_on < paying_spans.valid_to
    group by 1, 2, 3, 4
),

segment_account_days as (
    select
        period_days.period_grain,
        period_days.period_start,
        segment_accounts.segment_type,
        segment_accounts.segment_value,
        cast(sum(segment_accounts.active_accounts) as bigint) as account_days
    from segment_accounts
    inner join period_days on segment_accounts.period_start = period_days.calendar_day
    where segment_accounts.period_grain = 'day'
    group by 1, 2, 3, 4
),

-- an account may have left the segment by its last day of use: the period is there all the same
segment_use as (
    select
        segment_account_days.*,
        coalesce(segment_accounts.active_accounts, 0) as active_accounts,
        coalesce(segment_accounts.paying_accounts, 0) as paying_accounts
    from segment_account_days
    left join segment_accounts
        on segment_account_days.period_grain = segment_accounts.period_grain
            and segment_account_days.period_start = segment_accounts.period_start
            and segment_account_days.segment_type = segment_accounts.segment_type
            and segment_account_days.segment_value = segment_accounts.segment_value
)

{{ every_period('segment_use', ['active_accounts', 'paying_accounts', 'account_days']) }}
