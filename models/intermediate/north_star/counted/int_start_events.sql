{%- set since = counted_since() -%}

-- One row per user, account, event name and day with such an event in the first days of the user or
-- of the account, of which it is asked what people do who stay (the vars' windows). The only pass
-- over the events for that.
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

placed_events as (
    select
        events.user_id,
        events.account_id,
        events.event_name,
        events.occurred_on,
        case
            when
                events.occurred_on >= users.created_on
                and events.occurred_on
                <= {{ dbt.dateadd('day', var('retention_window_days'), 'users.created_on') }}
                then {{ dbt.datediff('users.created_on', 'events.occurred_on', 'day') }}
        end as user_day,
        case
            when
                events.occurred_on >= accounts.created_on
                and events.occurred_on
                < {{ dbt.dateadd('day', var('account_window_days'), 'accounts.created_on') }}
                then {{ dbt.datediff('accounts.created_on', 'events.occurred_on', 'day') }}
        end as account_day
    from events
    left join users on events.user_id = users.user_id
    left join accounts on events.account_id = accounts.account_id
),

start_events as (
    select distinct
        user_id,
        account_id,
        event_name,
        occurred_on,
        cast(user_day as integer) as user_day,
        cast(account_day as integer) as account_day
    from placed_events
    where
        user_day is not null
        or account_day is not null
)

select
    start_events.*,
    use_periods.use_checksum,
    {{ definition_number([var('retention_window_days'), var('account_window_days')]) }}
        as definition
from start_events
inner join use_periods on start_events.occurred_on = use_periods.period_start
