{{ config(materialized="table") }}

-- One row per user and account as the events name them: who they are, since when, and why their
-- events are rejected if they are nobody.
with events as (
    select * from {{ ref('core_events_loaded') }}
    where row_fault is null
),

known_accounts as (
    select * from {{ ref('core_account_identities') }}
),

user_identities as (
    select * from {{ ref('core_user_identities') }}
),

users as (
    select * from {{ ref('core_users') }}
),

accounts as (
    select * from {{ ref('core_accounts') }}
),

named_actors as (
    select
        user_id,
        account_id,
        min(occurred_on) as first_occurred_on
    from events
    group by 1, 2
),

known_actors as (
    select
        named_actors.user_id as named_user_id,
        coalesce(named_actors.account_id, '') as named_account_id,
        coalesce(user_identities.user_id, named_actors.user_id) as user_id,
        coalesce(
            known_accounts.surviving_account_id, user_identities.account_id, 'unknown'
        ) as account_id,
        coalesce(known_accounts.is_internal, false)
        or coalesce(user_identities.is_internal, false) as is_internal,
        cast(case
            when named_actors.account_id is not null and {{ has_raw_table('accounts') }}
                and known_accounts.account_id is null
                then 'unknown_account'
            when {{ has_raw_table('users') }} and user_identities.user_id is null
                then 'unknown_user'
        end as varchar) as reject_reason,
        named_actors.first_occurred_on
    from named_actors
    left join user_identities on named_actors.user_id = user_identities.identity_id
    left join known_accounts on named_actors.account_id = known_accounts.account_id
)

select
    known_actors.named_user_id,
    known_actors.named_account_id,
    known_actors.user_id,
    known_actors.account_id,
    users.role,
    users.created_on as user_created_on,
    accounts.created_on as account_created_on,
    known_actors.is_internal,
    known_actors.reject_reason,
    known_actors.first_occurred_on
from known_actors
left join users on known_actors.user_id = users.user_id
left join accounts on known_actors.account_id = accounts.account_id
