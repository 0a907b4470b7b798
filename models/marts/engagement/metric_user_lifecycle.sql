-- Users by state in the period; a dormant user counts in the first period without use.
with user_lifecycle as (
    select * from {{ ref('int_user_lifecycle') }}
),

periods as (
    select * from {{ ref('int_periods') }}
),

state_users as (
    select
        period_grain,
        period_start,
        'lifecycle_state' as segment_type,
        lifecycle_state as segment_value,
        count(*) as users
    from user_lifecycle
    group by 1, 2, 3, 4
),

-- every state from the first period on, also before anyone was in it
all_states as (
    select
        first_periods.period_grain,
        first_periods.period_start,
        'lifecycle_state' as segment_type,
        states.lifecycle_state as segment_value,
        0 as users
    from (select period_grain, min(period_start) as period_start from state_users group by 1) as first_periods
    cross join (select distinct lifecycle_state from {{ ref('lifecycle_states') }}) as states
),

counted_states as (
    select
        period_grain,
        period_start,
        segment_type,
        segment_value,
        sum(users) as users
    from (select * from state_users union all select * from all_states) as state_rows
    group by 1, 2, 3, 4
),

every_state_period as (
    {{ every_period('counted_states', ['users']) }}
)

select
    period_grain,
    period_start,
    period_end,
    segment_type,
    segment_value,
    cast(users as bigint) as users,
    is_complete
from every_state_period
