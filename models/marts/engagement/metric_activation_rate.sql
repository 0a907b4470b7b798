-- Of the users created in the period those onboarded within 7 days; complete when 7 days after the
-- period are over.
with segment_new_users as (
    select * from {{ ref('int_segment_new_users') }}
)

select
    period_grain,
    period_start,
    period_end,
    segment_type,
    segment_value,
    activated_users,
    new_users,
    {{ exact_ratio('activated_users', 'new_users') }} as metric_value,
    {{ is_over('period_end', days_after=activation_days()) }} as is_complete
from segment_new_users
