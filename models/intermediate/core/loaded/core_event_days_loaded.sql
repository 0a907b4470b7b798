{%- set since = loaded_since() -%}
-- One row per day of loading, user and account as the events name them, and day with any event: the
-- only pass over the events for all that is counted by day. Who they are is said by
-- core_event_actors, which may change; these rows do not. An inactive event makes nobody active and
-- adds no time; it still counts as the login, value or onboarded event that the vars say it is.
with events as (
    select
        loaded_on,
        user_id,
        account_id,
        occurred_on,
        occurred_at,
        row_hash,
        duration_seconds,
        quantity,
        not {{ is_one_of('event_name', var('inactive_events')) }} as is_active,
        {{ is_one_of('event_name', var('value_events')) }} as is_value,
        {{ is_one_of('event_name', var('login_events')) }} as is_login,
        {{ is_one_of('event_name', var('onboarded_event')) }} as is_onboarded
    from {{ ref('core_events_loaded') }}
    where
        row_fault is null
        and {{ is_to_load(since) }}
)

select
    loaded_on,
    user_id,
    account_id,
    occurred_on,
    {{ checksum('row_hash') }} as events_checksum,
    count(case when is_active then 1 end) as active_events,
    cast(coalesce(sum(case when is_value then quantity end), 0) as decimal(28, 8)) as value_events,
    count(case when is_login then 1 end) as login_events,
    count(case when is_onboarded then 1 end) as onboarded_events,
    cast(coalesce(sum(case when is_active then duration_seconds end), 0) as decimal(28, 8))
        as engaged_seconds,
    max(case when is_active then occurred_at end) as last_active_at,
    {{ definition_number(
        local_date('occurred_at') ~ var('inactive_events') ~ var('value_events')
        ~ var('login_events') ~ var('onboarded_event')
    ) }} as definition
from events
group by 1, 2, 3, 4
