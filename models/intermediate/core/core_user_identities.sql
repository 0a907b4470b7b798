{{ config(materialized="table") }}

-- One row per id under which a user appears: the user's own and each anonymous or former one.
with known_users as (
    select
        user_id,
        account_id,
        is_internal
    from {{ ref('core_users_checked') }}
    where reject_reason is null
),

known_aliases as (
    select
        alias_id,
        user_id
    from {{ ref('core_user_aliases_checked') }}
    where reject_reason is null
)

select
    known_aliases.alias_id as identity_id,
    known_aliases.user_id,
    known_users.account_id,
    known_users.is_internal
from known_aliases
left join known_users on known_aliases.user_id = known_users.user_id

union all

select
    known_users.user_id as identity_id,
    known_users.user_id,
    known_users.account_id,
    known_users.is_internal
from known_users
left join known_aliases on known_users.user_id = known_aliases.alias_id
where known_aliases.alias_id is null
