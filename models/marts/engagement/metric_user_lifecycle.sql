-- Users by state in the period; a dormant user counts in the first period without use.
with segment_active_users as (
    select *
    from {{ ref('int_segment_active_users') }}
    where segment_type = 'all'
),

lifecycle_states as (
    select * from {{ ref('lifecycle_states') }}
)

select
    segment_active_users.period_grain,
    segment_active_users.period_start,
    segment_active_users.period_end,
    'lifecycle_state' as segment_type,
    lifecycle_states.lifecycle_state as segment_value,
    case lifecycle_states.lifecycle_state
        when 'new' then segment_active_users.new_users
        when 'returning' then segment_active_users.returning_users
        when 'resurrecting' then segment_active_users.resurrecting_users
        else segment_active_users.dormant_users
    end as users,
    segment_active_users.is_complete
from segment_active_users
cross join lifecycle_states
