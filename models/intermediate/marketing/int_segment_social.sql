-- One row per period (week, month) and segment value (all, network), from its first day of activity
-- on: impressions, what people did about them, and how many shared.
with social_posts as (
    select * from {{ ref('core_social_posts') }}
),

period_days as (
    select *
    from {{ ref('int_period_days') }}
    where period_grain in ('week', 'month')
),

periods as (
    select * from {{ ref('int_periods') }}
),

segment_posts as (
    select
        social_posts.*,
        'all' as segment_type,
        'all' as segment_value
    from social_posts

    union all

    select
        social_posts.*,
        'network' as segment_type,
        network as segment_value
    from social_posts
),

segment_periods as (
    select
        period_days.period_grain,
        period_days.period_start,
        segment_posts.segment_type,
        segment_posts.segment_value,
        cast(sum(segment_posts.impressions) as decimal(28, 8)) as impressions,
        cast(
            sum(segment_posts.likes + segment_posts.comments + segment_posts.shares) as decimal(
                28, 8
            )
        ) as engagements,
        cast(sum(segment_posts.shares) as decimal(28, 8)) as social_shares
    from segment_posts
    inner join period_days on segment_posts.activity_date = period_days.calendar_day
    group by 1, 2, 3, 4
)

{{ every_period('segment_periods', amounts=['impressions', 'engagements', 'social_shares']) }}
