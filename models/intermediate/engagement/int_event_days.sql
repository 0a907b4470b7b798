{{ config(materialized="view") }}

-- One row per day of loading, user and account as the events name them, and day with any event: who
-- they are, and what was known of them on that day. Rows of one user, account and day are added up
-- in int_account_user_days. What an inactive event counts for: core_event_days_loaded.
with event_days as (
    select * from {{ ref('core_event_days_loaded') }}
),

event_actors as (
    select *
    from {{ ref('core_event_actors') }}
    where reject_reason is null and not is_internal
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
)

select
    event_days.loaded_on,
    event_actors.named_user_id,
    event_actors.named_account_id,
    event_actors.user_id,
    event_actors.account_id,
    event_days.occurred_on as active_on,
    coalesce(users.role, 'unknown') as role,
    users.created_on as user_created_on,
    accounts.created_on as account_created_on,
    segment_spans.segment_span_id,
    coalesce(segment_spans.is_paid, false) as is_paid,
    event_days.active_events,
    event_days.value_events,
    event_days.login_events,
    event_days.onboarded_events,
    event_days.engaged_seconds,
    event_days.last_active_at,
    event_days.events_checksum
from event_days
inner join event_actors
    on event_days.user_id = event_actors.named_user_id
        and coalesce(event_days.account_id, '') = event_actors.named_account_id
left join users on event_actors.user_id = users.user_id
left join accounts on event_actors.account_id = accounts.account_id
left join segment_spans
    on event_actors.account_id = segment_spans.account_id
        and event_days.occurred_on >= segment_spans.valid_from
        and event_days.occurred_on < segment_spans.valid_to
where event_days.occurred_on <= {{ as_of_date() }}
