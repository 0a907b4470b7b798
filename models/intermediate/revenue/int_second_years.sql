-- One row per period (month, quarter, year) and segment value: the accounts that first paid in the
-- period 24 months before, and those of them that pay at this period's close. Segments: at the
-- close of the month of first payment.
with account_closes as (
    select * from {{ ref('int_account_closes') }}
),

account_segments as (
    select * from {{ ref('int_account_segments') }}
),

period_days as (
    select * from {{ ref('int_period_days') }}
),

first_paid_closes as (
    select
        period_start as first_paid_month,
        closed_on as first_paid_close_on,
        account_id
    from account_closes
    where
        period_grain = 'month'
        and period_start = first_paid_month
),

-- The period of first payment, moved on by 24 months.
anniversaries as (
    select
        first_paid_closes.account_id,
        first_paid_closes.first_paid_close_on,
        period_days.period_grain,
        cast({{ dbt.dateadd('month', 24, 'period_days.period_start') }} as date) as period_start
    from first_paid_closes
    inner join period_days on first_paid_closes.first_paid_month = period_days.calendar_day
    where period_days.period_grain in ('month', 'quarter', 'year')
)

select
    anniversaries.period_grain,
    anniversaries.period_start,
    account_segments.segment_type,
    account_segments.segment_value,
    count(*) as started_accounts,
    count(case when account_closes.mrr > 0 then 1 end) as remaining_accounts
from anniversaries
inner join account_segments
    on anniversaries.account_id = account_segments.account_id
        and anniversaries.first_paid_close_on >= account_segments.valid_from
        and anniversaries.first_paid_close_on < account_segments.valid_to
left join account_closes
    on anniversaries.account_id = account_closes.account_id
        and anniversaries.period_grain = account_closes.period_grain
        and anniversaries.period_start = account_closes.period_start
group by 1, 2, 3, 4
