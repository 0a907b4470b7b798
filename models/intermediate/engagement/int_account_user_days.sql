-- One row per user, account and day with any event: the only pass over the events for all that is counted by day.
with events as (
    select * from {{ ref('core_events') }}
)

select
    user_id,
    account_id,
    occurred_on as active_on,
    count(case when event_name not in ('{{ (var("inactive_events") or [""]) | join("', '") }}') then 1 end) as active_events,
    count(case when event_name in ('{{ (var("value_events") or [""]) | join("', '") }}') then 1 end) as value_events,
    count(case when event_name in ('{{ (var("login_events") or [""]) | join("', '") }}') then 1 end) as login_events,
    cast(coalesce(sum(duration_seconds), 0) as decimal(28, 8)) as engaged_seconds,
    max(case when event_name not in ('{{ (var("inactive_events") or [""]) | join("', '") }}') then occurred_at end)
        as last_active_at
from events
group by 1, 2, 3
