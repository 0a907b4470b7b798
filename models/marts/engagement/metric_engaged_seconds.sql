-- Time that active events took, in the segments of their account and user on their day.
with segment_usage as (
    select *
    from {{ ref('int_segment_usage') }}
    where active_events > 0
),

periods as (
    select * from {{ ref('int_periods') }}
)

{{ every_period('segment_usage', amounts=['engaged_seconds']) }}
