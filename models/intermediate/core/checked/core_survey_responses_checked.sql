with staged_rows as (
    select * from {{ ref('stg_raw__survey_responses') }}
),

known_accounts as (
    select * from {{ ref('core_account_identities') }}
),

user_identities as (
    select * from {{ ref('core_user_identities') }}
),

row_checked as (
    select
        *,
        {{ row_fault('survey_responses') }} as row_fault
    from staged_rows
),

judged as (
    select
        row_checked.response_id,
        row_checked.survey_type,
        row_checked.score,
        row_checked.responded_at,
        {{ local_date('row_checked.responded_at') }} as responded_on,
        row_checked.updated_at,
        coalesce(user_identities.user_id, row_checked.user_id) as user_id,
        coalesce(
            known_accounts.surviving_account_id, user_identities.account_id, 'unknown'
        ) as account_id,
        coalesce(known_accounts.is_internal, false)
        or coalesce(user_identities.is_internal, false) as is_internal,
        row_checked.touchpoint,
        row_checked.journey_stage,
        row_checked.channel,
        row_checked._loaded_at,
        row_checked.raw_row,
        case
            when row_checked.row_fault is not null then row_checked.row_fault
            when row_checked.account_id is not null and {{ has_raw_table('accounts') }}
                and known_accounts.account_id is null
                then 'unknown_account'
            when row_checked.user_id is not null and {{ has_raw_table('users') }}
                and user_identities.user_id is null
                then 'unknown_user'
        end as reject_reason
    from row_checked
    left join user_identities on row_checked.user_id = user_identities.identity_id
    left join known_accounts on row_checked.account_id = known_accounts.account_id
)

select
    response_id,
    survey_type,
    score,
    responded_at,
    responded_on,
    updated_at,
    user_id,
    account_id,
    is_internal,
    touchpoint,
    journey_stage,
    channel,
    _loaded_at,
    reject_reason,
    case when reject_reason is not null then raw_row end as raw_row
from judged
