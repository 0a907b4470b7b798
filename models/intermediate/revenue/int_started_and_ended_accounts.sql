-- One row per month and account that began and stopped paying inside the month: at no close, so in no movement.
with subscription_mrr as (
    select *
    from {{ ref('int_subscription_mrr') }}
    where
        is_mrr
        and (ended_at is null or ended_at > started_at)
),

mrr_movements as (
    select * from {{ ref('int_mrr_movements') }}
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
left join mrr_movements
    on short_periods.account_id = mrr_movements.account_id
        and short_periods.period_start = mrr_movements.period_start
where mrr_movements.account_id is null
