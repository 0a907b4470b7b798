-- One row per account, segment and stretch of days (valid_from inclusive, valid_to exclusive); for each segment the
-- stretches tile all time. The account 'unknown' stands for users of whom no account is known.
with accounts as (
    select
        account_id,
        country,
        industry,
        company_size,
        acquisition_channel,
        substring(cast(created_on as varchar), 1, 7) as signup_cohort
    from {{ ref('core_accounts') }}

    union all

    select
        'unknown' as account_id,
        'unknown' as country,
        'unknown' as industry,
        'unknown' as company_size,
        'unknown' as acquisition_channel,
        'unknown' as signup_cohort
),

account_spans as (
    select * from {{ ref('int_account_spans') }}
),

-- A plan tier is known from the first subscription to the last; before and after it is unknown.
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
),

tier_changes as (
    select
        account_id,
        plan_tier,
        valid_from,
        coalesce(
            lead(valid_from) over (partition by account_id order by valid_from), cast('9999-12-31' as date)
        ) as valid_to
    from compared_tiers
    where tier_before is null or tier_before <> plan_tier
),

lasting_segments as (
    select account_id, 'all' as segment_type, 'all' as segment_value from accounts
    union all
    select account_id, 'country' as segment_type, country as segment_value from accounts
    union all
    select account_id, 'industry' as segment_type, industry as segment_value from accounts
    union all
    select account_id, 'company_size' as segment_type, company_size as segment_value from accounts
    union all
    select account_id, 'acquisition_channel' as segment_type, acquisition_channel as segment_value from accounts
    union all
    select account_id, 'signup_cohort' as segment_type, signup_cohort as segment_value from accounts
)

select
    account_id,
    segment_type,
    segment_value,
    cast('1900-01-01' as date) as valid_from,
    cast('9999-12-31' as date) as valid_to
from lasting_segments

union all

select
    account_id,
    'plan_tier' as segment_type,
    plan_tier as segment_value,
    valid_from,
    valid_to
from tier_changes
