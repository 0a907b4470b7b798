-- Of the users active in the period those whose account did not pay on their last day of use in it.
with segment_active_users as (
    select *
    from {{ ref('int_segment_active_users') }}
    where period_grain in ('week', 'month')
)

select
    period_grain,
    period_start,
    period_end,
    segment_type,
    segment_value,
    active_users - paying_users as free_users,
    active_users,
    {{ exact_ratio('active_users - paying_users', 'active_users') }} as metric_value,
    is_complete
from segment_active_users
