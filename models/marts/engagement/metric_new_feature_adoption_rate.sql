-- Of the users active in the first 30 days of a feature those who used it then, in the period of
-- its release; in segment `all` the features released in the period together. Complete when 30 days
-- after the period are over.
with features as (
    select * from {{ ref('core_features') }}
),

feature_use_days as (
    select * from {{ ref('int_feature_use_days') }}
),

user_days as (
    select * from {{ ref('int_user_days') }}
),

period_days as (
    select *
    from {{ ref('int_period_days') }}
    where period_grain in ('day', 'week', 'month')
),

periods as (
    select * from {{ ref('int_periods') }}
),

days as (
    select * from {{ ref('int_days') }}
),

release_days as (
    select
        features.feature_id,
        features.released_on,
        days.calendar_day
    from features
    inner join days
        on features.released_on <= days.calendar_day
            and days.calendar_day
            < cast({{ dbt.dateadd('day', adoption_days(), 'features.released_on') }} as date)
    where exists (select user_days.user_id from user_days)
),

released_features as (
    select
        release_days.feature_id,
        release_days.released_on,
        count(distinct feature_use_days.user_id) as feature_users,
        count(distinct user_days.user_id) as active_users
    from release_days
    left join user_days on release_days.calendar_day = user_days.active_on
    left join feature_use_days
        on release_days.feature_id = feature_use_days.feature_id
            and user_days.user_id = feature_use_days.user_id
            and user_days.active_on = feature_use_days.used_on
    group by 1, 2
),

period_releases as (
    select
        period_days.period_grain,
        period_days.period_start,
        released_features.feature_id,
        released_features.feature_users,
        released_features.active_users
    from released_features
    inner join period_days on released_features.released_on = period_days.calendar_day
),

segment_releases as (
    select
        period_grain,
        period_start,
        'feature' as segment_type,
        feature_id as segment_value,
        feature_users,
        active_users
    from period_releases

    union all

    select
        period_grain,
        period_start,
        'all' as segment_type,
        'all' as segment_value,
        cast(sum(feature_users) as bigint) as feature_users,
        cast(sum(active_users) as bigint) as active_users
    from period_releases
    group by 1, 2, 3, 4
),

every_release_period as (
    {{ every_period('segment_releases', ['feature_users', 'active_users']) }}
)

select
    period_grain,
    period_start,
    period_end,
    segment_type,
    segment_value,
    feature_users,
    active_users,
    {{ exact_ratio('feature_users', 'active_users') }} as metric_value,
    {{ is_over('period_end', days_after=adoption_days()) }} as is_complete
from every_release_period
