-- The drivers of a month add up to its expansion and contraction, and those of an account to its
-- movement.
with drivers as (
    select
        period_start,
        sum(expansion_mrr) as expansion_mrr,
        sum(contraction_mrr) as contraction_mrr
    from {{ ref('metric_mrr_change_drivers') }}
    group by 1
),

movements as (
    select *
    from {{ ref('metric_mrr_movements') }}
    where
        period_grain = 'month'
        and segment_type = 'all'
),

account_drivers as (
    select
        period_start,
        account_id,
        sum(change_mrr) as change_mrr
    from {{ ref('int_mrr_change_drivers') }}
    group by 1, 2
),

account_movements as (
    select
        period_start,
        account_id,
        change_mrr
    from {{ ref('fct_mrr_movements') }}
    where movement_type in ('expansion', 'contraction')
)

select
    movements.period_start,
    'all accounts' as account_id,
    movements.expansion_mrr - movements.contraction_mrr as moved_mrr,
    drivers.expansion_mrr - drivers.contraction_mrr as driven_mrr
from movements
left join drivers on movements.period_start = drivers.period_start
where
    drivers.period_start is null
    or movements.expansion_mrr != drivers.expansion_mrr
    or movements.contraction_mrr != drivers.contraction_mrr

union all

select
    account_movements.period_start,
    account_movements.account_id,
    account_movements.change_mrr as moved_mrr,
    account_drivers.change_mrr as driven_mrr
from account_movements
left join account_drivers
    on account_movements.period_start = account_drivers.period_start
        and account_movements.account_id = account_drivers.account_id
where
    account_drivers.account_id is null
    or account_movements.change_mrr != account_drivers.change_mrr
