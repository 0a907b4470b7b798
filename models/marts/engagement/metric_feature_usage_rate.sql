-- Distinct users of the feature in the month (in other segments: of any feature), to the logins of
-- the month.
with segment_feature_use as (
    select *
    from {{ ref('int_segment_feature_use') }}
    where period_grain = 'month'
),

segment_usage as (
    select * from {{ ref('int_segment_usage') }}
)

select
    segment_feature_use.period_grain,
    segment_feature_use.period_start,
    segment_feature_use.period_end,
    segment_feature_use.segment_type,
    segment_feature_use.segment_value,
    segment_feature_use.feature_users,
    coalesce(segment_usage.login_events, 0) as login_events,
    {{ exact_ratio(
        'segment_feature_use.feature_users', 'segment_usage.login_events'
    ) }} as metric_value,
    segment_feature_use.is_complete
from segment_feature_use
left join segment_usage
    on segment_feature_use.period_grain = segment_usage.period_grain
        and segment_feature_use.period_start = segment_usage.period_start
        and segment_feature_use.compared_segment_type = segment_usage.segment_type
        and segment_feature_use.compared_segment_value = segment_usage.segment_value
