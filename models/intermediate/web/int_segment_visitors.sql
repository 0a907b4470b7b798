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

visitor_days as (
    select
        visitor_id,
        started_on,
        channel,
        content_type,
        max(page_views) as most_page_views
    from sessions
    group by 1, 2, 3, 4
),

segment_visitor_days as (
    select
        visitor_days.*,
        'all' as segment_type,
        'all' as segment_value
    from visitor_days

    union all

    select
        visitor_days.*,
        'channel' as segment_type,
        channel as segment_value
    from visitor_days

    union all

    select
        visitor_days.*,
        'content_type' as segment_type,
        content_type as segment_value
    from visitor_days
),

segment_visitors as (
    select
        period_days.period_grain,
        period_days.period_start,
        segment_visitor_days.segment_type,
        segment_visitor_days.segment_value,
        segment_visitor_days.visitor_id,
        max(segment_visitor_days.most_page_views) as most_page_views
    from segment_visitor_days
    inner join period_days on segment_visitor_days.started_on = period_days.calendar_day
    group by 1, 2, 3, 4, 5
),

segment_periods as (
    select
        period_grain,
        period_start,
        segment_type,
        segment_value,
        count(*) as visitors,
        count(case when most_page_views = 1 then 1 end) as bounced_visitors
    from segment_visitors
    group by 1, 2, 3, 4
),

every_segment_period as (
    {{ every_period('segment_periods', ['visitors', 'bounced_visitors']) }}
)

select
    period_grain,
    period_start,
    period_end,
    segment_type,
    segment_value,
    visitors,
    bounced_visitors,
    -- a session that began before midnight may still run: complete a day later
    is_complete and period_end <= {{ as_of_date() }} as is_complete
from every_segment_period
