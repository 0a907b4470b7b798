with staged_rows as (
    select * from {{ ref('stg_raw__user_aliases') }}
),

known_users as (
    select user_id
    from {{ ref('core_users_checked') }}
    where reject_reason is null
),

row_checked as (
    select
        *,
        {{ row_fault('user_aliases') }} as row_fault
    from staged_rows
),

judged as (
    select
        row_checked.alias_id,
        row_checked.user_id,
        row_checked._loaded_at,
        row_checked.raw_row,
        case
            when row_checked.row_fault is not null then row_checked.row_fault
            when {{ has_raw_table('users') }} and known_users.user_id is null
                then 'unknown_user'
        end as reject_reason
    from row_checked
    left join known_users on row_checked.user_id = known_users.user_id
)

select
    alias_id,
    user_id,
    _loaded_at,
    reject_reason,
    case when reject_reason is not null then raw_row end as raw_row
from judged
