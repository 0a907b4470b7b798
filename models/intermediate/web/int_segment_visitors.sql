-- One row per period (day, week, month) and segment value, from its first session on: distinct
-- visitors with a session in it, and those all of whose sessions there had one view. A visitor may
-- be in several channels or content types.
with sessions as (
    select * from {{ ref('int_sessions') }}
),

period_days as (
    select *
    from {{ ref('int_period_days') }}
    where period_grain in ('day', 'week', 'month')
),

periods as (
    select * from {{ ref('int_periods') }}
),

-- sessions by their day and the days of the visitor's sessions before them in the segment
session_days as (
    select
        'all' as segment_type,
        'all' as segment_value,
        started_on,
        visited_before_on,
        stayed_before_on,
        count(*) as sessions,
        count(case when page_views > 1 then 1 end) as longer_sessions
    from sessions
    group by 1, 2, 3, 4, 5

    union all

    select
        'channel' as segment_type,
        channel as segment_value,
        started_on,
        channel_visited_before_on as visited_before_on,
        channel_stayed_before_on as stayed_before_on,
        count(*) as sessions,
        count(case when page_views > 1 then 1 end) as longer_sessions
    from sessions
    group by 1, 2, 3, 4, 5

    union all

    select
        'content_type' as segment_type,
        content_type as segment_value,
        started_on,
        content_type_visited_before_on as visited_before_on,
        content_type_stayed_before_on as stayed_before_on,
        count(*) as sessions,
        count(case when page_views > 1 then 1 end) as longer_sessions
    from sessions
    group by 1, 2, 3, 4, 5
),

-- a visitor counts with the first session in the period: the one before it is of an earlier period
segment_visitors as (
    select
        period_days.period_grain,
        period_days.period_start,
        session_days.segment_type,
        session_days.segment_value,
        cast(sum(case
            when coalesce(session_days.visited_before_on < period_days.period_start, true)
                then session_days.sessions
            else 0
        end) as bigint) as visitors,
        cast(sum(case
            when coalesce(session_days.stayed_before_on < period_days.period_start, true)
                then session_days.longer_sessions
            else 0
        end) as bigint) as staying_visitors
    from session_days
    inner join period_days on session_days.started_on = period_days.calendar_day
    group by 1, 2, 3, 4
),

every_segment_period as (
    {{ every_period('segment_visitors', ['visitors', 'staying_visitors']) }}
)

select
    period_grain,
    period_start,
    period_end,
    segment_type,
    segment_value,
    visitors,
    visitors - staying_visitors as bounced_visitors,
    {{ is_over('period_end', days_after=running_session_days()) }} as is_complete
from every_segment_period
