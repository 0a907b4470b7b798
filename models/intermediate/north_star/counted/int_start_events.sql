{%- set since = counted_since() -%}

-- One row per user, account, event name and day in the first days of the user or of the account, of
-- which it is asked what people do who stay (the vars' windows): the events. The only pass over the
-- events for that.
with events as (
    select *
    from {{ ref('core_events') }}
    where {{ is_to_count(since, 'occurred_on') }}
),

users as (
    select * from {{ ref('core_users') }}
),

accounts as (
    select * from {{ ref('core_accounts') }}
),

use_periods as (
    select *
    from {{ ref('int_use_periods') }}
    where period_grain = 'day'
),

start_events as (
    select
        events.user_id,
        events.account_id,
        events.event_name,
        events.occurred_on,
        count(*) as events
    from events
    left join users on events.user_id = users.user_id
    left join accounts on events.account_id = accounts.account_id
    where
        (
            events.occurred_on >= users.created_on
            and events.occurred_on
            <= {{ dbt.dateadd('day', var('retention_window_days'), 'users.created_on') }}
        )
        or (
            events.occurred_on >= accounts.created_on
            and events.occurred_on
            < {{ dbt.dateadd('day', var('account_window_days'), 'accounts.created_on') }}
        )
    group by 1, 2, 3, 4
)

select
    start_events.*,
    use_periods.use_checksum,
    {{ definition_number([var('retention_window_days'), var('account_window_days')]) }}
        as definition
from start_events
inner join use_periods on start_events.occurred_on = use_periods.period_start
