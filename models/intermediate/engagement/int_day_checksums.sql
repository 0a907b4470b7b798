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

known_things as (
    select
        occurred_on as known_on,
        row_hash
    from events

    union all

    select
        first_occurred_on as known_on,
        {{ row_hash([
            'named_user_id', 'named_account_id', 'user_id', 'account_id', 'is_internal',
            'reject_reason', 'role', 'user_created_on', 'account_created_on'
        ]) }} as row_hash
    from event_actors
)

select
    known_on,
    {{ checksum('row_hash') }} as use_checksum
from known_things
group by 1
