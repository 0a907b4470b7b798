{%- set since = counted_since() -%}

-- One row per user, account, event name and day with such an event in the first days of the user or
-- of the account, of which it is asked what people do who stay (the vars' windows). The only pass
-- over the events for that.
with events as (
    select
        *,
        {{ dbt.datediff('user_created_on', 'occurred_on', 'day') }}
            as days_of_user,
        {{ dbt.datediff('account_created_on', 'occurred_on', 'day') }}
            as days_of_account
    from {{ ref('core_events') }}
    where {{ is_to_count(since, 'occurred_on') }}
),

period_checksums as (
    select *
    from {{ ref('int_period_checksums') }}
    where period_grain = 'day'
),

placed_events as (
    select
        user_id,
        account_id,
        event_name,
        occurred_on,
        cast(case
            when days_of_user between 0 and {{ var('retention_window_days') }} then days_of_user
        end as integer) as user_day,
        cast(case
            when days_of_account between 0 and {{ var('account_window_days') }} - 1
                then days_of_account
        end as integer) as account_day
    from events
),

start_events as (
    select distinct *
    from placed_events
    where
        user_day is not null
        or account_day is not null
)

select
    start_events.*,
    period_checksums.use_checksum,
    {{ definition_number([var('retention_window_days'), var('account_window_days')]) }}
        as definition
from start_events
inner join period_checksums on start_events.occurred_on = period_checksums.period_start
