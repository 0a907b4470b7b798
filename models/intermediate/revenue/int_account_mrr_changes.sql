-- One row per period (month, quarter, year), comparison and account with MRR at the close or at the
-- base: point to point, what became of the base. Movements over a quarter or a year are not here
-- but in int_mrr_movements.
with subscription_mrr_changes as (
    select * from {{ ref('int_subscription_mrr_changes') }}
),

account_sums as (
    select
        period_grain,
        period_start,
        compared_with,
        account_id,
        cast(sum(base_mrr) as decimal(28, 8)) as base_mrr,
        cast(sum(close_mrr) as decimal(28, 8)) as close_mrr,
        -- who starts or leaves has one side only: no exchange rates
        cast(sum(close_mrr_at_base_rates - base_mrr) as decimal(28, 8)) as change_mrr,
        -- both sides of each subscription are rounded, before and after their exchange rate
        cast(
            count(*) * 0.00000001 * (1 + max(greatest(
                coalesce(base_exchange_rate, close_exchange_rate),
                coalesce(close_exchange_rate, base_exchange_rate)
            ))) as decimal(28, 8)
        ) as rounding_mrr
    from subscription_mrr_changes
    group by 1, 2, 3, 4
),

-- What rounding alone may make is no change: the same amount in more or fewer subscriptions.
account_changes as (
    select
        period_grain,
        period_start,
        compared_with,
        account_id,
        base_mrr,
        close_mrr,
        cast(case
            when base_mrr = 0 or close_mrr = 0 or abs(change_mrr) > rounding_mrr then change_mrr
            else 0
        end as decimal(28, 8)) as change_mrr
    from account_sums
)

select
    *,
    cast(close_mrr - base_mrr - change_mrr as decimal(28, 8)) as fx_mrr,
    case
        when base_mrr = 0 then 'started'
        when close_mrr = 0 then 'churned'
        when change_mrr > 0 then 'expansion'
        when change_mrr < 0 then 'contraction'
        else 'unchanged'
    end as change_type
from account_changes
