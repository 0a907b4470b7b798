-- Distinct users of the feature (in other segments: of any feature), to the distinct active users.
with segment_feature_use as (
    select * from {{ ref('int_segment_feature_use') }}
),

segment_active_users as (
    select * from {{ ref('int_segment_active_users') }}
)

select
    segment_feature_use.period_grain,
    segment_feature_use.period_start,
    segment_feature_use.period_end,
    segment_feature_use.segment_type,
    segment_feature_use.segment_value,
    segment_feature_use.feature_users,
    segment_active_users.active_users,
    {{ exact_ratio(
        'segment_feature_use.feature_users', 'segment_active_users.active_users'
    ) }} as metric_value,
    segment_feature_use.is_complete
from segment_feature_use
inner join segment_active_users
    on segment_feature_use.period_grain = segment_active_users.period_grain
        and segment_feature_use.period_start = segment_active_users.period_start
        and segment_feature_use.compared_segment_type = segment_active_users.segment_type
        and segment_feature_use.compared_segment_value = segment_active_users.segment_value
