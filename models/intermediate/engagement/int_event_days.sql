{{ config(materialized="view") }}

-- One row per user, account and day with any event: what was done. An inactive event makes nobody
-- active and adds no time; it still counts as the login, value or onboarded event that the vars say
-- it is.
with events as (
    select
        *,
        not {{ is_one_of('event_name', var('inactive_events')) }} as is_active,
        {{ is_one_of('event_name', var('value_events')) }} as is_value,
        {{ is_one_of('event_name', var('login_events')) }} as is_login,
        {{ is_one_of('event_name', var('onboarded_event')) }} as is_onboarded
    from {{ ref('core_events') }}
)

select
    user_id,
    account_id,
    occurred_on as active_on,
    count(case when is_active then 1 end) as active_events,
    cast(coalesce(sum(case when is_value then quantity end), 0) as decimal(28, 8))
        as value_events,
    count(case when is_login then 1 end) as login_events,
    count(case when is_onboarded then 1 end) as onboarded_events,
    cast(coalesce(sum(case when is_active then duration_seconds end), 0) as decimal(28, 8))
        as engaged_seconds,
    max(case when is_active then occurred_at end) as last_active_at
from events
group by 1, 2, 3
