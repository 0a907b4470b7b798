-- Views of pages of content type `content`, and the time spent on them.
with segment_page_views as (
    select *
    from {{ ref('int_segment_page_views') }}
    where
        segment_type = 'content_type'
        and segment_value = 'content'
),

periods as (
    select * from {{ ref('int_periods') }}
),

content_views as (
    select
        period_grain,
        period_start,
        segment_type,
        segment_value,
        page_views,
        seconds
    from segment_page_views

    union all

    select
        period_grain,
        period_start,
        'all' as segment_type,
        'all' as segment_value,
        page_views,
        seconds
    from segment_page_views
),

every_segment_period as (
    {{ every_period('content_views', ['page_views'], amounts=['seconds']) }}
)

select
    period_grain,
    period_start,
    period_end,
    segment_type,
    segment_value,
    page_views as content_views,
    seconds as content_seconds,
    is_complete
from every_segment_period
