-- One row per period (day, week, month) and segment value, from its first user with a state on:
-- users by state, each in the segments of the last day of use.
with lifecycle_states as (
    select *
    from {{ ref('int_lifecycle_states') }}
    where subject_type = 'user'
),

user_day_segments as (
    select * from {{ ref('int_user_day_segments') }}
),

periods as (
    select * from {{ ref('int_periods') }}
),

user_states as (
    select
        lifecycle_states.period_grain,
        lifecycle_states.period_start,
        user_day_segments.segment_type,
        user_day_segments.segment_value,
        lifecycle_states.lifecycle_state
    from lifecycle_states
    inner join user_day_segments
        on lifecycle_states.subject_id = user_day_segments.user_id
            and lifecycle_states.last_active_on = user_day_segments.active_on
),

segment_states as (
    select
        period_grain,
        period_start,
        segment_type,
        segment_value,
        count(case when lifecycle_state = 'new' then 1 end) as new_users,
        count(case when lifecycle_state = 'returning' then 1 end) as returning_users,
        count(case when lifecycle_state = 'resurrecting' then 1 end) as resurrecting_users,
        count(case when lifecycle_state = 'dormant' then 1 end) as dormant_users
    from user_states
    group by 1, 2, 3, 4
)

{{ every_period('segment_states', [
    'new_users', 'returning_users', 'resurrecting_users', 'dormant_users'
]) }}
