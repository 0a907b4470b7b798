-- One row per period (day, week, month) and content type (and over all) with a view: page views,
-- those of them whose time is known, and that time.
with page_views as (
    select * from {{ ref('core_page_views') }}
),

period_days as (
    select *
    from {{ ref('int_period_days') }}
    where period_grain in ('day', 'week', 'month')
),

day_views as (
    select
        occurred_on,
        content_type,
        count(*) as page_views,
        count(seconds_on_page) as timed_page_views,
        coalesce(sum(seconds_on_page), 0) as seconds
    from page_views
    group by 1, 2
),

segment_days as (
    select
        day_views.*,
        'all' as segment_type,
        'all' as segment_value
    from day_views

    union all

    select
        day_views.*,
        'content_type' as segment_type,
        content_type as segment_value
    from day_views
)

select
    period_days.period_grain,
    period_days.period_start,
    segment_days.segment_type,
    segment_days.segment_value,
    cast(sum(segment_days.page_views) as bigint) as page_views,
    cast(sum(segment_days.timed_page_views) as bigint) as timed_page_views,
    cast(sum(segment_days.seconds) as decimal(28, 8)) as seconds
from segment_days
inner join period_days on segment_days.occurred_on = period_days.calendar_day
group by 1, 2, 3, 4
