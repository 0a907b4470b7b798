-- Former ids of another user are no users. Not cut at as_of_date: older events may point to a user
-- created later.
with checked_rows as (
    select * from {{ ref('core_users_checked') }}
),

user_identities as (
    select * from {{ ref('core_user_identities') }}
)

select
    checked_rows.user_id,
    checked_rows.account_id,
    checked_rows.created_at,
    checked_rows.created_on,
    coalesce(checked_rows.role, 'unknown') as role,
    case
        when {{ local_date('checked_rows.deleted_at') }} <= {{ as_of_date() }}
            then checked_rows.deleted_at
    end as deleted_at
from checked_rows
inner join user_identities
    on checked_rows.user_id = user_identities.identity_id
        and checked_rows.user_id = user_identities.user_id
where
    checked_rows.reject_reason is null
    and not checked_rows.is_internal
