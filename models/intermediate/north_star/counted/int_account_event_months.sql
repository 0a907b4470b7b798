{%- set since = counted_since() -%}

-- One row per account, month and event name: the events. Who has no account is in none.
with events as (
    select *
    from {{ ref('core_events') }}
    where account_id != 'unknown'
),

period_days as (
    select * from {{ ref('int_period_days') }}
),

use_months as (
    select *
    from {{ ref('int_period_checksums') }}
    where
        period_grain = 'month'
        and {{ is_to_count(since) }}
),

event_months as (
    select
        events.account_id,
        period_days.period_start,
        events.event_name,
        count(*) as events
    from events
    inner join period_days on events.occurred_on = period_days.calendar_day
    inner join use_months
        on period_days.period_grain = use_months.period_grain
            and period_days.period_start = use_months.period_start
    group by 1, 2, 3
)

select
    event_months.*,
    use_months.period_end,
    use_months.counted_through,
    use_months.use_checksum,
    {{ definition_number() }} as definition
from event_months
inner join use_months on event_months.period_start = use_months.period_start
