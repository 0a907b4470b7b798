-- One row per period (day, week, month) and segment value, from its first session on: sessions by
-- start, their views and seconds, and those of one view. Channel and content type are the landing
-- view's.
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

landing_days as (
    select
        started_on,
        channel,
        content_type,
        count(*) as sessions,
        count(case when page_views = 1 then 1 end) as bounced_sessions,
        sum(page_views) as page_views,
        sum(duration_seconds) as duration_seconds
    from sessions
    group by 1, 2, 3
),

segment_days as (
    select
        landing_days.*,
        'all' as segment_type,
        'all' as segment_value
    from landing_days

    union all

    select
        landing_days.*,
        'channel' as segment_type,
        channel as segment_value
    from landing_days

    union all

    select
        landing_days.*,
        'content_type' as segment_type,
        content_type as segment_value
    from landing_days
),

segment_periods as (
    select
        period_days.period_grain,
        period_days.period_start,
        segment_days.segment_type,
        segment_days.segment_value,
        cast(sum(segment_days.sessions) as bigint) as sessions,
        cast(sum(segment_days.bounced_sessions) as bigint) as bounced_sessions,
        cast(sum(segment_days.page_views) as bigint) as page_views,
        cast(sum(segment_days.duration_seconds) as decimal(28, 8)) as duration_seconds
    from segment_days
    inner join period_days on segment_days.started_on = period_days.calendar_day
    group by 1, 2, 3, 4
),

every_segment_period as (
    {{ every_period(
        'segment_periods',
        ['sessions', 'bounced_sessions', 'page_views'],
        amounts=['duration_seconds']
    ) }}
)

select
    period_grain,
    period_start,
    period_end,
    segment_type,
    segment_value,
    sessions,
    bounced_sessions,
    page_views,
    duration_seconds,
    {{ is_over('period_end', days_after=running_session_days()) }} as is_complete
from every_segment_period
