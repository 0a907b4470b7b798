-- One row per rolling window, day and segment value: the users active in the days of the window
-- that ends that day. A day of use counts from that day until the window has passed it or the user
-- is next active, whichever is first: +1 where it opens, -1 where it closes, and a running sum. No
-- day is joined to the days behind it.
with user_days as (
    select * from {{ ref('int_user_days') }}
),

user_day_segments as (
    select * from {{ ref('int_user_day_segments') }}
),

periods as (
    select *
    from {{ ref('int_periods') }}
    where period_grain in ('rolling_7_days', 'rolling_28_days')
),

windows as (
    select distinct
        period_grain,
        days_seen as window_days
    from periods
),

next_days as (
    select
        user_id,
        active_on,
        lead(active_on) over (partition by user_id order by active_on) as next_active_on
    from user_days
),

stretches as (
    select
        windows.period_grain,
        next_days.user_id,
        next_days.active_on,
        cast(least(
            coalesce(next_days.next_active_on, cast('9999-12-31' as date)),
            {{ dbt.dateadd('day', 'windows.window_days', 'next_days.active_on') }}
        ) as date) as counted_to
    from next_days
    cross join windows
),

steps as (
    select
        stretches.period_grain,
        stretches.active_on as period_start,
        user_day_segments.segment_type,
        user_day_segments.segment_value,
        count(*) as step
    from stretches
    inner join user_day_segments
        on stretches.user_id = user_day_segments.user_id
            and stretches.active_on = user_day_segments.active_on
    group by 1, 2, 3, 4

    union all

    select
        stretches.period_grain,
        stretches.counted_to as period_start,
        user_day_segments.segment_type,
        user_day_segments.segment_value,
        -count(*) as step
    from stretches
    inner join user_day_segments
        on stretches.user_id = user_day_segments.user_id
            and stretches.active_on = user_day_segments.active_on
    group by 1, 2, 3, 4
),

day_steps as (
    select
        period_grain,
        period_start,
        segment_type,
        segment_value,
        sum(step) as step
    from steps
    group by 1, 2, 3, 4
),

every_day as (
    {{ every_period('day_steps', ['step']) }}
)

select
    period_grain,
    period_start,
    period_end,
    segment_type,
    segment_value,
    is_complete,
    cast(sum(step) over (
        partition by period_grain, segment_type, segment_value
        order by period_start
        rows between unbounded preceding and current row
    ) as bigint) as active_users
from every_day
