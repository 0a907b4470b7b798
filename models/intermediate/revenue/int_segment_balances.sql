-- One row per period (month, quarter, year) and segment value with a subscription running at the
-- close: the balances there, each account in its segment at the close.
with account_closes as (
    select * from {{ ref('int_account_closes') }}
),

account_segments as (
    select * from {{ ref('int_account_segments') }}
),

mrr_movements as (
    select * from {{ ref('int_mrr_movements') }}
),

period_days as (
    select *
    from {{ ref('int_period_days') }}
    where period_grain in ('month', 'quarter', 'year')
),

-- an account may be new again after a long gap (var reactivation_window_months)
new_accounts as (
    select distinct
        period_days.period_grain,
        period_days.period_start,
        mrr_movements.account_id
    from mrr_movements
    inner join period_days on mrr_movements.period_start = period_days.calendar_day
    where mrr_movements.movement_type = 'new'
)

select
    account_closes.period_grain,
    account_closes.period_start,
    account_segments.segment_type,
    account_segments.segment_value,
    cast(sum(account_closes.mrr) as decimal(28, 8)) as mrr,
    cast(sum(account_closes.trial_mrr) as decimal(28, 8)) as trial_mrr,
    cast(sum(account_closes.committed_mrr) as decimal(28, 8)) as committed_mrr,
    count(case when account_closes.mrr > 0 then 1 end) as paying_accounts,
    count(case
        when
            account_closes.mrr > 0
            and new_accounts.account_id is null
            then 1
    end) as retained_accounts
from account_closes
inner join account_segments
    on account_closes.account_id = account_segments.account_id
        and account_closes.closed_on >= account_segments.valid_from
        and account_closes.closed_on < account_segments.valid_to
left join new_accounts
    on account_closes.period_grain = new_accounts.period_grain
        and account_closes.period_start = new_accounts.period_start
        and account_closes.account_id = new_accounts.account_id
group by 1, 2, 3, 4
