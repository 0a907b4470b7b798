-- For each account and segment the stretches begin in 1900, end in 9999, and each begins where the
-- one before it ends: no day without a value, none with two.
with stretches as (
    select
        account_id,
        segment_type,
        segment_value,
        valid_from,
        valid_to,
        lag(valid_to) over (
            partition by account_id, segment_type order by valid_from, valid_to
        ) as valid_to_before,
        lead(valid_from) over (
            partition by account_id, segment_type order by valid_from, valid_to
        ) as valid_from_after
    from {{ ref('int_account_segments') }}
),

accounts as (
    select
        accounts.account_id,
        count(distinct stretches.segment_type) as segment_types,
        count(distinct case
            when {{ is_one_of('stretches.segment_type', account_segments()) }}
                then stretches.segment_type
        end) as listed_types
    from {{ ref('core_accounts') }} as accounts
    left join stretches on accounts.account_id = stretches.account_id
    group by 1
)

select
    account_id,
    segment_type,
    valid_from,
    valid_to
from stretches
where
    segment_value is null
    or valid_from >= valid_to
    or valid_from != coalesce(valid_to_before, cast('1900-01-01' as date))
    or valid_to != coalesce(valid_from_after, cast('9999-12-31' as date))

union all

select
    account_id,
    'one is missing, or not in the list of every_segment.sql' as segment_type,
    null as valid_from,
    null as valid_to
from accounts
where
    segment_types != {{ account_segments() | length }}
    or listed_types != {{ account_segments() | length }}
