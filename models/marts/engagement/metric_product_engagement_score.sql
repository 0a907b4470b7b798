-- A hundred times the mean of adoption, stickiness and growth; null where one of the three is
-- unknown.
with segment_active_users as (
    select *
    from {{ ref('int_segment_active_users') }}
    where period_grain = 'month'
),

segment_feature_use as (
    select * from {{ ref('int_segment_feature_use') }}
),

core_features as (
    select *
    from {{ ref('core_features') }}
    where is_core
),

periods as (
    select *
    from {{ ref('int_periods') }}
    where period_grain = 'month'
),

month_features as (
    select
        periods.period_start,
        count(core_features.feature_id) as core_features
    from periods
    left join core_features on periods.closed_on >= core_features.released_on
    group by 1
),

month_parts as (
    select
        segment_active_users.*,
        month_features.core_features,
        coalesce(segment_feature_use.core_feature_pairs, 0) as core_feature_pairs,
        {{ exact_ratio(
            'coalesce(segment_feature_use.core_feature_pairs, 0)',
            'segment_active_users.active_users * month_features.core_features'
        ) }} as adoption,
        {{ exact_ratio(
            'segment_active_users.new_users + segment_active_users.resurrecting_users',
            'segment_active_users.new_users + segment_active_users.resurrecting_users'
            ~ ' + segment_active_users.dormant_users'
        ) }} as growth
    from segment_active_users
    inner join month_features on segment_active_users.period_start = month_features.period_start
    left join segment_feature_use
        on segment_active_users.period_grain = segment_feature_use.period_grain
            and segment_active_users.period_start = segment_feature_use.period_start
            and segment_active_users.segment_type = segment_feature_use.segment_type
            and segment_active_users.segment_value = segment_feature_use.segment_value
)

select
    period_grain,
    period_start,
    period_end,
    segment_type,
    segment_value,
    active_users,
    core_features,
    core_feature_pairs,
    adoption,
    stickiness,
    growth,
    {{ exact_ratio('100 * (adoption + stickiness + growth)', '3', 8) }} as product_engagement_score,
    is_complete
from month_parts
