-- One row per user, event name and day in the window after the user's creation (day 0) in which
-- people are said to be back.
with start_events as (
    select * from {{ ref('int_start_events') }}
),

users as (
    select * from {{ ref('core_users') }}
)

select
    users.user_id,
    users.account_id,
    users.role,
    users.created_on,
    start_events.event_name,
    cast(
        {{ dbt.datediff('users.created_on', 'start_events.occurred_on', 'day') }}
        as integer
    ) as days_since_start,
    cast(sum(start_events.events) as bigint) as events
from start_events
inner join users
    on start_events.user_id = users.user_id
        and start_events.occurred_on >= users.created_on
        and start_events.occurred_on
        <= {{ dbt.dateadd('day', var('retention_window_days'), 'users.created_on') }}
group by 1, 2, 3, 4, 5, 6
