-- Distinct pairs of a user and a feature used, to the distinct active users.
with segment_active_users as (
    select * from {{ ref('int_segment_active_users') }}
),

segment_feature_use as (
    select * from {{ ref('int_segment_feature_use') }}
),

features_of_users as (
    select
        segment_active_users.*,
        coalesce(segment_feature_use.feature_pairs, 0) as feature_pairs
    from segment_active_users
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
    feature_pairs,
    active_users,
    {{ exact_ratio('feature_pairs', 'active_users') }} as metric_value,
    is_complete
from features_of_users
