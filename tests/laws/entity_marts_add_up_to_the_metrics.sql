-- What BI drills to adds up to what the metrics say: the closes of an account's months to MRR, its
-- changes to net new MRR, the accounts as they stand to the MRR of the month that holds as_of_date.
with months as (
    select
        movements.period_start,
        closes.mrr,
        movements.net_new_mrr
    from {{ ref('metric_mrr_movements') }} as movements
    inner join {{ ref('metric_mrr') }} as closes
        on movements.period_grain = closes.period_grain
            and movements.period_start = closes.period_start
            and movements.segment_type = closes.segment_type
    where
        movements.period_grain = 'month'
        and movements.segment_type = 'all'
),

account_months as (
    select
        period_start,
        sum(close_mrr) as mrr,
        sum(change_mrr + fx_mrr) as net_new_mrr
    from {{ ref('fct_account_mrr_months') }}
    group by 1
),

account_movements as (
    select
        period_start,
        sum(change_mrr + fx_mrr) as net_new_mrr
    from {{ ref('fct_mrr_movements') }}
    group by 1
),

last_months as (
    select max(period_start) as period_start
    from months
),

accounts as (
    select
        sum(mrr) as mrr,
        count(case when account_status = 'paying' then 1 end) as paying_accounts,
        count(case when mrr > 0 then 1 end) as accounts_with_mrr
    from {{ ref('dim_accounts') }}
),

account_gaps as (
    select
        later_months.account_id,
        later_months.period_start
    from {{ ref('fct_account_mrr_months') }} as later_months
    inner join {{ ref('fct_account_mrr_months') }} as earlier_months
        on later_months.account_id = earlier_months.account_id
            and later_months.period_start = earlier_months.period_end
    where later_months.opening_mrr != earlier_months.close_mrr
)

select
    'fct_account_mrr_months' as mart,
    months.period_start,
    months.mrr as metric_mrr,
    account_months.mrr as mart_mrr,
    months.net_new_mrr as metric_net_new_mrr,
    account_months.net_new_mrr as mart_net_new_mrr
from months
left join account_months on months.period_start = account_months.period_start
where
    months.mrr != coalesce(account_months.mrr, 0)
    or months.net_new_mrr != coalesce(account_months.net_new_mrr, 0)

union all

select
    'fct_mrr_movements' as mart,
    months.period_start,
    null as metric_mrr,
    null as mart_mrr,
    months.net_new_mrr as metric_net_new_mrr,
    account_movements.net_new_mrr as mart_net_new_mrr
from months
left join account_movements on months.period_start = account_movements.period_start
where months.net_new_mrr != coalesce(account_movements.net_new_mrr, 0)

union all

select
    'dim_accounts' as mart,
    months.period_start,
    months.mrr as metric_mrr,
    accounts.mrr as mart_mrr,
    accounts.paying_accounts as metric_net_new_mrr,
    accounts.accounts_with_mrr as mart_net_new_mrr
from months
inner join last_months on months.period_start = last_months.period_start
cross join accounts
where
    months.mrr != coalesce(accounts.mrr, 0)
    or accounts.paying_accounts != accounts.accounts_with_mrr

union all

select
    'an opening that is not the close before' as mart,
    period_start,
    null as metric_mrr,
    null as mart_mrr,
    null as metric_net_new_mrr,
    null as mart_net_new_mrr
from account_gaps
