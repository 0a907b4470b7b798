-- Value events in the segment, to the distinct active users in it.
with segment_usage as (
    select * from {{ ref('int_segment_usage') }}
),

segment_active_users as (
    select * from {{ ref('int_segment_active_users') }}
),

usage_per_user as (
    select
        segment_usage.*,
        coalesce(segment_active_users.active_users, 0) as active_users
    from segment_usage
    left join segment_active_users
        on segment_usage.period_grain = segment_active_users.period_grain
            and segment_usage.period_start = segment_active_users.period_start
            and segment_usage.segment_type = segment_active_users.segment_type
            and segment_usage.segment_value = segment_active_users.segment_value
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
from usage_per_user
