-- One row per user, account, feature and day on which the user used it there: the only pass over
-- the events for all that is counted by feature. An inactive event is no use.
with feature_events as (
    select *
    from {{ ref('core_events') }}
    where
        feature_id is not null
        and not {{ is_one_of('event_name', var('inactive_events')) }}
)

select
    user_id,
    account_id,
    feature_id,
    occurred_on as used_on,
    count(*) as feature_events,
    cast(coalesce(sum(duration_seconds), 0) as decimal(28, 8)) as engaged_seconds
from feature_events
group by 1, 2, 3, 4
