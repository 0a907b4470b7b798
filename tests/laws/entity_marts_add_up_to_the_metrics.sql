-- What BI drills to adds up to what the metrics say: the closes of an account's months to MRR, its
-- changes to net new MRR, the accounts as they stand to MRR and paying accounts of the month that
-- holds as_of_date.
with months as (
    select
        movements.period_start,
        closes.mrr,
        counts.paying_accounts,
        movements.net_new_mrr,
        row_number() over (order by movements.period_start desc) as place
    from {{ ref('metric_mrr_movements') }} as movements
    inner join {{ ref('metric_mrr') }} as closes
        on movements.period_grain = closes.period_grain
            and movements.period_start = closes.period_start
            and movements.segment_type = closes.segment_type
    inner join {{ ref('metric_paying_accounts') }} as counts
        on movements.period_grain = counts.period_grain
            and movements.period_start = counts.period_start
            and movements.segment_type = counts.segment_type
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
    select *
    from months
    where place = 1
),

accounts as (
    select
        sum(mrr) as mrr,
        count(case when account_status = 'paying' then 1 end) as paying_accounts
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
),

compared as (
    select
        'fct_account_mrr_months' as mart,
        months.period_start,
        months.mrr as metric_value,
        coalesce(account_months.mrr, 0) as mart_value
    from months
    left join account_months on months.period_start = account_months.period_start

    union all

    select
        'fct_account_mrr_months, changes' as mart,
        months.period_start,
        months.net_new_mrr as metric_value,
        coalesce(account_months.net_new_mrr, 0) as mart_value
    from months
    left join account_months on months.period_start = account_months.period_start

    union all

    select
        'fct_mrr_movements' as mart,
        months.period_start,
        months.net_new_mrr as metric_value,
        coalesce(account_movements.net_new_mrr, 0) as mart_value
    from months
    left join account_movements on months.period_start = account_movements.period_start

    union all

    select
        'dim_accounts' as mart,
        last_months.period_start,
        last_months.mrr as metric_value,
        coalesce(accounts.mrr, 0) as mart_value
    from last_months
    cross join accounts

    union all

    select
        'dim_accounts, paying' as mart,
        last_months.period_start,
        last_months.paying_accounts as metric_value,
        accounts.paying_accounts as mart_value
    from last_months
    cross join accounts
)

select
    mart,
    period_start,
    metric_value,
    mart_value
from compared
where metric_value != mart_value

union all

select
    'an opening that is not the close before' as mart,
    period_start,
    null as metric_value,
    null as mart_value
from account_gaps
