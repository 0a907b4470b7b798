-- One row per month and account that began and stopped paying inside the month: at no close, so in
-- no movement.
with subscription_mrr as (
    select *
    from {{ ref('int_subscription_mrr') }}
    where is_mrr
),

account_mrr_changes as (
    select *
    from {{ ref('int_account_mrr_changes') }}
    where
        period_grain = 'month'
        and compared_with = 'opening'
),

short_periods as (
    select distinct
        account_id,
        {{ period_start('month', 'valid_from') }} as period_start
    from subscription_mrr
    where {{ period_start('month', 'valid_from') }} = {{ period_start('month', 'valid_to') }}
)

select
    short_periods.account_id,
    short_periods.period_start
from short_periods
left join account_mrr_changes
    on short_periods.account_id = account_mrr_changes.account_id
        and short_periods.period_start = account_mrr_changes.period_start
where account_mrr_changes.account_id is null
