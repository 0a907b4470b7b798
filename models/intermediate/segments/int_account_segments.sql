-- One row per account, segment and stretch of days (valid_from inclusive, valid_to exclusive); for
-- each segment the stretches tile all time. The account 'unknown' stands for users of whom no
-- account is known, unless there is one of that name.
with known_accounts as (
    select * from {{ ref('core_accounts') }}
),

account_plan_tiers as (
    select * from {{ ref('int_account_plan_tiers') }}
),

accounts as (
    select
        account_id,
        country,
        industry,
        company_size,
        acquisition_channel,
        substring(cast(created_on as varchar), 1, 7) as signup_cohort
    from known_accounts

    union all

    select
        'unknown' as account_id,
        'unknown' as country,
        'unknown' as industry,
        'unknown' as company_size,
        'unknown' as acquisition_channel,
        'unknown' as signup_cohort
    where 'unknown' not in (select known_accounts.account_id from known_accounts)
),

lasting_segments as (
    select
        account_id,
        'all' as segment_type,
        'all' as segment_value
    from accounts

    union all

    select
        account_id,
        'country' as segment_type,
        country as segment_value
    from accounts

    union all

    select
        account_id,
        'industry' as segment_type,
        industry as segment_value
    from accounts

    union all

    select
        account_id,
        'company_size' as segment_type,
        company_size as segment_value
    from accounts

    union all

    select
        account_id,
        'acquisition_channel' as segment_type,
        acquisition_channel as segment_value
    from accounts

    union all

    select
        account_id,
        'signup_cohort' as segment_type,
        signup_cohort as segment_value
    from accounts
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
    accounts.account_id,
    'plan_tier' as segment_type,
    coalesce(account_plan_tiers.plan_tier, 'unknown') as segment_value,
    coalesce(account_plan_tiers.valid_from, cast('1900-01-01' as date)) as valid_from,
    coalesce(account_plan_tiers.valid_to, cast('9999-12-31' as date)) as valid_to
from accounts
left join account_plan_tiers on accounts.account_id = account_plan_tiers.account_id
