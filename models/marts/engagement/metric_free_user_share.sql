-- Of the users active in the period those whose account paid on none of their days of use in it.
with segment_active_users as (
    select *
    from {{ ref('int_segment_active_users') }}
    where
        period_grain in ('week', 'month')
        and segment_type != 'role'
)

select
    period_grain,
    period_start,
    period_end,
    segment_type,
    segment_value,
    free_users,
    active_users,
    {{ exact_ratio('free_users', 'active_users') }} as metric_value,
    is_complete
from segment_active_users
