-- One row per rolling window, day and segment value: the users active in the days of the window
-- that ends that day. A day of use counts from that day until the window has passed it or the user
-- is next active, whichever is first: +1 for each user active on the day, -1 where a day of use
-- counts no more, and a running sum. No day is joined to the days behind it.
with user_days as (
    select * from {{ ref('int_user_days') }}
),

segment_spans as (
    select * from {{ ref('int_account_segment_spans') }}
),

segment_day_users as (
    select *
    from {{ ref('int_segment_active_users') }}
    where period_grain = 'day'
),

windows as (
    select distinct
        period_grain,
        days_seen as window_days
    from {{ ref('int_periods') }}
    where period_grain in ('rolling_7_days', 'rolling_28_days')
),

passed_days as (
    select
        windows.period_grain,
        cast(least(
            user_days.next_active_on,
            {{ dbt.dateadd('day', 'windows.window_days', 'user_days.active_on') }}
        ) as date) as period_start,
        user_days.segment_span_id,
        user_days.role,
        1 as passed_users
    from user_days
    cross join windows
),

segment_passed_days as (
    {{ every_segment('passed_days', ['passed_users']) }}
)

-- the days of a segment have no gap from its first user on
select
    windows.period_grain,
    segment_day_users.period_start,
    segment_day_users.period_end,
    segment_day_users.segment_type,
    segment_day_users.segment_value,
    segment_day_users.is_complete,
    cast(sum(segment_day_users.active_users - coalesce(segment_passed_days.passed_users, 0)) over (
        partition by
            windows.period_grain,
            segment_day_users.segment_type,
            segment_day_users.segment_value
        order by segment_day_users.period_start
        rows between unbounded preceding and current row
    ) as bigint) as active_users
from segment_day_users
cross join windows
left join segment_passed_days
    on windows.period_grain = segment_passed_days.period_grain
        and segment_day_users.period_start = segment_passed_days.period_start
        and segment_day_users.segment_type = segment_passed_days.segment_type
        and segment_day_users.segment_value = segment_passed_days.segment_value
