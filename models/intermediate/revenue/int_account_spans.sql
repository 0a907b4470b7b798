-- One row per account and stretch of days whose closes see the same running subscription periods,
-- from the first to the last. A day belongs to the stretch that its close falls in.
with subscription_mrr as (
    select *
    from {{ ref('int_subscription_mrr') }}
    where valid_from < service_to
),

-- the service, and so the tier, may outlive the MRR (churn recognised at the request)
bounds as (
    select
        account_id,
        valid_from as bound
    from subscription_mrr

    union distinct

    select
        account_id,
        valid_to as bound
    from subscription_mrr

    union distinct

    select
        account_id,
        service_to as bound
    from subscription_mrr
),

stretches as (
    select
        account_id,
        bound as valid_from,
        lead(bound) over (partition by account_id order by bound) as valid_to
    from bounds
),

running_periods as (
    select
        stretches.account_id,
        stretches.valid_from,
        stretches.valid_to,
        subscription_mrr.plan_tier,
        subscription_mrr.period_id,
        subscription_mrr.started_at,
        case
            when stretches.valid_from < subscription_mrr.valid_to then subscription_mrr.mrr
            else 0
        end as mrr
    from stretches
    left join subscription_mrr
        on stretches.account_id = subscription_mrr.account_id
            and stretches.valid_from >= subscription_mrr.valid_from
            and stretches.valid_from < subscription_mrr.service_to
    where stretches.valid_to is not null
),

ranked_periods as (
    select
        *,
        row_number() over (
            partition by account_id, valid_from
            order by mrr desc, started_at desc, period_id desc
        ) as place
    from running_periods
)

select
    account_id,
    valid_from,
    valid_to,
    coalesce(max(case when place = 1 then plan_tier end), 'unknown') as plan_tier,
    cast(sum(mrr) as decimal(28, 8)) as mrr
from ranked_periods
group by 1, 2, 3
