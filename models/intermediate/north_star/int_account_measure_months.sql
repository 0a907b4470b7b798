-- One row per account, month and measure that is not 0: the events by name, and the usage figures
-- by theirs.
with event_months as (
    select * from {{ ref('int_account_event_months') }}
),

account_usage_months as (
    select * from {{ ref('int_account_usage_months') }}
),

usage_measures as (
    select 'active_users' as measure
    union all
    select 'active_days' as measure
    union all
    select 'features_used' as measure
    union all
    select 'value_events' as measure
    union all
    select 'engaged_seconds' as measure
),

usage_measure_months as (
    select
        account_usage_months.account_id,
        account_usage_months.period_start,
        usage_measures.measure,
        cast(case usage_measures.measure
            when 'active_users' then account_usage_months.active_users
            when 'active_days' then account_usage_months.active_days
            when 'features_used' then account_usage_months.features_used
            when 'value_events' then account_usage_months.value_events
            else account_usage_months.engaged_seconds
        end as decimal(28, 8)) as measure_value
    from account_usage_months
    cross join usage_measures
)

select
    account_id,
    period_start,
    measure,
    measure_value
from usage_measure_months
where measure_value > 0

union all

-- an event that bears the name of a usage figure is not a measure of its own
select
    event_months.account_id,
    event_months.period_start,
    event_months.event_name as measure,
    cast(event_months.events as decimal(28, 8)) as measure_value
from event_months
left join usage_measures on event_months.event_name = usage_measures.measure
where usage_measures.measure is null
