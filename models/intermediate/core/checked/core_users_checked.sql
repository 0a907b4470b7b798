with staged_rows as (
    select * from {{ ref('stg_raw__users') }}
),

known_accounts as (
    select * from {{ ref('core_account_identities') }}
),

row_checked as (
    select
        *,
        {{ row_fault('users') }} as row_fault
    from staged_rows
),

judged as (
    select
        row_checked.user_id,
        coalesce(known_accounts.surviving_account_id, 'unknown') as account_id,
        coalesce(known_accounts.is_internal, false) as is_internal,
        row_checked.created_at,
        {{ local_date('row_checked.created_at') }} as created_on,
        row_checked.role,
        row_checked.deleted_at,
        row_checked._loaded_at,
        row_checked.raw_row,
        case
            when row_checked.row_fault is not null then row_checked.row_fault
            when {{ has_raw_table('accounts') }} and known_accounts.account_id is null
                then 'unknown_account'
        end as reject_reason
    from row_checked
    left join known_accounts on row_checked.account_id = known_accounts.account_id
)

select
    user_id,
    account_id,
    is_internal,
    created_at,
    created_on,
    role,
    deleted_at,
    _loaded_at,
    reject_reason,
    case when reject_reason is not null then raw_row end as raw_row
from judged
