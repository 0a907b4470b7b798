-- Of the users created in the period those onboarded within 7 days (the day of creation is the
-- first); complete when 7 days after the period are over.
with segment_new_users as (
    select * from {{ ref('int_segment_new_users') }}
),

days as (
    select max(calendar_day) as last_day
    from {{ ref('int_days') }}
)

select
    segment_new_users.period_grain,
    segment_new_users.period_start,
    segment_new_users.period_end,
    segment_new_users.segment_type,
    segment_new_users.segment_value,
    segment_new_users.activated_users,
    segment_new_users.new_users,
    {{ exact_ratio(
        'segment_new_users.activated_users', 'segment_new_users.new_users'
    ) }} as metric_value,
    cast({{ dbt.dateadd('day', 6, 'segment_new_users.period_end') }} as date)
    <= days.last_day as is_complete
from segment_new_users
cross join days
