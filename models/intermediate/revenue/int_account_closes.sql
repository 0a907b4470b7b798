-- One row per period (month, quarter, year) and account with any subscription running at its close.
-- first_paid_month: the month at whose close the account first had MRR (null: never).
with subscription_closes as (
    select * from {{ ref('int_subscription_closes') }}
),

account_closes as (
    select
        period_grain,
        period_start,
        closed_on,
        account_id,
        cast(sum(mrr) as decimal(28, 8)) as mrr,
        cast(sum(trial_mrr) as decimal(28, 8)) as trial_mrr,
        cast(sum(committed_mrr) as decimal(28, 8)) as committed_mrr,
        cast(sum(case when is_mrr then quantity else 0 end) as decimal(28, 8)) as paid_quantity
    from subscription_closes
    group by 1, 2, 3, 4
)

select
    *,
    min(case when period_grain = 'month' and mrr > 0 then period_start end) over (
        partition by account_id
    ) as first_paid_month
from account_closes
