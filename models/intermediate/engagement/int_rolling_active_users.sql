-- One row per rolling window, day and segment value: the users active in the days of the window
-- that ends that day. Each day of use counts from that day until the window has passed it; where
-- the user was active in the window already, the earlier day counts no more. +1 and -1 by day, and
-- a running sum: no day is joined to the days behind it.
with segment_followed_days as (
    select * from {{ ref('int_segment_followed_days') }}
),

segment_day_users as (
    select *
    from {{ ref('int_segment_active_users') }}
    where period_grain = 'day'
),

windows as (
    {{ rolling_window_rows() }}
),

-- until the window has passed the earlier day, the user would count twice
doubled_days as (
    select
        windows.period_grain,
        segment_followed_days.active_on as replaced_on,
        cast({{ dbt.dateadd(
            'day', 'windows.window_days', 'segment_followed_days.previous_active_on'
        ) }} as date) as passed_on,
        segment_followed_days.segment_type,
        segment_followed_days.segment_value,
        segment_followed_days.users
    from segment_followed_days
    cross join windows
),

changes as (
    select
        period_grain,
        replaced_on as period_start,
        segment_type,
        segment_value,
        -users as users
    from doubled_days
    where replaced_on < passed_on

    union all

    select
        period_grain,
        passed_on as period_start,
        segment_type,
        segment_value,
        users
    from doubled_days
    where replaced_on < passed_on

    union all

    select
        windows.period_grain,
        cast({{ dbt.dateadd(
            'day', 'windows.window_days', 'segment_day_users.period_start'
        ) }} as date) as period_start,
        segment_day_users.segment_type,
        segment_day_users.segment_value,
        -segment_day_users.active_users as users
    from segment_day_users
    cross join windows
),

day_changes as (
    select
        period_grain,
        period_start,
        segment_type,
        segment_value,
        sum(users) as users
    from changes
    group by 1, 2, 3, 4
)

-- the days of a segment have no gap from its first user on
select
    windows.period_grain,
    segment_day_users.period_start,
    segment_day_users.period_end,
    segment_day_users.segment_type,
    segment_day_users.segment_value,
    segment_day_users.is_complete,
    cast(sum(segment_day_users.active_users + coalesce(day_changes.users, 0)) over (
        partition by
            windows.period_grain,
            segment_day_users.segment_type,
            segment_day_users.segment_value
        order by segment_day_users.period_start
        rows between unbounded preceding and current row
    ) as bigint) as active_users
from segment_day_users
cross join windows
left join day_changes
    on windows.period_grain = day_changes.period_grain
        and segment_day_users.period_start = day_changes.period_start
        and segment_day_users.segment_type = day_changes.segment_type
        and segment_day_users.segment_value = day_changes.segment_value
