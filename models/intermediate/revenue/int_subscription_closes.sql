-- One row per period (month, quarter, year) and subscription that runs at its close: its terms at
-- that instant.
with subscription_mrr as (
    select * from {{ ref('int_subscription_mrr') }}
),

periods as (
    select *
    from {{ ref('int_periods') }}
    where period_grain in ('month', 'quarter', 'year')
)

select
    periods.period_grain,
    periods.period_start,
    periods.closed_on,
    subscription_mrr.account_id,
    subscription_mrr.subscription_id,
    subscription_mrr.plan_id,
    subscription_mrr.currency_code,
    subscription_mrr.exchange_rate,
    subscription_mrr.quantity,
    subscription_mrr.monthly_unit_amount,
    subscription_mrr.is_mrr,
    subscription_mrr.local_mrr,
    subscription_mrr.mrr,
    subscription_mrr.trial_mrr,
    cast(case
        when periods.closed_on < subscription_mrr.committed_to then subscription_mrr.mrr
        else 0
    end as decimal(28, 8)) as committed_mrr
from subscription_mrr
inner join periods
    on subscription_mrr.valid_from <= periods.closed_on
        and subscription_mrr.valid_to > periods.closed_on
