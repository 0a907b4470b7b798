-- Value events in the segment, to the distinct active users in it.
with segment_usage as (
    select *
    from {{ ref('int_segment_usage') }}
    where value_events > 0
),

segment_active_users as (
    select * from {{ ref('int_segment_active_users') }}
),

periods as (
    select * from {{ ref('int_periods') }}
),

events_and_users as (
    select
        period_grain,
        period_start,
        segment_type,
        segment_value,
        value_events,
        0 as active_users
    from segment_usage

    union all

    select
        period_grain,
        period_start,
        segment_type,
        segment_value,
        0 as value_events,
        active_users
    from segment_active_users
),

events_per_user as (
    select
        period_grain,
        period_start,
        segment_type,
        segment_value,
        cast(sum(value_events) as decimal(28, 8)) as value_events,
        cast(sum(active_users) as bigint) as active_users
    from events_and_users
    group by 1, 2, 3, 4
),

every_segment_period as (
    {{ every_period('events_per_user', ['active_users'], amounts=['value_events']) }}
)

select
    period_grain,
    period_start,
    period_end,
    segment_type,
    segment_value,
    value_events,
    active_users,
    {{ exact_ratio('value_events', 'active_users') }} as metric_value,
    is_complete
from every_segment_period
