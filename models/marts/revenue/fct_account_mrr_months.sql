-- One row per account and month, from the month of its first subscription to the one in which the
-- last ended (or that holds as_of_date): how it opened, what moved, how it closed.
with account_spans as (
    select * from {{ ref('int_account_spans') }}
),

months as (
    select *
    from {{ ref('int_periods') }}
    where period_grain = 'month'
),

account_closes as (
    select *
    from {{ ref('int_account_closes') }}
    where period_grain = 'month'
),

mrr_movements as (
    select * from {{ ref('int_mrr_movements') }}
),

account_plan_tiers as (
    select * from {{ ref('int_account_plan_tiers') }}
),

account_lives as (
    select
        account_id,
        min(valid_from) as first_on,
        max(valid_to) as last_on
    from account_spans
    group by 1
),

-- A last end at midnight of the 1st is the movement of the month that begins then.
subscribed_months as (
    select
        account_lives.account_id,
        months.period_start,
        months.period_end,
        months.closed_on,
        months.is_complete
    from account_lives
    inner join months
        on account_lives.first_on < months.period_end
            and account_lives.last_on >= months.period_start
)

select
    subscribed_months.account_id,
    subscribed_months.period_start,
    subscribed_months.period_end,
    account_plan_tiers.plan_tier,
    cast(coalesce(mrr_movements.opening_mrr, 0) as decimal(28, 8)) as opening_mrr,
    mrr_movements.movement_type,
    cast(coalesce(mrr_movements.change_mrr, 0) as decimal(28, 8)) as change_mrr,
    cast(coalesce(mrr_movements.fx_mrr, 0) as decimal(28, 8)) as fx_mrr,
    cast(coalesce(mrr_movements.close_mrr, 0) as decimal(28, 8)) as close_mrr,
    cast(coalesce(account_closes.trial_mrr, 0) as decimal(28, 8)) as trial_mrr,
    cast(coalesce(account_closes.committed_mrr, 0) as decimal(28, 8)) as committed_mrr,
    cast(coalesce(account_closes.paid_quantity, 0) as decimal(28, 8)) as paid_quantity,
    subscribed_months.is_complete
from subscribed_months
inner join account_plan_tiers
    on subscribed_months.account_id = account_plan_tiers.account_id
        and subscribed_months.closed_on >= account_plan_tiers.valid_from
        and subscribed_months.closed_on < account_plan_tiers.valid_to
left join account_closes
    on subscribed_months.account_id = account_closes.account_id
        and subscribed_months.period_start = account_closes.period_start
left join mrr_movements
    on subscribed_months.account_id = mrr_movements.account_id
        and subscribed_months.period_start = mrr_movements.period_start
