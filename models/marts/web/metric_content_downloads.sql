-- Downloads by the day on which they happened.
with content_downloads as (
    select * from {{ ref('core_content_downloads') }}
),

period_days as (
    select *
    from {{ ref('int_period_days') }}
    where period_grain in ('day', 'week', 'month')
),

periods as (
    select * from {{ ref('int_periods') }}
),

period_downloads as (
    select
        period_days.period_grain,
        period_days.period_start,
        'all' as segment_type,
        'all' as segment_value,
        count(*) as content_downloads
    from content_downloads
    inner join period_days on content_downloads.occurred_on = period_days.calendar_day
    group by 1, 2, 3, 4
)

{{ every_period('period_downloads', ['content_downloads']) }}
