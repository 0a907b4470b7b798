{{ config(materialized="view") }}

-- One row per day with an event, with a sum over its events and over what is known of those who are
-- there first on it, by each name that the events have for them.
with events as (
    select * from {{ ref('core_events_loaded') }}
    where row_fault is null
),

event_actors as (
    select * from {{ ref('core_event_actors') }}
),

users as (
    select * from {{ ref('core_users') }}
),

accounts as (
    select * from {{ ref('core_accounts') }}
),

known_things as (
    select
        occurred_on as known_on,
        row_hash
    from events

    union all

    select
        event_actors.first_occurred_on as known_on,
        {{ row_hash([
            'event_actors.named_user_id', 'event_actors.named_account_id', 'event_actors.user_id',
            'event_actors.account_id', 'event_actors.is_internal', 'event_actors.reject_reason',
            'users.role', 'users.created_on', 'accounts.created_on'
        ]) }} as row_hash
    from event_actors
    left join users on event_actors.user_id = users.user_id
    left join accounts on event_actors.account_id = accounts.account_id
)

select
    known_on,
    {{ checksum('row_hash') }} as use_checksum
from known_things
group by 1
