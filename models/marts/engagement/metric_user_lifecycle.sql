-- Users by state in the period; a dormant user counts in the first period without use.
with segment_user_lifecycle as (
    select *
    from {{ ref('int_segment_user_lifecycle') }}
    where segment_type = 'all'
),

lifecycle_states as (
    select * from {{ ref('lifecycle_states') }}
)

select
    segment_user_lifecycle.period_grain,
    segment_user_lifecycle.period_start,
    segment_user_lifecycle.period_end,
    'lifecycle_state' as segment_type,
    lifecycle_states.lifecycle_state as segment_value,
    case lifecycle_states.lifecycle_state
        when 'new' then segment_user_lifecycle.new_users
        when 'returning' then segment_user_lifecycle.returning_users
        when 'resurrecting' then segment_user_lifecycle.resurrecting_users
        else segment_user_lifecycle.dormant_users
    end as users,
    segment_user_lifecycle.is_complete
from segment_user_lifecycle
cross join lifecycle_states
