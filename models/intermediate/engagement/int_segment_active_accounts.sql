-- One row per period (day, week, month) and segment value, from its first active account on:
-- distinct active accounts, each in its segments on its last day of use; of them those that paid at
-- the close of that day.
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
)

{{ every_period('segment_accounts', ['active_accounts', 'paying_accounts']) }}
