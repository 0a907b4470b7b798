-- One row per month and account whose MRR moved, or whose plan tier did: what a movement of
-- metric_mrr_movements is made of.
with mrr_movements as (
    select * from {{ ref('int_mrr_movements') }}
),

account_plan_tiers as (
    select * from {{ ref('int_account_plan_tiers') }}
),

placed_movements as (
    select
        mrr_movements.*,
        opening_tiers.plan_tier as opening_plan_tier,
        close_tiers.plan_tier as close_plan_tier
    from mrr_movements
    inner join account_plan_tiers as opening_tiers
        on mrr_movements.account_id = opening_tiers.account_id
            and mrr_movements.opened_on >= opening_tiers.valid_from
            and mrr_movements.opened_on < opening_tiers.valid_to
    inner join account_plan_tiers as close_tiers
        on mrr_movements.account_id = close_tiers.account_id
            and mrr_movements.closed_on >= close_tiers.valid_from
            and mrr_movements.closed_on < close_tiers.valid_to
)

select
    period_start,
    period_end,
    account_id,
    movement_type,
    is_involuntary,
    opening_plan_tier,
    close_plan_tier,
    opening_mrr,
    change_mrr,
    fx_mrr,
    close_mrr,
    close_quantity
from placed_movements
where
    movement_type != 'unchanged'
    or fx_mrr != 0
    or opening_plan_tier != close_plan_tier
