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

segment_sessions as (
    select
        'all' as segment_type,
        'all' as segment_value,
        visitor_id,
        session_id,
        started_on,
        page_views
    from sessions

    union all

    select
        'channel' as segment_type,
        channel as segment_value,
        visitor_id,
        session_id,
        started_on,
        page_views
    from sessions

    union all

    select
        'content_type' as segment_type,
        content_type as segment_value,
        visitor_id,
        session_id,
        started_on,
        page_views
    from sessions
),

-- each session with the day of the visitor's session before it in the segment, and of the last one
-- before it that had more than one view
ordered_sessions as (
    select
        *,
        lag(started_on) over (
            partition by segment_type, segment_value, visitor_id order by started_on, session_id
        ) as visited_before_on,
        max(case when page_views > 1 then started_on end) over (
            partition by segment_type, segment_value, visitor_id order by started_on, session_id
            rows between unbounded preceding and 1 preceding
        ) as stayed_before_on
    from segment_sessions
),

session_days as (
    select
        segment_type,
        segment_value,
        started_on,
        visited_before_on,
        stayed_before_on,
        count(*) as sessions,
        count(case when page_views > 1 then 1 end) as longer_sessions
    from ordered_sessions
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
    -- a session that began before midnight may still run: complete a day later
    is_complete and period_end <= {{ as_of_date() }} as is_complete
from every_segment_period
