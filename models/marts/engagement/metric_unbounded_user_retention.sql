-- By period of first use and periods since; a cell that is not over is null.
with user_retention_cells as (
    select * from {{ ref('int_user_retention_cells') }}
)

select
    period_grain,
    period_start,
    period_end,
    periods_since,
    segment_type,
    cast(periods_since as varchar) as segment_value,
    active_then_or_later_users,
    cohort_users,
    {{ exact_ratio('active_then_or_later_users', 'cohort_users') }} as metric_value,
    is_complete
from user_retention_cells
