-- One row per account and stretch of days with one plan tier; the stretches tile all time. At the
-- close of a day on which no subscription period runs (before the first, after the last, between
-- two) the tier is unknown.
with accounts as (
    select * from {{ ref('core_accounts') }}
),

account_spans as (
    select * from {{ ref('int_account_spans') }}
),

tier_starts as (
    select
        account_id,
        valid_from,
        plan_tier
    from account_spans

    union all

    select
        account_id,
        max(valid_to) as valid_from,
        'unknown' as plan_tier
    from account_spans
    group by 1
    having max(valid_to) < cast('9999-12-31' as date)

    union all

    select
        account_id,
        cast('1900-01-01' as date) as valid_from,
        'unknown' as plan_tier
    from accounts
),

compared_tiers as (
    select
        account_id,
        valid_from,
        plan_tier,
        lag(plan_tier) over (partition by account_id order by valid_from) as tier_before
    from tier_starts
)

select
    account_id,
    plan_tier,
    valid_from,
    coalesce(
        lead(valid_from) over (partition by account_id order by valid_from),
        cast('9999-12-31' as date)
    ) as valid_to
from compared_tiers
where tier_before is null or tier_before != plan_tier
