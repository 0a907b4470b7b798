{{ config(materialized="view") }}

-- One row per day on which something was done, or on which somebody of whom something is known was
-- there first, with a sum over all that counts with it: the events; who did them, by each name, from
-- the first of these events on; the segments of their accounts, from the first use of the account on.
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

segment_spans as (
    select *
    from {{ ref('int_account_segment_spans') }}
    where segment_type = 'all'
),

account_uses as (
    select
        account_id,
        min(first_occurred_on) as first_used_on
    from event_actors
    where
        reject_reason is null
        and not is_internal
    group by 1
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

    union all

    select
        greatest(segment_spans.valid_from, account_uses.first_used_on) as known_on,
        segment_spans.segment_span_id as row_hash
    from segment_spans
    inner join account_uses on segment_spans.account_id = account_uses.account_id
)

select
    known_on,
    {{ checksum('row_hash') }} as checksum
from known_things
group by 1
