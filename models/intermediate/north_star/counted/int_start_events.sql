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
    select
        user_id,
        created_on,
        cast({{ dbt.dateadd('day', var('retention_window_days'), 'created_on') }} as date)
            as last_day
    from {{ ref('core_users') }}
),

accounts as (
    select
        account_id,
        created_on,
        cast({{ dbt.dateadd('day', var('account_window_days') - 1, 'created_on') }} as date)
            as last_day
    from {{ ref('core_accounts') }}
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
        users.created_on as user_created_on,
        accounts.created_on as account_created_on,
        events.occurred_on between users.created_on and users.last_day as is_start_of_user,
        events.occurred_on between accounts.created_on and accounts.last_day as is_start_of_account
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
        cast(case
            when is_start_of_user
                then {{ dbt.datediff('user_created_on', 'occurred_on', 'day') }}
        end as integer) as user_day,
        cast(case
            when is_start_of_account
                then {{ dbt.datediff('account_created_on', 'occurred_on', 'day') }}
        end as integer) as account_day
    from placed_events
    where
        is_start_of_user
        or is_start_of_account
)

select
    start_events.*,
    use_periods.use_checksum,
    {{ definition_number([var('retention_window_days'), var('account_window_days')]) }}
        as definition
from start_events
inner join use_periods on start_events.occurred_on = use_periods.period_start
