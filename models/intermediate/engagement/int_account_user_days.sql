-- One row per user, account and day with any event. What an inactive event counts for:
-- core_event_days_loaded.
with event_days as (
    select * from {{ ref('core_event_days_loaded') }}
),

event_actors as (
    select *
    from {{ ref('core_event_actors') }}
    where reject_reason is null and not is_internal
)

select
    event_actors.user_id,
    event_actors.account_id,
    event_days.occurred_on as active_on,
    cast(sum(event_days.active_events) as bigint) as active_events,
    cast(sum(event_days.value_events) as decimal(28, 8)) as value_events,
    cast(sum(event_days.login_events) as bigint) as login_events,
    cast(sum(event_days.onboarded_events) as bigint) as onboarded_events,
    cast(sum(event_days.engaged_seconds) as decimal(28, 8)) as engaged_seconds,
    max(event_days.last_active_at) as last_active_at
from event_days
inner join event_actors
    on event_days.user_id = event_actors.named_user_id
        and coalesce(event_days.account_id, '') = event_actors.named_account_id
where event_days.occurred_on <= {{ as_of_date() }}
group by 1, 2, 3
