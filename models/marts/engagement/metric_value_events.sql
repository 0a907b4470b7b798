-- Events that the var value_events names, each as often as its quantity says, in the segments of
-- their account and user on their day.
with segment_usage as (
    select *
    from {{ ref('int_segment_usage') }}
    where value_events > 0
),

periods as (
    select * from {{ ref('int_periods') }}
)

{{ every_period('segment_usage', amounts=['value_events']) }}
