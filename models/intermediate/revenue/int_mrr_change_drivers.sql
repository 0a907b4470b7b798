-- One row per month, subscription and driver, of accounts in expansion or contraction: what part of
-- the account's change came from it, at the opening's rates. Seats at the old price, price at the
-- new seats; the rest is discount.
with subscription_mrr_changes as (
    select *
    from {{ ref('int_subscription_mrr_changes') }}
    where
        period_grain = 'month'
        and compared_with = 'opening'
),

mrr_movements as (
    select *
    from {{ ref('int_mrr_movements') }}
    where movement_type in ('expansion', 'contraction')
),

changed_subscriptions as (
    select
        subscription_mrr_changes.*,
        mrr_movements.movement_type,
        cast(
            subscription_mrr_changes.close_mrr_at_base_rates - subscription_mrr_changes.base_mrr
            as decimal(28, 8)
        ) as change_mrr,
        case
            when subscription_mrr_changes.base_mrr = 0 then 'added_subscription'
            when subscription_mrr_changes.close_mrr = 0 then 'dropped_subscription'
            when
                subscription_mrr_changes.base_plan_id != subscription_mrr_changes.close_plan_id
                or subscription_mrr_changes.base_currency_code
                != subscription_mrr_changes.close_currency_code
                then 'plan_change'
            else 'terms'
        end as change_kind
    from subscription_mrr_changes
    inner join mrr_movements
        on subscription_mrr_changes.period_start = mrr_movements.period_start
            and subscription_mrr_changes.account_id = mrr_movements.account_id
),

changed_terms as (
    select
        period_start,
        account_id,
        subscription_id,
        movement_type,
        change_mrr,
        -- rounded before it is converted, as MRR is: each part may be far larger than their sum
        cast(
            cast((close_quantity - base_quantity) * base_monthly_unit_amount as decimal(28, 8))
            * base_exchange_rate as decimal(28, 8)
        ) as seats_mrr,
        cast(
            cast(
                (close_monthly_unit_amount - base_monthly_unit_amount) * close_quantity
                as decimal(28, 8)
            ) * base_exchange_rate as decimal(28, 8)
        ) as price_mrr
    from changed_subscriptions
    where change_kind = 'terms'
)

select
    period_start,
    account_id,
    subscription_id,
    movement_type,
    change_kind as driver,
    change_mrr
from changed_subscriptions
where change_kind != 'terms'

union all

select
    period_start,
    account_id,
    subscription_id,
    movement_type,
    'seats' as driver,
    seats_mrr as change_mrr
from changed_terms

union all

select
    period_start,
    account_id,
    subscription_id,
    movement_type,
    'price' as driver,
    price_mrr as change_mrr
from changed_terms

union all

select
    period_start,
    account_id,
    subscription_id,
    movement_type,
    'discount' as driver,
    cast(change_mrr - seats_mrr - price_mrr as decimal(28, 8)) as change_mrr
from changed_terms
