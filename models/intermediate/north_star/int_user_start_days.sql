-- One row per user, event name and day in the window after the user's creation (day 0) in which
-- people are said to be back.
with events as (
    select * from {{ ref('core_events') }}
),

users as (
    select * from {{ ref('core_users') }}
)

select
    users.user_id,
    users.account_id,
    users.role,
    users.created_on,
    events.event_name,
    cast(
        {{ dbt.datediff('users.created_on', 'events.occurred_on', 'day') }}
        as integer
    ) as days_since_start,
    count(*) as events
from events
inner join users
    on events.user_id = users.user_id
        and events.occurred_on >= users.created_on
        and events.occurred_on
        <= {{ dbt.dateadd('day', var('retention_window_days'), 'users.created_on') }}
group by 1, 2, 3, 4, 5, 6
